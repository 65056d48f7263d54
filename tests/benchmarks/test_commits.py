"""Killed by strace at a commit of a real store: before it nothing is kept, at it everything is."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.killing.commits import Commit, Side, commits, killing, tracing
from benchmarks.killing.gate import Passage
from layers.boundary.store import Store

HOME = Path(__file__).parent.parent.parent
WRITER = """
import sys
from layers.boundary.store import Store
store = Store(f"sqlite:///{sys.argv[1]}")
for slug in ("first", "second"):
    store.add_article("coffee", slug, slug, "working")
"""

pytestmark = pytest.mark.server


def written(database: Path, tracer: tuple[str, ...]) -> int:
    command = [*tracer, sys.executable, "-c", WRITER, str(database)]
    return subprocess.run(command, cwd=HOME, capture_output=True, check=False, timeout=60).returncode


@pytest.fixture
def found(tmp_path: Path) -> list[Commit]:
    """The commits of a writer whom nobody kills."""
    if shutil.which("strace") is None:
        pytest.skip("needs strace")
    database = tmp_path / "whole" / "masthead.db"
    assert written(database, tracing(database, tmp_path / "trace")) == 0
    return list(commits((tmp_path / "trace").read_text(), [Passage("shop GET /", ended=0.0)]))


@pytest.mark.parametrize(("side", "kept"), [("before", ["first"]), ("after", ["first", "second"])])
def test_a_writer_killed_at_its_last_commit(side: Side, kept: list[str], found: list[Commit], tmp_path: Path) -> None:
    database = tmp_path / "killed" / "masthead.db"

    assert written(database, killing(database, side, found[-1].when(side))) != 0

    store = Store(f"sqlite:///{database}")
    assert [article.slug for article in store.articles()] == kept
    store.close()


def test_a_commit_is_told_by_the_request_before_it(found: list[Commit]) -> None:
    assert found[-1].following == "shop GET /"
    assert len({commit.number for commit in found}) == len(found) >= 3
