"""The JSON-LD of ours that a post has: kept to the byte but for its sources, and its date and length where those change."""

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from layers.maintenance.refreshing.wording import RenderBlock
from layers.nouns import Evidence
from layers.publishing.schema.nodes import Named
from layers.publishing.schema.vocabulary import is_address

TEMPLATE = "schema/citations.json.j2"
DATE, SOURCES = "the text has changed in substance", "the structured data names the sources of the page"
_MODIFIED = re.compile(r'("dateModified": ")[^"]*(")')
_WORDS = re.compile(r'("wordCount": )(\d+)')
_CITED = re.compile(r'"citation": (?=\[)')


@dataclass(frozen=True)
class Put:
    """What stands from `start` to `end` in a text becomes `after`."""

    start: int
    end: int
    after: str
    reason: str


@dataclass(frozen=True)
class Telling:
    """A change that search engines are told of: when it was made, and how many words more the text has."""

    at: datetime
    more_words: int


def changes(
    render: RenderBlock, text: str, dead: Collection[str], new: Sequence[Evidence], telling: Telling | None
) -> Iterator[Put]:
    """What changes in the structured data `text`; nothing where it names none of this."""
    if found := _CITED.search(text):
        yield from _sources(render, text, found.end(), dead, new)
    if telling is not None:
        for match in _MODIFIED.finditer(text):
            yield Put(*match.span(), f"{match[1]}{stamp(telling.at)}{match[2]}", DATE)
        for match in _WORDS.finditer(text):
            yield Put(*match.span(), f"{match[1]}{max(1, int(match[2]) + telling.more_words)}", DATE)


def with_changes(text: str, puts: Sequence[Put]) -> str:
    for put in sorted(puts, key=lambda each: each.start, reverse=True):
        text = text[: put.start] + put.after + text[put.end :]
    return text


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="seconds")


def _sources(
    render: RenderBlock, text: str, start: int, dead: Collection[str], new: Sequence[Evidence]
) -> Iterator[Put]:
    listed, end = _list_at(text, start)
    if not all(isinstance(each, dict) and isinstance(each.get("name"), str) for each in listed):
        return  # somebody has written it otherwise, and theirs stays
    named = [Named(str(each.get("@type", "CreativeWork")), each["name"], str(each.get("url", ""))) for each in listed]
    kept = [each for each in named if each.url.partition("#")[0] not in dead]
    urls = {each.url for each in kept}
    added = [_cited(document) for document in new if document.url not in urls]
    if added or len(kept) < len(named):
        yield Put(start, end, render(TEMPLATE, "citations", citations=[*kept, *added]).strip(), SOURCES)


def _list_at(text: str, start: int) -> tuple[list[Any], int]:
    """The list that begins there, and where it ends; an empty one where it is broken."""
    try:
        found, end = json.JSONDecoder().raw_decode(text, start)
    except ValueError:
        return [None], start
    return (found, end) if isinstance(found, list) else ([None], start)


def _cited(document: Evidence) -> Named:
    name = " ".join((document.title or document.url).split())
    return Named("CreativeWork", name, document.url if is_address(document.url) else "")
