"""`python -m benchmarks [NAME ...]`: measure the figures, all or those named. Exit code 1 when one is over its limit.

Two more commands print tables: `python -m benchmarks.kill_table` and `python -m benchmarks.cost_table`.
"""

import argparse
import sys

from benchmarks.figures import FIGURES, Figure


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


def shown(figure: Figure) -> Figure:
    limit = "" if figure.limit is None else f"under {figure.limit:g} {figure.unit}"
    line = f"{figure.name:<46} {figure.value:>8.2f} {figure.unit:<3} {limit:<14} {'ok' if figure.ok else 'NOT OK':<7} {figure.remark}"
    print(line.rstrip(), flush=True)
    return figure


if __name__ == "__main__":
    raise SystemExit(main())
