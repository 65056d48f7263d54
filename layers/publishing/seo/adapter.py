"""What all SEO plugins have in common: fields, the places that hold them, and how a place is written and read."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import JsonValue

from layers.nouns import AdapterName, SeoField, SeoFields, SeoLoss, SeoPlan, SeoRequest, Value
from layers.publishing.seo.text import kept, same_url, short, words

FIELDS: tuple[SeoField, ...] = get_args(SeoField)
NAMES: Mapping[SeoField, str] = {
    "title": "title", "description": "description", "focus_keyword": "focus keyword", "canonical": "canonical address",
    "robots": "noindex", "social_title": "social title", "social_description": "social description", "social_image": "social image",
}  # fmt: skip
ADDRESSES = frozenset({"canonical", "social_image"})
TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)
WITH_COMPANION = "the companion takes it (`masthead doctor --companion`)"

Stored = Mapping[SeoField, Any]


class Slot(Value):
    """Where a plugin keeps one field.

    `key` is its meta key, or its name in the plugin's own object; `since` the plugin's version that takes it in the one
    write, empty where only the companion registers it. `route` is written where the key is not registered, and
    `name` is the field's name there. `noindex` is what stands there for a page that search engines shall leave out.
    `also` takes the same value. What reads as a tag is sent as entities: most plugins take tags out, and WordPress's own
    escaping prints an entity as what it means. `literal`: it is kept as it is and escaped anew.
    """

    field: SeoField
    key: str
    since: str = ""
    route: str = ""
    name: str = ""
    noindex: JsonValue = None
    also: tuple[str, ...] = ()
    literal: bool = False

    def sent(self, seo: SeoFields) -> JsonValue:
        if self.field == "robots":
            return self.noindex
        text = value(seo, self.field)
        return text if self.literal or not TAG.search(text) else text.replace("<", "&lt;").replace(">", "&gt;")


def value(seo: SeoFields, name: SeoField) -> str:
    """A field's text on one line; of `robots`, noindex or nothing."""
    if name == "robots":
        return "noindex" if seo.noindex else ""
    return words(getattr(seo, name))


def by_reason(losses: Sequence[SeoLoss]) -> tuple[str, ...]:
    """The losses as a person reads them: the fields that share a reason on one line."""
    fields: dict[str, list[str]] = {}
    for loss in losses:
        fields.setdefault(loss.why, []).append(NAMES[loss.field])
    return tuple(f"{', '.join(names)}: {why}" for why, names in fields.items())


def wanted(seo: SeoFields) -> tuple[SeoField, ...]:
    return tuple(name for name in FIELDS if value(seo, name))


def says_noindex(stored: Any) -> bool:
    """Whether what a plugin stores for robots means noindex: `1`, `yes`, `true`, or a list that names it."""
    if isinstance(stored, list):
        return "noindex" in stored
    return str(stored).lower() in ("1", "true", "yes", "noindex")


