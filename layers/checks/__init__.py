"""The checks: each exists once, and judges an article before publishing and a live page in the audit alike."""

from layers.checks.catalogue import CATALOGUE, IDS, Caught, findings, found, judged, of_pass, switched_on
from layers.checks.check import Check, Flaw, Judge, Kind, Pass, Rules
from layers.checks.outside import NOT_CRAWLED, Crawl, SiteView
from layers.checks.subject import (
    Heading,
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
    "CATALOGUE",
    "IDS",
    "NOT_CRAWLED",
    "Caught",
    "Check",
    "Crawl",
    "Flaw",
    "Heading",
    "Judge",
    "Kind",
    "Known",
    "Links",
    "Pass",
    "Passage",
    "Rules",
    "SiteView",
    "Subject",
    "body_text",
    "findings",
    "found",
    "judged",
    "of_article",
    "of_front_page",
    "of_page",
    "of_pass",
    "of_site",
    "switched_on",
]  # fmt: skip
