"""Fields of a stored post as the texts that a fix holds, and as what is written back."""

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from layers.maintenance.fixing.terms import ids_of, listed
from layers.nouns import Post

TERMS = frozenset({"categories", "tags"})


def text_of(post: Post, field: str) -> str:
    """One field of a post as a text; a meta key that is not there is empty."""
    if field.startswith("meta."):
        value = post.meta.get(field.removeprefix("meta."))
        return "" if value is None else str(value)
    value = getattr(post, field)
    return listed(value) if field in TERMS else str(value)


def with_text(post: Post, field: str, text: str) -> Post:
    """The post with another text in one field, for the checks to judge."""
    if field.startswith("meta."):
        return post.model_copy(update={"meta": {**post.meta, field.removeprefix("meta."): text}})
    return post.model_copy(update={field: value_of(field, text)})


def value_of(field: str, text: str) -> Any:
    if field in TERMS:
        return ids_of(text)
    return int(text or 0) if field == "featured_media" else text


def changes(texts: Mapping[str, str]) -> dict[str, Any]:
    """What is written for fields by name. An empty meta value takes the key away: it was not there before."""
    meta: dict[str, JsonValue] = {
        field.removeprefix("meta."): text or None for field, text in texts.items() if field.startswith("meta.")
    }
    plain = {field: value_of(field, text) for field, text in texts.items() if not field.startswith("meta.")}
    return {**plain, "meta": meta} if meta else plain
