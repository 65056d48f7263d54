"""New words for what needs them: asked for, held against the evidence, and asked for once more where they do not hold."""

from dataclasses import dataclass

from flows.asking import ask, inputs
from flows.refreshing.estimating import foretold
from flows.refreshing.work import Work
from flows.steps import sha256
from layers.maintenance.refreshing import briefing, judging
from layers.maintenance.refreshing.wording import headings
from layers.nouns import Question, RefreshBrief, Refreshed

NOTHING = Refreshed(passages=(), sections=())


@dataclass(frozen=True)
class Drafted:
    """The words that hold, and why the others do not: `passage 3: it cites no line of evidence`."""

    answer: Refreshed = NOTHING
    refused: tuple[str, ...] = ()


def drafted(work: Work, made: RefreshBrief) -> Drafted:
    """Ask for nothing where there is nothing to write or nothing to write it from."""
    if not made.evidence or not (made.passages or made.gaps):
        return Drafted()
    known, question = headings(work.found), briefing.question(work.site, made, {}, work.notes)
    if not answered(work, question):
        work.steps.told(work.article, foretold(work.room, work.site, made, question))
    answer = ask(work, question)
    wrong = judging.problems(work.site, made, answer, known)
    good = judging.taken(made, answer, wrong)
    if not wrong:
        return Drafted(good)
    for place, why in wrong.items():
        work.steps.told(work.article, f"{place} is asked for again: {why}")
    again = judging.only(ask(work, briefing.question(work.site, made, wrong, work.notes), 2), wrong)
    still = judging.problems(work.site, made, again, known)
    whole = judging.joined(good, judging.taken(made, again, still))
    return Drafted(whole, tuple(f"{place}: {why}" for place, why in still.items()))


def answered(work: Work, question: Question[Refreshed]) -> bool:
    """Whether exactly this was answered before, and is not paid for again."""
    kept = work.room.store.step(work.article, f"{question.step}.1")
    return kept is not None and kept.fingerprint == sha256(inputs(question))
