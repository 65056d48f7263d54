"""A stale post is brought up to date as itself: the same address, only what is out of date changed, and all of it taken back."""

import json
import os
import re
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk, Stage
from flows.newsroom import Newsroom
from flows.refreshing.scheduled import refreshed_all
from flows.steps import here as in_this_process
from sandbox.wordpress import stale
from tests.flows import observing, planting

pytestmark = pytest.mark.server

WAITING, MISTAKE, REFUSED = 4, 2, 1
SEPARATOR = "\n\n"


@pytest.fixture
def old(desk: Desk, stage: Stage) -> int:
    """The id of a post of 2023 on the site coffee, one of its two sources gone."""
    number, _ = stale.plant(stage.state, stage.web.port)
    return number


def content(stage: Stage, number: int) -> str:
    return str(planting.raw(stage, number)["content"]["raw"])


def shown(desk: Desk, number: int) -> str:
    """Have a refresh drafted and shown where a person approves; returns the id of what waits."""
    observing.edited(desk, "coffee", autonomy={"publish": "always"})
    ended = observing.here(desk, "refresh", "coffee", str(number))
    assert ended.returncode == WAITING, ended.stderr
    found = re.search(rf"masthead refresh coffee {number} --approve (coffee/\S+)", ended.stderr)
    assert found, ended.stderr
    return found[1]


def billed_from(stage: Stage) -> int:
    """How long the model's own book is: what is billed from here on is the test's."""
    return len(stage.usage.read_text(encoding="utf-8").splitlines()) if stage.usage.exists() else 0


def assert_foretold(listed: str, dry: observing.Ended) -> None:
    """What the list and the run said before of the cost, beside what was paid."""
    usual = re.search(r"one refresh costs about \$(0\.\d\d), at most \$1\.00", listed)
    assert usual, listed
    foretold = re.search(
        r"2 sentences and 2 sections in one question to \S+: about \$(\S+), at most \$0\.\d\d ", dry.stderr
    )
    assert foretold, dry.stderr
    paid = re.search(r"4 changes \(.*\), \$(\S+);", dry.stdout)
    assert paid, dry.stdout
    assert float(foretold[1]) == pytest.approx(float(paid[1]), rel=0.25)
    assert float(paid[1]) <= float(usual[1]) <= 3 * float(paid[1]), "before anything is looked up it is known roughly"


def assert_only_what_is_out_of_date_is_gone(was: str, text: str) -> None:
    assert "home-grinders-2022" in was
    assert "home-grinders-2022" not in text, "the dead source is gone"
    assert '60-shots.html">measurement of sixty shots</a>' in text, "the one that lives stays"
    assert '/burr-or-blade/">burr or blade</a>' in text, "a link of the operator's stays"
    kept = [block for block in was.split(SEPARATOR) if "2022" not in block and "2023" not in block]
    assert [block for block in kept if block not in text] == []


def test_a_post_of_2023_is_refreshed_as_itself_and_taken_back_to_the_byte(desk: Desk, stage: Stage, old: int) -> None:
    before, tables = planting.raw(stage, old), planting.dumped(stage)
    was, since = str(before["content"]["raw"]), billed_from(stage)
    assert observing.here(desk, "audit", "coffee", "--no-live", "--fail-on", "never").returncode == 0
    listed = observing.here(desk, "refresh", "coffee").stdout
    assert re.search(rf"^ +{old}  Espresso grind size.*\n.*\n +not changed for \d+ days", listed, re.MULTILINE)

    dry = observing.here(desk, "refresh", "coffee", str(old), "--dry-run")
    assert dry.returncode == 0, dry.stderr
    assert_foretold(listed, dry)
    assert "gone      http://brewlab.localhost" in dry.stdout
    assert "{+" in dry.stdout, "the difference is shown"
    plan = shown(desk, old)
    assert planting.dumped(stage) == tables, "nothing is written before it is approved"
    assert observing.paid(stage, since)["Refreshed"] == 1, "what is shown is what was drafted before"

    done = observing.here(desk, "refresh", "coffee", "espresso-grind-size", "--approve", plan)
    assert done.returncode == 0, done.stderr
    after = planting.raw(stage, old)
    assert (after["id"], after["link"], after["slug"], after["date"]) == (
        old,
        before["link"],
        before["slug"],
        before["date"],
    )
    text = str(after["content"]["raw"])
    assert_only_what_is_out_of_date_is_gone(was, text)
    today = after["modified"][:10]
    assert re.search(rf'<p class="masthead-changes">Updated on {today}: revised: “How fine is fine enough\?”', text)
    assert "Updated on" in planting.opened(after["link"])

    lines = observing.here(desk, "history", after["link"]).stdout
    told = rf"{plan} +post {old} +content +written  source (?:replaced|taken out): http://brewlab\.localhost\S+ .*"
    assert re.search(
        rf"{told}of the refresh: its source is gone: http://brewlab.*; approved by \w+$", lines, re.MULTILINE
    )
    undone = observing.here(desk, "undo", plan)
    assert undone.returncode == 0, undone.stdout
    assert re.search(rf"{plan} +post {old} +content +undone 20.*source", observing.here(desk, "history", plan).stdout)
    assert planting.dumped(stage) == tables


