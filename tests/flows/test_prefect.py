"""Where a Prefect server is configured, a run goes through it and can be seen there, step by step."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.killing import outside
from benchmarks.stage import CHECKOUT, Desk, Ended, Stage, Starter, desk
from benchmarks.warm import warmed
from layers.boundary.store import Store
from sandbox.processes import free_port
from sandbox.wordpress import stale
from tests.flows import observing, planting

pytestmark = [pytest.mark.server, pytest.mark.matrix]

OUTAGE, WAITING, ERRORS = 3, 4, 11
KEYWORD = "espresso grind size"


@pytest.fixture(scope="module")
def starter(prefect_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starter]:
    """Starts runs that have imported Prefect already: that takes longer than all they do."""
    with warmed(PREFECT_API_URL=prefect_server, PREFECT_HOME=str(tmp_path_factory.mktemp("prefect"))) as warm:
        yield warm.start


@pytest.fixture
def unserved(stage: Stage, tmp_path: Path) -> Iterator[Desk]:
    stage.restore()
    yield desk(stage, tmp_path / "sites")
    stage.restore()


@pytest.fixture
def at(unserved: Desk, starter: Starter) -> Desk:
    return replace(unserved, starter=starter)


def through(at: Desk, api: str, *words: str) -> Ended:
    return at.masthead(*words, PREFECT_API_URL=api, PREFECT_HOME=str(at.folder.parent / "prefect"))


def asked(api: str, path: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    request = urllib.request.Request(f"{api}/{path}", json.dumps(body).encode(), {"content-type": "application/json"})
    with outside.DIRECT.open(request, timeout=30) as reply:
        return list(json.loads(reply.read()))


def runs(api: str, name: str) -> list[dict[str, Any]]:
    return asked(api, "flow_runs/filter", {"flow_runs": {"name": {"any_": [name]}}, "sort": "START_TIME_DESC"})


def tasks(api: str, run: dict[str, Any]) -> dict[str, str]:
    """Return the state of each task of a flow run by its name."""
    found = asked(api, "task_runs/filter", {"flow_runs": {"id": {"any_": [run["id"]]}}})
    return {task["name"]: task["state"]["name"] for task in found}


def test_a_run_and_each_of_its_steps_stand_on_the_server(at: Desk, prefect_server: str) -> None:
    ended = through(at, prefect_server, "publish", "coffee", KEYWORD)

    assert ended.returncode == 0, ended.stderr
    [post] = outside.versions(outside.sites(at.stage).records, "espresso-grind-size")
    assert ended.stdout == f"{post.url}\n"
    run = runs(prefect_server, f"coffee: {KEYWORD}")[0]
    assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "Published")
    assert post.url in run["state"]["message"]
    steps = {step.key for step in Store(f"sqlite:///{at.store}").steps("coffee/espresso-grind-size")} - {"order"}
    assert tasks(prefect_server, run) == dict.fromkeys(steps, "Completed")


def test_an_audit_stands_there_with_its_summary_and_ends_by_the_name_of_what_it_found(
    at: Desk, prefect_server: str
) -> None:
    ended = through(at, prefect_server, "audit", "coffee")

    assert ended.returncode == ERRORS, ended.stderr
    run = runs(prefect_server, "coffee: audit")[0]
    assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "Errors")
    assert tasks(prefect_server, run) == {"inventory": "Completed", "outside": "Completed", "judge": "Completed"}
    shown = {each["key"]: each for each in asked(prefect_server, "artifacts/filter", {})}
    assert "# Audit of Slow Cup" in shown["audit-coffee"]["data"]
    rows = json.loads(shown["audit-coffee-checks"]["data"])
    assert {"severity": "error", "id": "orphan", "findings": 3}.items() <= rows[0].items()


def carried_out(at: Desk, api: str, flow: str) -> subprocess.CompletedProcess[str]:
    """Run a flow as a worker does: by its function, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", f"import sys; from flows.runs import {flow}; {flow}(sys.argv[1], 'coffee', rehearse=True)", str(at.folder)],
        cwd=CHECKOUT, env=at.environment() | {"PREFECT_API_URL": api, "PREFECT_HOME": str(at.folder.parent / "prefect")},
        capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip


