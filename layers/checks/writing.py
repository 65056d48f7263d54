"""Checks of how a body is made: its blocks, paragraphs and marks that were meant for the author alone."""

from collections.abc import Iterator

from layers.checks import scanning
from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import BLOCKS, GUIDE, HELPFUL, HTML, READ, TRADE, WCAG_HEADINGS
from layers.checks.subject import Subject
from layers.checks.telling import listed, quoted
from layers.checks.wording import same


def placeholder_text(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    found = subject.scan.placeholders if subject.scan else scanning.placeholders(subject.text)
    if found:
        yield Flaw("", f"the text holds {quoted(found)}")


def unfinished_mark(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    in_text = subject.scan.unfinished if subject.scan else scanning.unfinished(subject.text)
    for place, found in (("title", scanning.unfinished(subject.title)), ("", in_text)):
        if found:
            yield Flaw(place, f"a mark for the author is left: {quoted(found)}")


def block_invalid(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.markup and subject.markup.broken_blocks:
        yield Flaw("", f"the editor cannot read it as it is: {listed(subject.markup.broken_blocks, '; ')}")


def shortcode_broken(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.markup and subject.markup.broken_shortcodes:
        ends = [f"[/{name}]" for name in subject.markup.broken_shortcodes]
        yield Flaw("", f"closed and never opened: {listed(ends)}")


def paragraph_empty(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.markup and subject.markup.empty_paragraphs:
        yield Flaw("", f"{subject.markup.empty_paragraphs} empty paragraphs")


def paragraph_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    limit = rules.limits.paragraph_max_words
    long = [f"“{start}…” ({words} words)" for start, words in (subject.markup.long_paragraphs if subject.markup else ()) if words > limit]  # fmt: skip
    if long:
        yield Flaw("", f"more than {limit} words without a break: {listed(long)}")


def id_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.markup and subject.markup.double_ids:
        yield Flaw("", f"one id on several elements: {listed(subject.markup.double_ids)}")


def heading_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    long = [heading.text for heading in subject.headings if len(heading.text) > rules.limits.heading_max_chars]
    if long:
        yield Flaw("", f"more than {rules.limits.heading_max_chars} characters: {quoted(long)}")


def heading_repeats_title(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for heading in subject.headings:
        if heading.level > 1 and heading.text and heading.text.casefold().strip() == subject.title.casefold().strip():
            yield Flaw(heading.place, f"an H{heading.level} is the title again: “{heading.text}”")


def faq_question_twice(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    questions = [answer.heading for answer in subject.answers] if subject.markup else []
    for at, question in enumerate(questions):
        if any(same(question, earlier) for earlier in questions[:at]):
            yield Flaw("", f"asked a second time: “{question}”")


def thin_page(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    made_elsewhere = subject.markup is None or subject.markup.dynamic or bool(subject.images)
    if subject.type == "page" and not made_elsewhere and subject.words < rules.limits.thin_page_words:
        yield Flaw("", f"{subject.words} words, fewer than {rules.limits.thin_page_words}")


WRITING = (
    Check(
        id="placeholder-text",
        title="Placeholder text is public",
        reason="Filler text of a template tells every visitor that the page is not finished.",
        remedy="Write the text, or take the page offline.",
        source=HELPFUL, date=READ, kind="convention", severity="error", fix_class="C", judge=placeholder_text, pages=True,
    ),
    Check(
        id="unfinished-mark",
        title="A mark for the author is left in the text",
        reason="A gap to fill in, a TODO or a variable that nothing replaced is read by every visitor.",
        remedy="Fill in what is missing, or take the mark out.",
        source=HELPFUL, date=READ, kind="convention", severity="error", fix_class="C", judge=unfinished_mark, pages=True,
    ),
    Check(
        id="block-invalid",
        title="Block markup is broken",
        reason="The editor shows “unexpected or invalid content”, and may lose text when the post is saved.",
        remedy="Open the post in the editor and have the block recovered.",
        source=BLOCKS, date=READ, kind="convention", severity="warning", fix_class="C", judge=block_invalid, needs="slips", pages=True,
    ),
    Check(
        id="shortcode-broken",
        title="Shortcode is closed and never opened",
        reason="WordPress prints the end of a shortcode that has no beginning to every visitor.",
        remedy="Take it out, or write its beginning.",
        source="WordPress, Shortcode API: codex.wordpress.org/Shortcode_API",
        date=READ, kind="convention", severity="warning", fix_class="B", judge=shortcode_broken, needs="slips", pages=True,
    ),
    Check(
        id="paragraph-empty",
        title="Empty paragraphs",
        reason="Space made by empty paragraphs is read out as blank lines and breaks on small screens.",
        remedy="Take them out; use a spacer or the theme's own distances.",
        source="W3C, WCAG 2.2, 1.3.1 Info and relationships: w3.org/WAI/WCAG22/Understanding/info-and-relationships",
        date=READ, kind="convention", severity="notice", fix_class="A", judge=paragraph_empty, needs="slips", pages=True,
    ),
    Check(
        id="paragraph-too-long",
        title="Paragraph is a wall of text",
        reason="On a phone a paragraph of this length fills more than a screen.",
        remedy="Divide it where the thought turns.",
        source=TRADE, date=READ, kind="convention", severity="notice", fix_class="C", judge=paragraph_too_long, needs="slips",
    ),
    Check(
        id="id-duplicate",
        title="One id stands on several elements",
        reason="A link to the section leads to the first of them, whichever was meant.",
        remedy="Give each element an id of its own.",
        source=HTML, date=READ, kind="convention", severity="notice", fix_class="B", judge=id_duplicate, needs="slips", pages=True,
    ),
    Check(
        id="heading-too-long",
        title="Heading is long",
        reason="A heading of several lines cannot be taken in at a glance.",
        remedy="Say the point of the section in a few words.",
        source=GUIDE, date=READ, kind="convention", severity="notice", fix_class="C", judge=heading_too_long, needs="headings", pages=True,
    ),
    Check(
        id="heading-repeats-title",
        title="Heading is the title again",
        reason="The theme prints the title; a section of the same name tells readers nothing.",
        remedy="Name what the section holds, or take the heading out.",
        source=WCAG_HEADINGS, date=READ, kind="convention", severity="notice", fix_class="B",
        judge=heading_repeats_title, needs="headings", pages=True,
    ),
    Check(
        id="question-repeated",
        title="The same question twice on one page",
        reason="A reader who looks for an answer finds two, and they may not agree.",
        remedy="Answer it once.",
        source=TRADE, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=faq_question_twice, needs="answers", pages=True,
    ),
    Check(
        id="thin-page",
        title="Page with hardly any text",
        reason="A page of a few words without image, form or list leaves visitors with nothing.",
        remedy="Say what the page is for, or take it offline.",
        source=HELPFUL, date=READ, kind="convention", severity="notice", fix_class="C", judge=thin_page, pages=True,
    ),
)  # fmt: skip
