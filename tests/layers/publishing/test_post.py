"""Terms, fields and the address that a post will have."""

from datetime import UTC, datetime

import pytest

from layers.errors import NotReadyError, WordPressRefusedError
from layers.nouns import PostFields
from layers.publishing import PlannedTerm, Terms, expected_url, post_fields, taxonomy
from tests.layers.publishing.samples import NOW, article, inventory, post, site


def test_terms_are_taken_from_the_site_then_from_its_yaml_and_never_invented() -> None:
    plan = taxonomy(site(), article(), inventory())
    assert plan.categories == (PlannedTerm(slug="brewing", name="Brewing & water"),)
    assert plan.tags == (
        PlannedTerm(slug="cold-brew", name="Cold brew"),
        PlannedTerm(slug="beginners-tips", name="Beginner's tips"),
    )
    assert plan.refused == ("unheard of",)


def test_a_category_of_the_yaml_may_be_made() -> None:
    assert taxonomy(site(), article(category="beans"), inventory()).categories == (
        PlannedTerm(slug="beans", name="Beans"),
    )


def test_a_category_that_nobody_allowed_is_refused() -> None:
    with pytest.raises(WordPressRefusedError, match="'invented'"):
        taxonomy(site(), article(category="invented"), inventory())


def test_title_and_excerpt_are_sent_as_html() -> None:
    fields = post_fields(article(), "content", Terms(categories=(1,), tags=(7, 8)))
    assert fields == PostFields(
        title="Cold brew ratio: “one” &amp; only &lt;one&gt;", slug="cold-brew-ratio", content="content",
        excerpt="Weigh it &amp; pour &lt;it&gt;.", status="draft", categories=(1,), tags=(7, 8),
    )  # fmt: skip


@pytest.mark.parametrize("slug", ["", "Cold-Brew", "cold--brew", "cold_brew", "水出し", "a" * 201])
def test_a_slug_that_wordpress_would_change_is_refused_before_anything_is_written(slug: str) -> None:
    with pytest.raises(NotReadyError, match="WordPress would not keep the slug"):
        post_fields(article(slug=slug), "content", Terms())
    assert post_fields(article(slug="a" * 200), "content", Terms()).slug == "a" * 200


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://coffee.example/{}/", "https://coffee.example/new-one/"),
        ("https://coffee.example/{}", "https://coffee.example/new-one"),
        ("https://coffee.example/2026/01/{}/", "https://coffee.example/2026/11/new-one/"),
        ("https://coffee.example/2026/01/05/{}/", "https://coffee.example/2026/11/20/new-one/"),
        ("https://coffee.example/blog/{}/", "https://coffee.example/blog/new-one/"),
        ("https://coffee.example/?p=7", ""),
        ("https://coffee.example/brewing/{}/", ""),
    ],
)
def test_the_address_follows_from_those_of_other_posts(link: str, expected: str) -> None:
    other = post(1, "old-one", "Old", "Text.", link=link.format("old-one"))
    assert expected_url(inventory(other), "new-one", NOW) == expected


def test_an_empty_site_does_not_tell_the_address() -> None:
    assert expected_url(inventory(), "new-one", datetime(2026, 1, 1, tzinfo=UTC)) == ""
