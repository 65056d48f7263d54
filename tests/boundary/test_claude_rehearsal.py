"""The ledger against the rehearsal model's own book, per request id and token class, whatever goes wrong."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from layers.boundary.claude import Claude, ClaudeSettings
from layers.boundary.ledger import Ledger
from layers.boundary.prices import Prices
from layers.boundary.store import Store
from layers.boundary.templates import Templates
from layers.errors import ModelRefusedError
from layers.nouns import Answer, CallKey, Caps, LinkSentence, Material, Question, StepModel, Usage
from sandbox.model import KEY, Running, start

PRICES = Prices.read(Path("sites/prices.yaml"))
SITE = {"title": "Larder", "language": "en", "voice": "plain", "remit": "coffee at home", "categories": [], "tags": []}
PAGE = {
    "title": "Grinding beans at home",
    "url": "http://127.0.0.1/grinding/",
    "paragraphs": ["A coarse grind suits long steeping.", "Cold water needs more time than hot water. " * 60],
}
TARGET = {
    "title": "The cold brew ratio", "url": "http://127.0.0.1/cold-brew/", "keyword": "cold brew ratio",
    "description": "How much coffee a litre of cold water takes.",
}  # fmt: skip
MATERIALS = tuple(
    Material(title=title, text=json.dumps(value, sort_keys=True), cached=title == "page")
    for title, value in (("site", SITE | {"words": {"min": 500, "max": 900}}), ("page", PAGE), ("target", TARGET))
)
QUESTION = Question(
    layer="publishing", step="link", answer=LinkSentence, materials=MATERIALS, values={"language": "en"}
)


@dataclass
class Rehearsal:
    server: Running
    log: Path
    ledger: Ledger
    slept: list[float]

    def scripted(self, *failures: dict[str, Any]) -> "Rehearsal":
        from sandbox.model.script import parse_script

        self.server.service.script.load(
            parse_script(json.dumps({"failures": [{"schema": "LinkSentence", **each} for each in failures]}))
        )
        return self

    def ask(self, article: str = "coffee/cold-brew") -> LinkSentence:
        claude = Claude(
            ClaudeSettings(KEY, self.server.url),
            self.ledger,
            Templates(Path("templates")),
            PRICES,
            sleep=self.slept.append,
        )
        key = CallKey(site="coffee", article=article, layer="publishing", step="link")
        found = claude.ask(
            QUESTION,
            key,
            StepModel(model="claude-haiku-5-5", effort="low", max_tokens=1_500),
            run="coffee/r",
            caps=Caps(),
        )
        assert isinstance(found, Answer)
        return found.value

    def book(self) -> dict[str, Usage]:
        """What the server says that it billed and answered."""
        rows = [json.loads(line) for line in self.log.read_text().splitlines()]
        classes = (
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_5m_tokens",
            "cache_write_1h_tokens",
        )
        answered = [row for row in rows if row["billed"] and row["failure"] != "drop_after"]
        return {row["request_id"]: Usage(**{name: row[name] for name in classes}) for row in answered}

    def settled(self) -> dict[str, Usage]:
        return {charge.request_id: charge.usage for charge in self.ledger.charges() if charge.state == "settled"}

    @property
    def states(self) -> list[str]:
        return [charge.state for charge in self.ledger.charges()]


@pytest.fixture
def rehearsal(sqlite_store: Store, tmp_path: Path) -> Iterator[Rehearsal]:
    log = tmp_path / "usage.jsonl"
    server = start(log=log)
    yield Rehearsal(server, log, Ledger(sqlite_store, PRICES), [])
    server.stop()


def test_the_real_prompt_is_accepted_and_its_answer_marked_as_rehearsed(rehearsal: Rehearsal) -> None:
    found = rehearsal.ask()
    assert found.anchor in found.sentence
    assert rehearsal.ledger.rehearsed("coffee/cold-brew")
    assert rehearsal.settled() == rehearsal.book()
    assert len(rehearsal.book()) == 1


def test_a_second_question_reads_the_shared_beginning_from_the_cache(rehearsal: Rehearsal) -> None:
    rehearsal.ask("coffee/one")
    rehearsal.ask("coffee/two")
    first, second = rehearsal.settled().values()
    assert first.cache_write_1h_tokens > 0
    assert first.cache_write_5m_tokens > 0
    assert second.cache_read_tokens == first.cache_write_1h_tokens + first.cache_write_5m_tokens


@pytest.mark.parametrize(
    ("failure", "states"),
    [
        ("rate_limit", ["failed", "settled"]),
        ("server_error", ["failed", "settled"]),
        ("overloaded", ["failed", "settled"]),
        ("drop_before", ["unconfirmed", "settled"]),
        ("drop_after", ["unconfirmed", "settled"]),
        ("truncate", ["settled", "settled"]),
        ("malformed", ["settled", "settled"]),
    ],
)
def test_the_ledger_equals_the_servers_book_after_a_failure(
    rehearsal: Rehearsal, failure: str, states: list[str]
) -> None:
    rehearsal.scripted({"occurrence": 1, "do": failure}).ask()
    assert rehearsal.states == states
    assert rehearsal.settled() == rehearsal.book()


def test_a_refusal_is_in_both_books(rehearsal: Rehearsal) -> None:
    with pytest.raises(ModelRefusedError):
        rehearsal.scripted({"occurrence": 1, "do": "refuse"}).ask()
    assert rehearsal.settled() == rehearsal.book()
    assert len(rehearsal.book()) == 1


def test_what_a_lost_answer_really_cost_is_within_what_was_reserved_for_it(rehearsal: Rehearsal) -> None:
    rehearsal.scripted({"occurrence": 1, "do": "drop_after"}).ask()
    lost = next(json.loads(line) for line in rehearsal.log.read_text().splitlines())
    really = Usage(**{name: lost[name] for name in Usage.model_fields if name in lost})
    charge = rehearsal.ledger.charges()[0]
    assert 0 < PRICES.cost(really, charge.model, charge.at) <= rehearsal.ledger.usd(charge)
