"""What a layer asks the model, and what comes back: an answer, or word that it is still to come."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from layers.nouns.money import CallKey
from layers.nouns.value import Value

A = TypeVar("A", bound=Value)


class Material(Value):
    """A document put before the model. It is data: it is sent as a document block, never as an instruction.

    `title` says what it is (`keyword`, `site`, `landscape`, `brief`, `draft`, `checks`, `changes`, `page`, or the id of a
    piece of evidence). Evidence is lines of `[e1.3] sentence`; everything else is JSON with sorted keys.
    """

    title: str
    text: str
    cached: bool = False


@dataclass(frozen=True)
class Question(Generic[A]):
    """A prompt and the type of its answer. `step` chooses prompt template, model, effort and token limit.

    `materials` go from what changes least to what changes most, so that a shared beginning is read from the cache.
    """

    layer: str
    step: str
    answer: type[A]
    materials: tuple[Material, ...]
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer(Generic[A]):
    value: A
    key: CallKey


@dataclass(frozen=True)
class Pending:
    """The answer will come later: `courier` says who fetches it, `id` what to ask for."""

    courier: str
    id: str
    key: CallKey
