"""The checks: each exists once, and judges an article before publishing and a live page in the audit alike."""

from layers.checks.around import Around, Library, Likeness, Repeat
from layers.checks.catalogue import (
    CATALOGUE,
    GROUPS,
    IDS,
    Caught,
    findings,
    found,
    found_by,
    judged,
    of_pass,
    switched_on,
)
from layers.checks.check import Check, Flaw, Judge, Kind, Pass, Rules
from layers.checks.needs import Seen, seen_in
from layers.checks.objects import AuthorFacts, Listed, MediaFacts, SiteFacts, TermFacts, Thing
from layers.checks.outside import NOT_CRAWLED, Crawl, SiteView
from layers.checks.sameness import COMPARING
from layers.checks.subject import (
    Anchor,
    Detour,
    Heading,
    HiddenTarget,
    Known,
    Links,
    Passage,
    Subject,
    body_text,
    of_article,
    of_front_page,
    of_page,
    of_site,
)

__all__ = [
    "CATALOGUE", "COMPARING", "GROUPS", "IDS", "NOT_CRAWLED", "Anchor", "Around", "AuthorFacts", "Caught", "Check", "Crawl",
    "Detour", "Flaw", "Heading", "HiddenTarget", "Judge", "Kind", "Known", "Library", "Likeness", "Links", "Listed",
    "MediaFacts", "Pass", "Passage", "Repeat", "Rules", "Seen", "SiteFacts", "SiteView", "Subject", "TermFacts", "Thing",
    "body_text", "findings", "found", "found_by", "judged", "of_article", "of_front_page", "of_page", "of_pass", "of_site", "seen_in", "switched_on",
]  # fmt: skip
