"""The one object that the flows ask. It hands each question to a courier and knows who fetches what is still to come."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import TypeVar

from layers.boundary import clock
from layers.boundary.claude.courier import Courier, Order
from layers.boundary.claude.messages import Messages
from layers.boundary.claude.settings import ClaudeSettings
from layers.boundary.ledger import Ledger
from layers.boundary.prices import Prices
from layers.boundary.templates import Templates
from layers.errors import UnusableAnswerError
from layers.nouns.money import CallKey
from layers.nouns.question import Answer, Pending, Question
from layers.nouns.site import Caps, StepModel
from layers.nouns.value import Value

A = TypeVar("A", bound=Value)


class Claude:
    """Asks the model. Every call is reserved before and settled after, and a reply that was paid for is never paid again."""

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
        messages = Messages(settings, ledger, templates, prices, sleep=sleep, now=now)
        self._couriers: dict[str, Courier] = {messages.name: messages}
        self._default: Courier = messages

    def ask(
        self,
        question: Question[A],
        key: CallKey,
        model: StepModel,
        *,
        run: str,
        caps: Caps,
        month_usd: Decimal | None = None,
    ) -> Answer[A] | Pending:
        """Return the answer, or word that it comes later. `Messages.ask` lists the errors."""
        return self._default.ask(Order(question, key, model, run, caps, month_usd))

    def collect(self, pending: Pending, order: Order[A]) -> Answer[A] | Pending:
        """Return the answer if it has come, else the same Pending; see `Courier.collect`."""
        courier = self._couriers.get(pending.courier)
        if courier is None:
            raise UnusableAnswerError(
                pending.key.step, f"it was put through '{pending.courier}', which this Masthead does not have"
            )
        return courier.collect(pending, order)
