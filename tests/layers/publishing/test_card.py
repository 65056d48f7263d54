"""The lines of a title card: as large as the title allows, never outside the card, nothing lost but what is too long."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.publishing import card


def width(text: str, size: int) -> float:
    """A typeface whose letters are all half as wide as they are high."""
    return len(text) * size * 0.5


def letters(text: str) -> str:
    return "".join(text.split())


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")) | st.just(" "), min_size=1, max_size=300))  # fmt: skip
def test_every_title_stays_on_the_card_and_only_a_long_one_loses_its_end(title: str) -> None:
    setting = card.lettering(title, width)

    assert all(width(line, setting.size_px) <= card.TEXT_WIDTH_PX for line in setting.lines)
    assert len(setting.lines) * setting.line_height_px <= card.TITLE_HEIGHT_PX + setting.size_px * 0.2
    if not setting.lines[-1].endswith(card.ELLIPSIS):
        assert letters("".join(setting.lines)).replace("-", "") == letters(title).replace("-", "")


def test_a_short_title_is_large_and_a_long_one_small() -> None:
    short = card.lettering("Cold brew", width)
    long = card.lettering("Cold brew " * 15, width)

    assert (short.lines, short.size_px) == (("Cold brew",), card.SIZES_PX[0])
    assert long.size_px < 80
    assert not long.lines[-1].endswith(card.ELLIPSIS)


def test_lines_are_of_about_the_same_length() -> None:
    setting = card.lettering("Cold brew ratio how much coffee do you need", width)

    assert setting.lines == ("Cold brew ratio", "how much coffee", "do you need")


def test_a_title_that_is_too_long_ends_with_an_ellipsis_after_a_whole_word() -> None:
    setting = card.lettering("all that we have learnt " * 30, width)

    assert setting.lines[-1].endswith("…")
    assert setting.lines[-1].rstrip("…").split()[-1] in {"all", "that", "we", "have", "learnt"}


def test_a_word_wider_than_the_card_is_broken_with_a_hyphen() -> None:
    setting = card.lettering("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", width)

    assert len(setting.lines) > 1
    assert all(line.endswith("-") for line in setting.lines[:-1])


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("pour-over brewing", ["pour-", "over", "brewing"]),
        ("3-2 win", ["3-2", "win"]),
        ("100\u00a0% Kaffee", ["100\u00a0%", "Kaffee"]),
        ("「初心者」の表。", ["「初", "心", "者」", "の", "表。"]),
        ("Proで始", ["Pro", "で", "始"]),
        ("커피 추출", ["커피", "추출"]),
    ],
)
def test_a_line_ends_only_where_its_script_allows(title: str, parts: list[str]) -> None:
    assert [piece.text for piece in card.pieces(title)] == parts


def test_pictures_that_the_font_lacks_are_left_out_and_letters_are_not() -> None:
    def ascii_only(letter: str) -> bool:
        return letter.isascii()

    assert card.without_pictures("🍋 Lemons 👩🏽‍🍳 in 1️⃣ jar ❤️", ascii_only) == "Lemons in 1 jar"
    assert (
        card.without_pictures("CO₂ at 9 ℃ → 1⅔ ﬁne", lambda letter: letter.isascii() or letter in "°⁄")
        == "CO2 at 9 °C 1 2⁄3 fine"
    )
    assert card.without_pictures("a\u202eb\u00adc", ascii_only) == "abc"
    assert card.lacking("Tea 茶, 茶 ₽", ascii_only) == ("茶", "₽")
    assert card.without_pictures("می\u200cخواهم", lambda _: True) == "می\u200cخواهم"


def test_the_script_of_a_letter_is_named() -> None:
    assert card.scripts(("日", "の", "ш", "س")) == ("CJK", "Hiragana", "Cyrillic", "Arabic")


def test_the_direction_is_that_of_the_first_letter() -> None:
    assert card.right_to_left("2026: יחס")
    assert not card.right_to_left("Cold brew: יחס")
    assert card.needs_shaping("سلام")
    assert not card.needs_shaping("Größe e\u0301")


def test_contrast_is_that_of_wcag() -> None:
    assert round(card.contrast("#000000", "#ffffff"), 2) == 21
    assert round(card.contrast("#777777", "#ffffff"), 2) == 4.48
    assert card.contrast("#123456", "#123456") == 1
