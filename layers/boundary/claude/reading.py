"""Makes a value of a raw reply, or says what is wrong with it. Nothing here can lose a bill: the usage was entered before."""

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from layers.nouns.money import Usage
from layers.nouns.value import Value

A = TypeVar("A", bound=Value)


@dataclass(frozen=True)
class Truncated:
    """The answer ran into `max_tokens`."""


@dataclass(frozen=True)
class Declined:
    """The model would not answer."""

    reason: str


@dataclass(frozen=True)
class Invalid:
    """The answer is not of the form that was asked for."""

    reason: str


@dataclass(frozen=True)
class Stopped:
    """The model stopped for a reason that no question of Masthead's leads to."""

    reason: str


@dataclass(frozen=True)
class Unreadable:
    """The reply is not of the API's form, as that of a local server may be. Asked again, it would answer the same."""

    reason: str


def body_of(raw: str) -> dict[str, Any] | None:
    """Return the reply as an object with a usage, or None when it is not one (a proxy's page, half a body)."""
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) and isinstance(body.get("usage"), dict) else None


def usage_of(body: dict[str, Any]) -> Usage | None:
    """Return the counts, or None where they are no counts."""
    try:
        return _counted(body["usage"])
    except (AttributeError, TypeError, ValidationError):
        return None


def _counted(usage: dict[str, Any]) -> Usage:
    """What was written to the cache without a word on how long is taken as the five-minute kind."""
    written = usage.get("cache_creation_input_tokens") or 0
    hour = (usage.get("cache_creation") or {}).get("ephemeral_1h_input_tokens") or 0
    return Usage(
        input_tokens=usage.get("input_tokens") or 0,
        output_tokens=usage.get("output_tokens") or 0,
        cache_read_tokens=usage.get("cache_read_input_tokens") or 0,
        cache_write_5m_tokens=max(0, written - hour),
        cache_write_1h_tokens=hour,
        searches=(usage.get("server_tool_use") or {}).get("web_search_requests") or 0,
        batch=usage.get("service_tier") == "batch",
    )


def read(raw: str, kind: type[A]) -> A | Truncated | Declined | Invalid | Stopped | Unreadable:
    """Return the answer as a validated value, or why there is none."""
    body = body_of(raw) or {"usage": {}}
    if usage_of(body) is None:
        return Unreadable("what it says of its tokens is no count")
    reason = body.get("stop_reason")
    if reason == "end_turn":
        return _answered(body, kind)
    if reason == "max_tokens":
        return Truncated()
    return _declined(body.get("stop_details")) if reason == "refusal" else Stopped(f"it stopped with '{reason}'")


def _answered(body: dict[str, Any], kind: type[A]) -> A | Invalid | Unreadable:
    blocks = body.get("content") or []
    try:
        text = "".join(block.get("text", "") for block in blocks if block.get("type") == "text")
    except (AttributeError, TypeError):
        return Unreadable("its content is no list of blocks with text")
    return _validated(text, kind)


def _declined(details: Any) -> Declined | Unreadable:
    if not isinstance(details, dict | None):
        return Unreadable(f"it declined, and what it says of that is no object: {str(details)[:80]}")
    category = (details or {}).get("category")
    return Declined(f"it declined ({category})" if category else "it declined and did not say why")


def _validated(text: str, kind: type[A]) -> A | Invalid:
    try:
        return kind.model_validate_json(_object(text))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        return Invalid(f"{place}: {first['msg']}" if place else first["msg"])


def _object(text: str) -> str:
    """Return what stands between the outermost braces: without an output format, models put fences and words around it."""
    start, end = text.find("{"), text.rfind("}")
    return text[start : end + 1] if 0 <= start < end else text
