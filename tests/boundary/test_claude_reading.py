"""Replies that are not of the API's form, as local servers give them: one error of our own, and the bill is never lost."""

import json
from typing import Any

import pytest

from layers.boundary.claude.reading import Declined, Invalid, Unreadable, body_of, read, usage_of
from layers.errors import UnusableAnswerError
from layers.nouns import LinkSentence, Usage
from tests.boundary.scripted_api import USAGE, Reply, answer
from tests.boundary.test_claude import GOOD, VALUE, Desk, api, desk

__all__ = ["api", "desk"]  # fixtures


def odd(**more: Any) -> Reply:
    return answer(GOOD, **more)


ODD = [
    (odd(content="text"), "content is no list of blocks"),
    (odd(content=["text"]), "content is no list of blocks"),
    (odd(content=[{"type": "text", "text": 7}]), "content is no list of blocks"),
    (odd(content=7), "content is no list of blocks"),
    (odd(stop="refusal", stop_details="policy"), "no object: policy"),
    (odd(usage={**USAGE, "input_tokens": 12.5}), "tokens is no count"),
    (odd(usage={**USAGE, "output_tokens": -1}), "tokens is no count"),
    (odd(usage={**USAGE, "cache_creation_input_tokens": "many"}), "tokens is no count"),
    (odd(usage={**USAGE, "cache_creation": "5m"}), "tokens is no count"),
    (odd(usage={**USAGE, "server_tool_use": 3}), "tokens is no count"),
]


@pytest.mark.parametrize(("reply", "said"), ODD)
def test_a_reply_of_another_form_is_settled_kept_and_not_asked_for_again(desk: Desk, reply: Reply, said: str) -> None:
    with pytest.raises(UnusableAnswerError, match=said):
        desk.asked_after(reply)
    with pytest.raises(UnusableAnswerError, match=said):
        desk.ask()
    assert (desk.states, len(desk.api.calls)) == (["settled"], 1)


def test_counts_that_are_none_are_taken_for_all_that_was_reserved(desk: Desk) -> None:
    with pytest.raises(UnusableAnswerError):
        desk.asked_after(odd(usage={**USAGE, "input_tokens": 12.5}))
    (charge,) = desk.charges
    assert charge.usage == charge.reserved
    assert charge.usage.output_tokens == 1_500


def test_a_reply_that_is_nested_without_end_is_none_of_the_api() -> None:
    assert body_of("[" * 200_000) is None


def test_a_reply_that_is_read_as_before() -> None:
    assert read(json.dumps(answer(GOOD).body), LinkSentence) == VALUE
    assert usage_of({"usage": {"input_tokens": 3.0, "output_tokens": None}}) == Usage(input_tokens=3)
    assert isinstance(read(json.dumps(answer("").body), LinkSentence), Invalid)
    assert isinstance(read(json.dumps(answer("", stop="refusal").body), LinkSentence), Declined)
    assert isinstance(read(json.dumps(odd(content="x").body), LinkSentence), Unreadable)
