"""A stale post is brought up to date as itself: the same address, only what is out of date changed, and all of it taken back."""

import pytest

from benchmarks.stage import Desk, Stage
from sandbox.wordpress import stale
from tests.flows import observing, planting

pytestmark = pytest.mark.server


def test_slice(desk: Desk, stage: Stage) -> None:
    number, url = stale.plant(stage.state, stage.web.port)
    before = planting.raw(stage, number)
    print(before["modified"], before["date"])
    audit = observing.here(desk, "audit", "coffee", "--no-live", "--fail-on", "never")
    print(audit.stderr)
    listed = observing.here(desk, "refresh", "coffee")
    print(listed.stdout, listed.stderr)
    done = observing.here(desk, "refresh", "coffee", str(number))
    print(done.stdout, done.stderr)
    after = planting.raw(stage, number)
    print(before["content"]["raw"])
    print("=======")
    print(after["content"]["raw"])
    undone = observing.here(desk, "undo", done.stdout.splitlines()[-1].split(":")[0])
    print(undone.stdout, undone.stderr)
    assert planting.raw(stage, number)["content"]["raw"] == before["content"]["raw"]
    assert 0
