"""Fixtures of the boundary: a database of each kind, empty, and a store in it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from layers.boundary.store import Store

SERVER_USER = "postgres"


def postgres_binaries() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def unprivileged() -> dict[str, str]:
    """PostgreSQL refuses to run as root; Debian's package makes a user for it."""
    return {"user": SERVER_USER, "group": SERVER_USER} if os.geteuid() == 0 else {}


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server on a unix socket of its own; the address ends before the name of the database."""
    binaries = postgres_binaries()
    if binaries is None:
        pytest.skip("no PostgreSQL server is installed")
    home = Path(tempfile.mkdtemp(prefix="masthead-pg-"))
    who = unprivileged()
    if who:
        shutil.chown(home, SERVER_USER, SERVER_USER)
    data = home / "data"
    subprocess.run(
        [binaries / "initdb", "-D", data, "-A", "trust", "-U", "masthead", "--no-sync"],
        cwd=home,
        check=True,
        capture_output=True,
        **who,
    )
    quick = f"-c listen_addresses= -c unix_socket_directories={home} -c fsync=off"
    control = [binaries / "pg_ctl", "-D", data, "-w", "-l", home / "log"]
    subprocess.run([*control, "-o", quick, "start"], cwd=home, check=True, capture_output=True, **who)
    try:
        yield f"postgresql+psycopg://masthead@/{{}}?host={home}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], cwd=home, check=True, capture_output=True, **who)
        shutil.rmtree(home)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.server)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/masthead.db"
        return
    server: str = request.getfixturevalue("postgresql")
    admin = create_engine(server.format("postgres"), isolation_level="AUTOCOMMIT")
    name = f"t{abs(hash(tmp_path))}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield server.format(name)
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def sqlite_store(blank: Path, tmp_path: Path) -> Iterator[Store]:
    store = Store(f"sqlite:///{shutil.copy(blank, tmp_path)}")
    yield store
    store.close()


@pytest.fixture
def store(url: str, blank: Path) -> Iterator[Store]:
    if url.startswith("sqlite"):
        shutil.copy(blank, url.removeprefix("sqlite:///"))
    store = Store(url)
    yield store
    store.close()
