"""A stranger's empty site: the first article waits for a second one, and the two are published linking each other."""

import os
import re
import signal
import time
from pathlib import Path

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk, Stage, desk, ended
from sandbox import wordpress as sandbox
from tests.flows import observing
from tests.sites import Sites

pytestmark = pytest.mark.server

FIRST, SECOND = "green tea water temperature", "how to store loose leaf tea"
SLUGS = ("green-tea-water-temperature", "how-to-store-loose-leaf-tea")
WAITING = 4


@pytest.fixture
def at(stage: Stage, wordpress: Sites, tmp_path: Path) -> Desk:
    """A desk with the empty site added as the README tells a stranger to do it."""
    at = desk(stage, tmp_path / "sites")
    site = stage.state.site("larder")
    added = observing.here(at, "site", "add", site.url, "--name", "larder")
    assert added.returncode == 0, added.stderr
    path = at.folder / "larder.yaml"
    text = path.read_text().replace("publish: always", "publish: never")
    path.write_text(re.sub(r":8891\b", f":{stage.web.port}", text))
    with (at.folder / ".env").open("a") as file:
        file.write(f"LARDER_USER='{site.user}'\nLARDER_APP_PASSWORD='{site.application_password}'\n")
    assert observing.here(at, "doctor", "larder", "--probe").returncode == 0
    return at


def posts(at: Desk) -> dict[str, outside.Record]:
    found = outside.listed(at.stage, "larder", "posts", status=outside.STATUSES)
    return {record["slug"]: outside.recorded("larder", record) for record in found}


def assert_published_and_linked(at: Desk) -> None:
    found = posts(at)
    assert sorted(found) == sorted(SLUGS)
    assert {post.fields["status"] for post in found.values()} == {"publish"}
    one, other = (found[slug] for slug in SLUGS)
    assert outside.links_to(one.content, other.url) == 1
    assert outside.links_to(other.content, one.url) == 1
    listed = observing.here(at, "articles", "larder").stdout.splitlines()
    assert all(" published " in line for line in listed)
    assert len(listed) == 2


@pytest.mark.matrix
def test_the_first_article_is_held_and_nothing_is_spent(at: Desk) -> None:
    since = outside.lines(at.stage.usage)

    held = observing.here(at, "publish", "larder", FIRST)

    assert (held.returncode, held.stdout) == (WAITING, "")
    assert f"larder/{SLUGS[0]}: awaiting host" in held.stderr
    assert "This run spent nothing" in held.stderr
    assert outside.lines(at.stage.usage) == since
    assert posts(at) == {}


def test_the_second_article_is_published_with_the_first_each_linking_the_other(at: Desk) -> None:
    observing.here(at, "publish", "larder", FIRST)

    second = observing.here(at, "publish", "larder", SECOND)

    assert second.returncode == 0, second.stderr
    assert second.stdout.strip() == posts(at)[SLUGS[1]].url
    assert_published_and_linked(at)


@pytest.mark.matrix
def test_both_of_a_pair_are_put_before_the_person_who_approves(at: Desk) -> None:
    observing.edited(at, "larder", autonomy={"publish": "always"})
    observing.here(at, "publish", "larder", FIRST)

    waiting = observing.here(at, "publish", "larder", SECOND)
    listed = observing.here(at, "review").stdout
    for slug in SLUGS:
        assert observing.here(at, "review", f"larder/{slug}", "--approve").returncode == 0
    resumed = observing.here(at, "resume", f"larder/{SLUGS[1]}")

    assert waiting.returncode == WAITING
    assert all(f"larder/{slug}" in listed for slug in SLUGS)
    assert resumed.returncode == 0, resumed.stderr
    assert_published_and_linked(at)


@pytest.mark.matrix
def test_a_pair_of_which_one_waits_for_approval_writes_nothing(at: Desk) -> None:
    observing.edited(at, "larder", autonomy={"publish": "always"})
    observing.here(at, "publish", "larder", FIRST)
    observing.here(at, "publish", "larder", SECOND)
    observing.here(at, "review", f"larder/{SLUGS[1]}", "--approve")

    resumed = observing.here(at, "resume", f"larder/{SLUGS[1]}")

    assert resumed.returncode == WAITING
    assert f"larder/{SLUGS[0]} waits for you" in resumed.stderr
    assert posts(at) == {}


@pytest.mark.matrix
def test_a_pair_that_was_killed_with_one_post_live_is_completed_by_running_again(at: Desk) -> None:
    observing.here(at, "publish", "larder", FIRST)
    since = outside.lines(at.stage.usage)
    run = at.start("publish", "larder", SECOND)
    live = killed_when_one_is_live(at, run.pid)
    killed = ended(run)

    again = observing.here(at, "publish", "larder", SECOND)

    assert killed.returncode == -signal.SIGKILL
    assert live >= 1
    assert again.returncode == 0, again.stderr
    assert_published_and_linked(at)
    charged = [line["request_id"] for line in observing.bill(at) if line["state"] == "settled"]
    assert sorted(charged) == sorted(each.request_id for each in outside.billed(at.stage.usage, since))


