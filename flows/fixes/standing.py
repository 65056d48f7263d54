"""What has become of a plan's fixes so far, read from the store: a killed run goes on from here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flows.newsroom import Newsroom
from layers.boundary.store import FixMark, JournalEntry
from layers.nouns import Fix, FixPlan, FixState

Place = tuple[str, int, str]  # one field of one object
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

    def written(self, place: Place) -> list[tuple[int, JournalEntry]]:
        """The fixes of one field of one object that stand there now, in the order in which they were written."""
        return [(number, entry) for number, entry in self._by_place[place] if self.state(number) in DONE]

    def standing_at(self, place: Place) -> list[tuple[int, JournalEntry]]:
        """The same, with the writes whose end nobody saw."""
        return [(number, entry) for number, entry in self._by_place[place] if entry.state in ("open", "written")]

    @cached_property
    def _by_place(self) -> Mapping[Place, list[tuple[int, JournalEntry]]]:
        found: dict[Place, list[tuple[int, JournalEntry]]] = defaultdict(list)
        for number, entry in sorted(self.writes.items(), key=lambda each: each[1].id):
            found[place_of(entry)].append((number, entry))
        return found


def place_of(entry: JournalEntry) -> Place:
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
