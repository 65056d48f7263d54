"""New words are held against the evidence that they cite, as those of a new article are."""

import pytest

from layers.maintenance.refreshing import judging
from layers.nouns import NewSection, Refreshed
from tests.layers.maintenance.refreshing import samples
from tests.layers.maintenance.refreshing.test_briefing import TREES

GOOD = "A mulch of compost 8 cm deep stays moist for 20 days [e1.1]."
HEADINGS = ["How deep should mulch be?", "Which leaves to take", "What to do first"]


def problems(given: Refreshed) -> dict[str, str]:
    return judging.problems(samples.of_site(), samples.brief(samples.PLAIN, TREES), given, HEADINGS)


def test_a_sentence_that_its_evidence_bears_out_holds() -> None:
    assert problems(samples.answer((1, GOOD), (2, "With leaf mould you wait two years [e1.2]."))) == {}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A mulch of compost 9 cm deep stays moist for 20 days [e1.1].", "'9 cm'"),
        ("A mulch of compost stays moist, Peter Miller found [e1.1].", "Peter Miller"),
        ("A mulch of compost keeps moist.", "cites no line"),
        ("A mulch of compost stays moist [e9.1].", "there is no span e9.1"),
        ("In 2021 a mulch of compost stayed moist [e1.1].", "2021"),
        ("The bark of young stems likes to be dry [e1.4].", "something else"),
        ("A <b>mulch</b> of compost stays moist [e1.1].", "markup"),
        ("A layer of 8 cm of compost kept the mulch moist for 20 days, so they say [e1.1].", "word for word"),
        ("Der Mulch aus Kompost ist gut für den Boden und das Wasser in der Erde, weil er sie vor der Sonne und dem Wind schützt und nicht austrocknen lässt [e1.1].", "language"),
    ],
)  # fmt: skip
def test_a_sentence_that_does_not_hold_is_refused_with_the_reason(text: str, why: str) -> None:
    assert why in problems(samples.answer((1, text)))["passage 1"]


def test_words_that_are_a_link_must_stay() -> None:
    assert (
        "leaf mould" in problems(samples.answer((2, "Mould of leaves is ready after two years [e1.2].")))["passage 2"]
    )


SECTION = NewSection(
    number=1,
    heading="Why trees want a gap at the stem",
    paragraphs=(
        "Trees want a gap of 10 cm between mulch and stem [e1.3]. With the gap the bark of trees stays dry at the stem, and wide air reaches it [e1.4]. Where mulch lies at the stem, trees are the sooner to rot [e1.5].",
    ),
)


def test_a_section_that_answers_its_question_holds() -> None:
    assert problems(samples.answer(sections=(SECTION,))) == {}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"heading": "What to do first"}, "a section with this heading"),
        ({"heading": "A gap of 12 cm"}, "12 cm"),
        ({"paragraphs": ("Trees want a gap at the stem [e1.3].",)}, "30 to 400"),
        ({"paragraphs": (SECTION.paragraphs[0], "And more of the same.")}, "cites no line"),
        ({"paragraphs": ("Compost stays moist for 20 days [e1.1]. " * 6,)}, "do not speak"),
    ],
)
def test_a_section_that_does_not_hold_is_refused(changed: dict[str, object], why: str) -> None:
    given = SECTION.model_copy(update=changed)

    assert why in problems(samples.answer(sections=(given,)))["section 1"]


def test_only_what_was_asked_for_and_holds_is_taken_once() -> None:
    found = samples.brief(samples.PLAIN, TREES)
    given = samples.answer((1, GOOD), (1, GOOD), (2, "x"), (9, GOOD), sections=(SECTION,))

    taken = judging.taken(found, given, {"passage 2": "short"})

    assert [each.number for each in taken.passages] == [1]
    assert taken.sections == (SECTION,)
    assert [each.id for each in judging.cited(taken, found.evidence)] == ["e1"]
