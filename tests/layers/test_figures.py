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
        ("minus 5 °C and Minus 10 °C", ["-5 °C", "-10 °C"]),
        ("1-1/2 cups, 1½ cups, 1/2-3/4 cup", ["1.5 cup", "1.5 cup", "0.5-0.75 cup"]),
        ("40M, 40K, 40k, 3B and 40 million", ["40000000", "40000", "40000", "3000000000", "40000000"]),
        ("40 MB, 40m, 300 dpi, 300dpi", ["40 MB", "40 m", "300", "300 dpi"]),
        ("20x30 cm and 10x", ["20", "30 cm", "10 x"]),
        ("50 IU, 50 µg, 50 mcg, 50 ng", ["50 IU", "50 µg", "50 µg", "50 ng"]),
        ("5 GW, 5 TWh, 180C", ["5 GW", "5 TWh", "180 °C"]),
        ("2 %, 2 percentage points, 2 basis points", ["2 %", "2 pp", "2 bp"]),
        ("7 am, 7 p.m., 7:30 pm, from 7 to 9 pm", ["7 am", "7 pm", "7:30 pm", "7-9 pm"]),
        ("12 jours, 12 heures, 3 semaines", ["12 day", "12 h", "3 week"]),
        ("two million; a million dollars", ["2000000", "1000000 $"]),
        ("half an hour, two and a half hours, an hour and a half", ["0.5 h", "2.5 h", "1.5 h"]),
        ("two thirds; three quarters of an hour; a quarter of a teaspoon", ["0.666667", "0.75 h", "0.25 tsp"]),
        ("two third-party apps, five fifth graders, one third of it", ["2", "5", "0.333333"]),
        ("5千人。二百人。三百二十万円", ["5000", "200", "3200000 ¥"]),
        ("3分の1。三分の一。10分の休憩", ["0.333333", "0.333333", "10 min"]),
        ("十二時間と二十分、十分、一人、一度", ["12 h", "20 min"]),
        ("In 2024 C was popular, in 2020 am 5.", ["2024", "2020", "5"]),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eine halbe Stunde, ein halber Liter, eine Viertelstunde", ["0.5 h", "0.5 l", "0.25 h"]),
        ("anderthalb Stunden, eineinhalb Stunden, zweieinhalb Liter", ["1.5 h", "1.5 h", "2.5 l"]),
        ("dreihundert Minuten, fünftausend Liter, eine Million Euro", ["300 min", "5000 l", "1000000 €"]),
        ("5 Sek., 5 Min., 5 Std., 2 Prozentpunkte", ["5 s", "5 min", "5 h", "2 pp"]),
        ("ein Drittel der Leute und zwei Drittel", ["0.333333", "0.666667"]),
        ("Um 7 am Morgen, 2024 am Montag", ["2024", "7"]),
    ],
)  # fmt: skip
def test_german_amounts_in_words_and_short_units_have_one_form(text: str, expected: list[str]) -> None:
    assert values(text, "de") == expected


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
