"""Inventory -> findings. One pass for the links, one for what pages share, one for the checks."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from layers import checks
from layers.checks import Known, Rules
from layers.maintenance.cases import same_texts
from layers.maintenance.charts import AGES, INBOUND, bars, clusters
from layers.maintenance.graph import Graph, graph
from layers.maintenance.report import Audit, ordered
from layers.maintenance.verdicts import verdicts
from layers.nouns import Finding, Inventory, Page, Site

TWINS_NAMED = 3


def audit(site: Site, inventory: Inventory, today: date) -> Audit:
    """Judge every page of the inventory. `today` is the day to count ages from."""
    linked = graph(site.url, inventory)
    switched_on = checks.switched_on(site)
    found = ordered(_findings(inventory, linked, Rules.of(site, today), switched_on))
    posts = [page for page in inventory.pages if page.type != "page"]
    inbound = {page.id: linked.inbound(page.id) for page in posts}
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
        inbound=bars(list(inbound.values()), INBOUND, frozenset({"none"})),
        ages=bars([max(0, (today - page.published_at.date()).days) for page in posts], AGES, frozenset()),
        client=site.client,
        timezone=site.timezone,
        clusters=clusters(inventory, found),
        verdicts=verdicts(site, inventory, inbound, found, today, same_texts(inventory.pages)),
        check_ids=tuple(check.id for check in switched_on),
        not_shown=inventory.not_seen,
    )


def _findings(
    inventory: Inventory, linked: Graph, rules: Rules, switched_on: Sequence[checks.Check]
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
        )
        yield from checks.found(checks.of_page(page, known), rules, switched_on)


def _slugs(page: Page, slugs: Mapping[int, str]) -> tuple[str, ...] | None:
    """Return a post's categories; other types need not have any."""
    return tuple(slugs.get(term, str(term)) for term in page.categories) if page.type == "post" else None


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
