"""Exports of Search Console -> figures of each page. Addresses are joined in any spelling; periods are never mixed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from layers import prose, urls
from layers.maintenance.addresses import Addresses
from layers.nouns import Inventory, PageRow, Period, PeriodRows, Search, SearchExport, SearchFigures, SharedQuery, Site
from layers.nouns.search_console import UNSOUND_FIRST, UNSOUND_LAST

LEAST_PAGES = 5  # pages with enough clicks, before the site's own change can be told
LEAST_CLICKS = 10
SHARE = 0.2  # of a query's clicks, from which a page counts among those that share it
LEAST_QUERY_CLICKS = 20
FARTHEST = 20  # position
UNKNOWN_KEPT = 500
SECOND_LEVEL = frozenset({"com", "net", "org", "gov", "edu"})  # as in com.au


class Counted(NamedTuple):
    """One period of one export, its figures by page id, and the clicks of addresses that are no page."""

    export: int
    period: Period | None
    against: str
    whole: bool
    filtered: bool
    rows: Mapping[int, PageRow]
    unknown: Mapping[str, int]


def searched(site: Site, inventory: Inventory, exports: Sequence[SearchExport]) -> Search:
    """Join all exports of a site to its pages. The newest period is what is judged; the others are what it is held against."""
    addresses = Addresses.of(site.url, inventory, hidden=False)
    gone = frozenset(filter(None, (_path(hidden.url) for hidden in inventory.hidden)))
    old = frozenset(slug for page in inventory.pages for slug in page.old_slugs)
    periods = [each for export in exports for each in export.periods]
    counted = [_counted(n, each, addresses) for n, export in enumerate(exports) for each in export.periods]
    current = _newest(counted)
    if current is None:
        return Search(pages=_shared_alone(site, addresses, periods), notes=(NO_PAGES,) if exports else ())
    before = _earlier(counted, current, "before")
    year_ago = _earlier(counted, current, "year before")
    shared = _shared(site, addresses, periods)
    unknown = {
        url: clicks for url, clicks in current.unknown.items() if _path(url) not in gone and _last(url) not in old
    }
    return Search(
        pages={
            page.id: figures
            for page in inventory.pages
            if (figures := _figures(page.id, current, before, year_ago, shared)) is not None
        },
        unknown=dict(sorted(unknown.items(), key=lambda each: (-each[1], each[0]))[:UNKNOWN_KEPT]),
        notes=tuple(_notes(current, before, year_ago, periods)),
    )  # fmt: skip


NO_PAGES = "Search Console: the exports hold queries and no pages; clicks of pages are not judged."


def _path(url: str) -> str:
    return (
        url.partition("?")[0].rstrip("/").rpartition("://")[2].removeprefix("www.").casefold()
        if "?" not in url
        else url
    )


def _last(url: str) -> str:
    return url.partition("?")[0].rstrip("/").rpartition("/")[2]


def _counted(export: int, given: PeriodRows, addresses: Addresses) -> Counted:
    """Add up all spellings of one page."""
    rows: dict[int, PageRow] = {}
    unknown: dict[str, int] = defaultdict(int)
    for row in given.rows:
        found = addresses.resolve(row.url, row.url)
        if found.lead == "page":
            rows[found.page_id] = _added(rows.get(found.page_id), row)
        elif found.lead == "missing":
            unknown[row.url.partition("#")[0]] += row.clicks
    return Counted(export, given.period, given.against, given.whole, given.filtered, rows, unknown)


def _added(known: PageRow | None, row: PageRow) -> PageRow:
    if known is None:
        return row
    shown = (
        known.impressions + row.impressions if known.impressions is not None and row.impressions is not None else None
    )
    return PageRow(url=known.url, clicks=known.clicks + row.clicks, impressions=shown, position=known.position)


def _newest(counted: Sequence[Counted]) -> Counted | None:
    """The period that ends last; one without days counts only where none has any, and then the one that was given last.

    A part of the clicks, such as those of one country, counts only where there is nothing else. Of the same days, what is whole.
    """
    held = [each for each in counted if not each.against and (each.rows or each.unknown)]
    asked = [each for each in held if not each.filtered] or held
    dated = [(each.period.last, each.period.days, each.whole, n) for n, each in enumerate(asked) if each.period]
    return asked[max(dated)[-1]] if dated else asked[-1] if asked else None


def _earlier(counted: Sequence[Counted], current: Counted, against: str) -> Counted | None:
    """The period to compare with: told by its days, or by the heading of the same export's other column."""
    if current.period is not None:
        wanted = current.period.before if against == "before" else current.period.year_before
        same = [
            (wanted.apart(each.period), -n, each)
            for n, each in enumerate(counted)
            if each.period and wanted.near(each.period) and each.period.last < current.period.first
            and each.filtered == current.filtered
        ]  # fmt: skip
        if same:
            return min(same)[-1]
    beside = [each for each in counted if each.export == current.export and each.against == against and not each.period]
    return beside[-1] if beside else None


def _figures(
    page_id: int,
    current: Counted,
    before: Counted | None,
    year_ago: Counted | None,
    shared: Mapping[int, tuple[SharedQuery, ...]],
) -> SearchFigures | None:
    clicks = _clicks(current, page_id)
    if clicks is None:
        return None
    row = current.rows.get(page_id)
    return SearchFigures(
        period=current.period, clicks=clicks,
        before=before.period if before else None, clicks_before=_clicks(before, page_id),
        year_ago=year_ago.period if year_ago else None, clicks_year_ago=_clicks(year_ago, page_id),
        change_before=_change(current, before), change_year=_change(current, year_ago),
        impressions=row.impressions if row else None, position=row.position if row else None,
        shared=shared.get(page_id, ()),
    )  # fmt: skip


