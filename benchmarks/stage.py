"""Where the command is tried out whole: two seeded WordPress sites, rehearsal model and saved web on free ports.

Everything is real but the model, and all of it is outside the program: the command runs as a process of its own and is
told where things are by its environment and its folder of sites, as an operator would tell it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from sandbox import model, web, wordpress
from sandbox.model.server import Running as Model
from sandbox.processes import free_port
from sandbox.web.server import Running as Web

CHECKOUT = Path(__file__).resolve().parent.parent
SITES = CHECKOUT / "sites"
FIRST_PORT = 9100
REHEARSED = frozenset({"publish", "brief", "resume"})  # the commands that ask the model
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


@dataclass(frozen=True)
class Desk:
    """One operator at the stage: a folder of sites and a store of their own."""

    stage: Stage
    folder: Path
    store: Path
    model_url: str = ""

    def environment(self) -> dict[str, str]:
        """What the command is told: nothing of this process's own network, server or key."""
        kept = {name: value for name, value in os.environ.items() if name not in UNSET}
        return kept | {
            "MASTHEAD_SITES": str(self.folder),
            "MASTHEAD_STORE": f"sqlite:///{self.store}",
            "MASTHEAD_REHEARSAL_URL": self.model_url or self.stage.model.url,
        }

    def start(self, *words: str, before: tuple[str, ...] = (), **more: str) -> subprocess.Popen[str]:
        """Start the command; `before` is a program that starts it in turn (strace)."""
        return subprocess.Popen(
            [*before, *argv(*words)],
            cwd=CHECKOUT,
            env=self.environment() | more,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def masthead(self, *words: str, **more: str) -> Ended:
        """Run the command to its end; `more` is added to its environment."""
        return ended(self.start(*words, before=(), **more))


def argv(*words: str) -> list[str]:
    """Return the command as the installed script runs it, with `--rehearse` where the model is asked."""
    rehearse = ["--rehearse"] if words and words[0] in REHEARSED and "--rehearse" not in words else []
    return [sys.executable, "-c", "from flows.command import main; main()", *words, *rehearse]


def ended(process: subprocess.Popen[str], timeout_s: float = COMMAND_TIMEOUT_S) -> Ended:
    """Wait for a command. One that hangs is killed, and that is an error of the bench, not a result."""
    try:
        out, err = process.communicate(timeout=timeout_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    return subprocess.CompletedProcess(process.args, process.returncode, out, err)


@contextmanager
def raised(root: Path, first_port: int = FIRST_PORT) -> Iterator[Stage]:
    """Start the demo sites in `root` (beside the sites that it has already), the model and the saved web.

    The sites stay up: whoever made `root` takes them down.
    """
    state = wordpress.up(root, wordpress.demo_sites(), free_port(first_port))
    asked, read = model.server.start(log=root / "usage.jsonl"), web.server.start()
    try:
        yield Stage(root, state, asked, read, root / "usage.jsonl")
    finally:
        asked.stop()
        read.stop()


def desk(stage: Stage, folder: Path) -> Desk:
    """Set up a folder of sites that point to the stage, logins beside them, and a store that does not exist yet."""
    folder.mkdir(parents=True)
    for name in ("network.yaml", "prices.yaml"):
        shutil.copy(SITES / name, folder)
    for name in stage.names:
        written = yaml.safe_load((SITES / f"{name}.yaml").read_text(encoding="utf-8"))
        pointed = yaml.safe_dump(moved(written, stage.state.site(name).url, stage.web.port), allow_unicode=True)
        (folder / f"{name}.yaml").write_text(pointed, encoding="utf-8")
    private(folder / ".env", logins(stage))
    return Desk(stage, folder, folder / "store" / "masthead.db")


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
    """Return the same desk with another store."""
    return replace(which, store=store)
