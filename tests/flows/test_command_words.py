"""Options that contradict each other, or hold nothing, are mistakes: no command does half of what was typed, in silence."""

import json
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from flows import HOME, command
from flows.command.app import MISTAKE, exit_code
from flows.costs import report
from flows.newsroom import Newsroom
from flows.orders import Order, keep_order
from layers.boundary.clock import now
from layers.errors import MastheadError, MistakeError, NoSuchArticleError
from layers.generation import words_of
from layers.nouns import CallKey, Caps, FixPlan, Usage
from tests.flows.test_refresh_choices import room
from tests.layers.maintenance.fixing import samples as samples_of_fixes
from tests.layers.optimization.drafts import article

__all__ = ["room"]

WAITS = "coffee/cold-brew-ratio"
Typed = Callable[..., "tuple[int, str, str]"]


@pytest.fixture
def typed(room: Newsroom) -> Typed:
    """Run the command here; returns its exit code, its result and its sentence."""

    def run(*words: str) -> tuple[int, str, str]:
        ended = CliRunner().invoke(command.app, [*words, "--sites", str(room.folder)])
        if isinstance(ended.exception, MastheadError):
            return exit_code(ended.exception), ended.stdout, str(ended.exception)
        assert ended.exception is None or isinstance(ended.exception, SystemExit), ended.exception
        return ended.exit_code, ended.stdout, ended.stderr

    return run


@pytest.fixture
def waiting(room: Newsroom) -> Newsroom:
    keep_order(room.store, Order(site="coffee", keyword="cold brew ratio", slug="cold-brew-ratio"), "")
    room.store.add_article("coffee", "cold-brew-ratio", "cold brew ratio", "awaiting review")
    return room


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("review", "--approve"), "Name the article that you decide about"),
        (("review", "--reject", "thin"), "Name the article that you decide about"),
        (("review", WAITS, "--reject", ""), "--reject needs words"),
        (("review", WAITS, "--send-back", " "), "--send-back needs words"),
        (("review", WAITS, "--approve", "--reject", ""), "Choose one of --approve, --send-back and --reject"),
    ],
)
def test_a_decision_needs_an_article_and_its_note_words(
    typed: Typed, waiting: Newsroom, words: tuple[str, ...], said: str
) -> None:
    code, _, sentence = typed(*words)

    assert (code, said in sentence) == (MISTAKE, True), sentence
    assert waiting.store.article(WAITS).status == "awaiting review"
    assert not waiting.store.decisions(WAITS)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("refresh", "coffee", "5", "--dry-run", "--yes"), "--dry-run writes nothing"),
        (("refresh", "coffee", "5", "--dry-run", "--approve", "coffee/2026-11-29-a"), "--dry-run writes nothing"),
        (("refresh", "coffee", "5", "--approve", "coffee/2026-11-29-a", "--keyword", "x"), "leave out --keyword"),
        (("refresh", "coffee", "5", "--approve", "coffee/2026-11-29-a", "--notes", "x"), "leave out --notes"),
        (("refresh", "coffee", "5", "--notes", " "), "--notes needs words"),
        (("refresh", "coffee", "--notes", "shorter"), "go with a post"),
        (("audit", "coffee", "--list", "--report", "a.html"), "--list only says which audits are stored"),
        (("audit", "coffee", "--list", "--csv", "a.csv"), "--list only says which audits are stored"),
        (("costs", "--json", "--by", "bogus"), "--by bogus: choose one of"),
        (("costs", "--month", "9999-12"), "--month 9999-12: the calendar ends there"),
        (("costs", "--article", "coffee/none"), "There is no article 'coffee/none'"),
        (("publish", "coffee", "tea", "--at", "9999-12-31 23:59-05:00"), "this is no date with a time"),
        (("site", "add", "https://www.example.com", "--name", "example"), "example.yaml is no site's file"),
        (("site", "add", "https://www.example.com", "--name", "network"), "network.yaml is no site's file"),
    ],
)
def test_what_cannot_be_done_as_typed_is_a_mistake(typed: Typed, words: tuple[str, ...], said: str) -> None:
    code, printed, sentence = typed(*words)

    assert (code, printed, said in sentence) == (MISTAKE, "", True), sentence


def test_a_plan_is_shown_rejected_and_approved_only_where_it_is_written(typed: Typed, room: Newsroom) -> None:
    run = room.store.open_run("coffee", "fix")
    fix = samples_of_fixes.fix(before="in 2019", after="in 2025")
    room.store.put_plan(FixPlan(id=run, site="coffee", url="https://example.org", made_at=now(), fixes=(fix,)))

    _, shown, hinted = typed("review", run)
    approved = typed("review", run, "--approve")
    rejected = typed("review", run, "--reject", "not now")

    assert "in [-2019-]{+2025+}" in shown
    assert hinted == f'Decide: masthead fix coffee --apply --plan {run} | masthead review {run} --reject "WHY"\n'
    assert approved == (
        MISTAKE,
        "",
        f"A plan is approved where it is written: masthead fix coffee --apply --plan {run}",
    )
    assert rejected[:2] == (0, f"{run} is rejected: not now\n")
    assert typed("review")[1:] == ("", "Nothing waits for you.\n")


