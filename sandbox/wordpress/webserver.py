"""nginx and php-fpm: those of the system, else unpacked from its packages, for installing those starts servers on all addresses."""

import re
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.paths import cache_dir
from sandbox.processes import progress
from sandbox.wordpress.packages import as_root, program, run

LIBRARY = re.compile(r"\blib[a-z0-9+.-]+")


@dataclass(frozen=True)
class WebServer:
    """The two programs, which need `environment` to find their libraries and PHP's extensions."""

    nginx: str
    fpm: str
    environment: dict[str, str]


@cache
def web_server() -> WebServer:
    """nginx and the php-fpm of the machine's PHP, fetched once; raises SandboxError where neither apt nor they are there."""
    php = _needed("php")
    version = run([php, "-r", "echo PHP_MAJOR_VERSION, '.', PHP_MINOR_VERSION;"], timeout_s=30)
    fpm_name = f"php-fpm{version}"
    unpacked = cache_dir() / f"nginx-php{version}"
    nginx, fpm = program("nginx"), program(fpm_name)
    if nginx is None or fpm is None:
        _fetch(("nginx", f"php{version}-fpm"), unpacked)
    return WebServer(
        nginx or str(unpacked / "usr/sbin/nginx"),
        fpm or str(unpacked / "usr/sbin" / fpm_name),
        {**_extensions(php), **_libraries(unpacked)},
    )


def _fetch(packages: tuple[str, ...], target: Path) -> None:
    if target.is_dir():
        return
    progress(f"fetching {' and '.join(packages)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as work:
        folder = Path(work)
        _download(packages, folder)
        _download(_lacking(folder), folder)
        for package in folder.glob("*.deb"):
            run(["dpkg", "-x", str(package), str(folder / "tree")])
        if not target.is_dir():
            (folder / "tree").rename(target)


def _download(packages: tuple[str, ...], into: Path) -> None:
    if not packages:
        return
    if program("apt-get") is None:
        raise SandboxError(f"This system has no apt-get: install nginx and PHP's FPM by hand ({' '.join(packages)}).")
    fetch = ["apt-get", "download", "-q", *packages]
    try:
        run(fetch, cwd=into)
    except SandboxError:  # no package lists yet, or lists so old that their packages are gone
        run([*as_root(packages), "apt-get", "update", "-q"])
        run(fetch, cwd=into)


def _lacking(folder: Path) -> tuple[str, ...]:
    """The libraries that the downloaded packages need and the system has not."""
    needed = " ".join(run(["dpkg-deb", "-f", str(package), "Depends"]) for package in folder.glob("*.deb"))
    return tuple(name for name in sorted(set(LIBRARY.findall(needed))) if not _is_installed(name))


def _is_installed(package: str) -> bool:
    try:
        return "ok installed" in run(["dpkg-query", "-W", "-f=${Status}", package], timeout_s=30)
    except SandboxError:
        return False


def _extensions(php: str) -> dict[str, str]:
    """Where the PHP of the command line finds its extensions: php-fpm that was only unpacked has no folder of its own."""
    found = re.search(r"Scan for additional .ini files in: (/\S+)", run([php, "--ini"], timeout_s=30))
    return {"PHP_INI_SCAN_DIR": found[1]} if found else {}


def _libraries(unpacked: Path) -> dict[str, str]:
    folders = sorted(unpacked.glob("usr/lib/*-linux-*"))
    return {"LD_LIBRARY_PATH": ":".join(map(str, folders))} if folders else {}


def _needed(name: str) -> str:
    found = program(name)
    if found is None:
        raise SandboxError(f"{name!r} is not installed: run `python -m sandbox install`.")
    return found
