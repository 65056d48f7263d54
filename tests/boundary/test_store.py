"""What the store promises: nothing lost, nothing half done, one winner. On SQLite, and on a real PostgreSQL."""

import json
import multiprocessing
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from layers.boundary.store import Store
from layers.boundary.store.articles import _letters
from layers.boundary.store.database import HEAD, MIGRATIONS
from layers.boundary.store.tables import METADATA
from layers.errors import BusyError, NoSuchArticleError, StoreDownError, StoreUnusableError
from layers.nouns import Page

FORK = multiprocessing.get_context("fork")
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
ARTICLE = "coffee/cold-brew-ratio"


# --- opening -------------------------------------------------------------------------------------------------------


def test_the_migrations_make_exactly_the_tables_that_the_code_uses(store: Store) -> None:
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA) == []


def test_the_newest_migration_is_the_one_the_code_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


def test_a_store_at_the_newest_migration_opens_without_alembic(tmp_path: Path, blank: Path) -> None:
    code = "import sys; from layers.boundary.store import Store; Store(sys.argv[1]); print('alembic' in sys.modules)"
    url = f"sqlite:///{shutil.copy(blank, tmp_path)}"
    opened = subprocess.run([sys.executable, "-c", code, url], capture_output=True, text=True, check=True)
    assert opened.stdout.strip() == "False"


def test_a_store_that_a_newer_masthead_wrote_is_refused(url: str) -> None:
    Store(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreUnusableError, match=r"newer Masthead \(revision 9999\)"):
        Store(url)


def open_at_once(url: str, barrier: Barrier, ids: "Queue[str]") -> None:
    barrier.wait()
    ids.put(Store(url).open_run("coffee", "article"))


def test_processes_that_open_a_new_store_at_once_all_succeed(url: str) -> None:
    barrier, ids = FORK.Barrier(4), FORK.Queue()
    started = [FORK.Process(target=open_at_once, args=(url, barrier, ids)) for _ in range(4)]
    for process in started:
        process.start()
    assert sorted(ids.get(timeout=30)[-1] for _ in started) == ["a", "b", "c", "d"]
    for process in started:
        process.join()


def test_a_store_makes_its_folder(tmp_path: Path) -> None:
    Store(f"sqlite:///{tmp_path}/new/deep/masthead.db").close()
    assert (tmp_path / "new/deep/masthead.db").exists()


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("coffee", "not an address"),
        ("mysql://root@localhost/masthead", "not in mysql"),
        ("oracel://x/y", "not in oracel"),
        ("sqlite://", "would forget what was paid"),
        ("sqlite:////proc/masthead/x.db", "its folder cannot be made"),
    ],
)
def test_an_address_that_cannot_be_a_store_is_one_sentence(url: str, says: str) -> None:
    with pytest.raises(StoreUnusableError, match=says):
        Store(url)


def test_a_database_that_is_down_is_an_outage_and_its_password_is_not_shown() -> None:
    with pytest.raises(StoreDownError) as caught:
        Store("postgresql://masthead:s3cret-word@127.0.0.1:1/masthead")
    assert "127.0.0.1" in str(caught.value)
    assert "s3cret-word" not in str(caught.value)


def test_a_moment_without_a_zone_is_refused(store: Store) -> None:
    with pytest.raises(Exception, match="has no time zone"):
        store.acquire_lease("coffee", "run-1", datetime(2026, 11, 20, 12), MINUTE)  # noqa: DTZ001 - the mistake under test


# --- articles, runs, steps -----------------------------------------------------------------------------------------


def test_an_article_is_made_once_and_keeps_its_state(store: Store) -> None:
    first = store.add_article("coffee", "cold-brew-ratio", "cold brew ratio", "in progress")
    store.set_status(ARTICLE, "parked", "the opening hedges")
    store.set_post(ARTICLE, 17, "http://127.0.0.1/cold-brew-ratio/")
    again = store.add_article("coffee", "cold-brew-ratio", "another phrase", "in progress")
    assert first.id == ARTICLE
    assert (again.keyword, again.status, again.reason, again.post_id) == (
        "cold brew ratio",
        "parked",
        "the opening hedges",
        17,
    )
    assert again.created_at == first.created_at
    assert again.updated_at > first.updated_at


def test_articles_are_listed_by_site_and_status(store: Store) -> None:
    for site, slug in (("coffee", "a"), ("coffee", "b"), ("bikes", "c")):
        store.add_article(site, slug, slug, "in progress")
    store.set_status("coffee/b", "parked")
    assert [article.id for article in store.articles()] == ["coffee/a", "coffee/b", "bikes/c"]
    assert [article.id for article in store.articles("coffee")] == ["coffee/a", "coffee/b"]
    assert [article.id for article in store.articles(status="parked")] == ["coffee/b"]


def test_an_article_that_is_not_there_is_an_error(store: Store) -> None:
    with pytest.raises(NoSuchArticleError, match="There is no article 'coffee/x'"):
        store.article("coffee/x")
    with pytest.raises(NoSuchArticleError):
        store.set_status("coffee/x", "parked")
    assert store.find_article("coffee/x") is None


