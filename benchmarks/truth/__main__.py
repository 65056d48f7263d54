"""`python -m benchmarks.truth [--posts N] [--mutations]`: how exact the audit's structural checks are.

Plants a site on real WordPress, reads it by REST and audits it; lets a visitor that imports nothing of the program read
its public pages; prints check by check what was planted, seen and found. Exit code 1 where they differ.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.truth import garden
from benchmarks.truth.comparison import HEAD, Line, compared, disagreeing
from benchmarks.truth.judging import Judged, judged
from benchmarks.truth.kinds import HOME, HOST, KINDS
from benchmarks.truth.mutations import MUTATIONS, judged_by
from benchmarks.truth.plan import Plan, plan
from benchmarks.truth.reference import Truth, truth
from benchmarks.truth.visitor import Visitor
from layers.nouns import Inventory
from sandbox import wordpress as sandbox

PORT = 9700


@dataclass(frozen=True)
class Outcome:
    """One planted site: what was planted, what Masthead read and said of it, what a visitor saw."""

    plan: Plan
    inventory: Inventory
    judged: Judged
    truth: Truth
    asked: int

    @property
    def lines(self) -> list[Line]:
        return list(compared(self.plan, self.truth, self.judged))


@contextmanager
def empty_site() -> Iterator[tuple[Path, sandbox.Site]]:
    """A site of the sandbox without a post, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="masthead-truth-") as folder:
        root = Path(folder)
        try:
            yield root, sandbox.up(root, [garden.SPEC], PORT).site(garden.SPEC.name)
        finally:
            sandbox.down(root, wipe=True)


def kept(found: Outcome, folder: Path, posts: int) -> None:
    """Keep what was read and seen, so that another program can be held against it without a site."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "inventory.json").write_text(found.inventory.model_dump_json(), encoding="utf-8")
    (folder / "posts.txt").write_text(str(posts), encoding="utf-8")
    (folder / "truth.json").write_text(found.truth.to_json(), encoding="utf-8")


def again(folder: Path) -> Outcome:
    """Judge anew what was kept."""
    posts = int((folder / "posts.txt").read_text(encoding="utf-8"))
    inventory = Inventory.model_validate_json((folder / "inventory.json").read_text(encoding="utf-8"))
    seen = Truth.from_json((folder / "truth.json").read_text(encoding="utf-8"))
    return Outcome(plan(posts), inventory, judged(inventory, HOME), seen, 0)


def told(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)


def outcome(root: Path, site: sandbox.Site, posts: int, *, ahead: bool = False) -> Outcome:
    """Plant, read, judge, visit."""
    what = plan(posts)
    wordpress = garden.planted(root, site, what)
    told(f"{len(what.rows):,} rows are written")
    inventory = garden.inventory(wordpress)
    told(f"{len(inventory.pages):,} pages are read by REST; now the visitor")
    visitor = Visitor(frozenset({HOST, f"www.{HOST}"}), site.port)
    return Outcome(what, inventory, judged(inventory, HOME), truth(visitor, HOME, ahead=ahead), visitor.asked)


def shown(found: Outcome) -> bool:
    """Print the table; True where all agree."""
    uses = Counter(kind.name for kind in found.plan.kinds.values())
    print(
        f"{len(found.plan.rows):,} posts and pages, {len(found.inventory.pages):,} of them public; {len(KINDS)} kinds of link, each {min(uses.values()):,} times; {found.asked:,} pages asked for.\n"
    )
    print(HEAD)
    for line in found.lines:
        print(line)
        names = {row.id: row.slug for row in found.plan.rows}
        for what, ids in (("only the visitor", line.seen - line.found), ("only the audit", line.found - line.seen),
                          ("planted, not seen", (line.planted or line.seen) - line.seen), ("seen, not planted", line.seen - (line.planted or line.seen))):  # fmt: skip
            for number in sorted(ids)[:5]:
                kind = found.plan.kinds.get(number)
                print(f"    {what}: {names.get(number, number)}" + (f" ({kind.name})" if kind else ""))
    return all(line.agrees for line in found.lines)


def mutated(found: Outcome) -> bool:
    """Print for each mutation where it shows; True where each shows."""
    print(f"\n{'mutation of the address normaliser':<38}disagrees on")
    all_show = True
    with tempfile.TemporaryDirectory(prefix="masthead-truth-") as folder:
        file = Path(folder) / "inventory.json"
        file.write_text(found.inventory.model_dump_json(), encoding="utf-8")
        for mutation in (None, *MUTATIONS):
            differs = disagreeing(found.plan, found.truth, judged_by(mutation, file, HOME))
            print(f"{mutation.name if mutation else 'none':<38}{', '.join(differs) or '-'}", flush=True)
            all_show &= bool(differs) == (mutation is not None)
    return all_show


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.truth", description=__doc__)
    parser.add_argument("--posts", type=int, default=300, help="how many posts and pages to plant (300)")
    parser.add_argument(
        "--mutations", action="store_true", help="take out rules of the address normaliser one at a time"
    )
    parser.add_argument(
        "--ahead", action="store_true", help="WordPress answers 200 addresses in a request, without its theme"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep what was read and seen there")
    parser.add_argument("--again", type=Path, metavar="FOLDER", help="judge anew what --keep kept, without a site")
    options = parser.parse_args()
    began = time.monotonic()
    if options.again:
        found = again(options.again)
    else:
        with empty_site() as (root, site):
            found = outcome(root, site, options.posts, ahead=options.ahead)
    if options.keep:
        kept(found, options.keep, options.posts)
    exact = shown(found)
    print(f"\n{'Exact' if exact else 'NOT EXACT'}, {time.monotonic() - began:.0f} s.")
    if options.mutations:
        exact = mutated(found) and exact
    return 0 if exact else 1


if __name__ == "__main__":
    sys.exit(main())
