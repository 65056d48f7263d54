"""One WordPress site on loopback: its folder, its configuration, and what PHP does for it."""

import fcntl
import json
import os
import re
import secrets
import shutil
import subprocess
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.processes import Service
from sandbox.wordpress.core import Core
from sandbox.wordpress.database import Database, SQLite
from sandbox.wordpress.packages import SYSTEM_PATH, program

HERE = Path(__file__).resolve().parent
THEME = "nameplate"
NAME = re.compile(r"^[a-z][a-z0-9]{0,30}$")
RESERVED = ("mariadb", "database", "model", "web")  # names of the processes that run beside the sites
ACCENT = re.compile(r"^#[0-9a-f]{6}$", re.IGNORECASE)
PHP_TIMEOUT_S = 120
WORKERS = "4"  # with one, WP-Cron's request to its own site would wait for itself
LOCALES = {"en": "", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "nl": "nl_NL", "pt": "pt_PT"}
SALTS = (
    "AUTH_KEY",
    "SECURE_AUTH_KEY",
    "LOGGED_IN_KEY",
    "NONCE_KEY",
    "AUTH_SALT",
    "SECURE_AUTH_SALT",
    "LOGGED_IN_SALT",
    "NONCE_SALT",
)


@dataclass(frozen=True)
class SiteSpec:
    """What a site shall be. `name` is lower-case letters and digits; without `seed`, a content folder, the site is empty."""

    name: str
    title: str
    tagline: str = ""
    timezone: str = "UTC"
    language: str = "en"
    accent: str = "#2b5d7a"
    seed: Path | None = None

    def __post_init__(self) -> None:
        if not NAME.match(self.name):
            raise SandboxError(
                f"{self.name!r} cannot name a site: use lower-case letters and digits, a letter first, 31 at most."
            )
        if self.name in RESERVED:
            raise SandboxError(f"A site cannot be called {self.name!r}: a program of the sandbox has that name.")
        if not ACCENT.match(self.accent):
            raise SandboxError(f"The accent colour {self.accent!r} of {self.name!r} is not of the form #2b5d7a.")


@dataclass(frozen=True)
class Site:
    """A site that exists: where it is and how to log in. Passwords stay out of its repr, and so out of logs."""

    name: str
    title: str
    url: str
    port: int
    user: str
    application_password: str = field(repr=False)
    admin_password: str = field(repr=False)


