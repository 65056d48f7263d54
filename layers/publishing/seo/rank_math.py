"""Rank Math: one write more, which answers the same whatever it did; an ability of WordPress 6.9 shows what is kept."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from layers.nouns import SeoField, SeoFields, SeoPlan, SeoRequest
from layers.publishing.seo.adapter import NAMES, Adapter, Slot, Stored

WRITE = "/rankmath/v1/updateMeta"
READ = "/wp-abilities/v1/abilities/rank-math/get-post-seo-meta/run"
ON_READ: Mapping[SeoField, str] = {
    "title": "title", "description": "description", "focus_keyword": "focus_keyword", "canonical": "canonical",
    "robots": "robots", "social_title": "og_title", "social_description": "og_description", "social_image": "og_image",
}  # fmt: skip
FACEBOOK_TOO = "rank_math_twitter_use_facebook"


class RankMath(Adapter):
    def request(self, path: str, slots: Sequence[Slot], seo: SeoFields, post_id: int) -> SeoRequest:
        meta = {slot.key: slot.sent(seo) for slot in slots}
        if any(slot.field.startswith("social") for slot in slots):
            meta[FACEBOOK_TOO] = "on"
        return SeoRequest(method="POST", path=path, body={"objectType": "post", "objectID": post_id, "meta": meta})

    def reads(self, plan: SeoPlan, post_id: int) -> tuple[SeoRequest, ...]:
        query = {"input[post_id]": post_id}
        return (SeoRequest(method="GET", path=READ, body=query),) if self.afterwards(plan) else ()

    def stored(self, plan: SeoPlan, record: Mapping[str, Any], answers: Sequence[Any]) -> dict[SeoField, Any]:
        answer = answers[0] if answers and isinstance(answers[0], dict) else {}
        routed = [slot.field for slots in self.afterwards(plan).values() for slot in slots]
        shown = {name: answer[ON_READ[name]] for name in routed if ON_READ[name] in answer}
        return {**shown, **super().stored(plan, record, answers)}

    def fate(self, slot: Slot, plan: SeoPlan, stored: Stored) -> str:
        if stored and slot.field not in stored:
            return f"Rank Math answers 200 to everything and shows no {NAMES[slot.field]} over REST: only the live page can"
        return super().fate(slot, plan, stored)


def _slot(field: SeoField, key: str, **more: Any) -> Slot:
    return Slot(field=field, key=f"rank_math_{key}", route=WRITE, **more)


RANK_MATH = RankMath(
    name="rank-math",
    plugin="Rank Math",
    slots=(
        _slot("title", "title"),
        _slot("description", "description"),
        _slot("focus_keyword", "focus_keyword"),
        _slot("canonical", "canonical_url"),
        _slot("robots", "robots", noindex=["noindex", "follow"]),
        _slot("social_title", "facebook_title"),
        _slot("social_description", "facebook_description"),
        _slot("social_image", "facebook_image"),
    ),
    unread="Rank Math answers 200 to everything, and this site does not let it be read back (that takes Rank Math 1.0.271 "
    "and WordPress 6.9): only the live page can show it",
    variables=re.compile(r"%[a-z_]+(?:\([^)]*\))?%", re.IGNORECASE),
)
