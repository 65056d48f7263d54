"""SIGKILL while fixes are written or taken back: the same command goes on, the end is the same, the journal whole.

These are some of the points of `python -m benchmarks.fix_kill_table`, which tries every request.
"""

from collections.abc import Iterator

import pytest

from benchmarks.killing.fixing import Bench
from benchmarks.killing.gate import Phase
from benchmarks.killing.stage import gated
from benchmarks.stage import Stage

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def bench(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    home = tmp_path_factory.mktemp("fix-kill")
    with gated(stage, home / "sites") as prepared:
        yield Bench.on(prepared, home / "scratch")
    stage.restore()


def writes(bench: Bench, act: str) -> list[int]:
    return [number for number, passage in enumerate(bench.requests[act], 1) if " POST " in passage.label]


@pytest.mark.parametrize(
    ("act", "phase"), [("apply", "committed"), pytest.param("undo", "mid-reply", marks=pytest.mark.matrix)]
)
def test_killed_at_its_second_write_it_goes_on_and_ends_the_same(bench: Bench, act: str, phase: Phase) -> None:
    row = bench.tried(act, writes(bench, act)[1], phase)

    assert row.first == "killed"
    assert row.problems == ()


@pytest.mark.matrix
@pytest.mark.parametrize("phase", ["before", "committed"])
@pytest.mark.parametrize("act", ["apply", "undo"])
def test_killed_right_after_its_last_write_too(bench: Bench, act: str, phase: Phase) -> None:
    row = bench.tried(act, writes(bench, act)[-1] + 1, phase)

    assert row.problems == ()
