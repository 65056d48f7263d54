"""Raw WordPress content as a row of pieces that, joined, are the content again to the byte.

Nothing is ever parsed into a tree and written out again: whoever edits cuts at an offset and leaves the rest alone.
Block delimiters are found first and as WordPress finds them, whatever markup stands around them; what is between two is
read as a browser reads it. Malformed markup is no error; what is doubtful is left without text that may be linked.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

# what a browser takes as text up to the closing tag, and elements that may stand in themselves
RAW_TEXT = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "noscript", "plaintext")
NESTED = ("pre", "code", "svg", "math", "select", "button")
VERBATIM = RAW_TEXT + NESTED
# HTML's own rules: a quotation mark quotes only after "=". Possessive throughout: markup that never ends must not cost
# more than one look at the content.
_ATTRIBUTES = (
    r"""(?:[\s/]++|(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+|(?=>))|(?!\s*+=)))*+"""
)
# Each alternative begins with a letter of its own, "<" or "[": else the text between is looked at five times over
_PIECE = re.compile(
    r"<(?:(?P<comment>!--)|(?P<bogus>[!?]|/(?![a-zA-Z]))"
    rf"|(?P<raw>{'|'.join(VERBATIM)})(?=[\s/>]){_ATTRIBUTES}>"
    rf"|(?P<end>/)?(?P<tag>[a-zA-Z][^\s/>]*+){_ATTRIBUTES}>"
    r"|(?P<broken>/?[a-zA-Z]))"
    r"|\[(?P<code_end>/)?(?P<code>[a-zA-Z][\w-]*+)(?:[\s=/][^\[\]]{0,5000}+)?\]",
    re.IGNORECASE,
)
_ENDS = {"comment": re.compile("-->|(?<!<!)--!>"), "bogus": re.compile(">")}
_RAW_TAG = {name: re.compile(rf"<(?P<close>/)?{name}(?=[\s/>])[^>]*+>", re.IGNORECASE) for name in RAW_TEXT} | {
    name: re.compile(rf"<!--(?P<comment>.*?-->|.*)|<(?P<close>/)?{name}(?=[\s/>])[^>]*+>", re.IGNORECASE | re.DOTALL)
    for name in NESTED
}
_OPENING = re.compile(rf"<[a-zA-Z]+{_ATTRIBUTES}>")
_NEVER = re.compile(r"(?!)")
_DELIMITER = re.compile(
    r"<!--[ \t\f\r\n]+(?P<close>/)?wp:(?P<block>(?:[a-z][a-z0-9_-]*/)?[a-z][a-z0-9_-]*)[ \t\f\r\n]+"
    r"(?:(?P<attributes>\{)|(?P<void>/)?-->)"
)
_ATTRIBUTES_END = re.compile(r"\}[ \t\f\r\n]+(?P<void>/)?-->")
BROKEN = "?"


class Kind(Enum):
    TEXT = auto()
    BLOCK = auto()  # <!-- wp:paragraph {…} -->
    BLOCK_END = auto()
    BLOCK_VOID = auto()  # <!-- wp:block {"ref":7} /-->
    COMMENT = auto()
    TAG = auto()
    TAG_END = auto()
    VERBATIM = auto()  # a script, code or the like, with its content
    SHORTCODE = auto()
    SHORTCODE_END = auto()


class Piece(NamedTuple):
    """A piece of the content from `start` to `end`. `name` is that of the block, the tag or the shortcode.

    A drawing that closes itself is `svg/`: no other element can.
    """

    kind: Kind
    start: int
    end: int
    name: str = ""


def pieces(raw: str) -> Iterator[Piece]:
    """Yield the pieces of a content in order; one ends where the next begins.

    A tag that never ends is `BROKEN` and reaches, like a comment or a script that never ends, to the end of the content.
    """
    between = _Markup(raw)
    at = 0
    for delimiter in delimiters(raw):
        yield from between.pieces(at, delimiter.start)
        yield delimiter
        at = delimiter.end
    yield from between.pieces(at, len(raw))


def delimiters(raw: str) -> Iterator[Piece]:
    """Block delimiters as WordPress reads them: after one that closes nothing, it takes the rest for no blocks at all."""
    at = depth = 0
    attributes = _ATTRIBUTES_END.search(raw)
    while head := _DELIMITER.search(raw, at):
        found: re.Match[str] | None = head
        if head["attributes"]:
            if attributes and attributes.start() < head.end():
                attributes = _ATTRIBUTES_END.search(raw, head.end())
            found = attributes
        if not found:
            at = head.start() + 1
            continue
        at = found.end()
        closes, name = head["close"], head["block"].removeprefix("core/")
        if found["void"]:
            yield Piece(Kind.BLOCK_VOID, head.start(), at, name)
            continue
        depth += -1 if closes else 1
        if depth < 0:
            return
        yield Piece(Kind.BLOCK_END if closes else Kind.BLOCK, head.start(), at, name)


@dataclass(frozen=True, slots=True)
class _Unended:
    """A piece that goes on behind the next block delimiter, which a browser never sees."""

    kind: Kind
    name: str
    end: re.Pattern[str]
    depth: int = 0  # of elements that may stand in themselves


class _Markup:
    """What stands between block delimiters, stretch after stretch."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.unended: _Unended | None = None

    def pieces(self, start: int, limit: int) -> Iterator[Piece]:
        at = start
        if self.unended and at < limit:
            piece = self._rest(self.unended, at, at, limit)
            yield piece
            at = piece.end
        while at < limit and (match := _PIECE.search(self.raw, at, limit)):
            if match.start() > at:
                yield Piece(Kind.TEXT, at, match.start())
            piece = self._piece(match, limit)
            yield piece
            at = piece.end
        if at < limit:
            yield Piece(Kind.TEXT, at, limit)

    def _piece(self, match: re.Match[str], limit: int) -> Piece:
        start, end = match.span()
        if match["raw"]:
            return self._verbatim(match, limit)
        if match["tag"]:
            return Piece(Kind.TAG_END if match["end"] else Kind.TAG, start, end, match["tag"].lower())
        if match["code"]:
            return Piece(Kind.SHORTCODE_END if match["code_end"] else Kind.SHORTCODE, start, end, match["code"])
        if match["broken"]:
            return self._rest(_Unended(Kind.TAG, BROKEN, _NEVER), start, end, limit)
        looked_from = end - 2 if match["comment"] else end  # "<!-->" is a whole comment
        return self._rest(_Unended(Kind.COMMENT, "", _ENDS[str(match.lastgroup)]), start, looked_from, limit)

    def _verbatim(self, match: re.Match[str], limit: int) -> Piece:
        name = match["raw"].lower()
        if name in ("svg", "math") and match.group().endswith("/>"):
            return Piece(Kind.TAG, *match.span(), f"{name}/")
        ends = _NEVER if name == "plaintext" else _RAW_TAG[name]
        return self._rest(_Unended(Kind.VERBATIM, name, ends, 1), match.start(), match.end(), limit)

    def _rest(self, what: _Unended, start: int, at: int, limit: int) -> Piece:
        """The piece from `start` to its end, looked for from `at` on, or to the limit: then it goes on behind it."""
        depth, ends = what.depth, what.end
        for found in what.end.finditer(self.raw, at, limit):
            if what.name in NESTED and found["comment"] is not None:
                ends = ends if found["comment"].endswith("-->") else _NEVER
                continue
            if what.kind is Kind.VERBATIM:
                depth += -1 if found["close"] else 1 if what.name in NESTED else 0
            if depth <= 0:
                self.unended = None
                return Piece(what.kind, start, found.end(), what.name)
        self.unended = _Unended(what.kind, what.name, ends, depth)
        return Piece(what.kind, start, limit, what.name)


def inside(raw: str, verbatim: Piece) -> Iterator[Piece]:
    """What a browser finds within code, a drawing or the like: its own closing tag too, and without its opening tag."""
    opening = _OPENING.match(raw, verbatim.start, verbatim.end)
    return _Markup(raw).pieces(opening.end() if opening else verbatim.start, verbatim.end)


def enclosing_shortcodes(row: list[Piece]) -> frozenset[str]:
    """Names of shortcodes that are closed somewhere: what stands between belongs to them."""
    opened = Counter(piece.name for piece in row if piece.kind is Kind.SHORTCODE)
    return frozenset(piece.name for piece in row if piece.kind is Kind.SHORTCODE_END and opened[piece.name])
