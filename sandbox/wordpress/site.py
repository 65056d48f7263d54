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
from dataclasses import dataclass, field, replace
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.processes import Service
from sandbox.wordpress.config import Constant, config, network_constants
from sandbox.wordpress.core import Core
from sandbox.wordpress.database import Database, SQLite
from sandbox.wordpress.packages import SYSTEM_PATH, program
from sandbox.wordpress.serving import WORKERS, Nginx, Server
from sandbox.wordpress.sockets import socket_path

HERE = Path(__file__).resolve().parent
THEME = "nameplate"
NAME = re.compile(r"^[a-z][a-z0-9]{0,30}$")
RESERVED = ("mariadb", "database", "model", "web")  # names of the processes that run beside the sites
ACCENT = re.compile(r"^#[0-9a-f]{6}$", re.IGNORECASE)
PHP_TIMEOUT_S = 120
LOCALES = {"en": "", "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "nl": "nl_NL", "pt": "pt_PT"}
FOLDER = re.compile(r"^[a-z0-9][a-z0-9-]{0,30}$")
USER = "admin"


@dataclass(frozen=True)
class SiteSpec:
    """What a site shall be. `name` is lower-case letters and digits; without `seed`, a content folder, the site is empty.

    `folder`: it stands at HOST/FOLDER and not at the root of its host. `multisite`: it is part of a network; with a folder
    its second site, without one its main site. `constants` stand in its wp-config.php. `server`: PHP's own, nginx before
    php-fpm, or nginx that does not hand on the header which carries the login.
    """

    name: str
    title: str
    tagline: str = ""
    timezone: str = "UTC"
    language: str = "en"
    accent: str = "#2b5d7a"
    seed: Path | None = None
    folder: str = ""
    multisite: bool = False
    server: Server = "php"
    constants: Mapping[str, Constant] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not NAME.match(self.name):
            raise SandboxError(
                f"{self.name!r} cannot name a site: use lower-case letters and digits, a letter first, 31 at most."
            )
        if self.name in RESERVED:
            raise SandboxError(f"A site cannot be called {self.name!r}: a program of the sandbox has that name.")
        if not ACCENT.match(self.accent):
            raise SandboxError(f"The accent colour {self.accent!r} of {self.name!r} is not of the form #2b5d7a.")
        if self.folder and not FOLDER.match(self.folder):
            raise SandboxError(
                f"{self.folder!r} cannot be the folder of {self.name!r}: use one word of lower-case letters, digits and dashes."
            )


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
    folder: str = ""
    multisite: bool = False
    server: Server = "php"


@dataclass(frozen=True)
class Place:
    """Where a site lives: one state folder, one core, one database, one port; see `SiteSpec` for the rest."""

    root: Path
    core: Core
    database: Database
    name: str
    port: int
    inside: str = ""
    multisite: bool = False
    server: Server = "php"

    @property
    def host(self) -> str:
        """The host with its port."""
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The site's address without a trailing slash."""
        return f"http://{self.host}{self.prefix}"

    @property
    def prefix(self) -> str:
        """The path at which the site begins, such as `/press`; empty at the root."""
        return f"/{self.inside}" if self.inside else ""

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
            "SANDBOX_WP_PREFIX": self.prefix,
            "SANDBOX_WP_NETWORK": "1" if self.multisite else "",
            "PHP_CLI_SERVER_WORKERS": str(WORKERS),
        }

    def services(self) -> tuple[Service, ...]:
        """Its web server, and before it what that needs."""
        if self.server == "php":
            return (self._php_server(),)
        front = Nginx(
            self.folder / "nginx", socket_path(self.root, self.name), self.core.path, self.content, self.prefix,
            network=self.multisite, keeps_login=self.server == "nginx",
        )  # fmt: skip
        return front.services(self.name, self.port, self.environment, self._settings())

    def _php_server(self) -> Service:
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
        at_first = replace(self, inside="") if self.multisite else self  # a network begins as one site at the root
        at_first._configure({"WP_HOME": at_first.url, "WP_SITEURL": at_first.url, **spec.constants})
        task = install_task(spec, admin_password)
        answer = at_first.act("install", **task)
        if self.multisite:
            answer = self._join_network(spec, task)
        return Site(
            spec.name, spec.title, self.url, self.port, USER, str(answer["application_password"]), admin_password,
            self.inside, self.multisite, self.server,
        )  # fmt: skip

    def _join_network(self, spec: SiteSpec, task: Mapping[str, object]) -> Mapping[str, object]:
        """Turn the one site into a network, and make this one part of it."""
        main = replace(self, inside="")
        main.act("network", title=spec.title, host=self.host)
        self._configure({**network_constants(self.host), **spec.constants})
        if self.inside:
            main.act("blog", title=spec.title, host=self.host, path=f"{self.prefix}/")
        return self.act("furnish", **task)

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
        return [part for name, value in self._settings().items() for part in ("-d", f"{name}={value}")]

    def _settings(self) -> dict[str, str]:
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
        return settings

    def _write_files(self) -> None:
        for part in ("mu-plugins", "plugins", "uploads", "themes"):
            (self.content / part).mkdir(parents=True)
        (self.content / "themes" / THEME).symlink_to(HERE / "theme", target_is_directory=True)
        shutil.copy(HERE / "php" / "sandbox.php", self.content / "mu-plugins")
        if isinstance(self.database, SQLite):
            (self.content / "db.php").write_text(self.database.drop_in())

    def _configure(self, constants: Mapping[str, Constant]) -> None:
        file = self.folder / "wp-config.php"
        file.touch(mode=0o600)
        base = f"http://{self.host}" if self.multisite else self.url
        file.write_text(
            config(
                {
                    **self.database.constants(self.name),
                    "WP_CONTENT_DIR": str(self.content),
                    "WP_CONTENT_URL": f"{base}/wp-content",
                    "WP_ENVIRONMENT_TYPE": "local",  # without it application passwords are refused over http
                    **constants,
                }
            )
        )


def install_task(spec: SiteSpec, admin_password: str) -> dict[str, object]:
    """What the PHP side needs to install a site."""
    return {
        "title": spec.title,
        "tagline": spec.tagline,
        "timezone": spec.timezone,
        "locale": LOCALES.get(spec.language, spec.language.replace("-", "_")),
        "accent": spec.accent.lower(),
        "theme": THEME,
        "user": USER,
        "admin_password": admin_password,
    }


def _php() -> str:
    found = program("php")
    if found is None:
        raise SandboxError("PHP is not installed: run `python -m sandbox install`.")
    return found


def _replace(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(source, target)
