"""An audit as data: findings, what to do first, and the bars of its charts. Templates print it and compute nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from layers.checks import CATALOGUE, Check, Kind
from layers.nouns import Finding, FixClass, Severity, Value

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "notice")
FIXES: Mapping[FixClass, str] = {"A": "mechanical", "B": "made for you, you approve", "C": "for you to decide"}
ORDER = {check.id: position for position, check in enumerate(CATALOGUE)}
_CHECKS = {check.id: check for check in CATALOGUE}
INBOUND = ((0, 0, "none"), (1, 1, "1"), (2, 2, "2"), (3, 5, "3 to 5"), (6, 10, "6 to 10"), (11, 10**9, "11 or more"))
AGES = (
    (0, 90, "under 3 months"),
    (91, 182, "3 to 6 months"),
    (183, 365, "6 to 12 months"),
    (366, 730, "1 to 2 years"),
    (731, 10**9, "over 2 years"),
)


class Bar(Value):
    """One bar of a chart: how many posts, and how long that is in percent of the longest bar."""

    label: str
    posts: int
    percent: float
    alarming: bool = False


class Row(Value):
    """One finding as a line of a report. `edit_url` opens the page in WordPress's editor."""

    title: str
    url: str
    edit_url: str
    evidence: str


class Group(Value):
    """All findings of one check."""

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
    rows: tuple[Row, ...]


class Audit(Value):
    """What an audit saw and found. `unseen` counts pages that WordPress says there are and this user was not shown.

    `outside` says in sentences what was seen of the site from outside and in Search Console, and what was not.
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
    outside: tuple[str, ...] = ()

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
        """How many pages have an error or a warning."""
        return len({finding.page_id for finding in self.findings if finding.severity != "notice"})

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The findings by check, in the order in which they are worth doing."""
        return tuple(_group(self, check, tuple(found)) for check, found in groupby(self.findings, lambda f: f.check))

    @property
    def first(self) -> tuple[Group, ...]:
        """The three things to do first: errors before warnings, notices never."""
        return tuple(group for group in self.groups if group.severity != "notice")[:3]

    def edit_url(self, page_id: int) -> str:
        return f"{self.url.rstrip('/')}/wp-admin/post.php?post={page_id}&action=edit"


def _group(audit: Audit, check_id: str, found: Sequence[Finding]) -> Group:
    check: Check = _CHECKS[check_id]
    return Group(
        check=check.id, title=check.title, reason=check.reason, remedy=check.remedy, source=check.source, date=check.date,
        kind=check.kind, severity=check.severity, fix_class=check.fix_class, fix=FIXES[check.fix_class],
        rows=tuple(
            Row(title=finding.title or "(no title)", url=finding.url, edit_url=audit.edit_url(finding.page_id), evidence=finding.evidence)
            for finding in found
        ),
    )  # fmt: skip


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by severity, then by check in the catalogue's order, then by title."""
    return tuple(sorted(findings, key=_rank))


def _rank(finding: Finding) -> tuple[int, int, str, int]:
    return SEVERITIES.index(finding.severity), ORDER[finding.check], finding.title, finding.page_id


def bars(values: Sequence[int], buckets: Sequence[tuple[int, int, str]], alarming: frozenset[str]) -> tuple[Bar, ...]:
    """Count values into buckets (first and last value included)."""
    counts = [(label, sum(1 for value in values if low <= value <= high)) for low, high, label in buckets]
    longest = max((count for _, count in counts), default=0) or 1
    return tuple(
        Bar(label=label, posts=count, percent=round(100 * count / longest, 1), alarming=label in alarming and count > 0)
        for label, count in counts
    )


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 2 when there is an error, 1 when there is a warning, 0 for notices alone or nothing."""
    severities = {finding.severity for finding in findings}
    return 2 if "error" in severities else 1 if "warning" in severities else 0
