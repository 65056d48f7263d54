"""The fixes of one object made ready for its present text: what a person has changed meanwhile is left alone."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from layers.maintenance.fixing.fragments import composed, fingerprint
from layers.nouns import Fix

EDITED = "somebody has changed the {0} since the plan was made ({1}); theirs stays"


@dataclass(frozen=True)
class Step:
    """One fix of one field, and the whole field before and after it."""

    fix: Fix
    before: str
    after: str


@dataclass(frozen=True)
class Prepared:
    """The steps of one field, one after the other, and the fixes that cannot be made, each with the reason."""

    steps: tuple[Step, ...] = ()
    refused: tuple[tuple[Fix, str], ...] = ()


@dataclass(frozen=True)
class Written:
    """What earlier steps of this plan have put into a field: its text before the first of them, and their fixes."""

    original: str
    fixes: tuple[Fix, ...] = field(default=())


def prepared(text: str, fixes: Sequence[Fix], written: Written | None, modified: str) -> Prepared:
    """Make the fixes of one field ready for its present `text`. `modified` is when the object was last changed."""
    planned_for = fixes[0].field_sha256
    if fingerprint(text) == planned_for:
        return _steps(text, (), fixes)
    if written is not None and fingerprint(written.original) == planned_for and is_ours(text, written):
        return _steps(written.original, written.fixes, fixes)
    name = fixes[0].field.removeprefix("meta.")
    return Prepared(refused=tuple((fix, EDITED.format(name, modified)) for fix in fixes))


def is_ours(text: str, written: Written) -> bool:
    """Whether a text is what earlier steps have left, and nobody has edited it since."""
    return composed(written.original, written.fixes).text == text


def _steps(original: str, done: Sequence[Fix], fixes: Sequence[Fix]) -> Prepared:
    steps: list[Step] = []
    refused: list[tuple[Fix, str]] = []
    standing, text = list(done), composed(original, done).text
    for fix in fixes:
        made = composed(original, [*standing, fix])
        if made.refused:
            refused.append((fix, made.refused[0][1]))
            continue
        steps.append(Step(fix, text, made.text))
        standing.append(fix)
        text = made.text
    return Prepared(tuple(steps), tuple(refused))