@pytest.mark.matrix
def test_what_a_person_sends_back_is_written_anew_with_his_notes_and_what_he_rejects_is_not_written(
    desk: Desk, stage: Stage, old: int
) -> None:
    plan, since = shown(desk, old), billed_from(stage)
    seen = observing.here(desk, "review", plan)
    assert "Should I change the dose" in seen.stdout
    assert f"masthead refresh coffee {old} --approve {plan}" in seen.stderr

    sent = observing.here(
        desk, "review", plan, "--send-back", "Leave out: should I change the dose instead of the grind?"
    )
    assert f"masthead refresh coffee {old}" in sent.stdout
    assert observing.here(desk, "review").stdout == "", "it waits no more"
    again = observing.here(desk, "refresh", "coffee", str(old))

    assert again.returncode == WAITING, again.stderr
    assert observing.paid(stage, since)["Refreshed"] == 1, "notes are new work"
    assert "change the dose" not in again.stdout.split("changes (")[1]
    assert "How does grind size change the taste" in again.stdout.split("changes (")[1]
    newer = re.search(r"--approve (coffee/\S+)", again.stderr)
    assert newer
    rejected = observing.here(desk, "review", newer[1], "--reject", "we say it elsewhere")
    assert (rejected.returncode, rejected.stdout) == (0, f"{newer[1]} is rejected: we say it elsewhere\n")
    late = observing.here(desk, "refresh", "coffee", str(old), "--approve", newer[1])
    assert late.returncode == MISTAKE
    assert "set aside already" in observing.sentence(late)


@pytest.mark.matrix
def test_what_a_person_writes_between_showing_and_approving_wins(desk: Desk, stage: Stage, old: int) -> None:
    plan = shown(desk, old)
    theirs = content(stage, old) + planting.paragraph("A person wrote this meanwhile.")
    observing.sent(stage, "coffee", f"posts/{old}", {"content": theirs})

    ended = observing.here(desk, "refresh", "coffee", str(old), "--approve", plan)

    assert ended.returncode == REFUSED
    assert "theirs stays" in ended.stderr
    assert content(stage, old) == theirs


@pytest.mark.matrix
def test_killed_between_the_answer_that_was_paid_and_the_write_nothing_is_paid_again(
    desk: Desk, stage: Stage, old: int
) -> None:
    was, since = content(stage, old), billed_from(stage)
    killed_once_answered(desk, old)
    assert content(stage, old) == was, "it was killed before the write"

    again = observing.here(desk, "refresh", "coffee", str(old), "--yes")

    assert again.returncode == 0, again.stderr
    assert "masthead-changes" in content(stage, old)
    assert observing.paid(stage, since)["Refreshed"] == 1


def killed_once_answered(desk: Desk, number: int) -> None:
    """Begin a refresh and kill it as soon as its answer is stored."""
    run = desk.start("refresh", "coffee", str(number), "--yes")
    deadline = time.monotonic() + 110
    while not answered(desk.store):
        assert time.monotonic() < deadline, "no answer came"
        time.sleep(0.005)
    os.kill(run.pid, signal.SIGKILL)
    assert run.ended(30)[0] == -signal.SIGKILL


