"""Every cell of the matrix: a WordPress version, one site or a network, a role; made once per version, empty for each test."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import yaml

from benchmarks.stage import SITES, Desk, Stage, moved, private
from sandbox import model, web
from sandbox import wordpress as sandbox
from sandbox.processes import free_port
from tests.matrix.cell import KINDS, ROLES, Cell, Kind, Role, Shop

FIRST_PORT = 20_000 + os.getpid() % 400 * 20  # two workers begun at the same moment look for ports in different places
SEEDED: dict[Kind, str] = {"single": "shop", "multisite": "chain"}


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


def _users(state: sandbox.State, site: str) -> list[tuple[Role, str]]:
    """One of each role, and an editor besides; they stay when a test's traces are removed."""
    sandbox.add_user(state.root, site, "somebody-else", "editor")
    made = [(role, sandbox.add_user(state.root, site, f"the-{role}", role)) for role in ROLES]
    sandbox.snapshot(state.root, site)
    return made


@pytest.fixture(params=[(kind, role) for kind in KINDS for role in ROLES], ids=lambda pair: " ".join(pair))
def cell(network: Network, request: pytest.FixtureRequest) -> Iterator[Cell]:
    """One cell, whose site has no posts; nor has it after the test."""
    kind: Kind
    role: Role
    kind, role = request.param
    yield Cell(network.state, kind, role, network.passwords[kind, role])
    sandbox.restore(network.state.root, kind)


@pytest.fixture(scope="session")
def shops(network: Network) -> Iterator[tuple[Stage, dict[tuple[Kind, Role], str]]]:
    """The coffee site of the demo, alone and in a network, with users of every role, the model and the saved web."""
    root, port = network.state.root, free_port(FIRST_PORT + 10)
    coffee = next(spec for spec in sandbox.demo_sites() if spec.name == "coffee")
    specs = [
        replace(coffee, name=SEEDED["single"]),
        replace(coffee, name=SEEDED["multisite"], multisite=True, folder="press"),
    ]
    state = sandbox.up(root, specs, port)
    asked, read = model.server.start(log=root / "usage.jsonl"), web.server.start()
    passwords = {(kind, role): password for kind in KINDS for role, password in _users(state, SEEDED[kind])}
    try:
        yield Stage(root, state, asked, read, root / "usage.jsonl"), passwords
    finally:
        asked.stop()
        read.stop()


@pytest.fixture(params=[(kind, role) for kind in KINDS for role in ROLES], ids=lambda pair: " ".join(pair))
def shop(
    shops: tuple[Stage, dict[tuple[Kind, Role], str]], request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Shop]:
    """An operator who publishes as a user of one role; the site is as seeded again afterwards."""
    kind: Kind
    role: Role
    kind, role = request.param
    stage, passwords = shops
    url = stage.state.site(SEEDED[kind]).url
    for name in ("network.yaml", "prices.yaml"):
        shutil.copy(SITES / name, tmp_path)
    written = yaml.safe_load((SITES / "coffee.yaml").read_text(encoding="utf-8"))
    pointed = yaml.safe_dump(moved(written, url, stage.web.port), allow_unicode=True)
    (tmp_path / "coffee.yaml").write_text(pointed, encoding="utf-8")
    private(tmp_path / ".env", f"COFFEE_USER='the-{role}'\nCOFFEE_APP_PASSWORD='{passwords[kind, role]}'\n")
    yield Shop(Desk(stage, tmp_path, tmp_path / "masthead.db"), kind, role, SEEDED[kind], url)
    sandbox.restore(stage.root, SEEDED[kind])
