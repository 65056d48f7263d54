"""Inventory -> findings. One pass for the links, one for what pages share, one for the checks."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from layers import checks
from layers.checks import Known, Rules, Subject
from layers.maintenance.graph import Graph, graph
from layers.maintenance.likeness import Alike, alike
from layers.maintenance.report import AGES, INBOUND, Audit, bars, ordered
from layers.maintenance.surroundings import Surroundings, Twins, fields
from layers.maintenance.things import things
from layers.nouns import Finding, Inventory, Page, Site


def audit(site: Site, inventory: Inventory, today: date) -> Audit:
    """Judge every page of the inventory. `today` is the day to count ages from."""
    linked = graph(site.url, inventory)
    switched_on = checks.switched_on(site)
    found = ordered(_findings(site, inventory, linked, Rules.of(site, today), switched_on))
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
    )


def _findings(
    site: Site, inventory: Inventory, linked: Graph, rules: Rules, switched_on: Sequence[checks.Check]
) -> Iterator[Finding]:
    around = Surroundings(inventory, alike(inventory, site.thresholds) if _compares(switched_on) else Alike())
    by_type: dict[str, list[checks.Check]] = {}
    for subject in chain(things(site, inventory), subjects(inventory, linked, around)):
        if subject.type not in by_type:
            by_type[subject.type] = [check for check in switched_on if check.applies(subject)]
        yield from checks.found_by(subject, rules, by_type[subject.type])


def _compares(switched_on: Sequence[checks.Check]) -> bool:
    """Whether any check asks which pages are alike: to find out costs more than all the others together."""
    return not checks.COMPARING.isdisjoint(check.id for check in switched_on)


def subjects(inventory: Inventory, linked: Graph, around: Surroundings) -> Iterator[Subject]:
    """Every page as the checks see it."""
    categories = {term.id: term.slug for term in inventory.categories}
    tags = {term.id: term.slug for term in inventory.tags}
    titles = Twins(inventory.pages, lambda page: page.title)
    excerpts = Twins([page for page in inventory.pages if page.type != "page"], lambda page: page.excerpt)
    for page in inventory.pages:
        known = Known(
            keyword=fields(page).focus_keyword,
            seo_title=_shown_title(page),
            description=page.seo.description if page.seo else None,
            links=linked.links[page.id],
            categories=_slugs(page.categories, categories) if page.type == "post" else None,
            tags=_slugs(page.tags, tags) if page.type == "post" else None,
            title_twins=titles.of(page),
            excerpt_twins=excerpts.of(page),
            around=around.of(page),
        )
        yield checks.of_page(page, known)


def _shown_title(page: Page) -> str | None:
    """The SEO title; where nobody wrote one, every plugin shows the title. None where the site does not say."""
    return (page.seo.title or page.title) if page.seo else None


def _slugs(terms: Sequence[int], slugs: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(slugs.get(term, str(term)) for term in terms)
