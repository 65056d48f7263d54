"""What the live page's head shows of the fields that were written."""

from collections.abc import Collection, Iterator

from layers.nouns import Head, SeoField, SeoLoss, SeoPlan
from layers.publishing.seo.adapter import ADDRESSES, NAMES, Slot, value, wanted
from layers.publishing.seo.keyed import WITHOUT_NAME
from layers.publishing.seo.registry import ADAPTERS
from layers.publishing.seo.text import same_url, short, shown, words

TAGS = {
    "social_title": ("og:title", "twitter:title"),
    "social_description": ("og:description", "twitter:description"),
    "social_image": ("og:image", "twitter:image"),
}


def head_problems(made: SeoPlan, head: Head, told: Collection[SeoField] = ()) -> tuple[str, ...]:
    """Say which written fields the live page does not show, and what it shows instead. `told`: losses that are known already.

    A focus keyword stands in no head. Under noindex plugins print no canonical address.
    """
    slots = [slot for slot in ADAPTERS[made.adapter].attempted(made) if slot.field not in told]
    return tuple(problem for slot in slots for problem in _problems(slot, made, head))


def still_lost(made: SeoPlan, losses: Collection[SeoLoss], head: Head) -> tuple[SeoLoss, ...]:
    """Return the losses that the live page does not disprove: what no request could show, a page may."""
    return tuple(loss for loss in losses if loss.field not in _seen(made, head))


def _seen(made: SeoPlan, head: Head) -> set[SeoField]:
    """The fields that the page shows as they were meant, whoever printed them."""
    names = set(wanted(made.seo)) - {"focus_keyword"}
    return {name for name in names if _tags(name, head) and not list(_differing(name, made, head))}


def _problems(slot: Slot, made: SeoPlan, head: Head) -> Iterator[str]:
    if slot.field == "canonical" and made.seo.noindex and not head.canonical:
        return
    yield from _differing(slot.field, made, head)


def _differing(name: SeoField, made: SeoPlan, head: Head) -> Iterator[str]:
    meant = value(made.seo, name)
    for tag, found in _tags(name, head).items():
        if not _is_shown(name, made, meant, found):
            said = f"'{short(found)}'" if found else "nothing"
            yield f"the live page's {tag} shows {said} instead of '{short(meant)}'"


def _tags(name: SeoField, head: Head) -> dict[str, str]:
    """What a page says of a field, by the tag that says it. Networks take og: where there is no twitter: tag."""
    if name in TAGS:
        first, second = TAGS[name]
        more = {second: head.social[second]} if second in head.social else {}
        return {first: head.social.get(first, ""), **more}
    plain = {"title": head.title, "description": head.description, "canonical": head.canonical, "robots": head.robots}
    return {NAMES[name]: plain[name]} if name in plain else {}


def _is_shown(name: SeoField, made: SeoPlan, meant: str, found: str) -> bool:
    if name == "robots":
        return "noindex" in found.lower()
    if name in ADDRESSES:
        return bool(found) and same_url(meant, found)
    if name == "title" and made.adapter == "tsf" and WITHOUT_NAME not in made.meta:
        return words(meant) in words(found)  # it adds the site's name before or after
    return shown(meant, found)
