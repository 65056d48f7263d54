"""Scripted failures: each happens when it was asked for, once, and is billed as the real one would be."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import anthropic
import pytest
from anthropic import Anthropic

from sandbox.errors import SandboxError
from sandbox.model import KEY, Running, start
from sandbox.model.script import KINDS, parse_script
from sandbox.model.spoil import INVENTED

EVIDENCE = """# Water (Kettle & Caddy)
[e1.1] Green tea needs water at 75 °C.
[e1.2] Boiling water makes green tea bitter within 1 minute.
[e1.3] Cool water draws less caffeine from the leaf than hot water.
[e1.4] The leaf of sencha opens slowly in water at 60 °C.
[e1.5] A lid on the pot keeps the water hot for 4 minutes.
[e1.6] Add cold water to the pot before the leaf goes in.
[e1.7] The pot should be warm, because cold clay cools the water."""
DRAFT = {
    "title": "Green tea water temperature: what holds up",
    "definition": "Green tea water temperature is the heat of the water when it meets the leaf. [e1.1]",
    "sections": [
        {"heading": heading, "blocks": [{"kind": "paragraph", "text": text, "items": []}]}
        for heading, text in (
            ("Why cooler water wins", "Boiling water turns green tea bitter within 1 minute. [e1.2]"),
            ("What green tea needs", "Water at 75 °C suits green tea best. [e1.1]"),
            ("What this means", "Green tea water temperature decides the cup, so measure it before you pour."),
        )
    ],
    "faq": [{"question": f"Is it {n}?", "answer": "Green tea needs water at 75 °C. [e1.1]"} for n in ("so", "not so")],
}
BRIEF = {
    "keyword": {"phrase": "green tea water temperature"},
    "angle": "Measure the water",
    "gaps": [],
    "questions": [],
    "target_words": 200,
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    running = start(log=tmp_path / "usage.jsonl")
    yield running
    running.stop()


@pytest.fixture
def client(server: Running) -> Iterator[Anthropic]:
    with Anthropic(api_key=KEY, base_url=server.url, max_retries=0) as client:
        yield client


def ask(client: Anthropic, title: str, **options: Any) -> anthropic.types.Message:
    documents = {
        "e1": EVIDENCE,
        "site": json.dumps({"language": "en"}),
        "brief": json.dumps(BRIEF),
        "draft": json.dumps(DRAFT),
    }
    schema = {"type": "object", "title": title, "properties": {}, "required": [], "additionalProperties": False}
    return client.messages.create(
        model="claude-haiku-5-5",
        max_tokens=4_000,
        thinking={"type": "disabled"},
        output_config={"effort": "low", "format": {"type": "json_schema", "schema": schema}},
        messages=[
            {
                "role": "user",
                "content": [
                    {
                        "type": "document",
                        "title": name,
                        "source": {"type": "text", "media_type": "text/plain", "data": data},
                    }
                    for name, data in documents.items()
                ],
            }
        ],
        **options,
    )


def script(server: Running, *failures: dict[str, Any]) -> None:
    body = json.dumps({"failures": list(failures)}).encode()
    request = urllib.request.Request(f"{server.url}/rehearsal/script", data=body, method="POST")
    with urllib.request.urlopen(request) as reply:
        assert json.loads(reply.read()) == {"failures": len(failures)}


def text(message: anthropic.types.Message) -> str:
    return "".join(block.text for block in message.content if block.type == "text")


def last(server: Running) -> dict[str, Any]:
    return dict(server.service.log.rows()[-1])


@pytest.mark.parametrize(
    ("kind", "status", "error"),
    [
        ("rate_limit", 429, anthropic.RateLimitError),
        ("server_error", 500, anthropic.InternalServerError),
        ("overloaded", 529, anthropic.OverloadedError),
    ],
)
def test_an_error_status_comes_once_and_costs_nothing(
    server: Running, client: Anthropic, kind: str, status: int, error: type[anthropic.APIStatusError]
) -> None:
    script(server, {"schema": "Review", "occurrence": 1, "do": kind, "retry_after": 7})
    with pytest.raises(error) as caught:
        ask(client, "Review")
    assert caught.value.status_code == status
    assert caught.value.response.headers.get("retry-after") == ("7" if kind == "rate_limit" else None)
    row = last(server)
    assert (row["status"], row["billed"], row["output_tokens"], row["request_id"]) == (
        status,
        False,
        0,
        caught.value.request_id,
    )
    assert ask(client, "Review").stop_reason == "end_turn"


def test_only_the_named_schema_and_the_named_times_fail(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "Review", "occurrence": [2, 3], "do": "overloaded"})
    assert ask(client, "Draft").stop_reason == "end_turn"
    outcomes = []
    for _ in range(4):
        try:
            outcomes.append(ask(client, "Review").stop_reason)
        except anthropic.OverloadedError:
            outcomes.append("overloaded")
    assert outcomes == ["end_turn", "overloaded", "overloaded", "end_turn"]


def test_a_connection_dropped_before_the_answer_is_not_billed(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "*", "do": "drop_before"})
    with pytest.raises(anthropic.APIConnectionError):
        ask(client, "Review")
    assert (last(server)["billed"], last(server)["input_tokens"]) == (False, 0)


def test_a_connection_dropped_after_the_answer_is_billed_though_nobody_knows(
    server: Running, client: Anthropic
) -> None:
    script(server, {"schema": "*", "do": "drop_after"})
    with pytest.raises(anthropic.APIConnectionError):
        ask(client, "Review")
    lost = last(server)
    heard = ask(client, "Review")
    assert lost["billed"] is True
    assert (lost["input_tokens"], lost["output_tokens"]) == (heard.usage.input_tokens, heard.usage.output_tokens)


def test_a_truncated_answer_is_half_a_json_and_billed_as_half(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "Review", "do": "truncate"})
    short, whole = ask(client, "Review"), ask(client, "Review")
    assert (short.stop_reason, whole.stop_reason) == ("max_tokens", "end_turn")
    assert text(whole).startswith(text(short))
    with pytest.raises(json.JSONDecodeError):
        json.loads(text(short))
    assert short.usage.output_tokens < whole.usage.output_tokens


def test_a_refusal_has_no_content_and_says_why(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "Draft", "do": "refuse"})
    message = ask(client, "Draft")
    assert (message.stop_reason, message.content) == ("refusal", [])
    assert message.stop_details is not None
    assert message.stop_details.category == "general_harms"
    assert last(server)["billed"] is True


def test_a_malformed_answer_is_json_of_no_schema(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "Review", "do": "malformed"})
    message = ask(client, "Review")
    assert message.stop_reason == "end_turn"
    assert "opening_argues" not in json.loads(text(message))


def test_an_invented_number_stands_in_the_draft_under_a_real_citation(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "Draft", "do": "invented_number"})
    spoilt, sound = text(ask(client, "Draft")), text(ask(client, "Draft"))
    assert INVENTED in spoilt
    assert INVENTED not in sound
    assert INVENTED not in EVIDENCE
    sentence = spoilt[spoilt.index(INVENTED) :]
    assert sentence.index("[e1.") < sentence.index('"')


def test_a_misquotation_is_not_in_the_draft(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "Review", "do": "misquote"})
    wrong, right = (json.loads(text(ask(client, "Review"))) for _ in range(2))
    assert wrong["opening_argues"]["quotation"] not in json.dumps(DRAFT, ensure_ascii=False)
    assert right["opening_argues"]["quotation"] in json.dumps(DRAFT, ensure_ascii=False)


def test_a_failure_comes_in_a_stream_too(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "*", "do": "truncate"})
    events = list(ask(client, "Review", stream=True))  # type: ignore[call-overload]
    assert events[-2].delta.stop_reason == "max_tokens"


def test_a_new_script_counts_from_one_again(server: Running, client: Anthropic) -> None:
    ask(client, "Review")
    script(server, {"schema": "Review", "occurrence": 1, "do": "server_error"})
    with pytest.raises(anthropic.InternalServerError):
        ask(client, "Review")
    script(server)
    assert ask(client, "Review").stop_reason == "end_turn"


def test_a_script_can_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "script.json"
    file.write_text('{"failures": [{"schema": "*", "occurrence": "*", "do": "overloaded"}]}')
    running = start(log=tmp_path / "log.jsonl", script=file)
    try:
        with Anthropic(api_key=KEY, base_url=running.url, max_retries=0) as client:
            for _ in range(2):
                with pytest.raises(anthropic.OverloadedError):
                    ask(client, "Review")
    finally:
        running.stop()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ("{", "not JSON"),
        ("[]", "needs a list"),
        ('{"failures": [{"do": "explode"}]}', "explode"),
        ('{"failures": [{"do": "refuse", "occurrence": 0}]}', "occurrence"),
        ('{"failures": [{"do": "refuse", "when": 1}]}', r"failures\[0\]"),
        ('{"failures": [{"do": "rate_limit", "retry_after": "soon"}]}', "retry_after"),
    ],
)
def test_a_wrong_script_is_named_in_one_sentence(wrong: str, reason: str) -> None:
    with pytest.raises(SandboxError, match=reason):
        parse_script(wrong)


def test_a_wrong_script_is_400_and_the_old_one_stays(server: Running, client: Anthropic) -> None:
    script(server, {"schema": "*", "occurrence": "*", "do": "overloaded"})
    request = urllib.request.Request(f"{server.url}/rehearsal/script", data=b"{}", method="POST")
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(request)
    assert caught.value.code == 400
    with pytest.raises(anthropic.OverloadedError):
        ask(client, "Review")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_failure_can_be_scripted(kind: str) -> None:
    assert parse_script(json.dumps({"failures": [{"do": kind}]}))[0].do == kind
