"""What a verdict on a post rests on, gathered once for the whole site."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from layers.maintenance.addresses import Addresses
from layers.nouns import Finding, Inventory, Page, Site, VerdictRules
from layers.nouns.search_console import SearchFigures

FIRST_WORDS = 12


class Resemblance(NamedTuple):
    """Two posts of a site and how alike their texts are, 0 to 1."""

    one: int
    other: int
    similarity: float


class Twin(NamedTuple):
    """The stronger post that says what this one says."""

    page: Page
    similarity: float


@dataclass(frozen=True)
class Case:
    """One post. `roles` are reasons why it must stay; `figures` is None where nobody knows who reads it.

    `inbound` counts posts and pages that link to it in their text; `findings` are its errors and warnings.
    """

    page: Page
    inbound: int
    roles: tuple[str, ...]
    findings: tuple[Finding, ...]
    figures: SearchFigures | None
    twin: Twin | None = None

    @property
    def strength(self) -> tuple[bool, int, int, int, int]:
        """Of two that say the same, the stronger one stays. The id makes it an order without ties, so no two merge into each other."""
        return (
            bool(self.roles),
            self.figures.clicks if self.figures else -1,
            self.inbound,
            self.page.words,
            -self.page.id,
        )


@dataclass(frozen=True)
class Limits:
    """The site's thresholds: what its YAML says, and its percentiles as numbers.

    `well_read` and `hardly_read` are clicks (None: no figures), `well_linked` is a number of linking pages.
    """

    rules: VerdictRules
    today: date
    stale_days: int
    thin_words: int
    well_linked: int
    well_read: int | None
    hardly_read: int | None

    def age_days(self, page: Page) -> int:
        return (self.today - page.published_at.date()).days

    def untouched_days(self, page: Page) -> int:
        return (self.today - max(page.published_at, page.modified_at).date()).days


def cases(
    site: Site,
    inventory: Inventory,
    inbound: Mapping[int, int],
    found: Iterable[Finding],
    read: Mapping[int, SearchFigures],
) -> tuple[Case, ...]:
    """Return one case per post, without its twin. Pages are none: what a page is for, nobody can tell from its figures."""
    by_page: dict[int, list[Finding]] = defaultdict(list)
    for finding in found:
        if finding.severity != "notice" and finding.object_type == "post":
            by_page[finding.page_id].append(finding)
    roles = _roles(site, inventory)
    return tuple(
        Case(page, inbound.get(page.id, 0), tuple(roles[page.id]), tuple(by_page[page.id]), read.get(page.id))
        for page in inventory.pages if page.type != "page"
    )  # fmt: skip


def _roles(site: Site, inventory: Inventory) -> dict[int, list[str]]:
    roles: dict[int, list[str]] = defaultdict(list)
    if inventory.front_page:
        roles[inventory.front_page].append("it is the front page")
    addresses = Addresses.of(site.url, inventory, hidden=False) if inventory.menus else None
    for item in inventory.menus:
        led = item.page_id or (addresses.resolve(item.url, site.url).page_id if addresses else 0)
        if led:
            roles[led].append(f"the menu {item.menu!r} leads to it")
    hubs = {*site.hubs, *(category.hub for category in site.categories if category.hub)}
    for page in inventory.pages:
        if page.slug in hubs:
            roles[page.id].append("the site's settings name it as a hub")
    return roles


def limits(site: Site, posts: Sequence[Case], today: date) -> Limits:
    """Turn the percentiles of the site's YAML into numbers."""
    rules = site.verdicts
    clicks = [case.figures.clicks for case in posts if case.figures is not None]
    return Limits(
        rules=rules, today=today, stale_days=site.thresholds.stale_days, thin_words=site.thresholds.thin_words,
        well_linked=max(2, percentile([case.inbound for case in posts], rules.keep_percentile)),
        well_read=max(1, percentile(clicks, rules.keep_percentile)) if clicks else None,
        hardly_read=percentile(clicks, rules.weak_percentile) if clicks else None,
    )  # fmt: skip


def percentile(values: Sequence[int], percent: int) -> int:
    """Return the smallest value that at least `percent` of the values do not pass; 0 of nothing."""
    row = sorted(values)
    return row[max(0, -(-percent * len(row) // 100) - 1)] if row else 0


def same_texts(pages: Iterable[Page]) -> Iterator[Resemblance]:
    """Yield posts whose texts are the same to the word; each with the first one, for a hundred would make five thousand pairs."""
    first: dict[str, int] = {}
    posts = [(_beginning(page), page) for page in pages if page.type != "page"]
    counted = Counter(begins for begins, _ in posts)
    for begins, page in posts:
        if counted[begins] == 1 or not begins:
            continue  # most begin as no other does: they need not be compared whole
        text = " ".join(page.text.casefold().split())
        if text in first:
            yield Resemblance(first[text], page.id, 1.0)
        first.setdefault(text, page.id)


def _beginning(page: Page) -> str:
    return " ".join(page.text.split(None, FIRST_WORDS)[:FIRST_WORDS]).casefold()
