"""Checks of the AEO pass: a definition near the top, questions answered at once, a FAQ that adds something."""

import re
from collections.abc import Iterator
from itertools import combinations

from layers import prose
from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import READ, TRADE
from layers.checks.subject import Passage, Subject
from layers.checks.wording import asks, defines, same

SNIPPET_STUDIES = (
    "SEMrush and Ghergich, 1.4 million featured snippets: 40 to 50 words; later counts: a drop behind 320 characters"
)
AUTOGEO = (
    "AutoGEO, ICLR 2026, arXiv 2510.11438: engines prefer pages that state the conclusion first and define their terms"
)
_LATE = re.compile(
    r"(?:in this (?:section|article|guide|part)|in diesem (?:abschnitt|artikel|beitrag)|let'?s |before we |to answer this|"
    r"it depends\b|this is a\b|that is a (?:good|great)|(?:it|this|that|they|these|those|es|das|dies)\s)",
    re.IGNORECASE,
)


def definition_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if not subject.keyword or subject.definition is None:
        return  # of a live page nobody has said which sentence shall define anything, or whether one shall
    if not defines(subject.definition, subject.keyword, rules.language):
        yield Flaw("definition", f"no sentence near the top says what “{subject.keyword}” is")


def definition_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    words = prose.word_count(subject.definition or "")
    if words > rules.definition_words:
        yield Flaw("definition", f"{words} words, more than {rules.definition_words}")


def question_headings(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.faq is None:
        return
    asking = sum(1 for heading in subject.headings if asks(heading.text))
    if asking < rules.min_question_headings:
        yield Flaw(
            "",
            f"{asking} of {len(subject.headings)} headings ask a question, at least {rules.min_question_headings} should",
        )


def answer_length(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for passage in _answered(subject):
        words = prose.word_count(passage.text) if passage.words is None else passage.words
        if not rules.answer_min_words <= words <= rules.answer_max_words:
            yield Flaw(
                passage.place,
                f"“{passage.heading}” is answered in {words} words, not in {rules.answer_min_words} to {rules.answer_max_words}",
            )
        elif len(passage.text) > rules.answer_max_chars:
            yield Flaw(
                passage.place,
                f"“{passage.heading}” is answered in {len(passage.text)} characters, more than {rules.answer_max_chars}",
            )


def answer_starts_late(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for passage in _answered(subject):
        if _LATE.match(passage.text):
            yield Flaw(
                passage.place,
                f"“{passage.heading}” is answered with “{passage.text[:60]}…”: say the answer and its subject first",
            )


def _answered(subject: Subject) -> Iterator[Passage]:
    answered = [passage for passage in subject.answers if passage.text and asks(passage.heading)]
    if answered and any(asks(heading.text) for heading in subject.headings):
        yield from answered


def faq_count(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.faq is not None and not rules.faq_min <= len(subject.faq) <= rules.faq_max:
        yield Flaw("", f"{len(subject.faq)} questions, not {rules.faq_min} to {rules.faq_max}")


def faq_repeats(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for faq in subject.faq or ():
        for heading in subject.headings:
            if same(faq.heading, heading.text):
                yield Flaw(
                    f"{faq.place}.question", f"asks what the heading “{heading.text}” answers already: “{faq.heading}”"
                )
    for one, other in combinations(subject.faq or (), 2):
        if same(one.heading, other.heading):
            yield Flaw(f"{other.place}.question", f"the same question twice: “{other.heading}”")


def faq_answer_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for faq in subject.faq or ():
        words = prose.word_count(faq.text)
        if words > rules.answer_max_words:
            yield Flaw(f"{faq.place}.answer", f"{words} words, more than {rules.answer_max_words}")


ANSWERING = (
    Check(
        id="definition-missing",
        title="No definition near the top",
        reason="A sentence that says what the thing is can be quoted as it stands.",
        remedy="Open with “X is …” in one sentence that needs no other.",
        source=AUTOGEO, date="2025-10", kind="peer-reviewed", severity="error", fix_class="C",
        judge=definition_missing, needs="draft", gate="aeo",
    ),
    Check(
        id="definition-too-long",
        title="Definition is long",
        reason="A definition that runs on is cut where it is quoted.",
        remedy="Keep what it is; move the rest into the text.",
        source=SNIPPET_STUDIES, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=definition_too_long, needs="draft", gate="aeo",
    ),
    Check(
        id="question-headings",
        title="Headings do not ask what readers ask",
        reason="A heading that is the reader's question lets reader and engine find the answer under it.",
        remedy="Turn headings of key sections into the questions that they answer.",
        source=SNIPPET_STUDIES, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=question_headings, needs="draft", gate="aeo",
    ),
    Check(
        id="answer-length",
        title="Question is not answered at once",
        reason="Answers that are quoted have 40 to 60 words and at most 320 characters.",
        remedy="Answer in the first paragraph under the question; go into detail behind it.",
        source=SNIPPET_STUDIES, date=READ, kind="convention", severity="notice", fix_class="C",
        judge=answer_length, needs="answers", gate="aeo",
    ),
    Check(
        id="answer-starts-late",
        title="Answer does not stand alone",
        reason="A paragraph that begins with “it” or “in this section” says nothing where it is quoted alone.",
        remedy="Name the subject and give the answer in the first sentence.",
        source=AUTOGEO, date="2025-10", kind="peer-reviewed", severity="notice", fix_class="C",
        judge=answer_starts_late, needs="answers", gate="aeo",
    ),
    Check(
        id="faq-count",
        title="FAQ is too short or too long",
        reason="One question is no FAQ; a long one is a second article. It is there for readers: no search engine rewards it.",
        remedy="Keep two to eight questions that people really ask.",
        source=TRADE, date=READ, kind="convention", severity="error", fix_class="C",
        judge=faq_count, needs="draft", gate="aeo",
    ),
    Check(
        id="faq-repeats",
        title="FAQ repeats the article",
        reason="A question that a section answers already wastes the reader's time.",
        remedy="Ask something that the article has not answered.",
        source=TRADE, date=READ, kind="convention", severity="error", fix_class="C",
        judge=faq_repeats, needs="draft", gate="aeo",
    ),
    Check(
        id="faq-answer-too-long",
        title="FAQ answer is long",
        reason="A reader of a FAQ wants the answer, not another section.",
        remedy="Answer in at most 60 words.",
        source=SNIPPET_STUDIES, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=faq_answer_too_long, needs="draft", gate="aeo",
    ),
)  # fmt: skip
