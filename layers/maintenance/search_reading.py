"""The text of Search Console's files -> an export. Which file is what is told by its content, for names and headings are translated."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from layers import urls
from layers.errors import InputFileError
from layers.maintenance.search_api import api_periods
from layers.maintenance.search_words import EARLIER, FIGURES, QUERIES, YEAR, Figure
from layers.nouns import PageRow, Period, PeriodRows, SearchExport
from layers.nouns.search_console import ROWS_OF_AN_EXPORT

NamedText = tuple[str, str]
BY_POSITION: tuple[Figure, ...] = ("clicks", "impressions", "ctr", "position")
LONGEST_NUMBER = 24  # characters, with what parts its thousands
HEADER_WITHIN = 40  # lines: some tools put a preamble before the headings
WHAT_TO_GIVE = "Give the zip of the report Performance, its folder, or the file of its pages."
USUAL_FILTERS = 2
NO_WEB_SEARCH = (
    "image",
    "imagen",
    "immagin",
    "bild",
    "video",
    "news",
    "noticias",
    "actualit",
    "notizie",
    "画像",
    "動画",
    "ニュース",
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_NUMBER = re.compile(r"[\d\s.,'’\u00a0\u202f]*\d")


class Column(NamedTuple):
    """Where a figure stands, of the period asked for or of the one that it is compared with."""

    figure: Figure
    earlier: bool
    year: bool
    at: int


class Sheet(NamedTuple):
    """One CSV: its rows with their line numbers, headings apart."""

    name: str
    headings: list[str]
    rows: list[tuple[int, list[str]]]
    columns: tuple[Column, ...]

    def at(self, figure: Figure, earlier: bool) -> int | None:
        return next((each.at for each in self.columns if each.figure == figure and each.earlier == earlier), None)

    @property
    def compares(self) -> bool:
        return any(each.earlier for each in self.columns)


def export_of(source: str, files: Sequence[NamedText]) -> SearchExport:
    """Read the files of one export. Raises InputFileError where none of them holds pages."""
    periods = [each for name, text in files if _is_json(text) for each in api_periods(name, text)]
    sheets = [sheet for name, text in files if not _is_json(text) and (sheet := _sheet(name, text)) is not None]
    days = next((found for sheet in sheets if (found := _days(sheet))), ())
    filtered = any(map(_filters, sheets))
    for sheet in sheets:
        if _holds_pages(sheet):
            periods += _page_periods(sheet, days, filtered=filtered)
    if not periods:
        raise InputFileError(source, "file", _no_pages(sheets))
    return SearchExport(source=source, periods=tuple(periods))


def _no_pages(sheets: Sequence[Sheet]) -> str:
    if any(any(word in folded(sheet.headings[0]) for word in QUERIES) for sheet in sheets):
        return f"holds queries and no pages, and queries alone cannot be joined to a site's pages. {WHAT_TO_GIVE}"
    return f"holds no page of a site with its clicks. {WHAT_TO_GIVE}"


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def _sheet(name: str, text: str) -> Sheet | None:
    try:
        lines = list(csv.reader(text.splitlines(), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise InputFileError(name, "file", f"is no table ({error}). {WHAT_TO_GIVE}") from None
    at = next((n for n, cells in enumerate(lines[:HEADER_WITHIN]) if len(cells) > 1 and _follows(lines, n)), None)
    if at is None:
        return None
    rows = [(n + 1, cells) for n, cells in enumerate(lines) if n > at and any(cell.strip() for cell in cells)]
    return Sheet(name, lines[at], rows, _columns(lines[at]))


def _follows(lines: Sequence[list[str]], at: int) -> bool:
    """Whether this is the line of headings: no address, no day, and as wide as the line after it."""
    first = lines[at][0].strip()
    after = next((cells for cells in lines[at + 1 :] if any(cells)), None)
    return not _DAY.fullmatch(first) and not _is_address(first) and (after is None or len(after) >= len(lines[at]) - 1)


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:5])
    return max(",;\t", key=lambda each: (head.count(each), each == ","))


def folded(text: str) -> str:
    """Small letters without accents; letters of scripts that have none stay."""
    composed = unicodedata.normalize("NFKD", text.casefold())
    latin = "".join(each for each in composed if not "\u0300" <= each <= "\u036f")
    return " ".join(unicodedata.normalize("NFC", latin).split())


def _columns(headings: Sequence[str]) -> tuple[Column, ...]:
    """By the words of the headings; where none says what it is, by position, in pairs where there are twice as many."""
    named = [(_figure(heading), at, folded(heading)) for at, heading in enumerate(headings) if at]
    known = [(figure, at, words) for figure, at, words in named if figure]
    if not any(figure == "clicks" for figure, _, _ in known):
        doubled = len(named) == 2 * len(BY_POSITION)
        known = [
            (BY_POSITION[n // 2 if doubled else n], at, words)
            for n, (_, at, words) in enumerate(named[: len(BY_POSITION) * (2 if doubled else 1)])
        ]
    return tuple(_paired(known))


def _figure(heading: str) -> Figure | None:
    words = folded(heading)
    if "%" in words and "ctr" not in words:  # a column of changes
        return None
    found = [(len(alias), figure) for figure, aliases in FIGURES.items() for alias in aliases if alias in words]
    return max(found)[1] if found else None


def _paired(known: Iterable[tuple[Figure, int, str]]) -> Iterator[Column]:
    """The second column of a figure is the earlier period, unless its heading says that the first one is."""
    by_figure: dict[Figure, list[tuple[int, str]]] = {}
    for figure, at, words in known:
        by_figure.setdefault(figure, []).append((at, words))
    for figure, found in by_figure.items():
        pair = found[:2]
        if len(pair) == 2 and _earlier(pair[0][1]) and not _earlier(pair[1][1]):
            pair.reverse()
        for earlier, (at, words) in enumerate(pair):
            yield Column(figure, bool(earlier), bool(earlier) and any(each in words for each in YEAR), at)


def _earlier(words: str) -> bool:
    return any(each in words for each in EARLIER)


def _holds_pages(sheet: Sheet) -> bool:
    first = next((cells[0].strip() for _, cells in sheet.rows), "")
    return _is_address(first) and sheet.at("clicks", earlier=False) is not None


def _filters(sheet: Sheet) -> bool:
    """Whether it lists more filters than the type of search and the days, which every export has, or another type than the web."""
    rows = [cells for _, cells in sheet.rows]
    named = len(sheet.headings) == 2 and not any(_is_address(cells[0]) or _DAY.fullmatch(cells[0]) for cells in rows)
    if not named or all(_NUMBER.fullmatch(cells[-1].strip()) for cells in rows):
        return False
    kind = folded(rows[0][-1])
    return len(rows) > USUAL_FILTERS or kind.startswith(NO_WEB_SEARCH)


def _is_address(text: str) -> bool:
    parts = urls.split(text.strip())
    return parts is not None and parts.scheme in ("http", "https") and bool(parts.netloc)


def _days(sheet: Sheet) -> tuple[Period, ...]:
    """The periods of a sheet of days: one, or two where it compares. A day without a row had nothing to show, not nothing at all."""
    first = next((cells for _, cells in sheet.rows), [])
    wide = [at for at, cell in enumerate(first) if _DAY.fullmatch(cell.strip())]
    found = [[day for line, cells in sheet.rows if (day := _day(sheet, line, cells, at))] for at in wide]
    periods = [Period(first=min(days), last=max(days)) for days in found if days]
    return tuple(sorted(periods, key=lambda each: each.last, reverse=True))


def _day(sheet: Sheet, line: int, cells: Sequence[str], at: int) -> date | None:
    text = cells[at].strip() if at < len(cells) else ""
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _wrong(sheet, line, at, f"'{text:.40}' is no day such as 2026-10-31") from None


def _page_periods(sheet: Sheet, days: Sequence[Period], *, filtered: bool) -> Iterator[PeriodRows]:
    whole = len(sheet.rows) < ROWS_OF_AN_EXPORT and not filtered
    current = days[0] if days else None
    rows = tuple(_rows(sheet, earlier=False, period=current))
    yield PeriodRows(period=current, rows=rows, whole=whole, filtered=filtered)
    if sheet.compares:
        against = "year before" if any(each.year for each in sheet.columns) else "before"
        yield PeriodRows(
            period=days[1] if len(days) > 1 else None,
            rows=tuple(_rows(sheet, earlier=True, period=days[1] if len(days) > 1 else None)),
            whole=whole, filtered=filtered, against=against,
        )  # fmt: skip


def _rows(sheet: Sheet, *, earlier: bool, period: Period | None) -> Iterator[PageRow]:
    """Impressions and position are taken only for days that are known to be sound."""
    sound = period is not None and period.sound
    for line, cells in sheet.rows:
        url = cells[0].strip()
        if not _is_address(url):
            raise _wrong(sheet, line, 0, f"'{url:.60}' is no address of a page")
        position = _number(sheet, line, cells, sheet.at("position", earlier)) if sound else None
        impressions = _count(sheet, line, cells, sheet.at("impressions", earlier)) if sound else None
        yield PageRow(
            url=url, clicks=_count(sheet, line, cells, sheet.at("clicks", earlier)) or 0,
            impressions=impressions, position=position or None,  # 0 stands for no position
        )  # fmt: skip


def _cell(sheet: Sheet, line: int, cells: Sequence[str], at: int | None) -> str:
    text = cells[at].strip() if at is not None and at < len(cells) else ""
    if text in ("", "-", "–", "~"):
        return ""
    if at is not None and not (_NUMBER.fullmatch(text) and len(text) <= LONGEST_NUMBER):
        raise _wrong(sheet, line, at, f"'{text:.40}' is no number")
    return text


def _count(sheet: Sheet, line: int, cells: Sequence[str], at: int | None) -> int | None:
    """A count has no decimals: whatever stands between its digits parts thousands."""
    text = _cell(sheet, line, cells, at)
    digits = re.sub(r"\D", "", re.sub(r"[.,]0$", "", text))
    return int(digits) if digits else None


def _number(sheet: Sheet, line: int, cells: Sequence[str], at: int | None) -> float | None:
    """The last point or comma is the decimal one."""
    text = _cell(sheet, line, cells, at)
    if not text:
        return None
    whole, _, decimals = re.sub(r"[\s'’\u00a0\u202f]", "", text).replace(",", ".").rpartition(".")
    return float(f"{whole.replace('.', '') or '0'}.{decimals}") if _ else float(decimals)


def _wrong(sheet: Sheet, line: int, at: int, said: str) -> InputFileError:
    heading = sheet.headings[at] if at < len(sheet.headings) else str(at + 1)
    return InputFileError(
        f"{sheet.name}, line {line}", heading, f"{said}. Export the report again and leave the file as it is."
    )
