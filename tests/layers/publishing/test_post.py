"""Terms, fields and the address that a post will have."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from layers.errors import NotReadyError
from layers.nouns import PostFields
from layers.publishing import Terms, expected_url, post_fields
from tests.layers.publishing.samples import NOW, article, inventory, post


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


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://coffee.example/2026/12/{}/", "https://coffee.example/2027/01/new-one/"),
        ("https://coffee.example/2026/12/01/{}/", "https://coffee.example/2027/01/01/new-one/"),
        ("https://coffee.example/magazine/2026/12/01/{}", "https://coffee.example/magazine/2027/01/01/new-one"),
        ("https://coffee.example/2026/11/30/{}/", ""),
    ],
)
def test_the_date_in_an_address_is_that_of_the_sites_time_zone(link: str, expected: str) -> None:
    other = post(1, "old-one", "Old", "Text.", link=link.format("old-one"), date_gmt="2026-11-30T16:00:00")
    at = datetime(2026, 12, 31, 15, 30, tzinfo=UTC)
    assert expected_url(inventory(other), "new-one", at, ZoneInfo("Asia/Tokyo")) == expected


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        (["/magazine/{}/"], "/magazine/new-one/"),
        (["/magazine/{}/", "/magazine/{}/"], "/magazine/new-one/"),
        (["/in/print/2026/01/{}"], "/in/print/2026/11/new-one"),
        (["/magazine/{}/", "/letters/{}/"], ""),
        (["/magazine/brewing/{}/"], ""),
        (["/magazine/7/{}/"], ""),
        (["/archives/7"], ""),
    ],
)
def test_a_folder_stays_where_every_post_lies_in_it_and_it_is_no_category(links: list[str], expected: str) -> None:
    posts = [
        post(at, f"old-{at}", "Old", "Text.", link=f"https://coffee.example{link.format(f'old-{at}')}")
        for at, link in enumerate(links)
    ]
    assert expected_url(inventory(*posts), "new-one", NOW) == (expected and f"https://coffee.example{expected}")


def test_an_address_that_cannot_be_read_foretells_none() -> None:
    odd = post(1, "old-one", "Old", "Text.", link="https://[your-domain]/old-one/")
    assert expected_url(inventory(odd), "new-one", NOW) == ""


def test_an_empty_site_does_not_tell_the_address() -> None:
    assert expected_url(inventory(), "new-one", datetime(2026, 1, 1, tzinfo=UTC)) == ""
