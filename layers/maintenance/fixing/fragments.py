"""Fragments of a raw text exchanged for others, and taken back again where somebody has edited the text since."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

from layers.nouns import Fix

AROUND = 60  # characters on each side by which a fragment is found again in a text that was edited
LEAST_AROUND = 12  # fewer say nothing of a place where our fragment is empty
READABLE = 120  # characters that a fragment is widened by, at most, to begin and end where a reader can tell what it is


class Span(NamedTuple):
    start: int
    end: int


@dataclass(frozen=True)
class Composed:
    """A text with fixes in it, text after text; `refused` are the fixes that do not fit, each with the reason."""

    texts: tuple[str, ...]
    fixes: tuple[Fix, ...]
    refused: tuple[tuple[Fix, str], ...] = ()

    @property
    def text(self) -> str:
        return self.texts[-1]


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def occurrence_at(text: str, fragment: str, start: int) -> int:
    """Which occurrence of the fragment begins at `start`, from 1."""
    return 1 + sum(1 for at in _found(text, fragment) if at < start)


def located(text: str, fix: Fix) -> Span | None:
    """Where the fragment of a fix stands; None where there is none of that number."""
    if not fix.before:
        return Span(0, 0) if not text else None
    for number, start in enumerate(_found(text, fix.before), 1):
        if number == fix.occurrence:
            return Span(start, start + len(fix.before))
    return None


def composed(original: str, fixes: Iterable[Fix]) -> Composed:
    """Exchange the fragments of several fixes in the text that they were all planned for, the last place first.

    Later places come first, so that an exchange moves none of those still to come. A fix that shares a place with one
    before it in the plan is refused.
    """
    taken: list[tuple[Span, Fix]] = []
    refused: list[tuple[Fix, str]] = []
    for fix in fixes:
        span = located(original, fix)
        if span is None:
            refused.append((fix, "what it would change does not stand there"))
        elif other := next((each for at, each in taken if _overlap(at, span)), None):
            refused.append((fix, f"it touches the same place as fix {other.number}"))
        else:
            taken.append((span, fix))
    taken.sort(key=lambda each: each[0], reverse=True)
    texts = [original]
    for span, fix in taken:
        texts.append(texts[-1][: span.start] + fix.after + texts[-1][span.end :])
    return Composed(tuple(texts), tuple(fix for _, fix in taken), tuple(refused))


def hunk(before: str, after: str) -> tuple[Span, str]:
    """Where two texts differ: the span of `before`, and what stands there in `after`."""
    shorter = min(len(before), len(after))
    start = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    tail = next((at for at in range(shorter - start) if before[-1 - at] != after[-1 - at]), shorter - start)
    return Span(start, len(before) - tail), after[start : len(after) - tail]


def readable_hunk(before: str, after: str) -> tuple[Span, str]:
    """The same, begun where a tag or a line does, so that the fragment is not empty and a reader can tell what it is."""
    span, put = hunk(before, after)
    floor = max(0, span.start - READABLE)
    start = max(before.rfind("<", floor, span.start), before.rfind("\n", floor, span.start), 0)
    if start == 0 and span.start > READABLE:
        start = floor
    return Span(start, span.end), before[start : span.start] + put


def taken_out(current: str, before: str, after: str) -> str | None:
    """Undo the change from `before` to `after` in a text that may have been edited elsewhere since.

    None where what the change put there stands no more, or cannot be told from other places.
    """
    if current == after:
        return before
    span, put = hunk(before, after)
    old = before[span.start : span.end]
    left, right = before[max(0, span.start - AROUND) : span.start], before[span.end : span.end + AROUND]
    for lead, trail in _contexts(left, right):
        known = lead + put + trail
        if len(known) < LEAST_AROUND and known != current:
            continue
        at = current.find(known)
        if at < 0:
            continue
        place = at + len(lead)
        if not put and (current.startswith(old, place) or current.endswith(old, 0, place)):
            return None  # what the change took out stands there: it was never made, or somebody has put it back
        if current.find(known, at + 1) < 0 and _is_the_place(after, known, span.start - len(lead)):
            return current[:at] + lead + old + trail + current[at + len(known) :]
    return None


def _is_the_place(after: str, known: str, place: int) -> bool:
    """Whether the text stood in our own version there and nowhere else: where our place is gone, another would be changed."""
    return after.find(known) == place and after.find(known, place + 1) < 0


def _contexts(left: str, right: str) -> Iterator[tuple[str, str]]:
    """What stands around a place, from all of it to little: an edit next to it leaves one side."""
    yield left, right
    for length in (AROUND // 2, LEAST_AROUND):
        yield left[-length:], right[:length]
    yield left[-LEAST_AROUND * 2 :], ""
    yield "", right[: LEAST_AROUND * 2]


def _found(text: str, fragment: str) -> Iterator[int]:
    at = text.find(fragment) if fragment else -1
    while at >= 0:
        yield at
        at = text.find(fragment, at + 1)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
