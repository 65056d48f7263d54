"""The bill equals the model's own book, per request id and token class, whatever fails at whichever step.

The book is the rehearsal server's log, which knows nothing of the ledger. `python -m benchmarks.cost_table` prints the
same comparison as a table.
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.billing import ALWAYS, ONCE, STEPS, Trial, book_of, compared, differences
from benchmarks.clerk import Clerk, Questions, clerk, questions
from benchmarks.cost_table import costs_json
from benchmarks.stage import Desk
from layers.boundary.prices import Prices
from sandbox import model, web
from sandbox.model.script import Failure

pytestmark = pytest.mark.server

GIVEN_UP = {"rate_limit", "server_error", "overloaded", "drop_before", "drop_after"}


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[model.Running]:
    running = model.start(log=tmp_path_factory.mktemp("model") / "usage.jsonl")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def bench(asked: model.Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clerk]:
    pages = web.start()
    yield clerk(asked.url, pages.port, tmp_path_factory.mktemp("store") / "masthead.db")
    pages.stop()


@pytest.fixture(scope="module")
def every(bench: Clerk) -> Questions:
    return questions(bench)


@pytest.mark.parametrize("failure", ONCE)
@pytest.mark.parametrize("step", STEPS.values())
def test_the_bill_equals_the_book_when_one_call_fails(
    step: str, failure: str, bench: Clerk, asked: model.Running, every: Questions
) -> None:
    found = compared(bench, asked, every, Trial(step, failure, always=False))

    assert found.differences == ()
    assert found.book
    assert found.runs == (("ModelRefused", "ModelRefused") if failure == "refuse" else ("answered",))


@pytest.mark.parametrize("failure", ALWAYS)
@pytest.mark.parametrize("step", ["draft", "seo"])
def test_the_bill_equals_the_book_when_a_failure_outlasts_the_run(
    step: str, failure: str, bench: Clerk, asked: model.Running, every: Questions
) -> None:
    found = compared(bench, asked, every, Trial(step, failure, always=True))

    assert found.differences == ()
    assert found.runs == (("ModelDown", "answered") if failure in GIVEN_UP else ("UnusableAnswer", "UnusableAnswer"))


def test_the_command_prints_what_the_whole_book_says(bench: Clerk, asked: model.Running, every: Questions) -> None:
    compared(bench, asked, every, Trial("geo", "drop_after", always=False))

    printed = costs_json(bench.store)

    assert json.loads(printed)["calls"]
    assert list(differences(printed, book_of(asked.service.log.path), bench.prices)) == []


def test_a_bill_that_differs_by_one_token_is_found(bench: Clerk, asked: model.Running, every: Questions) -> None:
    trial = Trial("link", "server_error", always=True)
    found = compared(bench, asked, every, trial)
    text = json.loads(bench.bill(f"coffee/{trial.name}"))
    text["calls"][-1]["usage"]["output_tokens"] += 1

    told = list(differences(json.dumps(text), found.book, bench.prices))

    assert [line.partition(":")[0] for line in told] == ["charged and not in the book", "in the book and not charged"]


@pytest.mark.matrix
def test_a_run_through_failures_is_billed_to_the_token(quick_desk: Desk) -> None:
    desk, since = quick_desk, book_length(quick_desk)
    desk.stage.model.service.script.load(
        (
            Failure("Angle", frozenset({1}), "rate_limit", retry_after=0),
            Failure("BriefNotes", frozenset({1}), "truncate"),
            Failure("Draft", frozenset({1}), "drop_after"),
            Failure("Review", frozenset({1}), "malformed"),
            Failure("SeoAnswer", frozenset({1}), "overloaded"),
            Failure("AeoAnswer", frozenset({1}), "drop_before"),
            Failure("GeoAnswer", frozenset({1}), "server_error"),
        )
    )

    ended = desk.masthead("publish", "coffee", "espresso grind size")

    assert ended.returncode == 0, ended.stderr
    assert_equal_to_book(desk, since)
    states = [call["state"] for call in json.loads(desk.masthead("costs", "--json").stdout)["calls"]]
    assert (states.count("failed"), states.count("unconfirmed")) == (3, 2)


@pytest.mark.matrix
def test_a_run_that_gave_up_and_was_run_again_is_billed_to_the_token(quick_desk: Desk) -> None:
    desk, since = quick_desk, book_length(quick_desk)
    desk.stage.model.service.script.load((Failure("AeoAnswer", frozenset(), "rate_limit", retry_after=0),))

    first = desk.masthead("publish", "coffee", "espresso grind size")
    desk.stage.model.service.script.load(())
    second = desk.masthead("publish", "coffee", "espresso grind size")

    assert (first.returncode, second.returncode) == (3, 0), first.stderr + second.stderr
    assert "Run the same command again" in first.stderr
    assert_equal_to_book(desk, since)


def test_a_refusal_is_paid_once_however_often_the_command_is_run(quick_desk: Desk) -> None:
    desk, since = quick_desk, book_length(quick_desk)
    desk.stage.model.service.script.load((Failure("Draft", frozenset({1}), "refuse"),))

    first = desk.masthead("publish", "coffee", "espresso grind size")
    second = desk.masthead("publish", "coffee", "espresso grind size")

    assert (first.returncode, second.returncode) == (1, 1), first.stderr + second.stderr
    assert "declined" in first.stderr
    assert_equal_to_book(desk, since)
    bill = json.loads(desk.masthead("costs", "--json").stdout)
    assert [call["step"] for call in bill["calls"]] == ["angle", "brief", "draft"]
    assert Decimal(bill["usd"]) == sum(Decimal(call["usd"]) for call in bill["calls"])


def book_length(desk: Desk) -> int:
    return len(book_of(desk.stage.usage))


def assert_equal_to_book(desk: Desk, since: int) -> None:
    """Compare the bill of this desk's store with what the server wrote down since."""
    printed = desk.masthead("costs", "--json").stdout
    book = book_of(desk.stage.usage)[since:]
    assert book
    assert list(differences(printed, book, Prices.read(Path(desk.folder) / "prices.yaml"))) == []
