"""The system's package archive at another suite: newer packages are read from where the system already reads its own.

The addresses come from the machine's source list and stay in private files; the system's own apt state is not touched.
"""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.wordpress.packages import run

NEWER_SUITES = ("sid", "trixie")  # newest first; what a suite lacks, the next one may have
ETC_APT = Path("/etc/apt")
OS_RELEASE = Path("/etc/os-release")
ONE_LINE = re.compile(r"^deb\s+(?P<options>\[[^]]*]\s+)?(?P<uri>\S+)\s+(?P<suite>\S+)\s+(?P<components>.+)$")
FIELD = re.compile(r"^(?P<name>[A-Za-z-]+):[ \t]*(?P<value>.*(?:\n[ \t].*)*)", re.MULTILINE)


@dataclass(frozen=True)
class Source:
    """One entry of a source list, with the suite left open."""

    text: str
    suffix: str  # apt reads the format off the file's name

    def at(self, suite: str) -> str:
        """The entry as apt reads it, for that suite."""
        return self.text.replace("@SUITE@", suite) + "\n"


def codename() -> str:
    """The suite this system was installed from, such as `bookworm`; empty when the system does not say."""
    found = (
        re.search(r'^VERSION_CODENAME="?([\w-]+)', OS_RELEASE.read_text(), re.MULTILINE)
        if OS_RELEASE.exists()
        else None
    )
    return found.group(1) if found else ""


def suites() -> tuple[str, ...]:
    """Where to look for the newest package, best first; the system's own suite is always the last."""
    own = codename()
    is_debian = OS_RELEASE.exists() and re.search(r'^ID="?debian', OS_RELEASE.read_text(), re.MULTILINE)
    newer = NEWER_SUITES if is_debian else ()
    return (*(suite for suite in newer if suite != own), own)


def system_source(etc: Path = ETC_APT, own: str | None = None) -> Source:
    """The entry that serves the system's own suite; raises SandboxError when the source list has none."""
    names = {own or codename(), "stable", "oldstable", "testing"}
    for path in [etc / "sources.list", *sorted((etc / "sources.list.d").glob("*"))]:
        if path.suffix not in (".list", ".sources") or not path.is_file():
            continue
        read = _from_stanzas if path.suffix == ".sources" else _from_lines
        for source in read(path.read_text(), names):
            return source
    raise SandboxError(
        f"No entry for {own or codename()!r} with the component 'main' in {etc}: apt has nowhere to fetch WordPress from."
    )


def _from_stanzas(text: str, names: set[str]) -> Iterator[Source]:
    for stanza in re.split(r"\n\s*\n", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)):
        fields = {m["name"].lower(): m["value"] for m in FIELD.finditer(stanza)}
        usable = fields.get("enabled", "yes").strip() != "no" and "deb" in fields.get("types", "").split()
        if usable and names & set(fields.get("suites", "").split()) and "main" in fields.get("components", "").split():
            yield Source("\n".join(_open_fields(stanza.strip())), ".sources")


def _open_fields(stanza: str) -> Iterator[str]:
    for match in FIELD.finditer(stanza):
        value = {"suites": "@SUITE@", "types": "deb", "components": "main"}.get(match["name"].lower(), match["value"])
        yield f"{match['name']}: {value}"


def _from_lines(text: str, names: set[str]) -> Iterator[Source]:
    for line in text.splitlines():
        match = ONE_LINE.match(line.strip())
        if match and match["suite"] in names and "main" in match["components"].split():
            yield Source(f"deb {match['options'] or ''}{match['uri']} @SUITE@ main", ".list")


class Archive:
    """apt with a private state folder, bound to one suite."""

    def __init__(self, suite: str, folder: Path) -> None:
        self.suite = suite
        self.folder = folder
        source = system_source()
        self._list = folder / f"suite{source.suffix}"
        for part in ("lists/partial", "cache/archives/partial"):
            (folder / part).mkdir(parents=True)
        self._list.touch(mode=0o600)  # an address may hold a password
        self._list.write_text(source.at(suite))

    def update(self) -> None:
        """Fetch the suite's index; raises SandboxError when the archive does not have the suite."""
        self._apt("apt-get", "update", "-q", "-o", "APT::Update::Error-Mode=any")

    def depends(self, package: str) -> tuple[str, list[str]]:
        """The package's version in this suite and the names it depends on; raises SandboxError when it is not there."""
        fields = {
            m["name"]: m["value"] for m in FIELD.finditer(self._apt("apt-cache", "show", "--no-all-versions", package))
        }
        return fields["Version"], re.findall(r"(?:^|[,|]\s*)([a-z0-9][a-z0-9+.-]+)", fields.get("Depends", ""))

    def download(self, packages: list[str], into: Path) -> list[Path]:
        """Fetch the packages' archives into a folder."""
        self._apt("apt-get", "download", "-q", *packages, cwd=into)
        return sorted(into.glob("*.deb"))

    def _apt(self, program: str, *arguments: str, cwd: Path | None = None) -> str:
        return run([program, *self._options(), *arguments], cwd=cwd)

    def _options(self) -> list[str]:
        settings = {
            "Dir::Etc::sourcelist": self._list,
            "Dir::Etc::sourceparts": "/dev/null",
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": "/dev/null",
            "Dir::State::lists": self.folder / "lists",
            "Dir::Cache": self.folder / "cache",
            "Dir::Cache::pkgcache": "pkgcache.bin",  # container images switch this off; every call would parse 60 MB again
            "APT::Default-Release": "",
            "APT::Sandbox::User": "root",  # the folder belongs to whoever runs this, the user _apt cannot read it
            "Acquire::Languages": "none",
        }
        return [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]


@contextmanager
def archive(suite: str) -> Iterator[Archive]:
    """An archive whose private state is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="masthead-apt-") as folder:
        opened = Archive(suite, Path(folder))
        opened.update()
        yield opened
