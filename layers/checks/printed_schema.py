"""Checks of the JSON-LD that a page prints, whoever wrote it."""

from collections import Counter
from collections.abc import Iterator, Mapping

from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import READ
from layers.checks.subject import Subject
from layers.nouns import Visit
from layers.publishing.schema.families import bare, family

ARTICLE = "Google Search Central, Article: developers.google.com/search/docs/appearance/structured-data/article"
POLICIES = "Google Search Central, Structured data guidelines: developers.google.com/search/docs/appearance/structured-data/sd-policies"
GALLERY = "Google Search Central, Structured data gallery: developers.google.com/search/docs/appearance/structured-data/search-gallery"
ONCE = frozenset({"Article", "WebPage", "FAQPage"})  # a page is one of each; several trails of crumbs are allowed
# From when on Google shows nothing for them
RETIRED: Mapping[str, str] = {
    "FAQPage": "2026-05-07", "HowTo": "2023-09-13", "ClaimReview": "2025-06-12", "SpecialAnnouncement": "2025-07-31",
}  # fmt: skip


def missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    live = _page(subject)
    if live and rules.schema and not any(family(kind) == "Article" for kind, _ in _nodes(live)):
        yield Flaw("", "no JSON-LD on it says that it is an article")


def invalid(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    live = _page(subject)
    for each in live.json_ld if live else ():
        if each.problem:
            yield Flaw("", each.problem)


def duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    """Nodes of one id are one node, wherever they stand."""
    live = _page(subject)
    named = {(family(kind), node_id or f"#{n}") for n, (kind, node_id) in enumerate(_nodes(live) if live else ())}
    counted = Counter(kind for kind, _ in named if kind in ONCE)
    for kind in sorted(counted):
        if counted[kind] > 1:
            yield Flaw("", f"it has {counted[kind]} nodes of the type {kind}")


def retired(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    """A FAQPage that the site's own YAML asks for is a decision."""
    live = _page(subject)
    for kind in sorted({bare(kind) for kind, _ in _nodes(live)} if live else ()):
        if kind in RETIRED and not (kind == "FAQPage" and rules.faq_page):
            yield Flaw("", f"{kind} has had no effect in Google's results since {RETIRED[kind]}")


def _page(subject: Subject) -> Visit | None:
    return subject.live if subject.live and subject.live.seen else None


def _nodes(live: Visit) -> Iterator[tuple[str, str]]:
    for script in live.json_ld:
        yield from zip(script.types, script.ids, strict=True)


PRINTED_SCHEMA = (
    Check(
        id="schema-live-missing",
        title="Post without structured data",
        reason="Article or BlogPosting tells search engines who wrote it and when. No property is required, and none is a ranking factor.",
        remedy="Let the SEO plugin print it, or Masthead (`schema.enabled`).",
        source=ARTICLE, date=READ, kind="search-engine", severity="notice", fix_class="B", judge=missing, needs="live page",
        seen="live page",
    ),
    Check(
        id="schema-live-invalid",
        title="Structured data that cannot be read",
        reason="A script that is no JSON, or has nodes without a type, says nothing to anybody.",
        remedy="Find out which plugin or block prints it; often an unescaped quotation mark.",
        source=POLICIES, date=READ, kind="search-engine", severity="error", fix_class="C", judge=invalid, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="schema-live-duplicate",
        title="Structured data twice",
        reason="Two nodes that both say what the page is contradict each other sooner or later.",
        remedy="Two plugins, or a plugin and the text, print one each: switch one off.",
        source=POLICIES, date=READ, kind="convention", severity="warning", fix_class="C", judge=duplicate, needs="live page",
        pages=True, seen="live page",
    ),
    Check(
        id="schema-live-retired",
        title="Structured data without effect",
        reason="Google has stopped showing anything for this type. It does no harm and earns nothing.",
        remedy="Leave it, or switch it off; do not spend time on it.",
        source=GALLERY, date=READ, kind="search-engine", severity="notice", fix_class="C", judge=retired, needs="live page",
        pages=True, seen="live page",
    ),
)  # fmt: skip
