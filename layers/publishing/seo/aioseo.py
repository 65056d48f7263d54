"""All in One SEO: one object at the top of the record since 4.9.8. Its meta keys are copies that nothing reads."""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import JsonValue

from layers.nouns import SeoField, SeoFields, SeoPlan
from layers.publishing.seo.adapter import Adapter, Slot, Stored

OBJECT = "aioseo_meta_data"
ON_READ: Mapping[SeoField, str] = {"robots": "robots_noindex"}
SOCIAL: Mapping[str, JsonValue] = {"twitter_use_og": True}
CLOSED = (
    "All in One SEO kept nothing: it is older than 4.9.8, or this user may not edit its fields "
    "(All in One SEO > Access Control), which it says to nobody"
)


class AllInOne(Adapter):
    @property
    def keys(self) -> tuple[str, ...]:
        return ()

    def takes(self, slot: Slot, keys: Collection[str], kind: str) -> bool:
        return True

    def meta(self, slots: Sequence[Slot], keys: Collection[str], seo: SeoFields) -> dict[str, JsonValue]:
        return {}

    def fields(self, slots: Sequence[Slot], seo: SeoFields) -> dict[str, JsonValue]:
        made: dict[str, JsonValue] = {}
        for slot in slots:
            made |= _written(slot, seo)
        return {OBJECT: made} if made else {}

    def stored(self, plan: SeoPlan, record: Mapping[str, Any], answers: Sequence[Any]) -> dict[SeoField, Any]:
        """A post that was never written has an empty list there, and no object."""
        kept = record.get(OBJECT)
        row = kept if isinstance(kept, dict) else {}
        found = {slot.field: row.get(ON_READ.get(slot.field, slot.key), "") for slot in self.attempted(plan)}
        if "focus_keyword" in found:
            found["focus_keyword"] = _keyphrase(row.get("keyphrases"))
        return found

    def fate(self, slot: Slot, plan: SeoPlan, stored: Stored) -> str:
        return super().fate(slot, plan, stored) if any(stored.values()) else CLOSED


def _written(slot: Slot, seo: SeoFields) -> dict[str, JsonValue]:
    sent = slot.sent(seo)
    if slot.field == "focus_keyword":
        return {slot.key: {"focus": {"keyphrase": sent}, "additional": []}}
    if slot.field == "robots":
        return {"default": False, slot.key: sent}  # `robots_noindex`, its name on reading, is ignored on writing
    if slot.field == "social_image":
        return {"og_image_type": "custom_image", slot.key: sent, **SOCIAL}
    return {slot.key: sent, **(SOCIAL if slot.field.startswith("social") else {})}


def _keyphrase(kept: Any) -> str:
    """The focus keyphrase; some versions give the object as JSON text."""
    try:
        parsed = json.loads(kept) if isinstance(kept, str) and kept else kept
    except ValueError:
        return ""
    focus = parsed.get("focus") if isinstance(parsed, dict) else None
    return str(focus.get("keyphrase") or "") if isinstance(focus, dict) else ""


AIOSEO = AllInOne(
    name="aioseo",
    plugin="All in One SEO",
    slots=(
        Slot(field="title", key="title", since="4.9.8"),
        Slot(field="description", key="description", since="4.9.8"),
        Slot(field="focus_keyword", key="keyphrases", since="4.9.8"),
        Slot(field="canonical", key="canonical_url", since="4.9.8"),
        Slot(field="robots", key="noindex", since="4.9.8", noindex=True),
        Slot(field="social_title", key="og_title", since="4.9.8"),
        Slot(field="social_description", key="og_description", since="4.9.8"),
        Slot(field="social_image", key="og_image_custom_url", since="4.9.8"),
    ),
    variables=re.compile(
        r"#(?:site_title|tagline|separator_sa|post_\w+|page_\w+|author_\w+|current_\w+|categor\w+|tax(?:onomy)?_\w+|permalink|custom_field-\w+)",
        re.IGNORECASE,
    ),
)
