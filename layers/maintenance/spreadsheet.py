"""An audit as rows of a spreadsheet: every finding and every verdict, whole."""

import csv
import io
from collections.abc import Iterable, Iterator

from layers.maintenance.report import CHECKS, Audit, way_of
from layers.maintenance.verdicts import RULINGS, SAYS
from layers.nouns import Finding, Verdict

HEADER = (
    "site", "audit", "row", "severity or verdict", "check", "meaning", "object", "id", "title", "address", "editor", "evidence",
    "what to do", "how it is mended or how sure the verdict is",
)  # fmt: skip
# A spreadsheet takes such a cell for a formula and runs it when the file is opened; the wide signs count in some languages.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def as_csv(audits: Iterable[Audit]) -> str:
    """Return the rows of all audits under one header. What comes from a site cannot become a formula."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(HEADER)
    for audit in audits:
        rows.writerows([cell(value) for value in row] for row in _rows(audit))
    return text.getvalue()


def cell(value: str) -> str:
    """Return the text as a spreadsheet shows it: one that would be a formula begins with an apostrophe."""
    return f"'{value}" if value.lstrip(" ").startswith(FORMULA) else value


def _rows(audit: Audit) -> Iterator[tuple[str, ...]]:
    for finding in audit.findings:
        yield audit.site, audit.id, *_finding(audit, finding)
    for verdict in audit.verdicts:
        yield audit.site, audit.id, *_verdict(audit, verdict)


def _finding(audit: Audit, finding: Finding) -> tuple[str, ...]:
    check = CHECKS.get(finding.check)
    return (
        "finding", finding.severity, finding.check, check.title if check else finding.check, finding.object_type,
        str(finding.page_id or ""), finding.title, finding.url, audit.editor(finding.object_type, finding.page_id),
        finding.evidence, check.remedy if check else "", way_of(finding),
    )  # fmt: skip


def _verdict(audit: Audit, verdict: Verdict) -> tuple[str, ...]:
    what = f"{SAYS.get(verdict.rule, '')} {verdict.into_url}".strip()
    return (
        "verdict", RULINGS[verdict.ruling], verdict.rule, SAYS.get(verdict.rule, ""), "post", str(verdict.page_id), verdict.title,
        verdict.url, audit.editor("post", verdict.page_id), "; ".join(verdict.evidence), what,
        f"{verdict.confidence} {verdict.missing}".strip(),
    )  # fmt: skip
