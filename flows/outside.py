"""A site from outside, step by step: robots.txt, sitemaps, pages, links to others. Each look is stored as it comes. Never writes to a site."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flows.progress import told
from layers import maintenance
from layers.boundary.clock import now
from layers.nouns import Inventory, LiveSite, Outbound, Page, Search, Site, Visit

if TYPE_CHECKING:
    from flows.newsroom import Newsroom
    from layers.boundary.outside import Fetcher

TOLD_EVERY = 50  # pages
STRANGERS = 30  # addresses that WordPress does not know, of each kind: enough to see what they are
MOST_OUTBOUND = 2_000  # addresses that one audit asks


@dataclass(frozen=True)
class Looks:
    """What the operator asked an audit to look at. `live` None: as the site's YAML says; 0: no page, nothing from outside.

    `fresh` visits all anew; `outbound` asks other sites whether their pages are still there.
    """

    live: int | None = None
    fresh: bool = False
    outbound: bool = False
    search_console: tuple[Path, ...] = ()


def search_of(room: "Newsroom", site: Site, inventory: Inventory, looks: Looks) -> Search | None:
    """Keep the exports that were named, and join all that are kept to the site's pages. Raises InputFileError."""
    from layers.boundary.search_files import read_export

    for export in [read_export(path) for path in looks.search_console]:
        room.store.put_search_export(site.name, now(), export)
    exports = room.store.search_exports(site.name)
    return maintenance.searched(site, inventory, exports) if exports else None


def seen_from_outside(
    room: "Newsroom", site: Site, inventory: Inventory, looks: Looks, search: Search | None
) -> LiveSite:
    """Look at a site as a visitor and a search engine do."""
    most = looks.live if looks.live is not None else site.audit.live_pages if site.audit.live else 0
    outbound = _outbound(room, site, inventory) if looks.outbound or site.audit.outbound else {}
    if not most:
        return seen_lately(room, site, inventory).model_copy(update={"outbound": outbound})
    from layers.boundary.outside import read_robots, read_sitemaps

    fetcher = room.fetcher(site)
    rules = read_robots(fetcher, site.url)
    sitemaps = read_sitemaps(fetcher, site.url, rules.file.sitemaps)
    pages = maintenance.to_visit(site, inventory, most)
    visits = _Visits(room, site, fetcher, fresh=looks.fresh)
    seen = visits.all([*_front(site, inventory), *((page.url, page) for page in pages)])
    strangers = maintenance.strange(site, inventory, sitemaps.urls)[:STRANGERS]
    if search:
        strangers += maintenance.strange(site, inventory, tuple(search.unknown), frozenset(sitemaps.urls))[:STRANGERS]
    unknown = visits.all([(url, None) for url in strangers])
    return LiveSite(
        published=len(inventory.pages),
        visits={visit.page_id: visit for visit in seen.values()},
        barred={page.id: names for page in inventory.pages if (names := rules.barred(page.url))},
        robots=rules.file, sitemaps=sitemaps, outbound=outbound, unknown=unknown,
        not_seen=tuple(_not_seen(seen, [page for page in pages if fetcher.own(page.url)], len(pages))),
    )  # fmt: skip


def seen_lately(room: "Newsroom", site: Site, inventory: Inventory, *, changed: bool = False) -> LiveSite:
    """The pages as an earlier audit saw them, where that still counts; nothing is asked of the site.

    What a page's description is, its record does not say where a theme makes one: judged blind, it would be missing.
    `changed`: also those that were saved since; what a theme makes of a page it goes on making.
    """
    known, days, at = room.store.visits(site.name), site.audit.fresh_days, now()
    counts = [
        page for page in inventory.pages
        if maintenance.still_fresh(visit := known.get(page.url), page, at, days)
        or (changed and visit is not None and visit.seen and visit.page_id == page.id)
    ]  # fmt: skip
    return LiveSite(published=len(inventory.pages), visits={page.id: known[page.url] for page in counts})


def _front(site: Site, inventory: Inventory) -> list[tuple[str, Page | None]]:
    """A front page that is a list of posts is no page of the inventory; it is visited all the same."""
    home = site.url.rstrip("/") + "/"
    return [] if any(page.url.rstrip("/") == site.url.rstrip("/") for page in inventory.pages) else [(home, None)]


class _Visits:
    """Visits of one audit: those that still count are taken from the store, the others made and stored one by one."""

    def __init__(self, room: "Newsroom", site: Site, fetcher: "Fetcher", *, fresh: bool) -> None:
        self._store, self._site, self._fetcher = room.store, site, fetcher
        self._known: dict[str, Visit] = {} if fresh else room.store.visits(site.name)

    def all(self, wanted: Sequence[tuple[str, Page | None]]) -> dict[str, Visit]:
        """Return the visits by address; one that could not be made is not among them."""
        wanted = [each for each in wanted if self._fetcher.own(each[0])]
        days = self._site.audit.fresh_days
        kept = {
            url: self._known[url]
            for url, page in wanted
            if maintenance.still_fresh(self._known.get(url), page, now(), days)
        }
        for number, visit in enumerate(self._made([each for each in wanted if each[0] not in kept]), 1):
            self._store.put_visit(self._site.name, visit)
            kept[visit.url] = visit
            if number % TOLD_EVERY == 0:
                told(self._site.name, f"{len(kept)} of {len(wanted)} pages visited")
        return kept

    def _made(self, wanted: Sequence[tuple[str, Page | None]]) -> Iterator[Visit]:
        from layers.boundary.outside import Stop, visited

        stops = [Stop(url, page) for url, page in wanted]
        yield from visited(self._fetcher, stops, self._site.audit.parallel, self._site.thresholds.slow_ms)


def _not_seen(seen: dict[str, Visit], own: Sequence[Page], wanted: int) -> Iterator[str]:
    if wanted > len(own):
        yield f"{wanted - len(own)} pages stand on another host than the `url:` of the site's YAML; they were not visited."
    missing = len(own) - sum(1 for visit in seen.values() if visit.page_id)
    if missing > 0:
        yield f"The site stopped to answer: {missing} pages that were to be visited were not. Run the audit again to go on."
    firewalls = sorted({visit.blocked_by for visit in seen.values() if visit.blocked_by})
    if firewalls:
        count = sum(1 for visit in seen.values() if visit.blocked_by)
        yield f"{' and '.join(firewalls)} answered in the place of {count} pages, which could not be judged: let Masthead through."
    busy = sum(1 for visit in seen.values() if visit.status == 429)
    if busy:
        yield f"The site asked to be left alone at {busy} pages (429): lower `audit.pages_per_minute`."


def _outbound(room: "Newsroom", site: Site, inventory: Inventory) -> dict[str, Outbound]:
    """Ask after each address elsewhere once in `outbound_days`, whichever site links to it."""
    wanted = list(dict.fromkeys(url for page in inventory.pages for url in maintenance.outward(site, page)))[
        :MOST_OUTBOUND
    ]
    known = room.store.outbound(wanted)
    fresh = {url: seen for url, seen in known.items() if (now() - seen.at).days < site.audit.outbound_days}
    elsewhere = room.elsewhere(site)
    for number, url in enumerate([url for url in wanted if url not in fresh], 1):
        fresh[url] = elsewhere.look(url)
        room.store.put_outbound(fresh[url])
        if number % TOLD_EVERY == 0:
            told(site.name, f"{len(fresh)} of {len(wanted)} links to other sites looked at")
    return fresh
