"""Everything that WordPress is known to lose while it answers that all went well: provoked on the one site, named on the other.

On `larder` the bare request is sent, and the loss is seen to be silent. On `atelier` Masthead sends the same, and the error
that it raises names the field; what would have been public is a draft.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.records import body
from layers.errors import ChangedMeanwhileError, LoginError, WordPressRefusedError
from layers.nouns import Post, PostFields
from layers.publishing import live_problems
from sandbox import wordpress as sandbox
from sandbox.processes import free_port
from tests.boundary.drafts import MARKER, content, count, fields, statuses
from tests.sites import Sites

pytestmark = [pytest.mark.server, pytest.mark.matrix]
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
JSON_LD = '{"@context":"https://schema.org",\n\n"@graph":[{"@type":"Thing","@id":"#salt","name":"Salt %s"}]}'
IN_BLOCK = '\n\n<!-- wp:html -->\n<script type="application/ld+json">%s</script>\n<!-- /wp:html -->'
FORGETFUL_META = """<?php
add_action( 'init', fn() => register_post_meta( 'post', 'masthead_schema', array(
	'type' => 'string', 'single' => true, 'show_in_rest' => true, 'auth_callback' => '__return_true',
	'sanitize_callback' => fn( $text ) => null === json_decode( $text ) ? '' : $text,
) ) );
"""
STRICT_META = """<?php
add_action( 'init', fn() => register_meta( 'post', 'slim_seo', array(
	'object_subtype' => '', 'type' => 'object', 'single' => true,
	'show_in_rest'   => array( 'schema' => array( 'type' => 'object', 'properties' => array( 'title' => array( 'type' => 'string' ) ), 'additionalProperties' => false ) ),
) ) );
"""
SLOW_CHANGES = """
add_filter( 'rest_pre_dispatch', function ( $answer, $server, $request ) {
	if ( 'POST' === $request->get_method() && preg_match( '#/posts/\\d+$#', $request->get_route() ) ) {
		usleep( 1100000 ); // a draft that nobody has touched is known by two times in whole seconds
	}
	return $answer;
}, 10, 3 );
"""
FATAL_FIELD = """<?php
add_action( 'rest_api_init', fn() => register_rest_field( 'post', 'aioseo_meta_data', array(
	'get_callback'    => fn( $record ) => get_post_meta( $record['id'], 'aioseo', true ) ?: array(),
	'update_callback' => fn( array $value, $post ) => update_post_meta( $post->ID, 'aioseo', $value ),
) ) );
"""
NO_UNFILTERED_HTML = """<?php
add_filter( 'map_meta_cap', fn( $needs, $right ) => 'unfiltered_html' === $right ? array( 'do_not_allow' ) : $needs, 10, 2 );
"""
EARLIER_DATE = """<?php
add_filter( 'rest_pre_insert_post', function ( $post ) {
	$post->post_date_gmt = gmdate( 'Y-m-d H:i:s', time() + 20 );
	$post->post_date     = get_date_from_gmt( $post->post_date_gmt );
	return $post;
} );
"""
FORGOTTEN = """<?php
define( 'DISABLE_WP_CRON', true );
add_action( 'init', function () {
	global $wpdb;
	$past = array( 'post_date' => '2026-01-01 09:00:00', 'post_date_gmt' => '2026-01-01 09:00:00' );
	$wpdb->update( $wpdb->posts, $past, array( 'post_status' => 'future' ) );
	wp_unschedule_hook( 'publish_future_post' );
} );
"""
TAKEN_MEANWHILE = """<?php
add_filter( 'rest_pre_dispatch', function ( $answer, $server, $request ) {
	if ( 'POST' === $request->get_method() && 'publish' === $request['status'] ) {
		global $wpdb;
		$id = wp_insert_post( array( 'post_title' => 'Theirs', 'post_status' => 'publish' ) );
		$wpdb->update( $wpdb->posts, array( 'post_name' => 'salt-cured-lemons' ), array( 'ID' => $id ) );
		clean_post_cache( $id );
	}
	return $answer;
}, 10, 3 );
"""
THEIR_EDIT = """<?php
add_filter( 'rest_pre_dispatch', function ( $answer, $server, $request ) {
	if ( 'POST' === $request->get_method() && preg_match( '#/(posts|pages)/(\\d+)$#', $request->get_route(), $found ) && ! get_option( 'edited' ) ) {
		update_option( 'edited', 1 );
		wp_update_post( array( 'ID' => (int) $found[2], 'post_content' => '<p>Theirs.</p>' ) );
	}
	return $answer;
}, 10, 3 );
"""
VANISHING_ROW = """<?php
add_action( 'init', function () {
	if ( ! get_option( 'made' ) ) {
		update_option( 'made', 1 );
		for ( $i = 0; $i < 205; $i++ ) {
			wp_insert_post( array( 'post_title' => "P$i", 'post_status' => 'publish' ) );
		}
	}
} );
add_filter( 'rest_post_query', function ( $query ) {
	if ( 2 === (int) $query['paged'] && ! get_option( 'gone' ) ) {
		update_option( 'gone', 1 );
		wp_delete_post( (int) get_posts( array( 'orderby' => 'ID', 'order' => 'ASC', 'fields' => 'ids', 'numberposts' => 1 ) )[0], true );
	}
	return $query;
} );
"""


def ahead(**by: float) -> str:
    return f"{datetime.now(UTC) + timedelta(**by):%Y-%m-%dT%H:%M:%S}"


def bare(client: WordPress, sent: PostFields) -> dict[str, Any]:
    """What WordPress answers to the bare request, with 2xx; read again by a second one."""
    made = client.transport.post("/wp/v2/posts", body(sent)).json
    return dict(client.transport.get(f"/wp/v2/posts/{made['id']}").json)


@pytest.mark.parametrize(
    ("change", "lost", "named"),
    [
        ({"categories": (98765,)}, lambda kept: not kept["categories"], r"categories \(sent '\[98765\]', kept '\[\]'\)"),
        ({"tags": (98765,)}, lambda kept: not kept["tags"], r"tags \(sent '\[98765\]', kept '\[\]'\)"),
        ({"featured_media": 98765}, lambda kept: not kept["featured_media"], r"featured_media \(sent '98765', kept '0'\)"),
        ({"meta": {"unheard": "x"}}, lambda kept: "unheard" not in kept["meta"], r"meta\.unheard \(sent 'x', not kept"),
        ({"meta": {"masthead_schema": "{"}}, lambda kept: not kept["meta"]["masthead_schema"], r"meta\.masthead_schema \(sent '{', kept ''\)"),
        ({"plugin_fields": {"aioseo_meta_data": {"title": "x"}}}, lambda kept: "aioseo_meta_data" not in kept, r"aioseo_meta_data \(sent .*, not kept"),
        ({"plugin_fields": {"modified_gmt": "2020-01-02T03:04:05"}}, lambda kept: kept["modified_gmt"] > "2026", r"modified_gmt \(sent '2020-01-02T03:04:05'"),
        ({"slug": "2026"}, lambda kept: kept["slug"] == "2026-2", r"slug \(sent '2026', kept '2026-2'\)"),
        ({"slug": "feed"}, lambda kept: kept["slug"] == "feed-2", r"slug \(sent 'feed', kept 'feed-2'\)"),
        ({"slug": "salt/lemons"}, lambda kept: kept["slug"] == "salt-lemons", r"slug \(sent 'salt/lemons', kept 'salt-lemons'\)"),
        ({"slug": "sälze"}, lambda kept: kept["slug"] == "salze", r"slug \(sent 'sälze', kept 'saelze'\)"),
        ({"slug": "s" * 210}, lambda kept: kept["slug"] == "s" * 200, r"slug \(sent 's+\.\.\.', kept 's+\.\.\.'\)"),
    ],
)  # fmt: skip
def test_a_field_that_is_dropped_or_changed_with_201_is_named(
    wordpress: Sites, change: dict[str, Any], lost: Callable[[dict[str, Any]], bool], named: str
) -> None:
    for site in ("larder", "atelier") if "masthead_schema" in change.get("meta", {}) else ():
        wordpress.plugin(site, FORGETFUL_META)
    sent = fields(status="publish", **change)
    record = bare(wordpress.client("larder"), sent)
    assert record["status"] == "publish"
    assert lost(record)
    client = wordpress.client("atelier")
    with pytest.raises(WordPressRefusedError, match=named):
        client.create(sent)
    assert statuses(client) == ["draft"]


def test_a_slug_that_is_taken_is_named(wordpress: Sites) -> None:
    client = wordpress.client("larder")
    bare(client, fields(status="publish", content=content(mark="masthead:larder/another")))
    assert bare(client, fields(content=content(mark="masthead:larder/third")))["slug"] == "salt-cured-lemons-2"
    with pytest.raises(WordPressRefusedError, match=r"slug \(sent 'salt-cured-lemons', kept 'salt-cured-lemons-3'\)"):
        client.create(fields())


def test_a_slug_that_is_taken_at_the_last_moment_is_named_and_the_post_is_a_draft_again(wordpress: Sites) -> None:
    client = wordpress.client("atelier")
    stored = client.create(fields())
    wordpress.plugin("atelier", TAKEN_MEANWHILE)
    with pytest.raises(WordPressRefusedError, match=r"slug \(sent 'salt-cured-lemons', kept 'salt-cured-lemons-2'\)"):
        client.set_status(stored.id, "publish")
    assert client.post(stored.id).status == "draft"


def test_a_page_has_no_stickiness_and_an_update_says_so(wordpress: Sites) -> None:
    client = wordpress.client("atelier")
    page = client.transport.post("/wp/v2/pages", {"title": "About", "status": "publish", "sticky": True}).json
    before = client.post(page["id"], "page")
    with pytest.raises(WordPressRefusedError, match=r"sticky \(sent 'True', kept 'False'\)"):
        client.update(page["id"], before, {"sticky": True}, "page")


def test_meta_that_nobody_registered_is_named_by_an_update_too(wordpress: Sites) -> None:
    client = wordpress.client("atelier")
    before = client.create(fields())
    with pytest.raises(WordPressRefusedError, match=r"meta\.nobody_knows .*not kept"):
        client.update(before.id, before, {"meta": {"nobody_knows": "x"}, "excerpt": "New."})
    assert client.post(before.id).excerpt == before.excerpt


@pytest.fixture(scope="module")
def network(started_sites: Sites) -> WordPress:
    """The administrator of one site of a multisite, who is not the network's."""
    spec = sandbox.SiteSpec("cellar", "The Cellar", multisite=True)
    state = sandbox.up(started_sites.root, (spec,), free_port(8960))
    password = sandbox.add_user(started_sites.root, "cellar", "the-administrator", "administrator")
    return WordPress("cellar", state.site("cellar").url, "the-administrator", password)


