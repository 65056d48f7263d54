"""The paragraphs of a raw content: where words may be linked, and where a sentence may be added.

Only the author's running text counts: paragraphs, plain or in groups and columns, and the paragraphs of classic content.
Text in headings, lists, quotations, captions, links, code, buttons and shortcodes is never touched.
"""

import html
import re
from dataclasses import dataclass, field

from layers.publishing.scanner import Kind, Piece, enclosing_shortcodes, pieces

CONTAINERS = frozenset({"group", "columns", "column"})
INLINE = frozenset({"em", "strong", "b", "i", "u", "mark", "span"})
LINE = INLINE | {
    "a",
    "abbr",
    "bdi",
    "bdo",
    "br",
    "cite",
    "data",
    "del",
    "dfn",
    "ins",
    "img",
    "kbd",
    "q",
    "s",
    "samp",
    "small",
    "sub",
    "sup",
    "time",
    "var",
    "wbr",
}
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
BREAK = "\ufffc"  # stands for what interrupts the text: a link, code, a line break

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_UNPLAIN = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|\s+")
_PLAIN = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})


def plainly(text: str) -> str:
    """Text with one kind of quotation mark, dash and space, as anchors are compared."""
    return re.sub(r"\s+", " ", text.translate(_PLAIN))


@dataclass(frozen=True)
class Paragraph:
    """One paragraph from `start` to `end` in the content, block comments included.

    `text` is what a reader sees, plainly; its character `i` is the content from `starts[i]` to `ends[i]`. Before a
    character in `seams` a tag stands, so no link may reach across it.
    """

    start: int
    end: int
    is_block: bool
    is_nested: bool
    text: str
    starts: list[int]
    ends: list[int]
    seams: frozenset[int]


@dataclass
class _Open:
    """A paragraph that is still being read."""

    start: int
    end: int
    is_block: bool
    is_nested: bool
    characters: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    seams: set[int] = field(default_factory=set)

    def add(self, raw: str, start: int, end: int) -> None:
        if self.ends and self.ends[-1] != start:
            self.seams.add(len(self.characters))
        at = start
        for match in _UNPLAIN.finditer(raw, start, end):
            self._add_plain(raw, at, match.start())
            self._add_one(html.unescape(match.group()), *match.span())
            at = match.end()
        self._add_plain(raw, at, end)

    def _add_plain(self, raw: str, start: int, end: int) -> None:
        self.characters += raw[start:end].translate(_PLAIN)
        self.starts += range(start, end)
        self.ends += range(start + 1, end + 1)

    def _add_one(self, shown: str, start: int, end: int) -> None:
        shown = " " if shown.isspace() else shown.translate(_PLAIN)
        if shown == " " and self.characters[-1:] == [" "] and self.ends[-1] == start:
            self.ends[-1] = end
            return
        self.characters += shown
        self.starts += [start] * len(shown)
        self.ends += [end] * len(shown)

    def interrupt(self, at: int) -> None:
        if self.characters and self.characters[-1] != BREAK:
            self.characters.append(BREAK)
            self.starts.append(at)
            self.ends.append(at)

    def finished(self, end: int) -> Paragraph:
        return Paragraph(
            self.start,
            end,
            self.is_block,
            self.is_nested,
            "".join(self.characters),
            self.starts,
            self.ends,
            frozenset(self.seams),
        )


@dataclass
class _Frame:
    """A block that is open, and the elements open within it."""

    block: str
    elements: list[str] = field(default_factory=list)


