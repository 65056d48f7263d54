"""Who links to whom in running text. Menus and lists are kept apart: they are what hides an orphan."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from layers.checks import Anchor, Detour, HiddenTarget, Links
from layers.maintenance.addresses import Addresses, Resolved
from layers.maintenance.spelling import leads_to_itself
from layers.nouns import Inventory, Page, PageLink

FRONT_POSTS = 10  # how many posts WordPress shows on a front page that lists them, where nobody has set it otherwise


@dataclass
class _Found:
    """What the links of one page lead to. Dictionaries keep each thing once, in the order of the text."""

    targets: set[int] = field(default_factory=set)
    missing: dict[str, None] = field(default_factory=dict)
    hidden: dict[HiddenTarget, None] = field(default_factory=dict)
    nofollow: dict[str, None] = field(default_factory=dict)
    detours: dict[Detour, None] = field(default_factory=dict)
    external: dict[str, None] = field(default_factory=dict)
    malformed: dict[str, None] = field(default_factory=dict)
    empty: dict[str, None] = field(default_factory=dict)
    anchors: dict[Anchor, None] = field(default_factory=dict)
    to_itself: int = 0


@dataclass(frozen=True)
class Graph:
    """Links in the running text of the published pages of one site, counted in pages: two links from one page count once.

    A link that is not vouched for (nofollow, sponsored, ugc) is no link that counts, nor is one in a navigation block: who
    has only such links is an orphan. `components` are groups of pages that are joined by links, the largest first.
    """

    sources: Mapping[int, frozenset[int]]
    links: Mapping[int, Links]
    components: tuple[frozenset[int], ...] = ()

    def inbound(self, page_id: int) -> int:
        return len(self.sources.get(page_id, ()))


def graph(site_url: str, inventory: Inventory) -> Graph:
    """Resolve every link of every body and of every menu, in one pass."""
    return _Pass(site_url, inventory).run()


class _Pass:
    def __init__(self, site_url: str, inventory: Inventory) -> None:
        self.inventory = inventory
        self.site_url = site_url
        self.addresses = Addresses.of(site_url, inventory)
        self.urls = {page.id: page.url for page in inventory.pages}
        self.no_posts = frozenset(page.id for page in inventory.pages if page.type == "page")
        self.sources: dict[int, set[int]] = defaultdict(set)
        self.doubted: dict[int, set[int]] = defaultdict(set)
        self.found: dict[int, _Found] = {}

    def run(self) -> Graph:
        for page in self.inventory.pages:
            self.found[page.id] = here = _Found()
            here.malformed.update({link.url: None for link in page.set_aside if link.place not in ("code", "comment")})
            for link in page.links:
                self._note(here, page, link, self.addresses.resolve(link.url, page.url))
        menus = Counter(self._menu_targets())
        depths = self._depths(menus)
        return Graph(
            {page_id: frozenset(linking) for page_id, linking in self.sources.items()},
            {page.id: self._links(page, menus[page.id], depths.get(page.id)) for page in self.inventory.pages},
            self._components(),
        )

    def _note(self, here: _Found, page: Page, link: PageLink, resolved: Resolved) -> None:
        if not link.anchor:
            here.empty[link.url] = None
        match resolved.lead:
            case "page" if resolved.page_id != page.id:
                self._note_page(here, page, link, resolved)
            case "page":
                here.to_itself += leads_to_itself(link.url, page.url)
            case "missing":
                here.missing[link.url] = None
            case "hidden":
                here.hidden[HiddenTarget(link.url, resolved.status)] = None
            case "malformed":
                here.malformed[link.url] = None
            case "elsewhere" if link.url.lower().startswith(("http:", "https:", "//")):
                here.external[link.url] = None

    def _note_page(self, here: _Found, page: Page, link: PageLink, resolved: Resolved) -> None:
        target = resolved.page_id
        if resolved.reasons:
            here.detours[Detour(link.url, resolved.reasons)] = None
        if link.nofollow:
            here.nofollow[link.url] = None
            self.doubted[target].add(page.id)
        elif link.place != "navigation":
            here.targets.add(target)
            here.anchors[Anchor(link.anchor, self.urls[target])] = None
            self.sources[target].add(page.id)

    def _menu_targets(self) -> Iterator[int]:
        for item in self.inventory.menus:
            page_id = item.page_id or self.addresses.resolve(item.url, self.site_url).page_id
            if page_id in self.urls:
                yield page_id

    def _depths(self, menus: Iterable[int]) -> dict[int, int]:
        """Clicks from the front page to each page that text and menus reach; a menu stands on every page."""
        front = self.inventory.front_page
        depths = dict.fromkeys([front] if front in self.urls else [], 0)
        row = [front] if depths else []
        ahead: list[int] = [*menus, *([] if depths else self._newest())]
        depth = 1
        while row or ahead:
            ahead += [target for page_id in row for target in self.found[page_id].targets]
            row = [page_id for page_id in dict.fromkeys(ahead) if page_id not in depths]
            depths.update(dict.fromkeys(row, depth))
            ahead, depth = [], depth + 1
        return depths

    def _newest(self) -> list[int]:
        """What a front page without a page of its own shows."""
        posts = [page for page in self.inventory.pages if page.type == "post"]
        return [page.id for page in sorted(posts, key=lambda page: page.published_at, reverse=True)[:FRONT_POSTS]]

    def _components(self) -> tuple[frozenset[int], ...]:
        unseen = dict.fromkeys(self.found)
        groups = []
        while unseen:
            group: set[int] = set()
            row = {unseen.popitem()[0]}
            while row:
                group |= row
                row = set().union(*map(self._neighbours, row)) - group
            for page_id in group:
                unseen.pop(page_id, None)
            groups.append(frozenset(group))
        return tuple(sorted(groups, key=len, reverse=True))

    def _neighbours(self, page_id: int) -> set[int]:
        return self.found[page_id].targets | self.sources.get(page_id, set())

    def _links(self, page: Page, menu_inbound: int, depth: int | None) -> Links:
        here, sources = self.found[page.id], self.sources.get(page.id, set())
        return Links(
            inbound=len(sources),
            nofollow_inbound=len(self.doubted.get(page.id, set()) - sources),
            outbound=len(here.targets),
            missing=tuple(here.missing),
            nofollow=tuple(here.nofollow),
            detours=tuple(here.detours),
            to_itself=here.to_itself,
            hidden=tuple(here.hidden),
            page_inbound=len(sources & self.no_posts),
            menu_inbound=menu_inbound,
            category_inbound=len(page.categories),
            depth=depth,
            reciprocal=len(here.targets & sources),
            empty_anchors=tuple(here.empty),
            anchors=tuple(here.anchors),
            external=tuple(here.external),
            malformed=tuple(here.malformed),
        )
