"""What Claude promises: every call reserved, settled before it is read, never paid twice, and every end handled."""

import json
import logging
import multiprocessing
import pickle
import signal
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from layers.boundary.claude import Claude, ClaudeSettings, Order
from layers.boundary.claude.request import HIDDEN_PROMPT_TOKENS
from layers.boundary.ledger import Ledger
from layers.boundary.prices import Prices
from layers.boundary.store import Store
from layers.boundary.templates import Templates
from layers.errors import (
    CapReachedError,
    ConfigurationError,
    CredentialsMissingError,
    LoginError,
    MastheadError,
    ModelDownError,
    ModelRefusedError,
    UnknownModelError,
    UnusableAnswerError,
)
from layers.nouns import Answer, CallKey, Caps, Charge, LinkSentence, Material, Pending, Question, StepModel, Usage
from tests.boundary.scripted_api import LOST, Reply, ScriptedApi, answer, error

FORK = multiprocessing.get_context("fork")
KEY = "sk-test-0123456789abcdef"
PRICES = Prices.read(Path("sites/prices.yaml"))
RUN = "coffee/2026-11-20-a"
CALL = CallKey(site="coffee", article="coffee/cold-brew", layer="publishing", step="link")
HAIKU = StepModel(model="claude-haiku-5-5", effort="low", max_tokens=1_500)
GOOD = {"sentence": "The ratio decides how strong a cold brew turns out.", "anchor": "cold brew"}
VALUE = LinkSentence.model_validate(GOOD)
MATERIALS = (Material(title="site", text='{"title":"Larder"}', cached=True), Material(title="page", text="{}"))
QUESTION = Question(layer="publishing", step="link", answer=LinkSentence, materials=MATERIALS)


@dataclass
class Desk:
    """A Claude whose sleeps are counted, its ledger, and the server that it asks."""

    api: ScriptedApi
    store: Store
    folder: Path
    prices: Prices
    key: str = KEY
    url: str = ""
    structured: str = "format"

    def __post_init__(self) -> None:
        self.slept: list[float] = []
        self.ledger = Ledger(self.store, self.prices)

    @property
    def claude(self) -> Claude:
        settings = ClaudeSettings(self.key, self.url or self.api.url, self.structured, timeout_s=5)  # type: ignore[arg-type]
        return Claude(settings, self.ledger, Templates(self.folder), self.prices, sleep=self.slept.append)

    def ask(
        self, question: Question[LinkSentence] = QUESTION, model: StepModel = HAIKU, caps: Caps | None = None
    ) -> Answer[LinkSentence]:
        found = self.claude.ask(question, CALL, model, run=RUN, caps=caps or Caps())
        assert isinstance(found, Answer)
        return found

    def asked_after(self, *replies: Reply) -> Answer[LinkSentence]:
        self.api.replies.extend(replies)
        return self.ask()

    @property
    def charges(self) -> tuple[Charge, ...]:
        return self.ledger.charges()

    @property
    def states(self) -> list[str]:
        return [charge.state for charge in self.charges]


@pytest.fixture
def api() -> Iterator[ScriptedApi]:
    api = ScriptedApi()
    yield api
    api.stop()


@pytest.fixture
def desk(api: ScriptedApi, sqlite_store: Store, tmp_path: Path) -> Desk:
    prompts = tmp_path / "prompts"
    prompts.mkdir()
    (prompts / "house.md.j2").write_text("House rules.")
    (prompts / "link.md.j2").write_text(
        "{% block system %}You write one sentence.{% endblock %}\n{% block instruction %}Write the sentence now.{% endblock %}"
    )
    return Desk(api, sqlite_store, tmp_path, PRICES)


# --- the request ---------------------------------------------------------------------------------------------------


