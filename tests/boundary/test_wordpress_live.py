"""A public page, read for what decides whether an article is really live."""

import pytest

from layers.boundary.wordpress.live import read
from layers.nouns import PageLink

URL = "https://coffee.example/cold-brew-ratio/"
PAGE = """<html><head><title> Cold &amp; brewed </title><link rel="canonical" href="https://coffee.example/cold-brew-ratio/">
<meta name="description" content="A &quot;ratio&quot;."><script type="application/ld+json">{"@graph": []}</script>
<script type="application/ld+json">{"@graph": [}</script><script>{ not json }</script></head>
<body><p><a href="/grinders/#top">Gr<b>ind</b>ers</a> <a rel="nofollow" href="https://x.example/">x</a> <a>none</a></p></body></html>"""


def test_a_page_is_read_for_what_search_engines_see() -> None:
    page = read(URL, 200, PAGE)
    assert (page.url, page.status, page.title) == (URL, 200, "Cold & brewed")
    assert (page.canonical, page.description) == (URL, 'A "ratio".')
    assert (len(page.json_ld), page.broken_json_ld) == (2, 1)
    assert page.links == (
        PageLink(url="/grinders/#top", anchor="Grinders"),
        PageLink(url="https://x.example/", anchor="x", nofollow=True),
    )


@pytest.mark.parametrize(
    ("robots", "header", "expected"),
    [
        ("max-image-preview:large", "", False),
        ("NoIndex, nofollow", "", True),
        ("index", "noindex", True),
        ("", "", False),
    ],
)
def test_a_page_that_forbids_indexing_is_told(robots: str, header: str, expected: bool) -> None:
    page = read(URL, 200, f'<meta name="robots" content="{robots}"><p>x</p>', header)
    assert page.noindex is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://coffee.example/grinders/", True),
        ("http://www.coffee.example/grinders", True),
        ("https://coffee.example/grinders-two/", False),
    ],
)
def test_a_link_counts_however_its_address_is_written(url: str, expected: bool) -> None:
    assert read(URL, 200, PAGE).links_to(url) is expected


def test_an_empty_answer_is_a_page_without_anything() -> None:
    page = read(URL, 500, "")
    assert (page.status, page.title, page.links, page.json_ld, page.text.strip()) == (500, "", (), (), "")
