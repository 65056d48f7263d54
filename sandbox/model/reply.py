"""The Messages API's success answers: one JSON message, or the same as server-sent events."""

import json
import secrets
from bisect import bisect
from collections.abc import Iterator
from dataclasses import dataclass

from sandbox.model.cache import CachedInput
from sandbox.model.request import Accepted
from sandbox.model.tokens import Json, tokens

CHARACTERS_PER_EVENT = 400


@dataclass(frozen=True)
class Reply:
    """What the model said and why it stopped."""

    text: str
    stop_reason: str
    output_tokens: int
    thinking_tokens: int

    @property
    def content(self) -> list[Json]:
        return [{"type": "text", "text": self.text, "citations": None}] if self.text else []

    @property
    def stop_details(self) -> Json | None:
        if self.stop_reason != "refusal":
            return None
        return {"type": "refusal", "category": "general_harms", "explanation": "Scripted: the request was declined."}


def finish(text: str, thinking: int, max_tokens: int) -> Reply:
    """Stop where `max_tokens` is reached; thinking counts and comes first."""
    room = max(0, max_tokens - thinking)
    if tokens(text) <= room:
        return Reply(text, "end_turn", thinking + tokens(text), thinking)
    longest = bisect(range(len(text) + 1), room, key=lambda length: tokens(text[:length])) - 1
    return Reply(text[:longest], "max_tokens", max_tokens, min(thinking, max_tokens))


def half(text: str, thinking: int) -> Reply:
    """The first half of a text, as one that ran out of tokens."""
    part = text[: len(text) // 2]
    return Reply(part, "max_tokens", thinking + tokens(part), thinking)


def usage(reply: Reply, cached: CachedInput) -> Json:
    return {
        "input_tokens": cached.fresh,
        "output_tokens": reply.output_tokens,
        "output_tokens_details": {"thinking_tokens": reply.thinking_tokens},
        "cache_read_input_tokens": cached.read,
        "cache_creation_input_tokens": cached.written_5m + cached.written_1h,
        "cache_creation": {
            "ephemeral_5m_input_tokens": cached.written_5m,
            "ephemeral_1h_input_tokens": cached.written_1h,
        },
        "server_tool_use": None,
        "service_tier": "standard",
        "speed": "standard",
        "inference_geo": "global",
    }


def message(accepted: Accepted, reply: Reply, cached: CachedInput) -> Json:
    return {
        "id": f"msg_rehearsal_{secrets.token_hex(10)}",
        "type": "message",
        "role": "assistant",
        "model": accepted.model.id,
        "content": reply.content,
        "stop_reason": reply.stop_reason,
        "stop_sequence": None,
        "stop_details": reply.stop_details,
        "usage": usage(reply, cached),
    }


def events(whole: Json) -> Iterator[Json]:
    """A message as the events of its stream."""
    start = {**whole, "content": [], "stop_reason": None, "stop_details": None}
    yield {"type": "message_start", "message": {**start, "usage": {**whole["usage"], "output_tokens": 1}}}
    for block in whole["content"]:
        yield {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}
        for at in range(0, len(block["text"]), CHARACTERS_PER_EVENT):
            piece = block["text"][at : at + CHARACTERS_PER_EVENT]
            yield {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": piece}}
        yield {"type": "content_block_stop", "index": 0}
    delta = {key: whole[key] for key in ("stop_reason", "stop_sequence", "stop_details")}
    yield {"type": "message_delta", "delta": delta, "usage": {"output_tokens": whole["usage"]["output_tokens"]}}
    yield {"type": "message_stop"}


def stream_bytes(whole: Json) -> bytes:
    return b"".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n".encode() for event in events(whole))
