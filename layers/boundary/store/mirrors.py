"""The local mirror of each site, written a page of rows at a time, so that a read that dies goes on where it was."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, and_, delete, select

from layers.boundary.store.database import Database
from layers.boundary.store.tables import MIRROR_PARTS, MIRROR_ROWS, MIRRORS
from layers.boundary.store.upsert import upsert, upsert_many
from layers.nouns.mirror import Known, MirrorRow, MirrorState
from layers.nouns.value import Value

V = TypeVar("V", bound=Value)
COLUMNS = tuple(MirrorRow.__slots__)
AT_ONCE = 500  # of the ids in one IN (...): SQLite and PostgreSQL both have a limit; of the rows that are held at once


class Mirrors(Database):
    def mirror(self, site: str) -> MirrorState | None:
        """Return how far the site is mirrored; None where it is not, or a Masthead with another mirror began it."""
        with self.reading() as connection:
            content = connection.execute(select(MIRRORS.c.content).where(MIRRORS.c.site == site)).scalar()
        try:
            return None if content is None else MirrorState.model_validate_json(content)
        except ValueError:
            return None

    def begin_mirror(self, state: MirrorState) -> None:
        """Forget what is mirrored of the site and begin anew."""
        with self.writing() as connection:
            for table in (MIRROR_ROWS, MIRROR_PARTS):
                connection.execute(delete(table).where(table.c.site == state.site))
            _keep(connection, state)

    def keep_mirror(self, state: MirrorState) -> None:
        with self.writing() as connection:
            _keep(connection, state)

    def put_rows(self, state: MirrorState, rows: Sequence[MirrorRow]) -> int:
        """Keep the rows and the state in one transaction; return how many are new or not as they were."""
        with self.writing() as connection:
            before = {row.id: row for row in _rows(connection, state.site, [row.id for row in rows])}
            changed = [row for row in rows if before.get(row.id) != row]
            if changed:
                values = [{"site": state.site, **{name: getattr(row, name) for name in COLUMNS}} for row in changed]
                upsert_many(connection, MIRROR_ROWS, values, replaced=COLUMNS[1:])
            _keep(connection, state)
        return len(changed)

    def drop_rows(self, site: str, ids: Collection[int]) -> None:
        with self.writing() as connection:
            for part in _parts(sorted(ids)):
                connection.execute(delete(MIRROR_ROWS).where(MIRROR_ROWS.c.site == site, MIRROR_ROWS.c.id.in_(part)))

    def known_rows(self, site: str, types: Collection[str]) -> tuple[Known, ...]:
        """Return what is known of these types, by id, without the texts."""
        table = MIRROR_ROWS.c
        query = select(table.id, table.status, table.date, table.modified_gmt)
        mine = query.where(table.site == site, table.type.in_(types)).order_by(table.id)
        with self.reading() as connection:
            return tuple(Known(*row) for row in connection.execute(mine))

    def rows(self, site: str) -> Iterator[MirrorRow]:
        """Give every row, by id."""
        with self.reading() as connection:
            yield from _rows(connection, site)

    def put_parts(self, site: str, kind: str, parts: Iterable[Value]) -> None:
        """Replace one of the small lists: `categories`, `tags`, `authors` or `menus`."""
        mine = and_(MIRROR_PARTS.c.site == site, MIRROR_PARTS.c.kind == kind)
        values = [
            {"site": site, "kind": kind, "place": place, "content": part.model_dump_json()}
            for place, part in enumerate(parts)
        ]
        with self.writing() as connection:
            connection.execute(delete(MIRROR_PARTS).where(mine))
            if values:
                connection.execute(MIRROR_PARTS.insert(), values)

    def parts(self, site: str, kind: str, noun: type[V]) -> tuple[V, ...]:
        table = MIRROR_PARTS.c
        query = select(table.content).where(table.site == site, table.kind == kind).order_by(table.place)
        with self.reading() as connection:
            return tuple(noun.model_validate_json(content) for content in connection.execute(query).scalars())


def _keep(connection: Connection, state: MirrorState) -> None:
    upsert(connection, MIRRORS, {"site": state.site, "content": state.model_dump_json()}, replaced=["content"])


def _rows(connection: Connection, site: str, ids: Sequence[int] | None = None) -> Iterator[MirrorRow]:
    query = select(*(MIRROR_ROWS.c[name] for name in COLUMNS)).where(MIRROR_ROWS.c.site == site)
    parts = [None] if ids is None else _parts(ids)
    for part in parts:
        mine = query if part is None else query.where(MIRROR_ROWS.c.id.in_(part))
        for row in connection.execute(mine.order_by(MIRROR_ROWS.c.id), execution_options={"yield_per": AT_ONCE}):
            yield MirrorRow(*row)


def _parts(ids: Sequence[int]) -> list[Sequence[int]]:
    return [ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE)]
