"""Who links to whom in running text. Menus, lists and sitemaps are not in it: they are what hides an orphan."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from layers.checks import Detour, Links
from layers.maintenance.addresses import Addresses, Resolved
from layers.nouns import Inventory, Page, PageLink


@dataclass
class _Found:
    """What the links of one page lead to."""

    targets: set[int] = field(default_factory=set)
    missing: dict[str, None] = field(default_factory=dict)
    nofollow: dict[str, None] = field(default_factory=dict)
    detours: dict[str, None] = field(default_factory=dict)
    to_itself: int = 0


@dataclass(frozen=True)
class Graph:
    """Contextual links between the published pages of one site, counted in pages: two links from one page count once.

    A link with nofollow is no link that counts; who has only such links is an orphan.
    """

    sources: Mapping[int, frozenset[int]]
    links: Mapping[int, Links]

    def inbound(self, page_id: int) -> int:
        return len(self.sources.get(page_id, ()))


def graph(site_url: str, inventory: Inventory) -> Graph:
    """Resolve every link of every body, in one pass."""
    slugs = [term.slug for term in (*inventory.categories, *inventory.tags)]
    addresses = Addresses(site_url, inventory.pages, slugs)
    sources: dict[int, set[int]] = defaultdict(set)
    doubted: dict[int, set[int]] = defaultdict(set)
    found: dict[int, _Found] = {}
    for page in inventory.pages:
        found[page.id] = here = _Found()
        for link in page.links:
            resolved = addresses.resolve(link.url, page.url)
            _note(here, page, link, resolved)
            if resolved.lead == "page" and resolved.page_id != page.id:
                (doubted if link.nofollow else sources)[resolved.page_id].add(page.id)
    return Graph(
        {page_id: frozenset(linking) for page_id, linking in sources.items()},
        {page_id: _links(here, sources[page_id], doubted[page_id]) for page_id, here in found.items()},
    )


def _note(here: _Found, page: Page, link: PageLink, resolved: Resolved) -> None:
    if resolved.lead == "missing":
        here.missing[link.url] = None
    if resolved.lead != "page":
        return
    if resolved.page_id == page.id:
        here.to_itself += "#" not in link.url
        return
    if link.nofollow:
        here.nofollow[link.url] = None
    else:
        here.targets.add(resolved.page_id)
    if resolved.detour:
        here.detours[link.url] = None


def _links(here: _Found, sources: set[int], doubted: set[int]) -> Links:
    return Links(
        inbound=len(sources),
        nofollow_inbound=len(doubted - sources),
        outbound=len(here.targets),
        missing=tuple(here.missing),
        nofollow=tuple(here.nofollow),
        detours=tuple(Detour(url) for url in here.detours),
        to_itself=here.to_itself,
    )
