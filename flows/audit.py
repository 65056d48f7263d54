"""Layer 5 in order: read the site whole, judge it, keep what was found. Never writes to a site."""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from flows import HOME
from flows.inventory import inventoried, refuse_half
from flows.newsroom import Newsroom
from flows.outside import Looks, search_of, seen_from_outside
from flows.prefect_environment import be_quiet, reached, server_configured
from flows.steps import Runner, here
from layers import maintenance
from layers.boundary.templates import Templates
from layers.errors import MastheadError, MistakeError, OutageError, RefusedError
from layers.maintenance import Audit, Point, Report
from layers.nouns import Inventory, LiveSite, Search, Site

if TYPE_CHECKING:
    from layers.boundary.store import AuditLine, StoredAudit

LAST = "last"


AS_THE_YAML_SAYS = Looks()


def audited(room: Newsroom, name: str, runner: Runner = here, looks: Looks = AS_THE_YAML_SAYS) -> Audit:
    """Bring the site's mirror up to date, look at the site from outside, judge it and keep the audit under the id of its run.

    The run says how it ended, also where it failed. Raises LoginError where published posts are withheld from this user:
    what nobody links to could not be told.
    """
    site = room.site(name)
    run = room.store.open_run(site.name, "audit")
    try:
        inventory = runner("inventory", lambda: whole_inventory(room, site, contents=False))
        search = search_of(room, site, inventory, looks)
        seen = runner("outside", lambda: seen_from_outside(room, site, inventory, looks, search))
        kept = runner("judge", lambda: judged(room, site, inventory, seen, search, run))
    except MastheadError as error:
        room.store.close_run(run, str(error))
        raise
    room.store.close_run(run, f"{kept.errors} errors, {kept.warnings} warnings, {kept.notices} notices")
    return kept


def whole_inventory(room: Newsroom, site: Site, *, contents: bool = True) -> Inventory:
    """Raises LoginError where published posts are withheld from this user."""
    inventory = inventoried(room, site, contents=contents)
    refuse_half(site, inventory)
    return inventory


def judged(room: Newsroom, site: Site, inventory: Inventory, seen: LiveSite, search: Search | None, run: str) -> Audit:
    today = inventory.read_at.astimezone(ZoneInfo(site.timezone)).date()
    found = maintenance.audit(site, inventory, today, seen, search).model_copy(update={"id": run})
    room.store.put_audit(run, site.name, inventory.read_at, found.findings, found.model_dump_json(exclude={"findings"}))
    return found


def through_prefect(room: Newsroom, name: str, looks: Looks) -> Audit:
    """Run the `audit` flow in this process, reporting to the configured server. Raises PrefectDownError."""
    be_quiet()
    from flows.runs import audit

    exports = [str(path.resolve()) for path in looks.search_console]
    with reached():
        return kept_audit(room, str(audit(
            str(room.folder.resolve()), name, live=looks.live, fresh=looks.fresh, outbound=looks.outbound, search_console=exports
        )))  # fmt: skip


def audited_here(room: Newsroom, name: str, looks: Looks) -> Audit:
    return audited(room, name, here, looks)


def audited_all(
    room: Newsroom, names: list[str], looks: Looks = AS_THE_YAML_SAYS
) -> tuple[list[Audit], list[tuple[str, MastheadError]]]:
    """Audit each site. One that cannot be read stops none of the others; a single site's error is raised as it is."""
    found: list[Audit] = []
    failed: list[tuple[str, MastheadError]] = []
    audit = through_prefect if server_configured() else audited_here
    for name in names:
        try:
            found.append(audit(room, name, looks))
        except (OutageError, RefusedError, MistakeError) as error:
            if len(names) == 1:
                raise
            failed.append((name, error))
    return found, failed


def kept_audit(room: Newsroom, audit: str) -> Audit:
    """Return an audit as it was made. Raises MistakeError where there is none of this id."""
    stored = room.store.audit(audit)
    if stored is None:
        raise MistakeError(f"There is no audit {audit}. List a site's audits with: masthead audit SITE --list")
    return whole(room, stored)


