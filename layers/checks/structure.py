"""Checks of headings, of the opening, and of how long a text is."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import GUIDE, HELPFUL, READ
from layers.checks.sources import WCAG_HEADINGS as WCAG
from layers.checks.subject import Subject
from layers.checks.wording import holds, names_keyword


def heading_order(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for before, heading in pairwise([(1, ""), *((each.level, each.text) for each in subject.headings)]):
        if heading[0] > before[0] + 1:
            yield Flaw("", f"an H{heading[0]} follows an H{before[0]}: “{heading[1]}”")


def heading_second_h1(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for heading in subject.headings:
        if heading.level == 1:
            yield Flaw(heading.place, f"a second H1 beside the title: “{heading.text}”")


def heading_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    texts = [heading.text.casefold().strip() for heading in subject.headings]
    if len(set(texts)) == len(texts):
        return
    counted = Counter(texts)
    seen: set[str] = set()
    for heading in subject.headings:
        text = heading.text.casefold().strip()
        if counted[text] > 1 and text in seen:
            yield Flaw(heading.place, f"“{heading.text}” is a heading {counted[text]} times")
        seen.add(text)


def heading_empty(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for heading in subject.headings:
        if not heading.text.strip():
            yield Flaw(heading.place, f"an H{heading.level} has no text")


def headings_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.headings and subject.words > rules.limits.thin_words:
        yield Flaw("", f"{subject.words} words without a heading")


def keyword_opening(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.keyword:
        return
    opening = subject.opening(rules.opening_words)
    as_written = subject.keyword.casefold() in opening.casefold()  # seldom is there more to look at
    if not as_written and not names_keyword(opening, subject.keyword):
        yield Flaw("definition", f"the first {rules.opening_words} words do not name “{subject.keyword}”")


def keyword_variations(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.variations is None:
        return
    found = [phrase for phrase in subject.variations if holds(subject.text, phrase)]
    if len(found) < rules.min_variations:
        yield Flaw(
            "", f"{len(found)} of at least {rules.min_variations} other ways to say “{subject.keyword}” in the text"
        )


def thin(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.words < rules.limits.thin_words:
        yield Flaw("", f"{subject.words} words, fewer than {rules.limits.thin_words}")


STRUCTURE = (
    Check(
        id="heading-order",
        title="Heading level is skipped",
        reason="Readers of screen readers walk through a page by its levels; a gap looks like a missing part.",
        remedy="Move the heading one level up, or add the one between.",
        source=WCAG, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=heading_order, needs="headings", gate="seo", pages=True,
    ),
    Check(
        id="heading-second-h1",
        title="More than one H1",
        reason="The theme prints the title as H1; another one in the body makes two main headings.",
        remedy="Turn it into an H2.",
        source=WCAG, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=heading_second_h1, needs="headings", gate="seo", pages=True,
    ),
    Check(
        id="heading-duplicate",
        title="Heading stands twice",
        reason="Two sections of one name cannot be told apart in an outline or by a link to a section.",
        remedy="Say in each heading what only that section holds.",
        source=WCAG, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=heading_duplicate, needs="headings", gate="seo", pages=True,
    ),
    Check(
        id="heading-empty",
        title="Heading without text",
        reason="An empty heading is read out as a heading and says nothing.",
        remedy="Delete it.",
        source=WCAG, date=READ, kind="convention", severity="warning", fix_class="A",
        judge=heading_empty, needs="headings", gate="seo", pages=True,
    ),
    Check(
        id="headings-missing",
        title="Long text without headings",
        reason="Readers look for the part that answers them; headings let them find it.",
        remedy="Divide the text by headings that name what each part answers.",
        source=GUIDE, date=READ, kind="search-engine", severity="warning", fix_class="C",
        judge=headings_missing, gate="seo",
    ),
    Check(
        id="keyword-opening",
        title="Opening does not name the subject",
        reason="A reader who came for something leaves when the beginning does not mention it.",
        remedy="Name the subject in the first 100 words.",
        source=GUIDE, date=READ, kind="convention", severity="error", fix_class="C",
        judge=keyword_opening, gate="seo",
    ),
    Check(
        id="keyword-variations",
        title="Subject is always called the same",
        reason="People search for one thing in several words; repeating one phrase reads badly and helps nobody.",
        remedy="Use the other names that readers have for it, where they fit.",
        source="GEO: Generative Engine Optimization, KDD 2024, arXiv 2311.09735: repeating a keyword loses visibility",
        date="2024-08", kind="peer-reviewed", severity="warning", fix_class="C",
        judge=keyword_variations, needs="draft", gate="seo",
    ),
    Check(
        id="thin",
        title="Thin post",
        reason="Length is no ranking factor, but a very short post often leaves its question unanswered.",
        remedy="Answer the question in full, merge it into a fuller post, or leave it if it is complete.",
        source=HELPFUL, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=thin,
    ),
)  # fmt: skip
