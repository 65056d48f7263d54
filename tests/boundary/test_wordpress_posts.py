"""Every field of a post on real WordPress: written at once, read back, changed one by one, dated, moved."""

from datetime import UTC, datetime, timedelta

import pytest

from layers.boundary.wordpress import WordPress
from layers.errors import ChangedMeanwhileError, WordPressRefusedError
from layers.nouns import Post
from tests.boundary.drafts import content, count, fields, listening, picture, statuses
from tests.boundary.proxies import dropping_proxy
from tests.sites import Sites

pytestmark = pytest.mark.server
TAKES_MORE = """<?php
add_filter( 'theme_post_templates', fn( $known ) => $known + array( 'wide.php' => 'Wide' ) );
add_action( 'init', function () {
	foreach ( array( 'source_note', 'source_place' ) as $key ) {
		register_post_meta( 'post', $key, array( 'type' => 'string', 'single' => true, 'show_in_rest' => true, 'auth_callback' => '__return_true' ) );
	}
} );
add_action( 'rest_api_init', fn() => register_rest_field( 'post', 'reading_card', array(
	'get_callback'    => fn( $record ) => get_post_meta( $record['id'], 'reading_card', true ) ?: array(),
	'update_callback' => fn( $value, $post ) => update_post_meta( $post->ID, 'reading_card', $value ),
) ) );
"""
SLEEPING_CRON = "<?php define( 'DISABLE_WP_CRON', true );"
DUE = (
    SLEEPING_CRON
    + """
add_action( 'init', function () {
	global $wpdb;
	$at = gmdate( 'Y-m-d H:i:s', time() - 5 );
	foreach ( $wpdb->get_col( "SELECT ID FROM $wpdb->posts WHERE post_status = 'future' AND post_date_gmt > '$at'" ) as $id ) {
		$wpdb->update( $wpdb->posts, array( 'post_date' => get_date_from_gmt( $at ), 'post_date_gmt' => $at ), array( 'ID' => $id ) );
		clean_post_cache( (int) $id );
		wp_clear_scheduled_hook( 'publish_future_post', array( (int) $id ) );
		wp_schedule_single_event( time() - 5, 'publish_future_post', array( (int) $id ) );
	}
} );
"""
)
NO_REDIRECT = """<?php
add_action( 'init', function () {
	remove_action( 'template_redirect', 'wp_old_slug_redirect' );
	add_filter( 'do_redirect_guess_404_permalink', '__return_false' );
} );
"""
REDIRECTS_HOME = """<?php
add_filter( 'old_slug_redirect_url', fn() => home_url( '/' ) );
"""


@pytest.fixture
def client(wordpress: Sites) -> WordPress:
    return wordpress.client("larder")


def ahead(**by: float) -> str:
    return f"{datetime.now(UTC) + timedelta(**by):%Y-%m-%dT%H:%M:%S}"


def published(client: WordPress, **changes: object) -> Post:
    return client.set_status(client.create(fields(**changes)).id, "publish")


def test_every_field_goes_in_one_write_and_comes_back(wordpress: Sites) -> None:
    wordpress.plugin("atelier", TAKES_MORE)
    client = wordpress.client("atelier")
    sent = fields(
        categories=(client.ensure_term("categories", "fabric", "Stoff & Faden").id,),
        tags=(client.ensure_term("tags", "linen", "Leinen").id,),
        author=wordpress.client("atelier", role="editor").who().id,
        featured_media=picture(client),
        date_gmt="2026-01-05T22:30:00",  # the next day in the site's own time zone
        template="wide.php", format="aside", sticky=True, comment_status="closed", ping_status="closed",
        meta={"source_note": "a < b & “c”"}, plugin_fields={"reading_card": {"minutes": 7}},
    )  # fmt: skip
    with listening(wordpress.url("atelier")) as proxy:
        stored = wordpress.client("atelier", url=proxy.url).create(sent)
    kept = stored.model_dump(include=set(type(sent).model_fields))
    assert len(proxy.bodies) == 1
    assert kept.pop("meta")["source_note"] == sent.meta["source_note"]
    assert kept == sent.model_dump(exclude={"meta", "plugin_fields"})
    assert client.create(sent) == stored


def test_what_is_empty_is_left_to_the_site(wordpress: Sites, client: WordPress) -> None:
    with listening(wordpress.url("larder")) as proxy:
        stored = wordpress.client("larder", url=proxy.url).create(fields())
    assert set(proxy.bodies[0]) == {"title", "slug", "content", "excerpt", "status"}
    assert (stored.author, stored.format, stored.sticky) == (client.who().id, "standard", False)


