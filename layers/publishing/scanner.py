"""Raw WordPress content as a row of pieces that, joined, are the content again to the byte.

Nothing is ever parsed into a tree and written out again: whoever edits cuts at an offset and leaves the rest alone.
Malformed markup is no error; what is doubtful is left without text that may be linked.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

VERBATIM = ("script", "style", "textarea", "pre", "code", "svg", "math", "noscript", "iframe", "select", "button")
# Possessive groups throughout: a quotation mark that is never closed must not cost more than one look at the content.
_ATTRIBUTES = r"""(?:[^<>"']|"[^"]{0,100000}+"|'[^']{0,100000}+')*+"""
_PIECE = re.compile(
    r"<!--\s+(?P<close>/)?wp:(?P<block>[a-z][a-z0-9_-]*(?:/[a-z][a-z0-9_-]*)?)\s(?P<attributes>(?:(?!-->).)*?)(?P<void>/)?-->"
    r"|<!--.*?(?:-->|\Z)"
    rf"|<(?P<raw>{'|'.join(VERBATIM)})(?=[\s/>]){_ATTRIBUTES}>"
    rf"|<(?P<end>/)?(?P<tag>[a-zA-Z][a-zA-Z0-9:-]*+){_ATTRIBUTES}>"
    r"|<(?P<broken>[/?!]?[a-zA-Z])[^<>]*+>?"
    r"|\[(?P<code_end>/)?(?P<code>[a-zA-Z][\w-]*+)(?:[\s=/][^\[\]]{0,5000}+)?\]",
    re.DOTALL | re.IGNORECASE,
)
_RAW_END = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in VERBATIM}
_DELIMITER = re.compile(r"<!--\s+/?wp:")
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


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the content from `start` to `end`. `name` is that of the block, the tag or the shortcode."""

    kind: Kind
    start: int
    end: int
    name: str = ""


def pieces(raw: str) -> Iterator[Piece]:
    """Yield the pieces of a content in order; one ends where the next begins."""
    at = 0
    while match := _PIECE.search(raw, at):
        if match.start() > at:
            yield Piece(Kind.TEXT, at, match.start())
        piece = _piece(raw, match)
        yield piece
        at = piece.end
    if at < len(raw):
        yield Piece(Kind.TEXT, at, len(raw))


def _piece(raw: str, match: re.Match[str]) -> Piece:
    start, end = match.span()
    if match["block"]:
        kind = Kind.BLOCK_END if match["close"] else Kind.BLOCK_VOID if match["void"] else Kind.BLOCK
        return Piece(kind, start, end, match["block"].lower().removeprefix("core/"))
    if match["raw"]:
        name = match["raw"].lower()
        # WordPress finds the next block before a browser sees the element: it never reaches beyond one.
        limit = _next_block(raw, end)
        closing = _RAW_END[name].search(raw, end, limit)
        return Piece(Kind.VERBATIM, start, closing.end() if closing else limit, name)
    if match["broken"]:
        return Piece(Kind.TAG, start, end, BROKEN)
    if match["tag"]:
        return Piece(Kind.TAG_END if match["end"] else Kind.TAG, start, end, match["tag"].lower())
    if match["code"]:
        return Piece(Kind.SHORTCODE_END if match["code_end"] else Kind.SHORTCODE, start, end, match["code"])
    return Piece(Kind.COMMENT, start, end)


def _next_block(raw: str, at: int) -> int:
    found = _DELIMITER.search(raw, at)
    return found.start() if found else len(raw)


def enclosing_shortcodes(row: list[Piece]) -> frozenset[str]:
    """Names of shortcodes that are closed somewhere: what stands between belongs to them."""
    opened = Counter(piece.name for piece in row if piece.kind is Kind.SHORTCODE)
    return frozenset(piece.name for piece in row if piece.kind is Kind.SHORTCODE_END and opened[piece.name])