def test_an_administrator_of_a_multisite_is_told_that_the_script_is_gone(network: WordPress) -> None:
    sent = fields(status="publish", content=content() + IN_BLOCK % (JSON_LD % ""))
    assert (
        "<script"
        not in bare(network, sent.model_copy(update={"content": sent.content.replace("larder/", "x/")}))["content"][
            "raw"
        ]
    )
    assert network.who().unfiltered_html, "the right is claimed all the same"
    with pytest.raises(WordPressRefusedError, match=r"content \(from character \d+ on: sent '<script"):
        network.create(sent.model_copy(update={"slug": "again"}))
    assert "publish" not in statuses(network)[1:]


@pytest.mark.parametrize(("role", "breaks"), [("author", ""), ("", NO_UNFILTERED_HTML), ("editor", NO_UNFILTERED_HTML)])
def test_a_script_that_this_user_may_not_write_is_named_and_its_text_is_not_left_on_the_page(
    wordpress: Sites, role: str, breaks: str
) -> None:
    for site in ("larder", "atelier"):
        wordpress.plugin(site, breaks or "<?php")
    sent = fields(status="publish", content=content() + IN_BLOCK % (JSON_LD % "& more"))
    left = wordpress.client("larder").live(bare(wordpress.client("larder", role=role), sent)["link"])
    assert left.json_ld == ()
    assert "@type" in left.text
    client = wordpress.client("atelier", role=role)
    with pytest.raises(WordPressRefusedError, match=r"content \(from character \d+ on: sent '<script"):
        client.create(sent)
    assert statuses(client) == ["draft"]


