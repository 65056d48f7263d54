"""A block content as sections and sentences, each with where it stands, so that its bytes alone are exchanged.

Sections are read from the headings of level 2 that stand at the top level. Sentences are those of paragraphs and list items,
plain or in groups and columns; quotations, tables, captions, code and what Masthead keeps itself are no sentences.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layers import prose
from layers.maintenance.fixing import markup
from layers.publishing.paragraphs import CONTAINERS, LINE
from layers.publishing.scanner import Kind, Piece, delimiters, pieces

SCHEMA = '<script type="application/ld+json" class="masthead-schema">'
OURS = ("masthead-sources", "masthead-related", "masthead-changes")
CLASSIC = "it is written without blocks, so its sections cannot be told apart safely. Convert it to blocks in the editor, then run this again"
BROKEN = "a block in it has no end or no beginning, so its sections cannot be told apart safely. Mend it in the editor, then run this again"
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|.", re.DOTALL)
_AROUND = CONTAINERS | {"list", "list-item", "paragraph"}
_UNTOUCHED = re.compile(r"<img\b|\sdata-fn\b|<br\b", re.IGNORECASE)


@dataclass(frozen=True)
class Anchor:
    """A link from `start` to `end`. `is_citation`: it is a mark such as [2] behind a sentence."""

    url: str
    words: str
    start: int
    end: int
    is_citation: bool


@dataclass(frozen=True)
class Sentence:
    """`is_whole`: every tag that opens in it closes in it, so that it can be exchanged without breaking what is around it."""

    start: int
    end: int
    text: str
    part: int
    anchors: tuple[Anchor, ...]
    is_whole: bool


@dataclass(frozen=True)
class Part:
    """A section from its heading on; the first one is what stands above all headings, and has none."""

    heading: str
    start: int
    end: int


@dataclass(frozen=True)
class Outline:
    """`end` is where the text of the post ends: before its structured data."""

    parts: tuple[Part, ...]
    sentences: tuple[Sentence, ...]
    end: int

    def sentences_of(self, part: int) -> tuple[Sentence, ...]:
        return tuple(each for each in self.sentences if each.part == part)

    def text_of(self, part: int) -> str:
        return " ".join(each.text for each in self.sentences_of(part))


def unsafe(content: str) -> str:
    """Why a content cannot be taken apart; empty where it can."""
    open_blocks: list[str] = []
    row = list(delimiters(content))
    if not row:
        return CLASSIC
    for piece in row:
        if piece.kind is Kind.BLOCK:
            open_blocks.append(piece.name)
        elif piece.kind is Kind.BLOCK_END and (not open_blocks or open_blocks.pop() != piece.name):
            return BROKEN
    return BROKEN if open_blocks else ""


def outline(content: str) -> Outline:
    """Take a content apart that is not `unsafe`."""
    row = list(pieces(content))
    end = _end(content, row)
    parts = tuple(_parts(content, row, end))
    sentences = tuple(sentence for inner in _runs(content, row) for sentence in _sentences(content, inner, parts))
    return Outline(parts, sentences, end)


def _end(content: str, row: Sequence[Piece]) -> int:
    """Where our structured data begins, else the end."""
    at = content.find(SCHEMA)
    before = [piece.start for piece in row if piece.kind is Kind.BLOCK and piece.name == "html" and piece.end <= at]
    return before[-1] if at >= 0 and before else len(content)


def _parts(content: str, row: Sequence[Piece], end: int) -> Iterator[Part]:
    headings = [each for each in _headings(content, row) if each.start < end]
    starts = [*(each.start for each in headings), end]
    yield Part("", 0, starts[0])
    for heading, stop in zip(headings, starts[1:], strict=True):
        yield Part(heading.inner, heading.start, stop)


def _headings(content: str, row: Sequence[Piece]) -> Iterator[markup.Tag]:
    """The headings of level 2 of the top level, each from its block's delimiter on; `inner` is what a reader sees."""
    depth = 0
    opened: Piece | None = None
    tag: Piece | None = None
    for piece in row:
        if piece.kind is Kind.BLOCK:
            if not depth:
                opened = piece if piece.name == "heading" else None
            depth += 1
        elif piece.kind is Kind.BLOCK_END:
            depth -= 1
        elif piece.kind is Kind.TAG and piece.name == "h2" and opened and depth == 1:
            tag = piece
        elif piece.kind is Kind.TAG_END and piece.name == "h2" and tag and opened:
            yield markup.Tag(opened.start, "", piece.end, markup.words_of(content[tag.end : piece.start]))
            tag = opened = None


