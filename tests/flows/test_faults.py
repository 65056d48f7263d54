"""Publishing through a host that loses, delays, cuts, repeats and reorders ends well: one post, linked, and all else as it was.

The runs by seed are some of those of `python -m benchmarks.fault_table`.
"""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from benchmarks.faults.proxy import Throw
from benchmarks.faults.scenarios import CREATE, EDIT, KEYWORDS, Casting, Play
from benchmarks.faults.stage import PATIENT_S, SITE, Exposed, exposed
from benchmarks.faults.trial import seen, tried
from benchmarks.faults.verdict import judged
from benchmarks.killing import outside
from benchmarks.stage import Ended, Stage, cold, ended
from sandbox import wordpress
from tests.flows.observing import here

pytestmark = pytest.mark.server

SEEDS = (*range(18), 32, 41)  # every kind of fault and every scenario is among them
OUTAGE, REFUSED = 3, 1
LONG_AFTER = 9.0
LOOK = f"{SITE} GET /wp/v2/posts"
NOTHING = "<!-- wp:heading -->\n<h2>We are working on this page</h2>\n<!-- /wp:heading -->"  # no link can stand in it
UPLOAD = f"{SITE} POST /wp/v2/media"
CHANGE = rf"{SITE} POST /wp/v2/posts/\d+"
# What WordPress itself answers while the file .maintenance stands in its folder, which all sites of the sandbox share
MAINTENANCE = """<?php
header( 'Retry-After: 600' );
wp_die( 'Briefly unavailable for scheduled maintenance. Check back in a minute.', 'Maintenance', 503 );
"""
IN_PART = """<?php
add_filter( 'rest_pre_insert_post', function ( $post, $request ) {
	$link = '~<a [^>]*%(slug)s[^>]*>(.*?)</a>~s';
	if ( isset( $post->post_content ) && preg_match( $link, $post->post_content ) ) {
		if ( %(unlinked)d === (int) $request['id'] ) { $post->post_content = preg_replace( $link, '$1', $post->post_content ); }
		if ( %(shortened)d === (int) $request['id'] ) { $post->post_content = substr( $post->post_content, 0, -100 ); }
	}
	return $post;
}, 10, 2 );
"""


@pytest.fixture(scope="module")
def at(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Exposed]:
    with exposed(stage, tmp_path_factory.mktemp("faults")) as prepared:
        yield prepared
    stage.restore()


@pytest.mark.parametrize("seed", SEEDS)
def test_an_article_is_published_and_linked_once_whatever_the_host_does(at: Exposed, seed: int) -> None:
    row = tried(at, Casting.of(seed))

    assert row.problems == (), row.said
    assert row.posts == (2 if Casting.of(seed).partner else 1)


@pytest.fixture
def play(at: Exposed) -> Iterator[Play]:
    """A finished article, of which nothing is on the site yet, and nobody at fault but whom a test calls."""
    at.waits(PATIENT_S)
    store = at.prepared(KEYWORDS[0])
    person = at.reset()
    yield Play(KEYWORDS[0], at, person, at.begun(store))
    at.weather.calm()


def publish(play: Play) -> Ended:
    return play.desk.masthead(*play.words)


def undo(play: Play, *words: str) -> Ended:
    return play.desk.masthead("undo", f"{SITE}/{play.slug}", *words)


def own(play: Play) -> list[outside.Record]:
    """Every record that was not there before, in any status."""
    records = outside.sites(play.at.stage, [SITE]).records
    return [record for key, record in records.items() if key not in play.person.known]


def hosts(play: Play) -> list[int]:
    [post] = own(play)
    records = outside.sites(play.at.stage, [SITE]).records.values()
    return [each.id for each in records if each.id != post.id and outside.links_to(each.content, post.url)]


@pytest.mark.matrix
def test_a_draft_that_arrives_after_all_is_done_is_removed_by_the_same_command(play: Play) -> None:
    play.at.weather.begin(None, {CREATE: Throw("reorder", LONG_AFTER)})
    lost, done = publish(play), publish(play)
    play.at.weather.deliver(everything=True)
    there = len(own(play))

    again = publish(play)

    assert (lost.returncode, done.returncode, again.returncode) == (OUTAGE, 0, 0), done.stderr
    assert there == 2
    assert "made by a request that came late; it is removed" in again.stderr
    assert again.stdout == done.stdout
    assert [post.slug for post in own(play)] == [play.slug]
    assert " deleted   written" in play.desk.masthead("history", f"{SITE}/{play.slug}").stdout


