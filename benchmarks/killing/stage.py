"""The stage with a gate before every server of it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.killing.gate import Door, Gate, doors
from benchmarks.stage import Desk, Stage, desk
from benchmarks.warm import warmed
from sandbox.processes import ProcessTable, Service, free_port
from sandbox.wordpress.core import Core
from sandbox.wordpress.database import open_database
from sandbox.wordpress.site import Place

BEHIND = 9600


@dataclass(frozen=True)
class Gated:
    """A stage where every request of the program goes through `gate`, and a desk that is set up for it."""

    stage: Stage
    gate: Gate
    desk: Desk


@contextmanager
def gated(stage: Stage, folder: Path) -> Iterator[Gated]:
    """Put a gate before the stage. A site keeps its address: its web server moves, and the gate listens where it was."""
    gate = Gate()
    with ExitStack() as stack:
        behind = {
            name: (stage.state.site(name).port, stack.enter_context(elsewhere(stage, name))) for name in stage.names
        }
        behind |= {"model": (0, port_of(stage.model.url)), "web": (0, stage.web.port)}
        made = through(stage, folder, stack.enter_context(doors(gate, behind)))
        yield Gated(stage, gate, replace(made, starter=stack.enter_context(warmed()).start))


def through(stage: Stage, folder: Path, opened: dict[str, Door]) -> Desk:
    """Set up a desk that finds model and web at the gate."""
    made = desk(replace(stage, web=replace(stage.web, port=opened["web"].port)), folder)
    return replace(made, model_url=f"http://127.0.0.1:{opened['model'].port}")


@contextmanager
def elsewhere(stage: Stage, name: str) -> Iterator[int]:
    """Run a site's web server at another port for a while, and give that port. The site's own address stays what it was."""
    table, home = ProcessTable(stage.root), service(stage, name)
    away = replace(home, port=free_port(BEHIND))
    moved(table, away)
    try:
        yield away.port or 0
    finally:
        moved(table, home)


def moved(table: ProcessTable, there: Service) -> None:
    table.stop(there.name)
    table.start(there)
    table.wait(there)


def service(stage: Stage, name: str) -> Service:
    """Return the web server of a site as the sandbox itself starts it; the demo's sites have no other before it."""
    state = stage.state
    database = open_database(state.database, stage.root)
    core = Core(state.wordpress, state.core)
    return Place(stage.root, core, database, name, state.site(name).port).services()[-1]


def port_of(url: str) -> int:
    return int(url.rpartition(":")[2])
