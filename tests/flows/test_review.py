"""A person decides: nothing is written before, and a decision counts for exactly the text that was shown."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk, Ended, Stage, desk
from layers.boundary.store import Store
from layers.nouns import Article
from tests.flows import observing

pytestmark = pytest.mark.server

ID = "coffee/cold-brew-ratio"
WAITING, PARKED, MISTAKE = 4, 5, 2
NOTE = "Say in the conclusion how long it keeps."


@pytest.fixture(scope="module")
def before(stage: Stage) -> Iterator[outside.Sites]:
    stage.restore()
    yield outside.sites(stage)
    stage.restore()


@pytest.fixture(scope="module")
def first(stage: Stage, before: outside.Sites, tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Ended]:
    """A run on a site where a person always approves; each test goes on from a copy of its store."""
    at = observing.edited(
        desk(stage, tmp_path_factory.mktemp("review") / "sites"), "coffee", autonomy={"publish": "always"}
    )
    return at, observing.here(at, "publish", "coffee", "cold brew ratio")


@pytest.fixture
def at(first: tuple[Desk, Ended], tmp_path: Path) -> Desk:
    return observing.with_copy(first[0], tmp_path / "store")


@pytest.fixture
def masthead(at: Desk) -> Callable[..., Ended]:
    return lambda *words: observing.here(at, *words)


def article(at: Desk) -> dict[str, Any]:
    kept = Store(f"sqlite:///{at.store}").step(ID, "article")
    assert kept is not None
    return dict(json.loads(kept.output))


def test_a_run_ends_waiting_with_nothing_written(first: tuple[Desk, Ended], before: outside.Sites) -> None:
    at, ended = first

    assert (ended.returncode, ended.stdout) == (WAITING, "")
    assert f"{ID}: awaiting review" in ended.stderr
    assert outside.sites(at.stage) == before


def test_what_waits_is_listed_and_shown_whole(at: Desk, masthead: Callable[..., Ended]) -> None:
    listed, shown = masthead("review"), masthead("review", ID)
    draft = article(at)["draft"]

    assert listed.stdout.split() == [ID, "cold", "brew", "ratio"]
    assert draft["title"] in shown.stdout
    assert all(section["heading"] in shown.stdout for section in draft["sections"])
    assert f"masthead review {ID} --approve" in shown.stderr


def test_asking_again_waits_still_and_pays_nothing(at: Desk, masthead: Callable[..., Ended]) -> None:
    since = outside.lines(at.stage.usage)

    again = masthead("publish", "coffee", "cold brew ratio")

    assert again.returncode == WAITING
    assert outside.lines(at.stage.usage) == since


def test_what_was_approved_is_published_and_nothing_else(at: Desk, masthead: Callable[..., Ended]) -> None:
    shown = article(at)["draft"]["title"]

    approved = masthead("review", ID, "--approve")
    resumed = masthead("resume", ID)
    [post] = outside.versions(outside.sites(at.stage).records, "cold-brew-ratio")
    at.stage.restore()

    assert approved.returncode == 0
    assert resumed.returncode == 0, resumed.stderr
    assert resumed.stdout == f"{post.url}\n"
    assert (post.fields["status"], post.fields["title"]) == ("publish", shown)


def test_what_was_sent_back_is_changed_and_waits_again(
    at: Desk, masthead: Callable[..., Ended], before: outside.Sites
) -> None:
    shown, since = article(at), outside.lines(at.stage.usage)

    sent = masthead("review", ID, "--send-back", NOTE)
    resumed = masthead("resume", ID)

    assert sent.returncode == 0
    assert resumed.returncode == WAITING, resumed.stderr
    assert observing.paid(at.stage, since)["Patches"] >= 1
    assert observing.paid(at.stage, since)["Review"] == 1  # what was accepted before the note is not read again
    assert article(at)["draft"] != shown["draft"]
    assert masthead("review").stdout.startswith(ID)
    assert outside.sites(at.stage) == before


def test_an_approval_of_an_older_text_does_not_publish_a_newer_one(
    at: Desk, masthead: Callable[..., Ended], before: outside.Sites
) -> None:
    shown = article(at)
    assert masthead("review", ID, "--approve").returncode == 0

    resumed = masthead("resume", ID, "--notes", NOTE)

    assert article(at) != shown
    assert resumed.returncode == WAITING, resumed.stderr
    assert outside.sites(at.stage) == before


def test_a_text_that_was_written_since_it_was_shown_is_not_approved_unseen(
    at: Desk, masthead: Callable[..., Ended]
) -> None:
    assert masthead("review", ID).returncode == 0
    store = Store(f"sqlite:///{at.store}")
    kept = store.step(ID, "article")
    assert kept is not None
    other = Article.model_validate_json(kept.output).model_copy(update={"excerpt": "Another one."})
    store.put_step(ID, "article", fingerprint=kept.fingerprint, output=other.model_dump_json(), run=kept.run)

    unseen = masthead("review", ID, "--approve")
    assert masthead("review", ID).returncode == 0
    seen = masthead("review", ID, "--approve")

    assert (unseen.returncode, seen.returncode) == (MISTAKE, 0)
    assert f"written anew since it was shown. Look at it again: masthead review {ID}" in unseen.stderr


def test_an_approval_counts_for_no_other_text_even_when_it_is_the_last_decision(
    at: Desk, masthead: Callable[..., Ended], before: outside.Sites, tmp_path: Path
) -> None:
    assert masthead("review", ID, "--approve").returncode == 0
    store = Store(f"sqlite:///{at.store}")
    parts = {name: json.loads(store.step(ID, key).output) for name, key in (("brief", "brief"), ("draft", "draft.1"))}
    parts["draft"]["title"] = "Cold brew ratio, in a text that nobody has approved"
    file = tmp_path / "draft.json"
    file.write_text(json.dumps(parts))

    ended = masthead("publish", "coffee", "--draft", str(file))

    assert ended.returncode == WAITING, ended.stderr
    assert article(at)["draft"]["title"] == parts["draft"]["title"]
    assert outside.sites(at.stage) == before


def test_what_was_rejected_is_kept_and_never_published(
    at: Desk, masthead: Callable[..., Ended], before: outside.Sites
) -> None:
    rejected = masthead("review", ID, "--reject", "off the subject")

    again = masthead("publish", "coffee", "cold brew ratio")

    assert rejected.returncode == 0
    assert again.returncode == PARKED
    assert "rejected" in again.stderr
    assert masthead("show", ID).stdout.startswith(f"{ID}  rejected")
    assert masthead("review").stdout == ""
    assert outside.sites(at.stage) == before


@pytest.mark.parametrize(
    ("words", "expected"),
    [(("--approve", "--reject", "why"), "Choose one of"), (("--send-back", "a", "--reject", "b"), "Choose one of")],
)
def test_two_decisions_at_once_are_a_mistake(
    masthead: Callable[..., Ended], words: tuple[str, ...], expected: str
) -> None:
    ended = masthead("review", ID, *words)

    assert ended.returncode == MISTAKE
    assert expected in observing.sentence(ended)


def test_what_does_not_wait_cannot_be_decided(masthead: Callable[..., Ended]) -> None:
    masthead("review", ID, "--reject", "off the subject")

    ended = masthead("review", ID, "--approve")

    assert ended.returncode == MISTAKE
    assert "does not wait for a decision: it is rejected" in observing.sentence(ended)