def whole(room: Newsroom, stored: "StoredAudit") -> Audit:
    """Return the audit; of one that a Masthead of another form kept, the findings."""
    if stored.content:
        try:
            return Audit.model_validate({**json.loads(stored.content), "findings": stored.findings})
        except ValidationError:
            return _findings_alone(room, stored)
    return _findings_alone(room, stored)


def _findings_alone(room: Newsroom, stored: "StoredAudit") -> Audit:
    line = stored.line
    site = room.network.sites.get(line.site)
    return Audit(
        id=line.id, site=line.site, title=site.title or line.site if site else line.site, url=site.url if site else "", at=line.at,
        today=line.at.date(), posts=0, pages=0, unseen=0, words=0, checks=0, findings=stored.findings, inbound=(), ages=(),
        not_shown=("Another Masthead kept this audit: its findings can be read, its counts and charts cannot.",),
    )  # fmt: skip


def settle(room: Newsroom, names: list[str], against: str) -> None:
    """Make sure before anything is read that there will be something to compare with. Raises MistakeError."""
    if "/" in against and len(names) > 1:
        raise MistakeError(f"--against {against} is an audit of one site; with --all say a date or `last`.")
    for name in names:
        _chosen(name, room.store.audits(name), against, room.site(name).timezone)


def earlier(room: Newsroom, found: Audit, against: str = LAST) -> Audit | None:
    """Return the audit to compare with: `last`, an id, or a date, which means the newest audit made by the end of that day.

    Raises MistakeError where an id or a date names none; `last` of a site's first audit is None.
    """
    lines = room.store.audits(found.site)
    before = [line for line in lines if line.id != found.id and line.at <= found.at]
    chosen = _chosen(found.site, before, against, found.timezone)
    return kept_audit(room, chosen.id) if chosen else None


def _chosen(site: str, lines: "Sequence[AuditLine]", against: str, timezone: str) -> "AuditLine | None":
    if against == LAST:
        return lines[-1] if lines else None
    end = None if "/" in against else _end_of(against, timezone)
    fit = [line for line in lines if (line.id == against if end is None else line.at <= end)]
    if not fit:
        raise MistakeError(
            f"--against {against}: {site} has no earlier audit of that name or date. See: masthead audit {site} --list"
        )
    return fit[-1]


def _end_of(day: str, timezone: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time.max, ZoneInfo(timezone))
    except ValueError:
        raise MistakeError(
            f"--against {day}: say `last`, a date such as 2026-11-28, or the id of an audit such as coffee/2026-11-28-a."
        ) from None


def reported(room: Newsroom, found: Audit, against: str = LAST) -> Report:
    """Return the audit with what changed since an earlier one, and with all audits up to it."""
    then = earlier(room, found, against)
    trend = [_point(line) for line in room.store.audits(found.site) if line.at <= found.at]
    return Report(audit=found, trend=tuple(trend), change=maintenance.change(found, then) if then else None)


def _point(line: "AuditLine") -> Point:
    return Point(id=line.id, at=line.at, errors=line.errors, warnings=line.warnings, notices=line.notices)


def summary(report: Report) -> str:
    return Templates(HOME / "templates").render("reports/audit.md.j2", report=report)


def by_check(report: Report) -> list[dict[str, str | int]]:
    """Return one row per check, as Prefect shows a table."""
    return [
        {"severity": group.severity, "check": group.title, "findings": group.count, "fix": group.fix, "id": group.check}
        for group in report.audit.groups
    ]


def html_report(room: Newsroom, reports: list[Report]) -> str:
    """Return the page of one site, or of several with the worst first."""
    worst = sorted(reports, key=lambda report: (report.worst, report.audit.title), reverse=True)
    return room.templates.render("reports/audit.html.j2", reports=worst)


def state_name(found: Audit) -> str:
    """Name the end of a run as an automation can listen for it."""
    return "Errors" if found.errors else "Warnings" if found.warnings else "Clean"