def _runs(content: str, row: Sequence[Piece]) -> Iterator[list[Piece]]:
    """What stands in each paragraph and list item that holds nothing but a line of text."""
    blocks: list[Piece] = []
    for at, piece in enumerate(row):
        if piece.kind is Kind.BLOCK:
            blocks.append(piece)
        elif piece.kind is Kind.BLOCK_END and blocks:
            blocks.pop()
        elif piece.kind is Kind.TAG and _is_text(content, piece, blocks):
            inner = _inner(row, at)
            if inner:
                yield inner


def _is_text(content: str, tag: Piece, blocks: Sequence[Piece]) -> bool:
    if not blocks or not _AROUND.issuperset(block.name for block in blocks):
        return False
    if any(name in content[block.start : block.end] for block in blocks for name in OURS):
        return False
    wanted = {"p": ("paragraph",), "li": ("list-item", "list")}.get(tag.name, ())
    return blocks[-1].name in wanted


def _inner(row: Sequence[Piece], at: int) -> list[Piece]:
    """The pieces up to the closing tag; none where something else than a line of text stands there."""
    found: list[Piece] = []
    for piece in row[at + 1 :]:
        if piece.kind is Kind.TAG_END and piece.name == row[at].name:
            return found
        if piece.kind is not Kind.TEXT and not (piece.kind in (Kind.TAG, Kind.TAG_END) and piece.name in LINE):
            return []
        found.append(piece)
    return []


def _sentences(content: str, inner: list[Piece], parts: Sequence[Part]) -> Iterator[Sentence]:
    shown, starts, ends = _shown(content, inner)
    ranges = prose.sentence_ranges(shown)
    first, last = inner[0].start, inner[-1].end
    for number, (start, end) in enumerate(ranges):
        raw_start = first if not number else ends[start - 1] if shown[start - 1].isspace() else starts[start]
        raw_end = last if number == len(ranges) - 1 else starts[end]
        raw_start, raw_end = _trimmed(content, raw_start, raw_end)
        within = [piece for piece in inner if piece.start >= raw_start and piece.end <= raw_end and piece.name]
        whole = _is_balanced(within) and not _UNTOUCHED.search(content, raw_start, raw_end)
        part = max(at for at, each in enumerate(parts) if each.start <= raw_start)
        anchors = tuple(_anchors(content, within))
        yield Sentence(raw_start, raw_end, " ".join(shown[start:end].split()), part, anchors, whole)


def _shown(content: str, inner: Sequence[Piece]) -> tuple[str, list[int], list[int]]:
    """What a reader reads, marks of citations left out, and for each character where it begins and ends in the content."""
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    marks = 0
    for piece in inner:
        if piece.name == "sup":
            marks += 1 if piece.kind is Kind.TAG else -1
        if piece.kind is Kind.TEXT and marks <= 0:
            for found in _CHARACTER.finditer(content, piece.start, piece.end):
                for character in html.unescape(found.group()):
                    shown.append(" " if character.isspace() else character)
                    starts.append(found.start())
                    ends.append(found.end())
    return "".join(shown), starts, ends


def _trimmed(content: str, start: int, end: int) -> tuple[int, int]:
    text = content[start:end]
    return start + len(text) - len(text.lstrip()), end - len(text) + len(text.rstrip())


def _is_balanced(row: Sequence[Piece]) -> bool:
    open_tags: list[str] = []
    for piece in row:
        if piece.kind is Kind.TAG and piece.name not in ("img", "br", "wbr"):
            open_tags.append(piece.name)
        elif piece.kind is Kind.TAG_END and (not open_tags or open_tags.pop() != piece.name):
            return False
    return not open_tags


def _anchors(content: str, row: Sequence[Piece]) -> Iterator[Anchor]:
    marks = 0
    opened: Piece | None = None
    for piece in row:
        if piece.name == "sup":
            marks += 1 if piece.kind is Kind.TAG else -1
        elif piece.name == "a" and piece.kind is Kind.TAG:
            opened = piece
        elif piece.name == "a" and opened:
            url = markup.href(content[opened.start : opened.end]).partition("#")[0]
            words = markup.words_of(content[opened.end : piece.start])
            yield Anchor(url, words, opened.start, piece.end, marks > 0)
            opened = None