def test_an_update_sends_only_what_is_not_so_already(wordpress: Sites) -> None:
    wordpress.plugin("larder", TAKES_MORE)
    client = wordpress.client("larder")
    before = client.create(fields(meta={"source_note": "old", "source_place": "Tunis"}))
    with listening(wordpress.url("larder")) as proxy:
        through = wordpress.client("larder", url=proxy.url)
        wanted = fields(excerpt="New & short.", sticky=True, meta={"source_note": "new", "source_place": "Tunis"})
        after = through.update(before.id, before, wanted)
        assert through.update(before.id, before, wanted) == after
    assert proxy.bodies == [{"excerpt": "New & short.", "sticky": True, "meta": {"source_note": "new"}}]
    assert (after.excerpt, after.sticky, after.meta["source_place"]) == ("New & short.", True, "Tunis")
    assert after.content == before.content


def test_an_update_empties_what_it_is_told_to_empty(client: WordPress) -> None:
    before = client.create(fields(featured_media=picture(client), sticky=True, format="aside", date_gmt=ahead(hours=2)))
    changes = {"featured_media": 0, "sticky": False, "format": "standard", "excerpt": "", "date_gmt": "", "author": 0}
    after = client.update(before.id, before, changes)
    assert (after.featured_media, after.sticky, after.format, after.excerpt) == (0, False, "standard", "")
    assert after.author == before.author
    assert client.set_status(after.id, "publish").status == "publish"


def test_an_update_leaves_a_field_that_a_person_has_changed(client: WordPress) -> None:
    before = client.create(fields())
    client.transport.post(f"/wp/v2/posts/{before.id}", {"excerpt": "Theirs.", "title": "Theirs too"})
    with pytest.raises(ChangedMeanwhileError, match=r"post \d+ .*\(excerpt\)"):
        client.update(before.id, before, {"excerpt": "Ours.", "sticky": True})
    after = client.update(before.id, before, {"sticky": True})
    assert (after.title, after.excerpt, after.sticky) == ("Theirs too", "Theirs.", True)


def test_an_update_is_made_although_the_answer_was_lost(wordpress: Sites, client: WordPress) -> None:
    before = client.create(fields())
    with dropping_proxy(wordpress.url("larder"), lambda line: line.startswith("POST")) as proxy:
        after = wordpress.client("larder", url=proxy.url).update(before.id, before, {"excerpt": "New."})
    assert (after.excerpt, len(proxy.dropped)) == ("New.", 1)


def test_a_field_that_nobody_can_write_is_refused_before_anything_is_sent(client: WordPress) -> None:
    before = client.create(fields())
    with pytest.raises(WordPressRefusedError, match="nobody write modified_gmt"):
        client.update(before.id, before, {"modified_gmt": "2020-01-01T00:00:00", "excerpt": "New."})
    assert client.post(before.id) == before


def test_a_scheduled_post_keeps_its_moment_and_its_fields(wordpress: Sites) -> None:
    client = wordpress.client("atelier")
    at = ahead(hours=30)
    made = client.create(fields(slug="later"))
    stored = client.update(made.id, made, {"status": "future", "date_gmt": at})
    assert (stored.status, stored.date_gmt, stored.title) == ("future", at, made.title)
    whole = client.create(
        fields(slug="later-still", content=content(mark="masthead:x/y"), status="future", date_gmt=at)
    )
    assert (whole.status, whole.date_gmt) == ("future", at)


@pytest.mark.parametrize(
    ("status", "date", "says"),
    [
        ("future", {}, "'future' needs a date_gmt"),
        ("future", {"seconds": 50}, "'future' needs a date_gmt at least 60 s ahead"),
        ("future", {"days": -1}, "'future' needs a date_gmt"),
        ("publish", {"minutes": 5}, "date_gmt .* WordPress would keep it back"),
    ],
)
def test_a_date_that_gives_another_status_is_refused_before_anything_is_sent(
    client: WordPress, status: str, date: dict[str, float], says: str
) -> None:
    date_gmt = ahead(**date) if date else ""
    with pytest.raises(WordPressRefusedError, match=says):
        client.create(fields(status=status, date_gmt=date_gmt))
    assert count(client) == 0
    before = client.create(fields())
    with pytest.raises(WordPressRefusedError, match=says):
        client.update(before.id, before, {"status": status, "date_gmt": date_gmt})
    assert client.post(before.id) == before


def test_a_date_that_is_none_is_refused(client: WordPress) -> None:
    with pytest.raises(WordPressRefusedError, match="'tomorrow' is no date"):
        client.create(fields(status="future", date_gmt="tomorrow"))
    assert count(client) == 0


def test_a_live_post_is_not_taken_offline_by_a_date(client: WordPress) -> None:
    before = published(client)
    with pytest.raises(WordPressRefusedError, match="would keep it back"):
        client.update(before.id, before, {"date_gmt": ahead(hours=1)})
    assert client.post(before.id).status == "publish"


def test_a_due_post_goes_live_when_the_cron_is_poked_and_not_before(wordpress: Sites, client: WordPress) -> None:
    wordpress.plugin("larder", SLEEPING_CRON)
    stored = client.create(fields(status="future", date_gmt=ahead(minutes=10)))
    wordpress.plugin("larder", DUE)
    assert client.post(stored.id).status == "future"
    client.poke_cron()
    assert client.post(stored.id).status == "publish"
    assert client.live(client.post(stored.id).url).status == 200


