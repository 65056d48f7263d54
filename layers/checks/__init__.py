"""The checks: each exists once, and judges an article before publishing and a live page in the audit alike."""

from layers.checks.catalogue import CATALOGUE, IDS, Caught, findings, found, judged, of_pass, switched_on
from layers.checks.check import Check, Flaw, Judge, Kind, Pass, Rules
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
    of_page,
)

__all__ = [
    "CATALOGUE", "IDS", "Anchor", "Caught", "Check", "Detour", "Flaw", "Heading", "HiddenTarget", "Judge", "Kind", "Known",
    "Links", "Pass", "Passage", "Rules", "Subject", "body_text", "findings", "found", "judged", "of_article", "of_page", "of_pass", "switched_on",
]  # fmt: skip
