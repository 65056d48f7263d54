"""A probe finds by doing what a user can really do, and leaves nothing behind, whoever he is and wherever it stops."""

from typing import Any

import pytest

from benchmarks.stage import CHECKOUT
from layers.boundary.clock import now
from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.examining import examine
from layers.boundary.wordpress.leftovers import MARKER, SLUG, TERM, TITLE
from layers.boundary.wordpress.probing import _Trial, probe
from layers.errors import WordPressDownError
from layers.nouns import Category, Credentials, Examination, Probe, Site
from layers.publishing.marker import block_json
from layers.publishing.proof import means
from layers.publishing.seo import FIELDS
from sandbox import wordpress as sandbox
from tests.boundary import broken_sites as broken
from tests.boundary import stand_ins
from tests.boundary.proxies import dropping_proxy
from tests.sites import Sites

pytestmark = pytest.mark.server

COMPANION = (CHECKOUT / "templates" / "wordpress" / "masthead.php").read_text(encoding="utf-8")
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
PUBLISHED_AT_ONCE = """<?php
add_filter( 'wp_insert_post_data', function ( $data ) { return array( 'post_status' => 'publish' ) + $data; } );
"""
VANISHING = """<?php
add_action( 'rest_after_insert_post', function ( $post ) { wp_delete_post( $post->ID, true ); } );
"""
NOT_OTHERS = """<?php
add_filter( 'user_has_cap', function ( $caps ) { return array( 'delete_others_posts' => false ) + $caps; } );
"""
NO_FIELDS = """<?php
add_filter( 'rest_pre_insert_post', function ( $post, $request ) {
	return empty( $request['meta'] ) ? $post : new WP_Error( 'no_fields', 'No fields here.', array( 'status' => 400 ) );
}, 10, 2 );
"""
EMPTY_LISTS = """<?php
add_filter( 'rest_post_query', function ( $query, $request ) {
	return isset( $request['slug'] ) || isset( $request['search'] ) ? array( 'post__in' => array( 0 ) ) : $query;
}, 10, 2 );
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


def examined(at: Sites) -> Examination:
    there = at.state.site("larder")
    return examine("larder", there.url, there.user, there.application_password, now(), timeout_s=10)


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


@pytest.mark.matrix
def test_an_editor_can_too(wordpress: Sites) -> None:
    before = held(wordpress)

    found = probed(wordpress, role="editor")

    assert (found.refused, found.left, found.judged) == ("", (), ())
    assert (found.marker, found.json_ld) == ("yes", "yes")
    assert (found.others_posts, found.terms, found.media) == ("yes", "yes", "yes")
    assert held(wordpress) == before


@pytest.mark.matrix
def test_an_author_keeps_no_script_edits_no_other_post_and_makes_no_category(wordpress: Sites) -> None:
    before = held(wordpress)

    found = probed(wordpress, role="author")

    assert (found.refused, found.left, found.judged) == ("", (), ("terms",))
    assert (found.marker, found.json_ld) == ("yes", "no")
    assert (found.others_posts, found.terms, found.media) == ("no", "no", "yes")
    assert held(wordpress) == before


@pytest.mark.matrix
def test_a_user_who_is_alone_on_a_site_is_judged_by_his_rights_over_others(wordpress: Sites) -> None:
    found = probed(wordpress)

    assert (found.others_posts, found.judged, found.left) == ("yes", ("others_posts",), ())


def test_a_second_probe_finds_the_same(wordpress: Sites) -> None:
    first, second = probed(wordpress), probed(wordpress)

    same = {"at", "examination"}
    assert first.model_dump(exclude=same) == second.model_dump(exclude=same)


@pytest.mark.matrix
def test_categories_that_the_site_has_not_are_named(wordpress: Sites) -> None:
    wordpress.client("larder").ensure_term("categories", "salt", "Salt")

    assert probed(wordpress, slugs=("salt", "smoke", "brine")).absent == ("smoke", "brine")


@pytest.mark.matrix
def test_an_author_too_is_told_which_categories_are_there(wordpress: Sites) -> None:
    wordpress.client("larder").ensure_term("categories", "salt", "Salt")

    assert probed(wordpress, role="author", slugs=("salt", "smoke")).absent == ("smoke",)


@pytest.mark.matrix
def test_a_site_that_publishes_every_draft_at_once_is_found_out_and_the_post_removed(wordpress: Sites) -> None:
    before = held(wordpress)
    wordpress.plugin("larder", PUBLISHED_AT_ONCE)

    found = probed(wordpress)

    assert found.refused == "the site made the draft 'publish' at once"
    assert held(wordpress) == before


@pytest.mark.matrix
def test_a_draft_that_vanishes_meanwhile_is_no_riddle(wordpress: Sites) -> None:
    wordpress.plugin("larder", VANISHING)

    assert "the draft was gone again" in probed(wordpress).refused


@pytest.mark.matrix
def test_a_mark_that_is_taken_away_is_found_out_and_the_draft_is_removed_all_the_same(wordpress: Sites) -> None:
    before = held(wordpress)
    wordpress.plugin("larder", NO_MARKER)

    found = probed(wordpress)

    assert (found.marker, found.left) == ("no", ())
    assert held(wordpress) == before


@pytest.mark.matrix
@pytest.mark.parametrize("php", [HIDDEN, broken.NO_SCRIPTS])
def test_json_ld_that_is_stripped_or_not_shown_is_found_out(wordpress: Sites, php: str) -> None:
    wordpress.plugin("larder", php)

    found = probed(wordpress)

    assert (found.marker, found.json_ld) == ("yes", "no")
    assert means(found).schema_place == "nowhere"


@pytest.mark.matrix
def test_the_companion_keeps_json_ld_for_an_author_whose_scripts_are_stripped(wordpress: Sites) -> None:
    sandbox.plugin(wordpress.root, "larder", COMPANION, "masthead")

    found = probed(wordpress, role="author")

    assert (found.json_ld, found.head_schema, found.adapter) == ("no", "yes", "companion")
    assert means(found).schema_place == "head"
    assert found.seo_kept == ("title", "description")


def has_abilities(at: Sites) -> bool:
    """Whether this WordPress has the route by which Rank Math's fields can be read: 6.9 and newer."""
    return tuple(map(int, at.state.wordpress.split(".")[:2])) >= (6, 9)


