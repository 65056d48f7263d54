"""Real WordPress sites on loopback, made once per run; each test leaves them as it found them.

`wordpress` has two empty sites for the client's own tests. `stage` adds to the same database the two seeded demo sites,
the rehearsal model and the saved web, and `desk` is an operator's desk there: a folder of sites, a store, the command.

What only those fixtures need is imported in them: half of the quick tests need none of it.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from benchmarks.stage import Desk, Ended, Stage
    from benchmarks.warm import Warm
    from tests.sites import Sites

FIRST_PORT = 10_000 + os.getpid() % 400 * 20  # two runs begun at the same moment look for ports in different places


# A busy machine is no failure: speed is measured in benchmarks/. The whole matrix tries more examples than a quick look.
settings.register_profile("untimed", deadline=None, max_examples=int(os.environ.get("MASTHEAD_TEST_EXAMPLES", "15")))
settings.load_profile("untimed")


def pytest_collection_finish() -> None:
    """What was imported and collected is there to stay: looking through it again and again cost a fifth of the time."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite store that was opened once: copying it is quicker than the migrations."""
    from layers.boundary.store import Store

    file = tmp_path_factory.mktemp("blank") / "masthead.db"
    Store(f"sqlite:///{file}").close()
    return file


@pytest.fixture(scope="session")
def started_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    if not shutil.which("php"):
        pytest.skip("WordPress needs php")
    from sandbox import wordpress as sandbox
    from sandbox.processes import free_port
    from tests.sites import SPECS, Sites

    root = tmp_path_factory.mktemp("wordpress")
    try:
        age = "oldest" if os.environ.get("MASTHEAD_TEST_WORDPRESS") == "oldest" else "newest"
        yield Sites(root, sandbox.up(root, SPECS, free_port(FIRST_PORT), age=age))
    finally:
        sandbox.down(root, wipe=True)


@pytest.fixture
def wordpress(started_sites: Sites) -> Iterator[Sites]:
    """The sites, empty again after the test."""
    from sandbox import wordpress as sandbox
    from tests.sites import SPECS

    yield started_sites
    for spec in SPECS:
        sandbox.restore(started_sites.root, spec.name)


@pytest.fixture(scope="session")
def stage(started_sites: Sites) -> Iterator[Stage]:
    from benchmarks.stage import raised

    with raised(started_sites.root) as running:
        yield running


@pytest.fixture
def desk(stage: Stage, tmp_path: Path) -> Iterator[Desk]:
    """A new folder of sites and an empty store; the sites are as seeded again after the test, the model fails no more."""
    from benchmarks.stage import desk as set_up_desk

    yield set_up_desk(stage, tmp_path / "sites")
    stage.model.service.script.load(())
    stage.restore()


@pytest.fixture
def masthead(desk: Desk) -> Callable[..., Ended]:
    """Run the command as a process of its own, `--rehearse` added: `masthead("publish", "coffee", "cold brew ratio")`."""
    return desk.masthead


@pytest.fixture(scope="session")
def warm() -> Iterator[Warm]:
    """A process that has the program imported; its forks are runs that start at once, one at a time."""
    from benchmarks.warm import warmed

    with warmed() as running:
        yield running


@pytest.fixture
def quick_desk(desk: Desk, warm: Warm) -> Desk:
    """The desk, for tests that run the command several times one after the other."""
    return replace(desk, starter=warm.start)
