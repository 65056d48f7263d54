"""The book of the rehearsal model, read for a comparison with the bill."""

from benchmarks.billing import BOOKED
from layers.nouns import STEPS
from sandbox.model.answers import ANSWERS


def test_a_book_of_every_step_can_be_read_whoever_asked_before() -> None:
    assert set(BOOKED) == set(ANSWERS)
    assert set(BOOKED.values()) == set(STEPS)
