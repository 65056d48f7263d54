"""`masthead audit` on the real sites: exactly what was planted there is found, nothing is changed, the exit code tells."""

import csv
import json
import re
from pathlib import Path

import pytest
import yaml

from benchmarks.killing import outside
from benchmarks.stage import Desk, Stage, desk
from layers.boundary.store import Store
from sandbox.paths import CONTENT
from tests.boundary.proxies import dropping_proxy
from tests.flows import observing

pytestmark = pytest.mark.server

CHECKS = {"orphans": "orphan", "thin": "thin", "missing_excerpt": "excerpt-missing", "stale": "stale"}
OUTSIDE = re.compile(r"(?:src|href)=[\"'](?!#|http://127\.0\.0\.1|data:)([^\"']+)|@import|url\((?!data:)")
CLEAN, WARNINGS, ERRORS, MISTAKE, OUTAGE = 0, 10, 11, 2, 3

# the errors of a demo site: its orphans, and what its theme makes of titles and excerpts
NO_ERRORS = dict.fromkeys(("orphan", "description-missing", "description-too-wide", "seo-title-too-wide"), False)


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
    mild = observing.edited(desk(at.stage, tmp_path / "sites"), "coffee", checks=NO_ERRORS)

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
    assert ended.stderr.splitlines()[-1] == f"Written: {report}"
    assert "Slow Cup" in page
    assert "Spoke and Chain" in page
    assert "Coffee, caffeine and sleep" in page
    assert OUTSIDE.search(page) is None


@pytest.mark.parametrize("words", [(), ("coffee", "--all")])
def test_it_wants_one_site_or_all(at: Desk, words: tuple[str, ...]) -> None:
    ended = observing.here(at, "audit", *words)

    assert ended.returncode == MISTAKE
    assert observing.sentence(ended) == "Name one site, or say --all, or --show ID."


def test_an_audit_sends_nothing_that_writes(at: Desk, tmp_path: Path) -> None:
    url = yaml.safe_load((at.folder / "coffee.yaml").read_text())["url"]
    with dropping_proxy(url, lambda line: False) as proxy:
        watched = observing.edited(desk(at.stage, tmp_path / "sites"), "coffee", url=proxy.url)
        ended = observing.here(watched, "audit", "coffee", "--report", str(tmp_path / "a.html"))

    assert ended.returncode == ERRORS, ended.stderr
    assert len(proxy.requests) > 3
    assert {line.split()[0] for line in proxy.requests} <= {"GET", "HEAD", "OPTIONS"}


def test_audits_are_kept_and_compared_without_reading_the_site_again(at: Desk, stage: Stage, tmp_path: Path) -> None:
    mine = desk(stage, tmp_path / "sites")
    observing.here(mine, "audit", "coffee")
    observing.edited(mine, "coffee", thresholds={"thin_words": 100, "stale_days": 540})
    observing.here(mine, "audit", "coffee")
    observing.edited(mine, "coffee", url="http://127.0.0.1:9", thresholds={"thin_words": 300})

    first, second = json.loads(observing.here(mine, "audit", "coffee", "--list", "--json").stdout)
    assert re.fullmatch(r"coffee/\d{4}-\d\d-\d\d-a", first["id"])
    assert first["errors"] == second["errors"] > 0
    shown = observing.here(mine, "audit", "--show", second["id"], "--against", first["id"], "--json")
    told = json.loads(shown.stdout)
    assert shown.returncode == ERRORS, shown.stderr
    assert told["change"]["against"] == first["id"]
    assert [each["check"] for each in told["change"]["gone"]] == ["thin"] * 3
    assert {each["check"] for each in told["change"]["new"]} == {
        "headings-missing"
    }  # asked for above `thin_words` alone
    assert [point["id"] for point in told["trend"]] == [first["id"], second["id"]]
    assert json.loads(observing.here(mine, "audit", "--show", first["id"], "--json").stdout)["change"] is None
    in_words = observing.here(mine, "audit", "--show", second["id"], "--against", second["at"][:10]).stdout
    assert "Gone:" in in_words
    assert max(map(len, in_words.splitlines())) <= 80


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--show", "coffee/2026-01-01-a"), "There is no audit coffee/2026-01-01-a."),
        (("coffee", "--against", "yesterday"), "--against yesterday: say `last`, a date"),
        (("coffee", "--against", "2020-01-01"), "--against 2020-01-01: coffee has no earlier audit"),
        (("--all", "--against", "coffee/2026-11-28-a"), "is an audit of one site; with --all say a date"),
        (("coffee", "--csv", "/no/such/folder/a.csv"), "--csv /no/such/folder/a.csv: there is no folder"),
        (("nowhere", "--list"), "There is no site"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(at: Desk, words: tuple[str, ...], sentence: str) -> None:
    ended = observing.here(at, "audit", *words)

    assert ended.returncode == MISTAKE
    assert sentence in observing.sentence(ended)


def test_what_cannot_be_compared_with_is_said_before_the_site_is_read(at: Desk, tmp_path: Path) -> None:
    nowhere = observing.edited(desk(at.stage, tmp_path / "sites"), "coffee", url="http://127.0.0.1:9")

    ended = observing.here(nowhere, "audit", "coffee", "--against", "2020-01-01")

    assert ended.returncode == MISTAKE
    assert "has no earlier audit" in observing.sentence(ended)


def test_a_site_that_cannot_be_read_is_an_outage_and_its_run_says_so(at: Desk, tmp_path: Path) -> None:
    nowhere = observing.edited(desk(at.stage, tmp_path / "sites"), "coffee", url="http://127.0.0.1:9")

    ended = observing.here(nowhere, "audit", "coffee")

    [run] = Store(f"sqlite:///{nowhere.store}").runs("coffee")
    assert ended.returncode == OUTAGE
    assert observing.sentence(ended) == run.outcome
    assert Store(f"sqlite:///{nowhere.store}").audits("coffee") == ()


@pytest.mark.parametrize(("fail_on", "code"), [("never", CLEAN), ("error", CLEAN), ("warning", WARNINGS)])
def test_the_exit_code_counts_from_the_severity_that_was_asked_for(
    at: Desk, tmp_path: Path, fail_on: str, code: int
) -> None:
    mild = observing.edited(desk(at.stage, tmp_path / "sites"), "coffee", checks=NO_ERRORS)

    assert observing.here(mild, "audit", "coffee", "--fail-on", fail_on).returncode == code


def test_the_spreadsheet_has_every_finding_and_a_verdict_for_every_post(at: Desk, tmp_path: Path) -> None:
    file = tmp_path / "audit.csv"
    told = json.loads(observing.here(at, "audit", "coffee", "--json", "--csv", str(file)).stdout)

    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [row["check"] for row in rows if row["row"] == "finding"] == [each["check"] for each in told["findings"]]
    assert sum(row["row"] == "verdict" for row in rows) == told["posts"]
    assert {row["audit"] for row in rows} == {told["id"]}
