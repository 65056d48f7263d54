"""The ledger's sums, caps and memory. On SQLite, and on a real PostgreSQL."""

import multiprocessing
from datetime import UTC, datetime
from decimal import Decimal
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from layers.boundary.ledger import Ledger
from layers.boundary.prices import Prices
from layers.boundary.store import Store
from layers.boundary.store.tables import LEDGER
from layers.errors import CapReachedError, MistakeError, UnknownModelError
from layers.nouns import CallKey, Caps, Usage

FORK = multiprocessing.get_context("fork")
PRICES = Prices.read(Path("sites/prices.yaml"))
HAIKU = "claude-haiku-5-5"
DOLLAR = Usage(output_tokens=2_000_000)  # at $0.50 a million
CENT = Usage(output_tokens=20_000)
CAPS = Caps(article_usd=Decimal(10), month_usd=Decimal(100))
NOV = datetime(2026, 11, 20, 12, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock(NOV)


@pytest.fixture
def ledger(store: Store, clock: Clock) -> Ledger:
    return Ledger(store, PRICES, clock)


def key(article: str = "coffee/cold-brew", step: str = "draft", **more: Any) -> CallKey:
    return CallKey(site=article.partition("/")[0], article=article, layer="generation", step=step, **more)


def reserve(ledger: Ledger, worst: Usage = CENT, of: CallKey | None = None, caps: Caps = CAPS, **more: Any) -> int:
    return ledger.reserve(of or key(), run="coffee/2026-11-20-a", model=HAIKU, worst=worst, caps=caps, **more)


def spent(ledger: Ledger, **which: str) -> Decimal:
    return sum((ledger.usd(charge) for charge in ledger.charges(**which)), Decimal(0))


def test_each_attempt_is_one_charge_with_its_state(ledger: Ledger) -> None:
    settled, failed, left_open = (reserve(ledger) for _ in range(3))
    ledger.settle(settled, Usage(input_tokens=7, output_tokens=5, session_seconds=1.5), "req_1", "{}")
    ledger.fail(failed, "529 overloaded", "req_2")
    one, two, three = ledger.charges()
    assert (one.id, one.state, one.usage, one.request_id, one.at) == (
        settled, "settled", Usage(input_tokens=7, output_tokens=5, session_seconds=1.5), "req_1", NOV,
    )  # fmt: skip
    assert (two.id, two.state, two.usage, two.error, two.request_id) == (
        failed,
        "failed",
        Usage(),
        "529 overloaded",
        "req_2",
    )
    assert (three.id, three.state, three.usage, three.reserved) == (left_open, "unconfirmed", Usage(), CENT)


def test_a_failed_call_is_free_and_an_unconfirmed_one_costs_its_worst_case(ledger: Ledger) -> None:
    ledger.fail(reserve(ledger, DOLLAR), "500")
    assert spent(ledger) == 0
    reserve(ledger, DOLLAR)
    assert spent(ledger) == 1
    ledger.settle(reserve(ledger, DOLLAR), CENT, "req_3", "{}")
    assert spent(ledger) == Decimal("1.01")


def test_charges_are_told_apart_by_site_article_and_month(ledger: Ledger, clock: Clock) -> None:
    for article in ("coffee/a", "coffee/b", "bikes/a"):
        ledger.settle(reserve(ledger, of=key(article)), CENT, "r", "{}")
    clock.at = datetime(2026, 12, 1, tzinfo=UTC)
    ledger.settle(reserve(ledger, of=key("coffee/a")), CENT, "r", "{}")
    assert len(ledger.charges()) == 4
    assert len(ledger.charges(site="coffee")) == 3
    assert len(ledger.charges(article="coffee/a")) == 2
    assert len(ledger.charges(month="2026-11")) == 3
    assert [charge.key.article for charge in ledger.charges(site="coffee", month="2026-12")] == ["coffee/a"]


def test_the_last_moment_of_a_month_belongs_to_it(ledger: Ledger, clock: Clock) -> None:
    clock.at = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    reserve(ledger)
    assert len(ledger.charges(month="2026-12")) == 1
    assert ledger.charges(month="2027-01") == ()


def test_what_is_no_month_is_one_sentence(ledger: Ledger) -> None:
    with pytest.raises(MistakeError, match="'november' is not a month"):
        ledger.charges(month="november")


# --- caps ----------------------------------------------------------------------------------------------------------


def test_a_cap_may_be_reached_and_not_passed(ledger: Ledger) -> None:
    caps = Caps(article_usd=Decimal("0.03"), month_usd=Decimal(100))
    for _ in range(3):
        reserve(ledger, CENT, caps=caps)
    with pytest.raises(
        CapReachedError, match=r"coffee/cold-brew may cost at most \$0.03; \$0.0300 is spent or reserved"
    ):
        reserve(ledger, Usage(output_tokens=1), caps=caps)
    assert len(ledger.charges()) == 3


def test_what_is_settled_below_its_worst_case_and_what_failed_gives_room_back(ledger: Ledger) -> None:
    caps = Caps(article_usd=Decimal("1.02"), month_usd=Decimal(100))
    first = reserve(ledger, DOLLAR, caps=caps)
    with pytest.raises(CapReachedError):
        reserve(ledger, DOLLAR, caps=caps)
    ledger.settle(first, CENT, "r", "{}")
    second = reserve(ledger, DOLLAR, caps=caps)
    ledger.fail(second, "500")
    reserve(ledger, DOLLAR, caps=caps)


def test_an_articles_cap_counts_other_months_and_no_other_article(ledger: Ledger, clock: Clock) -> None:
    caps = Caps(article_usd=Decimal(1), month_usd=Decimal(100))
    clock.at = datetime(2026, 10, 31, tzinfo=UTC)
    reserve(ledger, DOLLAR, caps=caps)
    clock.at = NOV
    reserve(ledger, DOLLAR, of=key("coffee/other"), caps=caps)
    with pytest.raises(CapReachedError):
        reserve(ledger, CENT, caps=caps)


def test_a_sites_month_cap_counts_its_articles_in_this_month_alone(ledger: Ledger, clock: Clock) -> None:
    caps = Caps(article_usd=Decimal(10), month_usd=Decimal(2))
    clock.at = datetime(2026, 10, 31, tzinfo=UTC)
    reserve(ledger, DOLLAR, of=key("coffee/old"), caps=caps)
    clock.at = NOV
    reserve(ledger, DOLLAR, of=key("bikes/a"), caps=caps)
    reserve(ledger, DOLLAR, of=key("coffee/a"), caps=caps)
    reserve(ledger, DOLLAR, of=key("coffee/b"), caps=caps)
    with pytest.raises(CapReachedError, match="The site coffee in November 2026"):
        reserve(ledger, CENT, of=key("coffee/c"), caps=caps)


def test_a_cap_on_all_sites_together_counts_every_site(ledger: Ledger) -> None:
    reserve(ledger, DOLLAR, of=key("bikes/a"), month_usd=Decimal(2))
    reserve(ledger, DOLLAR, of=key("coffee/a"), month_usd=Decimal(2))
    with pytest.raises(CapReachedError, match="All sites together in November 2026"):
        reserve(ledger, CENT, of=key("tea/a"), month_usd=Decimal(2))


def test_a_model_without_a_price_leaves_no_entry(ledger: Ledger) -> None:
    with pytest.raises(UnknownModelError):
        ledger.reserve(key(), run="r", model="claude-haiku-99", worst=CENT, caps=CAPS)
    assert ledger.charges() == ()


def race(url: str, barrier: Barrier, made: "Queue[int]") -> None:
    """Reserve a cent at a time until the cap says no; report how many went through."""
    ledger = Ledger(Store(url), PRICES, Clock(NOV))
    barrier.wait()
    count = 0
    while True:
        try:
            reserve(ledger, CENT, caps=Caps(article_usd=Decimal("0.25"), month_usd=Decimal(100)))
        except CapReachedError:
            break
        count += 1
    made.put(count)


def test_processes_that_reserve_at_once_never_pass_the_cap_together(store: Store, url: str) -> None:
    barrier, made = FORK.Barrier(3), FORK.Queue()
    racers = [FORK.Process(target=race, args=(url, barrier, made)) for _ in range(3)]
    for racer in racers:
        racer.start()
    assert sum(made.get(timeout=30) for _ in racers) == 25
    for racer in racers:
        racer.join()
    assert spent(Ledger(store, PRICES)) == Decimal("0.25")


# --- append-only, and replies --------------------------------------------------------------------------------------


def test_nothing_that_was_entered_is_changed(store: Store, ledger: Ledger) -> None:
    def rows() -> list[Any]:
        with store.reading() as connection:
            return list(connection.execute(select(LEDGER).order_by(LEDGER.c.id)))

    first = reserve(ledger)
    before = rows()
    ledger.settle(first, CENT, "req", "{}")
    ledger.fail(reserve(ledger), "500")
    assert rows()[: len(before)] == before
    assert len(rows()) == 4


def test_a_reservation_is_closed_once(store: Store, ledger: Ledger) -> None:
    first = reserve(ledger)
    ledger.settle(first, CENT, "req", "{}")
    with pytest.raises(IntegrityError):
        ledger.settle(first, CENT, "req", "{}")
    with pytest.raises(IntegrityError):
        ledger.fail(first, "500")
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(LEDGER)).scalar() == 2