def test_a_script_that_an_update_would_lose_leaves_the_old_text(wordpress: Sites) -> None:
    client = wordpress.client("atelier", role="author")
    before = client.set_status(client.create(fields()).id, "publish")
    with pytest.raises(WordPressRefusedError, match=r"content \(from.*Put back as it was: content"):
        client.update_content(before.id, before.content, before.content + IN_BLOCK % (JSON_LD % ""))
    assert client.post(before.id).content == before.content


@pytest.mark.parametrize(
    ("status", "by", "became", "named"),
    [
        ("future", {"seconds": 30}, "publish", "the status 'future' needs a date_gmt at least 60 s ahead"),
        ("future", {"days": -3}, "publish", "the status 'future' needs a date_gmt at least 60 s ahead"),
        ("publish", {"minutes": 5}, "future", "the status 'publish' and the date_gmt"),
    ],
)
def test_a_date_that_turns_one_status_into_another_is_named_before_it_happens(
    wordpress: Sites, status: str, by: dict[str, float], became: str, named: str
) -> None:
    sent = fields(status=status, date_gmt=ahead(**by))
    assert bare(wordpress.client("larder"), sent)["status"] == became
    client = wordpress.client("atelier")
    with pytest.raises(WordPressRefusedError, match=named):
        client.create(sent)
    assert count(client) == 0


