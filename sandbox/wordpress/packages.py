"""What the machine must have: PHP with its extensions and MariaDB, from the system's own package archive."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.processes import progress

APT_TIMEOUT_S = 600
PASSWORD_IN_ADDRESS = re.compile(r"//[^/@\s]+@")  # apt repeats the source list's addresses in its messages
PHP = "php-cli"
PHP_EXTENSIONS = {
    "pdo_sqlite": "php-sqlite3",
    "mysqli": "php-mysql",
    "dom": "php-xml",
    "mbstring": "php-mbstring",
    "curl": "php-curl",
    "gd": "php-gd",
    "intl": "php-intl",
}
DATABASE_PROGRAMS = {
    "mariadbd": "mariadb-server-core",
    "mariadb-install-db": "mariadb-server-core",
    "mariadb": "mariadb-client-core",
}
SYSTEM_PATH = os.pathsep.join((os.environ.get("PATH", os.defpath), "/usr/local/sbin", "/usr/sbin", "/sbin"))


def program(name: str) -> str | None:
    """Its full path, looked for in the system folders too: a plain user's PATH lacks /usr/sbin, where mariadbd lives."""
    return shutil.which(name, path=SYSTEM_PATH)


def run(
    command: list[str], *, cwd: Path | None = None, told: str | None = None, timeout_s: float = APT_TIMEOUT_S
) -> str:
    """What a program printed when told this on stdin; raises SandboxError with its last words when it fails or never ends."""
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            input=told,
            capture_output=True,
            text=True,
            timeout=timeout_s,
            check=False,
            env=_environment(),
        )
    except FileNotFoundError as missing:
        raise SandboxError(f"The program {command[0]!r} is needed and not installed.") from missing
    except subprocess.TimeoutExpired as slow:
        raise SandboxError(f"{command[0]!r} did not end within {timeout_s:g} s.") from slow
    if done.returncode:
        words = " | ".join((done.stderr or done.stdout).strip().splitlines()[-3:])
        raise SandboxError(f"{Path(command[0]).name!r} failed: {PASSWORD_IN_ADDRESS.sub('//', words)}")
    return done.stdout


def missing_packages(*, with_mariadb: bool) -> list[str]:
    """Packages to install, judged by what works on the machine and not by package names, which differ between PHP builds."""
    wanted = _missing_php()
    if with_mariadb:
        wanted += [package for name, package in DATABASE_PROGRAMS.items() if program(name) is None]
    return sorted(set(wanted))


def install(packages: Iterable[str]) -> None:
    """Install by apt-get as root; raises SandboxError that names the packages where that is not possible."""
    names = sorted(packages)
    if not names:
        return
    if program("apt-get") is None:
        raise SandboxError(
            f"This system has no apt-get: install PHP, its extensions and MariaDB by hand ({' '.join(names)})."
        )
    prefix = as_root(names)
    progress(f"installing {' '.join(names)}")
    run([*prefix, "apt-get", "update", "-q"])
    wait_for_others = ["-o", "DPkg::Lock::Timeout=120"]
    run([*prefix, "apt-get", "install", "-y", "-q", "--no-install-recommends", *wait_for_others, *names])


def as_root(packages: Iterable[str]) -> list[str]:
    """What to put before a command that needs root; raises SandboxError that names the packages where that is not possible."""
    if os.geteuid() == 0:
        return []
    if _sudo_works():
        return ["sudo", "-n", "env", "DEBIAN_FRONTEND=noninteractive"]
    raise SandboxError(
        f"These packages are missing and only root can install them: run `sudo apt-get install {' '.join(packages)}`, then repeat."
    )


def mariadb_can_be_had() -> bool:
    """Whether MariaDB is here, or apt-get could bring it."""
    if all(program(name) for name in DATABASE_PROGRAMS):
        return True
    return program("apt-get") is not None and (os.geteuid() == 0 or _sudo_works())


def _missing_php() -> list[str]:
    php = program("php")
    if php is None:
        return [PHP, *PHP_EXTENSIONS.values()]
    loaded = set(run([php, "-m"], timeout_s=30).lower().split())
    return [package for extension, package in PHP_EXTENSIONS.items() if extension not in loaded]


def _sudo_works() -> bool:
    sudo = program("sudo")
    return bool(sudo) and subprocess.run([str(sudo), "-n", "true"], capture_output=True, check=False).returncode == 0


def _environment() -> dict[str, str]:
    # a question from debconf would wait for ever, and translated messages could not be read back
    return {**os.environ, "PATH": SYSTEM_PATH, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
