"""Numbers of several words are read whole, and two numbers beside each other are two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import numerals
from layers.units import ENGLISH, GERMAN

WORDS = {number: word for word, number in ENGLISH.items()}
WORTE = {number: word for word, number in GERMAN.items()} | {1: "ein"}


def read(text: str) -> str:
    return numerals.in_digits(text, text.lower())


def english(number: int) -> str:
    """The number as an Englishman writes it out."""
    for scale, name in ((1_000_000, "million"), (1_000, "thousand")):
        if number >= scale:
            rest = number % scale
            joint = " and " if 0 < rest < 100 else " " if rest else ""
            return f"{english(number // scale)} {name}{joint}{english(rest) if rest else ''}"
    if number >= 100:
        below = f" and {WORDS[number % 100]}" if number % 100 else ""
        return f"{WORDS[number // 100]} hundred{below}"
    return WORDS[number]


def german(number: int) -> str:
    if number >= 1_000:
        return f"{german(number // 1_000)}tausend{german(number % 1_000) if number % 1_000 else ''}"
    if number >= 100:
        return f"{WORTE[number // 100]}hundert{german(number % 100) if number % 100 else ''}"
    return WORTE[number]


@given(st.integers(min_value=101, max_value=999_999_999))
def test_any_number_in_english_words_comes_out_in_digits(number: int) -> None:
    words = english(number)
    simple = words.count(" ") == 1 and words.split()[1] in ("hundred", "thousand", "million")

    assert read(f"They counted {words} teas.") == f"They counted {words if simple else number} teas."


@given(st.integers(min_value=101, max_value=999_999))
def test_any_number_in_a_german_word_comes_out_in_digits(number: int) -> None:
    word = german(number)
    simple = (number < 1_000 and number % 100 == 0) or (number < 10_000 and number % 1_000 == 0)

    assert read(f"Es waren {word} Tees.") == f"Es waren {word if simple else number} Tees."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("between two hundred and three hundred", "between two hundred and three hundred"),
        ("between two hundred and fifty and three hundred", "between 250 and three hundred"),
        ("two thousand, three thousand and four thousand", "two thousand, three thousand and four thousand"),
        ("a two-hundred-and-fifty-page book", "a 250-page book"),
        ("a hundred tries, hundreds of tries, a hundred and first", "a hundred tries, hundreds of tries, a hundred and first"),
        ("a hundred and fifty tries", "150 tries"),
        ("one hundred twenty minutes", "120 minutes"),
        ("Hunderte, hundertmal und zweihundert", "Hunderte, hundertmal und zweihundert"),
        ("hundertundeins", "101"),
    ],
)  # fmt: skip
def test_what_belongs_together_is_one_number(text: str, said: str) -> None:
    assert read(text) == said
