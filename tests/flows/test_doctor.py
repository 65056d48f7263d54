"""`masthead doctor` as an operator types it: a table or JSON, and an exit code that a program can trust."""

import json

import pytest

from benchmarks.stage import CHECKOUT, Desk
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


@pytest.mark.parametrize("words", [(), ("coffee", "--companion")])
def test_a_site_or_the_companion_is_asked_for_and_not_both(desk: Desk, words: tuple[str, ...]) -> None:
    ended = observing.here(desk, "doctor", *words)

    assert ended.returncode == 2
    assert observing.sentence(ended) == "Name one site, or say --companion."
