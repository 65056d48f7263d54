"""The title card: which words stand in which lines, and how large. Drawing it is the boundary's.

A card is 1200 x 630 pixels, the size that social networks ask for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

WIDTH_PX, HEIGHT_PX, MARGIN_PX = 1200, 630, 84
TEXT_WIDTH_PX = WIDTH_PX - 2 * MARGIN_PX
TITLE_HEIGHT_PX = 366
SIZES_PX = (104, 94, 84, 76, 68, 60, 54, 48)
NAME_SIZE_PX = 34
LEADING = 1.18
LEAST_CONTRAST = 3.0  # WCAG 2.2, 1.4.3, for large text
ELLIPSIS = "…"
JOINERS = "\u200c\u200d"
DASHES = "-\u2010\u2013\u2014/"
NEVER_FIRST = "、。，．・：；？！ー々〜～）］｝〉》」』】”’ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
NEVER_LAST = "（［｛〈《「『【“‘"

Measure = Callable[[str, int], float]
HasGlyph = Callable[[str], bool]


@dataclass(frozen=True)
class Lettering:
    """Lines from top to bottom, and the size of their letters in pixels."""

    lines: tuple[str, ...]
    size_px: int

    @property
    def line_height_px(self) -> int:
        return round(self.size_px * LEADING)


@dataclass(frozen=True)
class Piece:
    """What may not be broken, and what stands before it where it does not begin a line."""

    text: str
    joint: str


def lettering(title: str, width_of: Measure) -> Lettering:
    """Set the title as large as it fits, in lines of about the same length; what is too long even when small is cut.

    `width_of` says how many pixels a text takes at a size.
    """
    parts = tuple(pieces(title))
    for size in SIZES_PX:
        lines = filled(parts, TEXT_WIDTH_PX, size, width_of)
        if len(lines) <= room(size) and all(width_of(line, size) <= TEXT_WIDTH_PX for line in lines):
            return Lettering(balanced(parts, len(lines), size, width_of), size)
    return broken(parts, width_of)


def one_line(text: str, size: int, width_of: Measure) -> str:
    """Return as much of the text as fits in one line."""
    return shortened(text, size, width_of) if width_of(text, size) > TEXT_WIDTH_PX else text


def room(size: int) -> int:
    """How many lines of this size the card holds."""
    return int(TITLE_HEIGHT_PX / (size * LEADING))


def pieces(title: str) -> Iterator[Piece]:
    """Split a title where a line may end: at spaces, after dashes, and between the letters of Chinese and Japanese."""
    for word in re.split(r"[ \t\r\n]+", title.strip()):
        joint = " "
        for part in _unbroken(word):
            yield Piece(part, joint)
            joint = ""


def _unbroken(word: str) -> Iterator[str]:
    part = ""
    for letter in word:
        if part and _may_break(part[-1], letter):
            yield part
            part = ""
        part += letter
    yield part


def _may_break(before: str, after: str) -> bool:
    if before in DASHES:
        return after.isalpha()
    ideographic = _ideographic(before) or _ideographic(after)
    return ideographic and after not in NEVER_FIRST and before not in NEVER_LAST and not unicodedata.combining(after)


def _ideographic(letter: str) -> bool:
    """Chinese and Japanese: written without spaces. Korean has spaces."""
    return unicodedata.name(letter, "").startswith(("CJK ", "HIRAGANA", "KATAKANA", "FULLWIDTH", "IDEOGRAPHIC"))


def filled(parts: tuple[Piece, ...], width_px: float, size: int, width_of: Measure) -> tuple[str, ...]:
    """Fill line after line; a piece that is wider than a line stands in one of its own."""
    lines: list[str] = []
    for part in parts:
        longer = f"{lines[-1]}{part.joint}{part.text}" if lines else part.text
        if lines and width_of(longer, size) <= width_px:
            lines[-1] = longer
        else:
            lines.append(part.text)
    return tuple(lines)


def balanced(parts: tuple[Piece, ...], count: int, size: int, width_of: Measure) -> tuple[str, ...]:
    """Fill the same number of lines as narrow as it can be done: no last line of one lonely word."""
    narrow, wide = 0, TEXT_WIDTH_PX
    while narrow < wide:
        middle = (narrow + wide) // 2
        if len(filled(parts, middle, size, width_of)) <= count:
            wide = middle
        else:
            narrow = middle + 1
    return filled(parts, wide, size, width_of)


def broken(parts: tuple[Piece, ...], width_of: Measure) -> Lettering:
    """Break words that are wider than a line; where the title is too long even so, end it with an ellipsis."""
    shown: tuple[str, ...] = ()
    for size in SIZES_PX:
        fitting = tuple(piece for part in parts for piece in _broken(part, size, width_of))
        lines = filled(fitting, TEXT_WIDTH_PX, size, width_of)
        if len(lines) <= room(size):
            return Lettering(lines, size)
        shown = lines[: room(size)]
    return Lettering((*shown[:-1], shortened(shown[-1], SIZES_PX[-1], width_of)), SIZES_PX[-1])


def _broken(part: Piece, size: int, width_of: Measure) -> Iterator[Piece]:
    text, joint = part.text, part.joint
    while width_of(text, size) > TEXT_WIDTH_PX:
        count = next(n for n in range(len(text) - 1, 0, -1) if n == 1 or _fits(text[:n] + "-", size, width_of))
        yield Piece(f"{text[:count]}-", joint)
        text, joint = text[count:], ""
    yield Piece(text, joint)


def _fits(text: str, size: int, width_of: Measure) -> bool:
    return width_of(text, size) <= TEXT_WIDTH_PX


def shortened(line: str, size: int, width_of: Measure) -> str:
    """Cut a line, between words where there are some, so that an ellipsis fits behind it."""
    ends = [found.start() for found in re.finditer(r" ", line)] or list(range(1, len(line)))
    kept = next(
        (line[:end] for end in (len(line), *reversed(ends)) if _fits(line[:end] + ELLIPSIS, size, width_of)), ""
    )
    return kept.rstrip(" ,;:.-–—") + ELLIPSIS


def right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction is Arabic's or Hebrew's."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in strong if kind in ("L", "R", "AL")), False)


def needs_shaping(text: str) -> bool:
    """Whether letters change with their neighbours or run from right to left: laid side by side they would be nonsense."""
    return any(
        unicodedata.bidirectional(letter) in ("R", "AL", "AN") or unicodedata.category(letter) in ("Mn", "Mc")
        for letter in unicodedata.normalize("NFC", text)
    )


def without_pictures(text: str, has: HasGlyph) -> str:
    """Return the text as it can be drawn: emoji that the font lacks are left out, and all that nobody sees."""
    kept = ""
    for letter in unicodedata.normalize("NFC", text):
        if letter in JOINERS:
            kept += letter if unicodedata.category(kept[-1:] or " ")[0] in "LM" else ""
        elif not _invisible(letter):
            shown = _shown(letter, has)
            kept += f" {shown}" if len(shown) > 1 and kept[-1:].isdigit() else shown
    return re.sub(r"[ \t\r\n]+", " ", kept).strip()


def _shown(letter: str, has: HasGlyph) -> str:
    """The letter; where the font lacks it, what Unicode has in its place (⅔: 2⁄3, ℃: °C), or nothing for a picture."""
    simpler = unicodedata.normalize("NFKC", letter)
    if has(letter):
        return letter
    if simpler != letter and all(has(each) for each in simpler):
        return simpler
    return "" if _picture(letter) else letter


def _invisible(letter: str) -> bool:
    """Direction marks, soft hyphens, tags, variation selectors, unassigned: a font would draw a box for them."""
    hidden = unicodedata.category(letter) in ("Cf", "Cc", "Cn", "Co", "Cs") or "\ufe00" <= letter <= "\ufe0f"
    return hidden and not letter.isspace()


def _picture(letter: str) -> bool:
    """Emoji and other symbols, skin tones, the frame of a keycap, arrows. Currencies and arithmetic are words."""
    signs = ("\u2190", "\u21ff"), ("\U0001f3fb", "\U0001f3ff")
    return unicodedata.category(letter) in ("So", "Me") or any(first <= letter <= last for first, last in signs)


def lacking(text: str, has: HasGlyph) -> tuple[str, ...]:
    """The letters that the font has no glyph for, each once."""
    return tuple(dict.fromkeys(letter for letter in text if not (letter.isspace() or letter in JOINERS or has(letter))))


def scripts(letters: tuple[str, ...]) -> tuple[str, ...]:
    """The scripts of letters, as Unicode names them: CJK, Hiragana, Arabic."""
    names = (unicodedata.name(letter, "UNNAMED").split()[0] for letter in letters)
    return tuple(dict.fromkeys(name if name == "CJK" else name.capitalize() for name in names))


def contrast(first: str, second: str) -> float:
    """Contrast of two colours `#rrggbb`, 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
