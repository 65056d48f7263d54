"""Pages in the order in which a link goes to them or comes from them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from layers.nouns import Inventory, Page
from layers.publishing.site_index import SiteIndex

if TYPE_CHECKING:
    from layers.publishing.similarity import Floats

TAXONOMY_BONUS = 0.2  # for a page with the same category and tags; half of it for half of them
NEAR = 0.03  # scores this close count as equal, and then the page with fewer links to it comes first


@dataclass(frozen=True)
class Ranked:
    """A page that may be chosen, at its place in the inventory."""

    page: Page
    at: int
    score: float
    rank: tuple[float, ...]


def ranked(index: SiteIndex, scores: "Floats", places: Iterable[int], terms: frozenset[int]) -> list[Ranked]:
    """The pages at these places by likeness and shared terms; among near-equals the one that fewest pages link to."""
    found = []
    for at in places:
        page, score = index.inventory.pages[at], float(scores[at])
        total = score + TAXONOMY_BONUS * _shared_terms(page, terms) * (score > 0)
        found.append(Ranked(page, at, score, (-int(total / NEAR), index.inbound_of(page), -total, page.id)))
    return sorted(found, key=lambda each: each.rank)


def terms_of(inventory: Inventory, category: str, tags: tuple[str, ...]) -> frozenset[int]:
    """The ids of the live terms that the article will have; tags by name or slug."""
    wanted = {tag.casefold() for tag in tags}
    categories = {term.id for term in inventory.categories if term.slug == category}
    return frozenset(categories | {term.id for term in inventory.tags if {term.slug, term.name.casefold()} & wanted})


def _shared_terms(page: Page, terms: frozenset[int]) -> float:
    own = {*page.categories, *page.tags}
    return len(own & terms) / len(own | terms) if terms else 0.0
