"""Whether WordPress kept what was sent: 2xx is not success.

WordPress answers 201 and drops a category that does not exist, changes a taken slug to `-2`, strips what a role may not
write, forgets meta that nobody registered, and publishes a post that was to be scheduled.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from layers.nouns import Post, PostFields

MISSING = object()
TEXTS = frozenset({"title", "content", "excerpt"})
TERMS = frozenset({"categories", "tags"})
STEADY = (
    "title", "content", "excerpt", "slug", "status", "categories", "tags", "author", "featured_media", "template",
    "format", "sticky", "comment_status", "ping_status",
)  # fmt: skip
_AS_ENTITY = re.compile(r"&#x([0-9a-f]{4,6});")  # core's list has ™ and ☕ of four digits beside what lies beyond them
_SWITCHES = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}


def _decoded(text: str) -> str:
    """A database without utf8mb4 keeps emoji as entities; the reader sees the same."""
    return _AS_ENTITY.sub(
        lambda found: chr(int(found.group(1), 16)) if int(found.group(1), 16) < 0x110000 else found.group(), text
    )


def same_text(sent: str, stored: str) -> bool:
    """Whether two raw texts are the same but for the way a database stores emoji."""
    return sent == stored or sent == _decoded(stored)


def same_value(sent: Any, kept: Any) -> bool:
    """Whether a plugin's meta came back: plugins escape `<` and `&`, fold white space, make `1` of true, and fill in defaults."""
    if kept is MISSING or (not sent and not kept):
        return kept is not MISSING
    if isinstance(sent, bool):
        return _SWITCHES.get(str(kept).lower()) is sent
    if isinstance(sent, Mapping):
        return isinstance(kept, Mapping) and all(same_value(value, kept.get(name)) for name, value in sent.items())
    if isinstance(sent, list):
        return isinstance(kept, list) and len(sent) == len(kept) and all(map(same_value, sent, kept))
    return _folded(sent) == _folded(kept)


def same_field(name: str, sent: Any, kept: Any) -> bool:
    """Whether one of a post's own fields came back."""
    if name in TEXTS:
        return same_text(sent, kept)
    if name in TERMS:
        return set(sent) == set(kept)
    if name == "date_gmt":
        return bool((sent or "").removesuffix("Z") == kept)
    return bool(sent == kept)


def losses(sent: Mapping[str, Any], stored: Post, record: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of a request's body that WordPress dropped or changed, each as `field (sent …, kept …)`; empty when all were kept.

    `record` is the REST record that `stored` was read from; what plugins keep at its top is looked for there.
    """
    return tuple(_losses(sent, stored, record))


def as_sent(stored: Post, sent: PostFields) -> bool:
    """Whether a post is as it was sent, so that nobody has worked on it; WordPress may have dropped a term or the image.

    Its dates tell nothing: WordPress moves that of a draft with every saving.
    """
    texts = all(same_text(getattr(sent, name), getattr(stored, name)) for name in TEXTS)
    return (
        texts
        and _no_others(stored.categories, sent.categories)
        and _no_others(stored.tags, sent.tags)
        and (not sent.featured_media or stored.featured_media in (0, sent.featured_media))
    )


def _no_others(kept: Sequence[int], sent: Sequence[int]) -> bool:
    """Whether no term was added; in place of terms that it does not know WordPress puts its default category."""
    return not sent or set(kept) <= set(sent) or (len(kept) == 1 and set(kept).isdisjoint(sent))


def _losses(sent: Mapping[str, Any], stored: Post, record: Mapping[str, Any]) -> Iterator[str]:
    for name, value in sent.items():
        if name == "meta":
            yield from _meta_losses(value, stored)
        elif name == "date_gmt" and not value:
            continue  # its date was taken away: WordPress gives it one by itself
        elif name in Post.model_fields:
            if not same_field(name, value, getattr(stored, name)):
                yield _said(name, value, getattr(stored, name))
        elif not _plugin_kept(value, record.get(name, MISSING)):
            yield _said(name, value, record.get(name, MISSING))


def _meta_losses(sent: Mapping[str, Any], stored: Post) -> Iterator[str]:
    for key, value in sent.items():
        if not same_meta(value, stored, key):
            yield _said(f"meta.{key}", value, stored.meta.get(key, MISSING))


def same_meta(sent: Any, stored: Post, key: str) -> bool:
    """Whether one meta key of a post has this value."""
    return same_value(sent, stored.meta.get(key, MISSING))


def _plugin_kept(sent: Any, kept: Any) -> bool:
    """Whether a plugin's own field has come to something; names inside it may differ between writing and reading."""
    return bool(kept) and kept is not MISSING if isinstance(sent, Mapping) and sent else same_value(sent, kept)


def disturbed(before: Post, sent: Mapping[str, Any], stored: Post) -> tuple[str, ...]:
    """The fields that a write changed although it did not name them. WordPress gives a post without a category its default one."""
    others = {name: getattr(before, name) for name in STEADY if name not in sent and getattr(before, name)}
    return losses(others, stored, {})


def _folded(value: Any) -> str:
    return " ".join(html.unescape(str(value)).split())


def _said(field: str, sent: object, kept: object) -> str:
    if kept is MISSING:
        return f"{field} (sent {_short(sent)}, not kept: the site does not know it)"
    if field == "content":
        return f"content ({_where(str(sent), str(kept))})"
    return f"{field} (sent {_short(sent)}, kept {_short(kept)})"


def _where(sent: str, kept: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(sent, kept, strict=False)) if a != b), min(len(sent), len(kept)))
    return f"from character {at} on: sent {_short(sent[at:])}, kept {_short(kept[at:])}"


def _short(value: object) -> str:
    text = html.unescape(str(list(value) if isinstance(value, tuple) else value)).replace("\n", " ")
    return repr(text if len(text) <= 60 else text[:57] + "...")
