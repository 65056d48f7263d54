"""The two databases a site may live in: a private MariaDB server per state folder, or one SQLite file per site."""

import os
import pwd
import shutil
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Literal, Protocol

from sandbox.errors import SandboxError
from sandbox.processes import POLL_S, Service
from sandbox.wordpress.core import sqlite_driver
from sandbox.wordpress.packages import program, run
from sandbox.wordpress.sockets import socket_folder, socket_path

Engine = Literal["mariadb", "sqlite", "compose"]  # the last one is containers.py's
SNAPSHOT = "__seeded"


class Database(Protocol):
    """What a site needs from where its tables are kept."""

    engine: Engine

    def services(self) -> tuple[Service, ...]:
        """The processes that must run before any site does."""

    def wait(self) -> None:
        """Return when it answers; raises SandboxError when it does not within 20 s."""

    def create(self, site: str) -> None:
        """Make an empty database, in place of a half-made one of an interrupted installation."""

    def constants(self, site: str) -> dict[str, str]:
        """The constants of wp-config.php that lead WordPress there."""

    def snapshot(self, site: str) -> None:
        """Keep the tables as they are now, in place of an earlier snapshot."""

    def restore(self, site: str) -> None:
        """Bring the tables back to the snapshot, which `up` made when it installed the site."""


def open_database(engine: Engine, root: Path) -> Database:
    """The database of a state folder."""
    if engine == "compose":
        raise SandboxError("These sites run in containers: snapshots, users and plugins need PHP on this machine.")
    return MariaDB(root) if engine == "mariadb" else SQLite(root)


class MariaDB:
    """A server of its own on a socket that only this user can reach; whoever owns the process is its administrator."""

    engine: Engine = "mariadb"

    def __init__(self, root: Path) -> None:
        self.data = root / "mariadb"
        self.socket = socket_path(root, "mariadb")

    def services(self) -> tuple[Service, ...]:
        """The server, its data folder made on first use."""
        self._initialise()
        socket_folder(self.socket)
        return (Service("mariadb", tuple(self._server()), grace_s=30),)

    def wait(self, patience_s: float = 20) -> None:
        """See `Database.wait`."""
        give_up = time.monotonic() + patience_s
        while True:
            try:
                self._sql("SELECT 1;")
            except SandboxError:
                if time.monotonic() > give_up:
                    raise
                time.sleep(POLL_S)
            else:
                return

    def create(self, site: str) -> None:
        """See `Database.create`."""
        self._sql(f"DROP DATABASE IF EXISTS `{_name(site)}`; CREATE DATABASE `{_name(site)}` CHARACTER SET utf8mb4;")

    def constants(self, site: str) -> dict[str, str]:
        """See `Database.constants`; there is no password, the server asks the kernel who is calling."""
        user = _user()
        return {
            "DB_NAME": _name(site),
            "DB_USER": user,
            "DB_PASSWORD": "",
            "DB_HOST": f"localhost:{self.socket}",
            "DB_CHARSET": "utf8mb4",
        }

    def snapshot(self, site: str) -> None:
        """See `Database.snapshot`: the tables are copied into a second database."""
        live, kept = _name(site), _name(site) + SNAPSHOT
        self._sql(f"DROP DATABASE IF EXISTS `{kept}`; CREATE DATABASE `{kept}` CHARACTER SET utf8mb4;")
        copies = [
            f"CREATE TABLE `{kept}`.`{table}` LIKE `{live}`.`{table}`;" + _refill(kept, live, table)
            for table in self._tables(live)
        ]
        self._sql("".join(copies))

    def restore(self, site: str) -> None:
        """See `Database.restore`; tables made since, by a plugin for example, are dropped."""
        live, kept = _name(site), _name(site) + SNAPSHOT
        wanted, present = self._tables(kept), self._tables(live)
        dropped = [f"DROP TABLE `{live}`.`{t}`;" for t in present if t not in wanted]
        made = [f"CREATE TABLE `{live}`.`{t}` LIKE `{kept}`.`{t}`;" for t in wanted if t not in present]
        filled = [f"TRUNCATE `{live}`.`{t}`;" + _refill(live, kept, t) for t in wanted]
        # WordPress may be at work on a request of its own, and would put a row between a table's emptying and its filling
        locked = ", ".join(f"`{live}`.`{t}` WRITE, `{kept}`.`{t}` READ" for t in wanted)
        steps = [*dropped, *made, f"LOCK TABLES {locked};", *filled, "UNLOCK TABLES;"]
        self._sql("SET FOREIGN_KEY_CHECKS=0;" + "".join(steps))

    def _tables(self, database: str) -> list[str]:
        return self._sql(f"SHOW TABLES FROM `{database}`;").split()

    def _sql(self, statements: str) -> str:
        command = [_needed("mariadb"), *self._client_options(), "--batch", "--skip-column-names"]
        done = subprocess.run(command, input=statements, capture_output=True, text=True, check=False, timeout=60)
        if done.returncode:
            raise SandboxError(f"The database refused: {done.stderr.strip()}")
        return done.stdout

    def _client_options(self) -> list[str]:
        return ["--no-defaults", f"--socket={self.socket}", "--default-character-set=utf8mb4"]

    def _initialise(self) -> None:
        if (self.data / "mysql").is_dir():
            return
        self.data.parent.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.data, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=self.data.parent, prefix="mariadb-") as work:
            fresh = Path(work) / "data"
            owner = [f"--user={_user()}"] if os.geteuid() == 0 else []
            run(
                [
                    _needed("mariadb-install-db"),
                    "--no-defaults",
                    "--force",  # a machine without /etc/hosts cannot look its own name up, and nothing here needs it
                    f"--datadir={fresh}",
                    f"--tmpdir={work}",  # a server that starts deletes every temporary table of the folder, another server's too
                    *owner,
                    *_storage_options(),
                    *_ACCOUNT,
                    f"--auth-root-socket-user={_user()}",
                ]
            )
            fresh.rename(self.data)

    def _server(self) -> list[str]:
        owner = [f"--user={_user()}"] if os.geteuid() == 0 else []
        scratch = self.data.with_name("mariadb-tmp")
        scratch.mkdir(parents=True, exist_ok=True)
        files = [
            f"--datadir={self.data}",
            f"--tmpdir={scratch}",
            f"--socket={self.socket}",
            f"--pid-file={self.data}/server.pid",
        ]
        return [_needed("mariadbd"), "--no-defaults", *files, *owner, *_storage_options(), *_SMALL_AND_LOCAL]


