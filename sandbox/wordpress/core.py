"""WordPress itself: an unpacked copy of the distribution's package, shared by all sites and never written to again."""

import json
import re
import shutil
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sandbox.errors import SandboxError
from sandbox.paths import cache_dir
from sandbox.processes import progress
from sandbox.wordpress.archive import Archive, archive, codename, suites
from sandbox.wordpress.packages import program, run

Age = Literal["newest", "oldest"]

# The package replaces copies of these libraries by links into their own packages.
LINKED = re.compile(r"^(libjs-|libphp-|php-getid3$)")
SQLITE_ARCHIVE = "@wp-playground/cli"  # carries the WordPress project's SQLite driver
# Core asks for wp-config.php beside itself; one core serves many sites, so each process says where its own is.
CONFIG = "<?php\nrequire getenv( 'SANDBOX_WP_CONFIG' );\n"


@dataclass(frozen=True)
class Core:
    """One WordPress version on disk."""

    version: str
    path: Path


def core(age: Age = "newest", *, refresh: bool = False) -> Core:
    """The newest WordPress the machine can get, or the one of the system's own suite; fetched once, then from the cache.

    `refresh` looks for a newer one again. Raises SandboxError when no suite could be read.
    """
    known = cache_dir() / f"{age}.json"
    if known.exists() and not refresh:
        found = Core(**{**(values := json.loads(known.read_text())), "path": Path(values["path"])})
        if (found.path / "wp-load.php").exists():
            return found
    found = _fetch(suites() if age == "newest" else (codename(),))
    _write(known, json.dumps({"version": found.version, "path": str(found.path)}))
    return found


def sqlite_can_be_had() -> bool:
    """Whether the SQLite drop-in is here, or npm could bring it."""
    return (_driver_folder() / "db.copy").exists() or program("npm") is not None


def sqlite_driver() -> Path:
    """The folder of the SQLite drop-in plugin, fetched once; raises SandboxError where npm is missing."""
    folder = _driver_folder()
    if (folder / "db.copy").exists():
        return folder
    npm = program("npm")
    if npm is None:
        raise SandboxError(
            "The SQLite driver is fetched with npm, which is not installed: install npm, or use --database mariadb."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as work:
        _unpack_driver(npm, Path(work), folder)
    return folder


def _driver_folder() -> Path:
    return cache_dir() / "sqlite-database-integration"


def _unpack_driver(npm: str, work: Path, target: Path) -> None:
    run([npm, "pack", "--silent", SQLITE_ARCHIVE], cwd=work)
    shutil.unpack_archive(next(work.glob("*.tgz")), work / "npm", filter="data")
    with zipfile.ZipFile(work / "npm" / "package" / "sqlite-database-integration.zip") as packed:
        packed.extractall(work / "driver")
    _rename(next((work / "driver").iterdir()), target)


def _fetch(candidates: tuple[str, ...]) -> Core:
    reasons = []
    for suite in candidates:
        try:
            with archive(suite) as source:
                return _from_archive(source)
        except SandboxError as refused:
            reasons.append(f"{suite}: {refused}")
    raise SandboxError(f"No WordPress package could be fetched ({'; '.join(reasons)}).")


def _from_archive(source: Archive) -> Core:
    version, depends = source.depends("wordpress")
    target = cache_dir() / f"wordpress-{version}"
    if not target.exists():
        progress(f"fetching WordPress {version} ({source.suite})")
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as work:
            _unpack(source, depends, Path(work), target)
    return _core_in(target)


def _unpack(source: Archive, depends: list[str], work: Path, target: Path) -> None:
    tree = work / "tree"
    linked = [name for name in dict.fromkeys(depends) if LINKED.match(name)]
    for package in source.download(["wordpress", *linked], work):
        run(["dpkg", "-x", str(package), str(tree)])
    (tree / "usr/share/wordpress/wp-config.php").write_text(CONFIG)
    (tree / "usr/share/wordpress/.htaccess").unlink(missing_ok=True)  # a link to a file of the Apache package
    shutil.rmtree(tree / "usr/share/doc", ignore_errors=True)
    _rename(tree, target)


def _core_in(folder: Path) -> Core:
    path = folder / "usr" / "share" / "wordpress"
    found = re.search(r"\$wp_version = '([^']+)'", (path / "wp-includes" / "version.php").read_text())
    if found is None:
        raise SandboxError(f"{path} holds no WordPress: remove {folder} and run `python -m sandbox install` again.")
    return Core(found.group(1), path)


def _rename(source: Path, target: Path) -> None:
    """Put a finished folder in its place; another process that was faster wins."""
    try:
        source.rename(target)
    except OSError:
        if not target.is_dir():
            raise


def _write(path: Path, text: str) -> None:
    temporary = path.with_suffix(".new")
    temporary.write_text(text)
    temporary.replace(path)
