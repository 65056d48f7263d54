"""The spreadsheet has every row, comes back as it was written, and runs nothing."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance import as_csv
from layers.maintenance.report import ROWS_SHOWN
from layers.maintenance.spreadsheet import FORMULA, HEADER, cell
from layers.nouns import Finding
from tests.layers.maintenance.audits import of_demo


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_finding_and_every_verdict_is_a_row() -> None:
    audits = [of_demo("coffee", 8801), of_demo("bikes", 8802)]
    read = rows(as_csv(audits))
    assert tuple(read[0]) == HEADER
    assert [row["site"] for row in read if row["row"] == "finding"] == [
        each.site for each in audits for _ in each.findings
    ]
    assert sum(row["row"] == "verdict" for row in read) == sum(each.posts for each in audits)
    first = audits[0].findings[0]
    assert (read[0]["title"], read[0]["address"], read[0]["evidence"]) == (first.title, first.url, first.evidence)


def test_rows_that_the_page_leaves_out_are_here() -> None:
    many = tuple(
        Finding(check="orphan", severity="error", fix_class="B", page_id=n, url="u", title=f"Post {n}", evidence="e")
        for n in range(1, ROWS_SHOWN + 50)
    )
    audit = of_demo("coffee", 8801).model_copy(update={"findings": many, "verdicts": ()})
    assert [row["title"] for row in rows(as_csv([audit]))] == [f"Post {n}" for n in range(1, ROWS_SHOWN + 50)]


@pytest.mark.parametrize(
    "evil", ['=HYPERLINK("http://evil","x")', "+1+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠x"]
)
def test_a_cell_that_would_be_a_formula_is_text(evil: str) -> None:
    finding = Finding(check="orphan", severity="error", fix_class="B", page_id=1, url="u", title=evil, evidence=evil)
    audit = of_demo("coffee", 8801).model_copy(update={"findings": (finding,), "verdicts": ()})
    [row] = rows(as_csv([audit]))
    assert (row["title"], row["evidence"]) == (f"'{evil}", f"'{evil}")


@given(st.text())
def test_no_cell_begins_as_a_formula_does_and_only_those_are_changed(text: str) -> None:
    made = cell(text)
    assert not made.lstrip(" ").startswith(FORMULA)
    assert made in (text, f"'{text}")


@given(st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\x00")))
def test_any_text_comes_back_from_the_file(text: str) -> None:
    finding = Finding(check="orphan", severity="error", fix_class="B", page_id=1, url="u", title="t", evidence=text)
    audit = BASE.model_copy(update={"findings": (finding,), "verdicts": ()})
    [row] = rows(as_csv([audit]))
    assert row["evidence"] == cell(text)


BASE = of_demo("coffee", 8801)
