from layers.intelligence import Reading, landscape
from layers.nouns import Keyword, Unread
from tests.layers.drafts import READ_AT

KEYWORD = Keyword(phrase="green tea temperature")


def page(
    number: int, text: str, headings: tuple[str, ...] = (), questions: tuple[str, ...] = (), rank: int = 0
) -> Reading:
    return Reading(
        url=f"https://leaf.example/{number}", title=f"Page {number}", text=text, headings=headings, questions=questions,
        read_at=READ_AT, rank=rank,
    )  # fmt: skip


def test_the_median_length_is_of_the_pages_that_were_read() -> None:
    found = landscape(KEYWORD, "searxng", [page(1, "a b c"), page(2, "a b c d e"), page(3, "a " * 90)], [])

    assert (found.median_words, [shown.words for shown in found.pages]) == (5, [3, 5, 90])


def test_ranks_are_the_search_results_own_and_unread_pages_are_kept_with_their_reason() -> None:
    unread = Unread(url="https://leaf.example/2", reason="its robots.txt says no")
    found = landscape(KEYWORD, "searxng", [page(1, "a", rank=1), page(3, "b", rank=3)], [unread])

    assert [shown.rank for shown in found.pages] == [1, 3]
    assert found.unread == (unread,)


def test_questions_that_few_pages_answer_stand_first_and_strangers_last() -> None:
    asked = ("Which tip surprised you?", "What temperature suits green tea?", "Does tea need a thermometer?")
    found = landscape(
        KEYWORD, "x", [page(1, "a", ("What temperature suits green tea",), asked), page(2, "b", (), asked[1:])], []
    )

    assert found.questions == (
        "Does tea need a thermometer?",
        "What temperature suits green tea?",
        "Which tip surprised you?",
    )


def test_names_that_many_pages_use_stand_first() -> None:
    both = "The tea called Longjing is green. We asked Haruko Venn, and Haruko Venn knew."
    found = landscape(KEYWORD, "x", [page(1, both), page(2, "This is a Longjing tea for everybody.")], [])

    assert found.entities == ("Longjing", "Haruko Venn")


def test_no_page_makes_an_empty_landscape() -> None:
    assert landscape(KEYWORD, "x", [], []).median_words == 0
