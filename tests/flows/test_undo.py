"""What a run changed on a site can be taken back, and a person's later words stay."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk, Ended, Stage, desk
from layers.boundary.store import Store
from sandbox import wordpress
from tests.flows import observing

pytestmark = pytest.mark.server

ID = "coffee/cold-brew-ratio"
EDIT = "\n\n<!-- wp:paragraph -->\n<p>A person added this on Tuesday.</p>\n<!-- /wp:paragraph -->"
Masthead = Callable[..., Ended]


@pytest.fixture(scope="module")
def finished(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A finished article of which nothing is on the site yet."""
    at = desk(stage, tmp_path_factory.mktemp("undo") / "sites")
    assert observing.here(at, "publish", "coffee", "cold brew ratio", "--dry-run").returncode == 0
    return at


@pytest.fixture
def before(stage: Stage) -> Iterator[outside.Sites]:
    stage.restore()
    yield outside.sites(stage)
    stage.restore()


@pytest.fixture
def masthead(finished: Desk, before: outside.Sites, tmp_path: Path) -> Masthead:
    """The command at a desk where the article was just published."""
    at = observing.with_copy(finished, tmp_path / "store")
    assert observing.here(at, "publish", "coffee", "cold brew ratio").returncode == 0
    return lambda *words: observing.here(at, *words)


def hosts(stage: Stage) -> list[outside.Record]:
    records = outside.sites(stage).records.values()
    [post] = outside.versions(outside.sites(stage).records, "cold-brew-ratio")
    return [record for record in records if outside.links_to(record.content, post.url) and record.id != post.id]


def contents(sites: outside.Sites) -> dict[tuple[str, int], str]:
    return {key: record.content for key, record in sites.records.items()}


def test_every_host_is_as_it_was_to_the_byte_and_the_post_a_draft(
    stage: Stage, before: outside.Sites, masthead: Masthead
) -> None:
    assert hosts(stage)

    undone = masthead("undo", ID)

    after = outside.sites(stage)
    [post] = outside.versions(after.records, "cold-brew-ratio")
    assert undone.returncode == 0, undone.stderr
    assert "to the byte" in undone.stdout
    assert post.fields["status"] == "draft"
    assert {key: text for key, text in contents(after).items() if key != ("coffee", post.id)} == contents(before)
    assert {record.fields["status"] for record in before.records.values()} >= {"publish"}


@pytest.mark.matrix
def test_a_dry_run_names_what_it_would_take_back_and_takes_nothing_back(stage: Stage, masthead: Masthead) -> None:
    published = outside.sites(stage)

    shown = masthead("undo", ID, "--dry-run")

    assert len(shown.stdout.splitlines()) == len(hosts(stage)) + 1
    assert all(line.startswith("would take back: ") for line in shown.stdout.splitlines())
    assert outside.sites(stage) == published


def test_a_persons_edit_of_a_host_stays_and_only_our_link_goes(
    stage: Stage, before: outside.Sites, masthead: Masthead
) -> None:
    host = hosts(stage)[0]
    observing.sent(
        stage,
        "coffee",
        f"{'posts' if host.fields['type'] == 'post' else 'pages'}/{host.id}",
        {"content": host.content + EDIT},
    )

    undone = masthead("undo", ID)

    after = contents(outside.sites(stage))[host.site, host.id]
    assert undone.returncode == 0, undone.stderr
    assert "what a person wrote since stays" in undone.stdout
    assert after == before.records[host.site, host.id].content + EDIT


@pytest.mark.matrix
def test_undoing_twice_changes_nothing_more(stage: Stage, masthead: Masthead) -> None:
    masthead("undo", ID)
    once = outside.sites(stage)

    again = masthead("undo", ID)

    assert (again.returncode, again.stdout) == (0, f"{ID}: nothing of it is live on the site\n")
    assert outside.sites(stage) == once