def test_where_the_crons_own_address_is_closed_a_page_is_visited(wordpress: Sites) -> None:
    wordpress.plugin(
        "larder", "<?php if ( str_contains( $_SERVER['REQUEST_URI'], 'cron' ) ) { http_response_code( 403 ); exit; }"
    )
    with listening(wordpress.url("larder")) as proxy:
        wordpress.client("larder", url=proxy.url).poke_cron()
    assert [line.split("?")[0] for line in proxy.requests] == ["GET /wp-cron.php", "GET /"]


def test_a_live_slug_moves_with_a_redirect_that_answers(client: WordPress) -> None:
    before = published(client)
    with pytest.raises(WordPressRefusedError, match="slug"):
        client.update(before.id, before, {"slug": "cured-lemons"})
    moved = client.move(before.id, "cured-lemons")
    assert moved.slug == "cured-lemons"
    assert moved.url.endswith("/cured-lemons/")
    assert client.move(before.id, "cured-lemons") == moved
    assert client.move(before.id, "cured-lemons", before=before) == moved


@pytest.mark.parametrize(
    ("breaks", "says"),
    [
        (NO_REDIRECT, r"salt-cured-lemons/ answers 404, not 301"),
        (REDIRECTS_HOME, r"redirects to http://[^ ]+/, not to"),
    ],
)
def test_a_live_slug_without_its_redirect_is_put_back(
    wordpress: Sites, client: WordPress, breaks: str, says: str
) -> None:
    before = published(client)
    wordpress.plugin("larder", breaks)
    with pytest.raises(WordPressRefusedError, match=rf"{says}.*'salt-cured-lemons' was put back"):
        client.move(before.id, "cured-lemons")
    assert client.post(before.id).slug == "salt-cured-lemons"
    assert client.live(before.url).status == 200


def test_a_move_that_was_broken_off_is_put_back_by_the_next_one(wordpress: Sites, client: WordPress) -> None:
    before = published(client)
    wordpress.plugin("larder", NO_REDIRECT)
    client.transport.post(f"/wp/v2/posts/{before.id}", {"slug": "cured-lemons"})
    with pytest.raises(WordPressRefusedError, match="put back"):
        client.move(before.id, "cured-lemons", before=before)
    assert client.post(before.id).slug == "salt-cured-lemons"


def test_the_slug_of_a_page_stays_for_wordpress_redirects_no_page(client: WordPress) -> None:
    page = client.transport.post("/wp/v2/pages", {"title": "About", "slug": "about-us", "status": "publish"}).json
    with pytest.raises(WordPressRefusedError, match="about-us/ answers 404, not 301"):
        client.move(page["id"], "who-we-are", "page")
    assert client.post(page["id"], "page").slug == "about-us"


def test_a_slug_that_is_taken_is_not_moved_to(client: WordPress) -> None:
    published(client, slug="cured-lemons", content=content(mark="masthead:larder/other"))
    before = published(client)
    with pytest.raises(WordPressRefusedError, match=r"slug .*cured-lemons-2"):
        client.move(before.id, "cured-lemons")
    assert client.post(before.id).slug == "salt-cured-lemons"


def test_a_third_slug_that_somebody_chose_stays(client: WordPress) -> None:
    before = published(client)
    client.transport.post(f"/wp/v2/posts/{before.id}", {"slug": "their-choice"})
    with pytest.raises(ChangedMeanwhileError, match="slug"):
        client.move(before.id, "cured-lemons", before=before)


def test_an_address_that_does_not_hold_the_slug_needs_no_redirect(wordpress: Sites) -> None:
    wordpress.plugin("larder", "<?php add_filter( 'pre_option_permalink_structure', '__return_empty_string' );")
    client = wordpress.client("larder")
    assert client.move(published(client).id, "cured-lemons").slug == "cured-lemons"


def test_the_author_is_named_by_slug(wordpress: Sites, client: WordPress) -> None:
    editor = wordpress.client("larder", role="editor")
    wordpress.client("larder", role="contributor")
    assert client.author_id("the-editor") == editor.who().id
    with pytest.raises(WordPressRefusedError, match=r"the-contributor may not publish posts.*admin \(.*the-editor"):
        client.author_id("the-contributor")
    with pytest.raises(WordPressRefusedError, match=r"'nobody': there is no such user.*Who may: admin \("):
        client.author_id("nobody")
    assert editor.author_id("admin") == client.who().id
    with pytest.raises(WordPressRefusedError, match="there is no such user"):
        editor.author_id("nobody")


def test_a_refused_request_leaves_nothing(wordpress: Sites) -> None:
    author = wordpress.client("larder", role="author")
    with pytest.raises(WordPressRefusedError, match="rest_cannot_edit_others"):
        author.create(fields(author=1))
    assert statuses(wordpress.client("larder")) == []
