"""`masthead inventory` on the real sites: what is there is counted and exported, and nothing is changed."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk
from tests.flows import observing

pytestmark = pytest.mark.server


def test_a_site_is_counted_exported_and_left_as_it_was(desk: Desk, tmp_path: Path) -> None:
    before = outside.sites(desk.stage)
    file = tmp_path / "coffee.db"
    ended = observing.here(desk, "inventory", "coffee", "--json", "--export", str(file))
    again = observing.here(desk, "inventory", "coffee")
    found = {(row["what"], row["status"]): row["number"] for row in json.loads(ended.stdout)["counts"]}
    with closing(sqlite3.connect(file)) as database:
        rows = database.execute("SELECT count(*) FROM posts WHERE status = 'publish' AND type = 'post'").fetchone()[0]
        menus = database.execute("SELECT count(*) FROM menus WHERE target IS NOT NULL").fetchone()[0]
        broken = database.execute("PRAGMA foreign_key_check").fetchall()

    assert (ended.returncode, again.returncode) == (0, 0)
    assert found["posts", "published"] == rows == 30
    assert menus > 0
    assert broken == []
    assert "posts          published         30" in again.stdout
    assert "Old addresses of renamed posts are not known" in again.stdout
    assert outside.sites(desk.stage) == before


def test_an_export_to_nowhere_and_a_strange_site_are_one_sentence_each(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    nowhere = observing.here(desk, "inventory", "coffee", "--export", str(tmp_path / "file" / "x.db"))
    strange = observing.here(desk, "inventory", "tea")

    assert (nowhere.returncode, strange.returncode) == (2, 2)
    assert "cannot be written" in nowhere.stderr
    assert "tea" in strange.stderr
