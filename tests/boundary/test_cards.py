"""A title card is a small PNG with the title in the site's colours, or a sentence that says why there is none."""

import io
from pathlib import Path

import pytest
from fontpkg import path as font_file
from PIL import Image, ImageChops

from layers.boundary.cards import drawn
from layers.errors import ImageError
from layers.nouns import Card

HEBREW = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
MARGIN = 84


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def written(image: Image.Image) -> tuple[int, int, int, int]:
    """The rectangle that holds everything that is not background: left, top, right, bottom."""
    background = Image.new("RGB", image.size, image.getpixel((0, 0)))
    box = ImageChops.difference(image, background).getbbox()
    assert box is not None
    return box


def test_a_card_is_small_has_the_sites_colours_and_is_the_same_every_time() -> None:
    colours = Card(background="#102030", text="#ffeedd")
    data = drawn(colours, "Cold brew ratio", "The Coffee Desk")
    image = opened(data)

    assert image.size == (1200, 630)
    assert image.getpixel((5, 5)) == (0x10, 0x20, 0x30)
    assert (0xFF, 0xEE, 0xDD) in {colour for _, colour in image.getcolors(100) or ()}
    assert len(data) < 30_000
    assert data == drawn(colours, "Cold brew ratio", "The Coffee Desk")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Größere Übersicht: Straßencafés in Köln", "Kaffeehäuser"),
        ("Everything that we have learnt " * 12, "A name that is far longer than any line on any card could ever be " * 3),
        ("Холодный кофе ≠ ελληνικός; 5 < 6 & [gallery], “100 %” – €3", "A & B"),
        ("Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikantenverband", "Wien"),
    ],
)  # fmt: skip
def test_no_title_and_no_name_passes_the_margins(title: str, name: str) -> None:
    left, top, right, bottom = written(opened(drawn(Card(), title, name)))

    assert left >= MARGIN - 4
    assert top >= MARGIN - 30  # the dots of an Ü stand above a capital
    assert right <= 1200 - MARGIN + 4
    assert bottom <= 630 - MARGIN + 16


def test_emoji_are_left_out() -> None:
    assert drawn(Card(), "🍋 Salt-cured lemons 👩🏽‍🍳", "The Larder") == drawn(
        Card(), "Salt-cured lemons", "The Larder"
    )


@pytest.mark.parametrize(
    ("title", "said"),
    [("日本語の題", "CJK, Hiragana: 日 本 語 の 題"), ("Tea: שלום", "Hebrew"), ("🍋🍋", "only emoji")],
)
def test_a_script_that_the_font_lacks_is_refused_and_never_drawn_as_boxes(title: str, said: str) -> None:
    with pytest.raises(ImageError, match=said) as refusal:
        drawn(Card(), title, "The Larder")
    assert "card: {font: FILE}" in str(refusal.value)


def test_the_name_of_the_site_is_looked_at_too() -> None:
    with pytest.raises(ImageError, match="コーヒー"):
        drawn(Card(), "Cold brew", "コーヒー")


def test_a_font_of_the_operators_is_found_beside_the_sites_files(tmp_path: Path) -> None:
    (tmp_path / "own.ttf").write_bytes(font_file("Roboto").read_bytes())

    own = drawn(Card(font="own.ttf"), "Cold brew", "The Larder", tmp_path)

    assert own != drawn(Card(), "Cold brew", "The Larder")  # the built-in one is set in bold
    with pytest.raises(ImageError, match=r"the font own.ttf cannot draw it .*Hebrew"):
        drawn(Card(font="own.ttf"), "שלום", "The Larder", tmp_path)


def test_what_is_read_from_the_right_stands_at_the_right() -> None:
    if not HEBREW.exists():
        pytest.skip("no font with Hebrew letters is installed")
    left, _, right, _ = written(opened(drawn(Card(font=str(HEBREW)), "קפה קר", "שולחן")))

    assert left > 600
    assert right >= 1200 - MARGIN - 10


def test_a_font_that_is_none_and_colours_that_nobody_can_tell_apart_are_refused(tmp_path: Path) -> None:
    (tmp_path / "page.ttf").write_text("<html>", encoding="utf-8")

    with pytest.raises(ImageError, match=r"page\.ttf: this is no font"):
        drawn(Card(font="page.ttf"), "Cold brew", "x", tmp_path)
    with pytest.raises(ImageError, match="there is no such file"):
        drawn(Card(font="none.ttf"), "Cold brew", "x", tmp_path)
    with pytest.raises(ImageError, match=r"#336688 on #2b5d7a .*contrast 1\.2"):
        drawn(Card(text="#336688"), "Cold brew", "x")