def test_a_date_that_a_plugin_brings_forward_is_named_and_the_post_is_a_draft_again(wordpress: Sites) -> None:
    for site in ("larder", "atelier"):
        wordpress.plugin(site, EARLIER_DATE)
    sent = fields(status="future", date_gmt=ahead(hours=3))
    assert bare(wordpress.client("larder"), sent)["status"] == "publish"
    client = wordpress.client("atelier")
    with pytest.raises(WordPressRefusedError, match=r"status \(sent 'future', kept 'publish'\).*date_gmt \(sent"):
        client.create(sent)
    assert statuses(client) == ["draft"]


def test_a_due_post_that_the_cron_has_forgotten_is_seen_not_to_be_live(wordpress: Sites) -> None:
    client = wordpress.client("atelier")
    stored = client.create(fields(status="future", date_gmt=ahead(hours=3)))
    wordpress.plugin("atelier", FORGOTTEN)
    client.poke_cron()
    assert client.post(stored.id).status == "future"


def test_our_post_in_the_trash_is_named_where_any_status_does_not_show_it(wordpress: Sites) -> None:
    client = wordpress.client("atelier")
    stored = client.set_status(client.create(fields()).id, "publish")
    client.transport._request("DELETE", f"/wp/v2/posts/{stored.id}", {}, None)
    assert client.transport.get("/wp/v2/posts", {"status": "any", "search": "lemons"}).json == []
    with pytest.raises(WordPressRefusedError, match=rf"post {stored.id}\) is in the trash"):
        client.create(fields())
    assert count(client) == 1


