"""What a page's head emits, read from whatever HTML a site answers."""

from hypothesis import given
from hypothesis import strategies as st

from layers.boundary.wordpress.heads import cache_signs, head, version
from layers.boundary.wordpress.visiting import Visit

PAGE = b"""<!doctype html><html><head><title> Salt &amp; more </title><meta name="description" content="Keeps &quot;all&quot;.">
<meta name="generator" content="WordPress 7.1.4"><link rel="canonical" href="https://larder.example/salt/">
<meta name="robots" content="noindex, follow"><meta property="og:title" content="x"><meta name="twitter:card" content="y">
<!-- The SEO Framework by Sybre Waaijer --><script type="application/ld+json" class="yoast-schema-graph">
{"@graph": [{"@type": ["Article", "NewsArticle"], "author": {"@type": "Person"}}, {"@type": "WebPage"}]}</script>
<script type="application/ld+json">{"@type": "FAQPage"</script></head><body>x<!-- Cached by WP-Super-Cache --></body></html>"""


def test_a_head_is_read_with_its_marks() -> None:
    found = head(Visit(200, PAGE, url="https://larder.example/salt/"))

    assert (found.title, found.description, found.canonical) == (
        "Salt & more",
        'Keeps "all".',
        "https://larder.example/salt/",
    )
    assert (found.robots, found.social) == ("noindex, follow", {"og:title": "x", "twitter:card": "y"})
    assert found.types == ("Article", "NewsArticle", "WebPage")
    assert {"WordPress 7.1.4", "yoast-schema-graph", "The SEO Framework by Sybre Waaijer"} <= set(found.marks)
    assert version(found) == "7.1.4"


def test_a_cache_is_seen_in_headers_and_in_comments() -> None:
    assert cache_signs(Visit(200, PAGE, {"CF-Cache-Status": "HIT"})) == ("CF-Cache-Status: HIT", "WP-Super-Cache")
    assert cache_signs(Visit(200, b"<html></html>", {"Server": "nginx"})) == ()


@given(st.binary(max_size=400), st.text(max_size=80))
def test_no_page_is_too_broken_to_be_read(noise: bytes, inside: str) -> None:
    script = f'<script type="application/ld+json">{inside}</script>'.encode("utf-8", "replace")

    assert head(Visit(200, noise + script, url="https://larder.example/")).status == 200
