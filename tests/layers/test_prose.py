import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("Brew at 80 °C. The cup is sweet.", ["Brew at 80 °C.", "The cup is sweet."]),
        ("Dr. Venn met J. Smith. They drank.", ["Dr. Venn met J. Smith.", "They drank."]),
        ("Use 1.5 g, e.g. Longjing. Wait.", ["Use 1.5 g, e.g. Longjing.", "Wait."]),
        ('"Wait. Then pour," she said. He did.', ['"Wait. Then pour," she said.', "He did."]),
        ('He said "stop." Then he left.', ['He said "stop."', "Then he left."]),
        ("Am 12. Januar begann es. Es war kalt.", ["Am 12. Januar begann es.", "Es war kalt."]),
        ("これは文です。次の文。", ["これは文です。", "次の文。"]),
        ("No full stop\n\nNext paragraph", ["No full stop", "Next paragraph"]),
    ],
)
def test_text_is_split_where_a_reader_would_pause(text: str, expected: list[str]) -> None:
    assert list(prose.sentences(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "On Jan. 12 the tea came.", "On Sept. 3, 2026 the tea came.", "Der 2. Aufguss ist besser.", "Es kam am 3. Tag.",
        "Im 19. Jahrhundert war es so.", "Das kostet 5 Euro zzgl. Versand.", "Preis exkl. Mehrwertsteuer hier.",
        "Es sind mind. 5 Minuten.", "Man kann ggf. Wasser nehmen.", "Das ist evtl. Tee.", "Der sog. Aufguss ist gut.",
        "Er nimmt bspw. Tee.", "Das ist lt. Hersteller gut.", "Nach Art. 5 Abs. 2 gilt es.", "Hr. Meier von der Fa. Teehaus.",
        "Gen. Grant, Sen. Warren and Gov. Brown met at Mt. Fuji.", "See vol. 3 and Eq. 4 there.",
        "We met at 7 p.m. Monday.", "It ends at 7 a.m. EST.",
    ],
)  # fmt: skip
def test_a_word_cut_short_and_a_german_ordinal_end_no_sentence(text: str) -> None:
    assert prose.sentences(text) == (text,)


@pytest.mark.parametrize(
    "text",
    [
        "This is modern Art. The tea is good.", "He left at 7 p.m. The shop closed.", "I am 12. People say so.",
        "Es war in der Art. Der Tee kam.", "They came in Aug. The tea was good.", "Es waren die 12. Sie gingen.",
    ],
)  # fmt: skip
def test_a_word_that_could_be_cut_short_still_ends_a_sentence(text: str) -> None:
    assert len(prose.sentences(text)) == 2


@given(st.text())
def test_splitting_loses_nothing_but_white_space(text: str) -> None:
    assert "".join("".join(prose.sentences(text)).split()) == "".join(text.split())


@given(st.text())
def test_sentences_stand_in_order_and_do_not_overlap(text: str) -> None:
    ranges = prose.sentence_ranges(text)

    assert all(left[1] <= right[0] for left, right in pairwise(ranges))
    assert all(start < end for start, end in ranges)


def test_words_keep_hyphens_apostrophes_and_the_marks_inside_numbers() -> None:
    assert prose.words("Don't pan-fire 1,000 g at 72.5 °C.") == ("Don't", "pan-fire", "1,000", "g", "at", "72.5", "C")


def test_two_japanese_characters_count_as_one_word() -> None:
    assert prose.word_count("水出し coffee") == 3
    assert prose.word_count("cold brew coffee") == 3


def test_the_longest_shared_run_is_found_whatever_its_capitals() -> None:
    source = "Boiling water makes most green teas bitter within a minute."

    assert prose.shared_run("We say: Most Green Teas bitter they are, water makes", source) == "Most Green Teas bitter"
    assert prose.shared_run("nothing", "in common") == ""


def test_inflected_words_share_their_content() -> None:
    assert prose.content_words("lubing the chains") == prose.content_words("Lube a chain")
    assert prose.content_words("press the grinder") == prose.content_words("Presses, grinding")
    assert prose.content_words("the of and 80 a") == frozenset()


LONG = st.text(alphabet="ab1.,'-_ !\n\x1f", min_size=prose.SHORT_CHARS, max_size=3 * prose.SHORT_CHARS)


@given(
    st.text(alphabet="ab1.,'-_ !\n\x1f", max_size=60)
    | LONG
    | st.text(alphabet=st.characters(max_codepoint=127), max_size=60)
    | st.text(alphabet="ab ä1.,'’-_\u0301 !", max_size=60)
)
def test_quick_count_of_words_is_the_count_of_the_words(text: str) -> None:
    assert prose.word_count(text) == len(prose.words(text))


WORD = re.compile(r"[^\W_]+(?:(?:['\-]|(?<=\d)[.,](?=\d))[^\W_]+)*")
WITHOUT_FIGURES = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")


@given(LONG)
def test_long_text_is_split_as_by_the_definition_of_a_word(text: str) -> None:
    assert prose.spelled(text) == WORD.findall(text)
    assert prose.spelled(text, figures=False) == WITHOUT_FIGURES.findall(text)
    assert prose.word_count(text) == len(WORD.findall(text))
    assert prose.folded(text) == tuple(WORD.findall(text.lower()))


@given(LONG | st.text(max_size=80), st.integers(0, 30))
def test_beginning_of_a_text_ends_with_its_word_of_that_number(text: str, count: int) -> None:
    beginning = text[: prose.end_of_words(text, count)]

    assert len(prose.words(beginning)) == min(count, len(prose.words(text)))


@pytest.mark.parametrize(
    ("text", "told"),
    [("Grinding the beans", True), ("x " * 150 + "grinds a bean", True), ("x " * 150 + "beans", False)],
)
def test_stems_are_found_in_short_texts_and_in_long_ones(text: str, told: bool) -> None:
    assert prose.holds_stems(text, prose.content_words("bean grinder")) is told
