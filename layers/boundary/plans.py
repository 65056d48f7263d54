"""A plan of fixes as a file that a person can read and edit, and read again with the line of every mistake in it."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from layers.boundary.configuration import explained, positions
from layers.errors import MistakeError, PlanError
from layers.nouns import FixPlan

ENCODED = json.JSONEncoder(ensure_ascii=False).encode
LOADER: Any = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)  # ten thousand fixes are read in seconds only by the one in C
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
LISTS = re.compile(r"^(fixes|left):[ ]*\n((?:[ #].*\n|\n)*+)", re.MULTILINE)
TAKEN_OUT = "is read by itself"
ITEM = re.compile(r"^  - ", re.MULTILINE)
KEY = re.compile(r'    (\w+): ("[^"\\]*+(?:\\.[^"\\]*+)*+"|0|[1-9]\d*)')
HEADING = (
    "# {count} fixes for {site}. Change what stands under `after`, or delete a fix; leave all else as it is. Then:\n"
    "#   masthead fix {site} --apply --plan {id}\n"
)
FULL = "The plan {0} is kept in the store, but its file {1} could not be written: {2}. Make room or name another folder with --fixes, then run the same command again; or apply it as it is: masthead fix {3} --apply --plan {0}"


@dataclass(frozen=True)
class PlanFile:
    """A plan's file as it was read. On which line a key stands is looked up when a mistake is told: seldom, and slow."""

    path: Path
    text: str
    data: Mapping[str, Any]

    def line(self, key: tuple[str | int, ...]) -> int:
        """Where `key`, or the nearest key above it, was written."""
        lines = _parsed(self.path, self.text)[1]
        while key not in lines:
            key = key[:-1]
        return lines[key]


def file_of(folder: Path, plan: str) -> Path:
    return folder / f"{plan.replace('/', '-')}.yaml"


def write_plan(folder: Path, plan: FixPlan) -> Path:
    """Write the plan's file, whole or not at all. Raises MistakeError where it cannot be written."""
    path = file_of(folder, plan.id)
    scratch = path.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with scratch.open("w", encoding="utf-8") as file:
            file.writelines(lines(plan))
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        _forget(scratch)
        raise MistakeError(FULL.format(plan.id, path, error.strerror, plan.site)) from None
    return path


def _forget(scratch: Path) -> None:
    try:
        scratch.unlink(missing_ok=True)
    except OSError:
        return


def lines(plan: FixPlan) -> Iterator[str]:
    yield HEADING.format(count=len(plan.fixes), site=plan.site, id=plan.id)
    values = plan.model_dump(mode="json")
    for name in ("id", "site", "url", "made_at"):
        yield f"{name}: {_scalar(values[name])}\n"
    for name in ("notes", "fixes", "left"):
        yield f"{name}:\n" if values[name] else f"{name}: []\n"
        yield from (_item(row) for row in values[name])


def _item(row: object) -> str:
    """One item of a list: a mapping a key to a line, anything else on one line. JSON's strings are YAML's."""
    if not isinstance(row, dict):
        return f"  - {_scalar(row)}\n"
    body = "".join(f"    {key}: {_scalar(value)}\n" for key, value in row.items())
    return f"  - {body[4:]}"


def _scalar(value: object) -> str:
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", ENCODED(value))


def is_as_made(path: Path, plan: FixPlan) -> bool:
    """Whether nobody has touched the plan's file: then it need not be read, which takes seconds for ten thousand fixes."""
    return _text(path) == "".join(lines(plan))


def read_plan(path: Path) -> tuple[FixPlan, PlanFile]:
    """Read a plan's file. Raises PlanError with file, line and fix for what is no plan, MistakeError where it cannot be read."""
    text = _text(path)
    file = PlanFile(path, text, _data(path, text))
    try:
        return FixPlan.model_validate(file.data), file
    except ValidationError as error:
        first = error.errors()[0]
        key = tuple(first["loc"])
        raise mistake(file, key, explained(first["type"], first["msg"]).replace(
            "; sites/example.yaml shows every key", ""
        ).replace("; sites/example.yaml shows what it is for", "")) from None  # fmt: skip


def mistake(file: PlanFile, key: tuple[str | int, ...], problem: str) -> PlanError:
    """The error of one key: file, line, and the number of the fix that it is in."""
    return PlanError(str(file.path), file.line(key), _named(file, key), f"{problem}.")


def _named(file: PlanFile, key: tuple[str | int, ...]) -> str:
    words = f"`{key[-1]}`" if key and isinstance(key[-1], str) else ""
    if len(key) > 1 and key[0] == "fixes" and isinstance(key[1], int):
        row = file.data["fixes"][key[1]]
        number = row.get("number", "without a number") if isinstance(row, dict) else "without a number"
        return f"fix {number}" + (f", {words}" if words else "")
    return words or "the plan"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise PlanError(str(path), 1, "the plan", "it is not UTF-8 text.") from None
    except OSError as error:
        raise MistakeError(f"The plan {path} cannot be read: {error.strerror}.") from None


def _data(path: Path, text: str) -> dict[str, Any]:
    """What a file says. Its long lists are read item by item: ten thousand fixes as one tree would fill the memory."""
    rows: dict[str, list[Any]] = {}

    def taken_out(found: re.Match[str]) -> str:
        name, section = found.groups()
        rows[name] = [_row(section[start:end]) for start, end in _items(section)]
        return f"{name}: {TAKEN_OUT}\n"

    try:
        rest = _loaded(LISTS.sub(taken_out, f"{text}\n"))
    except (yaml.YAMLError, ValueError):  # it is written otherwise, or holds a mistake
        rest = None
    whole = isinstance(rest, dict) and all(rest[name] == TAKEN_OUT for name in rows)
    return {**rest, **rows} if whole else _parsed(path, text)[0]


def _loaded(text: str) -> Any:
    return LOADER(text).get_single_data()


def _items(section: str) -> Iterator[tuple[int, int]]:
    starts = [found.start() for found in ITEM.finditer(section)]
    if not starts and section.strip():
        raise ValueError("its items are not written as Masthead writes them")
    return zip(starts, [*starts[1:], len(section)], strict=True)


def _row(item: str) -> Any:
    """One item of a list. What nobody has edited is JSON, key by key, and read ten times as fast as YAML."""
    found = [KEY.fullmatch(line) for line in f"    {item[4:]}".split("\n") if line]
    if found and all(found):
        return {key[1]: json.loads(key[2]) for key in found if key}
    [row] = _loaded(item)
    return row


def _parsed(path: Path, text: str) -> tuple[dict[str, Any], dict[tuple[str | int, ...], int]]:
    """The same, as one tree, with the line of each key. Raises PlanError."""
    try:
        loader = LOADER(text)
        root = loader.get_single_node()
        data: Any = loader.construct_document(root) if isinstance(root, yaml.MappingNode) else None
        lines = {(): 1, **dict(positions(root, ()))}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlanError(str(path), line, "YAML", f"cannot be read: {error.problem}.") from None
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        raise PlanError(str(path), 1, "YAML", "cannot be read: it holds what YAML forbids.") from None
    if not isinstance(data, dict):
        raise PlanError(str(path), 1, "the plan", "must hold `key: value` lines.")
    return data, lines
