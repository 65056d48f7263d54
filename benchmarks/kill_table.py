"""`python -m benchmarks.kill_table`: SIGKILL at every request and every commit of one article, then run again.

Prints a row for each point and ends with `N of N ok`; exit code 1 otherwise. Needs strace and a WordPress sandbox.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from queue import SimpleQueue

from benchmarks.killing.gate import PHASES
from benchmarks.killing.points import Errand, Lane, Point, Reference, Row, every_point, last_line
from benchmarks.killing.stage import gated
from benchmarks.killing.verdict import told
from benchmarks.stage import raised
from sandbox import wordpress

HEAD = (
    "point",
    "",
    "request or commit",
    "phase",
    "first run",
    "again",
    "posts",
    "links",
    "charged once",
    "unconfirmed",
    "ok",
)
WIDTHS = (7, 3, 46, 9, 9, 14, 5, 7, 12, 11, 3)
LANES = 2
PORTS_APART = 40


def main() -> int:
    options = parser().parse_args()
    if shutil.which("strace") is None:
        print("The kill table needs strace: apt-get install strace", file=sys.stderr)
        return 1
    with ExitStack() as stack:
        errand = Errand(options.site, options.keyword)
        lanes = [stack.enter_context(lane(number, errand)) for number in range(options.lanes)]
        reference = lanes[0].reference()
        if reference.ended.returncode != 0:
            print(f"The run that nobody kills failed: {last_line(reference.ended.stderr)}", file=sys.stderr)
            return 1
        return printed(lanes, reference, chosen(every_point(reference, PHASES), options.only, options.every))


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="benchmarks.kill_table", description=__doc__)
    made.add_argument("--site", default="coffee")
    made.add_argument("--keyword", default="cold brew ratio")
    made.add_argument(
        "--only",
        default="",
        metavar="TEXT",
        help="only points whose line holds this: model, coffee POST, commit, mid-reply",
    )
    made.add_argument("--every", type=int, default=1, metavar="K", help="only each K-th point")
    made.add_argument(
        "--lanes", type=int, default=min(LANES, os.cpu_count() or 1), help="sandboxes at work at the same time"
    )
    return made


@contextmanager
def lane(number: int, errand: Errand) -> Iterator[Lane]:
    """Make a sandbox of its own, and leave nothing of it behind."""
    with tempfile.TemporaryDirectory(prefix="masthead-kill-") as folder, ExitStack() as stack:
        home = Path(folder)
        root = home / "sandbox"
        root.mkdir()
        stack.callback(wordpress.down, root, wipe=True)
        stage = stack.enter_context(raised(root, PORTS_APART * number))
        yield Lane.on(stack.enter_context(gated(stage, home / "sites")), home / "scratch", errand)


def chosen(points: list[Point], only: str, every: int) -> list[Point]:
    return [point for point in points if only in " ".join(named(point))][::every]


def named(point: Point) -> tuple[str, str, str, str]:
    """The columns that say which point it is."""
    kind = type(point).__name__.removeprefix("At").lower()
    return kind, str(point.number), point.label, point.phase


def printed(lanes: list[Lane], reference: Reference, points: list[Point]) -> int:
    """Try the points on all lanes and print each row in order as it comes."""
    print(
        f"masthead {' '.join(lanes[0].errand.words)} --rehearse: {len(reference.passages)} requests, {len(reference.commits)} commits\n"
    )
    print(aligned(HEAD), flush=True)
    free: SimpleQueue[Lane] = SimpleQueue()
    for each in lanes:
        free.put(each)

    def tried(point: Point) -> Row:
        taken = free.get()
        try:
            return taken.tried(point, reference)
        finally:
            free.put(taken)

    good = 0
    with ThreadPoolExecutor(len(lanes)) as pool:
        for row in pool.map(tried, points):
            good += not row.problems
            print(aligned(cells(row)), flush=True)
    print(f"\n{good} of {len(points)} ok")
    return 0 if points and good == len(points) else 1


def cells(row: Row) -> tuple[str, ...]:
    return (
        *named(row.point), row.first, row.second, str(row.posts), row.links, row.charged, str(row.unconfirmed), told(row.problems),
    )  # fmt: skip


def aligned(row: tuple[str, ...]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)).rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