@dataclass(frozen=True)
class Adapter:
    """One way of writing SEO fields. This one: meta keys that the site takes over REST, in the one write.

    `lacks`: why a field that the plugin does not have is lost. `unregistered`: why one is lost whose key the site does not
    take, and `describes` what the plugin does then for a description. `on_refusal`: what is to be known where it refuses.
    `unread`: what is said where nothing shows whether a field was kept. `variables` are what the plugin replaces in a text.
    """

    name: AdapterName
    plugin: str
    slots: tuple[Slot, ...] = ()
    lacks: Mapping[SeoField, str] = field(default_factory=dict)
    unregistered: str = WITH_COMPANION
    describes: str = ""
    on_refusal: str = ""
    unread: str = "no request shows whether it was kept; only the live page can"
    variables: re.Pattern[str] | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every meta key that this adapter knows."""
        return tuple(key for slot in self.slots for key in (slot.key, *slot.also))

    def takes(self, slot: Slot, keys: Collection[str], kind: str) -> bool:
        """Whether a site with these registered keys takes the field of a post or page (`kind`)."""
        return slot.key in keys or bool(slot.route)

    def lost(self, keys: Collection[str], seo: SeoFields, kind: str) -> Iterator[SeoLoss]:
        for name in wanted(seo):
            why = self.obstacle(name, keys, seo, kind)
            if why:
                yield SeoLoss(field=name, why=why)

    def obstacle(self, name: SeoField, keys: Collection[str], seo: SeoFields, kind: str) -> str:
        """Why a field cannot be written here; empty where it can."""
        slot = next((each for each in self.slots if each.field == name), None)
        if slot is None:
            return self.lacks[name]
        if not self.takes(slot, keys, kind):
            return self.unregistered + (self.describes if name == "description" else "")
        found = self.variables.search(value(seo, name)) if self.variables and name not in ADDRESSES else None
        return f"{self.plugin} would replace {found[0]} by words of its own; word it otherwise" if found else ""

    def meta(self, slots: Sequence[Slot], keys: Collection[str], seo: SeoFields) -> dict[str, JsonValue]:
        """What goes as `meta` with the one write."""
        return {
            key: slot.sent(seo) for slot in slots if slot.key in keys for key in (slot.key, *slot.also) if key in keys
        }

    def fields(self, slots: Sequence[Slot], seo: SeoFields) -> dict[str, JsonValue]:
        """What goes at the top of the record with the one write."""
        return {}

    def attempted(self, plan: SeoPlan) -> tuple[Slot, ...]:
        lost = {loss.field for loss in plan.lost}
        return tuple(slot for slot in self.slots if slot.field in wanted(plan.seo) and slot.field not in lost)

    def afterwards(self, plan: SeoPlan) -> dict[str, list[Slot]]:
        """The fields that the one write does not take, by the route that does."""
        found: dict[str, list[Slot]] = {}
        for slot in self.attempted(plan):
            if slot.key not in plan.keys and slot.route:
                found.setdefault(slot.route, []).append(slot)
        return found

    def requests(self, plan: SeoPlan, post_id: int) -> tuple[SeoRequest, ...]:
        return tuple(
            self.request(route.format(id=post_id), slots, plan.seo, post_id)
            for route, slots in self.afterwards(plan).items()
        )

    def request(self, path: str, slots: Sequence[Slot], seo: SeoFields, post_id: int) -> SeoRequest:
        raise NotImplementedError(f"{self.name} has no route of its own")

    def reads(self, plan: SeoPlan, post_id: int) -> tuple[SeoRequest, ...]:
        """The requests that show what was kept, beside the post itself. Their `body` is the query."""
        return ()

    def objection(self, answer: Any) -> str:
        """What a plugin says against a write that it answered with 200; empty where it says nothing."""
        return ""

    def stored(self, plan: SeoPlan, record: Mapping[str, Any], answers: Sequence[Any]) -> dict[SeoField, Any]:
        """What is kept, by field; a field that nothing shows is not among them."""
        meta = record.get("meta") or {}
        return {slot.field: meta.get(slot.key, "") for slot in self.attempted(plan) if slot.key in plan.keys}

    def loss(self, slot: Slot, plan: SeoPlan, stored: Stored, refusal: str) -> SeoLoss | None:
        """Why a field that was sent is not there; None where it is."""
        if slot.field in stored and same(slot.field, plan.seo, stored[slot.field]):
            return None
        why = f"{self.plugin} refused it: {refusal}{self.on_refusal}" if refusal else self.fate(slot, plan, stored)
        return SeoLoss(field=slot.field, why=why, unread=slot.field not in stored and not refusal)

    def fate(self, slot: Slot, plan: SeoPlan, stored: Stored) -> str:
        if slot.field not in stored:
            return self.unread
        left = stored[slot.field]
        if slot.field == "robots" or not isinstance(left, str) or not left:
            return f"{self.plugin} answered with success and kept nothing"
        return f"{self.plugin} keeps '{short(left)}' instead of '{short(value(plan.seo, slot.field))}'"


def same(name: SeoField, seo: SeoFields, stored: Any) -> bool:
    """Whether what a separate request showed is what was meant."""
    if name == "robots":
        return says_noindex(stored)
    if not isinstance(stored, str):
        return False
    if name in ADDRESSES:
        return same_url(value(seo, name), stored)
    if name == "focus_keyword":  # SEOPress gives it back in small letters
        return kept(value(seo, name).casefold(), stored.casefold())
    return kept(value(seo, name), stored)
