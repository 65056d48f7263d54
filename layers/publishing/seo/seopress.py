"""SEOPress: title, description and noindex in the one write since 7.3, the rest by PUT; its routes answer success for anything."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from layers.nouns import SeoField, SeoFields, SeoPlan, SeoRequest
from layers.publishing.seo.adapter import Adapter, Slot

BASE = "/seopress/v1/posts/{id}"
SEARCH = f"{BASE}/title-description-metas"
KEYWORDS = f"{BASE}/target-keywords"
ROBOTS = f"{BASE}/meta-robot-settings"
SOCIAL = f"{BASE}/social-settings"


class SeoPress(Adapter):
    def request(self, path: str, slots: Sequence[Slot], seo: SeoFields, post_id: int) -> SeoRequest:
        body = {name: slot.sent(seo) for slot in slots for name in (slot.name or slot.key, *slot.also)}
        return SeoRequest(method="PUT", path=path, body=body)

    def reads(self, plan: SeoPlan, post_id: int) -> tuple[SeoRequest, ...]:
        return tuple(SeoRequest(method="GET", path=route.format(id=post_id)) for route in self.afterwards(plan))

    def stored(self, plan: SeoPlan, record: Mapping[str, Any], answers: Sequence[Any]) -> dict[SeoField, Any]:
        found: dict[SeoField, Any] = {}
        for slots, answer in zip(self.afterwards(plan).values(), answers, strict=False):
            rows = _rows(answer)
            found |= {slot.field: rows[slot.name or slot.key] for slot in slots if (slot.name or slot.key) in rows}
        return {**found, **super().stored(plan, record, answers)}


def _rows(answer: Any) -> dict[str, Any]:
    """The three shapes of its answers: values by name, a list of settings, a list of keywords."""
    if isinstance(answer, list):
        return {str(row["key"]): row.get("value") or "" for row in answer if isinstance(row, dict) and "key" in row}
    if not isinstance(answer, dict):
        return {}
    if isinstance(answer.get("value"), list):
        return {"_seopress_analysis_target_kw": ", ".join(str(each).strip() for each in answer["value"])}
    return answer


def _slot(field: SeoField, key: str, route: str, **more: Any) -> Slot:
    return Slot(field=field, key=f"_seopress_{key}", route=route, **more)


SEOPRESS = SeoPress(
    name="seopress",
    plugin="SEOPress",
    slots=(
        _slot("title", "titles_title", SEARCH, name="title", since="7.3"),
        _slot("description", "titles_desc", SEARCH, name="description", since="7.3"),
        _slot("focus_keyword", "analysis_target_kw", KEYWORDS),
        _slot("canonical", "robots_canonical", ROBOTS),
        _slot("robots", "robots_index", ROBOTS, noindex="yes", since="7.3"),
        _slot("social_title", "social_fb_title", SOCIAL, also=("_seopress_social_twitter_title",)),
        _slot("social_description", "social_fb_desc", SOCIAL, also=("_seopress_social_twitter_desc",)),
        _slot("social_image", "social_fb_img", SOCIAL, also=("_seopress_social_twitter_img",)),
    ),
    variables=re.compile(r"%%[a-z_0-9-]+%%", re.IGNORECASE),
)