@pytest.mark.matrix
def test_what_was_taken_back_can_be_published_again_as_the_same_post(
    stage: Stage, before: outside.Sites, masthead: Masthead
) -> None:
    [first] = outside.versions(outside.sites(stage).records, "cold-brew-ratio")
    linked = {record.id for record in hosts(stage)}
    masthead("undo", ID)
    since = outside.lines(stage.usage)

    again = masthead("publish", "coffee", "cold brew ratio")

    [post] = outside.versions(outside.sites(stage).records, "cold-brew-ratio")
    assert again.returncode == 0, again.stderr
    assert (post.id, post.fields["status"], post.content) == (first.id, "publish", first.content)
    assert {record.id for record in hosts(stage)} == linked
    assert all(outside.links_to(record.content, post.url) == 1 for record in hosts(stage))
    assert observing.paid(stage, since).keys() <= {"LinkSentence"}


@pytest.mark.matrix
def test_the_history_tells_what_was_changed_and_what_was_undone(stage: Stage, masthead: Masthead) -> None:
    links = len(hosts(stage))
    told = masthead("history", ID).stdout.splitlines()
    masthead("undo", ID)
    undone = masthead("history", ID).stdout

    assert len(told) == links + 3  # the image, the draft, its status
    assert all(" written" in line and f"article {ID}" in line for line in told)
    assert undone.count("undone") >= links + 1


def the_post(stage: Stage) -> outside.Record:
    [post] = outside.versions(outside.sites(stage).records, "cold-brew-ratio")
    return post


@pytest.mark.matrix
def test_a_post_that_has_the_old_id_on_a_rebuilt_site_is_left_alone(stage: Stage, masthead: Masthead) -> None:
    post = the_post(stage)
    observing.sent(
        stage, "coffee", f"posts/{post.id}", {"content": "Something else.", "title": "Another post", "slug": "another"}
    )

    undone = masthead("undo", ID)

    [other] = outside.versions(outside.sites(stage).records, "another")
    assert other.fields["status"] == "publish"
    assert f"post {post.id} is another one now ('Another post'); it stays as it is" in undone.stdout
    assert undone.returncode == 1


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("change", "found"),
    [({"status": "draft"}, "in the state 'draft'"), ({"content": "Something else."}, "another post now")],
)
def test_what_is_not_there_any_more_is_not_called_published(
    stage: Stage, masthead: Masthead, change: dict[str, str], found: str
) -> None:
    observing.sent(stage, "coffee", f"posts/{the_post(stage).id}", change)

    again = masthead("publish", "coffee", "cold brew ratio")

    assert again.returncode == 1
    assert found in again.stderr
    assert again.stdout == ""


@pytest.mark.matrix
def test_a_draft_that_a_person_edited_after_undo_is_published_as_it_was_edited(
    stage: Stage, masthead: Masthead
) -> None:
    masthead("undo", ID)
    post = the_post(stage)
    observing.sent(stage, "coffee", f"posts/{post.id}", {"content": post.content + EDIT})

    again = masthead("resume", ID)

    assert again.returncode == 0, again.stderr
    assert "it is published as it stands there" in again.stderr
    assert the_post(stage).content.endswith(EDIT.strip())
    assert the_post(stage).fields["status"] == "publish"


@pytest.mark.matrix
def test_where_others_have_linked_to_the_post_undo_refuses_and_names_them_unless_it_is_forced(
    stage: Stage, masthead: Masthead
) -> None:
    post = the_post(stage)
    linked = {host.id for host in hosts(stage)} | {post.id}
    posts = [
        record
        for record in outside.sites(stage).records.values()
        if record.site == "coffee" and record.fields["categories"]
    ]
    page = next(record for record in posts if record.id not in linked)
    observing.sent(
        stage, "coffee", f"posts/{page.id}", {"content": f'{page.content}\n<p><a href="{post.url}">this</a></p>'}
    )
    published = outside.sites(stage)

    shown, refused = masthead("undo", ID, "--dry-run"), masthead("undo", ID)
    untouched = outside.sites(stage)
    undone = masthead("undo", ID, "--force")

    assert f"undo refuses without --force: {page.url} links to it" in shown.stdout
    assert (refused.returncode, refused.stdout) == (1, "")
    assert f"others have linked to it: {page.url}. " in refused.stderr
    assert untouched == published
    assert undone.returncode == 0, undone.stderr
    assert f"{page.url} still links to it: that link is broken now" in undone.stdout
    assert the_post(stage).fields["status"] == "draft"


