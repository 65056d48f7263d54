"""Category and tags of an article -> the terms that its post will have, and those that must be made before."""

import re
import unicodedata
from urllib.parse import quote, unquote

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
    """The terms a post will have. Those that are not live yet are in the site's YAML. `refused` tags are in neither, or
    have another's slug: WordPress would take C++ for the C that it has. Those have the reason behind them, in brackets.

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
    tags, refused = _tags(site, article.tags, inventory.tags)
    *parents, category = _chain(site, article.category, inventory.categories)
    return TermPlan(categories=(category,), tags=tags, refused=refused, parents=tuple(parents))


def _tags(
    site: Site, wanted: tuple[str, ...], live: tuple[Term, ...]
) -> tuple[tuple[PlannedTerm, ...], tuple[str, ...]]:
    """The terms of the tags, each once, and the tags that have none."""
    planned: dict[str, PlannedTerm] = {}
    refused: list[str] = []
    taken = {unquote(term.slug): term.name for term in live}
    for tag in wanted:
        term = _tag(site, tag, live)
        if term is None:
            refused.append(tag)
            continue
        slug = unquote(term.slug)
        owner = taken.setdefault(slug, term.name)
        if owner == term.name:
            planned[slug] = term
        else:
            refused.append(f"{tag} (its slug '{slug}' is that of the tag {owner})")
    return tuple(planned.values()), tuple(refused)


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
    slug, own = _slug(tag), _slug_of_wordpress(tag)
    named = [term for term in live if term.name.casefold() == tag.casefold() or term.slug == tag]
    spelled = [
        term for term in live if unquote(term.slug) in (slug, own) and prose.signs(term.name) == prose.signs(tag)
    ]
    for term in (*named, *spelled):
        return PlannedTerm(slug=term.slug, name=term.name)
    planned = [each for each in site.tags if slug and _slug(each) == slug and prose.signs(each) == prose.signs(tag)]
    return PlannedTerm(slug=slug, name=planned[0]) if planned else None


_HAN = re.compile("[\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f'’]+")
_APOSTROPHES = (("'", ""), ("’", ""))
_GERMAN = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"), ("Ä", "Ae"), ("Ö", "Oe"), ("Ü", "Ue"))
_LONGEST_BYTES = 200  # of a slug as WordPress keeps it, a letter of Chinese or Japanese written %e7%8f%88


def _slug(name: str) -> str:
    """The slug of a tag that is made: umlauts are spelled as in those of posts.

    Chinese characters stay: to spell 珈琲豆 in Latin letters is to guess at a reading, and `jia-bei-dou` is the Chinese one.
    """
    name = unicodedata.normalize("NFC", name)
    if not _HAN.search(name):
        return slugify(name, replacements=[*_APOSTROPHES, *_GERMAN])
    letters = _LATIN.sub(lambda found: _slug(found.group()), name)
    return _fitting("-".join(re.findall(r"\w+", letters.casefold())))


def _slug_of_wordpress(name: str) -> str:
    """The slug that WordPress itself gives: an apostrophe is left out, not a dash, and an umlaut is its letter."""
    return _slug(name) if _HAN.search(name) else slugify(name, replacements=_APOSTROPHES)


def _fitting(slug: str) -> str:
    while len(quote(slug)) > _LONGEST_BYTES:
        slug = slug[:-1]
    return slug.strip("-")
