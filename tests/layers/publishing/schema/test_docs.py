"""docs/json-ld.md says what the code does."""

import re
from typing import Any

from layers.publishing.schema.google import PROFILES
from layers.publishing.schema.vocabulary import RELEASE
from tests.layers.publishing.samples import HOME
from tests.layers.publishing.schema.test_building import nodes, written

PAGE = (HOME / "docs" / "json-ld.md").read_text(encoding="utf-8")


def rows(header: str) -> list[list[str]]:
    lines = PAGE.split(header)[1].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]


def spoken(paths: Any) -> str:
    return ", ".join(path.replace("|", " or ") for path in paths)


def test_the_table_of_types_names_every_property_that_is_written() -> None:
    graphs = [nodes(written()), nodes(written(emits=("WebPage",)))]
    found: dict[str, set[str]] = {}
    for graph in graphs:
        for kind, node in graph.items():
            found.setdefault(kind, set()).update(name for name in node if not name.startswith("@"))
    told = {
        re.findall(r"`(\w+)`", row[0])[0]: set(row[1].split(", ")) for row in rows("| type | properties | written |")
    }
    assert told == found


def test_the_table_of_google_s_rules_is_the_data() -> None:
    told = rows("| id | types | required | recommended | source | read on |")
    data = [
        [each.id, ", ".join(sorted(each.types)), spoken(each.required), spoken(each.recommended), f"[{each.source.rsplit('/', 1)[1]}]({each.source})", each.read_on]
        for each in PROFILES
    ]  # fmt: skip
    assert told == data
    retired = next(each.retired_on for each in PROFILES if each.id == "faq")
    assert f"since {retired}" in PAGE
    assert f"schema.org {RELEASE}" in PAGE
