"""SIGKILL of `masthead doctor --probe` after each of its writes: plain `doctor` names what is left, the next probe removes it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from benchmarks.killing import outside
from benchmarks.killing.gate import Gate, Plan, doors
from benchmarks.killing.points import KILLED
from benchmarks.stage import Desk, ended
from layers.boundary.store import Store
from sandbox import wordpress as sandbox
from tests.flows import observing
from tests.sites import Sites

pytestmark = [pytest.mark.server, pytest.mark.matrix]

PROBE = ("doctor", "larder", "--probe")
Held = dict[str, dict[int, Any]]


@dataclass(frozen=True)
class Trial:
    """The empty site behind a gate, and a desk that finds it there."""

    gate: Gate
    at: Desk

    def run(self, plan: Plan) -> tuple[int, str]:
        """Run the probe as a process of its own, killed as planned."""
        self.gate.arm(plan)
        run = self.at.start(*PROBE)
        plan.victim = run.pid
        done = ended(run)
        return done.returncode, done.stdout + done.stderr

    def held(self) -> Held:
        """Everything that the site holds: what each post says and whose it is, terms, images."""
        stage = self.at.stage
        posts = outside.listed(stage, "larder", "posts", status=outside.STATUSES)
        found: Held = {"posts": {row["id"]: (row["author"], row["content"]["raw"]) for row in posts}}
        for kind in ("categories", "tags", "media"):
            found[kind] = {row["id"]: row["slug"] for row in outside.listed(stage, "larder", kind)}
        return found

    def named(self) -> list[str]:
        """What plain `doctor` says is left."""
        self.gate.arm(Plan())
        said = observing.here(self.at, "doctor", "larder", "--json")
        return list(json.loads(said.stdout)["examination"]["left"])


@pytest.fixture
def trial(wordpress: Sites, quick_desk: Desk) -> Iterator[Trial]:
    gate = Gate()
    sandbox.add_user(wordpress.root, "larder", "the-editor", "editor")  # to whom the draft is given
    with doors(gate, {"larder": (0, wordpress.state.site("larder").port)}) as opened:
        url = f"http://127.0.0.1:{opened['larder'].port}"
        yield Trial(gate, observing.with_site(quick_desk, "larder", url=url))


def writes(gate: Gate) -> list[int]:
    """The numbers of the requests that change the site."""
    return [number for number, passage in enumerate(gate.passages, 1) if " POST /wp/v2/" in passage.label]


def extra(now: Held, before: Held) -> int:
    return sum(len(set(now[kind]) - set(before[kind])) for kind in before)


def killed_at(trial: Trial, points: list[int], before: Held) -> list[int]:
    """Kill a probe after each of these writes, have what is left named and removed; how much was left each time."""
    left = []
    for number in points:
        code, said = trial.run(Plan(number, "committed"))
        assert code in KILLED, said
        there = trial.held()
        left.append(extra(there, before))
        assert len(trial.named()) == left[-1], there
        assert observing.here(trial.at, *PROBE).returncode == 0
        assert trial.held() == before
    return left


@pytest.mark.matrix
def test_a_probe_that_is_killed_is_cleaned_up_by_the_next(trial: Trial) -> None:
    before = trial.held()
    code, said = trial.run(Plan())
    assert code == 0, said
    labels = [trial.gate.passages[number - 1].label for number in writes(trial.gate)]
    new = {label: number for label, number in zip(labels, writes(trial.gate), strict=True) if label.endswith("s")}
    given = writes(trial.gate)[2]  # after the draft and noindex: it is another author's now

    left = killed_at(trial, [new["larder POST /wp/v2/posts"], given, new["larder POST /wp/v2/tags"]], before)

    assert left == [1, 1, 2]  # the draft, and the tag beside it


@pytest.mark.matrix
def test_a_probe_that_is_killed_after_any_of_its_writes_is_cleaned_up_by_the_next(trial: Trial) -> None:
    before = trial.held()
    trial.run(Plan())
    points = writes(trial.gate)
    assert len(points) >= 10

    left = killed_at(trial, points, before)

    assert max(left) == 2
    assert left[-1] == 0  # the last write of all takes the draft away


def test_a_killed_probe_leaves_its_entry_in_the_journal_open_and_keeps_nobody_out(trial: Trial) -> None:
    trial.run(Plan())
    store = Store(f"sqlite:///{trial.at.store}")
    done = len(store.journal(site="larder"))

    trial.run(Plan(writes(trial.gate)[0], "committed"))
    killed = store.journal(site="larder")[done:]
    again = observing.here(trial.at, *PROBE)

    assert [(entry.object_type, entry.state) for entry in killed] == [("probe", "open")]
    assert again.returncode == 0, again.stderr
    assert store.journal(site="larder")[-1].state == "undone"
    assert [run.outcome for run in store.runs(site="larder")][-2:] == ["", "probed"]
