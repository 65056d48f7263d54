"""What is put before the model, in the form that every step shares: evidence as numbered lines, the rest as sorted JSON.

One text for one value: the same brief gives the same bytes each time, which is what lets a beginning be cached. Only calls
of one step share one (system text and output format stand before the material), so only what is asked in rounds is cached.
"""

import json
from collections.abc import Iterable
from typing import Any

from layers.nouns import (
    Angle,
    Brief,
    Draft,
    Evidence,
    Keyword,
    Landscape,
    Material,
    RequiredChange,
    Site,
)


def material(title: str, value: Any, *, cached: bool = False) -> Material:
    """Return JSON with sorted keys and no ASCII escapes: an escape costs tokens in every language but English."""
    return Material(title=title, text=json.dumps(value, sort_keys=True, ensure_ascii=False), cached=cached)


def of_site(site: Site) -> Material:
    """Return what a writer must know of the site: no address, no login, no money."""
    return material(
        "site",
        {
            "title": site.title or site.name,
            "language": site.language,
            "voice": site.voice,
            "remit": site.remit,
            "categories": [
                {"slug": category.slug, "name": category.name, "purpose": category.purpose}
                for category in site.categories
            ],
            "tags": list(site.tags),
            "words": {"min": site.words.min, "max": site.words.max},
        },
    )


def of_evidence(evidence: Iterable[Evidence]) -> tuple[Material, ...]:
    """Return one document per piece of evidence."""
    return tuple(Material(title=document.id, text=_lines(document)) for document in evidence)


def _lines(document: Evidence) -> str:
    heading = " ".join(
        f"# {document.title} ({document.publisher})".split()
    )  # a title of two lines could pass for evidence
    return "\n".join([heading, *(f"[{span.id}] {span.text}" for span in document.spans)])


def of_keyword(keyword: Keyword) -> Material:
    return material("keyword", keyword.model_dump(mode="json"))


def of_landscape(landscape: Landscape) -> Material:
    return material("landscape", landscape.model_dump(mode="json"))


def of_angle(angle: Angle) -> Material:
    return material("angle", angle.model_dump(mode="json"))


def of_brief(brief: Brief, *, cached: bool = False) -> Material:
    return material("brief", brief.model_dump(mode="json", exclude={"evidence"}), cached=cached)


def of_draft(draft: Draft) -> Material:
    return material("draft", draft.model_dump(mode="json"))


def of_changes(changes: Iterable[RequiredChange]) -> Material:
    return material("changes", [change.model_dump(mode="json") for change in changes])
