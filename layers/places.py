"""Places: the addresses of the pieces of text in a draft (see `layers.nouns.article`)."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import ValidationError

from layers.errors import UnusableAnswerError
from layers.nouns import PLACE, Block, Draft, Patch

Path = tuple[str | int, ...]

_PART = {"s": "sections", "b": "blocks", "i": "items", "f": "faq"}
_CITING = re.compile(r"^(definition|s\d+\.b\d+(\.i\d+)?|f\d+\.answer)$")


def texts(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield every place of a draft that holds text, with the text, in reading order."""
    yield "title", draft.title
    yield "definition", draft.definition
    for number, section in enumerate(draft.sections, 1):
        yield f"s{number}.heading", section.heading
        for position, block in enumerate(section.blocks, 1):
            yield from _block_texts(f"s{number}.b{position}", block)
    for number, faq in enumerate(draft.faq, 1):
        yield f"f{number}.question", faq.question
        yield f"f{number}.answer", faq.answer


def _block_texts(place: str, block: Block) -> Iterator[tuple[str, str]]:
    if block.text:
        yield place, block.text
    for position, item in enumerate(block.items, 1):
        yield f"{place}.i{position}", item


def cites(place: str) -> bool:
    """Tell whether text at this place may carry references: a title, a heading and a question may not."""
    return bool(_CITING.match(place))


def text_at(draft: Draft, place: str) -> str:
    """Return the text at a place, empty for a list without an introduction.

    Raises UnusableAnswerError when the draft has no such place.
    """
    return str(_found(draft.model_dump(mode="json"), place))


def apply(draft: Draft, patches: Iterable[Patch]) -> Draft:
    """Return the draft with the text of each patch in its place.

    Raises UnusableAnswerError for a place that does not exist or is patched twice, and when the result is no draft.
    """
    tree = draft.model_dump(mode="json")
    seen: set[str] = set()
    for patch in patches:
        if patch.place in seen:
            raise UnusableAnswerError("patches", f"{patch.place} is patched twice")
        seen.add(patch.place)
        _found(tree, patch.place)
        _put(tree, _path(patch.place), patch.text)
    return _validated(tree)


def _validated(tree: Any) -> Draft:
    try:
        return Draft.model_validate(tree)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnusableAnswerError("patches", f"with them the draft is not valid: {where}: {first['msg']}") from error


def _path(place: str) -> Path:
    """`s2.b3.i4` -> sections, 1, blocks, 2, items, 3; a block without an item means its text."""
    if not re.fullmatch(PLACE, place):
        raise UnusableAnswerError("patches", f"'{place}' is no place of a draft")
    path: list[str | int] = []
    for part in place.split("."):
        numbered = re.fullmatch(r"([sbif])(\d+)", part)
        path += [_PART[numbered[1]], int(numbered[2]) - 1] if numbered else [part]
    return (*path, "text") if len(path) > 1 and path[-2] == "blocks" else tuple(path)


def _found(tree: Any, place: str) -> Any:
    for step in _path(place):
        if isinstance(step, int) and not 0 <= step < len(tree):
            raise UnusableAnswerError("patches", f"the draft has no place {place}")
        tree = tree[step]
    return tree


def _put(tree: Any, path: Path, text: str) -> None:
    for step in path[:-1]:
        tree = tree[step]
    tree[path[-1]] = text
