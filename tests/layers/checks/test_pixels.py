"""Widths agree with the font's own, and cutting never leaves a loose end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.checks.pixels import TITLE_SIZE_PX, fitted, width_px

TEXT = st.text(st.characters(exclude_categories=("C",)), max_size=120)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0),
        ("Illicit", 20 * (278 + 222 + 222 + 222 + 500 + 222 + 278) / 1000),
        ("WWW", 20 * 3 * 944 / 1000),
        ("é", 20 * 556 / 1000),
        ("e\u0301", 20 * 556 / 1000),
        ("ÄÖÜ", 20 * (667 + 778 + 722) / 1000),
        ("水出し", 60),
        ("a\u200bb", 20 * 1112 / 1000),
    ],
)
def test_width_is_the_sum_of_the_advance_widths(text: str, width: float) -> None:
    assert width_px(text, TITLE_SIZE_PX) == pytest.approx(width)


def test_capitals_are_wider_than_the_same_number_of_narrow_letters() -> None:
    assert width_px("i" * 60, 20) < 580 < width_px("M" * 60, 20)


@given(TEXT, TEXT)
def test_widths_add_up(one: str, other: str) -> None:
    assert width_px(one + other, 20) == pytest.approx(width_px(one, 20) + width_px(other, 20))


@given(TEXT, st.floats(40, 700))
def test_a_fitted_text_fits(text: str, px: float) -> None:
    assert width_px(fitted(text, 20, px, "…"), 20) <= px


@given(TEXT, st.floats(40, 700))
def test_a_fitted_text_is_a_beginning_of_the_text(text: str, px: float) -> None:
    assert " ".join(text.split()).startswith(fitted(text, 20, px))


@given(TEXT)
def test_a_text_that_fits_is_left_as_it_is(text: str) -> None:
    whole = " ".join(text.split())
    assert fitted(text, 20, width_px(whole, 20)) == whole


@pytest.mark.parametrize(
    ("text", "px", "short"),
    [
        ("Cold brew ratio and the science of it", 250, "Cold brew ratio"),
        ("Cold brew, explained at length", 110, "Cold brew"),
        ("Cold brew ratio – a table for every jar", 190, "Cold brew ratio"),
        ("水出しコーヒーの比率を決める", 100, "水出しコー"),
        ("V60 ハンドドリップで淹れる", 200, "V60 ハンドドリップ"),
        ("水出しコーヒー 比率の早見表", 200, "水出しコーヒー"),
        ("Coffee at Home (Concentrate and more)", 260, "Coffee at Home"),
        ("Coffee (at Home) and [every jar", 260, "Coffee (at Home)"),
        ("珈琲の淹れ方【完全保存版】をやさしく", 200, "珈琲の淹れ方"),
        ("(Concentrate and more of it)", 120, "(Concentrate"),
    ],
)
def test_cut_falls_between_words_and_takes_what_would_dangle(text: str, px: int, short: str) -> None:
    assert fitted(text, 20, px) == short