def test_a_refused_field_that_left_a_published_post_is_named_and_the_post_is_a_draft(wordpress: Sites) -> None:
    for site in ("larder", "atelier"):
        wordpress.plugin(site, STRICT_META + SLOW_CHANGES)
    sent = fields(status="publish", meta={"slim_seo": {"title": "x", "focus": "y"}})
    with pytest.raises(WordPressRefusedError, match="rest_additional_properties_forbidden"):
        wordpress.client("larder").transport.post("/wp/v2/posts", body(sent))
    assert statuses(wordpress.client("larder")) == ["publish"]
    client = wordpress.client("atelier")
    with pytest.raises(WordPressRefusedError, match=r"left as draft.*made all the same, without: meta\.slim_seo"):
        client.create(sent)
    assert statuses(client) == ["draft"]
    assert client.create(fields(meta={"slim_seo": {"title": "x"}})).meta["slim_seo"] == {"title": "x"}
    assert count(client) == 1


def test_a_crash_that_left_a_published_post_is_named_and_the_post_is_a_draft(wordpress: Sites) -> None:
    for site in ("larder", "atelier"):
        wordpress.plugin(site, FATAL_FIELD)
    sent = fields(status="publish", plugin_fields={"aioseo_meta_data": "no object"})
    answer = requests.post(
        f"{wordpress.url('larder')}/wp-json/wp/v2/posts", json=body(sent), auth=login(wordpress, "larder"), timeout=20
    )
    assert (answer.status_code, statuses(wordpress.client("larder"))) == (500, ["publish"])
    client = wordpress.client("atelier")
    with pytest.raises(
        WordPressRefusedError, match=r"left as draft.*aioseo_meta_data \(sent 'no object', kept '\[\]'\)"
    ):
        client.create(sent)
    assert statuses(client) == ["draft"]


def login(wordpress: Sites, name: str) -> tuple[str, str]:
    site = wordpress.state.site(name)
    return site.user, site.application_password


def test_a_refused_part_of_an_update_puts_the_rest_back(wordpress: Sites) -> None:
    wordpress.plugin("atelier", STRICT_META)
    client = wordpress.client("atelier")
    before = client.set_status(client.create(fields()).id, "publish")
    with pytest.raises(WordPressRefusedError, match=r"rest_additional_properties.*Put back as it was: excerpt"):
        client.update(before.id, before, {"excerpt": "New.", "meta": {"slim_seo": {"focus": "y"}}})
    assert client.post(before.id).excerpt == before.excerpt


def test_a_second_term_of_the_same_name_is_not_made_silently(wordpress: Sites) -> None:
    bare_site = wordpress.client("larder").transport
    for slug, name in (("salt", "Salt"), ("salting", "SALT")):
        assert bare_site.post("/wp/v2/categories", {"slug": slug, "name": name}).json["slug"] == slug
    client = wordpress.client("atelier")
    client.ensure_term("categories", "salt", "Salt")
    with pytest.raises(
        WordPressRefusedError, match="'salting' in categories: WordPress has it as 'Salt' with the slug 'salt'"
    ):
        client.ensure_term("categories", "salting", "SALT")


def test_an_author_who_may_not_publish_is_named(wordpress: Sites) -> None:
    contributor = wordpress.client("larder", role="contributor").transport.get("/wp/v2/users/me", {}).json["id"]
    assert bare(wordpress.client("larder"), fields(status="publish", author=contributor))["author"] == contributor
    with pytest.raises(WordPressRefusedError, match="author 'the-contributor': the-contributor may not publish"):
        wordpress.client("larder").author_id("the-contributor")


