"""Looks at a site and probes of it are kept by site, address and user; a store of the first release learns to keep them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, inspect, text

from layers.boundary.store import Store
from layers.boundary.store.database import HEAD, MIGRATIONS
from layers.nouns import Examination, Login, Probe, SeoLoss

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://coffee.example"


def seen(at: datetime = NOON, user: str = "anna", url: str = URL, site: str = "coffee") -> Examination:
    return Examination(site=site, url=url, at=at, reach="answers", rest="pretty", login=Login(user=user))


def probe(at: datetime = NOON, user: str = "anna", url: str = URL, site: str = "coffee") -> Probe:
    lost = SeoLoss(field="focus_keyword", why="no such field")
    return Probe(examination=seen(at, user, url, site), at=at, marker="yes", seo_kept=("title",), seo_lost=(lost,))


def test_the_newest_probe_of_an_address_and_user_comes_back_whole(store: Store) -> None:
    store.put_probe(probe())
    store.put_probe(probe(NOON + HOUR))

    assert store.probe("coffee", URL, "anna") == probe(NOON + HOUR)
    assert store.probe("coffee", f"{URL}/", "anna") == probe(NOON + HOUR)


def test_another_address_another_user_and_another_site_have_no_probe(store: Store) -> None:
    store.put_probe(probe())

    assert store.probe("coffee", "https://staging.coffee.example", "anna") is None
    assert store.probe("coffee", URL, "ben") is None
    assert store.probe("bikes", URL, "anna") is None


def test_the_newest_look_at_a_site_comes_back(store: Store) -> None:
    assert store.examination("coffee", URL, "anna") is None
    for at in (NOON, NOON + HOUR):
        store.put_examination(seen(at))

    assert store.examination("coffee", URL, "anna") == seen(NOON + HOUR)


def test_what_was_found_on_one_site_can_be_forgotten(store: Store) -> None:
    for site in ("coffee", "bikes"):
        store.put_probe(probe(site=site))
        store.put_examination(seen(site=site))

    store.forget_probes("coffee")

    assert store.probe("coffee", URL, "anna") is None
    assert store.examination("coffee", URL, "anna") is None
    assert store.probe("bikes", URL, "anna") == probe(site="bikes")


def test_a_probe_of_another_form_counts_as_none(store: Store) -> None:
    store.put_probe(probe())
    with store.writing() as connection:
        connection.execute(text("UPDATE probes SET content = '{\"unheard\": 1}'"))

    assert store.probe("coffee", URL, "anna") is None


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def as_first_released(url: str) -> None:
    """Make the tables of the first migration, with a row in some of them."""
    with connected(url) as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        assert "probes" not in inspect(connection).get_table_names()
        at = "'2026-11-20 12:00:00'"
        connection.execute(
            text(
                "INSERT INTO articles (site, slug, keyword, status, reason, post_id, url, created_at, updated_at) "
                f"VALUES ('coffee', 'ratio', 'ratio', 'published', '', 17, 'u', {at}, {at})"
            )
        )
        connection.execute(
            text(
                "INSERT INTO journal (run, site, article, object_type, object_id, field, before, after, at) "
                f"VALUES ('coffee/1', 'coffee', 'coffee/ratio', 'post', 17, 'status', 'draft', 'publish', {at})"
            )
        )


def test_a_store_of_the_first_release_keeps_what_it_has_and_takes_a_probe(url: str) -> None:
    as_first_released(url)

    store = Store(url)
    store.put_probe(probe())

    assert store.article("coffee/ratio").post_id == 17
    assert [entry.after for entry in store.journal(article="coffee/ratio")] == ["publish"]
    assert store.probe("coffee", URL, "anna") == probe()
    store.close()
    with connected(url) as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == HEAD


def test_the_migration_can_be_taken_back(url: str) -> None:
    Store(url).close()
    with connected(url) as connection:
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")

        assert not {"probes", "examinations"} & set(inspect(connection).get_table_names())
