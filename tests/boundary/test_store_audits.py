"""Audits are kept whole under an id of their own; those that an older Masthead kept can still be read and named."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.exc import IntegrityError

from layers.boundary.store import Store, StoredAudit
from layers.boundary.store.database import MIGRATIONS
from layers.nouns import Finding

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ORPHAN = Finding(
    check="orphan", severity="error", fix_class="B", page_id=1, url="u", title="t", evidence="no link leads here"
)


def test_an_audit_is_kept_whole_and_listed_by_its_counts(store: Store) -> None:
    store.put_audit("coffee/2026-11-20-b", "coffee", NOON + MINUTE, [], '{"posts": 3}')
    store.put_audit("coffee/2026-11-20-a", "coffee", NOON, [ORPHAN], '{"posts": 2}')
    store.put_audit("bikes/2026-11-20-a", "bikes", NOON, [ORPHAN, ORPHAN], "")
    first, second = store.audits("coffee")
    assert (first.id, first.at, first.errors, first.warnings) == ("coffee/2026-11-20-a", NOON, 1, 0)
    assert (second.id, second.errors) == ("coffee/2026-11-20-b", 0)
    whole = store.audit("coffee/2026-11-20-a")
    assert whole == StoredAudit(first, (ORPHAN,), '{"posts": 2}')
    assert store.audit("coffee/2026-11-20-c") is None


def test_two_audits_cannot_have_one_id(store: Store) -> None:
    store.put_audit("coffee/2026-11-20-a", "coffee", NOON, [], "")
    with pytest.raises(IntegrityError):
        store.put_audit("coffee/2026-11-20-a", "coffee", NOON, [ORPHAN], "")
    assert [line.errors for line in store.audits("coffee")] == [0]


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def at_the_second_migration(url: str) -> None:
    """A store in which an older Masthead kept three audits of two sites, findings alone."""
    with connected(url) as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        kept = text("INSERT INTO audits (site, at, findings) VALUES (:site, :at, :findings)")
        for site, moment, findings in (
            ("coffee", "2026-11-20 12:00:00", [ORPHAN]),
            ("bikes", "2026-11-20 12:01:00", []),
            ("coffee", "2026-11-20 13:00:00", []),
        ):
            row = json.dumps([json.loads(finding.model_dump_json(exclude={"object_type"})) for finding in findings])
            connection.execute(kept, {"site": site, "at": moment, "findings": row})


def test_audits_of_an_older_masthead_get_an_id_and_their_counts(url: str) -> None:
    at_the_second_migration(url)

    store = Store(url)

    assert [(line.id, line.errors) for line in store.audits("coffee")] == [
        ("coffee/2026-11-20-1", 1),
        ("coffee/2026-11-20-2", 0),
    ]
    assert [line.id for line in store.audits("bikes")] == ["bikes/2026-11-20-1"]
    whole = store.audit("coffee/2026-11-20-1")
    assert whole is not None
    assert (whole.findings, whole.content) == ((ORPHAN,), "")
    store.close()
