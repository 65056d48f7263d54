"""How wide a text is in Arial, the face in which a search result is set; cutting to a width.

Widths are the advance widths of Arial (and of Liberation Sans and Helvetica, which share them) in thousandths of an em.
Accented letters are as wide as their base letter; full-width characters take one em; the rest counts as a digit.
"""

import unicodedata
from functools import lru_cache
from itertools import accumulate

from layers import prose

TITLE_SIZE_PX = 20
DESCRIPTION_SIZE_PX = 14
_DEFAULT = 556
_LEAST_KEPT = 0.6  # of the room: V60 alone is no title for “V60 ハンドドリップで…”
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "「": "」", "『": "』", "【": "】", "《": "》"}
_WIDTHS = {
    0: "\u200b\u200c\u200d\ufeff\u00ad",
    191: "'",
    222: "ijl‘’‚ł",
    260: "|",
    278: " \u00a0!,./:;I[\\]ft·",
    333: "()-`r“”„¡‑",
    334: "{}",
    350: "•",
    355: '"',
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu«»–€£¥§Łðþ",
    584: "+<=>~×",
    611: "FTZß¿ø",
    667: "&ABEKPSVXY",
    722: "CDHNRUwÐ",
    737: "©®",
    778: "GOQØ",
    833: "Mm",
    834: "½¼¾",
    889: "%æ",
    944: "W",
    1000: "—…™Æ",
    1015: "@",
}


class _Table(dict[str, int]):
    """Widths by character; of one that is not in the table it is worked out, and not kept."""

    def __missing__(self, character: str) -> int:
        return _width(character)


_WIDTH_OF = _Table({character: width for width, characters in _WIDTHS.items() for character in characters})


@lru_cache(maxsize=512)  # too wide and too narrow are two checks of one text
def width_px(text: str, size_px: int) -> float:
    """Return the width of one line of `text` in pixels."""
    return sum(map(_WIDTH_OF.__getitem__, text)) * size_px / 1000


@lru_cache(maxsize=4096)
def _width(character: str) -> int:
    """The width of a character that is not in the table."""
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1000
    return _WIDTH_OF.get(unicodedata.normalize("NFD", character)[0], _DEFAULT)


def fitted(text: str, size_px: int, max_px: float, mark: str = "") -> str:
    """Return `text`, cut at a word and closed with `mark` when it is wider than `max_px`.

    What would dangle at the cut (a comma, a dash, `and the`, a bracket that nothing closes) goes too. A text whose words
    end too far before the cut, as one in Japanese, is cut at a character.
    """
    text = " ".join(text.split())
    if width_px(text, size_px) <= max_px:
        return text
    room = max_px - width_px(mark, size_px)
    short = _cut(text, size_px, room)
    return (_without_loose_end(short) or short) + mark


def _cut(text: str, size_px: int, max_px: float) -> str:
    widths = accumulate(map(_WIDTH_OF.__getitem__, text))
    end = sum(1 for width in widths if width * size_px / 1000 <= max_px)
    at_word = text[:end] if text[end : end + 1].isspace() else text[:end].rpartition(" ")[0]
    is_enough = width_px(at_word, size_px) >= _LEAST_KEPT * max_px
    return (at_word if is_enough else text[:end]).rstrip()


def _without_loose_end(text: str) -> str:
    text = _without_open_bracket(text)
    while True:
        bare = text.rstrip(" ,;:–—-(&/|")
        head, _, last = bare.rpartition(" ")
        if not head or not prose.is_function_word(last):
            return bare
        text = head


def _without_open_bracket(text: str) -> str:
    """The text up to the first bracket that is not closed in it."""
    opened: list[int] = []
    for at, character in enumerate(text):
        if character in _BRACKETS:
            opened.append(at)
        elif opened and character == _BRACKETS[text[opened[-1]]]:
            opened.pop()
    return text[: opened[0]] if opened else text
