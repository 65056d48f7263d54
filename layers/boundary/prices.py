"""A dated table of prices, and what a call costs by it. Counts are stored; money is computed here and nowhere else."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field

from layers.boundary.configuration import Document, mistake, read_document, validated
from layers.errors import UnknownModelError
from layers.nouns.money import Usage
from layers.nouns.value import Value

InputClass = Literal["input_tokens", "cache_read_tokens", "cache_write_5m_tokens", "cache_write_1h_tokens"]
MILLION_EXPONENT = -6


class Rates(Value):
    """US dollars per million tokens."""

    input: Decimal = Field(ge=0)
    output: Decimal = Field(ge=0)
    cache_read: Decimal = Field(ge=0)
    cache_write_5m: Decimal = Field(ge=0)
    cache_write_1h: Decimal = Field(ge=0)

    @property
    def by_input_class(self) -> Mapping[InputClass, Decimal]:
        return {
            "input_tokens": self.input,
            "cache_read_tokens": self.cache_read,
            "cache_write_5m_tokens": self.cache_write_5m,
            "cache_write_1h_tokens": self.cache_write_1h,
        }


class LongPrompt(Rates):
    """Rates of a whole request whose prompt, cached tokens included, is longer than `above` tokens."""

    above: int = Field(gt=0)


class Price(Rates):
    """What some models cost from one day (UTC) on, until a later row of the same model."""

    models: tuple[str, ...] = Field(min_length=1)
    from_: date = Field(alias="from")
    long_prompt: LongPrompt | None = None

    def rates_for(self, prompt_tokens: int) -> Rates:
        long = self.long_prompt
        return long if long is not None and prompt_tokens > long.above else self


class Prices(Value):
    """The table: rows per model and day, and what is charged besides tokens."""

    search_usd: Decimal = Field(ge=0, description="one web search that succeeded")
    session_hour_usd: Decimal = Field(ge=0, description="one hour of a running Managed Agents session")
    batch_factor: Decimal = Field(gt=0, le=1, description="on every token class of a batched call")
    prices: tuple[Price, ...] = Field(min_length=1)

    @classmethod
    def read(cls, file: Path) -> "Prices":
        """Read the YAML table. Raises ConfigurationError, with file, line and key."""
        document = read_document(file)
        table = validated(cls, document.data, document)
        refuse_second_prices(table, document)
        return table

    def cost(self, usage: Usage, model: str, at: datetime) -> Decimal:
        """Return US dollars, exact. `at` is the moment of the call. Raises UnknownModelError."""
        return self._tokens_usd(usage, model, at) + self._extras_usd(usage)

    def worst(self, model: str, at: datetime, prompt_bytes: int, max_tokens: int) -> Usage:
        """Return a usage that no call of this size can exceed in price: each byte a token of the dearest input class."""
        rates = self._price(model, at).rates_for(prompt_bytes).by_input_class
        dearest = max(rates, key=lambda name: rates[name])
        return Usage(output_tokens=max_tokens).model_copy(update={dearest: prompt_bytes})

    def _tokens_usd(self, usage: Usage, model: str, at: datetime) -> Decimal:
        rates = self._price(model, at).rates_for(prompt_tokens(usage))
        per_million = usage.output_tokens * rates.output + sum(
            (getattr(usage, name) * rate for name, rate in rates.by_input_class.items()), Decimal(0)
        )
        return per_million.scaleb(MILLION_EXPONENT) * (self.batch_factor if usage.batch else 1)

    def _extras_usd(self, usage: Usage) -> Decimal:
        hours = Decimal(str(usage.session_seconds)) / 3600
        return usage.searches * self.search_usd + hours * self.session_hour_usd

    def _price(self, model: str, at: datetime) -> Price:
        in_force = [price for price in self._by_model.get(model, ()) if price.from_ <= at.date()]
        if not in_force:
            raise UnknownModelError(model)
        return max(in_force, key=lambda price: price.from_)

    @cached_property
    def _by_model(self) -> Mapping[str, tuple[Price, ...]]:
        names = {model for price in self.prices for model in price.models}
        return {name: tuple(price for price in self.prices if name in price.models) for name in names}


def refuse_second_prices(table: Prices, document: Document) -> None:
    """Of two prices of a model from one day on, the first would count and the second, the correction, be ignored."""
    rows: dict[tuple[str, date], int] = {}
    for index, price in enumerate(table.prices):
        for model in price.models:
            first = rows.setdefault((model, price.from_), index)
            if first != index:
                line = document.origin(("prices", first)).line
                raise mistake(
                    document.origin(("prices", index, "models")),
                    f"prices.{index}",
                    f"is a second price of {model} from {price.from_} on; the first is on line {line}, keep one of them",
                )


def prompt_tokens(usage: Usage) -> int:
    """Return the whole prompt: what was read from the cache, written to it, and neither."""
    return (
        usage.input_tokens
        + usage.cache_read_tokens
        + usage.cache_write_5m_tokens
        + usage.cache_write_1h_tokens
    )  # fmt: skip