@pytest.mark.matrix
def test_a_draft_that_a_host_makes_twice_of_one_request_is_removed_and_the_history_says_so(play: Play) -> None:
    play.at.weather.begin(None, {CREATE: Throw("repeat")})

    done = publish(play)

    assert done.returncode == 0, done.stderr
    assert [post.slug for post in own(play)] == [play.slug]
    assert play.desk.masthead("history", f"{SITE}/{play.slug}").stdout.count(" deleted   written") == 1


@pytest.mark.matrix
def test_an_image_that_arrives_after_all_is_done_is_removed_by_the_same_command(play: Play) -> None:
    play.at.weather.begin(None, {UPLOAD: Throw("reorder", LONG_AFTER)})
    lost, done = publish(play), publish(play)
    play.at.weather.deliver(everything=True)
    there = outside.sites(play.at.stage, [SITE]).images

    again = publish(play)

    assert (lost.returncode, done.returncode, again.returncode) == (OUTAGE, 0, 0), done.stderr
    assert len(there) == 2
    assert "was made by a request that came late; it is removed" in again.stderr
    assert len(outside.sites(play.at.stage, [SITE]).images) == 1


@pytest.mark.matrix
def test_a_link_that_arrives_late_does_not_cost_what_a_person_has_written_since(play: Play) -> None:
    host = play.hosts()[0]
    play.at.weather.begin(None, {rf"{SITE} POST /wp/v2/posts/{host}": Throw("reorder", LONG_AFTER)})
    lost = publish(play)
    play.person.adds(host, EDIT)
    done = publish(play)
    linked = play.person.content(host)
    play.at.weather.deliver(everything=True)
    over = play.person.content(host)

    again = publish(play)

    assert (lost.returncode, done.returncode, again.returncode) == (OUTAGE, 0, 0), done.stderr
    assert EDIT in linked
    assert EDIT not in over
    assert "a request that came late had written over it" in again.stderr
    assert play.person.content(host) == linked
    assert undo(play).returncode == 0
    assert play.person.content(host) == play.person.known[SITE, host].content


@pytest.mark.matrix
def test_a_link_that_arrives_late_into_a_host_that_was_left_out_gives_a_persons_text_back(play: Play) -> None:
    host = play.hosts()[0]
    play.at.weather.begin(None, {rf"{SITE} POST /wp/v2/posts/{host}": Throw("reorder", LONG_AFTER)})
    lost = publish(play)
    play.person.changes(host, content=NOTHING)
    done = publish(play)
    play.at.weather.deliver(everything=True)
    over = play.person.content(host)

    again = publish(play)

    assert (lost.returncode, done.returncode, again.returncode) == (OUTAGE, 0, 0), done.stderr
    assert over != NOTHING
    assert "had written over a person's text; that text is back" in again.stderr
    assert play.person.content(host) == NOTHING
    assert "had written over" not in publish(play).stderr
    assert undo(play).returncode == 0
    assert play.person.content(host) == NOTHING


@pytest.mark.matrix
def test_a_persons_text_that_an_unanswered_link_wrote_over_is_back_and_is_linked_then(play: Play) -> None:
    host = play.hosts()[0]
    link = f"{SITE} POST /wp/v2/posts/{host}"
    play.when(link, lambda: play.person.adds(host, EDIT))
    play.at.weather.begin(None, {link: Throw("lose"), f"{SITE} GET /wp/v2/posts/{host}/revisions": Throw("drop")})
    lost = publish(play)
    assert EDIT not in play.person.content(host)

    done = publish(play)

    assert (lost.returncode, done.returncode) == (OUTAGE, 0), done.stderr
    assert "had written over a person's text; that text is back" in done.stderr
    assert EDIT in play.person.content(host)
    assert f"/{play.slug}/" in play.person.content(host)
    assert undo(play).returncode == 0
    assert play.person.content(host) == play.person.known[SITE, host].content


