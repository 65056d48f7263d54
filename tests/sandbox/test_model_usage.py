"""Tokens, caching and limits: the arithmetic of a bill."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.model.models import MODELS
from sandbox.model.service import Service
from sandbox.model.tokens import tokens


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def service(tmp_path: Path, clock: Clock) -> Iterator[Service]:
    return Service(tmp_path / "log.jsonl", clock)  # type: ignore[return-value]


def ask(
    service: Service,
    *blocks: tuple[str, str],
    model: str = "claude-sonnet-5-5",
    effort: str = "low",
    max_tokens: int = 2_000,
) -> dict[str, Any]:
    """Each block is a text and the lifetime of its cache point, or nothing."""
    content = [
        {"type": "text", "text": text} | ({"cache_control": {"type": "ephemeral", "ttl": ttl}} if ttl else {})
        for text, ttl in blocks
    ]
    body = {
        "model": model,
        "max_tokens": max_tokens,
        "output_config": {"effort": effort},
        "messages": [{"role": "user", "content": content}],
    }
    outcome, _ = service.message(body)
    assert outcome.body is not None
    return outcome.body


def counts(message: dict[str, Any]) -> tuple[int, int, int, int]:
    """Fresh, read, written for five minutes, written for an hour."""
    usage = message["usage"]
    creation = usage["cache_creation"]
    return (
        usage["input_tokens"],
        usage["cache_read_input_tokens"],
        creation["ephemeral_5m_input_tokens"],
        creation["ephemeral_1h_input_tokens"],
    )


LONG = "word " * 500  # 900 tokens
SHORT = "word " * 100  # 180 tokens


def test_tokens_are_nine_fifths_of_the_words_rounded_up() -> None:
    assert [tokens("word " * n) for n in (0, 1, 2, 5, 10)] == [0, 2, 4, 9, 18]


def test_a_japanese_character_is_a_token() -> None:
    assert tokens("水出し") == 3
    assert tokens("水出し cold brew") == 3 + 4


@given(st.text(), st.text())
def test_text_never_costs_less_than_its_part(first: str, second: str) -> None:
    assert tokens(f"{first} {second}") >= max(tokens(first), tokens(second))


def test_a_prefix_is_written_once_and_then_read(service: Service) -> None:
    assert counts(ask(service, (LONG, "1h"), (SHORT, ""))) == (180, 0, 0, 900)
    assert counts(ask(service, (LONG, "1h"), ("something else", ""))) == (4, 900, 0, 0)


def test_a_longer_prefix_reads_what_is_known_and_writes_the_rest(service: Service) -> None:
    ask(service, (LONG, "1h"), (SHORT, ""))
    assert counts(ask(service, (LONG, "1h"), (SHORT, "5m"), ("end", ""))) == (2, 900, 180, 0)
    assert counts(ask(service, (LONG, "1h"), (SHORT, "5m"), ("end", ""))) == (2, 1_080, 0, 0)


def test_one_changed_byte_reads_nothing(service: Service) -> None:
    ask(service, (LONG, "5m"))
    assert counts(ask(service, (f"{LONG}!", "5m")))[1] == 0


@pytest.mark.parametrize("change", [{"model": "claude-haiku-5-5"}, {"effort": "medium"}])
def test_another_model_or_effort_has_its_own_cache(service: Service, change: dict[str, str]) -> None:
    ask(service, (LONG, "5m"))
    assert counts(ask(service, (LONG, "5m"), **change))[1:3] == (0, 900)  # type: ignore[arg-type]


def test_a_prefix_under_512_tokens_is_not_cached(service: Service) -> None:
    for _ in range(2):
        assert counts(ask(service, (SHORT, "5m"))) == (180, 0, 0, 0)


@pytest.mark.parametrize(("ttl", "seconds"), [("5m", 300), ("1h", 3_600)])
def test_an_entry_lives_as_long_as_it_was_asked_for_and_a_read_renews_it(
    service: Service, clock: Clock, ttl: str, seconds: int
) -> None:
    ask(service, (LONG, ttl))
    for _ in range(2):
        clock.now += seconds - 1
        assert counts(ask(service, (LONG, ttl)))[1] == 900
    clock.now += seconds + 1
    assert counts(ask(service, (LONG, ttl)))[1] == 0


@given(st.lists(st.tuples(st.integers(1, 400), st.sampled_from(["", "5m"])), min_size=1, max_size=4))
def test_every_input_token_is_billed_in_exactly_one_class(
    tmp_path_factory: pytest.TempPathFactory, blocks: list[tuple[int, str]]
) -> None:
    service = Service(tmp_path_factory.mktemp("log") / "log.jsonl", Clock())
    asked = [("word " * n, ttl) for n, ttl in blocks]
    total = sum(tokens(text) for text, _ in asked)
    for _ in range(2):
        assert sum(counts(ask(service, *asked))) == total


def test_thinking_is_output_and_comes_from_the_table(service: Service) -> None:
    for effort in ("low", "high"):
        usage = ask(service, ("hi", ""), effort=effort)["usage"]
        expected = MODELS["claude-sonnet-5-5"].thinking[effort]
        assert usage["output_tokens_details"]["thinking_tokens"] == expected
        assert usage["output_tokens"] > expected


def test_max_tokens_cuts_the_answer_and_is_never_exceeded(service: Service) -> None:
    whole = ask(service, ("hi", ""))
    thinking = whole["usage"]["output_tokens_details"]["thinking_tokens"]
    short = ask(service, ("hi", ""), max_tokens=thinking + 10)
    assert short["stop_reason"] == "max_tokens"
    assert short["usage"]["output_tokens"] <= thinking + 10
    assert whole["content"][0]["text"].startswith(short["content"][0]["text"])


def test_thinking_alone_can_use_up_the_room(service: Service) -> None:
    message = ask(service, ("hi", ""), max_tokens=20)
    assert (message["stop_reason"], message["content"], message["usage"]["output_tokens"]) == ("max_tokens", [], 20)


def test_the_log_says_what_the_reply_said(service: Service) -> None:
    replies = [ask(service, (LONG, "1h"), (SHORT, "5m"), ("end", "")) for _ in range(2)]
    rows = [json.loads(line) for line in service.log.path.read_text().splitlines()]
    logged = [
        (row["input_tokens"], row["cache_read_tokens"], row["cache_write_5m_tokens"], row["cache_write_1h_tokens"])
        for row in rows
    ]
    assert logged == [counts(reply) for reply in replies]
    assert [row["output_tokens"] for row in rows] == [reply["usage"]["output_tokens"] for reply in replies]