def test_the_request_is_the_one_that_was_agreed_on(desk: Desk) -> None:
    desk.asked_after(answer(GOOD))
    sent = desk.api.calls[0]
    assert sent.path == "/v1/messages"
    assert sent.headers["authorization"] == f"Bearer {KEY}"
    assert sent.body["system"] == [
        {"type": "text", "text": "House rules.", "cache_control": {"type": "ephemeral", "ttl": "1h"}},
        {"type": "text", "text": "You write one sentence."},
    ]
    assert sent.body["messages"] == [
        {
            "role": "user",
            "content": [
                {
                    "type": "document", "title": "site", "source": {"type": "text", "media_type": "text/plain", "data": '{"title":"Larder"}'},
                    "cache_control": {"type": "ephemeral", "ttl": "5m"},
                },
                {"type": "document", "title": "page", "source": {"type": "text", "media_type": "text/plain", "data": "{}"}},
                {"type": "text", "text": "Write the sentence now."},
            ],
        }
    ]  # fmt: skip
    assert sent.body["output_config"]["effort"] == "low"
    assert sent.body["output_config"]["format"]["schema"]["title"] == "LinkSentence"
    assert sent.body["thinking"] == {"type": "disabled"}
    assert sent.body["max_tokens"] == 1_500
    assert not {"temperature", "tool_choice", "tools", "stream"} & sent.body.keys()


@pytest.mark.parametrize(
    ("model", "thinking", "effort"),
    [
        ("claude-sonnet-5-5", {"type": "between_tools"}, "low"),
        ("claude-opus-5-5", {"type": "adaptive"}, "low"),
        ("claude-sonnet-5", None, "low"),
        ("claude-haiku-4-5", None, None),
    ],
)
def test_each_family_gets_the_thinking_and_effort_that_it_accepts(
    desk: Desk, model: str, thinking: object, effort: object
) -> None:
    desk.api.replies.append(answer(GOOD))
    desk.ask(model=HAIKU.model_copy(update={"model": model}))
    assert desk.api.calls[0].body.get("thinking") == thinking
    assert desk.api.calls[0].body["output_config"].get("effort") == effort


def test_no_more_than_four_cache_points_are_sent(desk: Desk) -> None:
    materials = tuple(Material(title=f"e{n}", text="text", cached=True) for n in range(1, 7))
    desk.api.replies.append(answer(GOOD))
    desk.ask(Question(layer="publishing", step="link", answer=LinkSentence, materials=materials))
    assert json.dumps(desk.api.calls[0].body).count("cache_control") == 4


def test_a_step_prompt_that_uses_a_value_of_the_site_is_refused_before_anything_is_paid(desk: Desk) -> None:
    (desk.folder / "prompts/link.md.j2").write_text("{% block system %}Write for {{ title }}.{% endblock %}")
    with pytest.raises(ConfigurationError, match="'title' is undefined"):
        desk.ask(
            Question(layer="publishing", step="link", answer=LinkSentence, materials=(), values={"title": "Larder"})
        )
    assert desk.charges == ()


def test_a_server_without_output_formats_gets_the_schema_in_the_prompt_and_its_answer_is_validated(desk: Desk) -> None:
    desk.structured = "prompt"
    found = desk.asked_after(answer(f"Here it is:\n```json\n{json.dumps(GOOD)}\n```\nDone."))
    body = desk.api.calls[0].body
    assert found.value == VALUE
    assert not {"output_config", "thinking"} & body.keys()
    assert all(block["type"] == "text" for block in body["messages"][0]["content"])
    assert '"title": "LinkSentence"' in body["messages"][0]["content"][-1]["text"]


# --- the ledger ----------------------------------------------------------------------------------------------------


def test_an_answer_is_a_validated_value_and_its_call_is_entered_with_every_class_of_token(desk: Desk) -> None:
    usage = {
        "input_tokens": 11, "output_tokens": 12, "cache_read_input_tokens": 13, "cache_creation_input_tokens": 34,
        "cache_creation": {"ephemeral_5m_input_tokens": 14, "ephemeral_1h_input_tokens": 20},
        "server_tool_use": {"web_search_requests": 2}, "service_tier": "standard",
    }  # fmt: skip
    found = desk.asked_after(answer(GOOD, usage=usage))
    assert found.value == VALUE
    assert found.key == CALL
    (charge,) = desk.charges
    assert charge.usage == Usage(
        input_tokens=11,
        output_tokens=12,
        cache_read_tokens=13,
        cache_write_5m_tokens=14,
        cache_write_1h_tokens=20,
        searches=2,
    )
    assert (charge.state, charge.request_id, charge.key, charge.run, charge.model) == (
        "settled",
        "req_1",
        CALL,
        RUN,
        "claude-haiku-5-5",
    )


