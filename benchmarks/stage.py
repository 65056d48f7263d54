"""Where the command is tried out whole: two seeded WordPress sites, rehearsal model and saved web on free ports.

Everything is real but the model, and all of it is outside the program: the command runs as a process of its own and is
told where things are by its environment and its folder of sites, as an operator would tell it.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

import yaml

from sandbox import model, web, wordpress
from sandbox.model.server import Running as Model
from sandbox.processes import free_port
from sandbox.web.server import Running as Web

CHECKOUT = Path(__file__).resolve().parent.parent
SITES = CHECKOUT / "sites"
PROBED = "probed.db"  # in the stage's root: what a store is copied from
FIRST_PORT = 9100
PORTS = 400  # two stages begun at the same moment look for ports in different places
REHEARSED = frozenset({"publish", "brief", "resume", "fix", "refresh"})  # the commands that ask the model
UNSET = frozenset({"PREFECT_API_URL", "ANTHROPIC_API_KEY", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"})
COMMAND_TIMEOUT_S = 120.0

Ended = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Stage:
    """The running parts. `root` is the sandbox's state folder, `usage` the rehearsal model's log."""

    root: Path
    state: wordpress.State
    model: Model
    web: Web
    usage: Path

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(spec.name for spec in wordpress.demo_sites())

    def restore(self) -> None:
        """Bring both sites back to what they were seeded with."""
        for name in self.names:
            wordpress.restore(self.root, name)


class Started(Protocol):
    """A run of the command that has begun. `pid` is whom to kill."""

    @property
    def pid(self) -> int: ...

    def ended(self, timeout_s: float) -> tuple[int, str, str]:
        """Wait; return exit code (negative: the signal), stdout and stderr. One that hangs is killed: TimeoutError."""


class Starter(Protocol):
    """Starts the command with these words and this environment, traced by `tracer` (a program and its options)."""

    def __call__(
        self, words: tuple[str, ...], environment: Mapping[str, str], tracer: tuple[str, ...] = ()
    ) -> Started: ...


@dataclass(frozen=True)
class Cold:
    """A run from an interpreter of its own, as an operator starts it."""

    process: "subprocess.Popen[str]"

    @property
    def pid(self) -> int:
        return self.process.pid

    def ended(self, timeout_s: float) -> tuple[int, str, str]:
        try:
            out, err = self.process.communicate(timeout=timeout_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            _, err = self.process.communicate()
            raise TimeoutError(f"the run did not end within {timeout_s:g} s: {err[-400:]}") from None
        return self.process.returncode, out, err


def cold(words: tuple[str, ...], environment: Mapping[str, str], tracer: tuple[str, ...] = ()) -> Cold:
    return Cold(
        subprocess.Popen(
            [*tracer, sys.executable, "-c", "from flows.command import main; main()", *words],
            cwd=CHECKOUT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
    )


@dataclass(frozen=True)
class Desk:
    """One operator at the stage: a folder of sites and a store of their own."""

    stage: Stage
    folder: Path
    store: Path
    model_url: str = ""
    starter: Starter = cold

    def environment(self) -> dict[str, str]:
        """What the command is told: nothing of this process's own network, server or key."""
        kept = {name: value for name, value in os.environ.items() if name not in UNSET}
        return kept | {
            "MASTHEAD_SITES": str(self.folder),
            "MASTHEAD_STORE": f"sqlite:///{self.store}",
            "MASTHEAD_REHEARSAL_URL": self.model_url or self.stage.model.url,
        }

    def start(self, *words: str, tracer: tuple[str, ...] = (), **more: str) -> Started:
        """Start the command, `--rehearse` added where the model is asked; `more` is added to its environment."""
        return self.starter(rehearsed(words), self.environment() | more, tracer)

    def masthead(self, *words: str, **more: str) -> Ended:
        """Run the command to its end."""
        return ended(self.start(*words, tracer=(), **more), words)


