"""What a look at a site saw, and what a probe could do there: each with its moment, kept by site, address and user."""

from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy import Table, select

from layers.boundary.store.database import Database
from layers.boundary.store.tables import EXAMINATIONS, PROBES
from layers.nouns import Examination, Probe, Value

V = TypeVar("V", bound=Value)


class Examinations(Database):
    def put_examination(self, seen: Examination) -> None:
        """Keep what a look at a site saw."""
        self._put(EXAMINATIONS, seen, seen.at, seen)

    def examination(self, site: str, url: str, user: str) -> Examination | None:
        """Return the newest look at a site under this address and user."""
        return _read(Examination, self._newest(EXAMINATIONS, site, url, user))

    def put_probe(self, probe: Probe) -> None:
        """Keep what a probe found."""
        self._put(PROBES, probe.examination, probe.at, probe)

    def probe(self, site: str, url: str, user: str) -> Probe | None:
        """Return the newest probe of a site under this address and user; another address or user is another site to it."""
        return _read(Probe, self._newest(PROBES, site, url, user))

    def forget_probes(self, site: str) -> None:
        """Forget what was found on a site that is not there any more."""
        with self.writing() as connection:
            for table in (PROBES, EXAMINATIONS):
                connection.execute(table.delete().where(table.c.site == site))

    def _put(self, table: Table, seen: Examination, at: datetime, kept: Value) -> None:
        row = {
            "site": seen.site, "url": _plain(seen.url), "username": seen.login.user, "at": at,
            "content": kept.model_dump_json(),
        }  # fmt: skip
        with self.writing() as connection:
            connection.execute(table.insert().values(row))

    def _newest(self, table: Table, site: str, url: str, user: str) -> str | None:
        same = (table.c.site == site) & (table.c.url == _plain(url)) & (table.c.username == user)
        query = select(table.c.content).where(same).order_by(table.c.id.desc()).limit(1)
        with self.reading() as connection:
            content: str | None = connection.execute(query).scalar()
        return content


def _plain(url: str) -> str:
    return url.rstrip("/")


def _read(noun: type[V], content: str | None) -> V | None:
    """Return the value; one that a Masthead with other fields wrote counts as none, so that it is asked for anew."""
    try:
        return None if content is None else noun.model_validate_json(content)
    except ValidationError:
        return None
