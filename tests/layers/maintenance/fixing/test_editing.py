"""An edited plan is held against the one that was made: words may change, the rest may not."""

from layers.maintenance.fixing.editing import slips
from tests.layers.maintenance.fixing.samples import fix, plan

MADE = plan(fix(number=1), fix(number=2, field="categories", before="1", after="2"))


def problems(
    edited: object, term_ids: frozenset[int] | None = frozenset({1, 2})
) -> list[tuple[tuple[str | int, ...], str]]:
    return [(slip.key, slip.problem) for slip in slips(edited, MADE, term_ids)]  # type: ignore[arg-type]


def changed(at: int, **values: object) -> object:
    fixes = list(MADE.fixes)
    fixes[at] = fixes[at].model_copy(update=values)
    return MADE.model_copy(update={"fixes": tuple(fixes)})


def test_other_words_and_left_out_fixes_are_no_mistake() -> None:
    assert problems(changed(0, after="c", reason="mine")) == []
    assert problems(MADE.model_copy(update={"fixes": MADE.fixes[1:]})) == []


def test_what_else_was_changed_is_named_with_its_place() -> None:
    [(key, problem)] = problems(changed(0, before="x"))

    assert key == ("fixes", 0, "before")
    assert problem.startswith("was changed by hand")


def test_a_fix_for_another_site_an_added_one_and_a_doubled_one_are_refused() -> None:
    assert problems(MADE.model_copy(update={"site": "bikes"}))[0][0] == ("site",)
    assert problems(MADE.model_copy(update={"fixes": (fix(number=3),)}))[0][1].startswith("is none of the plan's")
    assert problems(MADE.model_copy(update={"fixes": (MADE.fixes[0], MADE.fixes[0])}))[0][1] == "stands twice"


def test_terms_must_be_ids_that_the_site_has() -> None:
    assert problems(changed(1, after="soil"))[0][1].startswith("must be ids")
    assert problems(changed(1, after="9"))[0][1] == "names 9, and the site has no such id"
    assert problems(changed(1, after=""))[0][1] == "names no category"


def test_a_fix_that_changes_nothing_is_a_mistake() -> None:
    assert problems(changed(0, after="a"))[0][1] == "is what stands there already"