KEPT = {
    "yoast": set(FIELDS) - {"canonical", "robots", "social_image"},
    "rank-math": set(FIELDS) - {"social_image"},  # which no request shows
    "seopress": set(FIELDS),
    "aioseo": set(FIELDS),
    "slim-seo": set(FIELDS) - {"focus_keyword", "social_title", "social_description"},
    "tsf": set(),
}


@pytest.mark.matrix
@pytest.mark.parametrize("plugin", KEPT)
def test_the_fields_that_an_seo_plugin_keeps_are_found_by_writing_them(
    wordpress: Sites, plugin: stand_ins.SeoPluginName
) -> None:
    before = held(wordpress)
    stand_ins.put_in(wordpress, "larder", plugin)

    found = probed(wordpress)

    assert (found.refused, found.left, found.adapter) == ("", (), plugin)
    kept = KEPT[plugin] if plugin != "rank-math" or has_abilities(wordpress) else set()
    assert set(found.seo_kept) == kept
    assert {loss.field for loss in found.seo_lost} == set(FIELDS) - kept
    assert {loss.field for loss in found.seo_lost if loss.unread} == (
        set(FIELDS) - kept if plugin == "rank-math" else set()
    )
    assert held(wordpress) == before


@pytest.mark.matrix
def test_fields_for_which_the_site_refuses_a_post_are_lost_and_the_rest_is_tried_without_them(wordpress: Sites) -> None:
    stand_ins.put_in(wordpress, "larder", "yoast")
    wordpress.plugin("larder", NO_FIELDS)

    found = probed(wordpress)

    assert (found.refused, found.left, found.marker, found.seo_kept) == ("", (), "yes", ())
    assert "No fields here." in found.seo_lost[0].why