def rehearsed(words: tuple[str, ...]) -> tuple[str, ...]:
    return (*words, "--rehearse") if words and words[0] in REHEARSED and "--rehearse" not in words else words


def ended(run: Started, words: tuple[str, ...] = ()) -> Ended:
    """Wait for a run."""
    return subprocess.CompletedProcess(words, *run.ended(COMMAND_TIMEOUT_S))


@contextmanager
def raised(root: Path, apart: int = 0) -> Iterator[Stage]:
    """Start the demo sites in `root` (beside the sites that it has already), the model and the saved web.

    The sites stay up: whoever made `root` takes them down. `apart` keeps the ports of several stages of one process apart.
    """
    first_port = FIRST_PORT + (os.getpid() + apart) % PORTS
    state = wordpress.up(root, wordpress.demo_sites(), free_port(first_port))
    asked, read = model.server.start(log=root / "usage.jsonl"), web.server.start()
    try:
        stage = Stage(root, state, asked, read, root / "usage.jsonl")
        probed(stage)
        yield stage
    finally:
        asked.stop()
        read.stop()


def probed(stage: Stage) -> None:
    """Probe the sites once, as an operator does before he publishes; every store of the stage begins with what was found."""
    if (stage.root / PROBED).exists():
        return
    with tempfile.TemporaryDirectory(prefix="masthead-stage-") as scratch:
        folder = Path(scratch) / "sites"
        at = Desk(stage, configured(stage, folder), folder / "masthead.db")
        said = at.masthead("doctor", "--probe")
        if said.returncode != 0:
            raise RuntimeError(f"the stage's sites could not be probed: {said.stdout}{said.stderr}")
        only_probes(at.store)
        at.store.rename(stage.root / PROBED)
    stage.restore()


def only_probes(store: Path) -> None:
    """Leave the probes alone in a store, all of them in its one file."""
    with closing(sqlite3.connect(store)) as connection:
        for table in ("journal_marks", "journal", "runs", "examinations", "sqlite_sequence"):
            connection.execute(f"DELETE FROM {table}")
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def desk(stage: Stage, folder: Path) -> Desk:
    """Set up a folder of sites that point to the stage, logins beside them, and a store that knows nothing but the probes."""
    return fresh(Desk(stage, configured(stage, folder), folder), folder / "store" / "masthead.db")


def configured(stage: Stage, folder: Path) -> Path:
    """Write the sites' YAML and logins into a new folder, and return it."""
    folder.mkdir(parents=True)
    for name in ("network.yaml", "prices.yaml"):
        shutil.copy(SITES / name, folder)
    for name in stage.names:
        written = yaml.safe_load((SITES / f"{name}.yaml").read_text(encoding="utf-8"))
        pointed = yaml.safe_dump(moved(written, stage.state.site(name).url, stage.web.port), allow_unicode=True)
        (folder / f"{name}.yaml").write_text(pointed, encoding="utf-8")
    private(folder / ".env", logins(stage))
    return folder


def moved(site: Mapping[str, Any], url: str, web_port: int) -> dict[str, Any]:
    """Return a site's YAML with the addresses of this stage."""
    research = {"url": f"http://search.localhost:{web_port}/search", "allow": [f"127.0.0.1:{web_port}"]}
    return {**site, "url": url, "research": {**site["research"], **research}}


def logins(stage: Stage) -> str:
    lines = []
    for name in stage.names:
        site = stage.state.site(name)
        lines += [f"{name.upper()}_USER='{site.user}'", f"{name.upper()}_APP_PASSWORD='{site.application_password}'"]
    return "\n".join(lines) + "\n"


def private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, from its first byte on."""
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def fresh(which: Desk, store: Path) -> Desk:
    """Return the same desk with another store; one that does not exist yet begins with the stage's probes."""
    if not store.exists():
        store.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(which.stage.root / PROBED, store)
    return replace(which, store=store)
