"""An audit as data: what was seen, what was found, and what to do first. Templates print it and compute nothing."""

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from urllib.parse import quote
from zoneinfo import ZoneInfo

from layers.checks import CATALOGUE, Check, Kind
from layers.maintenance.charts import Bar, Point
from layers.maintenance.fixing.planning import FIXABLE
from layers.nouns import Finding, FixClass, ObjectType, Severity, Value, Verdict

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")
RANK = {severity: rank for rank, severity in enumerate(SEVERITIES)}
BY_HAND = "by hand"
FIXES: Mapping[FixClass, str] = {"A": "mechanical", "B": "made for you, you approve", "C": "for you to decide"}
ORDER = {check.id: position for position, check in enumerate(CATALOGUE)}
CHECKS = {check.id: check for check in CATALOGUE}
WEIGHT: Mapping[Severity, int] = {"error": 10, "warning": 3, "notice": 0}
EFFORT: Mapping[FixClass, int] = {"A": 1, "B": 2, "C": 4}  # how much work one finding is, roughly
FIRST = 5
LINKABLE = "%/:?#[]@!$&*+,;=~'"
ROWS_SHOWN = 100
EDITORS: Mapping[ObjectType, str] = {
    "post": "post.php?post={0}&action=edit", "page": "post.php?post={0}&action=edit", "media": "post.php?post={0}&action=edit",
    "category": "term.php?taxonomy=category&tag_ID={0}", "tag": "term.php?taxonomy=post_tag&tag_ID={0}",
    "author": "user-edit.php?user_id={0}",
}  # fmt: skip


class Row(Value):
    """One finding as a line of a report. `edit_url` opens the object in WordPress; empty where it has no editor."""

    title: str
    url: str
    edit_url: str
    evidence: str


class Group(Value):
    """All findings of one check. `rows` are what a page shows, `count` is how many there are."""

    check: str
    title: str
    reason: str
    remedy: str
    source: str
    date: str
    kind: Kind
    severity: Severity
    fix_class: FixClass
    fix: str
    count: int
    rows: tuple[Row, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


class Audit(Value):
    """What an audit saw and found. `unseen` counts pages that WordPress says there are and this user was not shown.

    `id` is the run's, `site/2026-11-28-a`; empty before the audit is kept. `check_ids` are the checks that judged; empty:
    not known. `visited` counts live pages that were read, `figures` says where clicks come from; 0 and empty: none were.
    """

    site: str
    title: str
    url: str
    at: datetime
    today: date
    posts: int
    pages: int
    unseen: int
    words: int
    checks: int
    findings: tuple[Finding, ...]
    inbound: tuple[Bar, ...]
    ages: tuple[Bar, ...]
    id: str = ""
    client: str = ""
    timezone: str = "UTC"
    clusters: tuple[Bar, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    check_ids: tuple[str, ...] = ()
    not_shown: tuple[str, ...] = ()
    visited: int = 0
    figures: str = ""

    def count(self, severity: Severity) -> int:
        return sum(1 for finding in self.findings if finding.severity == severity)

    @property
    def errors(self) -> int:
        return self.count("error")

    @property
    def warnings(self) -> int:
        return self.count("warning")

    @property
    def notices(self) -> int:
        return self.count("notice")

    @property
    def affected(self) -> int:
        """How many objects have an error or a warning."""
        return len({(f.object_type, f.page_id) for f in self.findings if f.severity != "notice"})

    @property
    def point(self) -> Point:
        return Point(id=self.id, at=self.at, errors=self.errors, warnings=self.warnings, notices=self.notices)

    @property
    def when(self) -> datetime:
        """The moment of the audit in the site's own time."""
        return self.at.astimezone(ZoneInfo(self.timezone))

    @property
    def not_seen(self) -> tuple[str, ...]:
        """What the audit could not look at, each as a sentence."""
        said = list(self.not_shown)
        if self.unseen:
            was = "1 page was" if self.unseen == 1 else f"{self.unseen} pages were"
            said.append(
                f"{was} not shown to this user and could not be judged. Links from there are missing in what follows."
            )
        if not self.visited:
            said.append(
                "The pages as visitors and search engines get them were not fetched: only what WordPress stores was read."
            )
        if not self.figures:
            said.append("Figures of Google Search Console were not given: who reads a post is not known.")
        return tuple(said)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The findings by check: errors first, then in the catalogue's order."""
        return tuple(_group(self, check, tuple(found)) for check, found in groupby(self.findings, lambda f: f.check))

    @property
    def first(self) -> tuple[Group, ...]:
        """What to do first: few things, by severity, number of pages and effort; notices never."""
        urgent = [group for group in self.groups if group.severity != "notice"]
        return tuple(sorted(urgent, key=self._urgency, reverse=True)[:FIRST])

    def _urgency(self, group: Group) -> float:
        """Ten pages count for about three times one page: a fault of one kind is mostly mended in one go."""
        whole_site = any(finding.check == group.check and finding.object_type == "site" for finding in self.findings)
        pages = max(group.count, self.posts if whole_site else 0)
        return WEIGHT[group.severity] * math.sqrt(pages) / EFFORT[group.fix_class]

    def editor(self, object_type: ObjectType, object_id: int) -> str:
        """Return the address at which the object is edited; empty where it has none."""
        if not object_id or object_type not in EDITORS:
            return ""
        return f"{self.url.rstrip('/')}/wp-admin/{EDITORS[object_type].format(object_id)}"


def way_of(finding: Finding) -> str:
    """Who mends it: `masthead fix` can make some of what is approved in batches, the others are a person's."""
    made = finding.fix_class == "C" or finding.check in FIXABLE
    return FIXES[finding.fix_class] if made else BY_HAND


def _group(audit: Audit, check_id: str, found: Sequence[Finding]) -> Group:
    check: Check | None = CHECKS.get(check_id)
    first = found[0]
    return Group(
        check=check_id, title=check.title if check else check_id,
        reason=check.reason if check else "This check is not there any more.", remedy=check.remedy if check else "",
        source=check.source if check else "not known", date=check.date if check else "", kind=check.kind if check else "convention",
        severity=first.severity, fix_class=first.fix_class, fix=way_of(first), count=len(found),
        rows=tuple(_row(audit, finding) for finding in found[:ROWS_SHOWN]),
    )  # fmt: skip


def address(url: str) -> str:
    """Return an address that a report may link to: what a site hands out could be `javascript:`, or end a Markdown link."""
    return quote(url, safe=LINKABLE) if url.startswith(("http://", "https://")) else ""


def _row(audit: Audit, finding: Finding) -> Row:
    return Row(
        title=finding.title or ("The whole site" if finding.object_type == "site" else finding.url or "(no title)"),
        url=address(finding.url),
        edit_url=audit.editor(finding.object_type, finding.page_id),
        evidence=finding.evidence,
    )


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by severity, then by check in the catalogue's order, then by title."""
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[int, int, str, str, int]:
    known = ORDER.get(finding.check, len(ORDER))
    return RANK[finding.severity], known, finding.check, finding.title, finding.page_id


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 2 when there is an error, 1 when there is a warning, 0 for notices alone or nothing."""
    severities = {finding.severity for finding in findings}
    return 2 if "error" in severities else 1 if "warning" in severities else 0