# mariadb-install-db and the server must agree on these
def _storage_options() -> list[str]:
    return ["--innodb-log-file-size=16M", "--innodb-doublewrite=0", "--innodb-flush-log-at-trx-commit=2"]


_ACCOUNT = ["--auth-root-authentication-method=socket", "--skip-test-db", "--skip-name-resolve"]
_SMALL_AND_LOCAL = [
    "--skip-networking",
    "--skip-name-resolve",
    "--skip-log-bin",
    "--performance-schema=OFF",
    "--innodb-buffer-pool-size=64M",
    "--key-buffer-size=4M",
    "--character-set-server=utf8mb4",
]


class SQLite:
    """One file per site, through the WordPress project's own driver."""

    engine: Engine = "sqlite"

    def __init__(self, root: Path) -> None:
        self.folder = root / "sqlite"

    def services(self) -> tuple[Service, ...]:
        """None: the file is opened by PHP."""
        return ()

    def wait(self) -> None:
        """See `Database.wait`: a file is always there."""

    def create(self, site: str) -> None:
        """See `Database.create`."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for path in self.folder.glob(f"{_name(site)}.sqlite*"):
            path.unlink()

    def constants(self, site: str) -> dict[str, str]:
        """See `Database.constants`."""
        return {
            "DB_NAME": _name(site),
            "DB_USER": "",
            "DB_PASSWORD": "",
            "DB_HOST": "",
            "DB_DIR": str(self.folder),
            "DB_FILE": f"{_name(site)}.sqlite",
        }

    def drop_in(self) -> str:
        """The text of `wp-content/db.php`."""
        driver = sqlite_driver()
        text = (driver / "db.copy").read_text()
        return text.replace("{SQLITE_IMPLEMENTATION_FOLDER_PATH}", str(driver)).replace(
            "{SQLITE_PLUGIN}", "sqlite-database-integration/load.php"
        )

    def snapshot(self, site: str) -> None:
        """See `Database.snapshot`: SQLite's own backup, which reads a consistent state from beside the site's writers."""
        self._copy(self._file(site), self._file(site, SNAPSHOT))

    def restore(self, site: str) -> None:
        """See `Database.restore`."""
        self._copy(self._file(site, SNAPSHOT), self._file(site))

    def _file(self, site: str, suffix: str = "") -> Path:
        return self.folder / f"{_name(site)}{suffix}.sqlite"

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with (
            closing(sqlite3.connect(source, timeout=20)) as origin,
            closing(sqlite3.connect(target, timeout=20)) as copy,
        ):
            origin.backup(copy)


def _user() -> str:
    # not from LOGNAME, which still names the earlier user after `su`: the server compares with the process's owner
    return pwd.getpwuid(os.geteuid()).pw_name


def _refill(target: str, source: str, table: str) -> str:
    # names cannot be bound as parameters; these come from SHOW TABLES and from a checked site name
    return f"INSERT INTO `{target}`.`{table}` SELECT * FROM `{source}`.`{table}`;"  # noqa: S608


def _name(site: str) -> str:
    return f"wp_{site}"


def _needed(name: str) -> str:
    found = program(name)
    if found is None:
        raise SandboxError(f"{name!r} is not installed: run `python -m sandbox install`, or use --database sqlite.")
    return found