def test_run_ids_count_in_letters_per_site_and_day(store: Store) -> None:
    ids = [store.open_run("coffee", "article", ARTICLE) for _ in range(3)] + [store.open_run("bikes", "audit")]
    assert [run.rpartition("-")[2] for run in ids] == ["a", "b", "c", "a"]
    assert ids[3].startswith("bikes/2")


def test_letters_go_on_after_z() -> None:
    assert [_letters(count) for count in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]


def test_a_run_that_was_killed_has_no_end(store: Store) -> None:
    done, killed = store.open_run("coffee", "article", ARTICLE), store.open_run("coffee", "article", ARTICLE)
    store.close_run(done, "published")
    runs = {run.id: run for run in store.runs(article=ARTICLE)}
    assert runs[done].outcome == "published"
    assert runs[done].ended_at is not None
    assert runs[killed].ended_at is None


def test_a_steps_output_comes_back_as_it_was_stored(store: Store) -> None:
    output = json.dumps({"title": "Kaltes Wasser, 冷水 ☕ \u2028", "n": 1.25})
    store.put_step(ARTICLE, "draft.1", fingerprint="f1", output=output, run="coffee/1", prompt_version="p1", model="m1")
    stored = store.step(ARTICLE, "draft.1")
    assert stored is not None
    assert (stored.output, stored.fingerprint, stored.prompt_version, stored.model, stored.run) == (
        output,
        "f1",
        "p1",
        "m1",
        "coffee/1",
    )
    assert store.step(ARTICLE, "draft.2") is None
    assert store.step("coffee/other", "draft.1") is None


def test_a_step_from_other_inputs_replaces_the_old_one(store: Store) -> None:
    for fingerprint in ("f1", "f2"):
        store.put_step(ARTICLE, "draft.1", fingerprint=fingerprint, output="{}", run="r")
    assert [step.fingerprint for step in store.steps(ARTICLE)] == ["f2"]


def test_redo_forgets_every_round_of_that_step_alone(store: Store) -> None:
    for key in ("draft.1", "draft.2", "draft", "drafts.1", "review.1"):
        store.put_step(ARTICLE, key, fingerprint="f", output="{}", run="r")
    store.put_step("coffee/other", "draft.1", fingerprint="f", output="{}", run="r")
    store.redo(ARTICLE, "draft", run="r2")
    assert {step.key for step in store.steps(ARTICLE)} == {"drafts.1", "review.1"}
    assert store.step("coffee/other", "draft.1") is not None


# --- journal, approvals --------------------------------------------------------------------------------------------


def test_a_write_is_open_until_it_is_confirmed_and_learns_its_new_id(store: Store) -> None:
    entry = store.record_write("coffee/2026-11-20-a", ARTICLE, "post", 0, "created", before="", after="{}")
    assert [(each.state, each.object_id, each.site) for each in store.journal(article=ARTICLE)] == [
        ("open", 0, "coffee")
    ]
    store.confirm_write(entry, 17)
    assert [(each.state, each.object_id) for each in store.journal(run="coffee/2026-11-20-a")] == [("written", 17)]


def test_undoing_appends_and_the_entry_keeps_before_and_after(store: Store) -> None:
    entry = store.record_write("coffee/1", ARTICLE, "post", 17, "content", before="old", after="new")
    denied = store.record_write("coffee/1", ARTICLE, "post", 18, "content", before="old", after="new")
    store.confirm_write(entry)
    store.deny_write(denied)
    store.mark_undone(entry, "coffee/2")
    first, second = store.journal(site="coffee")
    assert (first.state, first.before, first.after, first.object_id) == ("undone", "old", "new", 17)
    assert first.undone_at is not None
    assert (second.state, second.undone_at) == ("not written", None)


def test_an_approval_is_of_one_text_and_the_newest_decision_counts(store: Store) -> None:
    store.decide(ARTICLE, "hash-a", "approve", by="kim")
    assert store.decision(ARTICLE, "hash-a") == "approve"
    assert store.decision(ARTICLE, "hash-b") is None
    store.decide(ARTICLE, "hash-b", "send-back", notes="say it in the first line", by="kim")
    assert store.decision(ARTICLE, "hash-a") is None
    assert store.decision(ARTICLE, "hash-b") == "send-back"
    assert store.notes(ARTICLE) == ("say it in the first line",)
    assert [each.by for each in store.decisions(ARTICLE)] == ["kim", "kim"]


# --- leases --------------------------------------------------------------------------------------------------------


def test_a_lease_keeps_others_out_until_it_is_released(store: Store) -> None:
    lease = store.acquire_lease("coffee", "run-1", NOON, MINUTE)
    with pytest.raises(BusyError, match=r"run-1.*in 60 s"):
        store.acquire_lease("coffee", "run-2", NOON, MINUTE)
    assert store.acquire_lease("bikes", "run-2", NOON, MINUTE).owner == "run-2"
    store.release_lease(lease)
    assert store.acquire_lease("coffee", "run-2", NOON, MINUTE).owner == "run-2"


