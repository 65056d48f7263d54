"""Yoast SEO: three keys in the one write since 27.7, routes for administrators since 28.1, the rest with the companion."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from layers.nouns import SeoField, SeoFields, SeoPlan, SeoRequest
from layers.publishing.seo.adapter import WITH_COMPANION, Adapter, Slot

SEARCH = "/yoast/v1/bulk_editor/update_search"
SOCIAL = "/yoast/v1/bulk_editor/update_social"
IN_HEAD: Mapping[SeoField, str] = {
    "title": "title", "description": "description", "social_title": "og_title", "social_description": "og_description",
}  # fmt: skip
OLD = "Yoast SEO before 27.7 drops every field that is sent over REST and answers with success; update it, or " + (
    WITH_COMPANION.replace("it can", "they can")
)
NO_DESCRIPTION = f"{OLD}. It makes no description from the excerpt either: the page has none at all"


class Yoast(Adapter):
    def takes(self, slot: Slot, keys: Collection[str], kind: str) -> bool:
        """Its routes are newer than its keys, so where posts have no keys there are none; pages never have keys."""
        routes = kind != "post" or self.is_new(keys)
        return slot.key in keys or (bool(slot.route) and routes)

    def is_new(self, keys: Collection[str]) -> bool:
        return {"_yoast_wpseo_title", "_yoast_wpseo_metadesc"} <= set(keys)

    def obstacle(self, name: SeoField, keys: Collection[str], seo: SeoFields, kind: str) -> str:
        why = super().obstacle(name, keys, seo, kind)
        if not why.startswith(self.unregistered) or kind != "post" or self.is_new(keys):
            return why
        return NO_DESCRIPTION if name == "description" else OLD

    def request(self, path: str, slots: Sequence[Slot], seo: SeoFields, post_id: int) -> SeoRequest:
        item = {"id": post_id, **{slot.name: slot.sent(seo) for slot in slots}}
        return SeoRequest(method="POST", path=path, body={"items": [item]})

    def objection(self, answer: Any) -> str:
        """It answers 200 for whatever it did; the answer's own rows say what."""
        rows = answer.get("results") if isinstance(answer, dict) else None
        refused = [
            row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict) and not row.get("success")
        ]
        return str(refused[0].get("error") or "without a reason") if refused else ""

    def stored(self, plan: SeoPlan, record: Mapping[str, Any], answers: Sequence[Any]) -> dict[SeoField, Any]:
        head = record.get("yoast_head_json")
        found: dict[SeoField, Any] = {}
        if isinstance(head, dict):
            routed = (slot.field for slots in self.afterwards(plan).values() for slot in slots)
            found = {name: head.get(IN_HEAD[name], "") for name in routed if name in IN_HEAD}
        return {**found, **super().stored(plan, record, answers)}


def _slot(field: SeoField, key: str, route: str = "", name: str = "", **more: Any) -> Slot:
    return Slot(field=field, key=f"_yoast_wpseo_{key}", route=route, name=name, **more)


YOAST = Yoast(
    name="yoast",
    plugin="Yoast SEO",
    slots=(
        _slot("title", "title", SEARCH, "seo_title", since="27.7"),
        _slot("description", "metadesc", SEARCH, "meta_description", since="27.7"),
        _slot("focus_keyword", "focuskw", SEARCH, "focus_keyphrase", since="27.7"),
        _slot("canonical", "canonical"),
        _slot("robots", "meta-robots-noindex", noindex="1"),
        _slot("social_title", "opengraph-title", SOCIAL, "social_title"),
        _slot("social_description", "opengraph-description", SOCIAL, "social_description"),
        _slot("social_image", "opengraph-image"),
    ),
    unregistered=f"Yoast SEO takes it over REST from nobody; {WITH_COMPANION}",
    on_refusal=f". Its own routes are there from 28.1 on and for administrators; {WITH_COMPANION}",
    variables=re.compile(r"%%[a-z_0-9-]+%%", re.IGNORECASE),
)
