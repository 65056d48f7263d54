"""`masthead doctor` on eight sites that are really broken: each fault is named with its mend, as an operator reads it."""

import json
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from benchmarks.stage import SITES, UNSET, Ended, ended, private
from benchmarks.warm import Warm
from layers.publishing.line import Line
from sandbox import wordpress as sandbox
from sandbox.processes import free_port
from tests.boundary import broken_sites as broken
from tests.sites import Sites

pytestmark = [pytest.mark.server, pytest.mark.matrix]

COMPANION = SITES.parent / "templates" / "wordpress" / "masthead.php"
FIRST = "<!-- wp:paragraph -->\n<p>Salt keeps.</p>\n<!-- /wp:paragraph -->"
LATE = "<?php add_action( 'init', function () { if ( ! wp_next_scheduled( 'larder_digest' ) ) { wp_schedule_single_event( time() - 3 * HOUR_IN_SECONDS, 'larder_digest' ); } } );"
PAST = """<?php add_filter( 'wp_insert_post_data', function ( $data ) {
	return array( 'post_status' => 'future', 'post_date' => '2020-01-01 09:00:00', 'post_date_gmt' => '2020-01-01 09:00:00' ) + $data;
} );"""
OLD_TRASH = """<?php add_filter( 'wp_insert_post_data', function ( $data ) {
	return array( 'post_status' => 'trash', 'post_modified' => '2020-01-01 09:00:00', 'post_modified_gmt' => '2020-01-01 09:00:00' ) + $data;
} );"""
SPECS = (
    sandbox.SiteSpec("deaf", "Behind a deaf nginx", server="nginx-no-login"),
    sandbox.SiteSpec("front", "Behind nginx", server="nginx"),
    sandbox.SiteSpec("branch", "Of a network", multisite=True, folder="press"),
    sandbox.SiteSpec("strict", "Strict", constants={"DISALLOW_UNFILTERED_HTML": True}),
    sandbox.SiteSpec("idle", "No cron", constants={"DISABLE_WP_CRON": True}),
    sandbox.SiteSpec("plain", "Of the usual make"),
)


@dataclass(frozen=True)
class Patient:
    """What the doctor said of a site: `told` is its table with the line breaks folded, `lines` its JSON."""

    code: int
    told: str
    lines: tuple[Line, ...]

    def line(self, subject: str) -> Line:
        return next(each for each in self.lines if each.subject == subject)

    def names(self, subject: str) -> Line:
        """The line about a subject, once the table is seen to hold what it saw and the mend."""
        found = self.line(subject)
        for text in (found.seen, found.mend):
            assert " ".join(text.split()) in self.told
        return found


@dataclass(frozen=True)
class Practice:
    """The sites, and an operator's folder in which the doctor is asked about them."""

    sites: Sites
    folder: Path
    warm: Warm

    def examine(self, name: str, role: str = "", password: str = "") -> Patient:
        """Run the command twice, for a person and for a program, as the administrator or with a role."""
        site = self.sites.state.site(name)
        user = f"the-{role}" if role else site.user
        given = sandbox.add_user(self.sites.root, name, user, role) if role else site.application_password
        self._configure(name, site.url, user, password or given)
        table, data = self._run("doctor", name), self._run("doctor", name, "--json")
        assert table.returncode == data.returncode
        assert given not in table.stdout + data.stdout + table.stderr + data.stderr
        lines = tuple(Line(**each) for each in json.loads(data.stdout)["lines"])
        return Patient(table.returncode, re.sub(r"\s+", " ", table.stdout), lines)

    def published(self, name: str) -> None:
        """One article, as every site has some."""
        post = {"title": "Salt", "content": FIRST, "excerpt": "Salt.", "status": "publish"}
        self.sites.client(name).transport.post("/wp/v2/posts", post)

    def _configure(self, name: str, url: str, user: str, password: str) -> None:
        values = {
            "name": name, "url": url, "voice": "plain", "remit": "what keeps", "categories": [{"name": "Salt", "slug": "salt"}],
            "credentials": {"user_env": "SITE_USER", "password_env": "SITE_PASSWORD"},
        }  # fmt: skip
        (self.folder / f"{name}.yaml").write_text(yaml.safe_dump(values), encoding="utf-8")
        private(self.folder / ".env", f"SITE_USER='{user}'\nSITE_PASSWORD='{password}'\n")

    def _run(self, *words: str) -> Ended:
        kept = {name: value for name, value in os.environ.items() if name not in UNSET}
        told = {"MASTHEAD_SITES": str(self.folder), "MASTHEAD_STORE": f"sqlite:///{self.folder}/masthead.db"}
        return ended(self.warm.start(words, kept | told), words)


@pytest.fixture(scope="module")
def hospital(started_sites: Sites) -> Sites:
    """The broken sites, beside those that all tests share."""
    first_port = free_port(started_sites.state.site("larder").port + 2)
    return Sites(started_sites.root, sandbox.up(started_sites.root, SPECS, first_port))


@pytest.fixture
def practice(hospital: Sites, warm: Warm, tmp_path: Path) -> Iterator[Practice]:
    shutil.copy(SITES / "network.yaml", tmp_path)
    yield Practice(hospital, tmp_path, warm)
    for spec in SPECS:
        sandbox.restore(hospital.root, spec.name)


def faults(found: Patient) -> list[str]:
    return [each.subject for each in found.lines if each.state == "fault"]


def test_a_site_with_nothing_wrong_has_no_fault(practice: Practice) -> None:
    practice.published("plain")

    found = practice.examine("plain")

    assert (found.code, faults(found)) == (0, [])


