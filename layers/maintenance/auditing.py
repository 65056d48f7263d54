"""Inventory -> findings. One pass for the links, one for what pages share, one for the checks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from layers import checks
from layers.checks import NOT_CRAWLED, Known, Rules, Seen, Subject
from layers.collecting import uncollected
from layers.maintenance.cases import Resemblance, same_texts
from layers.maintenance.charts import AGES, INBOUND, bars, clusters
from layers.maintenance.graph import Graph, graph
from layers.maintenance.likeness import Alike, alike
from layers.maintenance.outside import crawls, site_view
from layers.maintenance.report import Audit, ordered
from layers.maintenance.surroundings import Surroundings, Twins, fields
from layers.maintenance.things import things
from layers.maintenance.verdicts import verdicts
from layers.nouns import Finding, Inventory, LiveSite, Page, Search, Site, Visit
from layers.publishing.seo.reading import is_template


@uncollected()
def audit(
    site: Site, inventory: Inventory, today: date, seen: LiveSite | None = None, search: Search | None = None
) -> Audit:
    """Judge every page of the inventory. `today` is the day to count ages from.

    `seen` is the site from outside, `search` what Search Console says; without them what they would show is not judged.
    """
    linked = graph(site.url, inventory)
    switched_on = checks.switched_on(site)
    outside = Outside(site, inventory, seen or LiveSite(), search)
    rules = Rules.of(site, today)
    like = alike(inventory, site.thresholds) if _compares(switched_on) else Alike()
    around = Surroundings(inventory, like)
    found = ordered(
        (*_findings(site, inventory, subjects(inventory, linked, around, outside), rules, switched_on),
         *outside.findings(rules, switched_on))
    )  # fmt: skip
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
        verdicts=verdicts(site, inventory, inbound, found, today, resemblances(inventory, like), outside.search.pages),
        check_ids=tuple(check.id for check in switched_on if outside.shows(check)),
        not_shown=(*inventory.not_seen, *outside.not_seen),
        visited=len(outside.seen.visits),
        figures=outside.figures,
    )


def _findings(
    site: Site, inventory: Inventory, pages: Iterable[Subject], rules: Rules, switched_on: Sequence[checks.Check]
) -> Iterator[Finding]:
    fitting: dict[tuple[str, Seen], list[checks.Check]] = {}
    for subject in chain(things(site, inventory), pages):
        kind = subject.type, checks.seen_in(subject)
        if kind not in fitting:
            fitting[kind] = [check for check in switched_on if check.applies(subject)]
        yield from checks.found_by(subject, rules, fitting[kind])


def _compares(switched_on: Sequence[checks.Check]) -> bool:
    """Whether any check asks which pages are alike: to find out costs more than all the others together."""
    return not checks.COMPARING.isdisjoint(check.id for check in switched_on)


def resemblances(inventory: Inventory, like: Alike) -> Iterator[Resemblance]:
    """Which posts say the same: to the word, or nearly."""
    yield from same_texts(inventory.pages)
    for pairs in (*like.copies.values(), *like.near.values()):
        yield from (Resemblance(*pair) for pair in pairs)


def subjects(inventory: Inventory, linked: Graph, around: Surroundings, outside: "Outside") -> Iterator[Subject]:
    """Every page as the checks see it."""
    categories = {term.id: term.slug for term in inventory.categories}
    tags = {term.id: term.slug for term in inventory.tags}
    titles = Twins(inventory.pages, lambda page: page.title)
    excerpts = Twins([page for page in inventory.pages if page.type != "page"], lambda page: page.excerpt)
    for page in inventory.pages:
        visit = outside.seen.visits.get(page.id)
        known = Known(
            keyword=fields(page).focus_keyword,
            seo_title=_shown_title(page, visit),
            description=_shown_description(page, visit),
            links=linked.links[page.id],
            categories=_slugs(page.categories, categories) if page.type == "post" else None,
            tags=_slugs(page.tags, tags) if page.type == "post" else None,
            title_twins=titles.of(page),
            excerpt_twins=excerpts.of(page),
            around=around.of(page),
            live=visit,
            crawl=outside.crawls.get(page.id, NOT_CRAWLED),
            search=outside.search.pages.get(page.id),
        )
        yield checks.of_page(page, known)


def _shown_title(page: Page, visit: Visit | None) -> str | None:
    """The SEO title; where nobody wrote one, what the live page shows, else the title. None where nobody knows."""
    written = page.seo.title if page.seo else ""
    if written and not is_template(written):
        return written
    if visit and visit.seen and visit.titles:
        return visit.titles[0]
    return page.title if page.seo and not written else None


def _shown_description(page: Page, visit: Visit | None) -> str | None:
    """The description that was written. None where nobody knows, and where a theme or plugin makes one up: it is there, and nobody's words."""
    written = page.seo.description if page.seo else ""
    if written and not is_template(written):
        return written
    if visit and visit.seen:
        return None if visit.descriptions else ""
    return written if page.seo and not written else None


def _slugs(terms: Sequence[int], slugs: Mapping[int, str]) -> tuple[str, ...]:
    return tuple([slugs[term] if term in slugs else str(term) for term in terms])


class Outside:
    """The site from outside and in Search Console, joined to its pages."""

    def __init__(self, site: Site, inventory: Inventory, seen: LiveSite, search: Search | None) -> None:
        self.seen, self.search, self.searched = seen, search or Search(), search is not None
        self.crawls = crawls(site, inventory, seen) if seen.visits or seen.sitemaps or seen.outbound else {}
        self._site = site
        self._view = site_view(site, inventory, seen, search)

    def shows(self, check: checks.Check) -> bool:
        """Whether there was anything to judge by: what nobody has looked at is neither found nor gone."""
        if check.seen == "Search Console":
            return self.searched
        return check.seen != "live page" or bool(self.seen.visits)

    def findings(self, rules: Rules, switched_on: Sequence[checks.Check]) -> Iterator[Finding]:
        """What is wrong with the site itself, and with a front page that is no page of WordPress's."""
        title = self._site.title or self._site.name
        yield from checks.found(checks.of_site(self._site.url, title, self._view), rules, switched_on)
        if front := self.seen.visits.get(0):
            live = [check for check in switched_on if check.seen == "live page"]
            for finding in checks.found(checks.of_front_page(front.url, title, front), rules, live):
                yield finding.model_copy(update={"object_type": "site"})

    @property
    def not_seen(self) -> tuple[str, ...]:
        """What was not seen from outside, and what the figures do not tell, in sentences."""
        missed = self.seen.published - sum(1 for page_id in self.seen.visits if page_id)
        some = self.seen.visits and missed > 0
        said = (f"{missed} of {self.seen.published} published pages were not visited.",) if some else ()
        return (*said, *self.seen.not_seen, *self.search.notes)

    @property
    def figures(self) -> str:
        """Where clicks come from, and of which days; empty where nobody knows any."""
        if not self.search.pages:
            return ""
        days = {f"{each.period.first} to {each.period.last}" for each in self.search.pages.values() if each.period}
        return f"Google Search Console{f', {min(days)}' if days else ''}"
