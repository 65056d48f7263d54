"""Two real WordPress sites on loopback, made once per run; each test leaves them as it found them."""

import shutil
from collections.abc import Iterator

import pytest

from sandbox import wordpress as sandbox
from sandbox.processes import free_port
from tests.sites import SPECS, Sites


@pytest.fixture(scope="session")
def started_sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    if not shutil.which("php"):
        pytest.skip("WordPress needs php")
    root = tmp_path_factory.mktemp("wordpress")
    try:
        yield Sites(root, sandbox.up(root, SPECS, free_port(8920)))
    finally:
        sandbox.down(root, wipe=True)


@pytest.fixture
def wordpress(started_sites: Sites) -> Iterator[Sites]:
    """The sites, empty again after the test."""
    yield started_sites
    for spec in SPECS:
        sandbox.restore(started_sites.root, spec.name)
