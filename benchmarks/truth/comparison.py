"""The audit's findings beside what a visitor saw and what was planted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from benchmarks.truth.judging import Judged
from benchmarks.truth.plan import Plan
from benchmarks.truth.reference import SHUT, Truth

APART = (
    "link-missing-page",
    "link-to-draft",
    "link-to-private",
    "link-to-scheduled",
    "link-to-trash",
)  # alike to a visitor


@dataclass(frozen=True)
class Line:
    """One line of the table: a check, or a count that each page has. Every set holds numbers of pages."""

    name: str
    planted: frozenset[int] | None
    seen: frozenset[int]
    found: frozenset[int]

    @property
    def precision(self) -> float:
        return len(self.found & self.seen) / len(self.found) if self.found else 1.0

    @property
    def recall(self) -> float:
        return len(self.found & self.seen) / len(self.seen) if self.seen else 1.0

    @property
    def agrees(self) -> bool:
        return self.found == self.seen and self.planted in (None, self.seen)

    def __str__(self) -> str:
        planted = "-" if self.planted is None else f"{len(self.planted):,}"
        return f"{self.name:<34}{planted:>9}{len(self.seen):>9,}{len(self.found):>9,}{self.precision:>11.4f}{self.recall:>9.4f}"


HEAD = f"{'check or count':<34}{'planted':>9}{'visitor':>9}{'audit':>9}{'precision':>11}{'recall':>9}"


def compared(plan: Plan, truth: Truth, judged: Judged) -> Iterator[Line]:
    """One line per structural check, then one per count: pages on which audit and visitor agree are in all its sets."""
    for check, seen in truth.wrong.items():
        names = APART if check == SHUT else (check,)
        planted = frozenset[int]().union(*(plan.planted[name] for name in names))
        yield Line(
            check,
            planted,
            frozenset(seen),
            frozenset[int]().union(*(judged.found.get(name, frozenset()) for name in names)),
        )
    for check in APART:
        planted = frozenset(plan.planted[check])
        yield Line(check, planted, planted & truth.wrong[SHUT], judged.found.get(check, frozenset()))
    yield counted("pages linking in, of each page", truth.inbound, judged.inbound)
    yield counted("pages linked to, of each page", truth.outbound, judged.outbound)
    yield counted("clicks from the front page", truth.depth, judged.depth)


def counted(name: str, seen: Mapping[int, int], found: Mapping[int, int]) -> Line:
    """A page whose count differs is missing from what was found."""
    equal = {page for page, value in found.items() if seen.get(page) == value}
    return Line(name, None, frozenset(seen), frozenset(equal | (found.keys() - seen.keys())))


def disagreeing(plan: Plan, truth: Truth, judged: Judged) -> list[str]:
    """The names of the lines on which audit and visitor differ."""
    return [line.name for line in compared(plan, truth, judged) if line.found != line.seen]