@pytest.mark.matrix
def test_a_schedule_of_fixes_stands_there_with_what_it_did_and_what_waits(at: Desk, prefect_server: str) -> None:
    observing.edited(at, "coffee", autonomy={"publish": "always", "fix": "A"})
    [post] = outside.versions(outside.sites(at.stage).records, "pour-over-basics")
    planting.add(at.stage, "coffee", post, planting.paragraph(f'See <a href="{post.url}">this</a>.'))

    ended = carried_out(at, prefect_server, "fix")

    assert ended.returncode == 0, ended.stderr
    assert ">this</a>" not in planting.raw(at.stage, post.id)["content"]["raw"]
    run = runs(prefect_server, "coffee: fix")[0]
    assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "AwaitingReview")
    assert run["state"]["message"].startswith("1 fixes applied, ")
    [shown] = [each for each in asked(prefect_server, "artifacts/filter", {}) if each["key"] == "fix-coffee"]
    assert "# Fixes on coffee" in shown["data"]
    assert "masthead fix coffee --apply --plan coffee/" in shown["data"]


@pytest.mark.matrix
def test_a_schedule_of_refreshes_stands_there_step_by_step_with_what_it_did(at: Desk, prefect_server: str) -> None:
    number, _ = stale.plant(at.stage.state, at.stage.web.port)
    observing.edited(at, "coffee", autonomy={"publish": "never"}, refresh={"posts": 1})
    observing.here(at, "audit", "coffee", "--no-live", "--fail-on", "never")

    ended = carried_out(at, prefect_server, "refresh")

    assert ended.returncode == 0, ended.stderr
    assert "masthead-changes" in planting.raw(at.stage, number)["content"]["raw"]
    run = runs(prefect_server, "coffee: refresh")[0]
    assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "Refreshed")
    assert run["state"]["message"] == "1 posts refreshed, 0 left"
    assert tasks(prefect_server, run) == dict.fromkeys(
        ("sources", "research", "brief", "refresh.1", "plan"), "Completed"
    )
    [shown] = [each for each in asked(prefect_server, "artifacts/filter", {}) if each["key"] == "refresh-coffee"]
    assert "Espresso grind size" in shown["data"]
    assert "masthead undo coffee/" in shown["data"]


@pytest.mark.matrix
def test_a_schedule_of_refreshes_where_a_person_approves_ends_waiting_and_is_paid_for_nothing(
    at: Desk, prefect_server: str
) -> None:
    number, _ = stale.plant(at.stage.state, at.stage.web.port)
    observing.edited(at, "coffee", autonomy={"publish": "always"})
    observing.here(at, "audit", "coffee", "--no-live", "--fail-on", "never")

    ended = carried_out(at, prefect_server, "refresh")

    assert ended.returncode == 0, ended.stderr
    run = runs(prefect_server, "coffee: refresh")[0]
    assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "AwaitingReview")
    assert tasks(prefect_server, run) == {}, "nothing is looked up or drafted"
    assert f"masthead refresh coffee {number}" in ended.stdout + ended.stderr


@pytest.mark.matrix
def test_waiting_for_a_person_is_a_completed_state_of_its_own_name(at: Desk, prefect_server: str) -> None:
    observing.edited(at, "coffee", autonomy={"publish": "always"})

    ended = through(at, prefect_server, "publish", "coffee", "cold brew ratio")

    assert ended.returncode == WAITING, ended.stderr
    run = runs(prefect_server, "coffee: cold brew ratio")[0]
    assert (run["state"]["type"], run["state"]["name"]) == ("COMPLETED", "AwaitingReview")


@pytest.mark.matrix
def test_a_refusal_is_told_in_one_sentence_and_is_a_failed_run_there(at: Desk, prefect_server: str) -> None:
    ended = through(at, prefect_server, "publish", "coffee", "iced coffee three ways")

    assert ended.returncode == 1
    assert "is covered already by" in observing.sentence(ended)
    run = runs(prefect_server, "coffee: iced coffee three ways")[0]
    assert run["state"]["type"] == "FAILED"
    assert list(tasks(prefect_server, run)) == ["plan"]


@pytest.mark.matrix
def test_a_server_that_is_down_is_an_outage_in_one_sentence(unserved: Desk) -> None:
    before = outside.sites(unserved.stage)

    ended = through(unserved, f"http://127.0.0.1:{free_port(9970)}/api", "publish", "coffee", KEYWORD)

    assert ended.returncode == OUTAGE
    assert observing.sentence(ended).startswith("The Prefect server of PREFECT_API_URL does not answer.")
    assert outside.sites(unserved.stage) == before
