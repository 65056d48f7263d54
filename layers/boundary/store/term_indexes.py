"""The index of a site's words as the last run left it. It is a cache: what cannot be read is built anew from the pages."""

from sqlalchemy import select

from layers.boundary import clock
from layers.boundary.store.database import Database
from layers.boundary.store.tables import TERM_INDEXES
from layers.boundary.store.upsert import upsert


class TermIndexes(Database):
    def put_term_index(self, site: str, content: bytes) -> None:
        """Keep a site's index in the place of the one before."""
        row = {"site": site, "at": clock.now(), "content": content}
        with self.writing() as connection:
            upsert(connection, TERM_INDEXES, row, replaced=("at", "content"))

    def term_index(self, site: str) -> bytes:
        """Return a site's index as it was kept; empty where there is none."""
        query = select(TERM_INDEXES.c.content).where(TERM_INDEXES.c.site == site)
        with self.reading() as connection:
            content: bytes | None = connection.execute(query).scalar()
        return b"" if content is None else bytes(content)
