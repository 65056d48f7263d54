"""What a question may cost before it is asked."""

from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from layers.boundary.claude.request import format_body, prompt_body, size
from layers.boundary.prices import Prices
from layers.boundary.templates import Templates
from layers.nouns import Question, StepModel, Value

A = TypeVar("A", bound=Value)


def worst_usd(
    templates: Templates, prices: Prices, structured: str, question: Question[A], model: StepModel, at: datetime
) -> Decimal:
    """Return US dollars that one call of the question cannot exceed. Raises UnknownModelError."""
    build = format_body if structured == "format" else prompt_body
    body = build(templates, question, model, "")
    return prices.cost(prices.worst(model.model, at, size(body), body["max_tokens"]), model.model, at)
