"""Opens the database and gives out transactions. SQLite and PostgreSQL differ here and nowhere else."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DBAPIError, NoSuchModuleError, OperationalError

from layers.errors import StoreDownError, StoreUnusableError

DEFAULT_URL = "sqlite:///.masthead/masthead.db"
HEAD = (
    "0007"  # the newest migration; known here so that alembic (0.25 s of CPU) is imported only when there is one to run
)
BUSY_S = 30
MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


class Database:
    """A database at the newest migration. Each `writing()` is one transaction: kept whole or, when killed, not at all."""

    def __init__(self, url: str = DEFAULT_URL) -> None:
        self._url = _parsed(url)
        self._engine = _engine(self._url)
        self._migrate()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.name})"

    @property
    def name(self) -> str:
        """Return the address without its password."""
        return self._url.render_as_string(hide_password=True)

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give one consistent view. Raises StoreDownError."""
        with self._told(), self._engine.connect().execution_options(masthead_reading=True) as connection:
            yield connection

    @contextmanager
    def writing(self, lock: str = "") -> Iterator[Connection]:
        """Give one transaction, committed at the end. Of those that name the same `lock`, one runs at a time.

        SQLite has one writer at a time anyway; PostgreSQL would let two of them read the same sum before either adds to it.
        """
        with self._told(), self._engine.begin() as connection:
            if lock:
                self._exclude_others(connection, lock)
            yield connection

    def _exclude_others(self, connection: Connection, lock: str) -> None:
        if self._engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": f"masthead {lock}"})

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OperationalError as error:
            raise StoreDownError(self.name, _first_line(error)) from None
        except DatabaseError as error:
            if (
                type(error) is not DatabaseError
            ):  # what SQLite raises bare is about the file, all else about a statement
                raise
            raise StoreUnusableError(
                self.name, _first_line(error), "Name the file of a store, or bring back a backup of this one."
            ) from None

    def _migrate(self) -> None:
        if self._revision() == HEAD:
            return
        with self.writing(lock="migrations") as connection:
            self._upgrade(connection)

    def _revision(self) -> str:
        with self.reading() as connection:
            return _revision(connection)

    def _upgrade(self, connection: Connection) -> None:
        from alembic import command
        from alembic.config import Config
        from alembic.script import ScriptDirectory

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        found = _revision(connection)
        if found and found not in known:
            raise StoreUnusableError(
                self.name, f"it was written by a newer Masthead (revision {found})", "Update Masthead."
            )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _revision(connection: Connection) -> str:
    if not inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or ""


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreUnusableError(
            "the `store` setting", "it is not an address", f"Write {DEFAULT_URL} or postgresql://..."
        ) from None
    return parsed.set(drivername="postgresql+psycopg") if parsed.drivername in {"postgres", "postgresql"} else parsed


def _engine(url: URL) -> Engine:
    name = url.render_as_string(hide_password=True)
    try:
        dialect = url.get_dialect().name
    except NoSuchModuleError:
        dialect = url.drivername
    if dialect == "sqlite":
        return _sqlite(url, name)
    if dialect == "postgresql":
        return create_engine(url, pool_pre_ping=True)
    raise StoreUnusableError(
        name, f"Masthead keeps its store in SQLite or PostgreSQL, not in {dialect}", f"Write {DEFAULT_URL}."
    )


def _sqlite(url: URL, name: str) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreUnusableError(name, "a store in memory would forget what was paid", "Name a file.")
    try:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnusableError(
            name, f"its folder cannot be made: {error.strerror}", "Name a place that can be written to."
        ) from None
    engine = create_engine(url, connect_args={"timeout": BUSY_S})
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = (
        None  # sqlite3 must not begin transactions of its own: `_begin_sqlite` chooses the kind
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    _use_wal(connection)


def _use_wal(connection: Any) -> None:
    """Switch to the write-ahead log. SQLite does not wait for other processes here, so two that open a new file would collide."""
    import sqlite3

    for _ in range(BUSY_S * 20):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            time.sleep(0.05)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at the start: a transaction that reads first and then writes fails at once when another one wrote."""
    reading = connection.get_execution_options().get("masthead_reading", False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _first_line(error: DBAPIError) -> str:
    return str(error.orig).strip().splitlines()[0] if error.orig and str(error.orig).strip() else type(error).__name__
