"""A post that cannot be linked does not stay live, and nothing keeps it from going live later."""

import json

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk
from flows.planning import Plan
from layers.boundary.store import Store
from sandbox import wordpress
from tests.flows import observing

pytestmark = pytest.mark.server

ID, KEYWORD, SLUG = "coffee/cold-brew-ratio", "cold brew ratio", "cold-brew-ratio"
REFUSED, PARKED = 1, 5


@pytest.fixture
def ready(desk: Desk) -> Desk:
    """A finished article with its hosts chosen, of which nothing is on the site yet."""
    assert observing.here(desk, "publish", "coffee", KEYWORD, "--dry-run").returncode == 0
    return desk


def everything(desk: Desk, status: str) -> None:
    """Give every published post and page of the site another status, as a person may."""
    for (site, id_), record in outside.sites(desk.stage).records.items():
        if site == "coffee" and record.fields["slug"] != SLUG:
            kind = "posts" if record.fields["type"] == "post" else "pages"
            observing.sent(desk.stage, "coffee", f"{kind}/{id_}", {"status": status})


def the_post(desk: Desk) -> outside.Record:
    [post] = outside.versions(outside.sites(desk.stage).records, SLUG)
    return post


def test_where_every_host_is_gone_the_post_is_a_draft_and_the_article_parked(ready: Desk) -> None:
    everything(ready, "private")

    ended = observing.here(ready, "publish", "coffee", KEYWORD)

    assert ended.returncode == PARKED
    assert "could not be linked" in ended.stderr
    assert the_post(ready).fields["status"] == "draft"


@pytest.mark.matrix
def test_once_there_are_hosts_again_the_same_post_goes_live_and_is_linked(ready: Desk) -> None:
    everything(ready, "private")
    observing.here(ready, "publish", "coffee", KEYWORD)
    first = the_post(ready)
    everything(ready, "publish")

    again = observing.here(ready, "resume", ID)

    post = the_post(ready)
    records = outside.sites(ready.stage).records.values()
    assert again.returncode == 0, again.stderr
    assert (post.id, post.fields["status"], post.url) == (first.id, "publish", again.stdout.strip())
    assert sum(outside.links_to(record.content, post.url) for record in records if record.id != post.id) >= 1


@pytest.mark.matrix
def test_where_some_links_could_be_set_and_too_few_they_are_taken_out_again(ready: Desk) -> None:
    before = outside.sites(ready.stage)
    observing.edited(ready, "coffee", links={"in_min": 10, "in_max": 10})
    keep_hosts(ready, 2)

    ended = observing.here(ready, "publish", "coffee", KEYWORD)

    after = outside.sites(ready.stage)
    post = the_post(ready)
    others = {key: record.content for key, record in after.records.items() if record.id != post.id}
    assert ended.returncode == PARKED
    assert post.fields["status"] == "draft"
    assert others == {key: record.content for key, record in before.records.items()}


def keep_hosts(desk: Desk, count: int) -> None:
    """Shorten the list of hosts that the article was planned with."""
    store = Store(f"sqlite:///{desk.store}")
    kept = store.step(ID, "plan")
    assert kept is not None
    plan = json.loads(kept.output)
    plan["hosts"] = plan["hosts"][:count]
    store.put_step(ID, "plan", fingerprint=kept.fingerprint, output=json.dumps(plan), run=kept.run)


@pytest.mark.matrix
def test_a_slug_that_somebody_took_meanwhile_leaves_no_second_post_live(ready: Desk) -> None:
    taken = observing.sent(
        ready.stage,
        "coffee",
        "posts",
        {"title": "Mine", "slug": SLUG, "status": "publish", "content": "<p>By hand.</p>"},
    )

    ended = observing.here(ready, "publish", "coffee", KEYWORD)

    live = [
        each
        for each in outside.versions(outside.sites(ready.stage).records, SLUG)
        if each.fields["status"] == "publish"
    ]
    assert ended.returncode == REFUSED
    assert "slug" in ended.stderr
    assert [each.id for each in live] == [taken["id"]]


