"""`python -m benchmarks [NAME ...]`: measure the figures, all or those named. Exit code 1 when one is over its limit.

More commands print tables of their own: `python -m benchmarks.kill_table`, `benchmarks.cost_table`, `benchmarks.truth` (what the
audit finds beside what a visitor sees), `benchmarks.audit [POSTS]` (a large site, all in one table), `benchmarks.analysis
[POSTS ...]` (its analysis alone), `benchmarks.fault_table` and `benchmarks.fix_kill_table`. `python -m benchmarks.links` is the
figure `links` alone; `python -m benchmarks.proposals` prints the links proposed for the demo sites, and what
a reader said of each.
"""

import argparse
import sys

from benchmarks.figure import shown
from benchmarks.figures import FIGURES


def main() -> int:
    told = "\n".join(f"  {name:<10} {measure.__doc__}" for name, measure in FIGURES.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description=f"{__doc__}\n{told}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(FIGURES))
    names = parser.parse_args().names or list(FIGURES)
    for name in names:
        if name not in FIGURES:
            print(f"There is no figure {name!r}: choose from {', '.join(FIGURES)}.", file=sys.stderr)
            return 2
    found = [shown(figure) for name in names for figure in FIGURES[name]()]
    return 0 if all(figure.ok for figure in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
