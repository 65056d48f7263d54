"""The bill shows every call, and its sums are exact."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from flows.costs import as_table, bill, groups, line
from layers.boundary.prices import Prices
from layers.nouns import CallKey, Charge, Usage

PRICES = Prices.read(Path(__file__).parent.parent.parent / "sites" / "prices.yaml")
AT = datetime(2026, 11, 20, tzinfo=UTC)


def charge(number: int, step: str, state: str = "settled", article: str = "tea/green", **usage: int) -> Charge:
    key = CallKey(site="tea", article=article, layer="generation", step=step, attempt=number)
    return Charge(
        id=number, key=key, run="tea/2026-11-20-a", model="claude-sonnet-5-5", state=state, usage=Usage(**usage),
        reserved=Usage(output_tokens=1_000_000), request_id=f"req_{number}", at=AT,
    )  # fmt: skip


def made(*charges: Charge):
    return bill(tuple(line(each, PRICES) for each in charges))


def test_a_settled_call_costs_its_tokens():
    assert made(charge(1, "draft", input_tokens=1_000, output_tokens=500)).usd == Decimal("0.007")


def test_a_failed_call_is_listed_and_free():
    found = made(charge(1, "draft", "failed"))

    assert (found.usd, len(found.calls)) == (0, 1)


def test_an_unconfirmed_call_is_shown_at_its_worst_and_not_added_to_the_sum():
    found = made(charge(1, "draft", "unconfirmed"), charge(2, "draft", output_tokens=100))

    assert (found.usd, found.unconfirmed_at_most_usd) == (Decimal("0.001"), Decimal("10"))
    assert "at most $10.0000 more" in as_table(found, "step")


def test_groups_add_up_to_the_bill_whatever_they_are_grouped_by():
    found = made(*(charge(n, step, output_tokens=n) for n, step in enumerate(("angle", "draft", "draft", "seo"), 1)))

    for by in ("article", "layer", "step", "round", "model", "site", "month"):
        assert sum(each.usd for each in groups(found, by)) == found.usd
    assert [each.name for each in groups(found, "step")] == ["draft", "seo", "angle"]


def test_an_empty_bill_says_so():
    assert as_table(made(), "article") == "No such call was made: $0"
