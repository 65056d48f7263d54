"""Slim SEO: one object as meta, replaced whole by each write, and read back as the page will show it."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import JsonValue

from layers.nouns import SeoField, SeoFields, SeoPlan
from layers.publishing.seo.adapter import Adapter, Slot, value

OBJECT = "slim_seo"
SHOWN_TO_NETWORKS: Mapping[SeoField, SeoField] = {"social_title": "title", "social_description": "description"}


class SlimSeo(Adapter):
    @property
    def keys(self) -> tuple[str, ...]:
        return (OBJECT,)

    def takes(self, slot: Slot, keys: Collection[str], kind: str) -> bool:
        return OBJECT in keys

    def obstacle(self, name: SeoField, keys: Collection[str], seo: SeoFields, kind: str) -> str:
        """Nothing is lost where networks shall show the same as the page: they do without being told."""
        inherited = SHOWN_TO_NETWORKS.get(name)
        echo = inherited is not None and value(seo, inherited) == value(seo, name)
        return "" if echo else super().obstacle(name, keys, seo, kind)

    def meta(self, slots: Sequence[Slot], keys: Collection[str], seo: SeoFields) -> dict[str, JsonValue]:
        """A property that it does not know is answered with 400 by a post that is published without any of them."""
        made: dict[str, JsonValue] = {name: slot.sent(seo) for slot in slots for name in (slot.key, *slot.also)}
        return {OBJECT: made} if made and OBJECT in keys else {}

    def stored(self, plan: SeoPlan, record: Mapping[str, Any], answers: Sequence[Any]) -> dict[SeoField, Any]:
        kept = (record.get("meta") or {}).get(OBJECT)
        row = kept if isinstance(kept, dict) else {}
        return {slot.field: row.get(slot.key, "") for slot in self.attempted(plan)}


SLIM_SEO = SlimSeo(
    name="slim-seo",
    plugin="Slim SEO",
    slots=(
        Slot(field="title", key="title", since="3.24.0"),
        Slot(field="description", key="description", since="3.24.0"),
        Slot(field="canonical", key="canonical", since="3.24.0"),
        Slot(field="robots", key="noindex", since="3.24.0", noindex=True),
        Slot(field="social_image", key="facebook_image", since="3.24.0", also=("twitter_image",)),
    ),
    lacks={
        "focus_keyword": "Slim SEO has no focus keyword",
        "social_title": "Slim SEO has no social title: networks show the page's title",
        "social_description": "Slim SEO has no social description: networks show the page's description",
    },
    unregistered="Slim SEO takes it over REST from 3.24.0 on; update it",
    variables=re.compile(r"\{\{.*?\}\}"),
)
