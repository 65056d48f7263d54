"""The JSON of Search Console's API -> periods. The answer names no days: they stand in the request, which is kept beside it.

    {"startDate": "2026-08-01", "endDate": "2026-10-29", "dimensions": ["page"], "rows": [{"keys": [...], "clicks": 3, ...}]}

The request may also stand under "request" and the answer under "response"; several of them may stand in a list.
With the dimension `date` the days are known: the newest 90, the 90 before and the same a year ago are counted.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from layers import urls
from layers.errors import InputFileError
from layers.nouns import PageRow, Period, PeriodRows, QueryRow

WINDOW_DAYS = 90
MOST_CLICKS = 10**12
ROWS_OF_AN_ANSWER = 25_000  # the most that the API gives at once; exactly as many as were asked for may be cut off
NOT_ASKED = frozenset(
    {"rows", "startRow", "responseAggregationType", "metadata"}
)  # what differs between parts of one request
HOW = 'Write "startDate", "endDate" and "dimensions" of the request beside "rows".'


class Row(NamedTuple):
    url: str
    query: str
    day: date | None
    clicks: int
    impressions: float | None
    position: float | None


def api_periods(name: str, text: str) -> Iterator[PeriodRows]:
    """Read one file of the API's answers. Raises InputFileError."""
    try:
        found = json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        where = f"{name}, line {getattr(error, 'lineno', 1)}, column {getattr(error, 'colno', 1)}"
        raise InputFileError(where, "JSON", "is broken. Save the API's answer as it came.") from None
    parts: dict[str, list[_Part]] = defaultdict(list)
    for number, answer in enumerate(found if isinstance(found, list) else [found], 1):
        where = f"{name}, answer {number}" if isinstance(found, list) else name
        if not isinstance(answer, dict):
            raise InputFileError(where, "rows", f"is missing. {HOW}")
        part = _part(where, _flat(answer))
        parts[part.request].append(part)
    for asked in parts.values():
        yield from _answered(asked)


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number of JSON")


def _flat(answer: Mapping[str, Any]) -> dict[str, Any]:
    inner = [answer[key] for key in ("request", "response") if isinstance(answer.get(key), dict)]
    return {**answer, **{key: value for each in inner for key, value in each.items()}}


class _Part(NamedTuple):
    """One answer: rows from `start` on of what `request` asked for, the same for all parts of it. `full`: there may be more."""

    where: str
    request: str
    answer: Mapping[str, Any]
    rows: tuple[Row, ...]
    start: int
    full: bool


def _part(where: str, answer: Mapping[str, Any]) -> _Part:
    dimensions = answer.get("dimensions")
    rows = answer.get("rows", [])
    if not isinstance(dimensions, list) or "page" not in dimensions:
        raise InputFileError(where, "dimensions", f"names no `page`, so that no row can be joined to a page. {HOW}")
    if not isinstance(rows, list):
        raise InputFileError(where, "rows", f"is no list. {HOW}")
    read = [_row(f"{where}, row {n}", dimensions, each) for n, each in enumerate(rows, 1)]
    full = len(read) >= int(_whole_number(answer.get("rowLimit"), ROWS_OF_AN_ANSWER))
    request = json.dumps({key: value for key, value in answer.items() if key not in NOT_ASKED}, sort_keys=True)
    return _Part(where, request, answer, tuple(read), _whole_number(answer.get("startRow"), 0), full)


def _answered(parts: Sequence[_Part]) -> Iterator[PeriodRows]:
    """The rows of one request, which the API gives 25,000 at a time; one part that was given twice counts once."""
    ordered = sorted({part.start: part for part in parts}.values(), key=lambda part: part.start)
    rows = [row for part in ordered for row in part.rows]
    answer, ends = ordered[0].answer, [0, *(part.start + len(part.rows) for part in ordered)]
    filtered = _is_filtered(answer)
    whole = not ordered[-1].full and not filtered and [part.start for part in ordered] == ends[:-1]
    if "date" in answer["dimensions"]:
        yield from _windows(rows, whole=whole, filtered=filtered)
        return
    yield _counted(_period(ordered[0].where, answer), rows, whole=whole, filtered=filtered)


