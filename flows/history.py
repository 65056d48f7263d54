"""Every change that was ever made to a site, a post, by an article or by a run: when, what, why, who approved it, undone or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.newsroom import Newsroom
from layers.boundary.store import JournalEntry, WriteState
from layers.errors import MistakeError
from layers.nouns import Site
from layers.publishing.insert import same_address


@dataclass(frozen=True)
class Line:
    """One change. `why` is the check or the article that it was made for, `by` who approved it."""

    at: datetime
    run: str
    object_type: str
    object_id: int
    field: str
    state: WriteState
    why: str
    by: str
    undone_at: datetime | None = None


def history(room: Newsroom, what: str) -> list[Line]:
    """Return the changes of a site, an article, a run, or the post at an address, oldest first."""
    return list(told(room, entries(room, what)))


def entries(room: Newsroom, what: str) -> tuple[JournalEntry, ...]:
    if what in room.network.sites:
        return room.store.journal(site=what)
    if "://" in what:
        return of_address(room, what)
    if room.store.run(what) is not None and room.store.find_article(what) is None:
        return room.store.journal(run=what)
    room.store.article(what)
    return room.store.journal(article=what)


def of_address(room: Newsroom, url: str) -> tuple[JournalEntry, ...]:
    """The changes of the post or page at an address. Raises MistakeError where no site has one there."""
    site = site_of(room, url)
    found = room.wordpress(site).object_at(url)
    if found is None:
        raise MistakeError(f"{site.name} has no post or page at {url}.")
    return room.store.journal(site=site.name, object_type=found[0], object_id=found[1])


def site_of(room: Newsroom, url: str) -> Site:
    for site in room.network.sites.values():
        home = site.url.rstrip("/")
        if url.startswith(f"{home}/") or same_address(url, home):
            return site
    raise MistakeError(f"{url} is on none of your sites: {', '.join(sorted(room.network.sites))}.")


def told(room: Newsroom, rows: Sequence[JournalEntry]) -> Iterator[Line]:
    reasons = Reasons(room)
    for entry in rows:
        why, by = reasons.of(entry)
        yield Line(
            entry.at, entry.run, entry.object_type, entry.object_id, entry.field, entry.state, why, by, entry.undone_at
        )


class Reasons:
    """Why changes were made and who approved them; each plan and article is read once."""

    def __init__(self, room: Newsroom) -> None:
        self._store = room.store
        self._fixes: dict[str, dict[int, tuple[str, str]]] = {}
        self._approvers: dict[str, str] = {}

    def of(self, entry: JournalEntry) -> tuple[str, str]:
        if entry.article:
            return f"article {entry.article}", self._approver(entry.article)
        return self._of_run(entry.run).get(entry.id, ("", ""))

    def _approver(self, article: str) -> str:
        if article not in self._approvers:
            approved = [each.by for each in self._store.decisions(article) if each.decision == "approve"]
            self._approvers[article] = approved[-1] if approved else ""
        return self._approvers[article]

    def _of_run(self, run: str) -> dict[int, tuple[str, str]]:
        if run not in self._fixes:
            plan = self._store.find_plan(run)
            fixes = {fix.number: f"fix {fix.number}, {fix.check}" for fix in plan.fixes} if plan else {}
            marks = self._store.fix_marks(run) if plan else ()
            self._fixes[run] = {
                mark.entry: (fixes.get(mark.number, ""), mark.by)
                for mark in marks
                if mark.entry and mark.state == "approved"
            }
        return self._fixes[run]
