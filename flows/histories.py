"""What was changed on a site: by which run, why, approved by whom, and whether it stands; one line a change."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from flows.newsroom import Newsroom
from flows.unlinking import run_of, set_in
from layers.boundary.store import JournalEntry, WriteState
from layers.errors import MistakeError
from layers.maintenance.refreshing import telling
from layers.maintenance.refreshing.editing import CHECK as REFRESH
from layers.nouns import Fix, Site
from layers.publishing import same_address


@dataclass(frozen=True)
class Change:
    """One change. `why` is the check or the article that it was made for, `by` who approved it.

    `link` is the link that was set, `what` what else was done: a source replaced or taken out, words revised.
    """

    number: int
    at: datetime
    run: str
    object_type: str
    object_id: int
    field: str
    state: WriteState
    link: str = ""
    what: str = ""
    why: str = ""
    by: str = ""
    undone_at: datetime | None = None

    @property
    def line(self) -> str:
        state = f"undone {self.undone_at:%Y-%m-%d %H:%M}" if self.undone_at else self.state
        more = "".join(f"  {part}" for part in (self.what or self.link, self.why) if part) + (
            f"; approved by {self.by}" if self.by else ""
        )
        return (
            f"{self.number:>5}  {self.at:%Y-%m-%d %H:%M:%S}  {self.run:<26} {self.object_type} {self.object_id:<7} "
            f"{self.field:<9} {state}{more}"
        )


def changes(room: Newsroom, name: str) -> Iterator[Change]:
    """Every change to a site, by one run, for one article, or to the post at an address, oldest first.

    Raises MistakeError where there is none such.
    """
    reasons = Reasons(room)
    for entry in entries(room, name):
        reason = reasons.of(entry)
        link = set_in(entry) if entry.field == "content" and not reason.what else None
        yield Change(
            entry.id, entry.at, entry.run, entry.object_type, entry.object_id, entry.field, entry.state,
            f"“{link.anchor}” -> {link.url}" if link else "", reason.what, reason.why, reason.by, entry.undone_at,
        )  # fmt: skip


def entries(room: Newsroom, name: str) -> tuple[JournalEntry, ...]:
    store = room.store
    if "://" in name:
        return of_address(room, name)
    if "/" not in name:
        return store.journal(site=room.site(name).name)
    if store.find_article(name) is not None:
        return store.journal(article=name)
    return store.journal(run=run_of(room, name).id)


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


@dataclass(frozen=True)
class Reason:
    """`what` was done by a fix or a refresh, where the fields of the journal do not say it."""

    why: str = ""
    by: str = ""
    what: str = ""


class Reasons:
    """Why changes were made and who approved them; each plan and article is read once."""

    def __init__(self, room: Newsroom) -> None:
        self._store = room.store
        self._fixes: dict[str, dict[int, Reason]] = {}
        self._approvers: dict[str, str] = {}

    def of(self, entry: JournalEntry) -> Reason:
        if entry.article:
            return Reason(f"article {entry.article}", self._approver(entry.article))
        return self._of_run(entry.run).get(entry.id, Reason())

    def _approver(self, article: str) -> str:
        if article not in self._approvers:
            approved = [each.by for each in self._store.decisions(article) if each.decision == "approve"]
            self._approvers[article] = approved[-1] if approved else ""
        return self._approvers[article]

    def _of_run(self, run: str) -> dict[int, Reason]:
        if run not in self._fixes:
            plan = self._store.find_plan(run)
            fixes = {fix.number: of_fix(fix) for fix in plan.fixes} if plan else {}
            marks = self._store.fix_marks(run) if plan else ()
            self._fixes[run] = {
                mark.entry: replace(fixes.get(mark.number, Reason()), by=mark.by)
                for mark in marks
                if mark.entry and mark.state == "approved"
            }
        return self._fixes[run]


def of_fix(fix: Fix) -> Reason:
    if fix.check == REFRESH:
        return Reason(f"change {fix.number} of the refresh: {fix.reason}", what=telling.of_refresh(fix))
    return Reason(f"fix {fix.number}, {fix.check}", what=telling.of_links(fix))
