"""The rehearsal model's answer to a refresh: from the evidence alone, in every language, whatever the prompt says."""

import pytest

from layers.nouns import Refreshed
from tests.sandbox.articles import KEYWORDS, answer, cited, documents, figures

OLD = {
    "number": 1, "section": "", "text": "In 2021 the cold brew ratio of coffee to water was said to be one to five by weight.",
    "reasons": ["it speaks of 2021"], "keep": [], "problem": "",
}  # fmt: skip


def refreshed(keyword: str, *passages: dict[str, object], gaps: tuple[str, ...] = ()) -> Refreshed:
    rows = [{"number": number, "question": gap, "after": "", "problem": ""} for number, gap in enumerate(gaps, 1)]
    return Refreshed.model_validate(
        answer(
            "Refreshed", documents(keyword, KEYWORDS[keyword]), refresh={"keyword": keyword, "year": 2026, "kept": []},
            passages=list(passages), gaps=rows,
        )
    )  # fmt: skip


def spans(keyword: str) -> dict[str, str]:
    lines = [line for text in documents(keyword, KEYWORDS[keyword]).values() for line in text.splitlines()]
    return {line.partition("]")[0][1:]: line.partition("] ")[2] for line in lines if line.startswith("[e")}


@pytest.mark.parametrize("keyword", KEYWORDS)
def test_every_row_is_answered_and_what_is_said_stands_in_the_spans_that_it_cites(keyword: str) -> None:
    known = spans(keyword)

    found = refreshed(keyword, OLD, gaps=("How does the cold brew ratio change the strength?",))

    assert [each.number for each in found.passages] == [1]
    assert [each.number for each in found.sections] == [1]
    texts = [*(each.text for each in found.passages), *(text for each in found.sections for text in each.paragraphs)]
    for sentence, marks in (row for text in texts for row in cited(text)):
        assert set(figures(sentence)) <= set(figures(" ".join(known[mark] for mark in marks))), sentence


def test_an_old_sentence_is_replaced_and_a_link_that_finds_no_place_leaves_it() -> None:
    [done] = refreshed("cold brew ratio", OLD).passages
    [left] = refreshed("cold brew ratio", OLD | {"keep": ["words of a link that no source has"]}).passages

    assert [marks for _, marks in cited(done.text)][-1]
    assert "2021" not in done.text
    assert left.text == ""