def test_the_worst_case_is_reserved_before_the_call_and_no_token_count_can_exceed_it(desk: Desk) -> None:
    seen: list[Charge] = []
    desk.api.before_reply = lambda: seen.extend(desk.ledger.charges())
    desk.asked_after(answer(GOOD))
    (reserved,) = seen
    sent_bytes = len(json.dumps(desk.api.calls[0].body, ensure_ascii=False).encode())
    assert reserved.state == "unconfirmed"
    assert reserved.reserved == Usage(cache_write_1h_tokens=sent_bytes + HIDDEN_PROMPT_TOKENS, output_tokens=1_500)


def test_a_call_that_could_pass_the_cap_is_not_made(desk: Desk) -> None:
    with pytest.raises(CapReachedError, match=r"coffee/cold-brew may cost at most \$0.0001"):
        desk.ask(caps=Caps(article_usd=Decimal("0.0001")))
    assert desk.api.calls == []
    assert desk.charges == ()


def test_a_model_without_a_price_is_not_called(desk: Desk) -> None:
    with pytest.raises(UnknownModelError):
        desk.ask(model=HAIKU.model_copy(update={"model": "claude-haiku-99"}))
    assert desk.api.calls == []


def test_an_answer_of_the_rehearsal_model_marks_the_article(desk: Desk) -> None:
    assert not desk.ledger.rehearsed(CALL.article)
    desk.asked_after(Reply(answer(GOOD).body, headers={"x-masthead-rehearsal": "true"}))
    assert desk.ledger.rehearsed(CALL.article)
    assert not desk.ledger.rehearsed("coffee/other")


# --- resuming ------------------------------------------------------------------------------------------------------


def test_a_settled_reply_is_replayed_and_not_paid_again(desk: Desk) -> None:
    first = desk.asked_after(answer(GOOD))
    assert desk.ask().value == first.value
    assert len(desk.api.calls) == 1
    assert desk.states == ["settled"]


def test_a_replay_survives_new_wording_and_another_model_but_not_other_material(desk: Desk) -> None:
    desk.asked_after(answer(GOOD))
    (desk.folder / "prompts/link.md.j2").write_text(
        "{% block system %}Reworded.{% endblock %}{% block instruction %}Go.{% endblock %}"
    )
    desk.ask(model=HAIKU.model_copy(update={"model": "claude-opus-5-5"}))
    assert len(desk.api.calls) == 1
    other = Question(
        layer="publishing", step="link", answer=LinkSentence, materials=(Material(title="site", text="other"),)
    )
    desk.api.replies.append(answer(GOOD))
    desk.ask(other)
    assert len(desk.api.calls) == 2


def test_redo_asks_anew(desk: Desk) -> None:
    desk.asked_after(answer(GOOD))
    desk.store.redo(CALL.article, CALL.step, run="coffee/2026-11-20-b")
    desk.asked_after(answer(GOOD))
    assert desk.states == ["settled", "settled"]


def ask_from_a_new_process(url: str, base_url: str, folder: Path) -> None:
    ledger = Ledger(Store(url), PRICES)
    Claude(ClaudeSettings(KEY, base_url), ledger, Templates(folder), PRICES).ask(
        QUESTION, CALL, HAIKU, run=RUN, caps=Caps()
    )


