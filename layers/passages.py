"""Looking words up in spans: names and quotations, without capitals, hyphens and possessives.

A quotation may leave words out, but only as its own marks say: the pieces stand in their order, each is long enough to
be somebody's words, and what is left out between them does not turn the sentence round.
"""

import re
from itertools import pairwise

from layers import prose
from layers.names import POSSESSIVE
from layers.nouns import Span

PIECE_WORDS = 3  # “bacteria … kills … water” can be found word by word in a source that says the opposite
_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
_LEFT_OUT = re.compile(r"…|\.\.\.|\[[^\]]*\]")
_GAP = "gap0between0spans"
_TURNING = re.compile(
    r"\b(?:not|no|never|none|nor|neither|without|cannot|\w+n't|nicht|nie|niemals|kein|keine[mnrs]?|ohne)\b"
)


def padded(text: str) -> str:
    """Fold a text for looking words up in it; `GBS-14` is two words, because its figure is blanked out of the sentence's name."""
    return f" {' '.join(POSSESSIVE.sub('', word) for word in prose.folded(_HYPHEN.sub(' ', text)))} "


def quoted_from(quotation: str, cited: list[Span]) -> bool:
    """Tell whether a quotation stands in one of the spans, or in those of them that follow one another."""
    pieces = [padded(piece) for piece in _LEFT_OUT.split(quotation) if prose.words(piece)]
    if len(pieces) > 1 and any(prose.word_count(piece) < PIECE_WORDS for piece in pieces):
        return False
    texts = [*(padded(span.text) for span in cited), padded(_neighbours(cited))]
    return any(_in_order(pieces, text) for text in texts)


def _in_order(pieces: list[str], text: str) -> bool:
    end = 0
    for number, piece in enumerate(pieces):
        start = text.find(piece, end)
        if start < 0 or (number and _TURNING.search(text, end, start + 1)):
            return False
        end = start + len(piece) - 1  # the space behind a piece is the one before the next
    return True


def _neighbours(cited: list[Span]) -> str:
    """Join cited spans that follow one another in their document; a gap breaks the text."""
    ordered = sorted(cited, key=_position)
    text = ordered[0].text
    for before, span in pairwise(ordered):
        document, number = _position(before)
        text += (" " if _position(span) == (document, number + 1) else f" {_GAP} ") + span.text
    return text


def _position(span: Span) -> tuple[int, int]:
    document, number = span.id[1:].split(".")
    return int(document), int(number)
