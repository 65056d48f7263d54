"""What has become of a plan's fixes so far, read from the store: a killed run goes on from here."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flows.newsroom import Newsroom
from layers.boundary.store import FixMark, JournalEntry
from layers.nouns import Fix, FixPlan, FixState

DONE: frozenset[FixState] = frozenset({"applied", "verified"})
CLOSED: frozenset[FixState] = frozenset({"applied", "verified", "set aside", "taken back", "undone"})


@dataclass(frozen=True)
class Standing:
    """The newest mark of each fix, and its newest write in the journal."""

    marks: dict[int, FixMark] = field(default_factory=dict)
    writes: dict[int, JournalEntry] = field(default_factory=dict)

    @classmethod
    def of(cls, room: Newsroom, plan: str) -> "Standing":
        marks = room.store.fix_marks(plan)
        entries = {entry.id: entry for entry in room.store.journal(run=plan)}
        writes = {mark.number: entries[mark.entry] for mark in marks if mark.entry in entries}
        return cls({mark.number: mark for mark in marks}, writes)

    def state(self, number: int) -> FixState | None:
        mark = self.marks.get(number)
        return mark.state if mark else None

    def entry(self, number: int) -> JournalEntry | None:
        return self.writes.get(number)

    def is_pending(self, number: int) -> bool:
        return self.state(number) not in CLOSED

    def open(self) -> list[int]:
        """The fixes whose write was entered, and whose end nobody saw."""
        return [
            number for number, mark in self.marks.items()
            if mark.state == "approved" and (entry := self.entry(number)) and entry.state == "open"
        ]  # fmt: skip

    def unseen(self) -> list[int]:
        """The fixes that the site kept, and whose live page nobody has looked at."""
        return [number for number, mark in self.marks.items() if mark.state == "applied"]

    def written(self, place: tuple[str, int, str]) -> list[tuple[int, JournalEntry]]:
        """The fixes of one field of one object that stand there now, in the order in which they were written."""
        found = [
            (number, entry) for number, mark in self.marks.items()
            if mark.state in DONE and (entry := self.entry(number)) is not None and place_of(entry) == place
        ]  # fmt: skip
        return sorted(found, key=lambda each: each[1].id)

    def standing_at(self, place: tuple[str, int, str]) -> list[tuple[int, JournalEntry]]:
        """The same, with the writes whose end nobody saw."""
        found = [
            (number, entry) for number in self.marks
            if (entry := self.entry(number)) and entry.state in ("open", "written") and place_of(entry) == place
        ]  # fmt: skip
        return sorted(found, key=lambda each: each[1].id)


def place_of(entry: JournalEntry) -> tuple[str, int, str]:
    return (entry.object_type, entry.object_id, entry.field)


def pending(plan: FixPlan, standing: Standing) -> tuple[Fix, ...]:
    return tuple(fix for fix in plan.fixes if standing.is_pending(fix.number))


@dataclass(frozen=True)
class Group:
    """The fixes of one object: it is read, written and looked at once."""

    object_type: str
    object_id: int
    url: str
    fixes: tuple[Fix, ...]

    def by_field(self) -> dict[str, list[Fix]]:
        found: dict[str, list[Fix]] = {}
        for fix in self.fixes:
            found.setdefault(fix.field, []).append(fix)
        return found


def groups(fixes: Sequence[Fix]) -> list[Group]:
    """The fixes by object, in the order of the plan."""
    found: dict[tuple[str, int], list[Fix]] = {}
    for fix in fixes:
        found.setdefault((fix.object_type, fix.object_id), []).append(fix)
    return [Group(kind, number, rows[0].url, tuple(rows)) for (kind, number), rows in found.items()]
