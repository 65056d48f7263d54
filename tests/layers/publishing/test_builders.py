"""Pages made with a page builder are told from pages whose own content is shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.nouns import Page
from layers.publishing import choose_hosts
from layers.publishing.builders import BUILDERS, page_builder
from tests.layers.publishing.samples import blocks, inventory, post, site

TEXT = "A cold brew ratio is what I am asked for most: how much water for the coffee."
OWN = blocks(TEXT)
BODY = '<body class="post-template-default single single-post postid-12 single-format-standard">'


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ('[et_pb_section fb_built="1"][et_pb_row]x[/et_pb_row][/et_pb_section]', "Divi"),
        ('<!-- wp:divi/section {"builderVersion":"5.9.0"} --><!-- /wp:divi/section -->', "Divi"),
        ("[vc_row][vc_column][vc_column_text]x[/vc_column_text][/vc_column][/vc_row]", "WPBakery"),
        ("<!-- wp:fl-builder/layout --><p>x</p><!-- /wp:fl-builder/layout -->", "Beaver Builder"),
        ('<div data-elementor-type="wp-post" data-elementor-id="9" class="elementor elementor-9">x</div>', "Elementor"),
        ('<div class="brz-root__container"></div>', "Brizy"),
        ('<!-- wp:siteorigin-panels/layout-block {"panelsData":{}} /-->', "SiteOrigin"),
        ('<div id="pl-12"  class="panel-layout" ><p>x</p></div>', "SiteOrigin"),
        ('[fusion_builder_container type="flex"][/fusion_builder_container]', "Avada"),
        ("[av_textblock av_uid='av-1']x[/av_textblock]", "Enfold"),
        ("[section]\n[row]x[/row]\n[/section]", "Flatsome"),
        ("[cs_content][cs_section]x[/cs_section][/cs_content]", "Cornerstone"),
        ("<!--themify_builder_static--><p>x</p><!--/themify_builder_static-->", "Themify"),
        ('<!--vcv no format--><div class="vce-row" data-vce-do-apply="all el-1">x</div>', "Visual Composer"),
        ('<!-- wp:pagelayer/pl_row {"pagelayer-id":"a"} --><!-- /wp:pagelayer/pl_row -->', "Pagelayer"),
        (OWN, ""),
        (
            "<p>Write <code>&lt;div data-elementor-type='x' class='brz-root__container'&gt;</code> and [[vc_row]].</p>",
            "",
        ),
        ("<p>About the [section] sign, the [row] and ux_ids.</p>", ""),
        ("", ""),
    ],
)
def test_a_builder_is_told_by_what_it_leaves_in_the_content(content: str, name: str) -> None:
    assert page_builder(content) == name


@pytest.mark.parametrize(
    ("meta", "name"),
    [
        ({"_elementor_edit_mode": "builder"}, "Elementor"),
        ({"_et_pb_use_builder": "on"}, "Divi"),
        ({"_fl_builder_enabled": True}, "Beaver Builder"),
        ({"_bricks_editor_mode": "bricks"}, "Bricks"),
        ({"ct_builder_json": '{"id":0}'}, "Oxygen"),
        ({"_elementor_edit_mode": "", "_et_pb_use_builder": "off", "_fl_builder_enabled": False}, ""),
        ({"_bricks_editor_mode": "wordpress", "panels_data": []}, ""),
        ({"footnotes": "[]"}, ""),
    ],
)
def test_a_builder_is_told_by_a_meta_key_that_says_so(meta: dict[str, str | bool], name: str) -> None:
    assert page_builder(OWN, meta=meta) == name


def test_elementor_is_told_by_the_posts_own_id_although_the_content_is_a_copy_of_its_text() -> None:
    built = f'{BODY}<div data-elementor-type="wp-post" data-elementor-id="12"><p>{TEXT}</p></div></body>'
    assert page_builder(OWN, built) == "Elementor"


@pytest.mark.parametrize(
    "live",
    [
        f'{BODY}<header><div data-elementor-type="header" data-elementor-id="7">x</div></header><p>{TEXT}</p></body>',
        f'{BODY}<div class="fl-builder-content fl-builder-content-7">menu</div><p>{TEXT}</p></body>',
        f'{BODY}<main id="brx-content"><div class="brxe-section"><p>{TEXT}</p></div></main></body>',
        f'{BODY}<div class="brxe-section"><div class="brxe-post-content">a teaser of the members area</div></div></body>',
        f"<style>.brxe-section, .bde-section {{}}</style>{BODY}<p>Members only.</p></body>",
        f'<body class="home"><section class="ct-section">x</section><p>{TEXT}</p></body>',
    ],
)
def test_a_header_or_a_template_that_was_made_with_a_builder_does_not_make_the_post_one_of_its_own(live: str) -> None:
    assert page_builder(OWN, live) == ""


@pytest.mark.parametrize(
    ("live", "name"),
    [
        (f'{BODY}<main id="brx-content"><section class="brxe-section">Something else.</section></main></body>', "Bricks"),
        (f'{BODY}<section id="section-2-12" class="ct-section">Something else.</section></body>', "Oxygen"),
        (f'{BODY}<section class="bde-section-12-100 bde-section">Something else.</section></body>', "Breakdance"),
        (f'{BODY}<div class="fl-builder-content fl-builder-content-12 fl-builder-content-primary">x</div>', "Beaver Builder"),
    ],
)  # fmt: skip
def test_a_builder_that_shows_its_own_work_in_place_of_the_content_is_told(live: str, name: str) -> None:
    assert page_builder(OWN, live) == name


def test_a_page_without_content_of_its_own_is_the_builders_and_a_short_one_is_left_open() -> None:
    built = f'{BODY}<main id="brx-content"><section class="brxe-section">Something else.</section></main></body>'
    assert page_builder("", built) == "Bricks"
    assert page_builder("<p>Hello.</p>", built) == ""


def test_a_page_of_a_builder_is_no_host_although_words_could_be_linked_there() -> None:
    def hosts(content: str) -> list[int]:
        page: Page = post(1, "ratio", "The ratio", raw=content)
        return [host.page_id for host in choose_hosts(site(), "cold brew ratio", inventory(page))]

    assert hosts(OWN) == [1]
    assert hosts(f"<!-- wp:fl-builder/layout -->\n<!-- /wp:fl-builder/layout -->\n{OWN}") == []


def test_each_builder_has_a_name_of_its_own_and_a_mark() -> None:
    assert len({each.name for each in BUILDERS}) == len(BUILDERS)
    assert all(each.content or each.own or each.instead or each.keys for each in BUILDERS)


@given(st.text(max_size=200), st.text(max_size=200))
def test_nothing_is_too_odd_to_be_looked_at(content: str, live: str) -> None:
    assert page_builder(content, BODY + live) in {"", *(each.name for each in BUILDERS)}
