"""What of a post stays and what is out of date, decided by code."""

import json
from datetime import date

import pytest

from flows import HOME as CHECKOUT
from layers.boundary.templates import Templates
from layers.maintenance.refreshing import briefing
from layers.nouns import NewPassage, NewSection, Refreshed
from tests.layers.maintenance.refreshing import samples

TREES = "Should mulch touch the stem of trees?"


def test_a_dead_source_and_past_years_are_passages_and_the_other_sections_stay() -> None:
    found = samples.brief()

    assert [(each.section, each.years, len(each.reasons)) for each in found.passages] == [
        ("How deep should mulch be?", (2021,), 2),
        ("Which leaves to take", (2022,), 1),
    ]
    assert [samples.PLAIN[each.start : each.end] for each in found.passages] == [
        samples.FIRST,
        samples.SECOND.removeprefix("Leaves rot slowly. "),
    ]
    assert found.kept == ("What to do first",)
    assert [each.url for each in found.dead] == [samples.GONE]


def test_a_link_that_lives_stays_and_a_dead_one_does_not() -> None:
    first, second = samples.brief().passages

    assert first.keep == ()
    assert [(kept.words, kept.markup) for kept in second.keep] == [
        ("leaf mould", f'<a href="{samples.HOME}/post-8/" rel="x">leaf mould</a>')
    ]


def test_the_title_is_named_and_left_alone() -> None:
    assert samples.brief().notes == ("the title names 2021; title and address stay as they are",)


def test_a_question_that_the_post_lacks_and_the_evidence_answers_is_a_gap_before_the_last_section() -> None:
    [gap] = samples.brief(samples.PLAIN, TREES, "How deep should mulch be?", "Who sells cheap mulch?").gaps

    assert gap.question == TREES
    assert samples.PLAIN[gap.at :].startswith("<!-- wp:heading -->")
    assert gap.at <= samples.PLAIN.index(samples.heading("What to do first"))


def test_what_pages_asked_already_when_the_post_was_made_is_no_news() -> None:
    assert samples.brief(samples.PLAIN, TREES, earlier=frozenset({TREES})).gaps == ()


def test_no_more_sections_than_the_site_wants() -> None:
    assert samples.brief(samples.PLAIN, TREES, sections=0).gaps == ()


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("As of 2023 it was so, and in 2021 too; 2021 again.", (2023, 2021)),
        ("Last year, 2025, and this one, 2026.", ()),
        ("Order 2021-17, part A2020, 2019% and 2,021 of 2018.5", ()),
        ("Since 2020, or by 2019.", (2020, 2019)),
        ("2019年の調査では", (2019,)),
        ("An adult needs about 2000 kcal a day.", ()),
    ],
)
def test_years_are_told_from_other_numbers(text: str, years: tuple[int, ...]) -> None:
    assert briefing.past_years(text, date(2026, 11, 20)) == years


@pytest.mark.parametrize(
    ("title", "phrase"),
    [
        ("Espresso grind size: what the numbers mean", "Espresso grind size"),
        ("Best home grinders in 2023 (2023)", "Best home grinders"),
        ("Cold brew – a guide for 2022", "Cold brew"),
        ("Mulch: all of it", "Mulch: all of it"),
    ],
)
def test_a_post_without_a_keyword_is_looked_up_by_its_title(title: str, phrase: str) -> None:
    assert briefing.phrase_of(title) == phrase


def test_a_second_question_asks_for_what_did_not_hold_and_says_why() -> None:
    found = samples.brief(samples.PLAIN, TREES)
    asked = {
        each.title: each.text
        for each in briefing.question(samples.of_site(), found, {"passage 2": "it cites nothing"}).materials
    }

    assert [(row["number"], row["problem"]) for row in json.loads(asked["passages"])] == [(2, "it cites nothing")]
    assert json.loads(asked["gaps"]) == []
    assert "e1" in asked


def test_the_prompt_explains_every_field_and_its_first_part_uses_no_value() -> None:
    templates = Templates(CHECKOUT / "templates")
    asked = briefing.question(samples.of_site(), samples.brief(), {})

    system = templates.render_block("prompts/refresh.md.j2", "system")

    fields = {name for kind in (Refreshed, NewPassage, NewSection) for name in kind.model_fields}
    assert {name for name in fields if f"`{name}`" in system} == fields
    assert "`en`" in templates.render_block("prompts/refresh.md.j2", "instruction", **asked.values)


def test_notes_stand_in_the_question_where_there_are_any_and_change_nothing_of_it_where_there_are_none() -> None:
    made = samples.brief()
    plain = briefing.question(samples.of_site(), made, {})
    noted = briefing.question(samples.of_site(), made, {}, ["Say it shorter."])

    [about] = [each.text for each in noted.materials if each.title == "refresh"]
    assert json.loads(about)["notes"] == ["Say it shorter."]
    assert all("notes" not in each.text for each in plain.materials)