@pytest.mark.matrix
def test_a_site_that_takes_no_draft_says_why_and_nothing_more_is_tried(wordpress: Sites) -> None:
    before = held(wordpress)
    wordpress.plugin("larder", NO_DRAFTS)

    found = probed(wordpress)

    assert "Posts are closed." in found.refused
    assert (found.marker, found.terms, found.media, found.left) == ("unknown", "unknown", "unknown", ())
    assert held(wordpress) == before


@pytest.mark.matrix
def test_who_may_edit_others_posts_and_not_delete_them_leaves_nothing_either(wordpress: Sites) -> None:
    sandbox.add_user(wordpress.root, "larder", "the-editor", "editor")
    given = probed(wordpress).examination  # while all is well
    left = half_done(wordpress, given)
    wordpress.plugin("larder", NOT_OTHERS)

    assert examined(wordpress).left == (f"post {left}",)
    assert probed(wordpress).left == ()
    assert examined(wordpress).left == ()


def half_done(at: Sites, seen: Examination) -> int:
    """What a probe leaves that is killed while its draft is another author's."""
    trial = _Trial(at.client("larder"), seen, configured(at))
    me, draft = trial.who(), trial.create({}, {})
    assert trial.change(draft, {"author": trial.somebody()})["author"] != me
    return draft


@pytest.mark.matrix
def test_what_cannot_be_removed_is_named_until_it_can(wordpress: Sites) -> None:
    before = held(wordpress)
    wordpress.plugin("larder", UNDELETABLE)
    stuck = probed(wordpress)
    [left] = set(held(wordpress)["posts"]) - set(before["posts"])

    assert f"post {left}" in stuck.left
    assert f"post {left}" in examined(wordpress).left
    wordpress.plugin("larder", "<?php")
    assert probed(wordpress).left == ()
    assert examined(wordpress).left == ()
    assert held(wordpress) == before


@pytest.mark.matrix
def test_a_draft_that_the_sites_own_lists_do_not_show_is_removed_by_its_id(wordpress: Sites) -> None:
    before = held(wordpress)
    wordpress.plugin("larder", EMPTY_LISTS)

    assert probed(wordpress).left == ()
    assert held(wordpress) == before


@pytest.mark.matrix
def test_a_draft_whose_creation_was_never_confirmed_is_removed_and_the_outage_is_told(wordpress: Sites) -> None:
    before = held(wordpress)
    with (
        dropping_proxy(wordpress.url("larder"), lambda line: line.startswith("POST /wp-json/wp/v2/posts?")) as proxy,
        pytest.raises(WordPressDownError),
    ):
        probed(wordpress, url=proxy.url)

    assert len(proxy.dropped) == 1
    assert held(wordpress) == before


@pytest.mark.matrix
def test_a_leftover_in_the_trash_is_removed_too(wordpress: Sites) -> None:
    before = held(wordpress)
    rest = wordpress.client("larder").transport
    name = block_json({"metadata": {"name": MARKER}})
    body = {"title": "x", "slug": SLUG, "content": f"<!-- wp:paragraph {name} -->\n<p>x</p>\n<!-- /wp:paragraph -->"}
    thrown = rest.post("/wp/v2/posts", {**body, "status": "publish"}).json["id"]
    rest.send("DELETE", f"/wp/v2/posts/{thrown}", {})

    assert examined(wordpress).left == (f"post {thrown}",)
    probed(wordpress)
    assert held(wordpress) == before


@pytest.mark.matrix
def test_what_a_person_calls_by_the_same_name_is_not_touched(wordpress: Sites) -> None:
    rest = wordpress.client("larder").transport
    rest.post("/wp/v2/posts", {"title": "My probe", "slug": SLUG, "content": "mine", "status": "draft"})
    rest.post("/wp/v2/posts", {"title": TITLE, "slug": "a-probe-of-mine", "content": "mine", "status": "draft"})
    rest.post("/wp/v2/categories", {"name": "My probe", "slug": SLUG})
    rest.post("/wp/v2/tags", {"name": TERM, "slug": "probe-of-mine"})
    before = held(wordpress)

    found = probed(wordpress)

    assert (found.left, found.terms, examined(wordpress).left) == ((), "yes", ())
    assert held(wordpress) == before
