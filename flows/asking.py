"""Puts a layer's question to the model as a durable step."""

from typing import Protocol, TypeVar

from flows.newsroom import Newsroom
from flows.steps import Steps, sha256
from layers.errors import MastheadError
from layers.nouns import CallKey, Pending, Question, Site, Value

A = TypeVar("A", bound=Value)


class Asking(Protocol):
    """Who asks: an article's run, or a post's refresh."""

    @property
    def room(self) -> Newsroom: ...
    @property
    def run(self) -> str: ...
    @property
    def steps(self) -> Steps: ...
    @property
    def article(self) -> str: ...
    @property
    def site(self) -> Site: ...


class AwaitingAnswerError(MastheadError):
    """The answer comes later; the run ends and `collect` goes on with it. Fields: article, step, courier, id."""

    summary = "{0}: the answer to '{1}' is still to come from {2} ({3}). `masthead publish` again goes on with it."


def ask(job: Asking, question: Question[A], round_: int = 1) -> A:
    """Return the answer: the stored one, or a new one that is entered in the ledger and stored."""
    key = CallKey(site=job.site.name, article=job.article, layer=question.layer, step=question.step, round=round_)
    settings = job.site.model_for(question.step)

    def work() -> A:
        answer = job.room.claude.ask(
            question, key, settings, run=job.run, caps=job.site.caps, month_usd=job.room.network.month_usd
        )
        if isinstance(answer, Pending):
            raise AwaitingAnswerError(job.article, question.step, answer.courier, answer.id)
        return answer.value

    return job.steps.take(
        f"{question.step}.{round_}",
        inputs(question),
        question.answer,
        work,
        model=settings.model,
        prompt=job.room.templates.version(f"prompts/{question.step}.md.j2"),
    )


def inputs(question: Question[A]) -> list[str]:
    """List what the answer depends on: materials and values. Prompt and model are recorded beside it, not in it."""
    values = [f"{name}={value}" for name, value in sorted(question.values.items())]
    return [sha256([material.title, material.text]) for material in question.materials] + values
