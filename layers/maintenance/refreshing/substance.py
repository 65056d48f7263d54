"""Whether a post has changed for a reader, and what: told from the difference of the two texts, by no model."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from layers import prose
from layers.maintenance.refreshing.outline import OURS, Outline, outline
from layers.publishing.labels import Labels


def changed_share(before: str, after: str) -> float:
    """The part of the words that differ, 0 to 1, of the longer of two visible texts."""
    old, new = prose.folded(before), prose.folded(after)
    if not old and not new:
        return 0.0
    same = sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
    return 1 - same / max(len(old), len(new))


def note(before: str, after: str, gone: int, day: str, labels: Labels) -> str:
    """One line that says what of a content has changed; `gone` is how many dead sources it links to no more."""
    old, new = outline(before), outline(after)
    parts = [
        *_told(labels.revised, _revised(old, new, labels, after)),
        *_told(labels.added, _added(old, new, labels)),
        *([f"{labels.without_gone}: {gone}"] if gone else []),
    ]
    return f"{labels.updated} {day}: {'; '.join(parts)}." if parts else ""


def _told(what: str, where: list[str]) -> Iterator[str]:
    if where:
        yield f"{what}: {', '.join(where)}"


def _revised(old: Outline, new: Outline, labels: Labels, after: str) -> list[str]:
    texts = {name: old.text_of(at) for at, name in enumerate(_numbered(old))}
    return [
        f"“{part.heading}”" if part.heading else labels.opening
        for at, (part, name) in enumerate(zip(new.parts, _numbered(new), strict=True))
        if name in texts and new.text_of(at) != texts[name] and not _is_ours(after, part.start, part.end)
    ]


def _numbered(found: Outline) -> list[tuple[str, int]]:
    """The headings in order, each with its number among those of the same words: two sections may be called "Price"."""
    seen: Counter[str] = Counter()
    rows = []
    for part in found.parts:
        seen[part.heading] += 1
        rows.append((part.heading, seen[part.heading]))
    return rows


def _added(old: Outline, new: Outline, labels: Labels) -> list[str]:
    known = set(_numbered(old))
    return [
        f"“{heading}”" for heading, at in _numbered(new) if (heading, at) not in known and heading != labels.sources
    ]


def _is_ours(content: str, start: int, end: int) -> bool:
    """Whether a section is the list of sources: that it grew says nothing to a reader."""
    return OURS[0] in content[start:end]
