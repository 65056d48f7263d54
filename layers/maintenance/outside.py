"""What was seen of a site from outside, joined to its pages: which to visit, what each looks like, what the site itself shows."""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from layers import urls
from layers.checks import Crawl, SiteView
from layers.maintenance.addresses import Addresses
from layers.nouns import Inventory, LiveSite, Page, Search, Site, Visit

FIRST_ERROR = 400


def addresses_of(site: Site, inventory: Inventory) -> Addresses:
    return Addresses.of(site.url, inventory, hidden=False)


def to_visit(site: Site, inventory: Inventory, most: int) -> tuple[Page, ...]:
    """The pages to visit, most telling first: front page, hubs, the newest half, and of the others the same sample each time.

    A site that has no more than `most` is visited whole.
    """
    first = [page for page in inventory.pages if page.id == inventory.front_page or page.slug in site.hubs]
    others = sorted(
        (page for page in inventory.pages if page not in first), key=lambda page: page.published_at, reverse=True
    )
    room = max(0, most - len(first))
    if len(others) <= room:
        return (*first, *others)[:most]
    newest = others[: room - room // 2]
    rest = sorted(others[len(newest) :], key=lambda page: hashlib.sha256(page.url.encode()).digest())
    return (*first, *newest, *rest[: room // 2])[:most]


def still_fresh(visit: Visit | None, page: Page | None, now: datetime, fresh_days: int) -> bool:
    """Whether a look at a page still counts: it is young, it was an answer, and the page has not changed since."""
    if visit is None or visit.status == 0 or now - visit.at > timedelta(days=fresh_days):
        return False
    return page is None or (visit.modified_at == page.modified_at and visit.page_id == page.id)


def strange(
    site: Site, inventory: Inventory, named: Sequence[str], known: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Which of these addresses are on the site and lead to none of its pages, lists and files; `known` are vouched for."""
    addresses = addresses_of(site, inventory)
    hidden = {hidden.url.rstrip("/") for hidden in inventory.hidden}
    return tuple(
        url for url in named
        if url not in known and url.rstrip("/") not in hidden and addresses.resolve(url, url).lead == "missing"
    )  # fmt: skip


def crawls(site: Site, inventory: Inventory, seen: LiveSite) -> Mapping[int, Crawl]:
    """How each page stands among the others, by id."""
    addresses = addresses_of(site, inventory)
    in_sitemap = _in_sitemap(addresses, seen)
    whole = seen.sitemaps is not None and bool(seen.sitemaps.files) and not seen.sitemaps.capped
    return {
        page.id: Crawl(
            in_sitemap=True if page.id in in_sitemap else False if whole else None,
            canonical_error=_canonical_error(addresses, page, seen),
            outbound=tuple(seen.outbound[url] for url in outward(site, page) if url in seen.outbound),
        )
        for page in inventory.pages
    }


def _in_sitemap(addresses: Addresses, seen: LiveSite) -> frozenset[int]:
    named = seen.sitemaps.urls if seen.sitemaps else ()
    return frozenset(found.page_id for url in named if (found := addresses.resolve(url, url)).lead == "page")


def _canonical_error(addresses: Addresses, page: Page, seen: LiveSite) -> str:
    """What is wrong with the page that this one names in its place, as far as it was seen."""
    visit = seen.visits.get(page.id)
    named = next(iter(visit.canonicals), "") if visit and visit.seen else ""
    found = addresses.resolve(named, page.url) if named else None
    if found is None or (found.lead == "page" and found.page_id == page.id):
        return ""
    if found.lead == "missing":
        return f"its canonical address {named} is no published page"
    target = seen.visits.get(found.page_id) if found.lead == "page" else None
    if target is None:
        return ""
    if target.status >= FIRST_ERROR or target.loop:
        return f"its canonical address {named} answers {target.status}"
    return f"its canonical address {named} says noindex" if target.noindex else ""


def outward(site: Site, page: Page) -> Iterator[str]:
    """The addresses of other sites that a page's text links to, once each, without their fragments."""
    own = urls.host_of(site.url).removeprefix("www.")
    found = dict.fromkeys(link.url.strip().partition("#")[0] for link in page.links)
    for url in found:
        parts = urls.split(url)
        if (
            parts
            and parts.scheme in ("http", "https")
            and parts.netloc
            and parts.netloc.removeprefix("www.").lower() != own
        ):
            yield url


def site_view(site: Site, inventory: Inventory, seen: LiveSite, search: Search | None) -> SiteView:
    """The site itself, from outside. Addresses that WordPress does not know count only by how they answered."""
    by_id = {page.id: page.url for page in inventory.pages}
    barred: dict[str, list[str]] = defaultdict(list)
    for page_id, names in seen.barred.items():
        for name in names:
            barred[name].append(by_id.get(page_id, site.url))
    named = seen.sitemaps.urls if seen.sitemaps else ()
    of_posts = seen.sitemaps.of_posts if seen.sitemaps else frozenset()
    in_sitemap = strange(site, inventory, named) if named else ()
    unknown = search.unknown if search else {}
    return SiteView(
        robots=seen.robots, sitemaps=seen.sitemaps, barred={name: tuple(found) for name, found in barred.items()},
        dead_in_sitemap=tuple(url for url in in_sitemap if _is_dead(url, seen, of_posts)),
        strangers={url: clicks for url, clicks in unknown.items() if url not in named and _is_stranger(seen.unknown.get(url))},
    )  # fmt: skip


def _is_dead(url: str, seen: LiveSite, of_posts: frozenset[str]) -> bool:
    """An address that answers may be of a type that no inventory holds, unless it is among the posts and WordPress did not make it."""
    visit = seen.unknown.get(url)
    if visit is None or visit.status == 0 or visit.blocked_by:
        return False
    return visit.status >= FIRST_ERROR or bool(visit.hops) or (url in of_posts and not visit.of_wordpress)


def _is_stranger(visit: Visit | None) -> bool:
    return visit is not None and visit.seen and not visit.hops and not visit.of_wordpress
