"""docs/checks.md is the catalogue, and docs/audit-coverage.md names checks that exist."""

import re
from pathlib import Path

from layers.checks import IDS
from layers.checks.table import page

DOCS = Path(__file__).parents[3] / "docs"
COVERAGE = (DOCS / "audit-coverage.md").read_text()
SEONAUTS = 79


# Checks of live pages, robots.txt, sitemaps and Search Console that the page names before they are in the catalogue
def rows(heading: str) -> list[list[str]]:
    section = COVERAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines][2:]


def test_the_table_of_checks_is_the_catalogue() -> None:
    assert (DOCS / "checks.md").read_text() == page()


def test_every_issue_of_seonaut_is_covered_or_left_out_with_a_reason() -> None:
    found = rows("SEOnaut's issue types")
    assert len(found) == len({row[0] for row in found}) == SEONAUTS
    assert [row for row in found if not ("`" in row[1] or (row[1] == "left out" and row[2]))] == []


def test_every_group_of_screaming_frog_that_matters_is_covered_or_left_out_with_a_reason() -> None:
    found = rows("Screaming Frog's groups")
    groups = {row[0].partition(":")[0] for row in found}
    assert groups == {"Links", "Sitemaps", "Content", "Titles", "Descriptions", "Images", "Directives"}
    assert [row for row in found if not ("`" in row[1] or (row[1] == "left out" and row[2]))] == []


def test_every_check_that_the_coverage_names_exists() -> None:
    named = set(re.findall(r"`([a-z0-9]+(?:-[a-z0-9]+)+|orphan|thin|stale|cannibal)`", COVERAGE))
    assert len(named) > 60
    assert named - IDS == set()
