"""What became of our graph on the live page: there once, whole, and alone."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from layers.publishing.schema.checking import graph_problems
from layers.publishing.schema.families import bare, family


def live_problems(scripts: Sequence[str], expected: str) -> tuple[str, ...]:
    """What is wrong with the JSON-LD of a live page; empty when nothing is.

    `scripts` are the texts of its scripts as printed, `expected` is the graph that we wrote, or empty where the site keeps none.
    """
    found = [_parsed(script) for script in scripts]
    broken = sum(document is None for document in found)
    return (
        *([f"{broken} of its {len(found)} JSON-LD scripts do not parse"] if broken else []),
        *(_ours(scripts, found, expected) if expected else ()),
    )


def _ours(scripts: Sequence[str], found: Sequence[Any], expected: str) -> Iterator[str]:
    sent = json.loads(expected)
    same = [number for number, document in enumerate(found) if document == sent]
    if len(same) > 1:
        yield f"our JSON-LD is on it {len(same)} times"
    if not same:
        yield _what_became_of(sent, found)
        return
    yield from (f"our JSON-LD is wrong: {problem}" for problem in graph_problems(scripts[same[0]]))
    own = {family(kind): kind for kind in _types(sent)}
    others = {kind for number, document in enumerate(found) if number not in same for kind in _types(document)}
    for kind in sorted(others):
        if family(kind) in own:
            yield f"it has a second {own[family(kind)]}" + ("" if kind == own[family(kind)] else f", a {kind}")


def _what_became_of(sent: Any, found: Sequence[Any]) -> str:
    """Told apart by the ids of our nodes: left out on the way, changed on the way, or nothing of it printed."""
    ours = {node["@id"]: node for node in _nodes(sent["@graph"])}
    shown = {node.get("@id"): node for document in found for node in _nodes(document)}
    there = {name for name in ours if name in shown and shown[name].get("@type") == ours[name]["@type"]}
    if not there:
        return "our JSON-LD is not on it"
    lost = [str(node["@type"]) for name, node in ours.items() if name not in there]
    return (
        f"our JSON-LD lost its {', '.join(lost)} on the way to it"
        if lost
        else "our JSON-LD was changed on the way to it"
    )


def _parsed(script: str) -> Any:
    """None for what does not parse; so is JSON's own null, which says as little."""
    try:
        return json.loads(script)
    except ValueError:
        return None


def _nodes(document: Any) -> Iterator[Mapping[str, Any]]:
    """The nodes of a script itself, not what they hold."""
    if isinstance(document, list):
        for each in document:
            yield from _nodes(each)
    elif isinstance(document, dict):
        yield document
        yield from _nodes(document.get("@graph", []))


def _types(document: Any) -> Iterator[str]:
    for node in _nodes(document):
        kind = node.get("@type", ())
        yield from (bare(str(each)) for each in (kind if isinstance(kind, list) else [kind] if kind else ()))