def test_nginx_that_strips_the_header_is_named_and_its_mend_mends(practice: Practice) -> None:
    said = practice.examine("deaf").names("login")

    assert said.state == "fault"
    assert "the password is right" in said.seen
    assert "header does not arrive" in said.seen
    line = "fastcgi_param HTTP_AUTHORIZATION $http_authorization;"
    assert line in said.mend
    configurations = [
        (practice.sites.root / "sites" / name / "nginx" / "nginx.conf").read_text() for name in ("deaf", "front")
    ]
    assert [line in text for text in configurations] == [False, True]
    assert practice.examine("front").line("login").state == "ok"


def test_a_plugin_that_closes_the_rest_api_is_named(practice: Practice) -> None:
    practice.sites.plugin("plain", broken.CLOSED_TO_ALL)

    found = practice.examine("plain")

    assert (found.code, found.names("REST API").state) == (1, "fault")
    assert "[rest_api_disabled]" in found.line("REST API").seen
    assert "exempt /wp-json/" in found.line("REST API").mend
    assert "are right" in found.names("login").seen


def test_a_wrong_password_is_named(practice: Practice) -> None:
    found = practice.examine("plain", password="abcd efgh ijkl mnop")

    assert (found.code, faults(found)) == (1, ["login"])
    assert "user name or password of 'admin' is wrong" in found.names("login").seen
    assert "Make a new application password" in found.line("login").mend


def test_an_author_is_named_with_what_he_may_not(practice: Practice) -> None:
    practice.published("plain")

    found = practice.examine("plain", role="author")

    assert found.code == 1
    assert found.names("rights").state == "fault"
    assert "edit other people's posts" in found.line("rights").seen
    assert found.line("rights").mend == "Give the user the role Editor."


def test_a_multisite_administrator_is_told_that_his_scripts_are_stripped(practice: Practice) -> None:
    practice.published("branch")

    found = practice.examine("branch", role="administrator")

    assert (found.code, faults(found)) == (1, ["JSON-LD in posts"])
    assert "though the role claims it (multisite" in found.names("JSON-LD in posts").seen
    assert "schema: {enabled: false}" in found.line("JSON-LD in posts").mend
    assert found.line("multisite").seen.startswith("yes")
    assert found.line("place").seen == "in the folder /press/"


def test_a_super_admin_of_the_same_network_is_well(practice: Practice) -> None:
    practice.published("branch")

    assert faults(practice.examine("branch")) == []


def test_scripts_that_wp_config_forbids_are_named(practice: Practice) -> None:
    practice.published("strict")

    found = practice.examine("strict")

    assert (found.code, faults(found)) == (1, ["JSON-LD in posts"])
    assert "DISALLOW_UNFILTERED_HTML" in found.names("JSON-LD in posts").seen
    assert "a user whom WordPress lets keep scripts" in found.line("JSON-LD in posts").mend
    assert found.line("multisite").seen == "no"


def test_plain_permalinks_are_named(practice: Practice) -> None:
    practice.sites.plugin("plain", broken.PLAIN_PERMALINKS)
    practice.published("plain")

    found = practice.examine("plain")

    assert (found.names("permalinks").state, found.line("REST API").state) == ("warning", "ok")
    assert "plain (?p=123)" in found.line("permalinks").seen
    assert "`Post name` under Settings, Permalinks" in found.line("permalinks").mend


def test_a_cron_that_is_off_is_named_by_a_post_that_is_overdue(practice: Practice) -> None:
    practice.sites.plugin("idle", PAST)
    practice.sites.client("idle").transport.post("/wp/v2/posts", {"title": "Salt", "status": "publish"})

    found = practice.examine("idle")

    assert (found.code, faults(found)) == (1, ["cron"])
    assert found.names("cron").seen.startswith("1 of 1 scheduled posts should be out already")
    assert "remove DISABLE_WP_CRON from wp-config.php" in found.line("cron").mend


def test_the_companion_shows_a_cron_that_is_off_before_any_post_is_late(practice: Practice) -> None:
    sandbox.plugin(practice.sites.root, "idle", COMPANION.read_text(), "masthead")
    sandbox.plugin(practice.sites.root, "idle", LATE, "late")

    found = practice.examine("idle")

    assert (found.code, faults(found)) == (1, ["cron"])
    assert found.names("cron").seen == "DISABLE_WP_CRON is set and nothing else runs it: its oldest event is 3 h late"


def test_a_switch_that_is_off_is_no_fault_where_the_server_runs_the_cron(practice: Practice) -> None:
    sandbox.plugin(practice.sites.root, "idle", COMPANION.read_text(), "masthead")

    said = practice.examine("idle").names("cron")

    assert (said.state, said.seen) == ("ok", "DISABLE_WP_CRON is set, and the server runs it: nothing is late")


def test_a_trash_that_nobody_empties_is_a_sign_without_companion(practice: Practice) -> None:
    practice.sites.plugin("idle", OLD_TRASH)
    practice.sites.client("idle").transport.post("/wp/v2/posts", {"title": "Salt", "status": "draft"})

    said = practice.examine("idle").names("cron")

    assert said.state == "warning"
    assert re.match(r"a post has been in the trash for \d{4} days", said.seen)
    assert "Unless EMPTY_TRASH_DAYS says otherwise" in said.mend


def test_where_nothing_shows_whether_the_cron_runs_that_is_said(practice: Practice) -> None:
    assert "nothing shows whether it runs" in practice.examine("idle").line("cron").seen
