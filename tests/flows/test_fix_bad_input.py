"""Whatever is wrong with a plan, its file, the site or its user: one sentence, nothing lost, and the same command goes on."""

import re
from pathlib import Path

import pytest
import yaml

from benchmarks.killing import outside
from benchmarks.stage import Desk, Stage
from sandbox import wordpress
from tests.flows import observing, planting
from tests.flows.test_fixes import MISTAKE, REFUSED, applied, edited_plan, plan_of, planted

__all__ = ["planted"]

pytestmark = pytest.mark.server

NO_RIGHTS = """<?php
add_filter('rest_pre_dispatch', function ($result, $server, $request) {
    if ($request->get_method() === 'POST' && preg_match('~/wp/v2/posts/\\d+~', $request->get_route())) {
        return new WP_Error('rest_cannot_edit', 'Sorry, you are not allowed to edit this post.', ['status' => 403]);
    }
    return $result;
}, 10, 3);
"""


def test_a_plan_that_cannot_be_applied_is_named_with_its_place_and_nothing_is_written(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    plan, path = plan_of(desk, "--class", "A")
    good, before = path.read_text(encoding="utf-8"), planting.dumped(stage)

    def refused(*words: str) -> str:
        ended = observing.here(desk, "fix", *words)
        assert ended.returncode == MISTAKE
        return observing.sentence(ended)

    assert "is for coffee, not for bikes" in refused("bikes", "--apply", "--plan", plan, "--yes")
    path.write_text(good.replace('site: "coffee"', 'site: "bikes"'), encoding="utf-8")
    assert "line 4, `site`: the plan is for 'bikes', not for 'coffee'" in refused(
        "coffee", "--apply", "--plan", plan, "--yes"
    )
    path.write_text(good, encoding="utf-8")
    edited_plan(path, 2, before="what never stood there")
    assert re.search(
        r"\.yaml, line \d+, fix 2, `before`: was changed by hand",
        refused("coffee", "--apply", "--plan", str(path), "--yes"),
    )
    path.write_text(good, encoding="utf-8")
    edited_plan(path, 1, field="password")
    assert re.search(r"line \d+, fix 1, `field`", refused("coffee", "--apply", "--plan", plan, "--yes"))
    path.write_text("fixes: [", encoding="utf-8")
    assert "YAML: cannot be read" in refused("coffee", "--apply", "--plan", plan, "--yes")
    path.write_text(good, encoding="utf-8")
    assert f"The plan {plan} has no fix 99" in refused("coffee", "--apply", "--plan", plan, "--only", "99", "--yes")
    assert planting.dumped(stage) == before


@pytest.mark.matrix
def test_a_post_that_is_gone_and_one_that_is_a_draft_are_set_aside(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    plan_of(desk, "--class", "A")
    observing.sent(stage, "coffee", f"posts/{planted.itself}", {"status": "draft"})
    deleted(stage, planted.heading)

    ended = applied(desk, "--yes")

    assert ended.returncode == 0
    assert f"post {planted.heading} is not there any more" in ended.stdout
    assert "it is 'draft' now, and not published" in ended.stdout
    assert "?p=" not in planting.raw(stage, planted.detours)["content"]["raw"][-300:]


def deleted(stage: Stage, post: int) -> None:
    observing.sent(stage, "coffee", f"posts/{post}?force=true&_method=DELETE", {})


@pytest.mark.matrix
def test_rights_that_are_lost_stop_the_run_and_the_same_command_goes_on_with_them_back(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    before = planting.dumped(stage)
    plan, _ = plan_of(desk, "--class", "A")
    file = wordpress.plugin(stage.root, "coffee", NO_RIGHTS, "no-rights")

    stopped = applied(desk, "--yes")

    assert stopped.returncode == REFUSED
    assert "the site refuses this user's writes" in stopped.stderr
    assert planting.dumped(stage) == before
    file.unlink()
    assert applied(desk, "--yes").returncode == 0
    assert observing.here(desk, "undo", plan).returncode == 0
    assert planting.dumped(stage) == before


@pytest.mark.matrix
def test_a_folder_that_cannot_be_written_keeps_the_plan_in_the_store(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    ended = observing.here(desk, "fix", "coffee", "--class", "A", "--fixes", "/proc/fixes")

    assert ended.returncode == MISTAKE
    said = observing.sentence(ended)
    assert "could not be written" in said
    plan = said.split()[2]
    assert applied(desk, "--plan", plan, "--yes").returncode == 0


@pytest.mark.matrix
def test_an_undo_is_not_undone_and_what_a_later_run_built_on_waits_for_it(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    first, _ = plan_of(desk, "--check", "excerpt-missing")
    assert applied(desk, "--yes").returncode == 0
    [bare] = [record for record in outside.sites(stage).records.values() if record.slug == "cupping-at-home"]
    observing.sent(stage, "coffee", f"posts/{bare.id}", {"excerpt": ""})
    second, _ = plan_of(desk, "--check", "excerpt-missing")
    assert applied(desk, "--yes").returncode == 0

    early = observing.here(desk, "undo", first)
    again = observing.here(desk, "undo", early_run(first))

    assert early.returncode == REFUSED
    assert f"take that back first: masthead undo {second}" in early.stdout
    assert again.returncode == MISTAKE
    assert "took changes back itself" in observing.sentence(again)
    assert observing.here(desk, "undo", second).returncode == 0


def early_run(plan: str) -> str:
    """The run that took a plan back: the next letter of the day but one."""
    return re.sub(r"[a-z]$", lambda found: chr(ord(found[0]) + 2), plan)


def test_words_that_make_no_sense_are_refused_at_once(desk: Desk) -> None:
    for words in (("--check", "no-such"), ("--class", "D"), ("--yes",), ("--apply", "--only", "x")):
        ended = observing.here(desk, "fix", "coffee", *words)
        assert ended.returncode == MISTAKE
        observing.sentence(ended)


@pytest.mark.matrix
def test_a_class_a_plan_needs_no_model(desk: Desk, tmp_path: Path, planted: planting.Planted) -> None:
    ended = observing.here(desk, "fix", "coffee", paid=True)

    assert ended.returncode == 0, ended.stderr
    assert "ANTHROPIC_API_KEY" in ended.stdout
    file = next((desk.folder.parent / "fixes").glob("*.yaml"))
    assert {each["made_by"] for each in yaml.safe_load(file.read_text())["fixes"]} == {"code"}