class _Walk:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.row = list(pieces(raw))
        self.enclosing = enclosing_shortcodes(self.row)
        self.frames = [_Frame("")]
        self.codes: list[str] = []
        self.open: _Open | None = None
        self.found: list[Paragraph] = []

    def run(self) -> tuple[Paragraph, ...]:
        steps = {
            Kind.TEXT: self._text, Kind.BLOCK: self._block, Kind.BLOCK_END: self._block_end, Kind.BLOCK_VOID: self._boundary,
            Kind.COMMENT: self._comment, Kind.TAG: self._tag, Kind.TAG_END: self._tag_end, Kind.VERBATIM: self._verbatim,
            Kind.SHORTCODE: self._shortcode, Kind.SHORTCODE_END: self._shortcode_end,
        }  # fmt: skip
        for piece in self.row:
            steps[piece.kind](piece)
        self._close(len(self.raw))
        return tuple(each for each in self.found if each.text.strip(BREAK + " "))

    @property
    def _is_classic(self) -> bool:
        return self.frames[-1].block in ("", "freeform")

    def _begin(self, start: int) -> None:
        self.open = _Open(start, start, not self._is_classic, len(self.frames) > 2)

    def _close(self, end: int) -> None:
        if self.open:
            self.found.append(self.open.finished(end if self.open.is_block else self.open.end))
        self.open = None

    def _boundary(self, piece: Piece) -> None:
        self._close(piece.start)

    def _comment(self, piece: Piece) -> None:
        """A comment may never end: a sentence that is added after the paragraph must come before it."""
        if self.open:
            self.open.interrupt(piece.start)

    def _passed(self, piece: Piece) -> None:
        if self.open:
            self.open.interrupt(piece.start)
            self.open.end = piece.end

    def _block(self, piece: Piece) -> None:
        self._close(piece.start)
        self.frames.append(_Frame(piece.name))
        outer = self.frames[1:-1]
        if piece.name == "paragraph" and all(
            frame.block in CONTAINERS and "a" not in frame.elements for frame in outer
        ):
            self._begin(piece.start)

    def _block_end(self, piece: Piece) -> None:
        self._close(piece.end)
        if piece.name in (frame.block for frame in self.frames[1:]):
            while self.frames.pop().block != piece.name:
                pass  # blocks that were never closed end with the one around them

    def _tag(self, piece: Piece) -> None:
        elements = self.frames[-1].elements
        if piece.name == "p" and "p" in elements:
            del elements[elements.index("p") :]
        if self._is_classic and piece.name not in LINE:
            self._close(piece.start)
            if piece.name == "p" and not elements:
                self._begin(piece.start)
        if piece.name not in VOID:
            elements.append(piece.name)
        self._tagged(piece)

    def _tag_end(self, piece: Piece) -> None:
        elements = self.frames[-1].elements
        if piece.name in elements:
            del elements[len(elements) - 1 - elements[::-1].index(piece.name) :]
        self._tagged(piece)
        if self._is_classic and piece.name not in LINE:
            self._close(piece.end)

    def _tagged(self, piece: Piece) -> None:
        if self.open:
            self.open.end = piece.end
            if piece.name not in INLINE | {"p"}:
                self.open.interrupt(piece.start)

    def _verbatim(self, piece: Piece) -> None:
        if piece.name == "code":
            self._passed(piece)
        elif self._is_classic:
            self._close(piece.start)

    def _shortcode(self, piece: Piece) -> None:
        if piece.name in self.enclosing:
            self.codes.append(piece.name)
        self._passed(piece)

    def _shortcode_end(self, piece: Piece) -> None:
        if piece.name in self.codes:
            del self.codes[len(self.codes) - 1 - self.codes[::-1].index(piece.name) :]
        self._passed(piece)

    def _text(self, piece: Piece) -> None:
        if self._is_classic and "p" not in self.frames[-1].elements:
            self._classic_text(piece)
        else:
            self._add(piece.start, piece.end)

    def _classic_text(self, piece: Piece) -> None:
        """Text outside `<p>`: WordPress makes a paragraph of what stands between two blank lines."""
        at = piece.start
        for blank in [*_BLANK_LINE.finditer(self.raw, piece.start, piece.end), None]:
            end = blank.start() if blank else piece.end
            if self.raw[at:end].strip():
                if not self.open and not self.frames[-1].elements and not self.codes:
                    self._begin(at + len(self.raw[at:end]) - len(self.raw[at:end].lstrip()))
                self._add(at if not self.open else max(at, self.open.start), end)
            if blank:
                self._close(end)
                at = blank.end()

    def _add(self, start: int, end: int) -> None:
        elements = self.frames[-1].elements
        if not self.open:
            return
        self.open.end = end - len(self.raw[start:end]) + len(self.raw[start:end].rstrip())
        if (
            self.codes
            or any(element not in INLINE | {"p"} for element in elements)
            or (self.open.is_block and "p" not in elements)
        ):
            return
        self.open.add(self.raw, start, end)


def paragraphs(raw: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a content that hold running text, in order."""
    return _Walk(raw).run()
