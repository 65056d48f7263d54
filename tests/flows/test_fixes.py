"""Findings become fixes that are planned, applied, verified, and taken back to the byte."""

import json
import re
from pathlib import Path
from threading import Event, Thread

import pytest
import yaml

from benchmarks.killing import outside
from benchmarks.stage import Desk, Ended, Stage
from flows.fixes.scheduled import fixed
from flows.newsroom import Newsroom
from sandbox import wordpress
from tests.flows import observing, planting

pytestmark = pytest.mark.server

WAITING, MISTAKE, REFUSED = 4, 2, 1


@pytest.fixture
def planted(desk: Desk, stage: Stage) -> planting.Planted:
    return planting.planted(stage)


def plan_of(desk: Desk, *words: str) -> tuple[str, Path]:
    """Plan, and return the plan's id and its file."""
    ended = observing.here(desk, "fix", "coffee", *words)
    assert ended.returncode == 0, ended.stderr
    found = re.search(r"\((coffee/\S+)\)", ended.stdout)
    assert found, ended.stdout
    return found[1], desk.folder.parent / "fixes" / f"{found[1].replace('/', '-')}.yaml"


def applied(desk: Desk, *words: str) -> Ended:
    return observing.here(desk, "fix", "coffee", "--apply", *words)


def classes(desk: Desk) -> dict[str, set[tuple[str, str]]]:
    """What an audit finds, by class: check and address."""
    found = json.loads(observing.here(desk, "audit", "coffee", "--json").stdout)["findings"]
    return {name: {(each["check"], each["url"]) for each in found if each["fix_class"] == name} for name in "ABC"}