def killed_when_one_is_live(at: Desk, pid: int) -> int:
    """Kill the run as soon as a visitor can read a post of it; return how many posts were live then."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        live = outside.fetched(at.stage, "larder", "/wp-json/wp/v2/posts?_fields=id")
        if live:
            os.kill(pid, signal.SIGKILL)
            return len(live)
        time.sleep(0.01)
    return 0


@pytest.mark.matrix
def test_undoing_one_of_a_pair_says_that_the_other_is_an_orphan_and_resuming_mends_it(at: Desk) -> None:
    observing.here(at, "publish", "larder", FIRST)
    observing.here(at, "publish", "larder", SECOND)

    undone = observing.here(at, "undo", f"larder/{SLUGS[0]}")
    resumed = observing.here(at, "resume", f"larder/{SLUGS[0]}")

    assert f"{posts(at)[SLUGS[1]].url} has no other link to it: it is an orphan now" in undone.stdout
    assert resumed.returncode == 0, resumed.stderr
    assert_published_and_linked(at)


@pytest.mark.matrix
def test_a_held_article_that_a_person_wrote_meanwhile_keeps_no_other_from_its_place(at: Desk) -> None:
    observing.here(at, "publish", "larder", FIRST)
    written = {"title": "Notes", "slug": SLUGS[0], "content": "<p>Nothing yet.</p>", "status": "publish"}
    observing.sent(at.stage, "larder", "posts", written)

    second = observing.here(at, "publish", "larder", SECOND)

    assert "Traceback" not in second.stderr
    assert second.returncode in (0, WAITING)
    listed = observing.here(at, "articles", "larder", "--all").stdout
    assert any(SLUGS[0] in line and " refused " in line for line in listed.splitlines())
    assert "1 try that was refused is left out" in observing.here(at, "articles", "larder").stderr


THROWN_AWAY = """<?php
add_action( '%(when)s', function ( ...$told ) {
    $post = end( $told ) instanceof WP_Post ? end( $told ) : $told[0];
    $other = get_page_by_path( '%(thrown)s', OBJECT, 'post' ) ?: current( get_posts( array( 'name' => '%(thrown)s', 'post_status' => 'draft' ) ) );
    if ( '%(done)s' === $post->post_status . ' ' . $post->post_name && $other ) { wp_trash_post( $other->ID ); }
}, 10, 3 );
"""


@pytest.mark.matrix
def test_a_post_whose_partner_was_thrown_away_does_not_stay_live_and_both_go_live_once_it_is_back(at: Desk) -> None:
    one, other = SLUGS
    observing.here(at, "publish", "larder", FIRST)
    thrown = {"when": "transition_post_status", "done": f"publish {one}", "thrown": other}
    sandbox.plugin(at.stage.root, "larder", THROWN_AWAY % thrown)

    second = observing.here(at, "publish", "larder", SECOND)
    sandbox.plugin(at.stage.root, "larder", "<?php")
    left = {slug.removesuffix("__trashed"): post for slug, post in posts(at).items()}
    listed = observing.here(at, "articles", "larder").stdout.splitlines()
    observing.sent(at.stage, "larder", f"posts/{left[other].id}", {"status": "draft"})
    resumed = observing.here(at, "resume", f"larder/{other}")

    assert second.returncode == 1
    assert f"its status is 'trash'; larder/{one} goes with it, and is taken back" in second.stderr
    assert {slug: post.fields["status"] for slug, post in left.items()} == {one: "draft", other: "trash"}
    assert [line.split()[1] for line in listed] == ["awaiting", "refused"]
    assert resumed.returncode == 0, resumed.stderr
    assert_published_and_linked(at)


@pytest.mark.matrix
def test_the_article_that_was_asked_for_waits_where_its_partners_draft_was_thrown_away(at: Desk) -> None:
    one, other = SLUGS
    observing.here(at, "publish", "larder", FIRST)
    thrown = {"when": "rest_after_insert_post", "done": f"draft {other}", "thrown": one}
    sandbox.plugin(at.stage.root, "larder", THROWN_AWAY % thrown)

    second = observing.here(at, "publish", "larder", SECOND)

    listed = observing.here(at, "articles", "larder").stdout.splitlines()
    assert second.returncode == WAITING
    assert f"it is published together with larder/{one}" in second.stderr
    assert [line.split()[1] for line in listed] == ["refused", "awaiting"]
    assert {post.fields["status"] for post in posts(at).values()} == {"draft", "trash"}
