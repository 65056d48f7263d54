"""A field without some of the changes that were made to it, whatever else a person has written there since."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from layers.maintenance.fixing.fragments import composed, taken_out
from layers.nouns import Fix


@dataclass(frozen=True)
class Change:
    """One fix and the whole field before and after it."""

    fix: Fix
    before: str
    after: str


@dataclass(frozen=True)
class Returned:
    """The field as it shall be; the numbers of the fixes that are out of it, and the changes that had to be left."""

    text: str
    done: frozenset[int]
    left: tuple[Change, ...] = ()


def returned(now: str, changes: Sequence[Change], going: Collection[int], whole: bool) -> Returned:
    """Take the fixes `going` out of the field as it is `now`.

    `changes` are all that stand there, in the order in which they were made. Of a field that is one value (`whole`) only
    the value itself can be taken back.
    """
    out = [change for change in changes if change.fix.number in going]
    if not out:
        return Returned(now, frozenset(going))
    rest = _rest(changes, going, whole)
    if rest is not None and now in (changes[-1].after, rest):
        return Returned(rest, frozenset(going))
    return _whole_value(now, out) if whole else _one_by_one(now, out)


def _rest(changes: Sequence[Change], going: Collection[int], whole: bool) -> str | None:
    """What the field is without them where nobody has edited it; None where that cannot be said."""
    kept = [change.fix for change in changes if change.fix.number not in going]
    if not kept:
        return changes[0].before
    if whole:
        return None
    made = composed(changes[0].before, kept)
    return None if made.refused else made.text


def _whole_value(now: str, out: Sequence[Change]) -> Returned:
    last, first = out[-1], out[0]
    if now == last.after:
        return Returned(first.before, frozenset(change.fix.number for change in out))
    return Returned(now, frozenset(), tuple(out))


def _one_by_one(now: str, out: Sequence[Change]) -> Returned:
    """Take each change out by what stands around it, the last one first."""
    done: set[int] = set()
    left: list[Change] = []
    for change in reversed(out):
        without = taken_out(now, change.before, change.after)
        if without is not None:
            now = without
            done.add(change.fix.number)
        elif taken_out(now, change.after, change.before) is not None:
            done.add(change.fix.number)  # what stood there before stands there again
        else:
            left.append(change)
    return Returned(now, frozenset(done), tuple(left))
