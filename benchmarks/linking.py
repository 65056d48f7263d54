"""`python -m benchmarks.linking`: what linking costs a publish beyond WordPress, in CPU of this program, on real sites.

One article is published with the rehearsal model; the CPU of each durable step is taken, and the choice of hosts and targets.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.figure import Figure, shown
from benchmarks.stage import Desk, desk, raised
from flows.article import Production
from flows.indexing import site_index
from flows.newsroom import Newsroom
from flows.ordering import order_for
from flows.progress import told
from layers.boundary.clock import now
from layers.publishing import weigh_hosts
from sandbox import wordpress

T = TypeVar("T")
KEYWORD, LINKS, LIMIT_MS = "espresso grind size", 3, 300
STEPS = {"linked": "links set: placed, written, read back", "checked": "pages looked at live"}


def linking() -> Iterator[Figure]:
    """CPU of what linking adds to a publish with three links into it."""
    root = Path(tempfile.mkdtemp(prefix="masthead-linking-"))
    try:
        with raised(root) as stage:
            at = desk(stage, root / "desk")
            with environment(at.environment()):
                yield from measured(at)
    finally:
        wordpress.down(root, wipe=True)
        shutil.rmtree(root, ignore_errors=True)


@contextmanager
def environment(values: Mapping[str, str]) -> Iterator[None]:
    """Give this process another environment for a while: the program reads where its store and its model are from there."""
    kept = dict(os.environ)
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def measured(at: Desk) -> Iterator[Figure]:
    room = Newsroom(at.folder, rehearse=True)
    clocked = Clocked()
    order = order_for(room, "coffee", KEYWORD, "")
    choosing_s = chosen(room, order.keyword)
    outcome = Production(room, clocked, told).publish(order)
    parts = {"hosts chosen": choosing_s, **{meaning: clocked.spent[step] for step, meaning in STEPS.items()}}
    for meaning, seconds in parts.items():
        yield Figure(f"publish: {meaning}, CPU", 1000 * seconds, "ms", None)
    total_ms = 1000 * sum(parts.values())
    remark = f"{len(outcome.linked_from)} links into {outcome.url}"
    yield Figure(f"publish with {LINKS} links, CPU of linking", total_ms, "ms", LIMIT_MS, remark)


def chosen(room: Newsroom, keyword: str) -> float:
    """The CPU of choosing hosts, the index being kept; numpy is imported before, as it is in any run that chooses."""
    site = room.site("coffee")
    inventory = room.wordpress(site).inventory(now())
    site_index(room.store, inventory)
    began = time.process_time()
    weigh_hosts(site, keyword, inventory, index=site_index(room.store, inventory))
    return time.process_time() - began


@dataclass
class Clocked:
    """Runs steps here and now, and notes the seconds of CPU of each."""

    spent: dict[str, float] = field(default_factory=dict)

    def __call__(self, name: str, work: Callable[[], T]) -> T:
        began = time.process_time()
        try:
            return work()
        finally:
            self.spent[name] = self.spent.get(name, 0.0) + time.process_time() - began


def main() -> int:
    return 0 if all(figure.ok for figure in [shown(figure) for figure in linking()]) else 1


if __name__ == "__main__":
    sys.exit(main())
