"""The bill: every call that was made, what it used, and what it cost. Counts are stored; money is computed here."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from flows.newsroom import Newsroom
from layers.boundary.prices import Prices
from layers.errors import MistakeError
from layers.nouns import CallState, Charge, Usage, Value

LAST_YEAR = "9999"  # a month is asked for up to the first moment of the next one, and December has none
CENT_FRACTION = Decimal("0.0001")


class Line(Value):
    """One call. `usd` is what it cost; `at_most_usd` is what an unconfirmed call may have cost, else 0."""

    request_id: str
    site: str
    article: str
    layer: str
    step: str
    round: int
    attempt: int
    model: str
    state: CallState
    usage: Usage
    usd: Decimal
    at_most_usd: Decimal
    error: str
    at: datetime

    @property
    def month(self) -> str:
        return f"{self.at:%Y-%m}"


class Bill(Value):
    """All calls that were asked for, and their exact sums in US dollars."""

    usd: Decimal
    unconfirmed_at_most_usd: Decimal
    calls: tuple[Line, ...]


class Group(Value):
    name: str
    calls: int
    failed: int
    unconfirmed: int
    input_tokens: int
    cached_tokens: int
    output_tokens: int
    usd: Decimal
    at_most_usd: Decimal


def report(room: Newsroom, *, site: str = "", article: str = "", month: str = "") -> Bill:
    """Return the bill; `article` may be any name that calls are entered under: a plan of links, a month's fixes, a refresh.

    Raises NoSuchSiteError, NoSuchArticleError, MistakeError.
    """
    if site:
        room.site(site)
    if month[:4] == LAST_YEAR:
        raise MistakeError(f"--month {month}: the calendar ends there. Write it like 2026-11.")
    if article and not is_link_plan(room, article) and not room.ledger.charges(article=article):
        room.store.article(article)
    charges = room.ledger.charges(site=site or None, article=article or None, month=month or None)
    return bill(tuple(line(charge, room.prices) for charge in charges))


def is_link_plan(room: Newsroom, name: str) -> bool:
    from flows.link_plans import kept_plan

    return kept_plan(room.store, name) is not None


def bill(lines: tuple[Line, ...]) -> Bill:
    return Bill(
        usd=sum((each.usd for each in lines), Decimal(0)),
        unconfirmed_at_most_usd=sum((each.at_most_usd for each in lines), Decimal(0)),
        calls=lines,
    )


def line(charge: Charge, prices: Prices) -> Line:
    """Price one call at the day it was made. A failed call is free; an unconfirmed one costs at most its reservation."""
    settled, open_ = charge.state == "settled", charge.state == "unconfirmed"
    return Line(
        request_id=charge.request_id, site=charge.key.site, article=charge.key.article, layer=charge.key.layer,
        step=charge.key.step, round=charge.key.round, attempt=charge.key.attempt, model=charge.model, state=charge.state,
        usage=charge.usage, error=charge.error, at=charge.at,
        usd=prices.cost(charge.usage, charge.model, charge.at) if settled else Decimal(0),
        at_most_usd=prices.cost(charge.reserved, charge.model, charge.at) if open_ else Decimal(0),
    )  # fmt: skip


def group_by(name: str, known: Sequence[str]) -> str:
    if name not in known:
        raise MistakeError(f"--by {name}: choose one of {', '.join(known)}.")
    return name


def groups(found: Bill, by: str) -> list[Group]:
    """Sum the calls by one field, dearest first."""
    names = sorted({str(getattr(each, by)) for each in found.calls})
    made = [group(name, [each for each in found.calls if str(getattr(each, by)) == name]) for name in names]
    return sorted(made, key=lambda each: (-each.usd, each.name))


def group(name: str, lines: list[Line]) -> Group:
    return Group(
        name=name,
        calls=len(lines),
        failed=sum(each.state == "failed" for each in lines),
        unconfirmed=sum(each.state == "unconfirmed" for each in lines),
        input_tokens=sum(each.usage.input_tokens for each in lines),
        cached_tokens=sum(each.usage.cache_read_tokens for each in lines),
        output_tokens=sum(each.usage.output_tokens for each in lines),
        usd=sum((each.usd for each in lines), Decimal(0)),
        at_most_usd=sum((each.at_most_usd for each in lines), Decimal(0)),
    )


def dollars(amount: Decimal) -> str:
    return f"${amount.quantize(CENT_FRACTION)}"


def as_table(found: Bill, by: str) -> str:
    """Return the bill as aligned text."""
    if not found.calls:
        return "No such call was made: $0"
    head = (by, "calls", "failed", "input", "cached", "output", "cost")
    rows = [
        (
            each.name,
            each.calls,
            each.failed,
            each.input_tokens,
            each.cached_tokens,
            each.output_tokens,
            dollars(each.usd),
        )
        for each in groups(found, by)
    ]
    foot = [f"Total {dollars(found.usd)} in {len(found.calls)} calls."]
    if found.unconfirmed_at_most_usd:
        count = sum(each.state == "unconfirmed" for each in found.calls)
        foot.append(
            f"Unconfirmed: {count} calls whose answer never came, at most {dollars(found.unconfirmed_at_most_usd)} more."
        )
    return "\n".join([*aligned([head, *rows]), *foot])


def aligned(rows: Sequence[Sequence[object]]) -> list[str]:
    """Return the rows as columns: words to the left, numbers to the right."""
    texts = [[str(cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in texts) for column in range(len(texts[0]))]
    right = [all(is_figure(row[column]) for row in texts[1:]) for column in range(len(widths))]
    return [
        "  ".join(placed(cell, width, end) for cell, width, end in zip(row, widths, right, strict=True)).rstrip()
        for row in texts
    ]


def is_figure(text: str) -> bool:
    return text.lstrip("$").replace(".", "").isdigit()


def placed(cell: str, width: int, right: bool) -> str:
    return cell.rjust(width) if right else cell.ljust(width)
