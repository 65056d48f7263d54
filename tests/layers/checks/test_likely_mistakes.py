"""Names and texts of ordinary sites that look like faults and are none."""

import pytest

from layers.checks.scanning import unfinished
from layers.checks.wording import past_years_of_name, same
from layers.maintenance.things import sense


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Wann schneide ich Rosen?", "Wie schneide ich Rosen?"),
        ("How long does vitamin C last?", "How long does vitamin D last?"),
        ("Is it safe with milk?", "Is it safe without milk?"),
        ("iPhone 14 battery?", "iPhone 15 battery?"),
    ],
)
def test_questions_that_one_word_or_letter_turns_round_are_two(one: str, other: str) -> None:
    assert not same(one, other)


def test_a_question_in_other_small_words_is_the_same() -> None:
    assert same("How do I clean a grinder?", "How do you clean the grinder?")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("On-page SEO", "Off-page SEO"), ("Rezepte mit Fleisch", "Rezepte ohne Fleisch"), ("दाल", "दिल"), ("🐶", "🐱"),
        (".NET", "Net"), ("Q&A", "QA"), ("vitamin C", "vitamin D"),
    ],
)  # fmt: skip
def test_terms_of_other_meaning_are_two(one: str, other: str) -> None:
    assert sense(one) != sense(other)


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("Die besten Laptops unter 2000 Euro", []), ("A meal plan with 2020 calories", []), ("Unter €2020", []),
        ("Best grinders of 2024", ["2024"]), ("2019年の調査", ["2019"]), ("Best grinders of 2026", []), ("A room of 2001", []),
    ],
)  # fmt: skip
def test_amounts_are_no_years_and_what_is_long_ago_is_history(name: str, years: list[str]) -> None:
    assert past_years_of_name(name, 2026) == years


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("Guía: TODO lo que necesitas", ()), ("Games of the XXX Olympiad", ()), ("Mehr dazu [hier]", ()),
        ("TODO: a source", ("TODO",)), ("It is.\nTODO\nIt was.", ("TODO",)), ("[hier Link einfügen]", ("[hier Link einfügen]",)),
    ],
)  # fmt: skip
def test_a_word_of_another_language_is_no_mark_for_the_author(text: str, marks: tuple[str, ...]) -> None:
    assert unfinished(text) == marks
