"""The paragraphs of a raw content: where words may be linked, and where a sentence may be added.

Only the author's running text counts: paragraphs, plain or in groups and columns, and the paragraphs of classic content.
Text in headings, lists, quotations, captions, links, code, buttons and shortcodes is never touched.
"""

import html
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from layers.publishing.elements import ENDS_PARAGRAPH, OpenElements
from layers.publishing.scanner import NESTED, Kind, Piece, enclosing_shortcodes, inside, pieces

CONTAINERS = frozenset({"group", "columns", "column"})
BOXES = frozenset({"div", "section", "main", "article", "aside"})
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
KEPT_LENGTH = 100_000  # characters; a longer post is read anew each time, for its paragraphs take many times its size
DEEPEST_VERBATIM = 4  # code within code within code: each is read once more
BREAK = "\ufffc"  # stands for what interrupts the text: a link, code, a line break

_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_UNPLAIN = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|\s{2,}|[^\S ]")
# A reader may not see this block as it stands: its text comes from elsewhere, or it is hidden on some screens or on all.
_UNSEEN = re.compile(r'"(?:bindings|blockVisibility)"\s*:')
_CONTENTS = r"(?:[\w-]*-)?(?:toc|table-of-contents|table_of_contents)(?:-[\w-]*)?"
_CONTENTS_BLOCK = re.compile(rf'"(?:className|anchor)"\s*:\s*"(?:[^"]*\s)?{_CONTENTS}[\s"]', re.IGNORECASE)
_CONTENTS_TAG = re.compile(rf"""\s(?:class|id)\s*=\s*["']?(?:[^"'>]*\s)?{_CONTENTS}[\s"'>]""", re.IGNORECASE)
_ODD_SPACE = re.compile(r"[^\S ]\s*| \s+")  # every white space but the single ones, of which a text is full
_ODD_SPACES = ("  ", *(chr(code) for code in range(0x3001) if chr(code).isspace() and chr(code) != " "))
_PLAIN = str.maketrans({"‘": "'", "’": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‑": "-"})


def plainly(text: str) -> str:
    """Text with one kind of quotation mark, dash and space, as anchors are compared."""
    plain = text.translate(_PLAIN)
    is_odd = any(space in plain for space in _ODD_SPACES)  # looked for one by one: a tenth of what the expression takes
    return _ODD_SPACE.sub(" ", plain) if is_odd else plain


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
    starts: Sequence[int]
    ends: Sequence[int]
    seams: frozenset[int]


@lru_cache(maxsize=1)
def _count() -> "array[int]":
    return array("I", range(KEPT_LENGTH + 1))


def _counted(start: int, end: int) -> "array[int]":
    """The numbers from `start` up to `end`, copied: to count them out costs more than all the rest of reading a text."""
    return _count()[start:end] if end <= KEPT_LENGTH else array("I", range(start, end))


@dataclass
class _Open:
    """A paragraph that is still being read."""

    start: int
    end: int
    is_block: bool
    is_nested: bool
    shown: list[str] = field(default_factory=list)
    starts: "array[int]" = field(default_factory=lambda: array("I"))
    ends: "array[int]" = field(default_factory=lambda: array("I"))
    seams: set[int] = field(default_factory=set)

    def add(self, raw: str, start: int, end: int) -> None:
        if self.ends and self.ends[-1] != start:
            self.seams.add(len(self.ends))
        at = start
        for match in _UNPLAIN.finditer(raw, start, end):
            self._add_plain(raw, at, match.start())
            self._add_one(html.unescape(match.group()), *match.span())
            at = match.end()
        self._add_plain(raw, at, end)

    def _add_plain(self, raw: str, start: int, end: int) -> None:
        if raw.startswith(" ", start, end):
            self._add_one(" ", start, start + 1)  # it may be one with the space before it
            start += 1
        self._show(raw[start:end].translate(_PLAIN))
        self.starts.extend(_counted(start, end))
        self.ends.extend(_counted(start + 1, end + 1))

    def _add_one(self, shown: str, start: int, end: int) -> None:
        shown = " " if shown.isspace() else shown.translate(_PLAIN)
        if shown == " " and self._last == " " and self.ends[-1] == start:
            self.ends[-1] = end
            return
        self._show(shown)
        self.starts.extend([start] * len(shown))
        self.ends.extend([end] * len(shown))

    def interrupt(self, at: int) -> None:
        if self.shown and self._last != BREAK:
            self._show(BREAK)
            self.starts.append(at)
            self.ends.append(at)

    def _show(self, text: str) -> None:
        if text:
            self.shown.append(text)

    @property
    def _last(self) -> str:
        return self.shown[-1][-1] if self.shown else ""

    def finished(self, end: int) -> Paragraph:
        return Paragraph(
            self.start,
            end,
            self.is_block,
            self.is_nested,
            "".join(self.shown),
            self.starts,
            self.ends,
            frozenset(self.seams),
        )


@dataclass(frozen=True)
class _Frame:
    """A block that is open: how many elements were open before it, and whether its paragraphs are the author's own text."""

    block: str
    depth: int = 0
    is_own: bool = True


class _Walk:
    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.row = list(pieces(raw))
        self.enclosing = enclosing_shortcodes(self.row)
        self.frames = [_Frame("")]
        self.elements = OpenElements()
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
        is_paragraph = piece.name == "paragraph"
        is_own = self.frames[-1].is_own and (is_paragraph or piece.name in CONTAINERS) and not self._is_apart(piece)
        # what was never closed in a block before may be a heading, a link or a table: only boxes may be around
        if is_own and is_paragraph and BOXES.issuperset(self.elements.names):
            self.frames.append(_Frame(piece.name, len(self.elements.names), is_own=False))
            self._begin(piece.start)
        else:
            self.frames.append(_Frame(piece.name, len(self.elements.names), is_own and not is_paragraph))

    def _is_apart(self, piece: Piece) -> bool:
        """Whether a block is a table of contents, or shows something else than what stands in it."""
        attributes = self.raw[piece.start : piece.end]
        return bool(_UNSEEN.search(attributes) or _CONTENTS_BLOCK.search(attributes))

    def _block_end(self, piece: Piece) -> None:
        self._close(piece.end)
        self.elements.forget(self.frames.pop().depth, INLINE | {"p"})

    def _tag(self, piece: Piece) -> None:
        is_contents = piece.name in INLINE | {"p"} and _CONTENTS_TAG.search(self.raw, piece.start, piece.end)
        ends_paragraph = self._is_classic and piece.name not in LINE
        if ends_paragraph:
            self._close(piece.start)
        self.elements.start(piece.name)
        if ends_paragraph and self.elements.names == ["p"]:
            self._begin(piece.start)
        self._tagged(piece)
        if is_contents:
            self.open = None

    def _tag_end(self, piece: Piece) -> None:
        self.elements.end(piece.name)
        self._tagged(piece)
        if self._is_classic and piece.name not in LINE:
            self._close(piece.end)

    def _tagged(self, piece: Piece) -> None:
        if self.open:
            self.open.end = piece.end
            if piece.name not in INLINE and (piece.name != "p" or piece.kind is Kind.TAG):
                self.open.interrupt(piece.start)

    def _verbatim(self, piece: Piece) -> None:
        if piece.name == "code" or not self._is_classic:
            self._passed(piece)
        else:
            self._close(piece.start)
        if piece.name in ENDS_PARAGRAPH:
            self.elements.end("p")
        if piece.name in NESTED:
            self._follow(piece)

    def _follow(self, verbatim: Piece, depth: int = 0) -> None:
        """Keep account of what is opened in code, a drawing or the like, and not closed there: a heading goes on behind it."""
        if depth > DEEPEST_VERBATIM:
            self.elements.lose()
            return
        self.elements.start(verbatim.name)
        for piece in inside(self.raw, verbatim):
            if piece.kind is Kind.TAG and not self.raw.endswith("/>", piece.start, piece.end):
                self.elements.start(piece.name)
            elif piece.kind is Kind.TAG_END:
                self.elements.end(piece.name)
            elif piece.kind is Kind.VERBATIM and piece.name in NESTED:
                self._follow(piece, depth + 1)

    def _shortcode(self, piece: Piece) -> None:
        if piece.name in self.enclosing:
            self.codes.append(piece.name)
        self._passed(piece)

    def _shortcode_end(self, piece: Piece) -> None:
        if piece.name in self.codes:
            del self.codes[len(self.codes) - 1 - self.codes[::-1].index(piece.name) :]
        self._passed(piece)

    def _text(self, piece: Piece) -> None:
        if self._is_classic and "p" not in self._own_elements:
            self._classic_text(piece)
        else:
            self._add(piece.start, piece.end)

    def _classic_text(self, piece: Piece) -> None:
        """Text outside `<p>`: WordPress makes a paragraph of what stands between two blank lines."""
        at = piece.start
        for blank in [*_BLANK_LINE.finditer(self.raw, piece.start, piece.end), None]:
            end = blank.start() if blank else piece.end
            if self.raw[at:end].strip():
                if not self.open and not self.elements.names and not self.codes:
                    self._begin(at + len(self.raw[at:end]) - len(self.raw[at:end].lstrip()))
                self._add(at if not self.open else max(at, self.open.start), end)
            if blank:
                self._close(end)
                at = blank.end()

    def _add(self, start: int, end: int) -> None:
        if not self.open:
            return
        self.open.end = end - len(self.raw[start:end]) + len(self.raw[start:end].rstrip())
        if self._is_running_text(self.open):
            self.open.add(self.raw, start, end)

    @property
    def _own_elements(self) -> list[str]:
        return self.elements.names[self.frames[-1].depth :]

    def _is_running_text(self, paragraph: _Open) -> bool:
        own = self._own_elements
        return not self.codes and (INLINE | {"p"}).issuperset(own) and ("p" in own or not paragraph.is_block)


def paragraphs(raw: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a content that hold running text, in order."""
    return _kept(raw) if len(raw) <= KEPT_LENGTH else _Walk(raw).run()


@lru_cache(maxsize=32)
def _kept(raw: str) -> tuple[Paragraph, ...]:
    # a host is read when it is chosen, when its link is placed, and when it is held against its page
    return _Walk(raw).run()