def answered(store: Path) -> bool:
    """Whether the answer is stored as a step."""
    try:
        with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=5)) as connection:
            return bool(connection.execute("SELECT count(*) FROM steps WHERE key = 'refresh.1'").fetchone()[0])
    except sqlite3.OperationalError:
        return False


@pytest.mark.matrix
def test_what_cannot_be_refreshed_is_told_in_one_sentence_and_stays(desk: Desk, stage: Stage) -> None:
    classic = observing.sent(
        stage, "coffee", "posts", {"title": "Classic", "status": "publish", "content": "<p>As of 2021 it was so.</p>"}
    )

    for words, code, said in (
        (("coffee", "no-such-post"), MISTAKE, "no published post 'no-such-post'"),
        (("coffee",), MISTAKE, "was never audited"),
        (("coffee", "--yes"), MISTAKE, "go with a post"),
        (("coffee", "burr-or-blade", "--approve", "coffee/2026-01-01-a"), MISTAKE, "this post has none"),
        (("coffee", str(classic["id"])), REFUSED, "written without blocks"),
    ):
        ended = observing.here(desk, "refresh", *words)
        assert ended.returncode == code, ended.stderr
        assert said in observing.sentence(ended)
    assert content(stage, int(classic["id"])) == "<p>As of 2021 it was so.</p>"


@pytest.mark.matrix
def test_a_schedule_refreshes_what_the_dial_allows_and_names_the_command_for_the_rest(
    desk: Desk, stage: Stage, old: int
) -> None:
    observing.here(desk, "audit", "coffee", "--no-live", "--fail-on", "never")
    reports, since = [], billed_from(stage)
    for dial in ("always", "never"):
        observing.edited(desk, "coffee", autonomy={"publish": dial})
        with observing.told([], desk.environment()):
            room = Newsroom(desk.folder, rehearse=True)
            report = refreshed_all(room, "coffee", in_this_process, lambda _who, _what: None)
            reports.append(report)
            said = room.templates.render("reports/refreshes.md.j2", report=report)
        if dial == "always":
            assert f"`masthead refresh coffee {old}`" in said
            assert observing.paid(stage, since)["Refreshed"] == 0, "nothing is drafted where a person approves"

    assert [(each.page_id, each.state) for each in reports[0].lines] == [(old, "left")]
    assert [(each.page_id, each.state) for each in reports[1].lines] == [(old, "refreshed")]
    assert "masthead-changes" in content(stage, old)


@pytest.mark.matrix
def test_an_article_of_our_own_keeps_its_list_of_sources_and_its_structured_data_moves(
    desk: Desk, stage: Stage
) -> None:
    made = observing.here(desk, "publish", "coffee", "cold brew ratio")
    assert made.returncode == 0, made.stderr
    [post] = outside.versions(outside.sites(stage).records, "cold-brew-ratio")
    gone = f"http://brewlab.localhost:{stage.web.port}/gone.html"
    sources = post.content.split('<ol class="wp-block-list masthead-sources">')[1]
    first = re.search(r'href="([^"]+)"', sources)
    assert first
    broken = post.content.replace(first[1], gone).replace(
        "<!-- /wp:paragraph -->", "<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>As of 2021 cold brew was steeped for a ratio of one to five.</p>\n<!-- /wp:paragraph -->", 1
    )  # fmt: skip
    observing.sent(stage, "coffee", f"posts/{post.id}", {"content": broken})

    ended = observing.here(desk, "refresh", "coffee", "coffee/cold-brew-ratio", "--json")

    assert ended.returncode == 0, ended.stderr
    text = content(stage, post.id)
    assert gone not in text, "neither the list nor the structured data names it"
    moved = re.search(r'"dateModified": "([^"]+)"', text)
    assert moved
    assert moved[1].endswith("T00:00:00+00:00")
    assert "T00:00:00" not in broken.split('"dateModified": ')[1][:30]
    assert text.count("masthead-sources") == broken.count("masthead-sources")
    plan = json.loads(ended.stdout)["plan"]["id"]
    observing.here(desk, "undo", plan)
    assert content(stage, post.id) == broken
