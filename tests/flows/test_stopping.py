"""What is left in the store, and what the next run makes of it, when an article stops on its way."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
import typer

from flows.approval import AwaitingReviewError, RejectedError, approve, concerns, text_hash
from flows.article import Production
from flows.command.articles import finish
from flows.job import Job
from flows.journal import written
from flows.newsroom import Newsroom
from flows.ordering import order_for, resumed, unfinished
from flows.orders import Order
from flows.planning import refuse_twins
from flows.steps import Steps
from flows.undoing import undo
from flows.writing import change, patched
from layers.boundary.clock import now
from layers.errors import (
    AlreadyCoveredError,
    BusyError,
    CredentialsMissingError,
    KeywordError,
    LoginError,
    MistakeError,
    NoHostError,
    NotReadyError,
)
from layers.generation import shortfall, words_of
from layers.nouns import Article, Autonomy, Draft, Patch, Post, PostRules
from tests.layers.drafts import draft

SITES = Path(__file__).parent.parent.parent / "sites"
ORDER = Order(site="coffee", keyword="cold brew ratio", slug="cold-brew-ratio")
POST = Post(
    id=7, url="http://127.0.0.1/x/", slug="x", status="publish", title="X", content="", excerpt="", modified_gmt=""
)


@pytest.fixture
def room(tmp_path, blank, monkeypatch):
    """A folder without logins: beside a running sandbox, one with them would have these tests talk to it."""
    monkeypatch.setenv("MASTHEAD_STORE", f"sqlite:///{shutil.copy(blank, tmp_path)}")
    for path in SITES.glob("*.yaml"):
        shutil.copy(path, tmp_path)
    return Newsroom(tmp_path)


@pytest.fixture
def production(room):
    return Production(room, lambda _name, work: work(), lambda _article, _step: None)


@pytest.fixture
def told():
    return []


@pytest.fixture
def job(room, told):
    run = room.store.open_run("coffee", "article", ORDER.article)
    return Job(
        room,
        ORDER,
        run,
        Steps(room.store, ORDER.article, run, lambda _name, work: work(), lambda _article, line: told.append(line)),
    )


def status(room):
    return room.store.article(ORDER.article).status


def test_what_was_only_researched_is_not_published_by_a_schedule(room, production):
    production.begin(ORDER, "", ordered=False)

    assert unfinished(room, "coffee") == []


def test_what_was_ordered_is_gone_on_with(room, production):
    production.begin(ORDER, "", ordered=False)
    production.begin(ORDER, "", ordered=True)

    assert unfinished(room, "coffee") == [ORDER]


def test_a_published_article_stays_published_when_it_is_ordered_again(room, production):
    production.begin(ORDER, "", ordered=True)
    room.store.set_status(ORDER.article, "published")

    production.begin(ORDER, "", ordered=True)

    assert status(room) == "published"


def test_a_missing_key_does_not_end_an_article_and_a_refusal_does(room, production):
    production.begin(ORDER, "", ordered=True)

    production.failed(ORDER.article, CredentialsMissingError("The model", "ANTHROPIC_API_KEY", "Set it."), "")
    after_a_mistake = status(room)
    production.failed(ORDER.article, NoHostError("coffee", ORDER.keyword, "3 pages"), "")

    assert (after_a_mistake, status(room)) == ("working", "refused")


def test_a_slug_that_another_keyword_has_is_refused_and_never_taken_for_the_same_article(room, production):
    production.begin(ORDER, "", ordered=True)

    assert order_for(room, "coffee", "Cold brew ratio?") == ORDER
    with pytest.raises(KeywordError, match="is about 'cold brew ratio'"):
        order_for(room, "coffee", "espresso grind size", slug="cold-brew-ratio")


def test_the_same_note_given_again_after_an_outage_is_worked_in_once(room, production):
    production.begin(ORDER, "", ordered=True)
    room.store.set_status(ORDER.article, "parked")
    resumed(room, ORDER.article, notes="shorter", by="me")
    production.begin(ORDER, "", ordered=True)

    resumed(room, ORDER.article, notes="shorter", by="me")

    assert room.store.notes(ORDER.article) == ("shorter",)


def test_a_step_is_done_anew_only_before_the_text_is_on_the_site(room, production):
    production.begin(ORDER, "", ordered=True)
    room.store.put_step(ORDER.article, "draft.1", fingerprint="", output="{}", run="")

    resumed(room, ORDER.article, redo="draft", by="me")
    forgotten = room.store.step(ORDER.article, "draft.1") is None
    room.store.put_step(ORDER.article, "created", fingerprint="", output="{}", run="")

    assert forgotten
    with pytest.raises(MistakeError, match="on the site already"):
        resumed(room, ORDER.article, redo="draft", by="me")


def test_a_step_that_does_not_exist_is_refused_with_those_that_do(room, production):
    production.begin(ORDER, "", ordered=True)

    with pytest.raises(MistakeError, match="choose one of plan, research, angle"):
        resumed(room, ORDER.article, redo="created", by="me")


def test_an_undo_that_was_killed_before_its_end_is_completed(room, production):
    production.begin(ORDER, "", ordered=True)
    room.store.put_step(ORDER.article, "created", fingerprint="", output=POST.model_dump_json(), run="")
    room.store.set_status(ORDER.article, "published")

    undone = undo(room, ORDER.article)

    assert status(room) == "parked"
    assert room.store.step(ORDER.article, "created") is None
    assert [line.partition(": ")[0] for line in undone.lines] == ["what is left on the site could not be looked at"]


def test_an_undo_that_was_killed_while_it_forgot_is_completed(room, production):
    production.begin(ORDER, "", ordered=True)
    room.store.put_step(ORDER.article, "live", fingerprint="", output=POST.model_dump_json(), run="")

    undo(room, ORDER.article)

    assert status(room) == "parked"
    assert room.store.step(ORDER.article, "live") is None


def test_no_draft_is_forgotten_under_a_run_that_writes_to_the_site(room, production):
    production.begin(ORDER, "", ordered=True)
    room.store.put_step(ORDER.article, "created", fingerprint="", output=POST.model_dump_json(), run="")
    room.store.acquire_lease("coffee", "another-machine:1:1", now(), timedelta(minutes=1))

    with pytest.raises(BusyError):
        undo(room, ORDER.article)

    assert room.store.step(ORDER.article, "created") is not None


def test_nothing_is_written_to_a_site_whose_lease_another_run_has_taken(room, job):
    room.store.acquire_lease("coffee", "another-machine:1:1", now(), timedelta(minutes=1))
    sent = []

    with pytest.raises(BusyError):
        written(job, "post", 7, "content", before="a", after="b", write=lambda: sent.append(1) or POST)

    assert sent == []
    assert room.store.journal(article=ORDER.article) == ()


def test_a_patch_for_a_place_that_is_not_there_does_not_cost_the_others(job, told):
    patches = (Patch(place="s9.b9", text="Nowhere."), Patch(place="title", text="A title that fits well enough"))

    assert patched(job, draft(), patches).title == "A title that fits well enough"
    assert told == ["patch left out: the draft has no place s9.b9"]


def test_a_note_of_one_short_word_is_a_change_too():
    assert change("article", "no").problem == "this does not hold yet: no"
    assert change("article", "Shorter.").problem == "Shorter."


def test_two_articles_about_the_same_thing_are_not_under_way_at_once(room, production, job):
    twin = Order(site="bikes", keyword="ratio for cold brew", slug="ratio-for-cold-brew")
    production.begin(ORDER, "", ordered=True)
    refuse_twins(job)
    production.begin(twin, "", ordered=False)
    refuse_twins(job)
    production.begin(twin, "", ordered=True)

    with pytest.raises(AlreadyCoveredError, match="bikes/ratio-for-cold-brew"):
        refuse_twins(job)


def test_an_article_that_another_run_is_at_work_on_is_left_to_it(room, production):
    production.begin(ORDER, "", ordered=True)
    room.store.acquire_lease(ORDER.article, "another-machine:1:1", now(), timedelta(minutes=1))

    with pytest.raises(BusyError, match="at work on it"):
        production.publish(ORDER)

    assert status(room) == "working"
    assert room.store.runs(article=ORDER.article) == ()


def test_a_step_is_not_begun_once_another_run_has_taken_the_article(room, job):
    room.store.acquire_lease(ORDER.article, "another-machine:1:1", now(), timedelta(minutes=1))

    with pytest.raises(BusyError):
        job.steps.take("draft.1", [], Draft, lambda: pytest.fail("asked and paid"))


def test_a_look_leaves_none_of_its_options_for_the_run_that_writes(room, production):
    looked = ORDER.model_copy(update={"at": "2030-01-01T09:00:00", "post": PostRules(noindex=True)})

    with pytest.raises(CredentialsMissingError):
        production.publish(looked, dry_run=True)

    assert order_for(room, "coffee", ORDER.keyword) == ORDER


def test_a_look_at_what_was_ordered_changes_nothing_of_the_order(room, production):
    ordered = ORDER.model_copy(update={"at": "2030-01-01T09:00:00"})
    with pytest.raises(CredentialsMissingError):
        production.publish(ordered)

    with pytest.raises(CredentialsMissingError):
        production.publish(ORDER, dry_run=True)

    assert order_for(room, "coffee", ORDER.keyword) == ordered


@pytest.mark.parametrize(("before", "after"), [
    ("awaiting review", "awaiting review"), ("rejected", "rejected"), ("parked", "working"), ("working", "working"),
])  # fmt: skip
def test_what_waits_for_a_person_waits_still_after_a_mistake(room, production, before, after):
    row = room.store.add_article("coffee", ORDER.slug, ORDER.keyword, before)

    with pytest.raises(CredentialsMissingError):
        production.publish(ORDER)

    assert room.store.article(row.id).status == after


@pytest.mark.parametrize(("undone", "status"), [(False, "links pending"), (True, "refused")])
def test_a_post_that_goes_live_by_itself_is_linked_by_a_later_run_whatever_this_one_was_refused(
    room, production, undone, status
):
    """A firewall's 401 on one scheduled run would else leave it live, and linked by nobody."""
    row = room.store.add_article("coffee", ORDER.slug, ORDER.keyword, "links pending")
    run = room.store.open_run("coffee", "article", row.id)
    entry = room.store.record_write(run, row.id, "post", 7, "status", before="draft", after="future")
    room.store.confirm_write(entry, 7)
    if undone:
        room.store.mark_undone(entry, run)

    production.failed(row.id, LoginError("coffee", "status 401", "Try again."), "links pending")

    assert room.store.article(row.id).status == status


