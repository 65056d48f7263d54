"""Whether WordPress kept what was sent: 2xx is not success.

WordPress answers 201 and drops a category that does not exist, changes a taken slug to `-2`, strips what a role may not
write, and publishes a post that was to be scheduled.
"""

import html
import re

from layers.nouns import Post, PostFields

_ASTRAL = re.compile(r"&#x([0-9a-f]{5,6});")


def _decode_astral(text: str) -> str:
    """A database without utf8mb4 keeps emoji as entities; the reader sees the same."""
    return _ASTRAL.sub(
        lambda found: chr(int(found.group(1), 16)) if int(found.group(1), 16) < 0x110000 else found.group(), text
    )


def same_text(sent: str, stored: str) -> bool:
    """Whether two raw texts are the same but for the way a database stores emoji."""
    return sent == stored or sent == _decode_astral(stored)


def differences(sent: PostFields, stored: Post) -> tuple[str, ...]:
    """The fields that WordPress dropped or changed, each as `field (sent …, kept …)`; empty when all were kept."""
    found = [
        _said(field, getattr(sent, field), getattr(stored, field))
        for field in ("title", "content", "excerpt")
        if not same_text(getattr(sent, field), getattr(stored, field))
    ]
    found += [
        _said(field, getattr(sent, field), getattr(stored, field))
        for field in ("slug", "status")
        if getattr(sent, field) != getattr(stored, field)
    ]
    for field in ("categories", "tags"):
        if set(getattr(sent, field)) != set(getattr(stored, field)):
            found.append(_said(field, sorted(getattr(sent, field)), sorted(getattr(stored, field))))
    return tuple(found)


def _said(field: str, sent: object, kept: object) -> str:
    if field == "content":
        return f"content ({_where(str(sent), str(kept))})"
    return f"{field} (sent {_short(sent)}, kept {_short(kept)})"


def _where(sent: str, kept: str) -> str:
    at = next((i for i, (a, b) in enumerate(zip(sent, kept, strict=False)) if a != b), min(len(sent), len(kept)))
    return f"from character {at} on: sent {_short(sent[at:])}, kept {_short(kept[at:])}"


def _short(value: object) -> str:
    text = html.unescape(str(value)).replace("\n", " ")
    return repr(text if len(text) <= 60 else text[:57] + "...")