def test_a_call_during_which_the_process_was_killed_stays_unconfirmed_and_is_made_once_more(desk: Desk) -> None:
    desk.api.replies.append(LOST)
    asker = FORK.Process(target=ask_from_a_new_process, args=(desk.store.name, desk.api.url, desk.folder))
    started = threading.Event()  # it may have asked before `start` has returned, and then knows nothing to kill
    desk.api.before_reply = lambda: asker.kill() if started.wait(10) else None
    asker.start()
    started.set()
    asker.join()
    assert asker.exitcode == -signal.SIGKILL
    assert desk.states == ["unconfirmed"]
    desk.api.before_reply = lambda: None
    assert desk.asked_after(answer(GOOD)).value == VALUE
    assert desk.states == ["unconfirmed", "settled"]
    assert desk.ask().value == VALUE
    assert len(desk.api.calls) == 2


# --- answers that are none -----------------------------------------------------------------------------------------


def test_a_truncated_answer_is_asked_for_once_more_with_twice_the_room(desk: Desk) -> None:
    found = desk.asked_after(answer('{"sentence": "The', stop="max_tokens"), answer(GOOD))
    assert found.value == VALUE
    assert found.key.attempt == 2
    assert [call.body["max_tokens"] for call in desk.api.calls] == [1_500, 3_000]
    assert [charge.key.attempt for charge in desk.charges] == [1, 2]
    assert desk.states == ["settled", "settled"]


def test_an_answer_that_is_truncated_twice_is_given_up_and_a_repeat_costs_nothing(desk: Desk) -> None:
    with pytest.raises(UnusableAnswerError, match="longer than 3000 tokens"):
        desk.asked_after(*[answer("{", stop="max_tokens")] * 2)
    with pytest.raises(UnusableAnswerError, match="longer than 3000 tokens"):
        desk.ask()
    assert len(desk.api.calls) == 2


def test_there_is_no_more_room_than_the_api_gives_without_a_stream(desk: Desk) -> None:
    desk.api.replies += [answer("{", stop="max_tokens"), answer(GOOD)]
    desk.ask(model=HAIKU.model_copy(update={"max_tokens": 16_000}))
    assert desk.api.calls[1].body["max_tokens"] == 21_333


@pytest.mark.parametrize(
    "wrong",
    [
        "not JSON at all",
        "",
        '{"sentence": "half of',
        {"sentence": "short", "anchor": "cold brew"},
        {**GOOD, "extra": 1},
        {"rehearsal": "not of the schema"},
    ],
)
def test_an_answer_of_the_wrong_form_is_asked_for_once_more_with_word_of_what_was_wrong(
    desk: Desk, wrong: object
) -> None:
    found = desk.asked_after(answer(wrong), answer(GOOD))
    assert found.value == VALUE
    assert found.key.attempt == 2
    assert "could not be used" in desk.api.calls[1].body["messages"][0]["content"][-1]["text"]
    assert "could not be used" not in desk.api.calls[0].body["messages"][0]["content"][-1]["text"]


def test_two_answers_of_the_wrong_form_are_kept_and_given_up(desk: Desk) -> None:
    with pytest.raises(UnusableAnswerError, match="sentence: String should have at least 20"):
        desk.asked_after(*[answer({"sentence": "short", "anchor": "brew"})] * 2)
    assert desk.states == ["settled", "settled"]
    assert len(desk.api.calls) == 2


def test_one_question_is_tried_three_times_at_most(desk: Desk) -> None:
    with pytest.raises(UnusableAnswerError):
        desk.asked_after(answer("{", stop="max_tokens"), answer("{}"), answer("{", stop="max_tokens"))
    assert [charge.key.attempt for charge in desk.charges] == [1, 2, 3]


def test_a_refusal_is_paid_for_kept_and_not_repeated(desk: Desk) -> None:
    refusal = answer("", stop="refusal", stop_details={"type": "refusal", "category": "cyber"})
    with pytest.raises(ModelRefusedError, match=r"'link': it declined \(cyber\)"):
        desk.asked_after(refusal)
    with pytest.raises(ModelRefusedError):
        desk.ask()
    assert desk.states == ["settled"]


