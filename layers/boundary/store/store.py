"""The store: one object, one database, each method one transaction."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import select

from layers.boundary.store.articles import Articles, Runs, Steps
from layers.boundary.store.database import Database
from layers.boundary.store.examinations import Examinations
from layers.boundary.store.journal import Approvals, Journal, Leases
from layers.boundary.store.tables import AUDITS, INVENTORIES
from layers.boundary.store.term_indexes import TermIndexes
from layers.nouns.audit import Finding
from layers.nouns.wordpress import Inventory

FINDINGS = TypeAdapter(tuple[Finding, ...])


class Snapshots(Database):
    """What a site held, and what was found wrong with it, at one moment."""

    def put_inventory(self, inventory: Inventory) -> int:
        """Return the id under which this inventory is kept."""
        row = {"site": inventory.site, "at": inventory.read_at, "content": inventory.model_dump_json()}
        with self.writing() as connection:
            return int(connection.execute(INVENTORIES.insert().values(row).returning(INVENTORIES.c.id)).scalar_one())

    def inventory(self, site: str) -> Inventory | None:
        """Return the newest inventory of a site."""
        newest = (
            select(INVENTORIES.c.content).where(INVENTORIES.c.site == site).order_by(INVENTORIES.c.id.desc()).limit(1)
        )
        with self.reading() as connection:
            content = connection.execute(newest).scalar()
        return None if content is None else Inventory.model_validate_json(content)

    def put_audit(self, site: str, at: datetime, findings: Sequence[Finding]) -> None:
        """Keep what an audit found."""
        row = {"site": site, "at": at, "findings": FINDINGS.dump_json(tuple(findings)).decode()}
        with self.writing() as connection:
            connection.execute(AUDITS.insert().values(row))

    def audits(self, site: str) -> tuple[tuple[datetime, tuple[Finding, ...]], ...]:
        """Return every audit of a site, oldest first."""
        query = select(AUDITS.c.at, AUDITS.c.findings).where(AUDITS.c.site == site).order_by(AUDITS.c.id)
        with self.reading() as connection:
            return tuple((row.at, FINDINGS.validate_json(row.findings)) for row in connection.execute(query))


class Store(Articles, Runs, Steps, Journal, Approvals, Leases, Snapshots, Examinations, TermIndexes):
    """SQLite by default (`sqlite:///.masthead/masthead.db`), PostgreSQL by URL (`postgresql://...`)."""
