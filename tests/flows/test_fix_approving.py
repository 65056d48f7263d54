"""What a person says of a plan: all of it, one class, by check, fix by fix, or nothing."""

import os
import pty
import re
import select
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from benchmarks.stage import CHECKOUT, Desk, Stage
from flows.fixes.approving import CHOICES, chosen, dialled
from layers.nouns import Fix
from tests.flows import observing, planting
from tests.flows.test_fixes import WAITING, plan_of, planted

__all__ = ["planted"]

PATIENCE_S = 60.0
FIXES = tuple(
    Fix(
        number=number, check=check, fix_class=fix_class, object_type="post", object_id=number, url="https://example.org/",
        title="A post", field="content", field_sha256="0" * 64, before="a", after="b", reason="so", risk="none",
    )
    for number, check, fix_class in ((1, "link-detour", "A"), (2, "orphan", "B"), (3, "link-detour", "A"), (4, "excerpt-missing", "B"))
)  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "numbers"),
    [
        (["a"], [1, 2, 3, 4]), (["all"], [1, 2, 3, 4]), (["A"], [1, 3]), (["B"], [2, 4]), (["n"], []), (["what?"], []),
        ([""], []), (["c", "y", "n", "Yes"], [1, 3, 4]), (["o", "n", "y", "", "y"], [2, 4]),
    ],
)  # fmt: skip
def test_a_person_chooses_all_a_class_by_check_or_one_by_one(answers: list[str], numbers: list[int]) -> None:
    given, shown = iter(answers), []

    taken = chosen(FIXES, lambda _question: next(given), lambda fix: shown.append(fix.number))

    assert [fix.number for fix in taken] == numbers
    assert next(given, None) is None, "no more is asked than is answered"
    assert shown == ([1, 2, 3, 4] if answers[0] == "o" else []), "each is shown before it is asked about"


def test_the_dial_lets_through_what_it_names() -> None:
    assert [[fix.number for fix in dialled(FIXES, dial)] for dial in ("none", "A", "B")] == [[], [1, 3], [1, 2, 3, 4]]


@dataclass
class Terminal:
    """A command at a terminal of its own; `said` is all that it has printed there."""

    process: "subprocess.Popen[bytes]"
    leader: int
    said: str = ""
    read: int = 0

    def heard(self, question: str) -> None:
        """Wait until the command has printed this since the last answer."""
        while question not in self.said[self.read :]:
            assert self.more(), f"it ended without asking '{question}':\n{self.said}"

    def answer(self, text: str) -> None:
        self.read = len(self.said)
        os.write(self.leader, f"{text}\n".encode())

    def more(self) -> bool:
        ready, _, _ = select.select([self.leader], [], [], PATIENCE_S)
        assert ready, f"it hangs:\n{self.said}"
        try:
            piece = os.read(self.leader, 65536)
        except OSError:  # the other side of a terminal is closed when nobody holds it any more
            return False
        self.said += piece.decode(errors="replace")
        return bool(piece)

    def ended(self) -> int:
        while self.more():
            pass
        return self.process.wait(PATIENCE_S)


@contextmanager
def terminal(desk: Desk, words: Sequence[str]) -> Iterator[Terminal]:
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from flows.command import main; main()", *words],
        cwd=CHECKOUT, env=desk.environment(), stdin=follower, stdout=follower, stderr=follower, start_new_session=True,
    )  # fmt: skip
    os.close(follower)
    try:
        yield Terminal(process, leader)
    finally:
        process.kill()
        process.wait(PATIENCE_S)
        os.close(leader)


@pytest.mark.matrix
@pytest.mark.server
def test_at_a_terminal_each_fix_is_shown_in_colour_and_only_the_approved_ones_are_made(
    desk: Desk, stage: Stage, planted: planting.Planted
) -> None:
    plan, path = plan_of(desk, "--check", "link-detour")
    rows = yaml.safe_load(Path(path).read_text(encoding="utf-8"))["fixes"]
    approved = {row["number"] for row in rows[::2]}

    with terminal(desk, ["fix", "coffee", "--apply", "--plan", plan, "--rehearse"]) as told:
        told.heard(CHOICES.strip())
        told.answer("o")
        for row in rows:
            told.heard(f"fix {row['number']}: apply?")
            assert row["check"] in told.said[told.read :]
            told.answer("y" if row["number"] in approved else "n")
        code = told.ended()

    assert code == WAITING
    assert re.search(r"\x1b\[31m.*\x1b\[0m\x1b\[32m", told.said), "what goes is red, what comes green"
    assert f"{len(approved)} of {len(rows)} fixes applied" in told.said
    assert f"{len(rows) - len(approved)} fix waits for your approval" in told.said
    text = planting.raw(stage, planted.detours)["content"]["raw"]
    still = {row["number"] for row in rows if row["object_id"] == planted.detours and row["before"] in text}
    assert still == {row["number"] for row in rows if row["object_id"] == planted.detours} - approved
    kept = yaml.safe_load(observing.here(desk, "history", plan, "--json").stdout)
    assert len([row for row in kept if row["state"] == "written"]) == len(approved)
