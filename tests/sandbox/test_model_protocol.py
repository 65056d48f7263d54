"""The rehearsal server through the real SDK over HTTP: what is served, and what is refused as the API refuses it."""

import http.client
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import pytest
from anthropic import Anthropic, transform_schema
from pydantic import BaseModel, ConfigDict

from sandbox.model import KEY, MARK, Running, start

HAIKU, SONNET, OPUS = "claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5"
HELLO: list[Any] = [{"role": "user", "content": "Hello there"}]


class LinkSentence(BaseModel):
    model_config = ConfigDict(extra="forbid")
    sentence: str
    anchor: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    running = start(log=tmp_path_factory.mktemp("model") / "usage.jsonl")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def client(server: Running) -> Iterator[Anthropic]:
    with Anthropic(api_key=KEY, base_url=server.url, max_retries=0) as client:
        yield client


def link_question(**changes: Any) -> dict[str, Any]:
    page = {"title": "Choosing a Kettle", "url": "http://a/", "paragraphs": ["Water first."]}
    target = {"title": "Cold brew ratio", "url": "http://b/", "keyword": "cold brew ratio", "description": "How much."}
    documents = [("site", {"language": "en"}), ("page", page), ("target", target)]
    blocks = [
        {
            "type": "document",
            "title": title,
            "source": {"type": "text", "media_type": "text/plain", "data": json.dumps(data)},
        }
        for title, data in documents
    ]
    schema = {"type": "json_schema", "schema": transform_schema(LinkSentence)}
    question: dict[str, Any] = {
        "model": HAIKU,
        "max_tokens": 1_000,
        "messages": [{"role": "user", "content": [*blocks, {"type": "text", "text": "One sentence, please."}]}],
        "output_config": {"effort": "low", "format": schema},
        "thinking": {"type": "disabled"},
    }
    return question | changes


def with_schema(schema: dict[str, Any]) -> dict[str, Any]:
    return {"effort": "low", "format": {"type": "json_schema", "schema": schema}}


def closed(properties: dict[str, Any], required: list[str] | None = None) -> dict[str, Any]:
    names = list(properties) if required is None else required
    return {
        "type": "object",
        "title": "LinkSentence",
        "properties": properties,
        "required": names,
        "additionalProperties": False,
    }


def test_a_structured_answer_is_json_of_its_schema(client: Anthropic) -> None:
    message = client.messages.create(**link_question())
    answer = LinkSentence.model_validate_json(message.content[0].text)  # type: ignore[union-attr]
    assert message.stop_reason == "end_turn"
    assert answer.anchor in answer.sentence
    assert "cold brew ratio" in answer.sentence


def test_the_same_question_has_the_same_answer_to_the_letter(client: Anthropic) -> None:
    first, second = (client.messages.create(**link_question()).content[0].text for _ in range(2))  # type: ignore[union-attr]
    assert first == second


def test_rewording_the_instructions_changes_nothing(client: Anthropic) -> None:
    plain = client.messages.create(**link_question())
    question = link_question(system="Speak like a pirate.")
    question["messages"][0]["content"][-1]["text"] = "Arr, write."
    assert client.messages.create(**question).content == plain.content


def test_a_stream_ends_in_the_same_message_as_a_plain_call(client: Anthropic) -> None:
    plain = client.messages.create(**link_question())
    with client.messages.stream(**link_question()) as stream:
        final = stream.get_final_message()
    assert [block.text for block in final.content] == [block.text for block in plain.content]  # type: ignore[union-attr]
    assert final.stop_reason == "end_turn"
    assert final.usage.output_tokens == plain.usage.output_tokens
    assert final.usage.input_tokens == plain.usage.input_tokens


def test_every_answer_says_that_it_is_a_rehearsal_and_carries_request_id_and_limits(client: Anthropic) -> None:
    raw = client.messages.with_raw_response.create(**link_question())
    message = raw.parse()
    assert raw.headers[MARK] == "true"
    assert message._request_id == raw.headers["request-id"]
    assert int(raw.headers["anthropic-ratelimit-input-tokens-remaining"]) == 2_000_000 - message.usage.input_tokens
    assert raw.headers["anthropic-ratelimit-requests-reset"].endswith("Z")


