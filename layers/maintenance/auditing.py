"""Inventory -> findings. One pass for the links, one for what pages share, one for the checks."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from layers import checks
from layers.checks import NOT_CRAWLED, Known, Rules
from layers.maintenance.graph import Graph, graph
from layers.maintenance.outside import crawls, site_view
from layers.maintenance.report import AGES, INBOUND, Audit, bars, ordered
from layers.nouns import Finding, Inventory, LiveSite, Page, Search, Site

TWINS_NAMED = 3


def audit(
    site: Site, inventory: Inventory, today: date, seen: LiveSite | None = None, search: Search | None = None
) -> Audit:
    """Judge every page of the inventory. `today` is the day to count ages from.

    `seen` is the site from outside, `search` what Search Console says; without them what they would show is not judged.
    """
    linked = graph(site.url, inventory)
    switched_on = checks.switched_on(site)
    outside = _Outside(site, inventory, seen or LiveSite(), search)
    rules = Rules.of(site, today)
    found = ordered((*_findings(inventory, linked, outside, rules, switched_on), *outside.findings(rules, switched_on)))
    posts = [page for page in inventory.pages if page.type != "page"]
    return Audit(
        site=site.name,
        title=site.title or site.name,
        url=site.url,
        at=inventory.read_at,
        today=today,
        posts=len(posts),
        pages=len(inventory.pages) - len(posts),
        unseen=max(0, inventory.total - len(inventory.pages)),
        words=sum(page.words for page in posts),
        checks=len(switched_on),
        findings=found,
        inbound=bars([linked.inbound(page.id) for page in posts], INBOUND, frozenset({"none"})),
        ages=bars([max(0, (today - page.published_at.date()).days) for page in posts], AGES, frozenset()),
        outside=outside.told(),
    )


def _findings(
    inventory: Inventory, linked: Graph, outside: "_Outside", rules: Rules, switched_on: Sequence[checks.Check]
) -> Iterator[Finding]:
    slugs = {term.id: term.slug for term in inventory.categories}
    titles = _Twins(inventory.pages, lambda page: page.title)
    excerpts = _Twins([page for page in inventory.pages if page.type != "page"], lambda page: page.excerpt)
    for page in inventory.pages:
        known = Known(
            links=linked.links[page.id],
            categories=_slugs(page, slugs),
            title_twins=titles.of(page),
            excerpt_twins=excerpts.of(page),
            live=outside.seen.visits.get(page.id),
            crawl=outside.crawls.get(page.id, NOT_CRAWLED),
            search=outside.search.pages.get(page.id),
        )
        yield from checks.found(checks.of_page(page, known), rules, switched_on)


def _slugs(page: Page, slugs: Mapping[int, str]) -> tuple[str, ...] | None:
    """Return a post's categories; other types need not have any."""
    return tuple(slugs.get(term, str(term)) for term in page.categories) if page.type == "post" else None


class _Outside:
    """The site from outside and in Search Console, joined to its pages."""

    def __init__(self, site: Site, inventory: Inventory, seen: LiveSite, search: Search | None) -> None:
        self.seen, self.search = seen, search or Search()
        self.crawls = crawls(site, inventory, seen) if seen.visits or seen.sitemaps or seen.outbound else {}
        self._site = site
        self._view = site_view(site, inventory, seen, search)

    def findings(self, rules: Rules, switched_on: Sequence[checks.Check]) -> Iterator[Finding]:
        """What is wrong with the site itself, and with a front page that is no page of WordPress's."""
        title = self._site.title or self._site.name
        yield from checks.found(checks.of_site(self._site.url, title, self._view), rules, switched_on)
        if front := self.seen.visits.get(0):
            live = [check for check in switched_on if check.seen == "live page"]
            for finding in checks.found(checks.of_front_page(front.url, title, front), rules, live):
                yield finding.model_copy(update={"object_type": "site"})

    def told(self) -> tuple[str, ...]:
        """What was seen from outside and what was not, in sentences."""
        visited = sum(1 for page_id in self.seen.visits if page_id)
        if not self.seen.published:
            return (*self.seen.not_seen, *self.search.notes)
        whole = visited >= self.seen.published
        said = "all of them" if whole else f"{self.seen.published - visited} were not visited"
        return (
            f"Visited {visited} of {self.seen.published} published pages: {said}.",
            *self.seen.not_seen,
            *self.search.notes,
        )


class _Twins:
    """Pages that share a text. Few are named, or a thousand pages of one title would name a million."""

    def __init__(self, pages: Sequence[Page], text_of: Callable[[Page], str]) -> None:
        self._text_of = text_of
        self._sharing: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            self._sharing[self._key(page)].append(page)

    def _key(self, page: Page) -> str:
        return " ".join(self._text_of(page).casefold().split())

    def of(self, page: Page) -> tuple[str, ...]:
        key = self._key(page)
        sharing = self._sharing.get(key, []) if key else []
        others = [other.url for other in sharing[: TWINS_NAMED + 1] if other.id != page.id][:TWINS_NAMED]
        rest = max(0, len(sharing) - 1 - len(others))
        return (*others, f"{rest} more") if rest else tuple(others)
