"""A plan that a person has edited, held against the one that was made: words may be changed, and fixes left out."""

from collections.abc import Iterator
from typing import NamedTuple

from layers.maintenance.fixing.terms import ids_of
from layers.nouns import Fix, FixPlan

FREE = frozenset({"after", "reason", "risk"})
TERMS = ("categories", "tags")


class Slip(NamedTuple):
    """A mistake in an edited plan: the key it is under, and what is wrong."""

    key: tuple[str | int, ...]
    problem: str


def slips(edited: FixPlan, made: FixPlan, term_ids: frozenset[int] | None = None) -> Iterator[Slip]:
    """Everything that keeps an edited plan from being applied. `term_ids` are those of the site, where they are known."""
    for name in ("site", "url"):
        if getattr(edited, name) != getattr(made, name):
            yield Slip((name,), f"was '{getattr(made, name)}' when the plan was made; a plan is for one site alone")
    known = {fix.number: fix for fix in made.fixes}
    seen: set[int] = set()
    for at, fix in enumerate(edited.fixes):
        if fix.number in seen:
            yield Slip(("fixes", at, "number"), "stands twice")
        seen.add(fix.number)
        if fix.number not in known:
            yield Slip(("fixes", at, "number"), "is none of the plan's; a fix cannot be added by hand")
        else:
            yield from _changes(at, fix, known[fix.number], term_ids)


def _changes(at: int, fix: Fix, made: Fix, term_ids: frozenset[int] | None) -> Iterator[Slip]:
    for name in Fix.model_fields:
        if name not in FREE and getattr(fix, name) != getattr(made, name):
            yield Slip(("fixes", at, name), f"was changed by hand; only `{'`, `'.join(sorted(FREE))}` may be")
    if fix.after == fix.before:
        yield Slip(("fixes", at, "after"), "is what stands there already")
    if fix.field in TERMS:
        yield from _term_slips(at, fix, term_ids)


def _term_slips(at: int, fix: Fix, term_ids: frozenset[int] | None) -> Iterator[Slip]:
    try:
        ids = ids_of(fix.after)
    except ValueError:
        yield Slip(("fixes", at, "after"), "must be ids with commas between them, such as `4, 7`")
        return
    if not ids and fix.field == "categories":
        yield Slip(("fixes", at, "after"), "names no category")
    strange = [each for each in ids if term_ids is not None and each not in term_ids]
    if strange:
        yield Slip(("fixes", at, "after"), f"names {strange[0]}, and the site has no such id")
