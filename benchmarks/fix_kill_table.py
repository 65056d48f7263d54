"""`python -m benchmarks.fix_kill_table`: SIGKILL at every request of an apply and of an undo of fixes, then run again.

One that writes is tried in three places: before it, committed but unanswered, and in the middle of its reply.
Prints a row for each point and ends with `N of N ok`; exit code 1 otherwise. Needs a WordPress sandbox.
"""

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

from benchmarks.killing.fixing import ACTS, Bench, Row, phases
from benchmarks.killing.gate import Phase
from benchmarks.killing.stage import gated
from benchmarks.stage import raised
from sandbox import wordpress

WIDTHS = (6, 3, 46, 9, 8, 22, 3)
HEAD = ("act", "", "request", "phase", "first", "again", "ok")


def main() -> int:
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="masthead-fix-kill-") as folder, ExitStack() as stack:
        home = Path(folder)
        root = home / "sandbox"
        root.mkdir()
        stack.callback(wordpress.down, root, wipe=True)
        stage = stack.enter_context(raised(root))
        bench = Bench.on(stack.enter_context(gated(stage, home / "sites")), home / "scratch")
        return printed(bench, points(bench, options.only)[:: options.every])


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="benchmarks.fix_kill_table", description=__doc__)
    made.add_argument(
        "--only", default="", metavar="TEXT", help="only points whose line holds this: undo, POST, mid-reply"
    )
    made.add_argument("--every", type=int, default=1, metavar="K", help="only each K-th point")
    return made


def points(bench: Bench, only: str) -> list[tuple[str, int, Phase]]:
    return [
        (act, number, phase)
        for act in ACTS
        for number, passage in enumerate(bench.requests[act], 1)
        for phase in phases(passage)
        if only in f"{act} {number} {passage.label} {phase}"
    ]


def printed(bench: Bench, chosen: list[tuple[str, int, Phase]]) -> int:
    counts = ", ".join(f"{act} {len(bench.requests[act])} requests" for act in ACTS)
    print(f"{counts}\n\n{aligned(HEAD)}", flush=True)
    good = 0
    for act, number, phase in chosen:
        row = bench.tried(act, number, phase)
        good += not row.problems
        print(aligned(cells(row)), flush=True)
    print(f"\n{good} of {len(chosen)} ok")
    return 0 if chosen and good == len(chosen) else 1


def cells(row: Row) -> tuple[str, ...]:
    verdict = "yes" if not row.problems else f"NO: {'; '.join(row.problems)}"
    return (row.act, str(row.number), row.label, row.phase, row.first, row.again, verdict)


def aligned(row: tuple[str, ...]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)).rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
