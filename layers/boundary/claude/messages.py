"""The courier that brings the answer at once: one Messages call, and a ledger entry for each HTTP request it takes."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TypeVar

from layers.boundary import clock
from layers.boundary.claude.connection import Connection, Lost, Received, Refused
from layers.boundary.claude.courier import Order
from layers.boundary.claude.reading import Declined, Invalid, Stopped, Truncated, Unreadable, body_of, read, usage_of
from layers.boundary.claude.request import Body, format_body, prompt_body, size
from layers.boundary.claude.settings import ClaudeSettings
from layers.boundary.ledger import Ledger
from layers.boundary.prices import Prices
from layers.boundary.templates import Templates
from layers.errors import LoginError, MastheadError, ModelDownError, ModelRefusedError, UnusableAnswerError
from layers.nouns.money import CallKey, Usage
from layers.nouns.question import Answer, Pending
from layers.nouns.value import Value

A = TypeVar("A", bound=Value)

RETRIES = 4
FIRST_PAUSE_S = 0.5
LONGEST_PAUSE_S = 8.0
LONGEST_WAIT_S = 60.0  # a server that asks for more gets a run that ends and says so, not a process that hangs
MOST_TOKENS = 21_333  # above this the API wants a stream


@dataclass(frozen=True)
class Try:
    """One of the at most three tries of a question: the first, one with more room, one after an answer of the wrong form."""

    attempt: int
    max_tokens: int
    complaint: str = ""
    enlarged: bool = False


class Messages:
    """Reserve, send, settle, then read. `sleep` takes seconds."""

    name = "messages"

    def __init__(
        self,
        settings: ClaudeSettings,
        ledger: Ledger,
        templates: Templates,
        prices: Prices,
        *,
        sleep: Callable[[float], None] = time.sleep,
        now: clock.Clock = clock.now,
    ) -> None:
        self._settings = settings
        self._connection = Connection(settings)
        self._ledger = ledger
        self._templates = templates
        self._prices = prices
        self._sleep = sleep
        self._now = now

    def ask(self, order: Order[A]) -> Answer[A]:
        """Return the answer; replies that were settled before are replayed and not paid again.

        Raises CapReachedError and UnknownModelError before a call, ModelRefusedError, UnusableAnswerError, LoginError and
        CredentialsMissingError for what a repeat would not mend, and ModelDownError for what it would.
        """
        return self._tried(order, Try(order.key.attempt, order.model.max_tokens))

    def collect(self, pending: Pending, order: Order[A]) -> Answer[A] | Pending:
        """Return the answer that the ledger holds, or the same Pending."""
        reply = self._ledger.reply(order.key, order.fingerprint)
        return pending if reply is None else self.ask(order)

    def _tried(self, order: Order[A], this: Try) -> Answer[A]:
        key = order.key.model_copy(update={"attempt": this.attempt})
        reply = self._ledger.reply(key, order.fingerprint)
        raw = reply.raw if reply is not None else self._call(order, key, self._body(order, this))
        found = read(raw, order.question.answer)
        if isinstance(found, Truncated | Declined | Invalid | Stopped | Unreadable):
            return self._tried(order, _next_try(order.question.step, this, found))
        return Answer(found, key)

    def _body(self, order: Order[A], this: Try) -> Body:
        build = format_body if self._settings.structured == "format" else prompt_body
        model = order.model.model_copy(update={"max_tokens": this.max_tokens})
        return build(self._templates, order.question, model, this.complaint)

    def _call(self, order: Order[A], key: CallKey, body: Body) -> str:
        """Return the raw reply, settled. Sends once more what the API could not answer, each time under a new reservation."""
        self._settings.check()  # before anything is reserved: a key that cannot be sent costs nothing
        retry = 0
        while True:
            outcome = self._once(order, key, body)
            if isinstance(outcome, Received):
                return outcome.raw
            pause_s = _pause(order, outcome, retry)
            if retry == RETRIES:
                raise ModelDownError(order.question.step, f"{outcome.message} (asked {retry + 1} times)", 0)
            self._sleep(pause_s)
            retry += 1

    def _once(self, order: Order[A], key: CallKey, body: Body) -> Received | Refused | Lost:
        worst = self._prices.worst(order.model.model, self._now(), size(body), body["max_tokens"])
        reservation = self._ledger.reserve(
            key, run=order.run, model=order.model.model, worst=worst, caps=order.caps, month_usd=order.month_usd,
            question=order.fingerprint,
        )  # fmt: skip
        outcome = self._connection.send(body)
        if isinstance(outcome, Refused):
            self._ledger.fail(reservation, outcome.message, outcome.request_id)
        return self._settled(reservation, worst, outcome) if isinstance(outcome, Received) else outcome

    def _settled(self, reservation: int, worst: Usage, received: Received) -> Received | Lost:
        body = body_of(received.raw)
        if body is None:  # not the API's answer: what was used is not known, so the reservation stays open
            return Lost("the answer was cut off, or something between here and the API replaced it")
        used = usage_of(body) or worst  # counts that are none may stand for anything up to what was reserved
        self._ledger.settle(reservation, used, received.request_id, received.raw, rehearsal=received.rehearsal)
        return received


def _next_try(step: str, this: Try, found: Truncated | Declined | Invalid | Stopped | Unreadable) -> Try:
    """Return how to ask once more: with more room, or with word of what was wrong; each of the two once. Raises otherwise."""
    following = replace(this, attempt=this.attempt + 1)
    if isinstance(found, Declined):
        raise ModelRefusedError(step, found.reason)
    if isinstance(found, Truncated) and not this.enlarged and this.max_tokens < MOST_TOKENS:
        return replace(following, max_tokens=min(2 * this.max_tokens, MOST_TOKENS), enlarged=True)
    if isinstance(found, Invalid) and not this.complaint:
        return replace(following, complaint=found.reason)
    raise UnusableAnswerError(
        step, f"it is longer than {this.max_tokens} tokens" if isinstance(found, Truncated) else found.reason
    )


def _pause(order: Order[A], outcome: Refused | Lost, retry: int) -> float:
    """Return how long to wait before the next request, in seconds. Raises where there is no use in one."""
    if isinstance(outcome, Refused) and not outcome.again:
        raise _refusal(order, outcome)
    asked = outcome.wait_s if isinstance(outcome, Refused) else None
    if asked is not None and asked > LONGEST_WAIT_S:
        raise ModelDownError(order.question.step, f"{outcome.message}; it asks to wait {asked:.0f} s", round(asked))
    return asked if asked is not None else min(FIRST_PAUSE_S * 2**retry, LONGEST_PAUSE_S)


def _refusal(order: Order[A], refused: Refused) -> MastheadError:
    said = f"it answered '{refused.message}'."
    if refused.status in {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN}:
        return LoginError("The model's API", said, "Check the key in ANTHROPIC_API_KEY and what it may do.")
    if refused.status in {HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.TOO_MANY_REQUESTS}:
        return LoginError(
            "The model's API", said, "Add credit or raise the spend limit there, then run the same command again."
        )
    return ModelRefusedError(order.question.step, f"the API answered '{refused.message}' for {order.model.model}")
