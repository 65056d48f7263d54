"""Checks of what several pages of a site say in common: texts that are the same, or nearly, subjects that are, questions."""

from collections.abc import Iterable, Iterator

from layers.checks.around import Likeness
from layers.checks.check import Check, Flaw, Rules
from layers.checks.sources import DUPLICATES, READ, SPAM, TRADE
from layers.checks.subject import Subject
from layers.checks.telling import listed

MEASURED = "Measured on 159 posts: unrelated pairs at most 0.40; with a fifth of the words replaced 0.92, with half of them 0.78"
COMPARING = frozenset(
    {"content-duplicate", "content-near-duplicate", "content-copied", "cannibal"}
)  # ask for all pairs


def _told(likenesses: Iterable[Likeness]) -> str:
    return listed(f"{each.url} ({each.score:.2f})" for each in likenesses)


def content_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.around and subject.around.copies:
        yield Flaw("", f"says the same as {_told(subject.around.copies)}")


def content_near_duplicate(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.around and subject.around.near:
        yield Flaw("", f"says nearly the same as {_told(subject.around.near)}")


def content_copied(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.around and subject.around.copied:
        told = (f"{each.url} ({each.score:.0%})" for each in subject.around.copied)
        yield Flaw("", f"has these parts of its text word for word in common with {listed(told)}")


def rivals(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.around and subject.around.rivals:
        yield Flaw("", f"“{subject.title}” and its text are about the subject of {_told(subject.around.rivals)}")


def faq_repeated(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    repeats = subject.around.repeats if subject.around else ()
    if repeats:
        told = (f"“{each.question}” ({each.pages} more pages)" for each in repeats)
        yield Flaw("", f"the same questions with the same answers elsewhere: {listed(told)}")


SAMENESS = (
    Check(
        id="content-duplicate",
        title="Two pages say the same",
        reason="Search engines show one of them and choose which; links and readers are divided between both.",
        remedy="Keep the better one, move what only the other has, and redirect the other to it.",
        source=DUPLICATES, date=READ, kind="search-engine", severity="error", fix_class="C",
        judge=content_duplicate, needs="likeness", pages=True,
    ),
    Check(
        id="content-near-duplicate",
        title="Two pages say nearly the same",
        reason="Pages this alike answer one question twice; a series of them reads as made by the hundred.",
        remedy="Merge them, or give each what only it can say.",
        source=SPAM + ". " + MEASURED, date=READ, kind="search-engine", severity="warning", fix_class="C",
        judge=content_near_duplicate, needs="likeness", pages=True,
    ),
    Check(
        id="content-copied",
        title="Two pages share whole passages",
        reason="Passages that stand word for word on several pages add nothing to the second one.",
        remedy="Say it once, and link to it.",
        source=DUPLICATES, date=READ, kind="convention", severity="warning", fix_class="C",
        judge=content_copied, needs="likeness", pages=True,
    ),
    Check(
        id="cannibal",
        title="Two posts compete for one subject",
        reason="Posts whose titles name one subject and whose texts are alike take each other's place in results.",
        remedy="Make one of them the answer; merge the other into it, or give it a question of its own.",
        source=TRADE + "; likeness " + MEASURED[0].lower() + MEASURED[1:], date=READ, kind="convention", severity="warning", fix_class="C", judge=rivals, needs="likeness",
    ),
    Check(
        id="faq-reused",
        title="Question and answer stand on several pages",
        reason="A FAQ that is pasted from page to page adds nothing to any of them.",
        remedy="Answer it on one page, and link there.",
        source=SPAM, date=READ, kind="convention", severity="notice", fix_class="C", judge=faq_repeated, needs="likeness", pages=True,
    ),
)  # fmt: skip
