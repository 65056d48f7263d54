"""`python -m benchmarks.fault_table`: an article published through faults at any request, run again, and judged.

Each run has its seed: what happens on the site meanwhile, and what befalls each request. The article is published with
three further runs at most, the last without faults. Prints a row for each as it ends and, last, `N of N ok`; exit code 1
otherwise. `--seeds 0-99` runs a part of the table, in a process of its own; `--only SEED` shows one run with what it said.
"""

import argparse
import os
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from benchmarks.faults.scenarios import Casting
from benchmarks.faults.stage import Exposed, exposed
from benchmarks.faults.trial import Row, tried
from benchmarks.kill_table import LANES, PORTS_APART
from benchmarks.killing.verdict import told
from benchmarks.stage import raised
from sandbox import wordpress

RUNS = 200
HEAD = ("seed", "scenario", "faults", "exits", "posts", "links", "s", "ok")
WIDTHS = (5, 13, 46, 8, 5, 7, 3, 3)
SHORT = 46


def main() -> int:
    options = parser().parse_args()
    chosen = options.seeds if options.only is None else range(options.only, options.only + 1)
    with ExitStack() as stack:
        count = min(options.lanes, len(chosen))
        lanes = [stack.enter_context(lane(number)) for number in range(count)]
        return printed(lanes, [Casting.of(seed) for seed in chosen], whole=options.only is not None)


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="benchmarks.fault_table", description=__doc__)
    made.add_argument("--seeds", type=seeds, default=range(RUNS), metavar="FIRST-LAST", help=f"default: 0-{RUNS - 1}")
    made.add_argument("--only", type=int, default=None, metavar="SEED", help="one run, with all that it said")
    made.add_argument(
        "--lanes", type=int, default=min(LANES, os.cpu_count() or 1), help="sandboxes at work at the same time"
    )
    return made


def seeds(text: str) -> range:
    """Read `0-99`. Raises ArgumentTypeError for what names no seed."""
    first, _, last = text.partition("-")
    try:
        found = range(int(first), int(last) + 1)
    except ValueError:
        found = range(0)
    if not found:
        raise argparse.ArgumentTypeError(f"{text!r} names no seeds; write the first and the last, such as 0-99")
    return found


@contextmanager
def lane(number: int) -> Iterator[Exposed]:
    """Make a sandbox of its own, and leave nothing of it behind."""
    with tempfile.TemporaryDirectory(prefix="masthead-faults-") as folder, ExitStack() as stack:
        home = Path(folder)
        root = home / "sandbox"
        root.mkdir()
        stack.callback(wordpress.down, root, wipe=True)
        stage = stack.enter_context(raised(root, PORTS_APART * number))
        yield stack.enter_context(exposed(stage, home / "lane"))


def printed(lanes: Sequence[Exposed], castings: Sequence[Casting], *, whole: bool) -> int:
    """Try the seeds on all lanes and print each row in order as it comes."""
    print(aligned(HEAD), flush=True)
    began, rows = time.monotonic(), []
    for row in on_all(lanes, castings):
        rows.append(row)
        print(aligned(cells(row)), flush=True)
        if whole:
            print("\n".join(f"  {kind:<9} {label}" for kind, label in row.struck), f"\n{row.said}")
    good = sum(not row.problems for row in rows)
    print(f"\n{summary(rows)}\n\n{good} of {len(rows)} ok, {time.monotonic() - began:.0f} s")
    return 0 if rows and good == len(rows) else 1


def on_all(lanes: Sequence[Exposed], castings: Sequence[Casting]) -> Iterator[Row]:
    free: SimpleQueue[Exposed] = SimpleQueue()
    for each in lanes:
        free.put(each)

    def on_one(casting: Casting) -> Row:
        taken = free.get()
        try:
            return tried(taken, casting)
        finally:
            free.put(taken)

    pool = ThreadPoolExecutor(len(lanes))
    try:
        yield from pool.map(on_one, castings)
    finally:
        pool.shutdown(cancel_futures=True)  # who stops the table early does not want the rest of it


def summary(rows: Sequence[Row]) -> str:
    """How often each kind of fault struck, reads and writes apart, and how many runs of each kind of scenario went well."""
    reads = Counter(kind for row in rows for kind, label in row.struck if " POST " not in label)
    writes = Counter(kind for row in rows for kind, label in row.struck if " POST " in label)
    kinds = [f"{kind:<13} {reads[kind]:>5} reads {writes[kind]:>5} writes" for kind in sorted({*reads, *writes})]
    scenes = Counter(row.casting.scenario for row in rows)
    well = Counter(row.casting.scenario for row in rows if not row.problems)
    return "\n".join([*kinds, "", *(f"{name:<13} {well[name]:>5} of {count}" for name, count in scenes.items())])


def cells(row: Row) -> tuple[str, ...]:
    struck = Counter(kind for kind, _ in row.struck)
    faults = ", ".join(f"{count} {kind}" if count > 1 else kind for kind, count in struck.items())
    return (
        str(row.casting.seed), row.casting.scenario, faults[:SHORT] or "none", ",".join(map(str, row.codes)), str(row.posts),
        ",".join(map(str, row.links)) or "0", f"{row.took_s:.0f}", told(row.problems),
    )  # fmt: skip


def aligned(row: tuple[str, ...]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)).rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
