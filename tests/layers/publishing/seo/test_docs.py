"""docs/seo-plugins.md says of every plugin and field what the adapters do."""

import re
from pathlib import Path

import pytest

from layers.publishing import seo
from layers.publishing.seo.heads import TAGS

PAGE = (Path(__file__).parents[4] / "docs" / "seo-plugins.md").read_text()
HEADINGS = {adapter: how.plugin for adapter, how in seo.ADAPTERS.items()} | {
    "companion": "The companion, where there is no plugin"
}
TRIED = re.compile(r"by hand, [\w.-]+, 20\d\d-\d\d-\d\d|source|in `make test`")
LISTED = [adapter for adapter in seo.ADAPTERS if adapter != "excerpt"]
HEAD = {"title": "`title`", "description": "`description`", "canonical": "`canonical`", "robots": "`robots`"} | {
    "focus_keyword": "none",
    **{field: f"`{tags[0]}`" for field, tags in TAGS.items()},
}


def section(adapter: str) -> str:
    return PAGE.split(f"\n## {HEADINGS[adapter]}\n")[1].split("\n## ")[0]


def rows(adapter: str) -> dict[str, list[str]]:
    table = [line for line in section(adapter).splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table]
    return {row[0]: row[1:] for row in cells if row[0] != "field"}


@pytest.mark.parametrize("adapter", LISTED)
def test_the_table_of_each_plugin_is_what_its_adapter_does(adapter):
    how, table = seo.ADAPTERS[adapter], rows(adapter)
    assert list(table) == [seo.NAMES[field] for field in seo.FIELDS]

    for slot in how.slots:
        written, read, head, tried = table[seo.NAMES[slot.field]]
        assert all(f"`{key}`" in written for key in (slot.key, *slot.also))
        assert not slot.since or f"in the one write, {slot.since}" in written
        assert slot.since or "with the companion" in written
        assert not slot.route or f"`{method(adapter)} {slot.route}`" in written
        assert head == HEAD[slot.field]
        assert read
        assert TRIED.fullmatch(tried)


def method(adapter: str) -> str:
    plan = seo.plan(adapter, (), seo.FULL, kind="page")
    (used,) = {request.method for request in seo.requests(plan, 7)}
    return used


@pytest.mark.parametrize("adapter", LISTED)
def test_a_field_that_a_plugin_lacks_is_lost_in_the_table_too(adapter):
    lacking = [seo.NAMES[field] for field in seo.ADAPTERS[adapter].lacks]

    assert [name for name, cells in rows(adapter).items() if cells[0].startswith("lost")] == [
        name for name in rows(adapter) if name in lacking
    ]
