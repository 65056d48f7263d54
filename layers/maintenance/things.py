"""Terms, files, authors and the site itself as the checks see them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from layers import prose
from layers.checks import AuthorFacts, Listed, MediaFacts, SiteFacts, Subject, TermFacts
from layers.checks.terms import DEFAULT_CATEGORY
from layers.maintenance.addresses import Addresses
from layers.maintenance.surroundings import USUAL_SHARE
from layers.nouns import Inventory, MenuItem, Site, Term


def things(site: Site, inventory: Inventory) -> Iterator[Subject]:
    """Every term, every featured image, every author of posts, and the site."""
    yield from _categories(site, inventory)
    yield from _tags(inventory)
    yield from _files(inventory)
    yield from _authors(inventory)
    yield Subject(0, "site", site.url, site.title or site.name, thing=_site_facts(site, inventory))


def _categories(site: Site, inventory: Inventory) -> Iterator[Subject]:
    posts = Counter(term for page in inventory.pages for term in page.categories)
    full = {term.parent for term in inventory.categories if max(term.count, posts[term.id])}
    children = Counter(term.parent for term in inventory.categories if term.parent in full)
    alike = _alike(inventory.categories)
    planned = {category.slug for category in site.categories}
    for term in inventory.categories:
        facts = TermFacts(
            term=term, posts=max(term.count, posts[term.id]), children=children[term.id], alike=_others(term, alike),
            planned=not planned or term.slug in planned or term.slug == DEFAULT_CATEGORY,
        )  # fmt: skip
        yield Subject(term.id, "category", "", term.name, slug=term.slug, thing=facts)


def _tags(inventory: Inventory) -> Iterator[Subject]:
    posts = Counter(term for page in inventory.pages for term in page.tags)
    alike = _alike(inventory.tags)
    categories = {sense(term.name): term.name for term in inventory.categories}
    for term in inventory.tags:
        facts = TermFacts(
            term=term, posts=max(term.count, posts[term.id]), alike=_others(term, alike),
            also_category=categories.get(sense(term.name), ""),
        )  # fmt: skip
        yield Subject(term.id, "tag", "", term.name, slug=term.slug, thing=facts)


@lru_cache(maxsize=4096)  # each name is asked about by itself, beside its like, and beside the categories
def sense(name: str) -> tuple[str, ...]:
    """A name without capitals, endings and order: Brewing methods, brewing-method.

    What tells names apart although it is no word stays: iPhone 14 and 15, vitamin C and D, C and C++, with and without.
    """
    told = prose.distinct(name.replace("-", " ").replace("_", " "))
    return tuple(sorted(told)) or prose.folded(name) or (name.casefold().strip(),)


def _alike(terms: Iterable[Term]) -> Mapping[tuple[str, ...], list[Term]]:
    found: dict[tuple[str, ...], list[Term]] = defaultdict(list)
    for term in terms:
        found[sense(term.name)].append(term)
    return found


def _others(term: Term, alike: Mapping[tuple[str, ...], list[Term]]) -> tuple[str, ...]:
    """Names that say the same; children of different parents may be called the same and mean another thing."""
    sharing = alike[sense(term.name)]
    return tuple(
        f"{other.name} ({other.slug})" for other in sharing if other.id != term.id and other.parent == term.parent
    )


def _files(inventory: Inventory) -> Iterator[Subject]:
    featured = Counter(page.featured_media for page in inventory.pages)
    for media in inventory.media:
        if featured[media.id]:
            facts = MediaFacts(media, featured[media.id])
            yield Subject(media.id, "media", media.url, media.title or media.url, thing=facts)


def _authors(inventory: Inventory) -> Iterator[Subject]:
    posts = Counter(page.author for page in inventory.pages if page.type != "page")
    for author in inventory.authors:
        facts = AuthorFacts(author, posts[author.id])
        yield Subject(author.id, "author", "", author.name, slug=author.slug, thing=facts)


def _site_facts(site: Site, inventory: Inventory) -> SiteFacts:
    live = {term.slug for term in inventory.categories}
    missing, hidden = _menus(site, inventory)
    return SiteFacts(
        posts=sum(1 for page in inventory.pages if page.type != "page"),
        tags=len(inventory.tags),
        classic=_classic(inventory),
        planned_missing=tuple(category.slug for category in site.categories if live and category.slug not in live),
        menu_missing=missing,
        menu_hidden=hidden,
        locked=tuple(Listed(post.title, post.url) for post in inventory.hidden if post.status == "password"),
    )


def _classic(inventory: Inventory) -> tuple[Listed, ...]:
    """What is not made of blocks, where at least half of the site is."""
    made = [page for page in inventory.pages if page.markup.editor]
    classic = tuple(Listed(page.title, page.url) for page in made if page.markup.editor == "classic")
    return classic if len(classic) <= (1 - USUAL_SHARE) * len(made) else ()


def _menus(site: Site, inventory: Inventory) -> tuple[tuple[Listed, ...], tuple[Listed, ...]]:
    """Lines of menus that lead nowhere, and those that lead to what is not shown; each once, however many menus it is in."""
    if not inventory.menus:
        return (), ()
    addresses = Addresses.of(site.url, inventory, hidden=False)
    unseen = {post.id for post in inventory.hidden}
    places = {post.url.rstrip("/") for post in inventory.hidden if post.url}
    missing, hidden = dict[Listed, None](), dict[Listed, None]()
    for item in inventory.menus:
        listed = Listed(item.label or "(no words)", item.url)
        if item.page_id in unseen or item.url.rstrip("/") in places:
            hidden[listed] = None
        elif _leads_nowhere(item, addresses, site.url, inventory):
            missing[listed] = None
    return tuple(missing), tuple(hidden)


def _leads_nowhere(item: MenuItem, addresses: Addresses, home: str, inventory: Inventory) -> bool:
    if not item.url or item.url.startswith("#") or item.page_id:
        return (
            False  # WordPress names what it leads to, be it of a type that is not in the inventory: a product, an event
        )
    return addresses.resolve(item.url, home).lead == "missing"
