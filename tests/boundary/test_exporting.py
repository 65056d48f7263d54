"""The site as a database: what was exported is opened by Datasette, and the questions in the docs have answers."""

import asyncio
import csv
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.stage import CHECKOUT
from layers.boundary.exporting import export
from layers.errors import MistakeError
from layers.maintenance.reading import page
from layers.maintenance.tables import tables
from layers.nouns import Author, Finding, Hidden, Inventory, Media, MenuItem, Page, SeoFields, Term

DOCS = (CHECKOUT / "docs" / "inventory.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"```sql\n(.*?)```", DOCS, re.DOTALL)
HOME = "https://salt.example"


def read(number: int, slug: str, content: str, **more: Any) -> Page:
    record = {
        "id": number, "type": "post", "link": f"{HOME}/{slug}/", "slug": slug, "title": {"raw": more.pop("title", slug.title())},
        "excerpt": {"raw": ""}, "content": {"raw": content}, "categories": [5], "tags": [6],
        "date_gmt": f"2026-01-0{number}T09:00:00", "modified_gmt": "2026-02-01T09:00:00",
    }  # fmt: skip
    return page(record).model_copy(update={"author": 1, **more})


INVENTORY = Inventory(
    site="salt", read_at=datetime(2026, 11, 20, tzinfo=UTC), total=3,
    pages=(
        read(1, "brine", f'<h2>How</h2><p>Of <a href="{HOME}/curing/">curing</a> and <a href="/gone/">what is gone</a>.</p>',
             seo=SeoFields(title="Brine"), old_slugs=("pickle",)),
        read(2, "curing", f'<p>See <a href="{HOME}/brine/">brine</a>, <a href="{HOME}/brine/">again</a>.</p>', featured_media=9),
        read(3, "alone", "<p>Salzgurke 🥒 alone.</p>", title="=HYPERLINK(\"http://evil.example\")", author=44),
    ),
    categories=(Term(id=5, slug="salting", name="Salting", count=3, parent=77),), tags=(Term(id=6, slug="sea", name="Sea"),),
    media=(Media(id=9, url=f"{HOME}/salt.png", size_bytes=12), Media(id=10, url=f"{HOME}/rock.png", size_bytes=40)),
    authors=(Author(id=1, slug="anna", name="Anna", bio="Salts."),),
    menus=(MenuItem(menu="Main", label="Brine", url=f"{HOME}/brine/", page_id=1), MenuItem(menu="Main", label="Out", url="https://x.example")),
    hidden=(Hidden(id=4, type="post", status="draft", url=f"{HOME}/?p=4", title="A draft"),),
    not_seen=("12 private posts are counted, and 0 of them shown to 'anna'.",),
)  # fmt: skip
FINDING = Finding(
    check="orphan", severity="error", fix_class="B", page_id=3, url=f"{HOME}/alone/", title="Alone", evidence="0 links"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    export(tables(HOME, INVENTORY, (FINDING,)), tmp_path / "out", "salt")
    return tmp_path / "out"


async def opened(database: Path) -> Any:
    from datasette.app import Datasette  # imported where it is used: it takes longer than all other tests of this file

    datasette = Datasette([str(database)])
    await datasette.invoke_startup()
    return datasette


def answers(database: Path, queries: list[str]) -> list[list[list[Any]]]:
    """What Datasette answers to each query, asked as a browser would."""

    async def ask() -> list[list[list[Any]]]:
        datasette = await opened(database)
        found = []
        for query in queries:
            reply = await datasette.client.get("/salt.json", params={"sql": query, "_shape": "arrays"})
            assert reply.status_code == 200, reply.text
            found.append(reply.json()["rows"])
        return found

    return asyncio.run(ask())


@pytest.mark.server
def test_datasette_answers_every_question_of_the_docs(folder: Path) -> None:
    orphans, linked, missing, categories, images, undescribed = answers(folder / "salt.db", QUERIES)

    assert [row[0] for row in orphans] == [3]
    assert [(row[0], row[2]) for row in linked] == [(1, 1), (2, 1)]
    assert missing == [["Brine", "what is gone", "/gone/"]]
    assert [row[:2] for row in categories] == [["Salting", 3]]
    assert [row[0] for row in images] == [10, 9]
    assert [row[0] for row in undescribed] == [1]


@pytest.mark.server
def test_datasette_leads_from_a_row_to_those_it_belongs_to(folder: Path) -> None:
    async def shown() -> str:
        datasette = await opened(folder / "salt.db")
        return str((await datasette.client.get("/salt/links")).text)

    assert 'href="/salt/posts/2"' in asyncio.run(shown())


def test_every_key_leads_somewhere_and_every_column_is_documented(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "salt.db")) as database:
        broken = database.execute("PRAGMA foreign_key_check").fetchall()
        columns = {
            name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        }
    documented = dict(re.findall(r"^\| `(\w+)` \| (.+) \|$", DOCS, re.MULTILINE))

    assert broken == []
    assert set(columns) == set(documented)
    assert {
        (table, name) for table, names in columns.items() for name in names if f"`{name}`" not in documented[table]
    } == set()


def test_a_text_that_begins_like_a_formula_is_none_in_the_csv(folder: Path) -> None:
    with (folder / "posts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    with closing(sqlite3.connect(folder / "salt.db")) as database:
        kept = database.execute("SELECT title FROM posts WHERE id = 3").fetchone()

    assert rows["3"]["title"] == '\'=HYPERLINK("http://evil.example")'
    assert "🥒" in rows["3"]["text"]
    assert kept == ('=HYPERLINK("http://evil.example")',)


def test_where_the_site_does_not_say_there_is_nothing_and_not_an_empty_text(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "salt.db")) as database:
        found = database.execute("SELECT seo_title, seo_description FROM posts WHERE id < 3 ORDER BY id").fetchall()

    assert found == [("Brine", ""), (None, None)]


def test_one_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "salt.db"
    path.write_text("what was there")
    rows = tables(HOME, INVENTORY)
    broken = [each for each in rows if each.table.name != "authors"]

    with pytest.raises(MistakeError):
        export(broken, path, "salt")
    before = path.read_text()
    written = export(rows, path, "salt")

    assert before == "what was there"
    assert written == (path,)
    assert list(tmp_path.glob("*.csv")) == []


def test_a_place_that_cannot_be_written_to_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(MistakeError, match="cannot be written"):
        export(tables(HOME, INVENTORY), tmp_path / "file" / "below", "salt")
