"""Checks of JSON-LD that stands in the content itself. What plugins print into the head is seen on the live page alone."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import READ, SCHEMA, SCHEMA_GALLERY
from layers.checks.subject import Subject
from layers.checks.telling import listed

ARTICLES = frozenset({"Article", "BlogPosting", "NewsArticle", "TechArticle", "Report", "SocialMediaPosting"})
ONCE = frozenset({"Article", "FAQPage", "HowTo", "WebPage", "BreadcrumbList"})  # of which a page has one
# Types that Google shows nothing for any more, and since when
RETIRED: Mapping[str, str] = {
    "FAQPage": "2026-05-07", "HowTo": "2023-09-13", "ClaimReview": "2025-06-12", "SpecialAnnouncement": "2025-06-12",
    "Occupation": "2025-06-12", "OccupationAggregationByEmployer": "2025-06-12", "Quiz": "2025-11-05",
}  # fmt: skip
# What Google requires of the types that it shows; `a|b` asks for one of the two
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "BreadcrumbList": ("itemListElement",),
    "Recipe": ("name", "image"),
    "Product": ("name", "offers|review|aggregateRating"),
    "VideoObject": ("name", "thumbnailUrl", "uploadDate"),
    "Event": ("name", "startDate", "location"),
    "JobPosting": ("title", "description", "datePosted", "hiringOrganization"),
    "LocalBusiness": ("name", "address"),
    "Review": ("author", "reviewRating", "itemReviewed"),
    "ProfilePage": ("mainEntity",),
    "QAPage": ("mainEntity",),
    "FAQPage": ("mainEntity",),
    "Course": ("name", "description"),
    "Dataset": ("name", "description"),
    "SpeakableSpecification": ("cssSelector|xpath",),
}
_CONTEXTS = frozenset({"schema.org", "www.schema.org"})


class Graph(NamedTuple):
    """One script: its nodes at the top, and what is wrong with the text itself, empty where nothing is."""

    nodes: tuple[Mapping[str, Any], ...]
    wrong: str = ""


@lru_cache(maxsize=64)
def read(text: str) -> Graph:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Graph((), f"it is no JSON: {error}")
    rows = document if isinstance(document, list) else [document]
    if not rows or not all(isinstance(row, dict) for row in rows):
        return Graph((), "it is no object")
    inner = [node for row in rows for node in _of_graph(row) if isinstance(node, dict)]
    if not all(_has_context(row.get("@context")) for row in rows):
        return Graph(tuple(inner), "its @context is not schema.org")
    bare = sum(1 for node in inner if not node.get("@type"))
    return Graph(tuple(inner), f"{bare} of its {len(inner)} nodes have no @type" if bare else "")


def _of_graph(row: Mapping[str, Any]) -> list[Any]:
    graph = row.get("@graph")
    return graph if isinstance(graph, list) else [row]


def _has_context(context: object) -> bool:
    named = context if isinstance(context, list) else [context]
    if any(isinstance(each, dict) and "schema.org" in str(each.get("@vocab", "")) for each in named):
        return True
    return any(isinstance(each, str) and each.partition("//")[2].rstrip("/") in _CONTEXTS for each in named)


def types(node: Mapping[str, Any]) -> tuple[str, ...]:
    """The types of a node, without the address of schema.org before them."""
    found = node.get("@type")
    named = found if isinstance(found, list) else [found]
    return tuple(each.rpartition("/")[2] for each in named if isinstance(each, str))


def _graphs(subject: Subject) -> list[Graph]:
    return [read(text) for text in (subject.markup.schema_texts if subject.markup else ())]


def _nodes(subject: Subject) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for graph in _graphs(subject):
        for node in graph.nodes:
            yield from ((kind, node) for kind in types(node))


def schema_invalid(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    wrong = [graph.wrong for graph in _graphs(subject) if graph.wrong]
    if wrong:
        yield Flaw("", f"JSON-LD in the content: {listed(wrong, '; ')}")


def schema_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    counted = Counter("Article" if kind in ARTICLES else kind for kind, _ in _nodes(subject))
    twice = [f"{count} of {kind}" for kind, count in counted.items() if count > 1 and kind in ONCE]
    if twice:
        yield Flaw("", f"JSON-LD says one thing several times: {listed(twice)}")


def schema_retired(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    found = dict.fromkeys(
        kind for kind, _ in _nodes(subject) if kind in RETIRED and not (kind == "FAQPage" and rules.faq_page)
    )
    if found:
        yield Flaw("", f"Google shows nothing for {listed(f'{kind} (since {RETIRED[kind]})' for kind in found)}")


def schema_property_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    lacking = [
        f"{kind} has no {path.replace('|', ' or ')}"
        for kind, node in _nodes(subject)
        for path in REQUIRED.get(kind, ())
        if all(node.get(name) in (None, "", [], {}) for name in path.split("|"))
    ]
    if lacking:
        yield Flaw("", listed(lacking, "; "))


def schema_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.markup and not subject.markup.schema_texts and subject.around and subject.around.carries_schema:
        yield Flaw("", "it has no JSON-LD in its content, most posts of the site have")


JSONLD = (
    Check(
        id="schema-missing",
        title="No JSON-LD where most posts have it",
        reason="Structured data tells search engines who wrote what and when; here most posts carry it in their content.",
        remedy="Have it written, or leave it to an SEO plugin for all posts.",
        source=SCHEMA, date=READ, kind="convention", severity="notice", fix_class="B", judge=schema_missing,
    ),
    Check(
        id="schema-invalid",
        title="JSON-LD cannot be read",
        reason="What is no JSON, or says of no vocabulary, is passed over as a whole.",
        remedy="Mend it, or take it out.",
        source=SCHEMA, date=READ, kind="search-engine", severity="error", fix_class="B", judge=schema_invalid, needs="schema", pages=True,
    ),
    Check(
        id="schema-duplicate",
        title="JSON-LD says one thing twice",
        reason="Two descriptions of one article may disagree; search engines take either.",
        remedy="Keep one of them; often a plugin writes a second one.",
        source=SCHEMA, date=READ, kind="search-engine", severity="warning", fix_class="B",
        judge=schema_duplicate, needs="schema", pages=True,
    ),
    Check(
        id="schema-retired",
        title="JSON-LD of a type that Google retired",
        reason="Nothing is shown for it any more. It is valid and harms nothing; it is only no longer worth keeping up.",
        remedy="Leave it, or take it out when the post is edited.",
        source=SCHEMA_GALLERY, date="2026-05-07", kind="search-engine", severity="notice", fix_class="C",
        judge=schema_retired, needs="schema", pages=True,
    ),
    Check(
        id="schema-property-missing",
        title="JSON-LD lacks what Google requires",
        reason="Without its required properties Google shows nothing for the type.",
        remedy="Add what is missing, if the page shows it; or take the node out.",
        source=SCHEMA_GALLERY, date=READ, kind="search-engine", severity="warning", fix_class="C",
        judge=schema_property_missing, needs="schema", pages=True,
    ),
)  # fmt: skip
