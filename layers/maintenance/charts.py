"""The charts of a report as data: bars, and the line of a site's audits since the first. Templates draw them as SVG."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from layers.nouns import Finding, Inventory, Value

INBOUND = ((0, 0, "none"), (1, 1, "1"), (2, 2, "2"), (3, 5, "3 to 5"), (6, 10, "6 to 10"), (11, 10**9, "11 or more"))
AGES = (
    (0, 90, "under 3 months"),
    (91, 182, "3 to 6 months"),
    (183, 365, "6 to 12 months"),
    (366, 730, "1 to 2 years"),
    (731, 10**9, "over 2 years"),
)
CLUSTERS_SHOWN = 12
WIDTH, HEIGHT, MARGIN = 240.0, 48.0, 4.0


class Bar(Value):
    """One bar of a chart: how many posts, and how long that is in percent of the longest bar.

    `part` of them are set off, with `part_percent` in the same measure: in a cluster, the posts that nothing links to.
    """

    label: str
    posts: int
    percent: float
    alarming: bool = False
    part: int = 0
    part_percent: float = 0.0


class Point(Value):
    """One audit in a site's history."""

    id: str
    at: datetime
    errors: int
    warnings: int
    notices: int


class Spark(Value):
    """Two lines over all audits of a site, in a box of `width` times `height`; `points` as SVG's polyline takes them."""

    width: float
    height: float
    errors: str
    warnings: str
    last_x: float
    last_error_y: float
    last_warning_y: float


def bars(values: Sequence[int], buckets: Sequence[tuple[int, int, str]], alarming: frozenset[str]) -> tuple[Bar, ...]:
    """Count values into buckets (first and last value included)."""
    counts = [(label, sum(1 for value in values if low <= value <= high)) for low, high, label in buckets]
    longest = max((count for _, count in counts), default=0) or 1
    return tuple(
        Bar(label=label, posts=count, percent=round(100 * count / longest, 1), alarming=label in alarming and count > 0)
        for label, count in counts
    )


def clusters(inventory: Inventory, found: Iterable[Finding]) -> tuple[Bar, ...]:
    """Count the posts of each category, the biggest first, and how many of them are orphans; the small ones are summed up."""
    orphans = {finding.page_id for finding in found if finding.check == "orphan"}
    names = {term.id: term.name for term in inventory.categories}
    sizes: Counter[int] = Counter()
    lonely: Counter[int] = Counter()
    for page in inventory.pages:
        for term in page.categories:
            sizes[term] += 1
            lonely[term] += page.id in orphans
    rows = [(names.get(term, f"category {term}"), size, lonely[term]) for term, size in sizes.most_common()]
    rest = rows[CLUSTERS_SHOWN:]
    if rest:
        rows = [
            *rows[:CLUSTERS_SHOWN],
            (f"{len(rest)} smaller", sum(row[1] for row in rest), sum(row[2] for row in rest)),
        ]
    longest = max((size for _, size, _ in rows), default=0) or 1
    return tuple(
        Bar(label=name, posts=size, percent=round(100 * size / longest, 1), part=part, part_percent=round(100 * part / longest, 1))
        for name, size, part in rows
    )  # fmt: skip


def spark(points: Sequence[Point]) -> Spark | None:
    """Return the lines of errors and warnings in one measure, or None where there is but one audit to draw."""
    if len(points) < 2:
        return None
    highest = max(max(point.errors, point.warnings) for point in points) or 1
    xs = [MARGIN + (WIDTH - 2 * MARGIN) * place / (len(points) - 1) for place in range(len(points))]
    errors = [_y(point.errors, highest) for point in points]
    warnings = [_y(point.warnings, highest) for point in points]
    return Spark(
        width=WIDTH, height=HEIGHT, errors=_line(xs, errors), warnings=_line(xs, warnings), last_x=xs[-1],
        last_error_y=errors[-1], last_warning_y=warnings[-1],
    )  # fmt: skip


def _y(value: int, highest: int) -> float:
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * value / highest, 1)


def _line(xs: Iterable[float], ys: Iterable[float]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in zip(xs, ys, strict=True))


def shares(counts: Mapping[str, int]) -> tuple[Bar, ...]:
    """Return one bar per label, in their order."""
    longest = max(counts.values(), default=0) or 1
    return tuple(
        Bar(label=label, posts=count, percent=round(100 * count / longest, 1)) for label, count in counts.items()
    )