@pytest.mark.parametrize("words", [("audit", "--all"), ("audit", "--all", "--json"), ("doctor",)])
def test_where_there_is_no_site_yet_the_command_that_adds_one_is_told(
    typed: Typed, room: Newsroom, words: tuple[str, ...]
) -> None:
    (room.folder / "coffee.yaml").unlink()

    code, printed, sentence = typed(*words)

    assert (code, printed) == (MISTAKE, "")
    assert sentence == "There is no site yet. Add one: masthead site add https://www.example.com --name shop"


def test_a_plan_without_a_fix_is_told_as_json_too(typed: Typed, room: Newsroom) -> None:
    run = room.store.open_run("coffee", "fix")
    room.store.put_plan(FixPlan(id=run, site="coffee", url="https://example.org", made_at=now(), fixes=()))

    code, printed, _ = typed("fix", "coffee", "--apply", "--plan", run, "--json")

    assert code == 0
    assert (json.loads(printed)["plan"], json.loads(printed)["applied"]) == (run, [])


def spent(room: Newsroom, name: str) -> None:
    key = CallKey(site="coffee", article=name, layer="maintenance", step="fix")
    worst = Usage(output_tokens=10)
    call = room.ledger.reserve(key, run="r", model="claude-haiku-5-5", worst=worst, caps=Caps())
    room.ledger.settle(call, Usage(input_tokens=10_000), "request", "{}")


@pytest.mark.parametrize("name", ["coffee/fixes-2026-11", "coffee/refresh-5-abcd1234"])
def test_every_name_in_the_bill_can_be_asked_for(room: Newsroom, name: str) -> None:
    spent(room, name)

    assert report(room, article=name).usd == Decimal("0.001")
    with pytest.raises(NoSuchArticleError):
        report(room, article=f"{name}-other")


def test_tries_that_were_refused_and_cost_nothing_are_listed_only_where_they_are_asked_for(
    typed: Typed, waiting: Newsroom
) -> None:
    for slug, status in (("covered", "refused"), ("paid", "refused"), ("thrown-out", "rejected")):
        waiting.store.add_article("coffee", slug, slug, "working")
        waiting.store.set_status(f"coffee/{slug}", status, "because")
    spent(waiting, "coffee/paid")

    _, listed, said = typed("articles")
    _, whole, nothing = typed("articles", "--all")

    assert [line.split()[0] for line in listed.splitlines()] == [WAITS, "coffee/paid", "coffee/thrown-out"]
    assert said == "1 try that was refused is left out, for nothing was spent on it: masthead articles --all\n"
    assert ("coffee/covered" in whole, nothing) == (True, "")
    assert "coffee/covered" not in typed("articles", "--json")[1]


def test_a_review_says_when_the_post_goes_live_and_how_long_it_is(typed: Typed, waiting: Newsroom) -> None:
    text = article()
    waiting.store.put_step(WAITS, "article", fingerprint="", output=text.model_dump_json(), run="")
    soon = typed("review", WAITS)[1]
    dated = Order(site="coffee", keyword="cold brew ratio", slug="cold-brew-ratio", at="2099-07-01T08:00:00")
    keep_order(waiting.store, dated, "")
    later = typed("review", WAITS)[1]

    assert "Goes live    as soon as it is approved and resumed" in soon
    assert "Goes live    2099-07-01 09:00 (Europe/London), 2099-07-01 08:00 UTC\n" in later
    count = words_of(text.draft)
    assert count < 600
    assert f"Length       {count} words, fewer than the 600 that coffee wants (`words: {{min: 600}}`)" in later


@pytest.mark.parametrize("words", [(b"show", b"coffee/\xff"), (b"publish", b"coffee", b"caf\xe9")])
def test_an_argument_that_is_no_utf_8_is_one_sentence(words: tuple[bytes, ...]) -> None:
    code = "import flows.command; flows.command.main()"

    ended = subprocess.run([sys.executable, "-X", "utf8", "-c", code, *words], cwd=HOME, capture_output=True, text=True)

    assert ended.returncode == MISTAKE
    assert ended.stderr.count("\n") == 1
    assert f"Argument {len(words)}, " in ended.stderr
    assert "is not UTF-8 text" in ended.stderr


def test_arguments_in_any_script_are_taken() -> None:
    command.refuse_broken(["publish", "coffee", "水出しコーヒー 🙂"])


def test_a_file_that_is_no_store_is_named(typed: Typed, room: Newsroom, tmp_path: Path) -> None:
    (tmp_path / "masthead.db").write_text("no database at all\n" * 99)

    code, _, sentence = typed("articles")

    assert code == MISTAKE
    assert "store.db cannot be used: file is not a database. Name the file of a store" in sentence
    with pytest.raises(MistakeError):
        _ = Newsroom(room.folder).store
