"""Own links are mended in their bytes alone: the address, the `rel`, or the link around its words."""

import pytest

from layers.maintenance.fixing.fragments import composed
from layers.maintenance.fixing.linking import link_fixes, missing_addresses
from tests.layers.maintenance.fixing.samples import finding, post, scene
from tests.layers.maintenance.records import HOME

OTHER = post(9)
WAYS = ("link-http-own", "link-mixed-host", "link-detour")


def mended(content: str, *checks: str, redirects: dict[str, str] | None = None, url: str = HOME) -> str:
    page = post(7, content)
    at = scene(page, OTHER, redirects=redirects, url=url)
    return composed(content, link_fixes(at, page, [finding(check, page) for check in checks])).text


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        (f"{HOME}/?p=9", f"{HOME}/post-9/"),
        (f"{HOME}/post-9", f"{HOME}/post-9/"),
        ("http://example.org/post-9/", f"{HOME}/post-9/"),
        ("https://www.example.org/post-9/#part", f"{HOME}/post-9/#part"),
        ("/post-9", "/post-9/"),
        (f"{HOME}/post-9?ref=a&amp;b=2", f"{HOME}/post-9/?ref=a&amp;b=2"),
    ],
)
def test_a_detour_becomes_the_pages_own_address(written: str, wanted: str) -> None:
    around = '<p>Before <a class=\'x\' data-y=1 href="{0}" title="t">Words</a> &nbsp;after</p>'

    assert mended(around.format(written), *WAYS) == around.format(wanted)


def test_quotation_marks_and_everything_else_of_a_tag_stay() -> None:
    content = f"<p><A HREF='{HOME}/?p=9' target=_blank>one</A> <a href={HOME}/post-9>two</a></p>"

    assert mended(content, "link-detour") == (
        f"<p><A HREF='{HOME}/post-9/' target=_blank>one</A> <a href={HOME}/post-9/>two</a></p>"
    )


def test_links_in_code_and_comments_are_no_links() -> None:
    content = f'<!-- <a href="{HOME}/?p=9">x</a> --><pre><a href="{HOME}/?p=9">x</a></pre>'

    assert mended(content, "link-detour") == content


def test_other_sites_and_good_links_stay() -> None:
    content = f'<a href="http://elsewhere.org/post-9">x</a> <a href="{HOME}/post-9/">y</a> <a href="mailto:a@b.c">z</a>'

    assert mended(content, "link-detour", "link-to-itself", "link-nofollow", "link-missing-page") == content


@pytest.mark.parametrize("asks", ["?add-to-cart=12", "?lang=en", "2/", "?replytocom=7"])
def test_a_link_to_the_page_itself_that_asks_for_something_stays(asks: str) -> None:
    content = f'<p><a href="{HOME}/post-7/{asks}">More</a></p>'
    assert mended(content, "link-to-itself") == content


def test_a_link_to_itself_goes_and_its_words_stay_with_their_marks() -> None:
    content = f'<p>All <a href="{HOME}/post-7/">of <em>this</em></a>, but <a href="{HOME}/post-7/#a">a part</a></p>'

    assert mended(content, "link-to-itself") == (
        f'<p>All of <em>this</em>, but <a href="{HOME}/post-7/#a">a part</a></p>'
    )


def test_nofollow_goes_and_what_else_a_rel_says_stays() -> None:
    content = f'<a href="{HOME}/post-9/" rel="nofollow noopener">x</a><a rel=nofollow href="{HOME}/post-9/">y</a>'

    assert mended(content, "link-nofollow") == (
        f'<a href="{HOME}/post-9/" rel="noopener">x</a><a href="{HOME}/post-9/">y</a>'
    )


def test_one_tag_with_two_faults_is_one_fix() -> None:
    page = post(7, f'<a rel="nofollow" href="{HOME}/?p=9">x</a>')
    at = scene(page, OTHER)

    [made] = link_fixes(at, page, [finding("link-detour", page), finding("link-nofollow", page)])

    assert made.after == f'<a href="{HOME}/post-9/">'
    assert made.fix_class == "B"
    assert "nofollow" in made.reason
    assert "redirected" in made.reason


def test_an_old_address_is_mended_where_the_site_says_what_it_became() -> None:
    content = f'<a href="{HOME}/old-name/#x">x</a> <a href="{HOME}/lost/">y</a>'
    redirects = {f"{HOME}/old-name/": f"{HOME}/post-9/"}

    assert mended(content, "link-missing-page", redirects=redirects) == (
        f'<a href="{HOME}/post-9/#x">x</a> <a href="{HOME}/lost/">y</a>'
    )


def test_the_addresses_to_be_looked_up_are_those_that_no_page_answers_to() -> None:
    page = post(
        7, f'<a href="{HOME}/old/#x">x</a> <a href="{HOME}/post-9/">y</a> <a href="http://elsewhere.org/a">z</a>'
    )

    assert list(missing_addresses(scene(page, OTHER), page)) == [f"{HOME}/old/"]


def test_the_marks_of_a_campaign_go_and_what_else_a_query_says_stays() -> None:
    content = f'<a href="{HOME}/post-9/?utm_source=a&amp;b=1&amp;gclid=2#x">x</a> <a href="http://elsewhere.org/?utm_source=a">y</a>'

    assert mended(content, "link-tracking") == (
        f'<a href="{HOME}/post-9/?b=1#x">x</a> <a href="http://elsewhere.org/?utm_source=a">y</a>'
    )


def test_one_check_alone_mends_what_it_names() -> None:
    content = f'<a href="http://example.org/post-9/">x</a> <a href="{HOME}/?p=9">y</a>'

    assert mended(content, "link-http-own") == f'<a href="{HOME}/post-9/">x</a> <a href="{HOME}/?p=9">y</a>'
