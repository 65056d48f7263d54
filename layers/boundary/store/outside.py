"""What an audit saw of a site from outside. Each look is kept as it comes: an audit that dies loses none."""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import select

from layers.boundary.store.database import Database
from layers.boundary.store.tables import OUTBOUND, SEARCH_EXPORTS, VISITS
from layers.boundary.store.upsert import upsert
from layers.nouns import Outbound, SearchExport, Visit

V = TypeVar("V", Visit, Outbound)
EXPORTS_KEPT = 12  # of one site; the newest are what an audit compares
IN_ONE_QUERY = 500  # addresses: databases take only so many values at once


class Outside(Database):
    def put_visit(self, site: str, visit: Visit) -> None:
        """Keep the newest look at an address of a site."""
        row = {"site": site, "url": visit.url, "at": visit.at, "content": visit.model_dump_json()}
        with self.writing() as connection:
            upsert(connection, VISITS, row, replaced=("at", "content"))

    def visits(self, site: str) -> dict[str, Visit]:
        """Return the newest look at each address of a site; one that another Masthead wrote otherwise counts as none."""
        query = select(VISITS.c.url, VISITS.c.content).where(VISITS.c.site == site)
        with self.reading() as connection:
            return _valid(Visit, connection.execute(query).tuples())

    def put_outbound(self, seen: Outbound) -> None:
        """Keep the newest look at an address elsewhere: it is the same for every site that links there."""
        row = {"url": seen.url, "at": seen.at, "content": seen.model_dump_json()}
        with self.writing() as connection:
            upsert(connection, OUTBOUND, row, replaced=("at", "content"))

    def outbound(self, urls: Iterable[str]) -> dict[str, Outbound]:
        """Return what is known of these addresses elsewhere."""
        wanted = list(dict.fromkeys(urls))
        found: dict[str, Outbound] = {}
        with self.reading() as connection:
            for at in range(0, len(wanted), IN_ONE_QUERY):
                some = OUTBOUND.c.url.in_(wanted[at : at + IN_ONE_QUERY])
                found |= _valid(
                    Outbound, connection.execute(select(OUTBOUND.c.url, OUTBOUND.c.content).where(some)).tuples()
                )
        return found

    def put_search_export(self, site: str, at: datetime, export: SearchExport) -> None:
        """Keep an export of Search Console. The same one a second time takes the place of the first."""
        content = export.model_dump_json()
        sha256 = hashlib.sha256(content.encode()).hexdigest()
        days = [each.period for each in export.periods if each.period]
        row = {
            "site": site, "at": at, "sha256": sha256, "content": content,
            "first": min((each.first for each in days), default=None), "last": max((each.last for each in days), default=None),
        }  # fmt: skip
        own = SEARCH_EXPORTS.c.site == site
        newest = select(SEARCH_EXPORTS.c.id).where(own).order_by(SEARCH_EXPORTS.c.id.desc()).limit(EXPORTS_KEPT)
        with self.writing() as connection:
            connection.execute(SEARCH_EXPORTS.delete().where(own & (SEARCH_EXPORTS.c.sha256 == sha256)))
            connection.execute(SEARCH_EXPORTS.insert().values(row))
            connection.execute(SEARCH_EXPORTS.delete().where(own & SEARCH_EXPORTS.c.id.not_in(newest)))

    def search_exports(self, site: str) -> tuple[SearchExport, ...]:
        """Return the exports of a site, oldest first."""
        query = select(SEARCH_EXPORTS.c.content).where(SEARCH_EXPORTS.c.site == site).order_by(SEARCH_EXPORTS.c.id)
        with self.reading() as connection:
            return tuple(SearchExport.model_validate_json(content) for content in connection.execute(query).scalars())


def _valid(noun: type[V], rows: Iterable[tuple[str, str]]) -> dict[str, V]:
    found: dict[str, V] = {}
    for url, content in rows:
        try:
            found[url] = noun.model_validate_json(content)
        except ValidationError:
            continue
    return found