def _clicks(counted: Counted | None, page_id: int) -> int | None:
    """The clicks of a page; none at all is said only where the export was not cut off."""
    if counted is None:
        return None
    row = counted.rows.get(page_id)
    return row.clicks if row else 0 if counted.whole else None


def _change(current: Counted, earlier: Counted | None) -> float | None:
    """What became of a typical page of this site: the median over those with enough clicks to tell."""
    if earlier is None:
        return None
    ratios = [
        clicks / row.clicks
        for page_id, row in earlier.rows.items()
        if row.clicks >= LEAST_CLICKS and (clicks := _clicks(current, page_id)) is not None
    ]
    return round(median(ratios), 4) if len(ratios) >= LEAST_PAGES else None


class _Shown(NamedTuple):
    page_id: int
    url: str
    clicks: int
    position: float | None


def _shared_alone(site: Site, addresses: Addresses, periods: Iterable[PeriodRows]) -> dict[int, SearchFigures]:
    """Figures of pages of which only the queries are known: their clicks are at least what those got."""
    return {
        page_id: SearchFigures(clicks=sum(round(each.clicks * each.share) for each in found), shared=found)
        for page_id, found in _shared(site, addresses, periods).items()
    }


def _shared(site: Site, addresses: Addresses, periods: Iterable[PeriodRows]) -> dict[int, tuple[SharedQuery, ...]]:
    """Queries whose clicks go to several pages; those that name the site itself are not among them."""
    with_queries = [each for each in periods if each.queries]
    if not with_queries:
        return {}
    newest = max(with_queries, key=lambda each: each.period.last.toordinal() if each.period else 0)
    by_query: dict[str, dict[int, _Shown]] = defaultdict(dict)
    called = _names_of(site)
    for row in newest.queries:
        found = addresses.resolve(row.url, row.url)
        if found.lead == "page" and not _names(called, row.query):
            clicks = row.clicks + (
                by_query[row.query][found.page_id].clicks if found.page_id in by_query[row.query] else 0
            )
            by_query[row.query][found.page_id] = _Shown(found.page_id, row.url, clicks, row.position)
    shared: dict[int, list[SharedQuery]] = defaultdict(list)
    for query, pages in by_query.items():
        for page_id, each in _contested(query, list(pages.values())):
            shared[page_id].append(each)
    return {page_id: tuple(sorted(found, key=lambda each: -each.clicks)) for page_id, found in shared.items()}


def _contested(query: str, pages: Sequence[_Shown]) -> Iterator[tuple[int, SharedQuery]]:
    clicks = sum(each.clicks for each in pages)
    if clicks < LEAST_QUERY_CLICKS:
        return
    strong = [each for each in pages if each.clicks >= SHARE * clicks and (each.position or 1) <= FARTHEST]
    if len(strong) < 2:
        return
    for each in strong:
        others = tuple(other.url for other in strong if other.page_id != each.page_id)
        yield each.page_id, SharedQuery(query=query, clicks=clicks, share=round(each.clicks / clicks, 3), others=others)


def _names(called: frozenset[str], query: str) -> bool:
    """Whether a query asks for the publication: Google then shows several of its pages on purpose."""
    words = prose.folded(query.replace("-", " "))
    asked = {"".join(words[start:end]) for start in range(len(words)) for end in range(start + 1, len(words) + 1)}
    return not asked.isdisjoint(called)


def _names_of(site: Site) -> frozenset[str]:
    """What the publication is called, without spaces. A name of nothing but its subject's words names the subject: it is none."""
    subject = prose.content_words(" ".join((site.remit, *(category.name for category in site.categories))))
    called = (site.title, _label(urls.host_of(site.url).partition(":")[0]).replace("-", " "))
    own = [name for name in called if not prose.content_words(name) or not prose.content_words(name) <= subject]
    return frozenset(filter(None, ("".join(prose.folded(name)) for name in own)))


def _label(host: str) -> str:
    """What was registered: `slow-cup` of `www.slow-cup.co.uk`."""
    labels = host.removeprefix("www.").split(".")
    second = len(labels) > 2 and len(labels[-1]) == 2 and (len(labels[-2]) <= 2 or labels[-2] in SECOND_LEVEL)
    return labels[-3 if second else -2] if len(labels) > 1 else host


def _notes(
    current: Counted, before: Counted | None, year_ago: Counted | None, periods: Sequence[PeriodRows]
) -> Iterator[str]:
    unsound = [each.period for each in (current, before, year_ago) if each and each.period and not each.period.sound]
    if unsound:
        yield (
            f"Search Console: Google logged impressions, click rate and position of {UNSOUND_FIRST} to {UNSOUND_LAST} wrongly. "
            "Clicks are sound, and clicks alone are used."
        )
    if current.period is None:
        yield "Search Console: the export names no days. Give the whole zip: without its days, pages without clicks are not judged."
    if before is None or year_ago is None:
        missing = " and ".join(
            name for name, found in (("the period before", before), ("the year before", year_ago)) if found is None
        )
        yield f"Search Console: there are no figures for {missing}, so that loss of clicks is not judged."
    if current.filtered:
        yield "Search Console: the export is filtered and holds a part of the clicks; pages that are not in it are not judged."
    elif not current.whole:
        yield f"Search Console: the export was cut off at {len(current.rows) + len(current.unknown)} addresses; pages below that are not judged."
    if not any(each.queries for each in periods):
        yield "Search Console: no export tells queries by page (the API alone does), so that pages which share a query are not judged."
