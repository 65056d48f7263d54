"""A site into its mirror: whole at first, afterwards what has changed, and what is gone.

What was changed is found by its modified time, from a moment before the last read on; so nothing that exists can be
missing here. What is gone is found by counting: where WordPress counts fewer than we know, and only there, windows of
dates are narrowed down. Both are repeated until a pass finds nothing new, for the site may change while it is read.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from layers.boundary.store import Mirrors
from layers.boundary.wordpress.companion_list import TYPES, CompanionList
from layers.boundary.wordpress.lists import STEP, Chunk, Lists, OmittedError, part_of, total_of
from layers.boundary.wordpress.mirror_records import BLOCKS, MEDIA, PAGES_, POSTS, Kind, Records
from layers.boundary.wordpress.transport import Params
from layers.boundary.wordpress.windows import Windows
from layers.errors import LoginError, WordPressDownError, WordPressRefusedError
from layers.maintenance.mirrored import stamp
from layers.nouns.mirror import Known, MirrorState, Progress

STOCK = (POSTS, PAGES_, BLOCKS, MEDIA)
# WordPress compares dates by the site's own clock, on which an hour comes twice when summer ends
OVERLAP = timedelta(minutes=65)
TWICE_IN_A_SECOND = timedelta(seconds=5)
MOST_PASSES = 30
PATIENCE_S = 0.1  # more before each further pass
NEWEST = 20
STATUSES = ("publish", "future", "draft", "pending", "private", "trash")
Told = Callable[[str], None]


NAMES = {"publish": "published", "future": "scheduled", "trash": "trashed", "inherit": ""}


@dataclass(frozen=True)
class Missing:
    """Rows of one status that WordPress counts and does not give."""

    kind: Kind
    status: str
    there: int
    shown: int

    @property
    def missing(self) -> int:
        return self.there - self.shown

    def sentence(self, user: str) -> str:
        named = f"{NAMES.get(self.status, self.status)} {self.kind.plural}".strip()
        if not self.there:
            return f"The {self.kind.plural} are not shown to '{user}'."
        return f"{self.there:,} {named} are counted, and {self.shown:,} of them shown to '{user}'."


@dataclass
class Mirroring:
    """One update of one mirror. `told` hears how far it is."""

    lists: Lists
    mirrors: Mirrors
    records: Records
    state: MirrorState
    told: Told
    companion: CompanionList | None = None
    closed: tuple[Kind, ...] = ()
    totals: dict[str, int] = field(default_factory=dict)

    def read(self) -> None:
        """Read what the mirror has not. A process that dies leaves what it has read; the next goes on there."""
        if not self.state.began:
            self._keep(began=_z(self.lists.clock()))
        self.lists.ask_ahead((kind, total_of(kind, {})) for kind in self._kinds())
        self.closed = tuple(kind for kind in self._kinds() if not self._is_open(kind))
        self._forget_limits()
        if self.state.since and any(map(self._went_back, self._kinds())):
            self.told("The site has older texts than the mirror, as after a restored backup: it is read whole again.")
            self._keep(began=_z(self.lists.clock()), since="", progress={})
        if self.companion is not None:
            self._read_by_companion()
        for kind in self._kinds():
            self._read_whole(kind)

    def settle(self) -> MirrorState:
        """Bring what was read up to the site. Raises WordPressDownError where the site did not hold still long enough."""
        since = self._settled()
        withheld, said = self._withheld()
        self._keep(since=since, withheld=withheld, not_seen=tuple(said))
        return self.state

    def _kinds(self) -> tuple[Kind, ...]:
        """What is read by stock REST: all, or beside the companion the images."""
        kinds = STOCK if self.companion is None else (MEDIA,)
        return tuple(kind for kind in kinds if kind not in self.closed)

    def _is_open(self, kind: Kind) -> bool:
        """Whether this user may ask for the list at all: an author may not for pages."""
        try:
            self.totals[kind.type] = self.lists.count(kind, {})
        except (WordPressRefusedError, LoginError):
            return False
        return True

    def _forget_limits(self) -> None:
        """Try once more to read whole what this user was not shown: somebody may have given him the role for it."""
        if self.state.partial:
            left = {name: at for name, at in self.state.progress.items() if name not in self.state.partial}
            self._keep(partial=(), progress=left)

    def _went_back(self, kind: Kind) -> bool:
        """Whether a row that we know is older on the site now: by their modified time such rows would never be found."""
        if kind not in (POSTS, PAGES_) or not self.state.at(kind.type).done:
            return False
        newest = sorted(self._known(kind), key=lambda row: row.modified_gmt)[-NEWEST:]
        found = self.lists.named(kind, "id,modified_gmt", [row.id for row in newest])
        there = {int(record["id"]): stamp(record["modified_gmt"]) for record in found}
        return any(there.get(row.id, row.modified_gmt) < row.modified_gmt for row in newest)

    def _keep(self, **changes: object) -> None:
        self.state = self.state.model_copy(update=changes)
        self.mirrors.keep_mirror(self.state)

    # --- the first read ------------------------------------------------------------------------------------------

    def _read_whole(self, kind: Kind) -> None:
        at = self.state.at(kind.type)
        if at.done or kind.type in self.state.partial:
            return
        covered = at.covered
        try:
            total = self.totals[kind.type]
            parts = self.lists.swept(kind, self.records.asked(kind), {}, at.offset, covered, total) if total else ()
            for chunk in parts:
                covered = max(covered, chunk.last)
                self._put(kind, chunk, Progress(offset=chunk.offset + STEP, covered=covered))
        except OmittedError:
            self._keep(partial=(*self.state.partial, kind.type))
            return
        self._keep(progress={**self.state.progress, kind.type: Progress(covered=covered, done=True)})

    def _put(self, kind: Kind, chunk: Chunk, progress: Progress) -> None:
        self.state = self.state.with_progress(kind.type, progress)
        self.mirrors.put_rows(self.state, [self.records.row(kind, record) for record in chunk.rows])
        if chunk.total > STEP:
            self.told(f"{kind.plural}: {min(chunk.offset + len(chunk.rows), chunk.total):,} of {chunk.total:,}")

    def _read_by_companion(self) -> None:
        assert self.companion is not None  # noqa: S101 - for the type checker: `update` has asked
        at = self.state.at("companion")
        if at.done:
            return
        covered = at.covered
        for rows in self.companion.swept(covered):
            covered = rows.after or max((row.id for row in rows.rows), default=covered)
            self.state = self.state.with_progress("companion", Progress(covered=covered))
            self.mirrors.put_rows(self.state, rows.rows)
            self.told(f"posts, pages and synced blocks: up to number {covered:,}")
        self._keep(progress={**self.state.progress, "companion": Progress(covered=covered, done=True)})

    # --- what has changed since ----------------------------------------------------------------------------------

    def _settled(self) -> str:
        """Repeat until nothing new is found; returns the moment up to which the mirror holds everything."""
        since = self.state.since or self.state.began
        for turn in range(MOST_PASSES):
            self.lists.transport.pause(
                min(turn, MOST_PASSES // 2) * PATIENCE_S
            )  # quick passes would outrun a slow writer
            asked_at = _z(self.lists.clock())
            self.lists.ask_ahead(self._questions(since))
            if not sum([self._by_companion(since), *(self._caught_up(kind, since) for kind in self._kinds())]):
                return asked_at
            since = asked_at
        raise WordPressDownError(
            self.state.site, f"posts came and went each of the {MOST_PASSES} times that its lists were compared"
        )

    def _questions(self, since: str) -> Iterator[tuple[Kind, Params]]:
        """What is asked of every list in each pass."""
        for kind in self._kinds():
            if kind.type not in self.state.partial:
                yield kind, part_of(kind, self.records.asked(kind), _changed_after(since))
                yield from ((kind, total_of(kind, narrowed)) for narrowed in _totals(kind))

    def _caught_up(self, kind: Kind, since: str) -> int:
        """Take over what has changed in one list; returns how many rows were not as the mirror had them."""
        if kind.type in self.state.partial:
            return self._shown(kind)
        changed = 0
        try:
            for chunk in self.lists.swept(kind, self.records.asked(kind), _changed_after(since)):
                changed += self._taken(kind, chunk.rows)
            return changed + self._due(kind) + self._counted(kind)
        except OmittedError:
            self._keep(partial=(*self.state.partial, kind.type))
            return self._shown(kind)

    def _taken(self, kind: Kind, records: Sequence[Any]) -> int:
        return self.mirrors.put_rows(self.state, [self.records.row(kind, record) for record in records])

    def _due(self, kind: Kind) -> int:
        """Look again at posts for a later date: when their time comes, WordPress publishes them without a modified time."""
        waiting = [row.id for row in self._known(kind) if row.status == "future"]
        return self._taken(kind, list(self.lists.named(kind, self.records.asked(kind), waiting)))

    def _known(self, kind: Kind) -> tuple[Known, ...]:
        return self.mirrors.known_rows(self.state.site, [kind.type])

    def _counted(self, kind: Kind) -> int:
        """Compare the totals, of all rows and of those that are published, and repair what differs."""
        repaired = 0
        rows = self._known(kind)
        for narrowed in _totals(kind):
            statuses = str(narrowed["status"]).split(",")
            known = [row for row in rows if row.status in statuses or kind is MEDIA]
            there = self.lists.count(kind, narrowed)
            if there != len(known):
                windows = Windows(self.lists, kind, narrowed)
                windows.compare(known, there)
                repaired += self._repaired(kind, windows.doubted)
                rows = self._known(kind)
        return repaired

    def _repaired(self, kind: Kind, doubted: set[int]) -> int:
        """Ask for the rows in doubt by their ids: what comes is kept, what does not is gone."""
        found = list(self.lists.named(kind, self.records.asked(kind), doubted))
        changed = self._taken(kind, found)
        gone = doubted - {int(record["id"]) for record in found}
        self.mirrors.drop_rows(self.state.site, gone)
        return changed + len(gone)

    def _shown(self, kind: Kind) -> int:
        """Read a list whole of which this user is shown a part. A list without gaps cannot be proved then: it is read until
        two reads agree, and what was withheld is told."""
        before = {row.id for row in self._known(kind)}
        seen: set[int] = set()
        changed, offset, total = 0, 0, 1
        while offset < total:
            chunk = self.lists.chunk(kind, self.records.asked(kind), {}, offset)
            changed += self._taken(kind, chunk.rows)
            seen |= {int(row["id"]) for row in chunk.rows}
            offset, total = offset + STEP, chunk.total
        self.mirrors.drop_rows(self.state.site, before - seen)
        return changed + len(before - seen)

    def _by_companion(self, since: str) -> int:
        """Compare with the companion's index. What changed about `since` is read again: a second may hold two changes."""
        if self.companion is None:
            return 0
        lately = _z(datetime.fromisoformat(since) - TWICE_IN_A_SECOND)[:-1]
        known = {row.id: row for row in self.mirrors.known_rows(self.state.site, TYPES)}
        there = {row.id: row for row in self.companion.index()}
        fresh = [row.id for row in there.values() if known.get(row.id) != row or row.modified_gmt >= lately]
        taken = list(self.companion.named(fresh))
        self.companion.unseen = len(set(fresh) - {row.id for row in taken})
        gone = set(known) - set(there)
        self.mirrors.drop_rows(self.state.site, gone)
        return self.mirrors.put_rows(self.state, taken) + len(gone)

    # --- what this user is not shown -----------------------------------------------------------------------------

    def _withheld(self) -> tuple[int, list[str]]:
        """How many published posts and pages are withheld, and a sentence for everything that is."""
        if self.companion is not None and self.companion.unseen:
            number = self.companion.unseen
            return number, [f"{number} posts and pages are counted, and not shown to '{self.state.user}'."]
        rows = [row for kind in self._kinds() if kind.type in self.state.partial for row in self._missing(kind)]
        rows += map(self._refused, self.closed)
        published = sum(row.missing for row in rows if row.status == "publish" and row.kind in (POSTS, PAGES_))
        return published, [row.sentence(self.state.user) for row in rows]

    def _refused(self, kind: Kind) -> Missing:
        """A list that is closed to this user: what visitors are shown of it can be counted."""
        visible = replace(kind, context="view", statuses=kind.statuses.split(",")[0])
        try:
            return Missing(kind, visible.statuses, self.lists.count(visible, {}), 0)
        except (WordPressRefusedError, LoginError):
            return Missing(kind, visible.statuses, 0, 0)

    def _missing(self, kind: Kind) -> Iterator[Missing]:
        known = self._known(kind)
        for status in STATUSES if kind is not MEDIA else ("inherit",):
            there = self.lists.count(kind, {"status": status})
            shown = len([row for row in known if row.status == status or kind is MEDIA])
            if there > shown:
                yield Missing(kind, status, there, shown)


def _changed_after(since: str) -> Params:
    return {"modified_after": _z(datetime.fromisoformat(since) - OVERLAP)}


def _totals(kind: Kind) -> list[Params]:
    """All rows of a list, and those that are published."""
    return [{"status": statuses} for statuses in dict.fromkeys((kind.statuses, kind.statuses.split(",")[0]))]


def _z(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
