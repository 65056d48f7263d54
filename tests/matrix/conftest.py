"""Every cell of the matrix: a WordPress version, one site or a network, a role; made once per version, empty for each test."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sandbox import wordpress as sandbox
from sandbox.processes import free_port
from tests.matrix.cell import KINDS, ROLES, Cell, Kind, Role

FIRST_PORT = 18460


@dataclass(frozen=True)
class Network:
    """The sites of one WordPress version, and the passwords of their users by site and role."""

    state: sandbox.State
    passwords: dict[tuple[Kind, Role], str]


@pytest.fixture(scope="session", params=["newest", "oldest"])
def network(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Network]:
    """A single site, and the second site of a network in a folder, each with a user of every role."""
    root = tmp_path_factory.mktemp(request.param)
    specs = [
        sandbox.SiteSpec("single", "One site"),
        sandbox.SiteSpec("multisite", "A branch", multisite=True, folder="press"),
    ]
    try:
        state = sandbox.up(root, specs, free_port(FIRST_PORT), age=request.param)
        yield Network(state, {(kind, role): password for kind in KINDS for role, password in _users(state, kind)})
    finally:
        sandbox.down(root, wipe=True)


def _users(state: sandbox.State, kind: Kind) -> list[tuple[Role, str]]:
    """One of each role, and an editor besides; they stay when a test's traces are removed."""
    sandbox.add_user(state.root, kind, "somebody-else", "editor")
    made = [(role, sandbox.add_user(state.root, kind, f"the-{role}", role)) for role in ROLES]
    sandbox.snapshot(state.root, kind)
    return made


@pytest.fixture(params=[(kind, role) for kind in KINDS for role in ROLES], ids=lambda pair: " ".join(pair))
def cell(network: Network, request: pytest.FixtureRequest) -> Iterator[Cell]:
    """One cell, whose site has no posts; nor has it after the test."""
    kind: Kind
    role: Role
    kind, role = request.param
    yield Cell(network.state, kind, role, network.passwords[kind, role])
    sandbox.restore(network.state.root, kind)
