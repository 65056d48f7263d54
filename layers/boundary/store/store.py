"""The store: one object, one database, each method one transaction."""

from sqlalchemy import select

from layers.boundary.store.articles import Articles, Runs, Steps
from layers.boundary.store.audits import Audits
from layers.boundary.store.database import Database
from layers.boundary.store.examinations import Examinations
from layers.boundary.store.journal import Approvals, Journal, Leases
from layers.boundary.store.tables import INVENTORIES
from layers.nouns.wordpress import Inventory


class Snapshots(Database):
    """What a site held at one moment."""

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


class Store(Articles, Runs, Steps, Journal, Approvals, Leases, Snapshots, Audits, Examinations):
    """SQLite by default (`sqlite:///.masthead/masthead.db`), PostgreSQL by URL (`postgresql://...`)."""