def test_a_wrong_password_that_is_answered_with_200_is_told(wordpress: Sites) -> None:
    public = requests.get(f"{wordpress.url('larder')}/wp-json/wp/v2/posts", auth=("admin", "wrong"), timeout=20)
    assert public.status_code == 200
    stranger = WordPress("larder", wordpress.url("larder"), "admin", "wrong")
    reads: tuple[Callable[[], object], ...] = (
        stranger.who, lambda: stranger.inventory(NOW), lambda: stranger.find_own(MARKER, "x"), lambda: stranger.create(fields()),
    )  # fmt: skip
    for read in reads:
        with pytest.raises(LoginError, match="does not accept the login"):
            read()


def test_posts_that_a_list_leaves_out_are_counted(wordpress: Sites) -> None:
    wordpress.client("larder").create(fields(status="publish"))
    contributor = wordpress.client("larder", role="contributor")
    reply = contributor.transport.get("/wp/v2/posts")
    assert (reply.json, reply.count("X-WP-Total")) == ([], 1)
    with pytest.raises(LoginError, match=r"counts 1 published entries .* shows only 0"):
        contributor.inventory(NOW)


def test_a_row_that_slips_from_one_page_of_a_list_to_the_one_before_is_read(wordpress: Sites) -> None:
    wordpress.plugin("larder", VANISHING_ROW)
    client = wordpress.client("larder")
    client.who()
    ids = {page.id for page in client.inventory(NOW).pages}
    reply = client.transport.get("/wp/v2/posts", {"per_page": 100, "orderby": "id", "order": "asc", "_fields": "id"})
    assert reply.count("X-WP-Total") == len(ids) == 204
    assert {record["id"] for record in reply.json} <= ids


def test_a_shortcode_that_runs_inside_json_is_named_on_the_live_page(wordpress: Sites) -> None:
    client = wordpress.client("larder")
    graph = JSON_LD % "[gallery] of lemons"
    post = client.create(fields(status="publish", content=content() + IN_BLOCK % graph))
    assert graph in post.content
    printed = client.live(post.url).json_ld
    assert "[gallery]" not in printed[-1]
    assert live_problems(printed, graph) == ("our JSON-LD was changed on the way to it",)


def test_a_script_that_paragraphs_were_put_into_is_named_on_the_live_page(wordpress: Sites) -> None:
    client = wordpress.client("larder")
    graph = JSON_LD % ""
    record = client.transport.post(
        "/wp/v2/posts", {"title": "Old", "status": "publish", "content": f'Text\n\n<script type="application/ld+json">{graph}</script>'}
    ).json  # fmt: skip
    page = client.live(record["link"])
    assert "<p>" in page.json_ld[-1]
    assert "1 of its 1 JSON-LD scripts do not parse" in live_problems(page.json_ld, graph)


def test_an_edit_that_a_person_made_before_ours_is_not_written_over(wordpress: Sites) -> None:
    client = wordpress.client("atelier")
    before: Post = client.create(fields())
    client.transport.post(f"/wp/v2/posts/{before.id}", {"content": content("Theirs.")})
    with pytest.raises(ChangedMeanwhileError, match=r"\(content\)"):
        client.update(before.id, before, {"content": content("Ours.")})
    assert client.post(before.id).content == content("Theirs.")


@pytest.mark.parametrize("change", ["content", "excerpt"])
def test_an_edit_that_a_person_made_in_the_moment_before_our_write_comes_back(wordpress: Sites, change: str) -> None:
    client = wordpress.client("atelier")
    before = client.set_status(client.create(fields()).id, "publish")
    before = client.update(before.id, before, {"content": content("First.")})
    wordpress.plugin("atelier", THEIR_EDIT)
    if change == "content":
        with pytest.raises(ChangedMeanwhileError, match=rf"post {before.id} .*\(content\)"):
            client.update_content(before.id, before.content, content("Ours."))
    else:
        with pytest.raises(WordPressRefusedError, match=r"content .*Put back as it was: excerpt"):
            client.update(before.id, before, {"excerpt": "Ours."})
    after = client.post(before.id)
    assert (after.content, after.excerpt) == ("<p>Theirs.</p>", before.excerpt)
