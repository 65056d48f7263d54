"""Which rows are gone, found by counting: windows of dates are halved only where WordPress counts otherwise than we do."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from layers.boundary.wordpress.lists import PER_PAGE, Lists
from layers.boundary.wordpress.mirror_records import Kind
from layers.boundary.wordpress.transport import Params
from layers.nouns.mirror import Known

SECOND = timedelta(seconds=1)


@dataclass
class Windows:
    """The difference between a list and what is known of it: `doubted` are the ids in which the two differ."""

    lists: Lists
    kind: Kind
    narrowed: Params
    doubted: set[int] = field(default_factory=set)

    def compare(self, known: Sequence[Known], there: int) -> None:
        """Find the ids in which `known` and the `there` rows that WordPress counts differ."""
        self._within(sorted(known, key=lambda row: row.date), "", "", there)

    def _within(self, rows: list[Known], low: str, high: str, there: int) -> None:
        if len(rows) == there:
            return
        middle = rows[len(rows) // 2].date if rows else ""
        left = [row for row in rows if row.date < middle]
        if len(rows) <= PER_PAGE or not left:
            self._listed(rows, low, high)
            return
        before = self.lists.count(self.kind, {**self.narrowed, **_window(low, middle)})
        self._within(left, low, middle, before)
        self._within(rows[len(left) :], middle, high, there - before)

    def _listed(self, rows: list[Known], low: str, high: str) -> None:
        chunks = self.lists.swept(self.kind, "id", {**self.narrowed, **_window(low, high)})
        self.doubted |= {int(row["id"]) for chunk in chunks for row in chunk.rows} ^ {row.id for row in rows}


def _window(low: str, high: str) -> dict[str, str]:
    """From `low` on and before `high`, both by the site's clock. WordPress leaves both bounds out."""
    after = {"after": (datetime.fromisoformat(low) - SECOND).isoformat()} if low else {}
    return {**after, **({"before": high} if high else {})}
