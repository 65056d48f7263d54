"""Reads `sites/`: network.yaml, one YAML per site, and the `.env` beside them.

Every value knows the file and line that it came from, so that a mistake names them and `masthead site show` can too.
"""

import io
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from dotenv import dotenv_values
from pydantic import BaseModel, ValidationError
from yaml.constructor import ConstructorError, SafeConstructor

from layers.errors import ConfigurationError, CredentialsMissingError
from layers.nouns.site import STEPS, Credentials, Network, Site

M = TypeVar("M", bound=BaseModel)
Key = tuple[str | int, ...]
Spot = tuple[int, int]  # line and column, from 0
KINDS = {"timestamp": "date", "int": "number", "float": "number"}
NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})
NOT_SITES = frozenset({"network", "example", "prices"})


@dataclass(frozen=True)
class Origin:
    """The file and line (from 1) that a key was read from."""

    file: str
    line: int


@dataclass(frozen=True)
class Document:
    """A YAML mapping and where each of its keys stands."""

    data: Mapping[str, Any]
    origins: Mapping[Key, Origin]

    def origin(self, key: Key) -> Origin:
        """Return where `key`, or the nearest key above it, was written."""
        while key and key not in self.origins:
            key = key[:-1]
        return self.origins[key]


@dataclass(frozen=True)
class Login:
    """A user and an application password. Neither is shown by `repr`, so that neither reaches a log."""

    user: str
    password: str

    def __repr__(self) -> str:
        return "Login(...)"


def read_network(folder: Path) -> Network:
    """Return the network in `folder`, with every site that has a file there. Raises ConfigurationError."""
    shared = read_document(folder / "network.yaml")
    defaults_of(shared)
    if "sites" in shared.data:
        raise mistake(
            shared.origin(("sites",)), "sites", "does not belong here; each site has a file of its own beside this one"
        )
    own = {key: value for key, value in shared.data.items() if key != "defaults"}
    network = validated(Network, own, shared)
    return network.model_copy(update={"sites": {path.stem: read_site(path, shared) for path in site_files(folder)}})


def site_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if path.stem not in NOT_SITES)


def read_site(path: Path, shared: Document) -> Site:
    document = site_document(path, shared)
    site = validated(Site, document.data, document)
    if site.name != path.stem:
        raise mistake(document.origin(("name",)), "name", f"must be '{path.stem}', like the file")
    refuse_unknown(document, "models", site.models, STEPS)
    if not is_timezone(site.timezone):
        raise mistake(
            document.origin(("timezone",)),
            "timezone",
            f"'{site.timezone}' is no time zone; write it like Europe/Berlin",
        )
    if site.checks:
        from layers.checks import IDS  # the catalogue is needed by those alone who switch a check off

        refuse_unknown(document, "checks", site.checks, IDS)
    return site


def is_timezone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a name with a slash too many is a folder to it
        return False
    return True


def refuse_unknown(document: Document, key: str, given: Iterable[str], known: Iterable[str]) -> None:
    """A misspelt step would silently keep the default model."""
    for name in given:
        if name not in known:
            raise mistake(document.origin((key, name)), f"{key}.{name}", f"is not one of {', '.join(known)}")


def site_document(path: Path, shared: Document) -> Document:
    """Return the site's YAML laid over the network's `defaults`; the origins say which file each key is from."""
    own = read_document(path)
    defaults = defaults_of(shared)
    inherited = {key[1:]: origin for key, origin in shared.origins.items() if key[:1] == ("defaults",) and key[1:]}
    own_keys = {key for key in own.origins if key}
    origins = {key: origin for key, origin in inherited.items() if not shadowed(key, own_keys)} | dict(own.origins)
    return Document(merge(defaults, own.data), origins)


def defaults_of(shared: Document) -> Mapping[str, Any]:
    """Return what all sites share. Raises ConfigurationError: a list of pairs would be taken for a mapping in silence."""
    defaults = shared.data.get("defaults")
    if defaults is not None and not isinstance(defaults, Mapping):
        raise mistake(shared.origin(("defaults",)), "defaults", "must hold `key: value` lines, as a site's file does")
    return defaults or {}


def shadowed(key: Key, own: set[Key]) -> bool:
    """Say whether the site wrote this key, or a list or plain value above it."""
    return key in own and not any(other[: len(key)] == key and len(other) > len(key) for other in own)