def _is_filtered(answer: Mapping[str, Any]) -> bool:
    kind = str(answer.get("type") or answer.get("searchType") or "web").casefold()
    return kind != "web" or bool(answer.get("dimensionFilterGroups"))


def _row(where: str, dimensions: Sequence[Any], row: Any) -> Row:
    keys = row.get("keys") if isinstance(row, dict) else None
    if not isinstance(keys, list) or len(keys) != len(dimensions):
        raise InputFileError(where, "keys", f"must be {len(dimensions)} values, one for each of the dimensions.")
    by_name = dict(zip(dimensions, map(str, keys), strict=True))
    parts = urls.split(by_name["page"])
    if parts is None or parts.scheme not in ("http", "https"):
        raise InputFileError(where, "keys", f"'{by_name['page']:.60}' is no address of a page.")
    clicks = row.get("clicks")
    if not isinstance(clicks, int | float) or isinstance(clicks, bool) or not 0 <= clicks < MOST_CLICKS:
        raise InputFileError(where, "clicks", "is no count.")
    day = _date(where, "keys", by_name["date"]) if "date" in by_name else None
    return Row(
        by_name["page"],
        by_name.get("query", ""),
        day,
        int(clicks),
        _float(row.get("impressions")),
        _float(row.get("position")),
    )


def _float(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else None


def _whole_number(value: Any, otherwise: int) -> int:
    return value if isinstance(value, int) and value > 0 else otherwise


def _date(where: str, key: str, value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise InputFileError(where, key, f"'{value!s:.40}' is no day such as 2026-10-31. {HOW}") from None


def _period(where: str, answer: Mapping[str, Any]) -> Period:
    first, last = (_date(where, key, answer.get(key, "")) for key in ("startDate", "endDate"))
    if first > last:
        raise InputFileError(where, "endDate", f"{last} is before {first}.")
    return Period(first=first, last=last)


def _windows(rows: Sequence[Row], *, whole: bool, filtered: bool) -> Iterator[PeriodRows]:
    days = [row.day for row in rows if row.day]
    if not days:
        return
    current = Period(first=max(days) - timedelta(days=WINDOW_DAYS - 1), last=max(days))
    for period in (current, current.before, current.year_before):
        inside = [row for row in rows if row.day and period.first <= row.day <= period.last]
        if min(days) <= period.first + timedelta(days=7):  # an answer that begins later says nothing of the time before
            yield _counted(period, inside, whole=whole, filtered=filtered)
        elif period is current:
            yield _counted(Period(first=min(days), last=max(days)), inside, whole=whole, filtered=filtered)


def _counted(period: Period, rows: Sequence[Row], *, whole: bool, filtered: bool) -> PeriodRows:
    clicks: dict[str, int] = defaultdict(int)
    shown: dict[str, float] = defaultdict(float)
    ranks: dict[str, float] = defaultdict(float)
    for row in rows:
        clicks[row.url] += row.clicks
        shown[row.url] += row.impressions or 0
        ranks[row.url] += (row.position or 0) * (row.impressions or 0)
    queries = any(row.query for row in rows)
    return PeriodRows(
        period=period,
        # queries that Google keeps to itself are missing: their pages' clicks are too few
        rows=() if queries else tuple(_page(url, clicks[url], shown[url], ranks[url], period) for url in clicks),
        queries=tuple(_query(row, period) for row in rows if row.query),
        whole=whole,
        filtered=filtered,
    )


def _page(url: str, clicks: int, shown: float, ranks: float, period: Period) -> PageRow:
    known = period.sound and shown > 0
    return PageRow(
        url=url, clicks=clicks, impressions=int(shown) if known else None, position=ranks / shown if known else None
    )


def _query(row: Row, period: Period) -> QueryRow:
    return QueryRow(query=row.query, url=row.url, clicks=row.clicks, position=row.position if period.sound else None)
