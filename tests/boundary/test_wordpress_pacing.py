"""How fast a site may be written to, and how long it asks to be left alone."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.boundary.wordpress.pacing import WINDOW_S, Pace, asked_pause_s

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Clock:
    """Seconds that pass only by waiting."""

    def __init__(self) -> None:
        self.at_s = 0.0

    def __call__(self) -> float:
        return self.at_s

    def pass_by(self, seconds: float) -> None:
        self.at_s += seconds


@given(st.integers(1, 5), st.lists(st.floats(0, 40), max_size=40))
def test_no_minute_holds_more_turns_than_it_may(per_minute: int, gaps: list[float]) -> None:
    clock = Clock()
    pace = Pace(per_minute, pause=clock.pass_by, monotonic=clock)
    turns: list[float] = []
    for gap in gaps:
        clock.pass_by(gap)
        pace.take_turn()
        turns.append(clock())
    later = turns[per_minute:]
    assert all(after - before >= WINDOW_S - 1e-6 for before, after in zip(turns, later, strict=False))


def test_a_turn_waits_no_longer_than_it_must() -> None:
    clock = Clock()
    pace = Pace(2, pause=clock.pass_by, monotonic=clock)
    for _ in range(2):
        pace.take_turn()
        clock.pass_by(10)
    assert clock() == 20
    pace.take_turn()
    assert clock() == 60
    pace.take_turn()
    assert clock() == 70


def test_without_a_limit_nothing_waits() -> None:
    clock = Clock()
    pace = Pace(0, pause=clock.pass_by, monotonic=clock)
    for _ in range(1_000):
        pace.take_turn()
    assert clock() == 0


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"Retry-After": "120"}, 120.0),
        ({"Retry-After": "Sat, 21 Nov 2026 12:01:30 GMT"}, 90.0),
        ({"Retry-After": "Sat, 21 Nov 2026 12:01:30 GMT", "Date": "Sat, 21 Nov 2026 12:01:00 GMT"}, 30.0),
        ({"Retry-After": "Fri, 20 Nov 2026 12:00:00 GMT"}, 0.0),
        ({"Retry-After": "Saturday, 21-Nov-26 12:00:10 GMT"}, 10.0),
        ({"Retry-After": "soon"}, None),
        ({"Retry-After": "²"}, None),
        ({"Retry-After": "-5"}, None),
        ({}, None),
    ],
)
def test_the_pause_that_is_asked_for_is_read_as_seconds_or_as_a_date(
    headers: dict[str, str], expected: float | None
) -> None:
    assert asked_pause_s(headers, lambda: NOON) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_header_is_too_odd_to_be_read(value: str, date: str) -> None:
    found = asked_pause_s({"Retry-After": value, "Date": date}, lambda: NOON)
    assert found is None or found >= 0
