import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import places
from layers.errors import UnusableAnswerError
from layers.nouns import Block, Draft, Patch
from tests.layers.drafts import draft

LISTED = Block(kind="steps", text="Do this:", items=("Boil the water.", "Wait."))


def with_list() -> Draft:
    whole = draft()
    section = whole.sections[0].model_copy(update={"blocks": (*whole.sections[0].blocks, LISTED)})
    return whole.model_copy(update={"sections": (section, *whole.sections[1:])})


def test_places_come_in_reading_order() -> None:
    assert [place for place, _ in places.texts(with_list())] == [
        "title", "definition", "s1.heading", "s1.b1", "s1.b2", "s1.b2.i1", "s1.b2.i2",
        "s2.heading", "s2.b1", "s3.heading", "s3.b1", "f1.question", "f1.answer", "f2.question", "f2.answer",
    ]  # fmt: skip


def test_text_is_found_at_every_place() -> None:
    whole = with_list()

    assert all(places.text_at(whole, place) == text for place, text in places.texts(whole))


@given(st.sampled_from([place for place, _ in places.texts(with_list())]), st.text(min_size=40, max_size=60))
def test_a_patch_changes_its_place_and_nothing_else(place: str, text: str) -> None:
    before = with_list()
    after = places.apply(before, [Patch(place=place, text=text)])

    assert dict(places.texts(after)) == dict(places.texts(before)) | {place: text}


def test_no_patch_changes_nothing() -> None:
    assert places.apply(with_list(), []) == with_list()


@pytest.mark.parametrize(
    "place", ["s9.b1", "s1.b9", "s1.b2.i9", "f9.answer", "s0.heading", "s1.b0", "nowhere", "s1", "s1.heading.i1"]
)
def test_a_place_that_is_not_there_is_named(place: str) -> None:
    with pytest.raises(UnusableAnswerError, match=place):
        places.text_at(with_list(), place)


def test_two_patches_for_one_place_are_refused() -> None:
    with pytest.raises(UnusableAnswerError, match="title is patched twice"):
        places.apply(
            draft(), [Patch(place="title", text="A title long enough"), Patch(place="title", text="Another title")]
        )


def test_a_patch_that_makes_no_draft_is_refused() -> None:
    with pytest.raises(UnusableAnswerError, match="title"):
        places.apply(draft(), [Patch(place="title", text="Short")])
