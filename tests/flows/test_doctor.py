"""`masthead doctor` as an operator types it: a table or JSON, and an exit code that a program can trust."""

import json
import socket
import subprocess

import pytest

from benchmarks.killing import outside
from benchmarks.stage import CHECKOUT, Desk
from flows.examination import means_of
from flows.lease import LEASE, started
from flows.newsroom import Newsroom
from flows.undoing import site_wiped
from layers.boundary.clock import now
from layers.boundary.store import Store
from layers.errors import NotProbedError
from sandbox import wordpress
from tests.boundary import broken_sites as broken
from tests.flows import observing

pytestmark = pytest.mark.server


def test_a_demo_site_is_well(desk: Desk) -> None:
    ended = observing.here(desk, "doctor", "coffee")

    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith(f"coffee ({desk.stage.state.site('coffee').url}): well; faults: 0")
    assert "  fault" not in ended.stdout


def test_json_holds_the_same_lines_and_what_they_rest_on(desk: Desk) -> None:
    ended = observing.here(desk, "doctor", "coffee", "--json")

    found = json.loads(ended.stdout)
    assert {each["state"] for each in found["lines"]} <= {"ok", "warning"}
    assert found["examination"]["rest"] == "pretty"
    assert desk.stage.state.site("coffee").application_password not in ended.stdout


def test_a_fault_is_the_exit_code_and_stands_in_the_table_with_its_mend(desk: Desk) -> None:
    ended = observing.here(desk, "doctor", "coffee", COFFEE_APP_PASSWORD="xxxx yyyy zzzz")

    assert (ended.returncode, ended.stderr) == (1, "")
    assert "not well; faults: 1" in ended.stdout
    assert "application password" in ended.stdout
    assert "yyyy" not in ended.stdout


def test_plain_http_to_another_machine_is_a_fault_and_nothing_is_sent(desk: Desk) -> None:
    ended = observing.here(observing.edited(desk, "coffee", url="http://www.example.com"), "doctor", "coffee")

    assert ended.returncode == 1
    assert "in the clear" in ended.stdout


def test_a_site_that_does_not_exist_is_a_mistake(desk: Desk) -> None:
    ended = observing.here(desk, "doctor", "tee")

    assert ended.returncode == 2
    assert "Sites here" in observing.sentence(ended)


def test_the_companion_is_printed_as_it_is_copied_and_stderr_says_how_to_install_it(desk: Desk) -> None:
    ended = observing.here(desk, "doctor", "--companion")

    assert ended.returncode == 0
    assert ended.stdout == (CHECKOUT / "templates" / "wordpress" / "masthead.php").read_text()
    assert "wp-content/mu-plugins/" in ended.stderr


@pytest.mark.parametrize("words", [("coffee", "--companion"), ("--probe", "--companion")])
def test_the_companion_is_printed_for_no_site_in_particular(desk: Desk, words: tuple[str, ...]) -> None:
    ended = observing.here(desk, "doctor", *words)

    assert ended.returncode == 2
    assert observing.sentence(ended) == "--companion only prints a file: leave SITE and --probe out."


@pytest.mark.matrix
def test_a_probe_says_first_what_it_writes_and_leaves_the_site_as_it_was(desk: Desk) -> None:
    before = outside.sites(desk.stage)

    ended = observing.here(desk, "doctor", "coffee", "--probe")

    assert ended.returncode == 0, ended.stdout
    assert ended.stderr.startswith("coffee: the probe writes to http://")
    assert "kept in the post, to the byte" in ended.stdout
    assert outside.sites(desk.stage) == before


def test_the_probe_is_kept_with_its_date_and_shown_by_the_next_look(desk: Desk) -> None:
    observing.here(desk, "doctor", "bikes", "--probe")

    ended = observing.here(desk, "doctor", "bikes", "--json")

    found = json.loads(ended.stdout)
    assert ended.stderr == ""
    assert found["before"] == found["probe"]["examination"]["at"]
    assert "can be edited" in next(each["seen"] for each in found["lines"] if each["subject"] == "others' posts")
    assert Store(f"sqlite:///{desk.store}").runs(site="bikes")[-1].outcome == "probed"


def room(at: Desk) -> Newsroom:
    """The newsroom of a desk, as the command opens it."""
    with observing.told([], at.environment()):
        made = Newsroom(at.folder)
        assert made.variables
        assert made.store
    return made


def without(at: Desk, site: str) -> Desk:
    """Take a site's login away."""
    path = at.folder / ".env"
    kept = [line for line in path.read_text().splitlines() if not line.startswith(site.upper())]
    path.write_text("\n".join(kept) + "\n")
    return at


