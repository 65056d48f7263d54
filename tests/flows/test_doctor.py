"""`masthead doctor` as an operator types it: a table or JSON, and an exit code that a program can trust."""

import json

import pytest

from benchmarks.killing import outside
from benchmarks.stage import CHECKOUT, Desk
from layers.boundary.store import Store
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