@pytest.mark.parametrize(
    "stop", ["pause_turn", "tool_use", "model_context_window_exceeded", "stop_sequence", "something_new"]
)
def test_any_other_end_is_never_taken_for_an_answer(desk: Desk, stop: str) -> None:
    with pytest.raises(UnusableAnswerError, match=stop):
        desk.asked_after(answer(GOOD, stop=stop))
    assert desk.states == ["settled"]


# --- outages -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_an_outage_is_tried_again_and_each_attempt_has_its_own_free_entry(desk: Desk, status: int) -> None:
    assert (
        desk.asked_after(
            error(status, "api_error", "try later"), error(status, "api_error", "try later"), answer(GOOD)
        ).value
        == VALUE
    )
    assert desk.states == ["failed", "failed", "settled"]
    assert [desk.ledger.usd(charge) for charge in desk.charges[:2]] == [0, 0]
    assert desk.charges[0].request_id == "req_1"
    assert f"{status} api_error: try later" in desk.charges[0].error
    assert desk.slept == [0.5, 1.0]


def test_an_outage_that_lasts_ends_the_run_after_four_retries(desk: Desk) -> None:
    with pytest.raises(ModelDownError, match=r"529 overloaded_error: busy \(asked 5 times\)"):
        desk.asked_after(*[error(529, "overloaded_error", "busy")] * 5)
    assert desk.slept == [0.5, 1.0, 2.0, 4.0]
    assert desk.states == ["failed"] * 5


def test_the_wait_that_the_api_asks_for_is_kept(desk: Desk) -> None:
    desk.asked_after(
        error(429, "rate_limit_error", "slow", retry_after="60"),
        error(429, "rate_limit_error", "slow", retry_after="0"),
        answer(GOOD),
    )
    assert desk.slept == [60, 0]


def test_a_longer_wait_ends_the_run_and_says_how_long(desk: Desk) -> None:
    with pytest.raises(ModelDownError, match="asks to wait 3600 s") as caught:
        desk.asked_after(error(429, "rate_limit_error", "slow", retry_after="3600"))
    assert caught.value.args[2] == 3600
    assert desk.slept == []


@pytest.mark.parametrize("code", ["enforced_spend_limit_reached", "contract_spend_limit_reached"])
def test_a_spend_limit_is_not_waited_for(desk: Desk, code: str) -> None:
    with pytest.raises(LoginError, match="raise the spend limit"):
        desk.asked_after(error(429, "rate_limit_error", "monthly limit", code=code))
    assert len(desk.api.calls) == 1
    assert desk.states == ["failed"]


def test_an_error_that_the_api_says_not_to_retry_is_not_retried(desk: Desk) -> None:
    with pytest.raises(ModelRefusedError):
        desk.asked_after(error(500, "api_error", "broken for good", x_should_retry="false"))
    assert len(desk.api.calls) == 1


@pytest.mark.parametrize(
    ("status", "expected", "says"),
    [
        (400, ModelRefusedError, "bad words for claude-haiku-5-5"),
        (401, LoginError, "Check the key"),
        (402, LoginError, "Add credit"),
        (403, LoginError, "Check the key"),
        (404, ModelRefusedError, "claude-haiku-5-5"),
        (413, ModelRefusedError, "413"),
        (422, ModelRefusedError, "422"),
    ],
)
def test_what_a_repeat_would_not_mend_is_not_repeated_and_costs_nothing(
    desk: Desk, status: int, expected: type[MastheadError], says: str
) -> None:
    with pytest.raises(expected, match="bad words") as caught:
        desk.asked_after(error(status, "some_error", "bad words"))
    assert says.split(" for ")[-1] in str(caught.value)
    assert "\n" not in str(caught.value)
    assert desk.states == ["failed"]


