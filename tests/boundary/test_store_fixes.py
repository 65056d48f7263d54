"""The writes of one object's fixes are entered together before they are sent, and settled together."""

import pytest
from sqlalchemy.exc import IntegrityError

from layers.boundary.store import Store, Write

PLAN = "coffee/2026-11-20-a"
WRITES = [(number, Write("post", 7, "content", f"text {number - 1}", f"text {number}")) for number in (4, 2, 9)]


def test_each_number_has_its_own_entry_in_the_order_of_the_writes(store: Store) -> None:
    entries = store.enter_fixes(PLAN, "a person", WRITES, why="its page had a fault")

    journal = store.journal(run=PLAN)
    assert [entry.id for entry in journal] == list(entries) == sorted(entries)
    assert [(entry.before, entry.after, entry.state) for entry in journal] == [
        (write.before, write.after, "open") for _, write in WRITES
    ]
    marks = store.fix_marks(PLAN)
    assert [(mark.number, mark.entry) for mark in marks] == [(number, entry) for (number, _), entry in zip(WRITES, entries, strict=True)]  # fmt: skip
    assert {(mark.state, mark.why, mark.by) for mark in marks} == {("approved", "its page had a fault", "a person")}


def test_what_was_seen_live_is_written_and_verified_at_once(store: Store) -> None:
    numbers = [number for number, _ in WRITES]
    entries = dict(zip(numbers, store.enter_fixes(PLAN, "a person", WRITES), strict=True))

    store.verify_fixes(PLAN, entries, by="a person")

    assert {entry.state for entry in store.journal(run=PLAN)} == {"written"}
    assert [mark.state for mark in store.fix_marks(PLAN)[-3:]] == ["verified"] * 3


def test_where_one_cannot_be_entered_none_is(store: Store) -> None:
    broken = [WRITES[0], (2, Write("post", 7, "content", "before", None))]  # type: ignore[arg-type]

    with pytest.raises(IntegrityError):
        store.enter_fixes(PLAN, "a person", broken)

    assert store.journal(run=PLAN) == ()
    assert store.fix_marks(PLAN) == ()
