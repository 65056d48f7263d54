"""What is wrong with a finished graph: its text, its shape, its words, and what Google requires of it."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from layers.publishing.schema.google import LEAST_CRUMBS, LEAST_PIXELS, PROFILES, Profile
from layers.publishing.schema.vocabulary import CONTEXT, KINDS, expected, is_address, lineage

Node = Mapping[str, Any]
# Without these a node says nothing, whatever schema.org and Google leave open; a type takes them from the nearest above it.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "Article": ("headline", "datePublished", "dateModified", "inLanguage"),
    "WebPage": ("name", "inLanguage"),
    "FAQPage": (),  # a part of a page that is named elsewhere
    "Organization": ("name",),
    "ImageObject": ("url",),
    "Answer": (),
    "BreadcrumbList": (),
    "SpeakableSpecification": (),
    "Thing": ("name",),
}
# What a node of its own needs besides; one that is only mentioned by another may do without
NEEDED_AT_THE_TOP: Mapping[str, tuple[str, ...]] = {"Organization": ("url",)}


def problems(text: str) -> tuple[str, ...]:
    """What is wrong with a JSON-LD text that is to stand in a script in a post; empty when nothing is."""
    return (*_text_problems(text), *graph_problems(text))


def graph_problems(text: str) -> tuple[str, ...]:
    """What is wrong with a graph wherever it stands: nothing is said of how its characters are escaped."""
    try:
        document = json.loads(text, object_pairs_hook=_once)
    except ValueError as error:
        return (f"it is not JSON: {error}",)
    nodes = document.get("@graph") if isinstance(document, dict) else None
    if not isinstance(nodes, list) or not nodes or not all(isinstance(node, dict) for node in nodes):
        return ("it has no @graph of nodes",)
    context = () if document.get("@context") == CONTEXT else (f"its @context is not {CONTEXT}",)
    return (*context, *_Check(nodes).problems())


def recommendations(text: str) -> tuple[str, ...]:
    """What Google recommends and a sound graph lacks, with the place where the operator can give it."""
    check = _Check(json.loads(text)["@graph"])
    return tuple(dict.fromkeys(notice for node in check.nodes for notice in check.notices(node)))


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key that stands twice would lose its first value silently."""
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f"'{name}' stands twice in one object")
    return dict(pairs)


def _text_problems(text: str) -> Iterator[str]:
    if "<" in text:
        yield "a < could end the script"
    # WordPress runs shortcodes in posts even within a script: inside a string a bracket must be escaped
    if any(character in value for value in _strings_as_written(text) for character in "[]"):
        yield "a bracket in a string could be a shortcode"
    if "Wordpress" in text:
        yield "WordPress would correct the spelling of its name"


def _strings_as_written(text: str) -> Iterator[str]:
    decoder = json.decoder.scanstring  # type: ignore[attr-defined]
    at = text.find('"')
    while at >= 0:
        try:
            _, end = decoder(text, at + 1)
        except ValueError:  # not JSON, which is said elsewhere
            return
        yield text[at:end]
        at = text.find('"', end)