NEVER_LIVE = """<?php
add_filter( 'rest_pre_insert_post', fn( $post, $request ) => 'publish' === $request['status']
    ? new WP_Error( 'down', 'The database is away.', array( 'status' => 500 ) ) : $post, 10, 2 );
"""
NO_LISTS = """<?php
add_filter( 'rest_pre_dispatch', fn( $answer, $server, $request ) => '/wp/v2/posts' === $request->get_route() && 'GET' === $request->get_method()
    ? new WP_Error( 'down', 'The database is away.', array( 'status' => 500 ) ) : $answer, 10, 3 );
"""


@pytest.fixture
def draft(finished: Desk, before: outside.Sites, tmp_path: Path) -> Desk:
    """A desk where the article's draft is on the site, and was never live."""
    at = observing.with_copy(finished, tmp_path / "store")
    wordpress.plugin(at.stage.root, "coffee", NEVER_LIVE)
    assert "The database is away" in observing.here(at, "publish", "coffee", "cold brew ratio").stderr
    wordpress.plugin(at.stage.root, "coffee", "<?php")
    store = Store(f"sqlite:///{at.store}")
    [sent] = [entry for entry in store.journal(article=ID) if entry.field == "status"]
    store.deny_write(sent.id)
    assert the_post(at.stage).fields["status"] == "draft"
    return at


def deleted(stage: Stage) -> None:
    """Delete the post for good, as a person may."""
    observing.sent(stage, "coffee", f"posts/{the_post(stage).id}?force=true&_method=DELETE", {})


@pytest.mark.matrix
def test_a_draft_that_was_never_live_is_named_and_can_then_be_made_otherwise(stage: Stage, draft: Desk) -> None:
    first = the_post(stage)
    otherwise = ("publish", "coffee", "cold brew ratio", "--set", "comment_status=closed")
    assert "Take it off first" in observing.here(draft, *otherwise).stderr
    observing.here(draft, "undo", ID, "--dry-run")
    assert "Take it off first" in observing.here(draft, *otherwise).stderr

    undone = observing.here(draft, "undo", ID)
    again = observing.here(draft, *otherwise)

    assert undone.returncode == 0, undone.stderr
    assert f"post {first.id} stays on the site, in the state 'draft'" in undone.stdout
    assert "stays in the media library" in undone.stdout
    assert again.returncode == 0, again.stderr
    assert (the_post(stage).id, the_post(stage).fields["status"]) == (first.id, "publish")
    assert observing.sent(stage, "coffee", f"posts/{first.id}", {})["comment_status"] == "closed"


@pytest.mark.matrix
def test_a_draft_that_was_deleted_for_good_is_made_anew_by_the_run_after_the_refused_one(
    stage: Stage, draft: Desk
) -> None:
    first = the_post(stage)
    deleted(stage)

    refused = observing.here(draft, "resume", ID)
    again = observing.here(draft, "resume", ID)

    assert refused.returncode == 1
    assert f"post {first.id} is not there any more" in refused.stderr
    assert again.returncode == 0, again.stderr
    assert the_post(stage).id != first.id
    assert the_post(stage).fields["status"] == "publish"


@pytest.mark.matrix
def test_a_live_post_that_was_deleted_for_good_is_made_anew_after_undo(stage: Stage, masthead: Masthead) -> None:
    first = the_post(stage)
    deleted(stage)

    undone = masthead("undo", ID)
    again = masthead("resume", ID)

    assert undone.returncode == 0, undone.stderr
    assert f"post {first.id} is not there any more" in undone.stdout
    assert again.returncode == 0, again.stderr
    assert the_post(stage).id != first.id


@pytest.mark.matrix
def test_what_was_taken_back_counts_as_taken_back_where_the_look_at_the_rest_fails(
    stage: Stage, masthead: Masthead
) -> None:
    post = the_post(stage)
    wordpress.plugin(stage.root, "coffee", NO_LISTS)
    unseen = masthead("undo", ID)
    undone = masthead("undo", ID, "--force")
    wordpress.plugin(stage.root, "coffee", "<?php")

    again = masthead("resume", ID)

    assert unseen.returncode == 3  # whether others link to it cannot be seen
    assert undone.returncode == 0, undone.stderr
    assert f"post {post.id} is a draft again" in undone.stdout
    assert "what is left on the site could not be looked at: " in undone.stdout
    assert again.returncode == 0, again.stderr
    assert the_post(stage).fields["status"] == "publish"
