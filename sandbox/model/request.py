"""What the API refuses of a request before a model reads it, and the request once it was accepted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sandbox.model.errors import Refusal, invalid
from sandbox.model.models import EFFORTS, MAX_INPUT_TOKENS, MAX_OUTPUT_TOKENS, MODELS, Model
from sandbox.model.schema import check_schema
from sandbox.model.tokens import Json, as_blocks, input_tokens, rendered

MAX_CACHE_POINTS = 4
REMOVED = ("temperature", "top_p", "top_k")
KNOWN = frozenset(
    {"model", "max_tokens", "messages", "system", "stream", "output_config", "thinking", "metadata", "stop_sequences",
     "service_tier", "cache_control", "tools", "tool_choice", "inference_geo", "speed", "diagnostics", "container",
     "user_profile_id", "workspace_id"}
)  # fmt: skip


@dataclass(frozen=True)
class Accepted:
    """A request that the API would serve."""

    body: Json
    model: Model
    effort: str
    thinking: str
    schema_title: str
    max_tokens: int
    stream: bool


def accept(body: object, *, counting: bool = False) -> Accepted:
    """Check a request as the API does; raise its 400 or 404. `counting` asks for no `max_tokens`."""
    if not isinstance(body, dict):
        raise invalid("The request body is not valid JSON.")
    _check_fields(body)
    model = _model(body)
    max_tokens = 0 if counting else _max_tokens(body)
    _check_messages(body.get("messages"))
    effort = _effort(body, model)
    thinking = _thinking(body, model, effort, max_tokens, counting=counting)
    _check_tool_choice(body)
    title = _check_format(body)
    _check_cache_points(body)
    if input_tokens(body) > MAX_INPUT_TOKENS:
        raise invalid(f"prompt is too long: more than {MAX_INPUT_TOKENS} tokens")
    return Accepted(body, model, effort, thinking, title, max_tokens, bool(body.get("stream")))


def _check_fields(body: Json) -> None:
    for name in REMOVED:
        if name in body:
            raise invalid(f"{name}: this parameter is not supported by API version 2026-10-21")
    for name in sorted(body.keys() - KNOWN):
        raise invalid(f"{name}: Extra inputs are not permitted")


def _model(body: Json) -> Model:
    name = body.get("model")
    if not isinstance(name, str) or not name:
        raise invalid("model: Field required")
    if name not in MODELS:
        raise Refusal(404, "not_found_error", f"model: {name}")
    return MODELS[name]


def _max_tokens(body: Json) -> int:
    value = body.get("max_tokens")
    if value is None:
        raise invalid("max_tokens: Field required")
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise invalid("max_tokens: Input should be greater than or equal to 1")
    if value > MAX_OUTPUT_TOKENS:
        raise invalid(
            f"max_tokens: {value} > {MAX_OUTPUT_TOKENS}, which is the maximum allowed number of output tokens"
        )
    return value


def _check_messages(messages: Any) -> None:
    if not isinstance(messages, list) or not messages:
        raise invalid("messages: at least one message is required")
    for n, message in enumerate(messages):
        if not isinstance(message, dict) or message.get("role") not in ("user", "assistant"):
            raise invalid(f"messages.{n}.role: Input should be 'user' or 'assistant'")
        if not as_blocks(message.get("content")):
            raise invalid(f"messages.{n}.content: must not be empty")
        for block in as_blocks(message["content"]):
            _check_block(f"messages.{n}.content", message["role"], block)
    if messages[-1]["role"] == "assistant":
        raise invalid(
            "This model does not support assistant message prefill. The conversation must end with a user message."
        )


def _check_block(where: str, role: str, block: Json) -> None:
    kind = block.get("type")
    if kind == "text" and not str(block.get("text", "")).strip():
        raise invalid(f"{where}: text content blocks must be non-empty")
    if kind == "text" and role == "user" and "citations" in block:
        raise invalid(
            f"{where}: citations on a text block of a user message are not supported by API version 2026-10-21"
        )
    if kind == "document" and role == "assistant":
        raise invalid(f"{where}: document blocks are not allowed in assistant messages")
    if kind == "document" and not isinstance(block.get("source"), dict):
        raise invalid(f"{where}: document.source: Field required")


def _effort(body: Json, model: Model) -> str:
    effort = (body.get("output_config") or {}).get("effort") or model.default_effort
    if effort not in EFFORTS:
        raise invalid(f"output_config.effort: Input should be one of {', '.join(EFFORTS)}")
    return str(effort)


def _thinking(body: Json, model: Model, effort: str, max_tokens: int, *, counting: bool) -> str:
    asked = body.get("thinking") or {}
    kind = str(asked.get("type", "adaptive"))
    if kind not in ("adaptive", "between_tools", "enabled", "disabled"):
        raise invalid(f"thinking.type: Input tag '{kind}' is not one of adaptive, between_tools, enabled, disabled")
    if kind == "disabled" and effort not in model.disabled_efforts:
        raise invalid(
            f'thinking: "disabled" is not supported on {model.id} at effort {effort}. Use "between_tools" or "adaptive" where allowed.'
        )
    if kind == "between_tools" and effort not in model.between_tools_efforts:
        raise invalid(f'thinking: "between_tools" is not supported on {model.id} at effort {effort}')
    if kind == "enabled":
        raise invalid(
            f'thinking: "enabled" with budget_tokens is not supported on {model.id}; use "adaptive" with output_config.effort'
        )
    return kind


def _check_tool_choice(body: Json) -> None:
    kind = (body.get("tool_choice") or {}).get("type")
    if kind in ("any", "tool"):
        raise invalid(f'tool_choice: type "{kind}" is not supported on this model')


def _check_format(body: Json) -> str:
    answer_format = (body.get("output_config") or {}).get("format")
    if answer_format is None:
        return ""
    if not isinstance(answer_format, dict) or answer_format.get("type") != "json_schema":
        raise invalid("output_config.format.type: Input should be 'json_schema'")
    if any((block.get("citations") or {}).get("enabled") for block in rendered(body)):
        raise invalid("output_config.format: citations cannot be used together with a structured output format")
    check_schema(answer_format.get("schema"))
    return str(answer_format["schema"].get("title", ""))


def _check_cache_points(body: Json) -> None:
    controls = [block["cache_control"] for block in (*rendered(body), body) if block.get("cache_control")]
    if len(controls) > MAX_CACHE_POINTS:
        raise invalid(
            f"A maximum of {MAX_CACHE_POINTS} blocks with cache_control may be provided. Found {len(controls)}."
        )
    _check_lifetimes([(control.get("type"), control.get("ttl", "5m")) for control in controls])


def _check_lifetimes(controls: Iterable[tuple[object, object]]) -> None:
    shorter_seen = False
    for kind, ttl in controls:
        if kind != "ephemeral" or ttl not in ("5m", "1h"):
            raise invalid("cache_control: type must be 'ephemeral' and ttl one of '5m', '1h'")
        if ttl == "1h" and shorter_seen:
            raise invalid("cache_control.ttl: a ttl='1h' block must not come after a ttl='5m' block")
        shorter_seen = shorter_seen or ttl == "5m"
