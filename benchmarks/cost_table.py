"""`python -m benchmarks.cost_table`: every failure that the API has, at every step that asks it; the bill against its book.

Prints a row for each, then compares what `masthead costs --json` prints for all of them together. Ends with
`N of N equal`; exit code 1 otherwise. Needs no WordPress.
"""

import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

from benchmarks.billing import Compared, book_of, compared, differences, trials
from benchmarks.clerk import Clerk, clerk, questions
from benchmarks.stage import CHECKOUT, UNSET
from sandbox import model, web

HEAD = (
    "step",
    "failure",
    "lasts",
    "first run, again",
    "requests",
    "charged",
    "failed",
    "unconfirmed",
    "tokens",
    "cost",
    "equal",
)
WIDTHS = (7, 13, 7, 26, 8, 8, 7, 12, 8, 11, 5)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="masthead-costs-") as folder, ExitStack() as stack:
        log = Path(folder) / "usage.jsonl"
        asked, read = model.start(log=log), web.start()
        stack.callback(asked.stop)
        stack.callback(read.stop)
        bench = clerk(asked.url, read.port, Path(folder) / "masthead.db")
        every = questions(bench)
        print(aligned(HEAD))
        good = 0
        wanted = trials(every)
        for trial in wanted:
            found = compared(bench, asked, every, trial)
            good += not found.differences
            print(aligned(cells(found)), flush=True)
        print(f"\n{good} of {len(wanted)} equal")
        return 0 if whole(bench, log) and good == len(wanted) else 1


def whole(bench: Clerk, log: Path) -> bool:
    """Compare what the command prints with the whole book."""
    printed = costs_json(bench.store)
    found = list(differences(printed, book_of(log), bench.prices))
    print("masthead costs --json: " + ("equal to the whole book" if not found else "; ".join(found)))
    return not found


def costs_json(store: Path) -> str:
    """Run `masthead costs --json` on a store."""
    environment = {name: value for name, value in os.environ.items() if name not in UNSET} | {
        "MASTHEAD_STORE": f"sqlite:///{store}"
    }
    command = [sys.executable, "-c", "from flows.command import main; main()", "costs", "--json"]
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=True).stdout


def cells(found: Compared) -> tuple[str, ...]:
    bill, trial = found.bill, found.trial
    used = sum(sum(each.tokens.values()) for each in found.book if each.billed)
    return (
        trial.step, trial.failure, "always" if trial.always else "once", ", ".join(found.runs), str(len(found.book)),
        str(len(bill.settled)), str(len(bill.failed)), str(len(bill.unconfirmed)), str(used),
        f"${found.usd.quantize(Decimal('0.000001'))}", "yes" if not found.differences else "NO: " + "; ".join(found.differences),
    )  # fmt: skip


def aligned(row: tuple[str, ...]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)).rstrip()


if __name__ == "__main__":
    raise SystemExit(main())
