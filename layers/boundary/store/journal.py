"""The journal of every write to a site, what people decided, and who may write."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Row, select

from layers.boundary import clock
from layers.boundary.store.database import Database
from layers.boundary.store.rows import Decision, DecisionKind, JournalEntry, Lease, WriteState
from layers.boundary.store.tables import APPROVALS, JOURNAL, JOURNAL_MARKS, LEASES
from layers.boundary.store.upsert import upsert
from layers.errors import BusyError


class Journal(Database):
    def record_write(
        self, run: str, article: str, object_type: str, object_id: int, field: str, *, before: str, after: str
    ) -> int:
        """Enter a write BEFORE it is sent, so that a kill in between leaves an open entry. Returns the entry's id."""
        row = {
            "run": run, "site": run.partition("/")[0], "article": article, "object_type": object_type, "object_id": object_id,
            "field": field, "before": before, "after": after, "at": clock.now(),
        }  # fmt: skip
        with self.writing() as connection:
            return int(connection.execute(JOURNAL.insert().values(row).returning(JOURNAL.c.id)).scalar_one())

    def confirm_write(self, entry: int, object_id: int = 0) -> None:
        """Mark that the site kept the write; `object_id` is the id that a new object was given."""
        self._mark(entry, "written", object_id)

    def deny_write(self, entry: int) -> None:
        """Mark that the site did not take the write."""
        self._mark(entry, "not written")

    def mark_undone(self, entry: int, run: str) -> None:
        """Mark that `run` took the write back. The entry itself is never changed."""
        self._mark(entry, "undone", run=run)

    def journal(
        self, *, run: str = "", article: str = "", site: str = "", object_type: str = "", object_id: int = 0
    ) -> tuple[JournalEntry, ...]:
        """Return the entries of a run, an article, a site or one object of it, oldest first."""
        query = select(JOURNAL).order_by(JOURNAL.c.id)
        wanted = {"run": run, "article": article, "site": site, "object_type": object_type, "object_id": object_id}
        for name, value in wanted.items():
            if value:
                query = query.where(JOURNAL.c[name] == value)
        marks = select(JOURNAL_MARKS).where(
            JOURNAL_MARKS.c.entry.in_(query.with_only_columns(JOURNAL.c.id).order_by(None))
        )
        with self.reading() as connection:
            entries = connection.execute(query).all()
            found = connection.execute(marks.order_by(JOURNAL_MARKS.c.id)).all()
        of_entry: dict[int, list[Row[tuple[object, ...]]]] = defaultdict(list)
        for mark in found:
            of_entry[mark.entry].append(mark)
        return tuple(_entry(row, of_entry[row.id]) for row in entries)

    def _mark(self, entry: int, state: WriteState, object_id: int = 0, run: str = "") -> None:
        row = {"entry": entry, "state": state, "object_id": object_id, "run": run, "at": clock.now()}
        with self.writing() as connection:
            connection.execute(JOURNAL_MARKS.insert().values(row))


class Approvals(Database):
    def decide(self, article: str, sha256: str, decision: DecisionKind, *, notes: str = "", by: str) -> None:
        """Record what a person decided about the text that has this sha256."""
        row = {"article": article, "sha256": sha256, "decision": decision, "notes": notes, "by": by, "at": clock.now()}
        with self.writing() as connection:
            connection.execute(APPROVALS.insert().values(row))

    def decision(self, article: str, sha256: str) -> DecisionKind | None:
        """Return the newest decision on the article if it is about exactly this text; an older one no longer counts."""
        decisions = self.decisions(article)
        return decisions[-1].decision if decisions and decisions[-1].sha256 == sha256 else None

    def decisions(self, article: str) -> tuple[Decision, ...]:
        """Return every decision on an article, oldest first."""
        columns = [APPROVALS.c[name] for name in ("article", "sha256", "decision", "notes", "by", "at")]
        query = select(*columns).where(APPROVALS.c.article == article).order_by(APPROVALS.c.id)
        with self.reading() as connection:
            return tuple(Decision(*row) for row in connection.execute(query))

    def notes(self, article: str) -> tuple[str, ...]:
        """Return what a person asked to have changed, oldest first."""
        sent_back = (each for each in self.decisions(article) if each.decision == "send-back")
        return tuple(each.notes for each in sent_back if each.notes.strip())


class Leases(Database):
    def acquire_lease(self, site: str, owner: str, now: datetime, ttl: timedelta) -> Lease:
        """Return the site's write lease. Raises BusyError while another owner's has not expired.

        `owner` must name one process (run and process id), because the same owner may take its lease again.
        """
        lease = Lease(site, owner, now + ttl)
        row = {"site": site, "owner": owner, "expires_at": lease.expires_at}
        free = (LEASES.c.owner == owner) | (LEASES.c.expires_at <= now)
        with self.writing() as connection:
            upsert(connection, LEASES, row, replaced=("owner", "expires_at"), where=free)
            held = connection.execute(select(LEASES).where(LEASES.c.site == site)).one()
        if held.owner != owner:
            raise BusyError(site, held.owner, round((held.expires_at - now).total_seconds()))
        return lease

    def renew_leases(self, owner: str, now: datetime, ttl: timedelta) -> None:
        """Give every lease of the owner a later end; what another has taken since is left to it."""
        with self.writing() as connection:
            connection.execute(LEASES.update().where(LEASES.c.owner == owner).values(expires_at=now + ttl))

    def release_lease(self, lease: Lease) -> None:
        """Give the lease back; one that another owner has taken meanwhile is left alone."""
        with self.writing() as connection:
            connection.execute(LEASES.delete().where(LEASES.c.site == lease.site, LEASES.c.owner == lease.owner))


def _entry(row: Row[tuple[object, ...]], marks: Iterable[Row[tuple[object, ...]]]) -> JournalEntry:
    state: WriteState = "open"
    object_id, undone_at = row.object_id, None
    for mark in marks:
        state = mark.state
        object_id = mark.object_id or object_id
        undone_at = mark.at if state == "undone" else undone_at
    values = {**row._mapping, "object_id": object_id, "state": state, "undone_at": undone_at}
    return JournalEntry(**values)
