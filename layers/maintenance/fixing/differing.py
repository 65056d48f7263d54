"""What a fix changes, word by word, as a person reads it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from layers.nouns import Fix

Part = Literal["same", "out", "in"]
_TOKEN = re.compile(r"\s+|[\w’'.-]+|[^\w\s]")
KEPT = 60  # characters of what stays the same that are shown at each end of it


class Piece(NamedTuple):
    part: Part
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """The words that go and those that come, in order, with what stays between them shortened."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    return tuple(_pieces(old, new))


def _pieces(old: list[str], new: list[str]) -> Iterator[Piece]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", _shortened("".join(old[a:b])))
            continue
        if a < b:
            yield Piece("out", "".join(old[a:b]))
        if c < d:
            yield Piece("in", "".join(new[c:d]))


def of_fix(fix: Fix) -> tuple[Piece, ...]:
    return difference(fix.before, fix.after)


def _shortened(text: str) -> str:
    return text if len(text) <= 2 * KEPT else f"{text[:KEPT]} … {text[-KEPT:]}"


def plainly(before: str, after: str) -> str:
    """The difference without colours: what goes in `[-…-]`, what comes in `{+…+}`."""
    marks = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
    return "".join(marks[piece.part].format(piece.text) for piece in difference(before, after))
