"""What a check needs to see before it can find anything: a page without images is never asked about its images.

A page is judged by some hundred and fifty checks, and most of them look at something that most pages do not have. Each of
these is looked for once a page, and the checks that need it are left out together.
"""

from collections.abc import Callable, Mapping
from typing import Literal

from layers.checks.outside import NOT_CRAWLED
from layers.checks.subject import Subject

Need = Literal[
    "", "live page", "crawl", "search", "draft", "images", "links", "stray links", "headings", "answers", "slips", "schema",
    "twins", "likeness",
]  # fmt: skip


def _is_draft(subject: Subject) -> bool:
    """An article before publishing: of a live page nobody has said what shall define, answer or be read aloud."""
    return not (
        subject.definition is None and subject.faq is None and subject.entities is None
        and subject.variations is None and subject.attributed is None and subject.speakable is None
    )  # fmt: skip


def _has_stray_links(subject: Subject) -> bool:
    """A link that leads elsewhere than straight to another page."""
    at = subject.links
    return at is not None and bool(
        at.missing or at.hidden or at.detours or at.malformed or at.nofollow or at.to_itself
    )  # fmt: skip


def _has_slips(subject: Subject) -> bool:
    """Something in the body that was not meant so."""
    at = subject.markup
    return at is not None and bool(
        at.unsourced or at.long_paragraphs or at.empty_paragraphs or at.broken_blocks or at.broken_shortcodes or at.double_ids
    )  # fmt: skip


def _has_twins(subject: Subject) -> bool:
    """Another page of which a field says the same."""
    if subject.title_twins or subject.excerpt_twins:
        return True
    at = subject.around
    return at is not None and bool(
        at.seo_title_twins or at.description_twins or at.keyword_twins or at.slug_twin
    )  # fmt: skip


def _has_likeness(subject: Subject) -> bool:
    """Another page whose text says the same, or a part of it."""
    at = subject.around
    return at is not None and bool(at.copies or at.near or at.rivals or at.copied or at.repeats)


FACTS: Mapping[Need, Callable[[Subject], bool]] = {
    "": lambda subject: True,
    "live page": lambda subject: subject.live is not None,
    "crawl": lambda subject: subject.crawl is not NOT_CRAWLED,
    "search": lambda subject: subject.search is not None,
    "draft": _is_draft,
    "images": lambda subject: bool(subject.images),
    "links": lambda subject: bool(subject.anchors),
    "stray links": _has_stray_links,
    "headings": lambda subject: bool(subject.headings),
    "answers": lambda subject: bool(subject.answers),
    "slips": _has_slips,
    "schema": lambda subject: subject.markup is not None and bool(subject.markup.schema_texts),
    "twins": _has_twins,
    "likeness": _has_likeness,
}
_TESTS = tuple(FACTS.values())
_OF_A_THING = tuple(not need for need in FACTS)  # a term, a file or an author has nothing of a page

Seen = tuple[bool, ...]


def seen_in(subject: Subject) -> Seen:
    """Which of the facts the subject has, in the order of FACTS: subjects of one type that agree are judged by the same checks."""
    return _OF_A_THING if subject.thing is not None else tuple([has(subject) for has in _TESTS])
