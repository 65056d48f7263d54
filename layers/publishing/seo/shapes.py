"""Whether a plan may be sent: a refused SEO field can leave a published post behind, without any of its fields."""

from collections.abc import Iterator, Mapping
from typing import Any

from layers import urls
from layers.nouns import SeoFields, SeoPlan
from layers.publishing.seo.adapter import ADDRESSES, NAMES, value, wanted
from layers.publishing.seo.registry import ADAPTERS

FULL = SeoFields(
    title="t", description="d", focus_keyword="k", canonical="https://a.example/", noindex=True,
    social_title="st", social_description="sd", social_image="https://a.example/i.png",
)  # fmt: skip


def type_problems(made: SeoPlan) -> tuple[str, ...]:
    """Say what in the plan the site would refuse or drop; empty where it may be sent."""
    return (*_values(made.seo), *_unregistered(made), *_misshapen(made))


def _values(seo: SeoFields) -> Iterator[str]:
    for name in wanted(seo):
        text = value(seo, name)
        if name in ADDRESSES and not _is_address(text):
            yield f"the {NAMES[name]} '{text}' is no address: write it whole, with https://"
        if not _is_unicode(text):
            yield f"the {NAMES[name]} holds half a character, which no site can store"


def _is_address(text: str) -> bool:
    parts = urls.split(text)
    if parts is None:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not set(text) & set(" <>\"'\\^`{|}")


def _is_unicode(text: str) -> bool:
    return not any("\ud800" <= letter <= "\udfff" for letter in text)


def _unregistered(made: SeoPlan) -> Iterator[str]:
    for key in made.meta:
        if key not in made.keys:
            yield f"the site does not take the meta key {key}: it would drop it and answer 2xx"


def _misshapen(made: SeoPlan) -> Iterator[str]:
    """Compare with what the adapter makes of all fields: the same names, and the same types below them."""
    how = ADAPTERS[made.adapter]
    yield from _misfits("meta", dict(made.meta), how.meta(how.slots, how.keys, FULL))
    yield from _misfits("fields", dict(made.fields), how.fields(how.slots, FULL))


def _misfits(place: str, sent: Any, model: Any) -> Iterator[str]:
    if isinstance(model, Mapping):
        if not isinstance(sent, Mapping):
            yield f"{place} is {_kind(sent)} and not an object"
            return
        for name in sent:
            below = f"{place}.{name}"
            if name in model:
                yield from _misfits(below, sent[name], model[name])
            else:
                yield f"{below} is unknown to the plugin"
    elif isinstance(model, list) and isinstance(sent, list):
        for item in sent:
            yield from _misfits(f"{place}[]", item, model[0] if model else item)
    elif type(sent) is not type(model):
        yield f"{place} is {_kind(sent)} and not {_kind(model)}"


def _kind(found: Any) -> str:
    names = {
        str: "a text",
        bool: "true or false",
        int: "a number",
        list: "a list",
        dict: "an object",
        type(None): "nothing",
    }
    return names.get(type(found), type(found).__name__)