@pytest.mark.parametrize("dial", ["always", "on-concern", "never"])
def test_what_a_person_has_rejected_is_published_under_no_dial(room, production, dial):
    article = Article(
        keyword=ORDER.keyword, slug=ORDER.slug, draft=draft(), seo_title="Cold brew", description="D.", excerpt="E.", category="brewing"
    )  # fmt: skip
    job = production.job(ORDER, "coffee/2026-11-20-a")
    site = room.site("coffee").model_copy(update={"autonomy": Autonomy(publish=dial)})
    object.__setattr__(room.network, "sites", {**room.network.sites, "coffee": site})
    room.store.decide(ORDER.article, text_hash(article), "reject", notes="no", by="me")

    with pytest.raises(RejectedError):
        approve(job, article)


def article(**changes):
    written = {"keyword": ORDER.keyword, "slug": ORDER.slug, "draft": draft(), "seo_title": "Cold brew"} | changes
    return Article.model_validate({"description": "D.", "excerpt": "E.", "category": "brewing"} | written)


def test_an_article_below_the_words_that_the_site_wants_is_told_where_it_waits_and_where_it_ends(
    room, production, job, capsys
):
    """513 of 600 words passed in silence: the editorial review takes from 70 % of the target on."""
    room.store.add_article("coffee", ORDER.slug, ORDER.keyword, "working")
    room.store.put_step(ORDER.article, "article", fingerprint="", output=article().model_dump_json(), run="")

    waits = production.stopped(job, AwaitingReviewError(ORDER.article))
    parked = production.stopped(job, NotReadyError(ORDER.article, "the editorial review", "thin"))
    with pytest.raises(typer.Exit):
        finish(waits)
    finish(waits.model_copy(update={"status": "published", "url": "http://127.0.0.1/x/"}))

    count = words_of(draft())
    assert waits.short == f"{count} words, fewer than the 600 that coffee wants (`words: {{min: 600}}`)"
    assert parked.short == "", "there is no finished text"
    assert capsys.readouterr().err.count(f"  short: {count} words") == 2
    assert waits.short in concerns(job, article())


def test_an_article_of_enough_words_is_told_of_nothing(job):
    sections = [section.model_copy(update={"blocks": section.blocks * 30}) for section in draft().sections]

    long = article(draft=draft().model_copy(update={"sections": tuple(sections)}))

    assert words_of(long.draft) > 600
    assert shortfall(job.site, long.draft) == ""
