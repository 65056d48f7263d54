"""The head of a page as a value, and the signs of a page cache."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from layers.boundary.wordpress.visiting import Visit
from layers.nouns import Head

MARKS = 40
MARK_LENGTH = 160
CACHE_HEADERS = (
    "X-Cache", "X-Cache-Status", "CF-Cache-Status", "X-LiteSpeed-Cache", "X-Varnish", "X-Proxy-Cache", "X-WP-Super-Cache",
    "X-Kinsta-Cache", "X-Rocket-Nginx-Serving-Static", "X-FastCGI-Cache", "Age",
)  # fmt: skip
CACHE_COMMENTS = re.compile(
    r"(W3 Total Cache|WP[ -]Super[ -]Cache|WP Rocket|LiteSpeed Cache|WP Fastest Cache|Cache Enabler|Hummingbird)",
    re.IGNORECASE,
)
COMMENT = re.compile(r"<!--(.{1,4000}?)-->", re.DOTALL)
ROBOTS = 'meta[name="robots" i], meta[name="googlebot" i]'
WORDPRESS = re.compile(r"^WordPress (\d[\w.+-]*)")


def head(visit: Visit) -> Head:
    """Read what a page's head emits; broken JSON-LD counts as none."""
    return head_of(LexborHTMLParser(visit.text), visit)


def head_of(tree: LexborHTMLParser, visit: Visit) -> Head:
    """The same of a page that is parsed already."""
    title = tree.css_first("title")
    return Head(
        url=visit.url, status=visit.status,
        title=title.text().strip() if title else "",
        description=_content(tree, 'meta[name="description"]'),
        canonical=_attribute(tree.css_first('link[rel="canonical"]'), "href"),
        robots=", ".join(_attribute(node, "content") for node in tree.css(ROBOTS)),
        social=_social(tree), types=_types(tree), marks=_marks(tree, visit.text),
    )  # fmt: skip


def version(page: Head) -> str:
    """The version that WordPress prints into its pages, or nothing where that is switched off."""
    return next((found[1] for mark in page.marks if (found := WORDPRESS.match(mark))), "")


def cache_signs(visit: Visit) -> tuple[str, ...]:
    """What says that a page was answered from a cache or could be."""
    headers = [f"{name}: {visit.headers[name]}" for name in CACHE_HEADERS if name in visit.headers]
    comments = {found[1] for comment in COMMENT.findall(visit.text) if (found := CACHE_COMMENTS.search(comment))}
    return (*headers, *sorted(comments))


def _social(tree: LexborHTMLParser) -> dict[str, str]:
    """The first tag of each name: that is the one which networks take."""
    nodes = tree.css('meta[property^="og:"], meta[name^="twitter:"]')
    pairs = [(_attribute(node, "property") or _attribute(node, "name"), _attribute(node, "content")) for node in nodes]
    return dict(reversed(pairs))


def _marks(tree: LexborHTMLParser, text: str) -> tuple[str, ...]:
    comments = [comment.strip()[:MARK_LENGTH] for comment in COMMENT.findall(text)]
    generators = [_attribute(node, "content") for node in tree.css('meta[name="generator"]')]
    scripts = tree.css('script[type="application/ld+json"]')
    names = [_attribute(node, "class") or _attribute(node, "id") for node in scripts]
    return tuple(mark for mark in dict.fromkeys([*generators, *names, *comments]) if mark)[:MARKS]


def _types(tree: LexborHTMLParser) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            found.update(dict.fromkeys(_top_types(json.loads(script.text()))))
        except (ValueError, RecursionError):
            continue
    return tuple(found)


def _top_types(value: Any) -> Iterator[str]:
    """The types of a script's own nodes, not of what they hold."""
    if isinstance(value, list):
        for each in value:
            yield from _top_types(each)
    elif isinstance(value, Mapping):
        kind = value.get("@type", ())
        yield from (str(each) for each in (kind if isinstance(kind, list) else [kind] if kind else ()))
        yield from _top_types(value.get("@graph", []))


def _content(tree: LexborHTMLParser, selector: str) -> str:
    return _attribute(tree.css_first(selector), "content")


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "") if node else ""
