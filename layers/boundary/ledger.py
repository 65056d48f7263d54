"""The ledger of model calls: what each could cost at most before it is made, and what it used once it was answered.

Append-only. A reservation without an outcome is a call whose end nobody saw: it counts in full until the end of time,
because the API may have charged for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, or_, select

from layers.boundary import clock
from layers.boundary.prices import Prices
from layers.boundary.store import Store
from layers.boundary.store.tables import LEDGER, REPLIES
from layers.errors import CapReachedError, MistakeError
from layers.nouns.money import CallKey, CallState, Charge, Usage
from layers.nouns.site import Caps

KEY = tuple(CallKey.model_fields)
USAGE = tuple(Usage.model_fields)
RESERVED = LEDGER.alias("reserved")
OUTCOME = LEDGER.alias("outcome")


@dataclass(frozen=True)
class Reply:
    """The body of an answer as the API sent it, kept so that a repeat replays it and does not pay again."""

    reservation: int
    raw: str
    rehearsal: bool


class Ledger:
    """Reserve before a call, settle or fail after it. `now` is asked for the time of each row."""

    def __init__(self, store: Store, prices: Prices, now: clock.Clock = clock.now) -> None:
        self._store = store
        self._prices = prices
        self._now = now

    def reserve(
        self,
        key: CallKey,
        *,
        run: str,
        model: str,
        worst: Usage,
        caps: Caps,
        month_usd: Decimal | None = None,
        question: str = "",
    ) -> int:
        """Return the id of a new reservation. `month_usd` caps all sites together; `question` fingerprints what is asked.

        Raises UnknownModelError, and CapReachedError when this call at its worst could pass a cap. Check and entry are one
        transaction that excludes all others: of two processes that would pass the cap together, one is refused.
        """
        at = self._now()
        worst_usd = self._prices.cost(worst, model, at)
        row = _row("reserve", at, run, key, model, worst) | {"question": question}
        with self._store.writing(lock="ledger") as connection:
            self._keep_under_caps(connection, key, at, worst_usd, caps, month_usd)
            return int(connection.execute(LEDGER.insert().values(row).returning(LEDGER.c.id)).scalar_one())

    def settle(self, reservation: int, usage: Usage, request_id: str, raw: str, *, rehearsal: bool = False) -> None:
        """Enter what an answered call used, and keep its raw reply, in one transaction."""
        with self._store.writing() as connection:
            self._close(connection, reservation, "settle", usage, request_id=request_id, rehearsal=rehearsal)
            connection.execute(REPLIES.insert().values(reservation=reservation, raw=raw))

    def fail(self, reservation: int, error: str, request_id: str = "") -> None:
        """Enter that a call was refused or never reached the API: it costs nothing."""
        with self._store.writing() as connection:
            self._close(connection, reservation, "fail", Usage(), request_id=request_id, error=error)

    def reply(self, key: CallKey, question: str) -> Reply | None:
        """Return the newest settled reply to this question under this key, unless `Store.redo` set it aside."""
        same = [RESERVED.c[name] == getattr(key, name) for name in KEY]
        query = (
            select(REPLIES.c.reservation, REPLIES.c.raw, OUTCOME.c.rehearsal)
            .join(RESERVED, RESERVED.c.id == REPLIES.c.reservation)
            .join(OUTCOME, OUTCOME.c.reservation == RESERVED.c.id)
            .where(*same, RESERVED.c.question == question, RESERVED.c.id > _set_aside(key.article, key.step))
            .order_by(RESERVED.c.id.desc())
        )
        with self._store.reading() as connection:
            row = connection.execute(query.limit(1)).first()
        return None if row is None else Reply(*row)

    def rehearsed(self, article: str) -> bool:
        """Return whether any reply that the article was made from came from the rehearsal model."""
        query = select(OUTCOME.c.id, OUTCOME.c.step).where(OUTCOME.c.article == article, OUTCOME.c.rehearsal)
        with self._store.reading() as connection:
            rows = connection.execute(query).all()
            return any(
                row.id > (connection.execute(select(_set_aside(article, row.step))).scalar() or 0) for row in rows
            )

    def charges(
        self, site: str | None = None, article: str | None = None, month: str | None = None
    ) -> tuple[Charge, ...]:
        """Return every HTTP attempt at the model, oldest first. `month` is `2026-11`, in UTC; MistakeError otherwise."""
        wanted: list[ColumnElement[bool]] = []
        if site is not None:
            wanted.append(RESERVED.c.site == site)
        if article is not None:
            wanted.append(RESERVED.c.article == article)
        if month is not None:
            wanted.append(_within(*_month(_parsed(month))))
        with self._store.reading() as connection:
            return tuple(_charge(row) for row in _entries(connection, *wanted))

    def usd(self, charge: Charge) -> Decimal:
        """Return what a charge cost, or for one that is unconfirmed the most that it may have cost."""
        used = charge.reserved if charge.state == "unconfirmed" else charge.usage
        return self._prices.cost(used, charge.model, charge.at)

    def _close(
        self,
        connection: Connection,
        reservation: int,
        kind: str,
        usage: Usage,
        *,
        request_id: str,
        error: str = "",
        rehearsal: bool = False,
    ) -> None:
        opened = connection.execute(select(LEDGER).where(LEDGER.c.id == reservation, LEDGER.c.kind == "reserve")).one()
        row = {name: value for name, value in opened._mapping.items() if name != "id"}
        closing = {
            "kind": kind,
            "reservation": reservation,
            "at": self._now(),
            "request_id": request_id,
            "error": error,
        }
        connection.execute(LEDGER.insert().values(row | closing | {"rehearsal": rehearsal} | usage.model_dump()))

    def _keep_under_caps(
        self,
        connection: Connection,
        key: CallKey,
        at: datetime,
        worst_usd: Decimal,
        caps: Caps,
        month_usd: Decimal | None,
    ) -> None:
        this_month = _month(at)
        article = and_(RESERVED.c.site == key.site, RESERVED.c.article == key.article)
        charges = [_charge(row) for row in _entries(connection, or_(_within(*this_month), article))]
        of_month = [charge for charge in charges if this_month[0] <= charge.at < this_month[1]]
        of_site = [charge for charge in of_month if charge.key.site == key.site]
        of_article = [charge for charge in charges if (charge.key.site, charge.key.article) == (key.site, key.article)]
        self._keep_under(f"The article {key.article}", of_article, worst_usd, caps.article_usd)
        self._keep_under(f"The site {key.site} in {at:%B %Y}", of_site, worst_usd, caps.month_usd)
        if month_usd is not None:
            self._keep_under(f"All sites together in {at:%B %Y}", of_month, worst_usd, month_usd)

    def _keep_under(self, what: str, charges: Iterable[Charge], worst_usd: Decimal, cap: Decimal) -> None:
        spent = sum((self.usd(charge) for charge in charges), Decimal(0))
        if spent + worst_usd > cap:
            raise CapReachedError(what, cap, round(spent, 4), round(worst_usd, 4))


def _row(kind: str, at: datetime, run: str, key: CallKey, model: str, usage: Usage) -> dict[str, Any]:
    blank = {"reservation": None, "request_id": "", "error": "", "rehearsal": False}
    return blank | {"kind": kind, "at": at, "run": run, "model": model} | key.model_dump() | usage.model_dump()


def _set_aside(article: str, step: str) -> ColumnElement[int]:
    """Return the id of the last row that set the replies of an article's step aside, or 0."""
    newest = select(func.max(LEDGER.c.id)).where(
        LEDGER.c.kind == "set aside", LEDGER.c.article == article, LEDGER.c.step == step
    )
    return func.coalesce(newest.scalar_subquery(), 0)


