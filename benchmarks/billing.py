"""The bill against the model's own book: per request id and token class, for every failure at every step."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from benchmarks.clerk import Clerk, Questions
from benchmarks.killing.outside import TOKENS
from benchmarks.killing.verdict import Bill, Json, tokens
from layers.boundary.prices import Prices
from layers.errors import OutageError, RefusedError
from layers.nouns import Usage
from sandbox.model import Running
from sandbox.model.script import Failure

STEPS = {
    "Angle": "angle", "BriefNotes": "brief", "Draft": "draft", "Review": "review", "Patches": "revise",
    "SeoAnswer": "seo", "AeoAnswer": "aeo", "GeoAnswer": "geo", "LinkSentence": "link",
}  # fmt: skip
BOOKED = {**STEPS, "FixWords": "fix", "Refreshed": "refresh"}  # a book that others wrote in holds more than articles
ONCE = ("rate_limit", "server_error", "overloaded", "drop_before", "drop_after", "truncate", "refuse", "malformed")
ALWAYS = tuple(kind for kind in ONCE if kind != "refuse")  # once is always: nobody asks again after a refusal
UNSEEN = frozenset({"drop_before", "drop_after"})


@dataclass(frozen=True)
class Entry:
    """One line of the server's book. `refused` was answered with an error, `unseen` never."""

    request_id: str
    model: str
    step: str
    tokens: Mapping[str, int]
    billed: bool
    unseen: bool

    @property
    def refused(self) -> bool:
        return not self.billed and not self.unseen


@dataclass(frozen=True)
class Trial:
    """One failure at one step: `always` goes on until the first run gives up, else it happens once."""

    step: str
    failure: str
    always: bool

    @property
    def name(self) -> str:
        return f"{self.step}-{self.failure}-{'always' if self.always else 'once'}"


@dataclass(frozen=True)
class Compared:
    """What came of a trial: how each run ended, the bill, the book, and where the two differ."""

    trial: Trial
    runs: tuple[str, ...]
    bill: Bill
    book: tuple[Entry, ...]
    usd: Decimal
    differences: tuple[str, ...]


def trials(steps: Iterable[str]) -> list[Trial]:
    """Every failure once at every step, and every failure that can last."""
    wanted = list(steps)
    once = [Trial(step, failure, always=False) for step in wanted for failure in ONCE]
    return once + [Trial(step, failure, always=True) for step in wanted for failure in ALWAYS]


def compared(clerk: Clerk, model: Running, questions: Questions, trial: Trial) -> Compared:
    """Ask with the failure in force, ask again without it where the first run gave up, and compare."""
    since = len(model.service.log.rows())
    failure = Failure("*", frozenset() if trial.always else frozenset({1}), trial.failure, retry_after=0)
    model.service.script.load((failure,))
    runs = [attempt(clerk, questions, trial)]
    model.service.script.load(())
    if runs[0] != "answered":
        runs.append(attempt(clerk, questions, trial))
    text = clerk.bill(f"coffee/{trial.name}")
    book = tuple(entry(row) for row in model.service.log.rows()[since:])
    found = Bill.read(text)
    return Compared(
        trial, tuple(runs), found, book, Decimal(json.loads(text)["usd"]), tuple(differences(text, book, clerk.prices))
    )


def attempt(clerk: Clerk, questions: Questions, trial: Trial) -> str:
    try:
        clerk.ask(questions[trial.step], f"coffee/{trial.name}")
    except (RefusedError, OutageError) as error:
        return type(error).__name__.removesuffix("Error")
    return "answered"


def book_of(log: Path) -> tuple[Entry, ...]:
    """Read the server's book from its file."""
    return tuple(entry(json.loads(row)) for row in log.read_text(encoding="utf-8").splitlines())


def entry(row: Json) -> Entry:
    counts = {name: int(str(row[name])) for name in TOKENS}
    unseen = row["failure"] in UNSEEN
    return Entry(
        str(row["request_id"]), str(row["model"]), BOOKED[str(row["schema"])], counts, bool(row["billed"]), unseen
    )


def differences(bill_text: str, book: Sequence[Entry], prices: Prices) -> Iterator[str]:
    """Say where bill and book differ; nothing means that they are equal to the token and to the last digit."""
    bill, totals = Bill.read(bill_text), json.loads(bill_text)
    answered = [each for each in book if each.billed and not each.unseen]
    charged = Counter(f"{line['request_id']} {line['step']} {line['model']} {tokens(line)}" for line in bill.settled)
    booked = Counter(f"{each.request_id} {each.step} {each.model} {dict(each.tokens)}" for each in answered)
    yield from (f"charged and not in the book: {line}" for line in charged - booked)
    yield from (f"in the book and not charged: {line}" for line in booked - charged)
    failed, refused = Counter(ids(bill.failed)), Counter(each.request_id for each in book if each.refused)
    yield from (f"failed in one of the two only: {id_}" for id_ in (failed - refused) + (refused - failed))
    yield from (f"{line['step']} failed and costs {line['usd']}" for line in bill.failed if Decimal(str(line["usd"])))
    yield from unconfirmed(bill, book, prices)
    total = sum((price(each, prices) for each in answered), Decimal(0))
    if Decimal(totals["usd"]) != total:
        yield f"the bill says ${totals['usd']}, the book ${total}"


def unconfirmed(bill: Bill, book: Sequence[Entry], prices: Prices) -> Iterator[str]:
    """What nobody saw the end of stands on the bill, step for step, for at least what the server billed."""
    held, unseen = (
        Counter(str(line["step"]) for line in bill.unconfirmed),
        Counter(each.step for each in book if each.unseen),
    )
    if held != unseen:
        yield f"unconfirmed on the bill {dict(held)}, unseen in the book {dict(unseen)}"
    least = {
        step: min(Decimal(str(line["at_most_usd"])) for line in bill.unconfirmed if line["step"] == step)
        for step in held
    }
    for each in book:
        if each.unseen and price(each, prices) > least.get(each.step, Decimal(0)):
            yield f"{each.step} was billed ${price(each, prices)}, more than is held"
    yield from (
        f"{line['step']} is unconfirmed and costs {line['usd']}"
        for line in bill.unconfirmed
        if Decimal(str(line["usd"]))
    )


def ids(lines: Iterable[Json]) -> list[str]:
    return [str(line["request_id"]) for line in lines]


def price(each: Entry, prices: Prices) -> Decimal:
    return prices.cost(Usage.model_validate(each.tokens), each.model, datetime.now(UTC))
