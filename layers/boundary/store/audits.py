"""Audits as they were made: what each found, and the rest of it as the text that whoever made it can read again."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import Row, select

from layers.boundary.store.database import Database
from layers.boundary.store.rows import AuditLine, StoredAudit
from layers.boundary.store.tables import AUDITS
from layers.nouns.audit import Finding, Severity

FINDINGS = TypeAdapter(tuple[Finding, ...])
LINE = (AUDITS.c.key, AUDITS.c.site, AUDITS.c.at, AUDITS.c.errors, AUDITS.c.warnings, AUDITS.c.notices)


class Audits(Database):
    def put_audit(self, audit: str, site: str, at: datetime, findings: Sequence[Finding], content: str) -> None:
        """Keep an audit under its id. `content` is all of it but the findings, as JSON."""
        row = {
            "key": audit, "site": site, "at": at, "findings": FINDINGS.dump_json(tuple(findings)).decode(), "content": content,
            "errors": _count(findings, "error"), "warnings": _count(findings, "warning"), "notices": _count(findings, "notice"),
        }  # fmt: skip
        with self.writing() as connection:
            connection.execute(AUDITS.insert().values(row))

    def audits(self, site: str) -> tuple[AuditLine, ...]:
        """Return every audit of a site by its counts, oldest first."""
        query = select(*LINE).where(AUDITS.c.site == site).order_by(AUDITS.c.at, AUDITS.c.id)
        with self.reading() as connection:
            return tuple(AuditLine(*row) for row in connection.execute(query))

    def audit(self, audit: str) -> StoredAudit | None:
        """Return one audit whole."""
        query = select(*LINE, AUDITS.c.findings, AUDITS.c.content).where(AUDITS.c.key == audit)
        with self.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _stored(row)


def _stored(row: Row[tuple[object, ...]]) -> StoredAudit:
    return StoredAudit(AuditLine(*row[: len(LINE)]), FINDINGS.validate_json(row.findings), row.content)


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(1 for finding in findings if finding.severity == severity)
