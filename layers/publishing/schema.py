"""JSON-LD: what the template takes, and what is wrong with a finished graph."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from layers import inline, prose
from layers.nouns import Article, Site
from layers.publishing.body import DEFINITION_CLASS, SPEAKABLE_CLASS, Body

HEADLINE_LENGTH = 110
SCHEMA_TYPES = {"Person", "Organization", "Place", "Product", "Thing"}
REQUIRED = {
    "BlogPosting": (
        "headline",
        "datePublished",
        "dateModified",
        "author",
        "publisher",
        "mainEntityOfPage",
        "inLanguage",
    ),
    "WebPage": ("name", "breadcrumb", "inLanguage"),
    "BreadcrumbList": ("itemListElement",),
    "Organization": ("name", "url"),
    "Person": ("name",),
    "FAQPage": ("mainEntity",),
}
ALWAYS = ("BlogPosting", "WebPage", "BreadcrumbList", "Organization")


@dataclass(frozen=True)
class Graph:
    """What `templates/schema/article.json.j2` renders. `base` is the page's address, or empty: ids are then relative to it."""

    base: str
    home: str
    headline: str
    title: str
    description: str
    published: str
    language: str
    keywords: tuple[str, ...]
    words: int
    organization: str
    same_as: tuple[str, ...]
    author: str
    selectors: tuple[str, ...]
    citations: tuple[tuple[str, str], ...]
    mentions: tuple[tuple[str, str], ...]
    faq: tuple[tuple[str, str], ...]


def graph(site: Site, article: Article, body: Body, now: datetime, url: str = "") -> Graph:
    """Say only what the page shows. `url` is left out where it is not known before the post exists."""
    rules, draft = site.schema_, article.draft
    home = site.url.rstrip("/") + "/"
    return Graph(
        base=url, home=home,
        headline=inline.plain(draft.title)[:HEADLINE_LENGTH], title=article.seo_title or draft.title, description=article.description,
        published=now.isoformat(timespec="seconds"), language=site.language,
        keywords=(article.keyword, *article.variations), words=prose.word_count(_text(article)),
        organization=rules.organization or site.title or site.name, same_as=rules.same_as, author=rules.author,
        selectors=_selectors(body) if rules.speakable else (),
        citations=tuple((source.title or source.url, source.url) for source in article.sources),
        mentions=tuple((entity.type, entity.name) for entity in article.entities if entity.type in SCHEMA_TYPES),
        faq=tuple((inline.plain(faq.question), inline.plain(faq.answer)) for faq in draft.faq) if rules.faq_page else (),
    )  # fmt: skip


def _selectors(body: Body) -> tuple[str, ...]:
    """CSS selectors of what reads well aloud: only those that the page really has."""
    blocks = [*body.faq, *(block for section in body.sections for block in section.blocks if block.kind == "paragraph")]
    return (f".{DEFINITION_CLASS}", *([f".{SPEAKABLE_CLASS}"] if any(block.speakable for block in blocks) else []))


def _text(article: Article) -> str:
    draft = article.draft
    blocks = (block for section in draft.sections for block in section.blocks)
    texts = [
        draft.definition,
        *(text for block in blocks for text in (block.text, *block.items)),
        *(faq.answer for faq in draft.faq),
    ]
    return " ".join(inline.plain(text) for text in texts)


def schema_problems(text: str) -> tuple[str, ...]:
    """What is wrong with a JSON-LD text that is to stand in a script in a post; empty when nothing is."""
    try:
        document = json.loads(text)
    except ValueError as error:
        return (f"it is not JSON: {error}",)
    nodes = document.get("@graph") if isinstance(document, dict) else None
    if not isinstance(nodes, list) or not all(isinstance(node, dict) for node in nodes):
        return ("it has no @graph of nodes",)
    return (*_text_problems(text), *_graph_problems(nodes))


def _text_problems(text: str) -> Iterator[str]:
    if "<" in text:
        yield "a < could end the script"
    # WordPress runs shortcodes in posts even within a script: inside a string a bracket must be escaped
    if any(character in value for value in _strings_as_written(text) for character in "[]"):
        yield "a bracket in a string could be a shortcode"


def _strings_as_written(text: str) -> Iterator[str]:
    decoder = json.decoder.scanstring  # type: ignore[attr-defined]
    at = text.find('"')
    while at >= 0:
        _, end = decoder(text, at + 1)
        yield text[at:end]
        at = text.find('"', end)


def _graph_problems(nodes: list[dict[str, Any]]) -> Iterator[str]:
    types = [str(node.get("@type")) for node in nodes]
    ids = [str(node.get("@id")) for node in nodes]
    yield from (f"it has no {kind}" for kind in ALWAYS if kind not in types)
    yield from (f"two nodes are {each}" for each in sorted({each for each in ids if ids.count(each) > 1}))
    for node in nodes:
        kind = str(node.get("@type"))
        yield from (f"{kind} has no {field}" for field in REQUIRED.get(kind, ()) if not node.get(field))
        yield from (
            f"{kind} points at {target}, which is not in the graph" for target in _references(node) if target not in ids
        )
        if kind == "BreadcrumbList":
            yield from _breadcrumb_problems(node.get("itemListElement") or [])


def _breadcrumb_problems(items: list[dict[str, Any]]) -> Iterator[str]:
    if len(items) < 2:
        yield "BreadcrumbList has fewer than two items"
    if [item.get("position") for item in items] != list(range(1, len(items) + 1)):
        yield "BreadcrumbList is not numbered from 1"
    if any(not item.get("name") or not item.get("item") for item in items[:-1]):
        yield "BreadcrumbList has an item without name or address"


def _references(node: dict[str, Any]) -> Iterator[str]:
    for value in node.values():
        if isinstance(value, dict) and set(value) == {"@id"}:
            yield str(value["@id"])