def test_errors_carry_mark_and_request_id_too(client: Anthropic) -> None:
    with pytest.raises(anthropic.NotFoundError) as caught:
        client.messages.create(model="claude-nobody", max_tokens=10, messages=HELLO)
    assert caught.value.type == "not_found_error"
    assert caught.value.response.headers[MARK] == "true"
    assert caught.value.request_id
    assert caught.value.request_id.startswith("req_rehearsal_")


@pytest.mark.parametrize("key", ["wrong", "rehearsal2", "Rehearsal"])
def test_a_wrong_key_is_401(server: Running, key: str) -> None:
    with (
        Anthropic(api_key=key, base_url=server.url, max_retries=0) as client,
        pytest.raises(anthropic.AuthenticationError) as caught,
    ):
        client.messages.create(model=HAIKU, max_tokens=10, messages=HELLO)
    assert caught.value.type == "authentication_error"


def test_no_key_or_a_key_in_the_old_header_is_401(server: Running) -> None:
    for headers in ({}, {"x-api-key": KEY}):
        connection = http.client.HTTPConnection(server.url.removeprefix("http://"))
        connection.request("POST", "/v1/messages", body=b"{}", headers=headers)
        reply = connection.getresponse()
        assert reply.status == 401
        assert json.loads(reply.read())["error"]["type"] == "authentication_error"
        connection.close()


def test_models_are_listed_and_found_by_id(client: Anthropic) -> None:
    listed = [model.id for model in client.models.list()]
    assert {HAIKU, SONNET, OPUS} <= set(listed)
    assert client.models.retrieve(SONNET).lifecycle == "active"
    with pytest.raises(anthropic.NotFoundError):
        client.models.retrieve("claude-nobody")


def test_counting_tokens_gives_what_a_call_is_charged_for_input(client: Anthropic) -> None:
    question = link_question()
    used = client.messages.create(**question).usage
    counted = client.messages.count_tokens(
        **{name: question[name] for name in ("model", "messages", "output_config", "thinking")}
    )
    assert counted.input_tokens == used.input_tokens + (used.cache_read_input_tokens or 0)


def test_one_connection_serves_many_calls(server: Running) -> None:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"))
    body = json.dumps({"model": HAIKU, "max_tokens": 500, "messages": HELLO})
    for _ in range(3):
        connection.request("POST", "/v1/messages", body=body, headers={"authorization": f"Bearer {KEY}"})
        reply = connection.getresponse()
        assert reply.status == 200
        assert json.loads(reply.read())["content"][0]["text"].startswith("This is the rehearsal model")
    connection.close()


def test_a_body_that_is_no_json_is_400(server: Running) -> None:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"))
    connection.request("POST", "/v1/messages", body=b"{", headers={"authorization": f"Bearer {KEY}"})
    assert connection.getresponse().status == 400
    connection.close()


