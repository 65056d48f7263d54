"""How a question reaches a model: at once, or later and cheaper."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Generic, Protocol, TypeVar

from layers.nouns.money import CallKey
from layers.nouns.question import Answer, Pending, Question
from layers.nouns.site import Caps, StepModel
from layers.nouns.value import Value

A = TypeVar("A", bound=Value)


@dataclass(frozen=True)
class Order(Generic[A]):
    """A question with all that asking it takes. `month_usd` caps all sites together."""

    question: Question[A]
    key: CallKey
    model: StepModel
    run: str
    caps: Caps
    month_usd: Decimal | None = None

    @property
    def fingerprint(self) -> str:
        """Name what is asked: content, not wording or model, so that an upgrade does not pay again for what is answered."""
        question = self.question
        parts = [question.layer, question.step, question.answer.__name__]
        parts += [text for name, value in sorted(question.values.items()) for text in (name, value)]
        parts += [text for material in question.materials for text in (material.title, material.text)]
        digest = sha256()
        for part in parts:  # with its length before it, so that `ab` and `c` differ from `a` and `bc`
            digest.update(f"{len(part.encode())}:{part}".encode())
        return digest.hexdigest()


class Courier(Protocol):
    name: str

    def ask(self, order: Order[A]) -> Answer[A] | Pending:
        """Put the question, or return the answer that was paid for already."""

    def collect(self, pending: Pending, order: Order[A]) -> Answer[A] | Pending:
        """Return the answer if it has come, else the same Pending. Pays only to ask once more for one that cannot be used."""