def _entries(connection: Connection, *wanted: ColumnElement[bool]) -> Iterable[Row[Any]]:
    outcome = [OUTCOME.c[name].label(f"outcome_{name}") for name in ("kind", "request_id", "error", *USAGE)]
    query = (
        select(RESERVED, *outcome)
        .outerjoin(OUTCOME, OUTCOME.c.reservation == RESERVED.c.id)
        .where(RESERVED.c.kind == "reserve", *wanted)
        .order_by(RESERVED.c.id)
    )
    return connection.execute(query)


def _charge(row: Row[Any]) -> Charge:
    values = row._mapping
    return Charge(
        id=row.id,
        key=CallKey(**{name: values[name] for name in KEY}),
        run=row.run,
        model=row.model,
        state=_state(row.outcome_kind),
        usage=Usage() if row.outcome_kind is None else Usage(**{name: values[f"outcome_{name}"] for name in USAGE}),
        reserved=Usage(**{name: values[name] for name in USAGE}),
        request_id=row.outcome_request_id or "",
        error=row.outcome_error or "",
        at=row.at,
    )


def _state(outcome: str | None) -> CallState:
    states: dict[str | None, CallState] = {"settle": "settled", "fail": "failed", None: "unconfirmed"}
    return states[outcome]


def _parsed(month: str) -> datetime:
    try:
        return datetime.strptime(month, "%Y-%m").replace(tzinfo=UTC)
    except ValueError:
        raise MistakeError(f"'{month}' is not a month. Write it like 2026-11.") from None


def _month(at: datetime) -> tuple[datetime, datetime]:
    """Return the first moment of the month of `at` and of the next month, in UTC."""
    first = at.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return first, first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)


def _within(start: datetime, end: datetime) -> ColumnElement[bool]:
    return and_(RESERVED.c.at >= start, RESERVED.c.at < end)
