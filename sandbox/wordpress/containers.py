"""The same sites from the official images, for a machine with a container engine and without PHP.

Everything is derived from the specs: a compose file, one SQL file that makes the databases, one password file. The sites
are installed and seeded by the same PHP as elsewhere, run inside each container.
"""

import json
import secrets
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from sandbox.errors import SandboxError
from sandbox.processes import free_port, progress
from sandbox.wordpress import seed
from sandbox.wordpress.config import php_string
from sandbox.wordpress.packages import program, run
from sandbox.wordpress.site import HERE, THEME, Site, SiteSpec, install_task

WORDPRESS_IMAGE = "wordpress:php8.3-apache"
MARIADB_IMAGE = "mariadb:11.4"
CORE_IN_CONTAINER = "/var/www/html"
START_TIMEOUT_S = 600  # the first start pulls two images


@dataclass(frozen=True)
class Container:
    """One site to be served from a container at this port of loopback."""

    spec: SiteSpec
    port: int

    @property
    def url(self) -> str:
        """The site's address without a trailing slash."""
        return f"http://127.0.0.1:{self.port}"

    def service(self) -> dict[str, object]:
        """Its entry in the compose file. Apache listens on the outer port inside too, so that WP-Cron reaches its own site."""
        listen = f"sed -i 's/^Listen 80$$/Listen {self.port}/' /etc/apache2/ports.conf"
        host = f"sed -i 's/:80>/:{self.port}>/' /etc/apache2/sites-available/000-default.conf"
        return {
            "image": WORDPRESS_IMAGE,
            "depends_on": {"database": {"condition": "service_healthy"}},
            "ports": [f"127.0.0.1:{self.port}:{self.port}"],
            "secrets": ["database"],
            "environment": {
                "WORDPRESS_DB_HOST": "database",
                "WORDPRESS_DB_USER": "root",
                "WORDPRESS_DB_PASSWORD_FILE": "/run/secrets/database",
                "WORDPRESS_DB_NAME": f"wp_{self.spec.name}",
                "WORDPRESS_CONFIG_EXTRA": self._constants(),
                "SANDBOX_WP_CORE": CORE_IN_CONTAINER,
            },
            "volumes": [
                f"{HERE / 'theme'}:{CORE_IN_CONTAINER}/wp-content/themes/{THEME}:ro",
                f"{HERE / 'php' / 'sandbox.php'}:{CORE_IN_CONTAINER}/wp-content/mu-plugins/sandbox.php:ro",
                f"{HERE / 'php' / 'bootstrap.php'}:/sandbox/bootstrap.php:ro",
            ],
            "command": ["bash", "-c", f"{listen} && {host} && exec docker-entrypoint.sh apache2-foreground"],
        }

    def _constants(self) -> str:
        constants = {"WP_HOME": self.url, "WP_SITEURL": self.url, "WP_ENVIRONMENT_TYPE": "local"}
        return " ".join(f"define( '{name}', {php_string(value)} );" for name, value in constants.items())


def can_run() -> bool:
    """Whether a container engine runs here and understands compose files."""
    docker = program("docker")
    if docker is None:
        return False
    answers = [
        subprocess.run([docker, *words], capture_output=True, check=False).returncode
        for words in (["info"], ["compose", "version"])
    ]
    return answers == [0, 0]


def compose_file(containers: Sequence[Container], project: str) -> str:
    """The compose file; it holds no password."""
    database: dict[str, object] = {
        "image": MARIADB_IMAGE,
        "secrets": ["database"],
        "environment": {"MARIADB_ROOT_PASSWORD_FILE": "/run/secrets/database"},
        "volumes": ["tables:/var/lib/mysql", "./databases.sql:/docker-entrypoint-initdb.d/databases.sql:ro"],
        "healthcheck": {
            "test": ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"],
            "interval": "2s",
            "retries": 60,
        },
    }
    values = {
        "name": project,
        "services": {"database": database, **{container.spec.name: container.service() for container in containers}},
        "secrets": {"database": {"file": "./database.password"}},
        "volumes": {"tables": {}},
    }
    return yaml.safe_dump(values, sort_keys=False, width=200)


def up(root: Path, known: Sequence[Site], specs: Sequence[SiteSpec], first_port: int) -> tuple[Site, ...]:
    """Start the containers and install the sites that are new; returns all sites."""
    for spec in specs:
        if spec.folder or spec.multisite or spec.constants or spec.server != "php":
            raise SandboxError(f"{spec.name!r} cannot run in a container: only sites of the usual make can.")
    containers = _containers(known, specs, first_port)
    _write_files(root, containers)
    _compose(root, "up", "--detach", "--wait", timeout_s=START_TIMEOUT_S)
    existing = {site.name: site for site in known}
    return tuple(existing.get(container.spec.name) or _install(root, container) for container in containers)


def down(root: Path, *, wipe: bool) -> None:
    """Stop and remove the containers; with `wipe`, their tables too."""
    if (root / "compose.yaml").exists():
        _compose(root, "down", *(["--volumes"] if wipe else []), timeout_s=120)


def _containers(known: Sequence[Site], specs: Sequence[SiteSpec], first_port: int) -> list[Container]:
    containers = [Container(SiteSpec(site.name, site.title), site.port) for site in known]
    for spec in specs:
        if spec.name not in {container.spec.name for container in containers}:
            containers.append(Container(spec, free_port(first_port, [container.port for container in containers])))
    return containers


def _write_files(root: Path, containers: Sequence[Container]) -> None:
    password = root / "database.password"
    if not password.exists():
        password.touch(mode=0o600)
        password.write_text(secrets.token_urlsafe(24))
    names = (
        f"CREATE DATABASE IF NOT EXISTS `wp_{container.spec.name}` CHARACTER SET utf8mb4;\n" for container in containers
    )
    (root / "databases.sql").write_text("".join(names))
    (root / "compose.yaml").write_text(compose_file(containers, f"masthead-{root.name.strip('.').lower()}"))


def _install(root: Path, container: Container) -> Site:
    spec, admin_password = container.spec, secrets.token_urlsafe(18)
    progress(f"installing WordPress for {spec.title!r} on {container.url}")
    _compose(
        root,
        "exec",
        "--no-TTY",
        "database",
        "sh",
        "-c",
        'mariadb -uroot -p"$(cat /run/secrets/database)" < /docker-entrypoint-initdb.d/databases.sql',
    )
    answer = _act(root, container, "install", install_task(spec, admin_password))
    if spec.seed:
        _act(root, container, "seed", seed.read(spec.seed, container.url).task())
    return Site(
        spec.name,
        spec.title,
        container.url,
        container.port,
        "admin",
        str(answer["application_password"]),
        admin_password,
    )


def _act(root: Path, container: Container, action: str, task: Mapping[str, object]) -> dict[str, object]:
    told = json.dumps({**task, "action": action, "url": container.url})
    said = _compose(root, "exec", "--no-TTY", container.spec.name, "php", "/sandbox/bootstrap.php", told=told)
    try:
        return dict(json.loads(said))
    except json.JSONDecodeError as unreadable:
        raise SandboxError(
            f"WordPress could not {action} the site {container.spec.name!r}: {said.strip()[-400:]}"
        ) from unreadable


def _compose(root: Path, *arguments: str, told: str | None = None, timeout_s: float = 180) -> str:
    docker = program("docker")
    if docker is None:
        raise SandboxError("These sites run in containers, and the program 'docker' is not installed any more.")
    return run([docker, "compose", "--file", str(root / "compose.yaml"), *arguments], told=told, timeout_s=timeout_s)
