"""Categories and tags: a post without a real category gets the one whose purpose it serves; tags that mean the same become one."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from layers import prose
from layers.maintenance.fixing.scene import Said, Scene, replaced
from layers.maintenance.things import sense
from layers.nouns import Category, Finding, Fix, Page, Term

UNCATEGORISED = "uncategorised"
_ACCENTS = re.compile("[\u0300-\u036f]")  # of Latin, Greek and Cyrillic letters
DUPLICATE_TERMS = frozenset({"tag-like-another"})
LEAST_SHARE = 0.4  # of the words that say what a category is for
CLEARLY = 1.5  # times as many as of the next one


class Choice(NamedTuple):
    category: Category
    share: float


def category_fixes(scene: Scene, page: Page, findings: Collection[Finding]) -> Iterator[Fix]:
    """Put a post into the one category of the YAML that clearly fits; where two could, or none, nothing is planned."""
    finding = next((each for each in findings if each.check == UNCATEGORISED), None)
    choice = fitting(scene, page) if finding is not None else None
    if finding is None or choice is None:
        return
    ids = {term.slug: term.id for term in scene.inventory.categories}
    said = Said(
        f"it is in no category of its own; “{choice.category.name}” fits its text",
        "the post moves from one list of posts to another",
    )
    yield replaced(page, finding, "categories", listed(page.categories), listed((ids[choice.category.slug],)), said)


def fitting(scene: Scene, page: Page) -> Choice | None:
    """The category that a page clearly belongs to: its hub links to the page or is linked to, else its words are there."""
    there = {term.slug for term in scene.inventory.categories}
    known = [category for category in scene.site.categories if category.slug in there]
    by_hub = [category for category in known if category.hub and _tied(scene, page, category.hub)]
    if len(by_hub) == 1:
        return Choice(by_hub[0], 1.0)
    ranked = sorted((_choice(page, category) for category in by_hub or known), key=lambda each: -each.share)
    if not ranked or ranked[0].share < LEAST_SHARE:
        return None
    clear = len(ranked) == 1 or ranked[0].share >= CLEARLY * ranked[1].share
    return ranked[0] if clear else None


def _choice(page: Page, category: Category) -> Choice:
    wanted = prose.content_words(f"{category.name} {category.purpose}")
    found = wanted & prose.content_words(f"{page.title} {page.text}")
    return Choice(category, len(found) / len(wanted) if wanted else 0.0)


def _tied(scene: Scene, page: Page, hub: str) -> bool:
    slug = hub.rstrip("/").rsplit("/", 1)[-1]
    leader = next((each for each in scene.inventory.pages if each.slug == slug), None)
    return leader is not None and (_links(scene, leader, page) or _links(scene, page, leader))


def _links(scene: Scene, source: Page, target: Page) -> bool:
    return any(scene.addresses.resolve(link.url, source.url).page_id == target.id for link in source.links)


def merged_tags(scene: Scene, findings: Collection[Finding]) -> Iterator[Fix]:
    """Give every post the one tag of several that mean the same; the empty ones stay, for their ids could not come back."""
    finding = next((each for each in findings if each.check in DUPLICATE_TERMS), None)
    if finding is None:
        return
    kept = merged(scene.inventory.tags)
    for page in scene.inventory.pages:
        tags = tuple(dict.fromkeys(kept.get(tag, tag) for tag in page.tags))
        if tags != page.tags:
            yield replaced(page, finding, "tags", listed(page.tags), listed(tags), _merging(scene, page, kept))


def _merging(scene: Scene, page: Page, kept: Mapping[int, int]) -> Said:
    names = {term.id: term.name for term in scene.inventory.tags}
    pairs = [f"“{names[tag]}” is “{names[kept[tag]]}”" for tag in page.tags if kept.get(tag, tag) != tag]
    return Said(
        f"tags that mean the same: {', '.join(pairs)}",
        "the list of the tag that is left has no post any more; delete it in WordPress",
    )


def merged(terms: Collection[Term]) -> Mapping[int, int]:
    """Which tag takes the place of which: of those that are spelled alike, the one with most posts."""
    alike: dict[tuple[object, ...], list[Term]] = defaultdict(list)
    for term in terms:  # what the audit does not find alike is not merged either; ß is no ss
        alike[sense(term.name), spelled(term.name), "ß" in term.name.lower()].append(term)
    found: dict[int, int] = {}
    for group in alike.values():
        best = max(group, key=lambda each: (each.count, -each.id))
        found |= {term.id: best.id for term in group if term.id != best.id}
    return found


def spelled(name: str) -> str:
    """A name without what makes no difference to a reader: case, accents, hyphens, spaces, the plural's s.

    C++ is not C, and the marks of other scripts are no accents: they make another letter.
    """
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", name.casefold()))
    letters = "".join(each for each in plain if each.isalnum() or each in "+#" or unicodedata.category(each)[0] == "M")
    return letters.removesuffix("s") if len(letters) > 4 and not letters.endswith("ss") else letters


def listed(ids: Collection[int]) -> str:
    return ", ".join(str(each) for each in ids)


def ids_of(text: str) -> tuple[int, ...]:
    """The ids that a fix of terms names. Raises ValueError for what is no number."""
    return tuple(int(each) for each in text.split(",") if each.strip())
