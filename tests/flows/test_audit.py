"""`masthead audit` on the real sites: exactly what was planted there is found, nothing is changed, the exit code tells."""

import json
import re
from pathlib import Path

import pytest
import yaml

from benchmarks.killing import outside
from benchmarks.stage import Desk, Stage, desk
from sandbox.paths import CONTENT
from tests.flows import observing

pytestmark = pytest.mark.server

CHECKS = {"orphans": "orphan", "thin": "thin", "missing_excerpt": "excerpt-missing", "stale": "stale"}
OUTSIDE = re.compile(r"(?:src|href)=[\"'](?!#|http://127\.0\.0\.1|data:)([^\"']+)|@import|url\((?!data:)")
CLEAN, WARNINGS, ERRORS, MISTAKE = 0, 10, 11, 2


@pytest.fixture(scope="module")
def at(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    stage.restore()
    return desk(stage, tmp_path_factory.mktemp("audit") / "sites")


def found(at: Desk, site: str) -> dict[str, set[str]]:
    """Slugs by check."""
    slugs: dict[str, set[str]] = {}
    for each in json.loads(observing.here(at, "audit", site, "--json").stdout)["findings"]:
        slugs.setdefault(each["check"], set()).add(each["url"].rstrip("/").rpartition("/")[2])
    return slugs


@pytest.mark.parametrize("site", ["coffee", "bikes"])
def test_it_finds_what_was_planted_and_nothing_more(at: Desk, site: str) -> None:
    planted = yaml.safe_load((CONTENT / site / "planted.yaml").read_text())

    seen = found(at, site)

    assert {kind: seen[check] for kind, check in CHECKS.items()} == {
        kind: set(slugs) for kind, slugs in planted.items()
    }


def test_it_changes_nothing_and_its_exit_code_tells_of_errors(at: Desk) -> None:
    before = outside.sites(at.stage)

    ended = observing.here(at, "audit", "coffee")

    assert ended.returncode == ERRORS
    assert "Orphan (3)" in ended.stdout
    assert outside.sites(at.stage) == before


def test_without_orphans_warnings_are_what_is_left(at: Desk, tmp_path: Path) -> None:
    mild = observing.edited(desk(at.stage, tmp_path / "sites"), "coffee", checks={"orphan": False})

    assert observing.here(mild, "audit", "coffee").returncode == WARNINGS


def test_a_site_without_posts_has_nothing_wrong(at: Desk, stage: Stage, tmp_path: Path) -> None:
    bare = observing.with_site(desk(stage, tmp_path / "sites"), "larder")

    ended = observing.here(bare, "audit", "larder")

    assert (ended.returncode, ended.stderr) == (CLEAN, "")


def test_all_sites_go_into_one_report_that_opens_offline(at: Desk, tmp_path: Path) -> None:
    report = tmp_path / "audit.html"

    ended = observing.here(at, "audit", "--all", "--report", str(report))

    page = report.read_text()
    assert ended.returncode == ERRORS
    assert "Slow Cup" in page
    assert "Spoke and Chain" in page
    assert "Coffee, caffeine and sleep" in page
    assert OUTSIDE.search(page) is None


@pytest.mark.parametrize("words", [(), ("coffee", "--all")])
def test_it_wants_one_site_or_all(at: Desk, words: tuple[str, ...]) -> None:
    ended = observing.here(at, "audit", *words)

    assert ended.returncode == MISTAKE
    assert observing.sentence(ended) == "Name one site, or say --all."
