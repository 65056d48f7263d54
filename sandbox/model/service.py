"""One call of the rehearsal model from request to logged answer, without the sockets."""

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sandbox.model.answers import answer
from sandbox.model.cache import CachedInput, PromptCache
from sandbox.model.errors import Refusal
from sandbox.model.models import thinking_tokens
from sandbox.model.reply import Reply, finish, half, message
from sandbox.model.request import Accepted, accept
from sandbox.model.script import Failure, Script
from sandbox.model.spoil import spoil
from sandbox.model.tokens import Json, input_tokens
from sandbox.model.usage_log import Row, UsageLog

NO_CACHE = CachedInput(0, 0, 0, 0)


@dataclass(frozen=True)
class Outcome:
    """What goes back: a message, an error, or nothing (the connection closes)."""

    request_id: str
    status: int
    body: Json | None
    headers: dict[str, str]


class Service:
    """Accepts, answers, counts and logs. `clock` gives seconds for the expiry of cached prompts."""

    def __init__(self, log: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.log = UsageLog(log)
        self.script = Script()
        self.cache = PromptCache(clock)

    def message(self, body: object) -> tuple[Outcome, bool]:
        """Answer one /v1/messages; the second value says whether a stream was asked for."""
        request_id = new_request_id()
        try:
            accepted = accept(body)
        except Refusal as refusal:
            return self._refused(request_id, body, "", refusal), False
        failure = self.script.next(accepted.schema_title)
        try:
            return self._serve(request_id, accepted, failure), accepted.stream
        except Refusal as refusal:
            scripted = failure.do if failure else ""
            return self._refused(request_id, accepted.body, accepted.schema_title, refusal, scripted), False

    def count_tokens(self, body: object) -> Outcome:
        request_id = new_request_id()
        try:
            accepted = accept(body, counting=True)
        except Refusal as refusal:
            return Outcome(request_id, refusal.status, refusal.body(request_id), refusal.headers)
        return Outcome(request_id, 200, {"input_tokens": input_tokens(accepted.body)}, {})

    def _serve(self, request_id: str, accepted: Accepted, failure: Failure | None) -> Outcome:
        if failure and (refusal := failure.refusal()):
            raise refusal
        if failure and failure.do == "drop_before":
            self.log.write(
                Row(request_id, accepted.model.id, accepted.schema_title, 0, billed=False, failure=failure.do)
            )
            return Outcome(request_id, 0, None, {})
        reply = _reply(accepted, failure)
        cached = self.cache.account(accepted.body, accepted.effort)
        self._log_billed(request_id, accepted, reply, cached, failure)
        whole = None if failure and failure.do == "drop_after" else message(accepted, reply, cached)
        return Outcome(request_id, 200 if whole else 0, whole, {})

    def _log_billed(
        self, request_id: str, accepted: Accepted, reply: Reply, cached: CachedInput, failure: Failure | None
    ) -> None:
        self.log.write(
            Row(
                request_id=request_id,
                model=accepted.model.id,
                schema=accepted.schema_title,
                status=200,
                billed=True,
                stop_reason=reply.stop_reason,
                input_tokens=cached.fresh,
                output_tokens=reply.output_tokens,
                cache_read_tokens=cached.read,
                cache_write_5m_tokens=cached.written_5m,
                cache_write_1h_tokens=cached.written_1h,
                failure=failure.do if failure else "",
            )
        )

    def _refused(self, request_id: str, body: object, title: str, refusal: Refusal, scripted: str = "") -> Outcome:
        model = str(body.get("model", "")) if isinstance(body, dict) else ""
        self.log.write(Row(request_id, model, title, refusal.status, billed=False, failure=scripted or refusal.type))
        return Outcome(request_id, refusal.status, refusal.body(request_id), refusal.headers)


def new_request_id() -> str:
    return f"req_rehearsal_{secrets.token_hex(12)}"


def _reply(accepted: Accepted, failure: Failure | None) -> Reply:
    thinking = min(thinking_tokens(accepted.model, accepted.effort, accepted.thinking), accepted.max_tokens)
    if failure and failure.do == "refuse":
        return Reply("", "refusal", thinking, thinking)
    found = answer(accepted.schema_title, accepted.body)
    if failure:
        found = spoil(failure.do, found)
    text = found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
    if failure and failure.do == "truncate":
        return half(text, thinking)
    return finish(text, thinking, accepted.max_tokens)
