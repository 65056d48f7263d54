"""Synced blocks, written once and shown on many pages: what a page's readers see is the page with these in their places."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

REFERENCE = re.compile(r"<!--\s+wp:block\s+(?P<attributes>\{.*?\})\s+/?-->(?:\s*<!--\s+/wp:block\s+-->)?", re.DOTALL)
MOST_CHARACTERS = 20_000_000


@dataclass(frozen=True)
class Expanded:
    """The content with synced blocks in their places. `missing` are ids that are no published synced block, `circular` those
    that hold themselves; WordPress shows nothing in their places."""

    content: str
    missing: tuple[int, ...] = ()
    circular: tuple[int, ...] = ()


def uses_synced(content: str) -> bool:
    return "wp:block " in content


def expand(content: str, blocks: Mapping[int, str]) -> Expanded:
    """Put the synced blocks, by id, where the content refers to them, and the blocks that these refer to."""
    if not uses_synced(content):
        return Expanded(content)
    work = _Expansion(blocks)
    text = work.of(content, ())
    return Expanded(text, tuple(work.missing), tuple(work.circular))


class _Expansion:
    def __init__(self, blocks: Mapping[int, str]) -> None:
        self.blocks = blocks
        self.missing: dict[int, None] = {}
        self.circular: dict[int, None] = {}
        self.left = MOST_CHARACTERS

    def of(self, content: str, inside: tuple[int, ...]) -> str:
        return REFERENCE.sub(lambda found: self._put(_ref(found["attributes"]), inside), content)

    def _put(self, ref: int, inside: tuple[int, ...]) -> str:
        if ref in inside:
            self.circular[ref] = None
            return ""
        if ref not in self.blocks:
            self.missing[ref] = None
            return ""
        # ten blocks that each hold the next one ten times would be more than any memory
        self.left -= len(self.blocks[ref])
        return self.of(self.blocks[ref], (*inside, ref)) if self.left > 0 else ""


def _ref(attributes: str) -> int:
    """The id in a block's attributes; 0, which no block has, where there is none."""
    try:
        found = json.loads(attributes)
    except ValueError:
        return 0
    ref = found.get("ref") if isinstance(found, dict) else None
    return ref if isinstance(ref, int) else 0
