"""SEO fields as a record shows them: what the plugin keeps, nothing where it keeps nothing, None where the site does not say."""

from typing import Any

import pytest

from layers.nouns import SeoFields
from layers.publishing.seo.reading import is_template, seo_reader

YOAST = ("_yoast_wpseo_title", "_yoast_wpseo_metadesc", "_yoast_wpseo_meta-robots-noindex")
CASES: list[tuple[list[str], tuple[str, ...], dict[str, Any], SeoFields | None]] = [
    (["yoast/v1"], YOAST, {"meta": {"_yoast_wpseo_title": "T", "_yoast_wpseo_metadesc": "D", "_yoast_wpseo_meta-robots-noindex": "1"}},
     SeoFields(title="T", description="D", noindex=True)),
    (["yoast/v1"], ("footnotes",), {"meta": {"footnotes": ""}}, None),
    (["yoast/v1"], (*YOAST, "footnotes"), {"meta": {"footnotes": ""}}, None),  # a page: its keys are those of posts
    (["rankmath/v1"], ("rank_math_title", "rank_math_robots"), {"meta": {"rank_math_title": "T", "rank_math_robots": ["noindex"]}},
     SeoFields(title="T", noindex=True)),
    (["seopress/v1"], ("_seopress_titles_title", "_seopress_robots_index"),
     {"meta": {"_seopress_titles_title": "T", "_seopress_robots_index": ""}}, SeoFields(title="T")),
    (["aioseo/v1"], (), {"aioseo_meta_data": {"title": "T", "description": None, "robots_noindex": True}}, SeoFields(title="T", noindex=True)),
    (["aioseo/v1"], (), {"meta": []}, None),
    (["aioseo/v1"], (), {"meta": {"_aioseo_title": "T"}}, SeoFields(title="T")),
    (["slim-seo"], ("slim_seo",), {"meta": {"slim_seo": {"title": "T", "noindex": False}}}, SeoFields(title="T")),
    ([], ("_genesis_title", "_genesis_noindex"), {"meta": {"_genesis_title": "T", "_genesis_noindex": "1"}}, SeoFields(title="T", noindex=True)),
    ([], ("masthead_seo_title",), {"meta": {"masthead_seo_title": ""}}, SeoFields()),
    (["wp/v2"], (), {"meta": {}}, None),
    (["squirrly"], (), {"meta": {}}, None),
]  # fmt: skip


@pytest.mark.parametrize(("namespaces", "keys", "record", "fields"), CASES)
def test_what_is_kept_is_read_by_the_adapter_that_would_write_it(
    namespaces: list[str], keys: tuple[str, ...], record: dict[str, Any], fields: SeoFields | None
) -> None:
    assert seo_reader(namespaces, keys).read(record) == fields


def test_in_the_companions_list_a_missing_key_is_an_empty_field() -> None:
    reader = seo_reader(["yoast/v1"], ("footnotes",)).with_every_key()

    assert reader.read({"meta": {"_yoast_wpseo_title": "T"}}) == SeoFields(title="T")


def test_a_site_that_offers_nothing_is_not_asked_for_meta() -> None:
    assert seo_reader(["wp/v2"], ("footnotes",)).asked == ""
    assert seo_reader(["yoast/v1"], YOAST).asked == "meta"


@pytest.mark.parametrize(
    ("text", "templated"),
    [
        ("%%title%% %%sep%% %%sitename%%", True), ("%title% %sep%", True), ("#post_title", True), ("{{ post.title }}", True),
        ("100% arabica, 50 % robusta", False), ("The #1 grinder", False), ("#coffee", False), ("a {b} c", False), ("", False),
    ],
)  # fmt: skip
def test_a_template_is_told_from_words(text: str, templated: bool) -> None:
    assert is_template(text) == templated
