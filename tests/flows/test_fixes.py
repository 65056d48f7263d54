"""Findings become fixes that are planned, applied, verified, and taken back to the byte."""

import json
from pathlib import Path

import pytest

from benchmarks.stage import Desk, Stage
from tests.flows import observing, planting

pytestmark = pytest.mark.server


def test_fixed_and_taken_back_every_content_table_is_as_it_was(desk: Desk, stage: Stage) -> None:
    planting.planted(stage)
    before = planting.dumped(stage)

    planned = observing.here(desk, "fix", "coffee")
    print(planned.stdout, planned.stderr)
    applied = observing.here(desk, "fix", "coffee", "--apply", "--yes")
    print(applied.stdout, applied.stderr)
    fixed = planting.dumped(stage)
    again = observing.here(desk, "fix", "coffee")
    print(again.stdout, again.stderr)
    undone = observing.here(desk, "undo", planned.stdout.split("(")[1].split(")")[0])
    print(undone.stdout, undone.stderr)

    assert applied.returncode == 0
    assert fixed != before
    assert undone.returncode == 0
    assert planting.dumped(stage) == before
    assert "nothing to fix" in again.stdout
