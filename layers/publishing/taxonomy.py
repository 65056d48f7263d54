"""Category and tags of an article -> the terms that its post will have, and those that must be made before."""

from slugify import slugify

from layers import prose
from layers.errors import WordPressRefusedError
from layers.nouns import Article, Inventory, Site, Term, Value


class PlannedTerm(Value):
    """A term by slug, with the slug of the category above it; empty: at the top, or on the site already."""

    slug: str
    name: str
    parent: str = ""


class TermPlan(Value):
    """The terms a post will have. Those that are not live yet are in the site's YAML. `refused` tags are in neither.

    `parents` are the categories above one that is yet to be made, from the top down: the order in which they are made.
    """

    categories: tuple[PlannedTerm, ...]
    tags: tuple[PlannedTerm, ...]
    refused: tuple[str, ...] = ()
    parents: tuple[PlannedTerm, ...] = ()


class Terms(Value):
    """The ids that WordPress has for the planned terms."""

    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()


def taxonomy(site: Site, article: Article, inventory: Inventory) -> TermPlan:
    """Match category and tags with the site's; raises WordPressRefusedError for a category that nobody has allowed."""
    planned = {tag: _tag(site, tag, inventory.tags) for tag in article.tags}
    *parents, category = _chain(site, article.category, inventory.categories)
    return TermPlan(
        categories=(category,),
        tags=tuple({term.slug: term for term in planned.values() if term}.values()),
        refused=tuple(tag for tag, term in planned.items() if term is None),
        parents=tuple(parents),
    )


def _chain(site: Site, slug: str, live: tuple[Term, ...]) -> list[PlannedTerm]:
    """The category and, up to the first one that is live, those above it; the topmost first."""
    chain = [_category(site, slug, live)]
    while chain[0].parent:
        above = _category(site, chain[0].parent, live)
        if above.slug in [each.slug for each in chain]:
            raise _not_allowed(site, slug, f"it stands below itself: `parent: {chain[0].parent}` of '{chain[0].slug}'.")
        chain.insert(0, above)
    return chain


def _category(site: Site, slug: str, live: tuple[Term, ...]) -> PlannedTerm:
    known = [PlannedTerm(slug=each.slug, name=each.name) for each in live]
    named = [PlannedTerm(slug=each.slug, name=each.name, parent=each.parent) for each in site.categories]
    found = next((each for each in [*known, *named] if each.slug == slug), None)
    if found is None:
        raise _not_allowed(site, slug, "it is neither on the site nor under `categories:` in its YAML.")
    return found


def _not_allowed(site: Site, slug: str, what: str) -> WordPressRefusedError:
    return WordPressRefusedError(site.name, f"the category '{slug}'", what)


def _tag(site: Site, tag: str, live: tuple[Term, ...]) -> PlannedTerm | None:
    slug = _slug(tag)
    named = [term for term in live if term.name.casefold() == tag.casefold() or term.slug == tag]
    spelled = [term for term in live if term.slug == slug and prose.signs(term.name) == prose.signs(tag)]
    for term in (*named, *spelled):
        return PlannedTerm(slug=term.slug, name=term.name)
    planned = [each for each in site.tags if slug and _slug(each) == slug and prose.signs(each) == prose.signs(tag)]
    return PlannedTerm(slug=slug, name=planned[0]) if planned else None


def _slug(name: str) -> str:
    """The slug that WordPress itself would give: an apostrophe is left out, not a dash."""
    return slugify(name, replacements=[("'", ""), ("’", "")])