@pytest.mark.matrix
def test_a_draft_that_a_person_threw_away_stays_thrown_away(ready: Desk) -> None:
    assert observing.here(ready, "publish", "coffee", KEYWORD).returncode == 0
    store, post = Store(f"sqlite:///{ready.store}"), the_post(ready)
    for step in ("live", "linked"):
        store.redo(ID, step, "")
    store.set_status(ID, "working")
    observing.sent(ready.stage, "coffee", f"posts/{post.id}", {"status": "private"})

    ended = observing.here(ready, "publish", "coffee", KEYWORD)

    assert ended.returncode == REFUSED
    assert "Their version stays" in ended.stderr
    assert the_post(ready).fields["status"] == "private"


@pytest.mark.matrix
def test_a_yaml_edited_while_the_post_is_on_the_site_makes_no_other_text_of_it(ready: Desk) -> None:
    first = observing.here(ready, "publish", "coffee", KEYWORD)
    Store(f"sqlite:///{ready.store}").set_status(ID, "working")
    observing.edited(ready, "coffee", voice="Dry and short.")
    since = outside.lines(ready.stage.usage)

    again = observing.here(ready, "publish", "coffee", KEYWORD)

    assert (again.returncode, again.stdout) == (0, first.stdout), again.stderr
    assert outside.lines(ready.stage.usage) == since


LIMITED = """<?php
define( 'DISALLOW_UNFILTERED_HTML', true );
add_filter( 'rest_pre_insert_post', fn( $post, $request ) => %(refused)d === (int) $request['id'] && isset( $request['content'] )
    ? new WP_Error( 'locked', 'This post is locked by the legal team.', array( 'status' => 403 ) ) : $post, 10, 2 );
add_action( 'template_redirect', function () {
    if ( is_single( %(silent)d ) ) { header( 'Location: http://127.0.0.1:9/' ); exit; }
} );
"""
FRAME = '\n\n<iframe src="https://example.com/map"></iframe>'
DRAWING = '\n\n<p onclick="go()">Go.</p><svg viewBox="0 0 1 1"><path d="M0 0"/></svg>'


def hosts(at: Desk) -> list[int]:
    """The posts that the article was planned with, best first."""
    kept = Store(f"sqlite:///{at.store}").step(ID, "plan")
    assert kept is not None
    return [host.page_id for host in Plan.model_validate_json(kept.output).hosts]


@pytest.mark.matrix
def test_hosts_that_cannot_be_edited_are_left_out_as_they_are_and_the_others_link(desk: Desk) -> None:
    at = observing.with_site(desk, "coffee", schema={"enabled": False})
    assert observing.here(at, "publish", "coffee", KEYWORD, "--dry-run").returncode == 0
    framed, drawn, refused, silent, *_ = planned = hosts(at)
    before = {each: outside.sites(desk.stage).records["coffee", each].content for each in planned}
    for each, more in ((framed, FRAME), (drawn, DRAWING)):
        before[each] += more
        observing.sent(desk.stage, "coffee", f"posts/{each}", {"content": before[each]})
    wordpress.plugin(desk.stage.root, "coffee", LIMITED % {"refused": refused, "silent": silent})

    ended = observing.here(at, "publish", "coffee", KEYWORD)

    after = {each: outside.sites(desk.stage).records["coffee", each].content for each in planned}
    assert ended.returncode == 0, ended.stderr
    left_out = [line for line in ended.stderr.splitlines() if "host left out" in line]
    reasons = ("has <iframe>", "has the attribute onclick", "locked by the legal team", "does not answer visitors")
    assert [sum(reason in line for line in left_out) for reason in reasons] == [1, 1, 1, 1], ended.stderr
    assert [after[each] for each in planned[:4]] == [before[each] for each in planned[:4]]
    assert 1 <= sum(after[each] != before[each] for each in planned[4:]) <= 3