class _Check:
    """One graph's nodes, by their ids too."""

    def __init__(self, nodes: list[Node]) -> None:
        self.nodes = nodes
        self.by_id = {str(node.get("@id")): node for node in nodes}

    def problems(self) -> Iterator[str]:
        ids = [str(node.get("@id")) for node in self.nodes]
        yield from (f"two nodes are {each}" for each in sorted({each for each in ids if ids.count(each) > 1}))
        for node in self.nodes:
            kind = str(node.get("@type"))
            yield from (
                f"{kind} has no {name}" for name in ("@id", *NEEDED_AT_THE_TOP.get(kind, ())) if not node.get(name)
            )
            yield from self.node_problems(node)

    def node_problems(self, node: Node) -> Iterator[str]:
        kind = node.get("@type")
        if not isinstance(kind, str) or kind not in KINDS:
            yield f"{kind} is not a type that we know"
            return
        yield from (f"{kind} has no {name}" for name in _needed(kind) if node.get(name) in (None, "", []))
        for name, value in node.items():
            if not name.startswith("@"):
                yield from self.property_problems(kind, name, value)
        for profile in _profiles(kind):
            yield from self.required_problems(profile, node)
        if kind == "BreadcrumbList":
            yield from _breadcrumb_problems(node.get("itemListElement"))

    def property_problems(self, kind: str, name: str, value: object) -> Iterator[str]:
        wanted = expected(kind, name)
        if not wanted:
            yield f"{kind} has a {name}, which is no property of it that we know"
            return
        for each in value if isinstance(value, list) else [value]:
            yield from self.value_problems(f"{kind}.{name}", wanted, each)

    def value_problems(self, where: str, wanted: tuple[str, ...], value: object) -> Iterator[str]:
        if isinstance(value, dict):
            target = self.by_id.get(str(value["@id"])) if set(value) == {"@id"} else value
            if target is None:
                yield f"{where} points at {value['@id']}, which is not in the graph"
            elif not set(lineage(str(target.get("@type")))) & set(wanted):
                yield f"{where} is a {target.get('@type')}, and may be {' or '.join(wanted)}"
            elif target is value:
                yield from self.node_problems(target)
        elif not any(_fits(value, each) for each in wanted):
            yield f"{where} is {value!r:.60}, and may be {' or '.join(wanted)}"

    def required_problems(self, profile: Profile, node: Node) -> Iterator[str]:
        for path in profile.required:
            if not self.has(node, path):
                yield f"{node['@type']} has no {path}, which Google requires ({profile.source})"

    def notices(self, node: Node) -> Iterator[str]:
        kind = str(node["@type"])
        for profile in _profiles(kind):
            for path, how in profile.recommended.items():
                if not self.has(node, path):
                    yield f"{kind} has no {path.replace('|', ' or ')}, which Google recommends: {how}"
            if profile.retired_on:
                yield f"{kind} has had no effect in Google's results since {profile.retired_on}"
        width, height = node.get("width"), node.get("height")
        if kind == "ImageObject" and width and height and width * height < LEAST_PIXELS:
            yield f"the image has {width} x {height} pixels; Google asks for at least {LEAST_PIXELS:,} in all"

    def has(self, node: Node, path: str) -> bool:
        """Whether every value on the way has what the path names, through references too."""
        return any(self._has(node, each.split(".")) for each in path.split("|"))

    def _has(self, node: Node, names: list[str]) -> bool:
        found = node.get(names[0])
        values = found if isinstance(found, list) else [found]
        if len(names) == 1:
            return bool(values) and all(value not in (None, "", []) for value in values)
        inner = [self.by_id.get(str(value.get("@id")), value) for value in values if isinstance(value, dict)]
        return bool(inner) and all(self._has(value, names[1:]) for value in inner)


def _needed(kind: str) -> tuple[str, ...]:
    return next(NEEDED[each] for each in lineage(kind) if each in NEEDED)


def _profiles(kind: str) -> Iterator[Profile]:
    return (profile for profile in PROFILES if kind in profile.types)


def _breadcrumb_problems(items: object) -> Iterator[str]:
    crumbs = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    if len(crumbs) < LEAST_CRUMBS:
        yield "BreadcrumbList has fewer than two items"
    if [item.get("position") for item in crumbs] != list(range(1, len(crumbs) + 1)):
        yield "BreadcrumbList is not numbered from 1"
    if any(not item.get("item") for item in crumbs[:-1]):
        yield "BreadcrumbList has an item without an address"


def _fits(value: object, kind: str) -> bool:
    return kind in _DATA and _DATA[kind](value)


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _date(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _moment(value: object) -> bool:
    """ISO 8601 with its zone: without one Google takes the zone of its crawler."""
    try:
        return isinstance(value, str) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


_DATA: Mapping[str, Callable[[object], bool]] = {
    "Text": _text,
    "CssSelectorType": _text,
    "URL": is_address,
    "Thing": is_address,  # by its address, as Google's own examples give the item of a breadcrumb
    "Integer": _number,
    "Distance": _number,  # pixels, as every plugin and Google's own examples write it
    "Date": _date,
    "DateTime": _moment,
}
