"""A probe finds by doing what a user can really do, and leaves nothing behind, whoever he is and wherever it stops."""

from typing import Any

import pytest

from layers.boundary.clock import now
from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.examining import examine
from layers.boundary.wordpress.probing import probe
from layers.nouns import Category, Credentials, Probe, Site
from sandbox import wordpress as sandbox
from tests.sites import Sites

pytestmark = pytest.mark.server

COLLECTIONS = ("posts", "pages", "categories", "tags", "media")
EVERY_STATUS = "publish,future,draft,pending,private,trash"
NO_MARKER = """<?php
add_filter( 'wp_insert_post_data', function ( $data ) {
	$data['post_content'] = str_replace( 'metadata', 'meta-data', $data['post_content'] );
	return $data;
} );
"""
HIDDEN = """<?php
add_filter( 'the_content', function ( $text ) { return preg_replace( '/<script.*?<.script>/s', '', $text ); }, 99 );
"""
NO_DRAFTS = """<?php
add_filter( 'rest_pre_insert_post', function () { return new WP_Error( 'no_posts', 'Posts are closed.', array( 'status' => 403 ) ); } );
"""
UNDELETABLE = """<?php
add_filter( 'pre_delete_post', '__return_false' );
"""
STALE_LISTS = """<?php
add_filter( 'rest_post_query', function ( $query ) { return isset( $query['post_name__in'] ) || isset( $query['s'] ) ? array( 'post__in' => array( 0 ) ) + $query : $query; } );
"""


def configured(at: Sites, url: str = "", *slugs: str) -> Site:
    return Site(
        name="larder", url=url or at.url("larder"), credentials=Credentials(user_env="U", password_env="P"), voice="plain",
        remit="what keeps", categories=tuple(Category(name=slug.title(), slug=slug) for slug in slugs or ("salt",)),
    )  # fmt: skip


def probed(at: Sites, *, url: str = "", role: str = "", slugs: tuple[str, ...] = ()) -> Probe:
    """Examine and probe the empty site, as its administrator or with a role, through `url` when something stands before it."""
    there = at.state.site("larder")
    user = f"the-{role}" if role else there.user
    password = sandbox.add_user(at.root, "larder", user, role) if role else there.application_password
    address = url or there.url
    seen = examine("larder", address, user, password, now(), timeout_s=10)
    client = WordPress("larder", address, user, password, timeout_s=10)
    return probe(client, seen, configured(at, address, *slugs), now())


def held(at: Sites) -> dict[str, list[int]]:
    """Everything that the site holds, as its administrator sees it."""
    rest = at.client("larder").transport
    status = {"posts": EVERY_STATUS, "pages": EVERY_STATUS}
    found = {}
    for name in COLLECTIONS:
        more: dict[str, Any] = {"status": status[name]} if name in status else {}
        found[name] = sorted(row["id"] for row in rest.get(f"/wp/v2/{name}", {"per_page": 100, **more}).json)
    return found


def test_an_administrator_can_do_everything_and_nothing_is_left(wordpress: Sites) -> None:
    sandbox.add_user(wordpress.root, "larder", "the-editor", "editor")
    before = held(wordpress)

    found = probed(wordpress)

    assert (found.refused, found.left, found.judged) == ("", (), ())
    assert (found.marker, found.json_ld, found.head_schema) == ("yes", "yes", "no")
    assert (found.others_posts, found.terms, found.media) == ("yes", "yes", "yes")
    assert held(wordpress) == before


def test_an_editor_can_too(wordpress: Sites) -> None:
    before = held(wordpress)

    found = probed(wordpress, role="editor")

    assert (found.refused, found.left, found.judged) == ("", (), ())
    assert (found.marker, found.json_ld) == ("yes", "yes")
    assert (found.others_posts, found.terms, found.media) == ("yes", "yes", "yes")
    assert held(wordpress) == before


def test_an_author_keeps_no_script_edits_no_other_post_and_makes_no_category(wordpress: Sites) -> None:
    before = held(wordpress)

    found = probed(wordpress, role="author")

    assert (found.refused, found.left, found.judged) == ("", (), ("terms",))
    assert (found.marker, found.json_ld) == ("yes", "no")
    assert (found.others_posts, found.terms, found.media) == ("no", "no", "yes")
    assert held(wordpress) == before