def merge(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay `above` over `below`: mappings are merged, all else is replaced."""
    merged = dict(below)
    for key, value in above.items():
        old = merged.get(key)
        merged[key] = merge(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def read_document(path: Path) -> Document:
    """Return what the file says and where each key stands. Raises ConfigurationError."""
    keys: dict[Spot, Key] = {}
    try:
        root = yaml.compose(text_of(path), Loader=yaml.SafeLoader)
        if not isinstance(root, yaml.MappingNode):
            raise ConfigurationError(str(path), 1, path.name, "must hold `key: value` lines")
        origins = origins_of(path, root, keys)
        return Document(Values().construct_document(root), origins)
    except yaml.MarkedYAMLError as error:
        raise unreadable(path, error, keys) from None
    except yaml.YAMLError:
        raise ConfigurationError(
            str(path), 1, "YAML", "cannot be read: it holds characters that YAML forbids"
        ) from None
    except RecursionError:
        raise ConfigurationError(str(path), 1, "YAML", "cannot be read: it is nested too deep") from None


def text_of(path: Path) -> str:
    """Read a file that the operator writes. Raises ConfigurationError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ConfigurationError(
            str(path),
            1,
            path.name,
            "there is no such file; `masthead site add` makes a site's, and network.yaml comes with Masthead",
        ) from None
    except OSError as error:
        raise ConfigurationError(str(path), 1, path.name, f"cannot be read: {error.strerror}") from None
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigurationError(str(path), line, path.name, "is not UTF-8 text; save it as UTF-8") from None


def unreadable(path: Path, error: yaml.MarkedYAMLError, keys: Mapping[Spot, Key]) -> ConfigurationError:
    """Say where YAML gave up, by the key where one has been read there."""
    mark = error.problem_mark
    key = keys.get((mark.line, mark.column), ()) if mark else ()
    line = mark.line + 1 if mark else 1
    return ConfigurationError(str(path), line, dotted(key) or "YAML", f"cannot be read: {error.problem}")


class Values(SafeConstructor):
    """Makes values of what was composed. What has the form of a value and is none is refused with its place.

    PyYAML itself raises a bare ValueError for 2026-02-30 or `!!int x`, and reads 1:30 as 90 (in sixties).
    """

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        if node.tag not in self.yaml_constructors:
            raise refused(node, f"the tag {node.tag} means nothing here; put the text into quotation marks")
        if node.tag in NUMBERS and ":" in node.value:
            raise refused(node, f"{node.value} is no plain number; put it into quotation marks where it is text")
        try:
            return super().construct_object(node, deep)
        except (ValueError, LookupError, AttributeError):  # each of PyYAML's own readers fails in its own way
            kind = node.tag.rpartition(":")[2]
            raise refused(
                node, f"'{node.value}' is no {KINDS.get(kind, kind)}; put it into quotation marks where it is text"
            ) from None


def refused(node: yaml.Node, problem: str) -> ConstructorError:
    return ConstructorError(problem=problem, problem_mark=node.start_mark)


def origins_of(path: Path, root: yaml.Node, keys: dict[Spot, Key]) -> dict[Key, Origin]:
    """Return where each key stands; `keys` is filled with the key of each place where a value begins."""
    origins: dict[Key, Origin] = {(): Origin(str(path), 1)}
    for key, line, value in walked(root, ()):
        if key in origins:
            raise ConfigurationError(
                str(path), line, dotted(key), f"stands twice; it was first set on line {origins[key].line}"
            )
        origins[key] = Origin(str(path), line)
        keys.setdefault(
            (value.start_mark.line, value.start_mark.column), key
        )  # an alias names its anchor's place again
    return origins


def positions(node: yaml.Node, above: Key) -> Iterator[tuple[Key, int]]:
    """Yield each key below `node` with its line."""
    yield from ((key, line) for key, line, _ in walked(node, above))


def walked(node: yaml.Node, above: Key, around: tuple[yaml.Node, ...] = ()) -> Iterator[tuple[Key, int, yaml.Node]]:
    """Yield each key below `node` with its line and value. Raises ConstructorError for what has no end, and for a key that is a list."""
    if node in around:
        raise refused(node, "it holds itself, through an anchor (&) and an alias (*); write it out")
    for name, stands, value in below(node):
        key = (*above, name)
        yield key, stands.start_mark.line + 1, value
        yield from walked(value, key, (*around, node))


def below(node: yaml.Node) -> Iterator[tuple[str | int, yaml.Node, yaml.Node]]:
    """Yield each name in `node`, where it stands, and its value."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise refused(key, "a key must be a word, not a list or a mapping")
            yield key.value, key, value
    elif isinstance(node, yaml.SequenceNode):
        yield from ((index, value, value) for index, value in enumerate(node.value))


def validated(model: type[M], data: Mapping[str, Any], document: Document) -> M:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = tuple(first["loc"])
        raise mistake(document.origin(key), dotted(key), explained(first["type"], first["msg"])) from None


def explained(kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        return "is not a key that Masthead knows; sites/example.yaml shows every key"
    if kind == "missing":
        return "is missing; sites/example.yaml shows what it is for"
    message = message.removeprefix("Value error, ")  # pydantic's words before our own
    return message[:1].lower() + message[1:]


def mistake(origin: Origin, key: str, problem: str) -> ConfigurationError:
    return ConfigurationError(origin.file, origin.line, key, problem)


def dotted(key: Key) -> str:
    return ".".join(str(part) for part in key)


def environment(folder: Path) -> Mapping[str, str]:
    """Return the process's environment with `.env` of `folder` below it. Refuses a `.env` that others can read."""
    path = folder / ".env"
    if not path.exists():
        return dict(os.environ)
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ConfigurationError(str(path), 1, ".env", f"can be read by other users; run: chmod 600 {path}")
    written = dotenv_values(stream=io.StringIO(text_of(path)))
    return {key: value or "" for key, value in written.items()} | dict(os.environ)


def login(site: str, credentials: Credentials, variables: Mapping[str, str]) -> Login:
    """Return the site's login from the environment. Raises CredentialsMissingError with the variable's name."""
    advice = "Set it to the user's name or application password (WordPress: Users, Profile, Application Passwords)."
    for name in (credentials.user_env, credentials.password_env):
        if not variables.get(name, "").strip():
            raise CredentialsMissingError(site, name, advice)
    return Login(variables[credentials.user_env].strip(), variables[credentials.password_env].strip())
