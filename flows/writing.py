"""Layer 2 in order: draft, then at most three rounds of review and patches."""

from dataclasses import dataclass

from flows.asking import ask
from flows.job import Job
from layers import generation, places
from layers.errors import NotReadyError, UnusableAnswerError
from layers.nouns import Brief, Draft, Patch, RequiredChange, Review

ROUNDS = 3
SHORTEST_PROBLEM = 5  # letters, as `RequiredChange` has it


@dataclass(frozen=True)
class Verdict:
    """What one round said: nothing to change (`accepted`), changes to make, or a review that cannot be used."""

    accepted: bool
    changes: tuple[RequiredChange, ...] = ()
    reasons: tuple[str, ...] = ()


def accepted_draft(job: Job, brief: Brief) -> Draft:
    """Return a draft that code and editor have nothing left to change in. Raises NotReadyError: parked, with the reasons.

    Each note of the operator's buys another three rounds, the first of which works the note in.
    """
    draft = job.order.draft or ask(job, generation.ask_for_draft(job.site, brief))
    notes = job.room.store.notes(job.article)
    reasons: tuple[str, ...] = ()
    last, accepted_set = ROUNDS * (1 + len(notes)), -1
    for round_ in range(1, last + 1):
        set_ = (round_ - 1) // ROUNDS
        if set_ == accepted_set:  # the editor is not paid to read again what he has accepted: the next note comes next
            continue
        seen = noted(notes, round_) or verdict(job, brief, draft, round_)
        if seen.accepted and set_ == len(notes):
            return draft
        accepted_set = set_ if seen.accepted else accepted_set
        reasons = seen.reasons
        if seen.changes and round_ < last:  # patches that nobody would read again are not paid for
            draft = patched(
                job, draft, ask(job, generation.ask_for_revision(job.site, brief, draft, seen.changes), round_).patches
            )
    raise NotReadyError(job.article, "the editorial review", "; ".join(reasons))


def patched(job: Job, draft: Draft, patches: tuple[Patch, ...]) -> Draft:
    """Return the draft with every patch that fits: one for a place that it does not have must not cost the others."""
    for patch in patches:
        try:
            draft = places.apply(draft, (patch,))
        except UnusableAnswerError as error:
            job.steps.told(job.article, f"patch left out: {error.args[1]}")
    return draft


def noted(notes: tuple[str, ...], round_: int) -> Verdict | None:
    """Return the operator's note that the first round of each later set works in."""
    set_, place = divmod(round_ - 1, ROUNDS)
    if set_ == 0 or place != 0:
        return None
    return changes_wanted((change("article", notes[set_ - 1]),))


def change(place: str, problem: str) -> RequiredChange:
    """Ask for a change; a word of a person or an editor that is too short to be one stands behind what it is about."""
    short = len(problem) < SHORTEST_PROBLEM
    return RequiredChange(place=place, problem=f"this does not hold yet: {problem}" if short else problem)


def verdict(job: Job, brief: Brief, draft: Draft, round_: int) -> Verdict:
    """What code finds wrong goes first and costs nothing; the editor is asked only about a draft that holds."""
    found = generation.draft_problems(job.site, brief, draft)
    if found:
        return changes_wanted(found)
    review = ask(job, generation.ask_for_review(brief, draft), round_)
    invented = generation.misquotations(draft, review)
    if invented:  # an editor who quotes what is not there has not read the draft: nothing he says counts
        return Verdict(accepted=False, reasons=(f"the editor quotes what the draft does not say: '{invented[0]}'",))
    return Verdict(accepted=True) if review.passes else changes_wanted(review.changes or failed(review))


def changes_wanted(changes: tuple[RequiredChange, ...]) -> Verdict:
    return Verdict(
        accepted=False, changes=changes, reasons=tuple(f"{change.place}: {change.problem}" for change in changes)
    )


def failed(review: Review) -> tuple[RequiredChange, ...]:
    """Turn each failed judgement of a review that names no place into a change."""
    where = ("definition", "article", "article", "article")
    return tuple(
        change(place, judgement.comment)
        for place, judgement in zip(where, review.judgements, strict=True)
        if not judgement.passes
    )
