"""SIGKILL at any point; the same command again completes it: one post, no doubled link, nothing paid twice.

These are some of the points of `python -m benchmarks.kill_table`, which tries every request and every commit. The run is
a process of its own; what kills it stands outside (a proxy where it looks for its servers, strace at its system calls).
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from benchmarks.killing.commits import Side
from benchmarks.killing.gate import Phase
from benchmarks.killing.points import AtCommit, AtRequest, Errand, Lane, Reference, Row
from benchmarks.killing.stage import gated
from benchmarks.stage import Stage

pytestmark = pytest.mark.server

CREATE = r"coffee POST /wp/v2/posts"
CHANGE = r"coffee POST /wp/v2/posts/\d+"


@dataclass(frozen=True)
class Trial:
    """A stage to kill runs on, and what a run does there that nobody kills."""

    lane: Lane
    reference: Reference

    def at_request(self, pattern: str, phase: Phase, which: int = 0) -> Row:
        """Kill at the `which`-th request of those that fit."""
        fitting = [at for at, passage in enumerate(self.reference.passages, 1) if re.fullmatch(pattern, passage.label)]
        number = fitting[which]
        return self.lane.tried(AtRequest(number, self.reference.passages[number - 1].label, phase), self.reference)

    def at_commit(self, following: str, side: Side, which: int = 0) -> Row:
        """Kill at the first commit after the `which`-th request of those that fit; what was written is read back in between."""
        fitting = [
            at for at, passage in enumerate(self.reference.passages, 1) if re.fullmatch(following, passage.label)
        ]
        commit = next(each for each in self.reference.commits if each.request >= fitting[which])
        return self.lane.tried(AtCommit(commit, side), self.reference)


@pytest.fixture(scope="module")
def trial(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trial]:
    if shutil.which("strace") is None:
        pytest.skip("killing at a commit needs strace")
    home = tmp_path_factory.mktemp("kill")
    with gated(stage, home / "sites") as prepared:
        lane = Lane.on(prepared, home / "scratch", Errand("coffee", "espresso grind size"))
        reference = lane.reference()
        assert reference.ended.returncode == 0, reference.ended.stderr
        yield Trial(lane, reference)
    stage.restore()


def assert_completed_once(row: Row) -> None:
    assert row.problems == ()
    assert (row.first, row.second, row.posts) == ("killed", "exit 0", 1)


@pytest.mark.matrix
def test_a_draft_whose_reply_is_lost_is_asked_for_again_and_shown_as_unconfirmed(trial: Trial) -> None:
    row = trial.at_request("model Draft", "committed")

    assert_completed_once(row)
    assert row.unconfirmed == 1


@pytest.mark.matrix
def test_half_an_answer_of_the_model_is_not_charged_but_shown_as_unconfirmed(trial: Trial) -> None:
    row = trial.at_request("model GeoAnswer", "mid-reply")

    assert_completed_once(row)
    assert row.unconfirmed == 1


@pytest.mark.matrix
def test_an_answer_that_was_not_written_down_in_time_is_shown_as_unconfirmed(trial: Trial) -> None:
    row = trial.at_commit("model SeoAnswer", "before")

    assert_completed_once(row)
    assert row.unconfirmed == 1


@pytest.mark.matrix
def test_an_answer_that_was_written_down_is_not_paid_again(trial: Trial) -> None:
    row = trial.at_commit("model SeoAnswer", "after")

    assert_completed_once(row)
    assert row.unconfirmed == 0


def test_a_post_whose_creation_was_committed_and_never_confirmed_is_found_again(trial: Trial) -> None:
    assert_completed_once(trial.at_request(CREATE, "committed"))


@pytest.mark.matrix
def test_a_post_that_was_created_and_not_written_down_is_found_again(trial: Trial) -> None:
    assert_completed_once(trial.at_commit(CREATE, "before"))


@pytest.mark.matrix
def test_a_status_that_was_set_and_never_confirmed_is_not_set_again(trial: Trial) -> None:
    assert_completed_once(trial.at_request(CHANGE, "committed"))


@pytest.mark.matrix
def test_a_link_that_was_written_and_half_confirmed_is_not_set_twice(trial: Trial) -> None:
    assert_completed_once(trial.at_request(CHANGE, "mid-reply", which=1))


@pytest.mark.matrix
def test_a_link_that_was_not_yet_sent_is_set_once(trial: Trial) -> None:
    assert_completed_once(trial.at_request(CHANGE, "before", which=-1))


@pytest.mark.matrix
def test_the_last_link_is_kept_when_the_run_ends_before_it_says_so(trial: Trial) -> None:
    assert_completed_once(trial.at_commit(CHANGE, "before", which=-1))
