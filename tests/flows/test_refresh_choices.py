"""What is refreshed, who approves it, and the rules for what leaves: decided from the store, without a site."""

import json
import shutil
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.stage import SITES
from flows.fixes.approving import latest, opened
from flows.newsroom import Newsroom
from flows.refreshing.carrying import free
from flows.refreshing.choosing import candidates, page_of, refuse_leaving
from flows.refreshing.planning import Made
from flows.refreshing.redirecting import written
from flows.research import research
from layers.errors import MistakeError, RefusedError
from layers.nouns import FixPlan, Keyword, PublishApproval, Verdict
from tests.layers.maintenance import audits
from tests.layers.maintenance.fixing import samples as samples_of_fixes
from tests.layers.maintenance.records import HOME, TODAY, inventory, page
from tests.layers.maintenance.refreshing import samples
from tests.layers.maintenance.refreshing.test_redirects import verdict


@pytest.fixture
def room(tmp_path: Path, blank: Path) -> Newsroom:
    """A network of the site coffee and an empty store."""
    folder = tmp_path / "sites"
    folder.mkdir()
    for name in ("prices.yaml", "coffee.yaml"):
        shutil.copy(SITES / name, folder)
    (folder / "network.yaml").write_text(f"store: sqlite:///{shutil.copy(blank, tmp_path)}\n")
    return Newsroom(folder)


def audited(room: Newsroom, verdicts: Sequence[Verdict]) -> None:
    found = audits.of_demo("coffee", 8801).model_copy(update={"verdicts": tuple(verdicts), "findings": ()})
    run = room.store.open_run("coffee", "audit")
    room.store.put_audit(run, "coffee", TODAY, (), found.model_copy(update={"id": run}).model_dump_json())


def test_the_newest_audit_says_what_is_worth_new_work_and_a_refresh_has_a_price_at_most(room: Newsroom) -> None:
    audited(room, [verdict("update", "/old/")])
    audited(room, [verdict("update", "/a/"), verdict("keep", "/b/"), verdict("remove", "/c/")])

    found = candidates(room, "coffee")

    assert [each.url for each in found.verdicts] == ["https://www.example.com/a/"]
    assert Decimal("0.01") < found.about_usd < found.at_most_usd / 3, "an estimate is no worst case"
    assert found.at_most_usd <= room.site("coffee").caps.article_usd


def test_a_site_that_was_never_audited_says_so(room: Newsroom) -> None:
    with pytest.raises(MistakeError, match="never audited"):
        candidates(room, "coffee")
    with pytest.raises(MistakeError, match="never audited"):
        list(written(room, "coffee", room.folder / "rules"))


def test_a_post_is_found_by_number_slug_address_and_by_the_article_that_made_it(room: Newsroom) -> None:
    pages = inventory(page(7), page(8))
    room.store.add_article("coffee", "asked", "asked", "published")
    room.store.set_post("coffee/asked", 8, f"{HOME}/post-8/")

    names = ("8", "post-8", f"{HOME}/post-8", "coffee/post-8", "coffee/asked")
    assert [page_of(room, room.site("coffee"), pages, name).id for name in names] == [8] * len(names)
    with pytest.raises(MistakeError, match="no published post 'post-9'"):
        page_of(room, room.site("coffee"), pages, "post-9")


def test_a_post_that_should_leave_gets_no_new_words(room: Newsroom) -> None:
    audited(room, [verdict("merge", "/a/", "https://www.example.com/b/")])

    with pytest.raises(RefusedError, match="merge"):
        refuse_leaving(room, room.site("coffee"), page(1))
    refuse_leaving(room, room.site("coffee"), page(2))


@pytest.mark.parametrize(
    ("dial", "concerns", "is_free"),
    [("always", (), False), ("on-concern", (), True), ("on-concern", ("the title names 2021",), False), ("never", ("x",), True)],
)  # fmt: skip
def test_the_dial_of_new_articles_counts(dial: PublishApproval, concerns: tuple[str, ...], is_free: bool) -> None:
    made = Made(samples.brief(), FixPlan(id="", site="coffee", url=HOME, made_at=TODAY), concerns)

    assert free(dial, made) is is_free


def test_redirect_rules_are_files_and_nothing_else(room: Newsroom) -> None:
    audited(room, [verdict("merge", "/a/", "https://www.example.com/b/"), verdict("remove", "/c/")])
    folder = room.folder / "rules" / "coffee"

    lines = list(written(room, "coffee", folder))

    assert len(lines) == 3
    assert "2 addresses, proposed by coffee/" in lines[0]
    assert sorted(path.name for path in folder.iterdir()) == [
        "coffee-apache.conf", "coffee-nginx.conf", "coffee-redirection.csv",
    ]  # fmt: skip
    (folder / "coffee-nginx.conf").unlink()
    (folder / "coffee-nginx.conf").mkdir()
    with pytest.raises(MistakeError, match="cannot be written"):
        list(written(room, "coffee", folder))


def test_where_nothing_leaves_no_file_is_written(room: Newsroom) -> None:
    audited(room, [verdict("keep", "/a/")])

    assert "nothing was written" in next(written(room, "coffee", room.folder / "rules"))
    assert not (room.folder / "rules").exists()


def test_a_refresh_that_waits_is_never_taken_for_a_plan_of_fixes(room: Newsroom) -> None:
    ids = [room.store.open_run("coffee", kind) for kind in ("fix", "refresh")]
    for run, together in zip(ids, (False, True), strict=True):
        plan = samples_of_fixes.plan(samples_of_fixes.fix(), id=run, site="coffee", together=together)
        room.store.put_plan(plan)

    assert latest(room, "coffee") == ids[0]
    with pytest.raises(MistakeError, match="masthead refresh coffee"):
        opened(room, "coffee", ids[1], room.folder / "fixes")


def test_a_page_of_an_own_site_is_no_evidence_for_a_refresh(room: Newsroom) -> None:
    results = [
        {"url": "http://www.own.example/a-b/", "title": "Own"},
        {"url": "http://127.0.0.1:1/x", "title": "Other"},
    ]
    (room.folder / "results.json").write_text(json.dumps({"mulch": {"results": results}}))
    site = room.site("coffee")
    rules = site.research.model_copy(update={"engine": "saved", "url": "results.json"})
    site = site.model_copy(update={"research": rules})

    found = research(room, site, Keyword(phrase="mulch"), {"own.example"})
    all_of_them = research(room, site, Keyword(phrase="mulch"), set())

    assert [each.url for each in found.landscape.unread] == ["http://127.0.0.1:1/x"]
    assert len(all_of_them.landscape.unread) == 2
