"""A post for a later date: WordPress has the date, nothing links to it until it is live, and then all of it is done."""

import urllib.request
from datetime import UTC, datetime, timedelta

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk
from sandbox import wordpress
from tests.flows.observing import here, sent

pytestmark = [pytest.mark.server, pytest.mark.matrix]
ID = "coffee/espresso-grind-size"
# Moves a post's date into the past, with the event that WordPress keeps for it. A visitor's request does not run the cron.
TRAVEL = """<?php
define( 'DISABLE_WP_CRON', true );
add_action( 'init', function () {
	if ( isset( $_GET['travel'] ) ) {
		global $wpdb;
		$id   = (int) $_GET['travel'];
		$past = gmdate( 'Y-m-d H:i:s', time() - 120 );
		$wpdb->update( $wpdb->posts, array( 'post_date' => get_date_from_gmt( $past ), 'post_date_gmt' => $past ), array( 'ID' => $id ) );
		clean_post_cache( $id );
		delete_transient( 'doing_cron' ); // whoever held the cron's lock three days ago has let go of it
		wp_clear_scheduled_hook( 'publish_future_post', array( $id ) );
		if ( empty( $_GET['asleep'] ) ) {
			wp_schedule_single_event( time() - 60, 'publish_future_post', array( $id ) );
		}
		exit( 'moved' );
	}
} );
"""


@pytest.fixture
def dated(desk: Desk) -> Desk:
    """An article that waits for its date, three days ahead."""
    wordpress.plugin(desk.stage.root, "coffee", TRAVEL)
    at = datetime.now(UTC) + timedelta(days=3)
    ended = here(desk, "publish", "coffee", "espresso grind size", "--at", at.strftime("%Y-%m-%dT%H:%M:%SZ"))
    assert ended.returncode == 4, ended.stderr
    assert "links pending" in ended.stderr
    assert at.strftime("%Y-%m-%d %H:%M") in ended.stderr
    return desk


def post(desk: Desk) -> outside.Record:
    [found] = outside.versions(outside.sites(desk.stage).records, "espresso-grind-size")
    return found


def hosts(desk: Desk) -> int:
    made = post(desk)
    records = outside.sites(desk.stage).records.values()
    return sum(bool(outside.links_to(each.content, made.url)) for each in records if each.id != made.id)


def pass_the_date(desk: Desk, query: str = "") -> None:
    url = f"{desk.stage.state.site('coffee').url}/?travel={post(desk).id}{query}"
    with outside.DIRECT.open(urllib.request.Request(url)) as reply:
        assert reply.read() == b"moved"


def test_before_its_date_it_waits_and_nothing_links_to_it(dated: Desk) -> None:
    assert (post(dated).fields["status"], hosts(dated)) == ("future", 0)

    again = here(dated, "resume", ID)

    assert again.returncode == 4
    assert "links pending" in here(dated, "articles").stdout
    assert (post(dated).fields["status"], hosts(dated)) == ("future", 0)


def test_the_run_after_its_date_wakes_the_cron_and_links_it(dated: Desk) -> None:
    pass_the_date(dated)
    assert post(dated).fields["status"] == "future"  # nobody has run the cron

    ended = here(dated, "resume", ID)

    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.strip() == post(dated).url
    assert (post(dated).fields["status"], hosts(dated) > 0) == ("publish", True)


@pytest.mark.matrix
def test_where_the_cron_sleeps_the_run_says_so_and_can_be_repeated(dated: Desk) -> None:
    pass_the_date(dated, "&asleep=1")

    ended = here(dated, "resume", ID)

    assert ended.returncode == 3
    assert "cron has not published it" in ended.stderr
    assert hosts(dated) == 0


@pytest.mark.matrix
def test_what_waits_for_its_date_can_be_taken_back(dated: Desk) -> None:
    assert here(dated, "undo", ID).returncode == 0

    assert post(dated).fields["status"] == "draft"
    assert "parked" in here(dated, "articles").stdout


@pytest.mark.matrix
def test_a_date_that_is_taken_back_leaves_a_post_that_goes_live_at_once(dated: Desk) -> None:
    assert here(dated, "undo", ID).returncode == 0

    ended = here(dated, "publish", "coffee", "espresso grind size", "--at", "now")

    assert ended.returncode == 0, ended.stderr
    assert (post(dated).fields["status"], hosts(dated) > 0) == ("publish", True)


@pytest.mark.matrix
def test_a_person_who_takes_the_date_away_wins(dated: Desk) -> None:
    sent(dated.stage, "coffee", f"posts/{post(dated).id}", {"status": "private", "date_gmt": "2026-01-01T00:00:00"})

    ended = here(dated, "resume", ID)

    assert ended.returncode == 1
    assert "private" in ended.stderr
    assert post(dated).fields["status"] == "private"


@pytest.mark.matrix
def test_a_person_who_makes_a_dated_post_a_draft_again_keeps_it_a_draft(dated: Desk) -> None:
    sent(dated.stage, "coffee", f"posts/{post(dated).id}", {"status": "draft"})

    ended = here(dated, "resume", ID)

    assert ended.returncode == 1
    assert "its status is 'draft' now" in ended.stderr
    assert post(dated).fields["status"] == "draft"
