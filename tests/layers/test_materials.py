"""What is put before the model, and what of it is worth keeping in the prompt cache."""

from layers.generation import ask_for_draft, ask_for_review, ask_for_revision
from layers.nouns import Material, RequiredChange
from tests.layers.drafts import brief, draft, site

CHANGE = RequiredChange(place="definition", problem="It circles around the angle.")


def cached(materials: tuple[Material, ...]) -> list[str]:
    return [material.title for material in materials if material.cached]


def test_only_what_is_asked_again_in_rounds_pays_for_a_place_in_the_cache() -> None:
    assert cached(ask_for_draft(site(), brief()).materials) == []
    assert cached(ask_for_review(brief(), draft()).materials) == []
    assert cached(ask_for_revision(site(), brief(), draft(), [CHANGE]).materials) == ["brief"]


def test_a_revision_begins_with_what_no_round_changes() -> None:
    other = draft().model_copy(update={"title": "Another title of the same article"})

    first, second = (ask_for_revision(site(), brief(), each, [CHANGE]).materials for each in (draft(), other))

    stable = [material.title for material in first].index("brief") + 1
    assert first[:stable] == second[:stable]
    assert first != second
