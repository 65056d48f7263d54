"""A fetched page -> a visit: what its head and markup say, as small values. The HTML itself is not kept."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from layers.boundary.extraction import decoded
from layers.boundary.outside.fetching import Fetched
from layers.boundary.wordpress.firewalls import firewall
from layers.nouns import JsonLd, Page, Visit

KEPT = 10  # of a list that a report would not print whole
LONGEST = 500  # characters of any one value
OK = 200
ROBOTS = 'meta[name="robots" i], meta[name="googlebot" i]'
PARTS = (
    ("img", "src"), ("script", "src"), ("iframe", "src"), ("video", "src"), ("audio", "src"), ("source", "src"),
    ('link[rel="stylesheet" i]', "href"),
)  # fmt: skip


def visit_of(url: str, got: Fetched, at: datetime, page: Page | None = None) -> Visit:
    """Read what an audit asks of a page. Broken HTML is read as a browser would."""
    known: dict[str, Any] = {
        "url": url, "page_id": page.id if page else 0, "modified_at": page.modified_at if page else None, "at": at,
        "status": got.status, "said": got.said, "landed": got.url, "hops": got.hops, "loop": got.loop,
        "size_bytes": len(got.body), "answered_ms": got.answered_ms, "cut": got.cut,
        "html": _is_html(got.headers),
    }  # fmt: skip
    if got.status != OK or not known["html"]:
        text = got.body.decode("utf-8", "replace") if got.body else ""
        return Visit(**known, blocked_by=firewall(got.headers, text) if got.status != OK else "")
    try:
        tree = LexborHTMLParser(decoded(got.body, got.headers.get("Content-Type", "")))
    except SelectolaxError:
        return Visit(**{**known, "html": False})
    return Visit(**known, **_facts(tree, got))


def _is_html(headers: Mapping[str, str]) -> bool:
    return headers.get("Content-Type", "text/html").split(";")[0].strip().casefold() in (
        "text/html",
        "application/xhtml+xml",
        "",
    )


def _facts(tree: LexborHTMLParser, got: Fetched) -> dict[str, Any]:
    root = tree.css_first("html")
    robots = [*(_attribute(node, "content") for node in tree.css(ROBOTS)), got.headers.get("X-Robots-Tag", "")]
    return {
        "canonicals": _few(_attribute(node, "href") for node in tree.css('link[rel="canonical" i]')),
        "robots": ", ".join(filter(None, robots))[:LONGEST],
        "titles": _few(_words(node) for node in tree.css("head > title")),
        "descriptions": _few(_attribute(node, "content") for node in tree.css('meta[name="description" i]')),
        "h1": _few(filter(None, (_words(node) for node in tree.css("h1")))),
        "lang": (_attribute(root, "lang") if root else "")[:40],
        "viewport": bool(tree.css('meta[name="viewport" i]')),
        "json_ld": tuple(json_ld(node.text()) for node in tree.css('script[type="application/ld+json" i]'))[:KEPT * 2],
        "of_wordpress": _of_wordpress(tree),
        "mixed": _few(dict.fromkeys(_mixed(tree))) if got.url.startswith("https:") else (),
        "unsized_images": _few(dict.fromkeys(_unsized(tree))),
    }  # fmt: skip


def _of_wordpress(tree: LexborHTMLParser) -> bool:
    """WordPress prints into a page of its own the address of its record, and the short form of its address."""
    records = (_attribute(node, "href") for node in tree.css('link[rel="alternate" i][type="application/json" i]'))
    return any("/wp/v2/" in each or "wp%2Fv2%2F" in each for each in records) or bool(
        tree.css('link[rel="shortlink" i]')
    )


def _mixed(tree: LexborHTMLParser) -> Iterator[str]:
    for selector, name in PARTS:
        for node in tree.css(selector):
            if _attribute(node, name).lower().startswith("http:"):
                yield _attribute(node, name)


def _unsized(tree: LexborHTMLParser) -> Iterator[str]:
    """Images whose place a browser cannot keep free: neither attributes nor a style say how large they are."""
    for node in tree.css("body img[src]"):
        style = _attribute(node, "style").replace(" ", "").lower()
        sized = _attribute(node, "width") and _attribute(node, "height")
        source = _attribute(node, "src")
        if (
            not sized
            and not ("width:" in style and "height:" in style)
            and "aspect-ratio:" not in style
            and not source.startswith("data:")
        ):
            yield source


def json_ld(text: str) -> JsonLd:
    """Read one script: its nodes' types, or what keeps others from reading it."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return JsonLd(problem=f"a JSON-LD script is no JSON ({str(error)[:100]})")
    nodes = list(_nodes(document))
    pairs = [(str(kind)[:80], str(node.get("@id", ""))[:LONGEST]) for node in nodes for kind in _kinds(node)]
    untyped = sum(not list(_kinds(node)) for node in nodes)
    problem = (
        "a JSON-LD script has no node"
        if not nodes
        else f"{untyped} nodes of a JSON-LD script have no @type"
        if untyped
        else ""
    )
    return JsonLd(types=tuple(kind for kind, _ in pairs), ids=tuple(name for _, name in pairs), problem=problem)


def _nodes(document: Any) -> Iterator[Mapping[str, Any]]:
    """The nodes of a script itself, not what they hold."""
    if isinstance(document, list):
        for each in document:
            yield from _nodes(each)
    elif isinstance(document, dict) and isinstance(document.get("@graph"), list | dict):
        yield from _nodes(document["@graph"])
    elif isinstance(document, dict) and document:
        yield document


def _kinds(node: Mapping[str, Any]) -> Iterator[Any]:
    kind = node.get("@type")
    yield from (each for each in (kind if isinstance(kind, list) else [kind]) if each)


def _few(values: Any) -> tuple[str, ...]:
    return tuple(str(each)[:LONGEST] for each in values)[:KEPT]


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _attribute(node: LexborNode | None, name: str) -> str:
    return (node.attributes.get(name) or "").strip() if node else ""
