"""New sites' files, and what is in force for a site: each value with the file and line it comes from."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows import HOME
from flows.newsroom import on_loopback
from layers.boundary.configuration import NOT_SITES, Document, read_document, read_network, site_document
from layers.boundary.templates import Templates
from layers.boundary.wordpress.live import site_facts
from layers.errors import MistakeError
from layers.nouns import Site, Value

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,40}")


class Effective(Value):
    """One value in force. `origin` is `file:line`, or `default`."""

    key: str
    value: str
    origin: str


def added(folder: Path, name: str, url: str) -> tuple[Path, tuple[str, str]]:
    """Write the site's file and return it with the names of the login's variables. Raises MistakeError when it exists."""
    if not NAME.fullmatch(name):
        raise MistakeError(f"--name {name}: use small letters, digits and dashes, for example 'coffee'.")
    if name in NOT_SITES:
        raise MistakeError(f"--name {name}: {name}.yaml is no site's file and never read as one; choose another name.")
    if "://" not in url:
        raise MistakeError(f"{url}: write the address whole: masthead site add https://{url} --name {name}")
    path = folder / f"{name}.yaml"
    if path.exists():
        raise MistakeError(f"{path} exists already; edit it, or choose another --name.")
    facts = site_facts(name, url)
    variables = (f"{variable(name)}_USER", f"{variable(name)}_APP_PASSWORD")
    text = Templates(HOME / "templates").render(
        "site.yaml.j2", site=name, url=facts.url, title=facts.title, timezone=facts.timezone, language=facts.language,
        tagline=facts.tagline, user_env=variables[0], password_env=variables[1],
        loopback=on_loopback(facts.url),
    )  # fmt: skip
    path.write_text(text, encoding="utf-8")
    return path, variables


def variable(name: str) -> str:
    return name.upper().replace("-", "_")


def effective(folder: Path, name: str) -> list[Effective]:
    """Return every value in force for a site."""
    site = read_network(folder).site(name)
    document = site_document(folder / f"{name}.yaml", read_document(folder / "network.yaml"))
    return [
        Effective(key=".".join(map(str, key)), value=str(value), origin=origin(document, key))
        for key, value in leaves(site)
    ]


def leaves(site: Site) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    yield from walk(site.model_dump(mode="json", by_alias=True), ())


def walk(value: Any, key: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict) and value:
        for name, below in value.items():
            yield from walk(below, (*key, name))
    elif isinstance(value, list) and value:
        for index, below in enumerate(value):
            yield from walk(below, (*key, index))
    else:
        yield key, value


def origin(document: Document, key: tuple[str | int, ...]) -> str:
    found = document.origins.get(key)
    return f"{found.file}:{found.line}" if found is not None else "default"
