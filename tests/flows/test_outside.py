"""`masthead audit` looks at real WordPress from outside: what a visitor gets is judged, kept, reused, and nothing is written."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk, Stage, desk
from layers.boundary.store import Store
from layers.checks import CATALOGUE
from sandbox import wordpress
from tests.flows import observing

pytestmark = [pytest.mark.server, pytest.mark.matrix]
MISTAKE = 2
LIVE = {check.id for check in CATALOGUE if check.seen == "live page"} - {
    "page-slow"
}  # the machine of the tests may be busy
FAULTS = """<?php
add_action( 'wp_head', function () { if ( is_single( 'coffee-and-sleep' ) ) {
  echo '<meta name="robots" content="noindex"><link rel="canonical" href="https://elsewhere.example/"><script type="application/ld+json">{"@type": }</script>';
} } );
add_filter( 'robots_txt', fn( $text ) => $text . "\\nUser-agent: OAI-SearchBot\\nDisallow: /\\n\\nUser-agent: GPTBot\\nDisallow: /\\n" );
"""


@pytest.fixture(scope="module")
def at(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    stage.restore()
    return desk(stage, tmp_path_factory.mktemp("outside") / "sites")


def audited(at: Desk, *words: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(observing.here(at, "audit", "coffee", "--json", *words).stdout)
    return found


def kept_by(at: Desk) -> Store:
    return Store(f"sqlite:///{at.store}")


def checks(found: dict[str, object]) -> dict[str, list[str]]:
    by: dict[str, list[str]] = {}
    for each in found["findings"]:  # type: ignore[attr-defined]
        by.setdefault(each["check"], []).append(each["url"])
    return by


def test_a_sound_site_is_visited_whole_and_only_what_wordpress_lacks_is_found(at: Desk) -> None:
    before = outside.sites(at.stage)

    found = audited(at)

    assert {name for name in checks(found) if name in LIVE} == {"schema-live-missing"}
    assert whole(found)
    assert outside.sites(at.stage) == before


def test_what_is_wrong_on_the_live_page_is_found_where_it_is(at: Desk) -> None:
    wordpress.plugin(at.stage.root, "coffee", FAULTS, "faults")
    try:
        found = checks(audited(at, "--fresh"))
    finally:
        wordpress.plugin(at.stage.root, "coffee", "<?php", "faults")

    for check in ("noindex-published", "canonical-multiple", "schema-live-invalid", "sitemap-noindex"):
        assert [url.rstrip("/").rpartition("/")[2] for url in found[check]] == ["coffee-and-sleep"], check
    assert "robots-blocks-ai-search" in found
    assert "robots-blocks-search" not in found


def test_pages_that_were_seen_lately_are_not_visited_again_and_no_live_visits_none(at: Desk) -> None:
    audited(at, "--fresh")
    store = kept_by(at)
    first = {url: visit.at for url, visit in store.visits("coffee").items()}
    audited(at)
    audited(at, "--no-live")

    assert len(first) > 5
    assert {url: visit.at for url, visit in store.visits("coffee").items()} == first


def test_an_audit_that_died_goes_on_where_it_was(at: Desk, tmp_path: Path) -> None:
    slow = observing.edited(
        desk(at.stage, tmp_path / "sites"), "coffee", audit={"pages_per_minute": 120, "parallel": 2}
    )
    store = kept_by(slow)
    run = slow.start("audit", "coffee")
    deadline = time.monotonic() + 60
    while len(first := store.visits("coffee")) < 3 and time.monotonic() < deadline:
        time.sleep(0.1)
    os.kill(run.pid, signal.SIGKILL)
    run.ended(20)

    found = audited(observing.edited(slow, "coffee", audit={"pages_per_minute": 6_000}))

    assert 3 <= len(first) < found["posts"] + found["pages"]  # type: ignore[operator]
    assert whole(found)
    assert {url: store.visits("coffee")[url].at for url in first} == {url: visit.at for url, visit in first.items()}


def whole(found: dict[str, object]) -> bool:
    """Whether every page and the front page, a list of posts, were visited."""
    return found["visited"] == found["posts"] + found["pages"] + 1  # type: ignore[operator]


def test_a_limit_is_kept_and_what_was_not_visited_is_said(at: Desk, tmp_path: Path) -> None:
    other = desk(at.stage, tmp_path / "sites")
    found = audited(other, "--live", "3")

    assert found["visited"] == 4  # the front page, a list of posts, is one of none
    assert any("were not visited" in each for each in found["not_shown"])  # type: ignore[attr-defined]


def test_an_export_of_search_console_is_kept_and_a_wrong_one_changes_nothing(at: Desk, tmp_path: Path) -> None:
    url = at.stage.state.site("coffee").url
    (tmp_path / "Pages.csv").write_text(f"Top pages,Clicks,Impressions,CTR,Position\n{url}/pills/,9,90,10%,3\n")
    (tmp_path / "Dates.csv").write_text(
        "Date,Clicks,Impressions,CTR,Position\n2026-08-01,9,90,10%,3\n2026-10-31,0,1,0%,9\n"
    )

    first = audited(at, "--search-console", str(tmp_path))
    (tmp_path / "Pages.csv").write_text(f"Top pages,Clicks,Impressions,CTR,Position\n{url}/,nine,90,10%,3\n")
    ended = observing.here(at, "audit", "coffee", "--search-console", str(tmp_path))

    assert "search-console-unknown-address" not in checks(first)  # it answers 404: nobody serves it
    assert any("the period before" in each for each in first["not_shown"])  # type: ignore[attr-defined]
    assert ended.returncode == MISTAKE
    assert "Pages.csv, line 2: `Clicks` 'nine' is no number" in ended.stderr
    assert len(kept_by(at).search_exports("coffee")) == 1


def test_a_plan_of_fixes_and_a_blind_audit_judge_pages_as_the_last_audit_saw_them(at: Desk) -> None:
    """The theme makes descriptions that no record has: judged blind they would be missing, and be paid for."""
    seen = checks(audited(at, "--fresh"))
    blind = checks(audited(at, "--no-live"))

    planned = observing.here(at, "fix", "coffee", "--check", "description-missing", "--json")

    assert blind.get("description-missing") == seen.get("description-missing")
    assert blind.get("schema-live-missing") == seen.get("schema-live-missing")
    made = {each["url"] for each in json.loads(planned.stdout)["fixes"]}
    assert made <= set(seen.get("description-missing", ()))
