"""New words for what needs them: asked for, held against the evidence, and asked for once more where they do not hold."""

from dataclasses import dataclass

from flows.asking import ask
from flows.refreshing.work import Work
from layers.maintenance.refreshing import briefing, judging
from layers.maintenance.refreshing.wording import headings
from layers.nouns import RefreshBrief, Refreshed

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
    known = headings(work.found)
    answer = ask(work, briefing.question(work.site, made, {}))
    wrong = judging.problems(work.site, made, answer, known)
    good = judging.taken(made, answer, wrong)
    if not wrong:
        return Drafted(good)
    for place, why in wrong.items():
        work.steps.told(work.article, f"{place} is asked for again: {why}")
    again = judging.only(ask(work, briefing.question(work.site, made, wrong), 2), wrong)
    still = judging.problems(work.site, made, again, known)
    whole = judging.joined(good, judging.taken(made, again, still))
    return Drafted(whole, tuple(f"{place}: {why}" for place, why in still.items()))
