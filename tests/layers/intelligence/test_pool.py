import pytest

from layers.intelligence import Reading, evidence
from layers.intelligence.pool import SPANS_PER_DOCUMENT
from tests.layers.drafts import READ_AT


def reading(text: str, url: str = "https://leaf.example/1") -> Reading:
    return Reading(url=url, title="Leaf", publisher="Leaf Almanac", text=text, read_at=READ_AT)


def spans(*texts: str) -> list[list[str]]:
    return [[span.text for span in document.spans] for document in evidence([reading(text) for text in texts])]


def test_running_text_becomes_numbered_sentences() -> None:
    (document,) = evidence([reading("Heading\nGreen tea is a drink. It likes 80 °C water.\n- Boil the water first.")])

    assert [(span.id, span.text) for span in document.spans] == [
        ("e1.1", "Green tea is a drink."),
        ("e1.2", "It likes 80 °C water."),
        ("e1.3", "Boil the water first."),
    ]
    assert (document.publisher, document.read_at) == ("Leaf Almanac", READ_AT)


def test_tables_headings_questions_boilerplate_and_odd_lengths_are_left_out() -> None:
    text = (
        "| Tea | 80 °C is good for it. |\nA heading without a full stop\nIs green tea a drink? Too short.\n"
        "We use cookies to make this better.\n" + "word " * 61 + ".\nGreen tea is a drink."
    )

    assert spans(text) == [["Green tea is a drink."]]


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("chocolate chip cookies", "Bake the cookies until their edges are brown."),
        ("newsletter open rates", "A newsletter on Tuesday is opened most often."),
        ("Datenschutz im Verein", "Der Datenschutz gilt auch für kleine Vereine."),
        ("ウェブ広告の費用", "ウェブ広告の費用は毎月変わります。"),
    ],
)  # fmt: skip
def test_a_word_of_the_keyword_is_no_boilerplate(phrase: str, sentence: str) -> None:
    (document,) = evidence([reading(f"{sentence} Read our privacy policy before you go.")], phrase)

    assert [span.text for span in document.spans] == [sentence]
    assert evidence([reading(sentence)], "green tea") == ()


@pytest.mark.parametrize(
    "line", ["12. Januar 2026 war ein kalter Tag.", "1. Mai heißt der Tag des Tees.", "3. Sept. 2026 war es warm."]
)
def test_a_day_at_the_beginning_of_a_line_is_no_bullet(line: str) -> None:
    assert spans(line) == [[line]]
    assert spans("2. Boil the water first.\n3. Maischen ist kein Monat.") == [
        ["Boil the water first.", "Maischen ist kein Monat."]
    ]


def test_a_sentence_that_an_earlier_document_has_is_not_repeated() -> None:
    assert spans("Green tea is a drink. Water is wet enough.", "GREEN TEA is a drink! Leaves unfold in water.") == [
        ["Green tea is a drink.", "Water is wet enough."],
        ["Leaves unfold in water."],
    ]


def test_a_page_without_a_usable_sentence_gives_no_document() -> None:
    assert [document.id for document in evidence([reading("Nothing here"), reading("Green tea is a drink.")])] == ["e1"]


def test_of_a_long_page_the_sentences_about_the_keyword_stay_in_their_order() -> None:
    filler = " ".join(f"Sentence number {word} says little." for word in ["again" * times for times in range(1, 80)])
    (document,) = evidence([reading(f"{filler} Sencha likes cool water. It steeps for 60 s here.")], "sencha")

    assert len(document.spans) == SPANS_PER_DOCUMENT
    assert [span.text for span in document.spans][-2:] == ["Sencha likes cool water.", "It steeps for 60 s here."]
    assert [span.id for span in document.spans] == [f"e1.{number}" for number in range(1, SPANS_PER_DOCUMENT + 1)]


def test_the_hash_is_of_the_text_that_was_read() -> None:
    one, other = (
        evidence([reading("Green tea is a drink.", "https://a.example")]),
        evidence([reading("Green tea is a drink. ")]),
    )

    assert one[0].sha256 != other[0].sha256
    assert len(one[0].sha256) == 64