def test_a_settled_reply_is_found_by_its_key_and_question(ledger: Ledger) -> None:
    ledger.settle(reserve(ledger, question="q1"), CENT, "req", '{"n": "冷水"}')
    reserve(ledger, of=key(round=2), question="q1")
    found = ledger.reply(key(), "q1")
    assert found is not None
    assert (found.raw, found.rehearsal) == ('{"n": "冷水"}', False)
    assert ledger.reply(key(), "q2") is None
    assert ledger.reply(key(attempt=2), "q1") is None
    assert ledger.reply(key(round=2), "q1") is None
    assert ledger.reply(key("coffee/other"), "q1") is None


def test_a_reply_that_was_set_aside_is_still_charged_and_no_longer_found(store: Store, ledger: Ledger) -> None:
    ledger.settle(reserve(ledger, question="q"), CENT, "req", "old", rehearsal=True)
    store.redo("coffee/cold-brew", "draft", run="coffee/2026-11-20-b")
    assert ledger.reply(key(), "q") is None
    assert not ledger.rehearsed("coffee/cold-brew")
    assert spent(ledger) == Decimal("0.01")
    ledger.settle(reserve(ledger, question="q"), CENT, "req", "new", rehearsal=True)
    found = ledger.reply(key(), "q")
    assert found is not None
    assert found.raw == "new"
    assert ledger.rehearsed("coffee/cold-brew")


def test_rehearsal_marks_the_article_and_no_other(ledger: Ledger) -> None:
    ledger.settle(reserve(ledger, of=key("coffee/a")), CENT, "req", "{}", rehearsal=True)
    ledger.settle(reserve(ledger, of=key("coffee/b")), CENT, "req", "{}")
    assert ledger.rehearsed("coffee/a")
    assert not ledger.rehearsed("coffee/b")