@pytest.mark.matrix
def test_without_a_site_all_are_visited(desk: Desk) -> None:
    table, listed = observing.here(desk, "doctor"), observing.here(desk, "doctor", "--json")

    assert (table.returncode, table.stderr) == (0, "")
    assert [line.split()[0] for line in table.stdout.splitlines() if "faults: 0" in line] == ["bikes", "coffee"]
    assert [each["site"] for each in json.loads(listed.stdout)] == ["bikes", "coffee"]


@pytest.mark.matrix
def test_a_site_that_cannot_be_visited_is_told_and_keeps_no_other_from_its_turn(desk: Desk) -> None:
    ended = observing.here(without(desk, "bikes"), "doctor", "--json")

    assert ended.returncode == 2
    assert ended.stderr.startswith("masthead: bikes: the environment variable BIKES_USER is not set.")
    assert [each["site"] for each in json.loads(ended.stdout)] == ["coffee"]


def test_a_folder_without_sites_says_how_to_add_one(desk: Desk) -> None:
    for name in desk.stage.names:
        (desk.folder / f"{name}.yaml").unlink()

    assert "masthead site add" in observing.sentence(observing.here(desk, "doctor"))


@pytest.mark.matrix
def test_where_nobody_can_log_in_nothing_is_tried_and_the_earlier_probe_stays(desk: Desk) -> None:
    before = outside.sites(desk.stage)

    ended = observing.here(desk, "doctor", "coffee", "--probe", COFFEE_APP_PASSWORD="xxxx yyyy zzzz")

    assert ended.returncode == 1
    assert ended.stderr == "coffee: not probed, for nobody could log in. Mend that first.\n"
    assert outside.sites(desk.stage) == before
    assert means_of(room(desk), room(desk).site("coffee")).schema_place


@pytest.mark.matrix
def test_a_probe_waits_for_no_other_writer_and_writes_nothing_beside_one(desk: Desk) -> None:
    before = outside.sites(desk.stage)
    with subprocess.Popen(["sleep", "60"]) as other:
        room(desk).store.acquire_lease("bikes", owner_of(other.pid), now(), LEASE)
        ended = observing.here(desk, "doctor", "bikes", "--probe")
        other.kill()

    assert ended.returncode == 3
    assert "another run" in ended.stderr
    assert outside.sites(desk.stage) == before


def owner_of(pid: int) -> str:
    return f"{socket.gethostname()}:{pid}:{started(pid)}"


def test_means_are_those_of_the_address_and_the_login_that_were_probed(desk: Desk) -> None:
    at = room(desk)
    site = at.site("coffee")

    assert (means_of(at, site).schema_place, means_of(at, site).media) == ("block", "yes")
    for other in (site.model_copy(update={"url": "http://127.0.0.1:9"}), site.model_copy(update={"name": "tea"})):
        with pytest.raises(NotProbedError, match=f"masthead doctor {other.name} --probe"):
            means_of(at, other)


def test_publish_asks_for_a_probe_before_anything_is_spent(desk: Desk) -> None:
    room(desk).store.forget_probes("coffee")
    since = outside.lines(desk.stage.usage)

    ended = observing.here(desk, "publish", "coffee", "cold brew ratio")

    assert ended.returncode == 2
    assert "masthead doctor coffee --probe" in ended.stderr
    assert outside.lines(desk.stage.usage) == since


@pytest.mark.matrix
def test_publish_refuses_what_the_probe_found_impossible_and_says_how_to_mend_it(desk: Desk) -> None:
    wordpress.plugin(desk.stage.root, "coffee", broken.NO_SCRIPTS)
    probed = observing.here(desk, "doctor", "coffee", "--probe")
    since = outside.lines(desk.stage.usage)

    refused = observing.here(desk, "publish", "coffee", "cold brew ratio")
    observing.edited(desk, "coffee", schema={"enabled": False})
    without_schema = observing.here(desk, "publish", "coffee", "cold brew ratio", "--dry-run")

    assert (probed.returncode, refused.returncode) == (1, 1)
    assert "as the probe of 20" in refused.stderr
    assert "Install the companion" in refused.stderr
    assert without_schema.returncode == 0, without_schema.stderr
    assert outside.lines(desk.stage.usage) > since


def test_a_site_that_was_wiped_is_to_be_probed_anew(desk: Desk) -> None:
    at = room(desk)
    site_wiped(at, "coffee")

    with pytest.raises(NotProbedError):
        means_of(at, at.site("coffee"))
    assert means_of(at, at.site("bikes"))
