import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import figures


def values(text: str, language: str = "en") -> list[str]:
    text = figures.normalised(text)
    return [figure.value for figure in (*figures.dates(text), *figures.numbers(text, language))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,000 g, 1000 grams and 1 000 g", ["1000 g"] * 3),
        ("12 to 18 hours; 12–18 h; between 12 and 18 hours", ["12-18 h"] * 3),
        ("5 °C to 10 °C", ["5-10 °C"]),
        ("50, 60 and 70 degrees Celsius", ["50 °C", "60 °C", "70 °C"]),
        ("2½ cups, 2 1/2 cups, 1/2 tsp", ["2.5 cup", "2.5 cup", "0.5 tsp"]),
        ("a ratio of 1:8", ["1:8"]),
        ("61 %, 61% and 61 per cent", ["61 %"] * 3),
        ("60 mg/l and 60 mg per litre", ["60 mg/l"] * 2),
        ("two minutes and a 30-second rest", ["2 min", "30 s"]),
        ("$25 and 3 million people", ["25 $", "3000000"]),
        ("8.1 of 10", ["8.1", "10"]),
        ("-5 °C", ["-5 °C"]),
        ("the 19th time", ["19 th"]),
        ("on 12 January 2026", ["2026-01-12"]),
        ("on January 12th, 2026", ["2026-01-12"]),
        ("in January 2026 and in 2024", ["2026-01", "2024"]),
        ("in March, not in march", ["--03"]),
        ("the 1980s", ["1980s"]),
        ("in 2024, 2000 g", ["2024", "2000 g"]),
        ("10グラムを70度で3分", ["10 g", "70 °", "3 min"]),
        ("2026年1月12日に１２グラム", ["2026-01-12", "12 g"]),
        ("B12 and v2", []),
        ("10000000000000000000000 g", ["10000000000000000000000 g"]),
        ("a third, 1/3 cup", ["0.333333 cup"]),
    ],
)  # fmt: skip
def test_figures_have_one_form(text: str, expected: list[str]) -> None:
    assert values(text) == expected


def test_german_points_and_commas_change_places() -> None:
    assert values("1.000 g und 1,5 l am 12. Januar 2026 oder 13.01.2026", "de") == [
        "2026-01-12",
        "2026-01-13",
        "1000 g",
        "1.5 l",
    ]


@given(st.integers(0, 10**9), st.sampled_from(["g", "ml", "°C", "%", "hours"]))
def test_thousands_marks_do_not_change_a_number(number: int, unit: str) -> None:
    assert values(f"{number:,} {unit}") == values(f"{number:,} {unit}".replace(",", " "))


@given(st.text() | st.text(alphabet="0123456789.,/: -½gm%", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    stated = figures.stated(text)

    assert all(value.strip() for value in stated)


def test_a_range_states_its_ends_and_a_day_its_year_but_not_the_other_way_round() -> None:
    assert {"12 h", "18 h", "12-18 h"} <= figures.stated("12 to 18 hours")
    assert "12-18 h" not in figures.stated("12 hours, then 18 hours")
    assert {"2026", "2026-01"} <= figures.stated("12 January 2026")
    assert "2026-01-12" not in figures.stated("January 2026")