@pytest.mark.parametrize(
    "lost",
    [
        LOST,
        Reply(answer(GOOD).body, drop=40),
        Reply("<html>gateway</html>"),
        Reply('{"type": "message"}'),
        Reply("<html>gateway timeout</html>", 504, {"content-type": "text/html", "request-id": ""}),
    ],
    ids=["before the reply", "within the reply", "another page", "no usage", "a proxy's timeout"],
)
def test_a_call_whose_end_was_not_seen_stays_unconfirmed_and_is_made_again(desk: Desk, lost: Reply) -> None:
    assert desk.asked_after(lost, answer(GOOD)).value == VALUE
    assert desk.states == ["unconfirmed", "settled"]
    assert desk.ledger.usd(desk.charges[0]) > 0


def test_a_server_that_is_not_there_costs_nothing(desk: Desk) -> None:
    desk.url = "http://127.0.0.1:1"
    with pytest.raises(ModelDownError, match=r"no connection to http://127\.0\.0\.1:1"):
        desk.ask()
    assert desk.states == ["failed"] * 5


def test_open_reservations_count_to_the_cap(desk: Desk) -> None:
    desk.api.replies += [LOST] * 5
    with pytest.raises(CapReachedError):
        desk.ask(caps=Caps(article_usd=Decimal("0.003")))
    assert 1 <= len(desk.api.calls) < 5
    assert sum(desk.ledger.usd(charge) for charge in desk.charges) <= Decimal("0.003")


# --- the key -------------------------------------------------------------------------------------------------------


def test_no_key_and_an_odd_key_are_one_sentence_and_nothing_is_reserved(desk: Desk) -> None:
    desk.key = ""
    with pytest.raises(CredentialsMissingError, match="ANTHROPIC_API_KEY is not set"):
        desk.ask()
    desk.key = "sk-test 123\n"
    with pytest.raises(LoginError, match="holds a blank"):
        desk.ask()
    assert desk.charges == ()


def told(error: BaseException) -> str:
    """Everything that a log could print of an exception and of what led to it."""
    texts = ["".join(traceback.format_exception(error)), repr(error), repr(pickle.dumps(error))]
    linked = [other for other in (error.__cause__, error.__context__) if other is not None]
    return "\n".join(texts + [told(other) for other in linked])


@pytest.mark.parametrize(
    "reply",
    [
        error(401, "authentication_error", f"invalid key {KEY}"),
        error(400, "invalid_request_error", f"you sent Bearer {KEY}"),
        LOST,
    ],
    ids=["401", "400", "lost"],
)
def test_the_key_reaches_no_exception_no_log_no_store_and_no_repr(
    desk: Desk, reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(MastheadError) as caught:
        desk.asked_after(*[reply] * 5)
    shown = [
        told(caught.value),
        caplog.text,
        repr(desk.claude),
        repr(vars(desk.claude)),
        repr(ClaudeSettings(KEY)),
        repr(desk.charges),
    ]
    assert not [text for text in shown if KEY in text]
    assert not any(KEY.encode() in file.read_bytes() for file in desk.folder.glob("masthead.db*"))


def test_no_profile_and_no_variable_of_the_sdk_is_used(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "another-key")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "another-token")
    monkeypatch.setenv("ANTHROPIC_BASE_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    desk.asked_after(answer(GOOD))
    assert desk.api.calls[0].headers["authorization"] == f"Bearer {KEY}"


# --- couriers ------------------------------------------------------------------------------------------------------


def test_collecting_returns_what_has_come_and_pays_nothing(desk: Desk) -> None:
    order = Order(QUESTION, CALL, HAIKU, RUN, Caps())
    pending = Pending(courier="messages", id="x", key=CALL)
    assert desk.claude.collect(pending, order) == pending
    desk.asked_after(answer(GOOD))
    found = desk.claude.collect(pending, order)
    assert isinstance(found, Answer)
    assert found.value == VALUE
    assert len(desk.api.calls) == 1


def test_a_courier_that_this_masthead_does_not_have_is_named(desk: Desk) -> None:
    with pytest.raises(UnusableAnswerError, match="put through 'pigeon'"):
        desk.claude.collect(Pending(courier="pigeon", id="x", key=CALL), Order(QUESTION, CALL, HAIKU, RUN, Caps()))