TEXT = {"type": "string"}
CACHED = {"cache_control": {"type": "ephemeral"}}
REFUSED: dict[str, dict[str, Any]] = {
    "temperature": {"extra_body": {"temperature": 0.5}},
    "top_p": {"extra_body": {"top_p": 0.5}},
    "top_k": {"extra_body": {"top_k": 5}},
    "Extra inputs": {"extra_body": {"surprise": True}},
    "prefill": {"messages": [*HELLO, {"role": "assistant", "content": "{"}]},
    'type "any" is not': {"tool_choice": {"type": "any"}, "tools": [{"name": "t", "input_schema": {"type": "object"}}]},
    'type "tool" is not': {
        "tool_choice": {"type": "tool", "name": "t"},
        "tools": [{"name": "t", "input_schema": {"type": "object"}}],
    },
    "optional parameters (25)": {"output_config": with_schema(closed({f"p{n}": TEXT for n in range(25)}, required=[]))},
    "union types (17)": {
        "output_config": with_schema(closed({f"p{n}": {"anyOf": [TEXT, {"type": "null"}]} for n in range(17)}))
    },
    "Recursive": {
        "output_config": with_schema(
            closed({"a": {"$ref": "#/$defs/N"}}) | {"$defs": {"N": closed({"n": {"$ref": "#/$defs/N"}})}}
        )
    },
    "cannot be resolved": {"output_config": with_schema(closed({"a": {"$ref": "#/$defs/Nobody"}}))},
    "'maxLength' is not supported": {"output_config": with_schema(closed({"a": {"type": "string", "maxLength": 3}}))},
    "'minItems' values": {"output_config": with_schema(closed({"a": {"type": "array", "items": TEXT, "minItems": 2}}))},
    "format 'color'": {"output_config": with_schema(closed({"a": {"type": "string", "format": "color"}}))},
    "explicitly set to false": {
        "output_config": with_schema({"type": "object", "title": "T", "properties": {"a": TEXT}})
    },
    "A maximum of 4": {
        "messages": [{"role": "user", "content": [{"type": "text", "text": "Hi", **CACHED} for _ in range(5)]}]
    },
    "must not come after": {
        "messages": [
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "Hi", **CACHED},
                    {"type": "text", "text": "Ho", "cache_control": {"type": "ephemeral", "ttl": "1h"}},
                ],
            }
        ]
    },
    "citations cannot": {
        "messages": [
            {
                "role": "user",
                "content": [
                    {
                        "type": "document",
                        "title": "d",
                        "citations": {"enabled": True},
                        "source": {"type": "text", "media_type": "text/plain", "data": "x"},
                    },
                ],
            }
        ]
    },
    '"disabled" is not supported on claude-sonnet-5-5': {"model": SONNET},
    '"disabled" is not supported on claude-opus-5-5': {"model": OPUS},
    "budget_tokens is not": {"thinking": {"type": "enabled", "budget_tokens": 2_000}},
    "maximum allowed number": {"max_tokens": 200_000, "timeout": 10},
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_the_api_refuses_is_400_with_its_reason(client: Anthropic, reason: str) -> None:
    with pytest.raises(anthropic.BadRequestError) as caught:
        client.messages.create(**link_question(**REFUSED[reason]))
    assert caught.value.type == "invalid_request_error"
    assert reason in (caught.value.api_message or "")


@pytest.mark.parametrize("missing", ["max_tokens", "model", "messages"])
def test_a_missing_field_is_400(server: Running, missing: str) -> None:
    body = {"model": HAIKU, "max_tokens": 10, "messages": HELLO}
    del body[missing]
    outcome, _ = server.service.message(body)
    assert outcome.status == 400
    assert missing in str(outcome.body)


def test_what_stands_at_the_limit_is_served(client: Anthropic) -> None:
    schema = closed(
        {f"p{n}": TEXT for n in range(24)} | {"sentence": TEXT, "anchor": TEXT}, required=["sentence", "anchor"]
    )
    assert client.messages.create(**link_question(output_config=with_schema(schema))).stop_reason == "end_turn"


def test_a_schema_that_the_model_has_no_answer_for_is_refused(client: Anthropic) -> None:
    schema = closed({"a": TEXT}) | {"title": "Poem"}
    with pytest.raises(anthropic.BadRequestError, match="Poem"):
        client.messages.create(**link_question(output_config=with_schema(schema)))


def test_a_missing_document_is_named(client: Anthropic) -> None:
    question = link_question()
    del question["messages"][0]["content"][2]
    with pytest.raises(anthropic.BadRequestError, match="`target`"):
        client.messages.create(**question)


def test_the_log_has_every_request_and_bills_only_the_answered(tmp_path: Path) -> None:
    running = start(log=tmp_path / "deep" / "usage.jsonl")
    try:
        with Anthropic(api_key=KEY, base_url=running.url, max_retries=0) as client:
            message = client.messages.create(**link_question())
            with pytest.raises(anthropic.BadRequestError):
                client.messages.create(**link_question(extra_body={"temperature": 1}))
        billed, refused = running.service.log.rows()
    finally:
        running.stop()
    assert billed["request_id"] == message._request_id
    assert (billed["billed"], refused["billed"]) == (True, False)
    assert billed["output_tokens"] == message.usage.output_tokens
    assert refused["status"] == 400