@dataclass(frozen=True)
class Place:
    """Where a site lives: one state folder, one core, one database, one port."""

    root: Path
    core: Core
    database: Database
    name: str
    port: int

    @property
    def url(self) -> str:
        """The site's address without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def folder(self) -> Path:
        """Everything of the site but its tables."""
        return self.root / "sites" / self.name

    @property
    def content(self) -> Path:
        """Its wp-content."""
        return self.folder / "content"

    @property
    def environment(self) -> dict[str, str]:
        """How PHP finds the site; paths only, no secret."""
        return {
            "SANDBOX_WP_CONFIG": str(self.folder / "wp-config.php"),
            "SANDBOX_WP_CONTENT": str(self.content),
            "SANDBOX_WP_CORE": str(self.core.path),
            "PHP_CLI_SERVER_WORKERS": WORKERS,
        }

    def service(self) -> Service:
        """Its web server."""
        command = [
            _php(),
            "-q",
            *self._options(),
            "-S",
            "127.0.0.1:{port}",
            "-t",
            str(self.core.path),
            str(HERE / "php" / "router.php"),
        ]
        return Service(self.name, tuple(command), self.port, self.environment)

    def install(self, spec: SiteSpec) -> Site:
        """Make the site anew: files, tables, administrator, application password."""
        with self._turn():
            shutil.rmtree(self.folder, ignore_errors=True)
            self._write_files()
            self.database.create(self.name)
        admin_password = secrets.token_urlsafe(18)
        answer = self.act("install", **install_task(spec, admin_password))
        return Site(
            spec.name, spec.title, self.url, self.port, "admin", str(answer["application_password"]), admin_password
        )

    def act(self, action: str, **task: object) -> Mapping[str, object]:
        """Have PHP do one act; what it needs, passwords included, goes through a pipe."""
        command = [_php(), *self._options(), str(HERE / "php" / "bootstrap.php")]
        with self._turn() as lock:
            done = subprocess.run(
                command,
                input=json.dumps({**task, "action": action, "url": self.url}),
                capture_output=True,
                text=True,
                check=False,
                timeout=PHP_TIMEOUT_S,
                env={**os.environ, "PATH": SYSTEM_PATH, **self.environment},
                pass_fds=(lock,),
            )
        try:
            answer = json.loads(done.stdout)
        except json.JSONDecodeError as unreadable:
            words = re.sub(r"<[^>]*>|\s+", " ", done.stderr + done.stdout).strip()[-600:]
            raise SandboxError(
                f"WordPress could not {action} the site {self.name!r}: {words or 'PHP said nothing'}"
            ) from unreadable
        return dict(answer)

    def plugin(self, php_source: str, name: str) -> Path:
        """Put a must-use plugin in; it counts from the next request on."""
        path = self.content / "mu-plugins" / f"{name}.php"
        path.write_text(php_source)
        return path

    def keep(self) -> None:
        """Snapshot of tables, uploads and must-use plugins."""
        self.database.snapshot(self.name)
        for part in ("uploads", "mu-plugins"):
            _replace(self.content / part, self.folder / "seeded" / part)

    def bring_back(self) -> None:
        """What `keep` kept, in place of what is there now."""
        self.database.restore(self.name)
        for part in ("uploads", "mu-plugins"):
            _replace(self.folder / "seeded" / part, self.content / part)

    def answers(self, timeout_s: float = 30) -> bool:
        """Whether WordPress itself, and not only its web server, answers."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(f"{self.url}/wp-json/wp/v2/types/post?_fields=slug", timeout=timeout_s) as reply:
                return bool(json.load(reply)["slug"] == "post")
        except (OSError, ValueError, KeyError):
            return False

    @contextmanager
    def _turn(self) -> Iterator[int]:
        """One act on the site at a time. PHP inherits the lock: seeding whose starter was killed is waited for."""
        lock = self.root / "sites" / f"{self.name}.lock"
        lock.parent.mkdir(parents=True, exist_ok=True)
        with lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file.fileno()

    def _options(self) -> list[str]:
        settings = {
            "opcache.enable_cli": "0",
            "opcache.memory_consumption": "128",
            "opcache.max_accelerated_files": "10000",
            "opcache.revalidate_freq": "0",  # a must-use plugin put in by a test counts at once
            "display_errors": "stderr",
            "memory_limit": "256M",
            "upload_max_filesize": "64M",
            "post_max_size": "64M",
        }
        if self.database.engine == "sqlite":  # the driver parses SQL in PHP: compiled, it takes half the time
            settings |= {"opcache.jit": "tracing", "opcache.jit_buffer_size": "64M"}
        return [part for name, value in settings.items() for part in ("-d", f"{name}={value}")]

    def _write_files(self) -> None:
        for part in ("mu-plugins", "plugins", "uploads", "themes"):
            (self.content / part).mkdir(parents=True)
        (self.content / "themes" / THEME).symlink_to(HERE / "theme", target_is_directory=True)
        shutil.copy(HERE / "php" / "sandbox.php", self.content / "mu-plugins")
        if isinstance(self.database, SQLite):
            (self.content / "db.php").write_text(self.database.drop_in())
        config = self.folder / "wp-config.php"
        config.touch(mode=0o600)
        config.write_text(self._config())

    def _config(self) -> str:
        constants = {
            **self.database.constants(self.name),
            **{salt: secrets.token_urlsafe(48) for salt in SALTS},
            "WP_HOME": self.url,
            "WP_SITEURL": self.url,
            "WP_CONTENT_DIR": str(self.content),
            "WP_CONTENT_URL": f"{self.url}/wp-content",
            "WP_ENVIRONMENT_TYPE": "local",  # without it application passwords are refused over http
        }
        lines = [f"define( '{name}', {php_string(value)} );" for name, value in constants.items()]
        lines += ["$table_prefix = 'wp_';", "require_once ABSPATH . 'wp-settings.php';"]
        return "<?php\n" + "\n".join(lines) + "\n"


def install_task(spec: SiteSpec, admin_password: str) -> dict[str, object]:
    """What the PHP side needs to install a site."""
    return {
        "title": spec.title,
        "tagline": spec.tagline,
        "timezone": spec.timezone,
        "locale": LOCALES.get(spec.language, spec.language.replace("-", "_")),
        "accent": spec.accent.lower(),
        "theme": THEME,
        "user": "admin",
        "admin_password": admin_password,
    }


def php_string(value: str) -> str:
    """A PHP literal that means exactly this text."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _php() -> str:
    found = program("php")
    if found is None:
        raise SandboxError("PHP is not installed: run `python -m sandbox install`.")
    return found


def _replace(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
