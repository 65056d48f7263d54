"""Draws the title card of a post: a PNG in the site's colours, the same bytes for the same words.

Roboto (Latin, Greek, Cyrillic) comes with its package; `card.font` names a file for other scripts. A script that the font
lacks is refused: without this check it would be drawn as boxes.
"""

import io
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from fontpkg.pil import truetype
from PIL import Image, ImageDraw, ImageFont, features

from layers.errors import ImageError
from layers.nouns import Card
from layers.publishing import card as layout

WEIGHT, NAME_WEIGHT = 700, 500
COLOURS = 32  # shades between text and background: enough for smooth edges, and a small file
RULE_PX = (96, 8)
NOT_A_CHARACTER = "\uffff"  # no font has it: what is drawn is what the font draws for all that it lacks
CAPITALS = 0.74  # height of a capital, as a part of the size
BUILT_IN = "the built-in font (Roboto)"


class Face(Protocol):
    """A typeface at any size."""

    def __call__(self, size: int, /) -> ImageFont.FreeTypeFont: ...


class Letters:
    """One typeface: how wide a text is, and which letters there are."""

    def __init__(self, face: Face) -> None:
        self.at = lru_cache(maxsize=None)(face)
        self.width = lru_cache(maxsize=4096)(self._width)
        self.has = lru_cache(maxsize=1024)(self._has)

    def _width(self, text: str, size: int) -> float:
        return self.at(size).getlength(text)

    def _has(self, letter: str) -> bool:
        return self._shape(letter) != self._missing

    @cached_property
    def _missing(self) -> tuple[bytes, tuple[int, int]]:
        return self._shape(NOT_A_CHARACTER)

    def _shape(self, letter: str) -> tuple[bytes, tuple[int, int]]:
        mask = self.at(40).getmask(letter)
        return bytes(mask), mask.size


class _Sheet:
    """The card while it is drawn. Text stands at the left, or at the right where it is read from there."""

    def __init__(self, card: Card, text: str) -> None:
        self.image = Image.new("RGB", (layout.WIDTH_PX, layout.HEIGHT_PX), card.background)
        self.pen = ImageDraw.Draw(self.image)
        self.colour = card.text
        self.rightwards = not layout.right_to_left(text)
        self.edge = layout.MARGIN_PX if self.rightwards else layout.WIDTH_PX - layout.MARGIN_PX

    def write(self, text: str, baseline: int, font: ImageFont.FreeTypeFont, direction: str | None = None) -> None:
        anchor = "ls" if self.rightwards else "rs"
        self.pen.text((self.edge, baseline), text, self.colour, font, anchor=anchor, direction=direction)

    def write_lines(self, setting: layout.Lettering, font: ImageFont.FreeTypeFont) -> None:
        """Write the title from the top. A line keeps the title's direction even where it begins with foreign words."""
        direction = None if self.rightwards else "rtl"
        baseline = layout.MARGIN_PX + round(setting.size_px * CAPITALS)
        for at, line in enumerate(setting.lines):
            self.write(line, baseline + at * setting.line_height_px, font, direction)

    def rule(self, top: int) -> None:
        width, height = RULE_PX
        left = self.edge if self.rightwards else self.edge - width
        self.pen.rectangle((left, top, left + width - 1, top + height - 1), self.colour)

    def png(self) -> bytes:
        file = io.BytesIO()
        self.image.quantize(COLOURS, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        return file.getvalue()


def drawn(card: Card, title: str, name: str, folder: Path = Path()) -> bytes:
    """Return a PNG with the title and the site's name. `folder` is where a relative `card.font` is looked for.

    Raises ImageError for a font that is none or lacks a script, and for colours that nobody can tell apart.
    """
    ratio = layout.contrast(card.background, card.text)
    if ratio < layout.LEAST_CONTRAST:
        raise ImageError(
            "`card:`",
            f"{card.text} on {card.background} cannot be read (contrast {ratio:.1f}, at least {layout.LEAST_CONTRAST:.0f} is needed). Choose a lighter or a darker colour.",
        )
    bold, light = _typefaces(card, folder)
    title, name = _drawable(card, title, bold), _drawable(card, name, light)
    setting = layout.lettering(title, bold.width)
    sheet = _Sheet(card, title)
    sheet.write_lines(setting, bold.at(setting.size_px))
    below = layout.HEIGHT_PX - layout.MARGIN_PX
    sheet.rule(below - layout.NAME_SIZE_PX - 40)
    sheet.write(layout.one_line(name, layout.NAME_SIZE_PX, light.width), below, light.at(layout.NAME_SIZE_PX))
    return sheet.png()


def _typefaces(card: Card, folder: Path) -> tuple[Letters, Letters]:
    if not card.font:
        return (
            Letters(lambda size: truetype("Roboto", size, WEIGHT)),
            Letters(lambda size: truetype("Roboto", size, NAME_WEIGHT)),
        )
    own = _own(folder / Path(card.font).expanduser())
    return own, own


def _own(path: Path) -> Letters:
    try:
        data = path.read_bytes()
        ImageFont.truetype(io.BytesIO(data), 40).getmask("x")
    except OSError as error:
        why = "there is no such file" if isinstance(error, FileNotFoundError) else "this is no font that can be read"
        raise ImageError(f"`card.font` {path}", f"{why}. Name a TrueType or OpenType file.") from None
    return Letters(lambda size: ImageFont.truetype(io.BytesIO(data), size))


def _drawable(card: Card, text: str, letters: Letters) -> str:
    """Return the text without emoji that the font lacks. Raises ImageError where letters are lacking."""
    shown = layout.without_pictures(text, letters.has)
    lacking = layout.lacking(shown, letters.has)
    font = f"the font {card.font}" if card.font else BUILT_IN
    if lacking or not shown:
        which = f"{', '.join(layout.scripts(lacking))}: {' '.join(lacking[:8])}" if lacking else "only emoji"
        raise ImageError(
            f"The title card of '{text}'",
            f"{font} cannot draw it ({which}). Name a font that can under `card: {{font: FILE}}`, give the post an image (--image), or set `post: {{image: none}}`.",
        )
    if layout.needs_shaping(shown) and not features.check("raqm"):
        raise ImageError(
            f"The title card of '{text}'",
            "its script needs the library FriBiDi, which this machine lacks (Debian: libfribidi0). Install it, or give the post an image (--image).",
        )
    return shown