def test_a_lease_that_ran_out_is_taken_over_and_the_old_owner_learns_of_it(store: Store) -> None:
    old = store.acquire_lease("coffee", "run-1", NOON, MINUTE)
    new = store.acquire_lease("coffee", "run-2", NOON + MINUTE, MINUTE)
    with pytest.raises(BusyError, match="run-2"):
        store.acquire_lease(old.site, old.owner, NOON + MINUTE, MINUTE)
    store.release_lease(old)
    with pytest.raises(BusyError, match="run-2"):
        store.acquire_lease("coffee", "run-3", NOON + MINUTE, MINUTE)
    assert new.owner == "run-2"


def test_all_leases_of_an_owner_are_renewed_and_nobody_elses(store: Store) -> None:
    for site, owner in (("coffee", "run-1"), ("coffee/ratio", "run-1"), ("bikes", "run-2")):
        store.acquire_lease(site, owner, NOON, MINUTE)
    store.renew_leases("run-1", NOON + timedelta(seconds=50), MINUTE)
    later = NOON + timedelta(seconds=70)
    for site in ("coffee", "coffee/ratio"):
        with pytest.raises(BusyError):
            store.acquire_lease(site, "run-3", later, MINUTE)
    assert store.acquire_lease("bikes", "run-3", later, MINUTE).owner == "run-3"


def take_what_is_free(url: str, owner: str, barrier: Barrier, won: "Queue[int]") -> None:
    """Ask for the leases of forty sites, from the moment when the other racer does; report how many were had."""
    store, count = Store(url), 0
    barrier.wait()
    for site in range(40):
        with suppress(BusyError):
            store.acquire_lease(f"site-{site}", owner, NOON, timedelta(hours=1))
            count += 1
    won.put(count)


def test_of_processes_that_race_for_a_lease_exactly_one_wins(url: str) -> None:
    Store(url).close()
    barrier, won = FORK.Barrier(2), FORK.Queue()
    racers = [FORK.Process(target=take_what_is_free, args=(url, f"run-{n}", barrier, won)) for n in range(2)]
    for racer in racers:
        racer.start()
    assert sum(won.get(timeout=30) for _ in racers) == 40
    for racer in racers:
        racer.join()
    store = Store(url)
    for site in range(40):
        with pytest.raises(BusyError):
            store.acquire_lease(f"site-{site}", "run-9", NOON, MINUTE)
    store.close()


# --- being killed --------------------------------------------------------------------------------------------------


def write_without_end(url: str, acknowledge: Connection) -> None:
    store = Store(url)
    for n in range(100_000):
        store.put_step("coffee/x", f"step.{n}", fingerprint="f", output="x" * 5_000, run="r")
        entry = store.record_write("coffee/1", "coffee/x", "post", n, "content", before="a", after="b")
        store.confirm_write(entry)
        acknowledge.send(n)


def test_what_a_killed_process_had_stored_is_there_and_nothing_is_half_there(url: str) -> None:
    Store(url).close()
    told, tell = FORK.Pipe(duplex=False)
    writer = FORK.Process(target=write_without_end, args=(url, tell))
    writer.start()
    tell.close()
    acknowledged = [told.recv() for _ in range(9)]
    writer.kill()
    with suppress(EOFError):
        while True:
            acknowledged.append(told.recv())
    writer.join()
    assert writer.exitcode == -signal.SIGKILL
    store = Store(url)
    steps, writes = store.steps("coffee/x"), store.journal(article="coffee/x")
    assert len(acknowledged) <= len(writes) <= len(steps) <= len(acknowledged) + 1
    assert all(len(step.output) == 5_000 for step in steps)
    assert all(entry.state == "written" for entry in writes[: len(acknowledged)])
    store.put_step("coffee/x", "after", fingerprint="f", output="{}", run="r")
    store.close()


def test_sqlite_keeps_a_write_ahead_log_and_syncs_every_commit(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/masthead.db")
    with store.reading() as connection:
        settings = [
            connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]
        assert settings == ["wal", 2, 1]
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    store.close()


# --- snapshots -----------------------------------------------------------------------------------------------------


@pytest.fixture
def page() -> Page:
    return Page(
        id=1, type="post", url="http://127.0.0.1/a/", slug="a", title="A", excerpt="", content="<p>a</p>", published_at=NOON,
        modified_at=NOON, words=1, text="a",
    )  # fmt: skip


# --- the index of words --------------------------------------------------------------------------------------------


def test_an_index_is_kept_per_site_and_the_newer_one_takes_the_place_of_the_older(store: Store) -> None:
    assert store.term_index("coffee") == b""
    store.put_term_index("coffee", b"\x00one")
    store.put_term_index("bikes", b"two")
    store.put_term_index("coffee", b"\x00three")
    assert (store.term_index("coffee"), store.term_index("bikes")) == (b"\x00three", b"two")