def edited_plan(path: Path, number: int, **values: object) -> Path:
    plan = yaml.safe_load(path.read_text(encoding="utf-8"))
    next(each for each in plan["fixes"] if each["number"] == number).update(values)
    path.write_text(yaml.safe_dump(plan, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


def test_fixed_and_taken_back_every_content_table_is_as_it_was(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    before, found = planting.dumped(stage), classes(desk)
    plan, _ = plan_of(desk)

    planned = planting.dumped(stage)
    assert {name: rows for name, rows in planned.items() if rows != before[name]} == {}, "a plan writes nothing"
    done = applied(desk, "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert planting.dumped(stage) != before

    now = classes(desk)
    assert found["A"]
    assert now["A"] == set()
    milder = {
        ("near-orphan", url) for check, url in found["B"] if check == "orphan"
    }  # one link, where a second has no words
    assert now["B"] - milder <= found["B"], "no finding is new"
    assert now["C"] <= found["C"]
    assert "nothing to fix" in observing.here(desk, "fix", "coffee").stdout

    undone = observing.here(desk, "undo", plan)
    assert undone.returncode == 0, undone.stdout
    assert planting.dumped(stage) == before


@pytest.mark.matrix
def test_one_fix_is_applied_and_another_taken_back_by_its_number(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    was = planting.raw(stage, planted.detours)["content"]["raw"]
    plan, path = plan_of(desk, "--check", "link-detour")
    numbers = [
        each["number"] for each in yaml.safe_load(path.read_text())["fixes"] if each["object_id"] == planted.detours
    ]

    first = applied(desk, "--plan", plan, "--only", f"{numbers[0]},{numbers[2]}", "--yes")
    rest = applied(desk, "--plan", str(path), "--yes")
    assert (first.returncode, rest.returncode) == (WAITING, 0), first.stderr + rest.stderr
    whole = planting.raw(stage, planted.detours)["content"]["raw"]
    assert "?p=" not in whole.removeprefix(was[:-400])

    observing.here(desk, "undo", plan, "--only", str(numbers[1]))
    assert planting.raw(stage, planted.detours)["content"]["raw"] == whole.replace(
        "/cupping-at-home/'", "/cupping-at-home'"
    )
    observing.here(desk, "undo", plan)
    assert planting.raw(stage, planted.detours)["content"]["raw"] == was


@pytest.mark.matrix
def test_what_a_person_wrote_since_stays_and_our_change_alone_comes_out(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    plan, _ = plan_of(desk)
    assert applied(desk, "--yes").returncode == 0
    fixed = planting.raw(stage, planted.itself)["content"]["raw"]
    addition = planting.paragraph("A person wrote this since.")
    observing.sent(stage, "coffee", f"posts/{planted.itself}", {"content": fixed + addition})
    [bare] = [record for record in outside.sites(stage).records.values() if record.slug == "cupping-at-home"]
    observing.sent(stage, "coffee", f"posts/{bare.id}", {"excerpt": "Their own excerpt."})

    undone = observing.here(desk, "undo", plan)

    assert undone.returncode == REFUSED
    assert "theirs stays" in undone.stdout
    assert "{+Their" in undone.stdout, "the difference is shown"
    text = planting.raw(stage, planted.itself)["content"]["raw"]
    assert text.endswith(addition)
    assert ">stands <em>here</em></a>" in text
    assert planting.raw(stage, bare.id)["excerpt"]["raw"] == "Their own excerpt."


@pytest.mark.matrix
def test_a_person_who_edits_every_third_post_meanwhile_loses_nothing(desk: Desk, stage: Stage) -> None:
    posts = sorted(
        (record for (site, _), record in outside.sites(stage).records.items()
         if site == "coffee" and record.fields["type"] == "post" and record.slug != "cupping-at-home"), key=lambda record: record.id,
    )  # fmt: skip
    posts = posts[:12]
    home = stage.state.site("coffee").url
    for record in posts:
        planting.add(stage, "coffee", record, planting.paragraph(f'See <a href="{home}/cupping-at-home">cupping</a>.'))
    plan_of(desk, "--check", "link-detour")
    stop, mine = Event(), planting.paragraph("A person edits this.")

    def edit() -> None:
        for record in posts[::3]:
            if stop.is_set():
                return
            text = planting.raw(stage, record.id)["content"]["raw"]
            observing.sent(stage, "coffee", f"posts/{record.id}", {"content": text + mine})
            written.add(record.id)

    written: set[int] = set()
    person = Thread(target=edit)
    person.start()
    done = applied(desk, "--yes")
    stop.set()
    person.join(60)

    after = {record.id: planting.raw(stage, record.id)["content"]["raw"] for record in posts}
    assert done.returncode == 0, done.stderr
    assert written
    assert all(after[post].endswith(mine) for post in written), "every edit survives"
    assert all('/cupping-at-home/"' in text for post, text in after.items() if post not in written)


@pytest.mark.matrix
def test_without_a_terminal_and_without_yes_nothing_is_written(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    before = planting.dumped(stage)

    ended = applied(desk)

    assert ended.returncode == WAITING
    assert "wait for your approval" in ended.stderr
    assert planting.dumped(stage) == before


@pytest.mark.matrix
def test_the_dial_lets_class_a_through_and_history_says_who_approved_what(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    observing.edited(desk, "coffee", autonomy={"publish": "never", "fix": "A"})
    plan, _ = plan_of(desk)

    ended = applied(desk)

    assert ended.returncode == WAITING
    assert classes(desk)["A"] == set()
    assert 'rel="nofollow' in planting.raw(stage, planted.nofollow)["content"]["raw"]
    address = planting.raw(stage, planted.heading)["link"]
    for what in (address, plan, "coffee"):
        lines = observing.here(desk, "history", what).stdout
        assert re.search(
            rf"{plan} +post {planted.heading} +content +written +fix \d+, heading-empty; approved by autonomy.fix: A",
            lines,
        )
    observing.here(desk, "undo", plan)
    assert "undone 20" in observing.here(desk, "history", address).stdout


@pytest.mark.matrix
def test_a_fix_that_would_make_a_check_worse_is_not_made_and_named(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    was = planting.raw(stage, planted.detours)["content"]["raw"]
    plan, path = plan_of(desk, "--check", "link-detour")
    rows = yaml.safe_load(path.read_text())["fixes"]
    bad = next(each for each in rows if each["object_id"] == planted.detours and "?p=" in each["before"])
    edited_plan(path, bad["number"], after=re.sub(r"\?p=\d+", "no-such-post/", bad["before"]))

    ended = applied(desk, "--plan", plan, "--yes")

    assert f"fix {bad['number']} set aside" in ended.stdout
    assert "link-missing-page" in ended.stdout
    now = planting.raw(stage, planted.detours)["content"]["raw"]
    assert "no-such-post" not in now
    assert now != was, "the others of the same post are made"


@pytest.mark.matrix
def test_a_live_page_that_is_worse_has_its_fix_taken_back_and_the_canary_stops_the_rest(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    was = {
        post: planting.raw(stage, post)["content"]["raw"] for post in (planted.detours, planted.heading, planted.itself)
    }
    plan_of(desk, "--class", "A")
    hides = "<?php add_filter('the_content', fn ($text) => preg_replace('~<a [^>]*/cupping-at-home/[^>]*>.*?</a>~', '', $text));"
    wordpress.plugin(stage.root, "coffee", hides, "hides")
    order = "<?php add_action('init', fn () => remove_filter('the_content', 'prepend_attachment'));"
    wordpress.plugin(stage.root, "coffee", order, "order")

    ended = applied(desk, "--yes")

    assert ended.returncode == REFUSED
    assert "taken back" in ended.stdout
    assert "Stopped: the canary was taken back" in ended.stderr
    assert planting.raw(stage, planted.detours)["content"]["raw"] == was[planted.detours]


@pytest.mark.matrix
def test_a_schedule_mends_what_the_dial_allows_and_leaves_the_rest_with_one_command(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    observing.edited(desk, "coffee", autonomy={"publish": "never", "fix": "A"})

    with observing.told([], desk.environment()):
        room = Newsroom(desk.folder, rehearse=True)
        report = fixed(room, "coffee", lambda _who, _what: None)
        said = room.templates.render("reports/fixes.md.j2", report=report)
        again = fixed(Newsroom(desk.folder, rehearse=True), "coffee", lambda _who, _what: None)

    assert classes(desk)["A"] == set()
    by_number = {fix.number: fix for fix in report.plan.fixes}
    assert {by_number[number].fix_class for number in report.applied} == {"A"}
    assert {by_number[number].fix_class for number in report.waiting} == {"B"}
    assert f"`masthead fix coffee --apply --plan {report.plan.id}`" in said
    assert (again.plan.id, again.applied, again.waiting) == (report.plan.id, (), report.waiting)