@pytest.mark.matrix
def test_undo_names_the_draft_whose_creation_was_killed_half_way(play: Play) -> None:
    victims: list[int] = []
    play.at.weather.begin(None, {CREATE: Throw("lose")})
    kill = partial(play.when, LOOK, lambda: os.kill(victims[0], signal.SIGKILL), swallows=True)
    play.when(CREATE, kill)  # at the look that follows the lost answer
    run = play.desk.start(*play.words)
    victims.append(run.pid)
    killed = ended(run)
    [draft] = own(play)

    undone, again, done = undo(play), undo(play), publish(play)

    nothing = f"{SITE}/{play.slug}: nothing of it is live on the site"
    assert killed.returncode == -signal.SIGKILL
    assert f"{nothing}\npost {draft.id} stays on the site, in the state 'draft'\n" in undone.stdout
    assert again.stdout == f"{nothing}\n"
    assert done.returncode == 0, done.stderr
    assert [post.id for post in own(play)] == [draft.id]


def moments(play: Play) -> tuple[str, ...]:
    """The requests at which a run is stopped, one after the other: each is the first that the next run has to make."""
    return (CREATE, CHANGE, rf"{SITE} POST /wp/v2/posts/{play.hosts()[1]}", rf"{SITE} GET .*/{play.slug}/")


@pytest.mark.matrix
def test_maintenance_at_any_moment_is_an_outage_and_the_same_command_completes_it(play: Play) -> None:
    root = play.at.stage.root
    for moment in moments(play):
        play.when(moment, lambda: close(root))
        stopped = publish(play)
        wordpress.plugin(root, SITE, "<?php", "maintenance")
        assert stopped.returncode == OUTAGE, f"{moment}: {stopped.stderr}"
        assert "503" in stopped.stderr.splitlines()[-1]

    done = publish(play)

    assert done.returncode == 0, done.stderr
    assert list(judged(seen(play))) == []


def close(root: Path) -> None:
    wordpress.plugin(root, SITE, MAINTENANCE, "maintenance")


@pytest.mark.matrix
def test_rights_that_are_lost_in_the_middle_are_named_and_with_them_back_the_same_command_completes_it(
    play: Play,
) -> None:
    login = {"COFFEE_USER": "ed", "COFFEE_APP_PASSWORD": wordpress.add_user(play.at.stage.root, SITE, "ed", "editor")}
    [ed] = outside.fetched(play.at.stage, SITE, "/wp-json/wp/v2/users?context=edit&search=ed&roles=editor")
    assert play.desk.masthead("doctor", SITE, "--probe", **login).returncode == 0
    for moment in (*moments(play)[:2], rf"{SITE} POST /wp/v2/posts/{play.hosts()[0]}"):
        play.when(moment, lambda: role(play, ed["id"], "subscriber"))
        stopped = play.desk.masthead(*play.words, **login)
        role(play, ed["id"], "editor")
        assert stopped.returncode == REFUSED, f"{moment}: {stopped.stderr}"
        assert "not allowed to" in stopped.stderr.splitlines()[-1]

    done = play.desk.masthead(*play.words, **login)

    assert done.returncode == 0, done.stderr
    assert list(judged(seen(play))) == []


def role(play: Play, user: int, name: str) -> None:
    play.person.sends(f"users/{user}", {"roles": [name]})


@pytest.mark.matrix
def test_an_update_that_a_host_keeps_in_part_is_taken_back_and_the_next_host_is_linked(play: Play) -> None:
    unlinked, shortened, *_ = play.hosts()
    names = {"unlinked": unlinked, "shortened": shortened, "slug": play.slug}
    wordpress.plugin(play.at.stage.root, SITE, IN_PART % names)

    done = publish(play)

    assert done.returncode == 0, done.stderr
    assert done.stderr.count("host left out") >= 2
    assert len(hosts(play)) == 3
    assert not {unlinked, shortened} & set(hosts(play))
    assert list(judged(seen(play))) == []


@pytest.mark.matrix
def test_of_two_runs_at_once_on_one_site_the_second_waits_its_turn_and_neither_is_disturbed(play: Play) -> None:
    other = ("publish", SITE, KEYWORDS[1])
    assert here(play.desk, *other, "--dry-run").returncode == 0
    meanwhile: list[Ended] = []
    beside = replace(play.desk, starter=cold)
    play.when(CREATE, lambda: meanwhile.append(beside.masthead(*other)))

    first, second = publish(play), here(play.desk, *other)

    [busy] = meanwhile
    assert (first.returncode, busy.returncode, second.returncode) == (0, OUTAGE, 0), f"{first.stderr}{second.stderr}"
    assert "another run" in busy.stderr
    assert sorted(post.fields["status"] for post in own(play)) == ["publish", "publish"]
