"""The mirror of a real site: as the site is, whatever happens while it is read, and honest about what was not shown."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from benchmarks.filling import filled
from benchmarks.stage import CHECKOUT
from flows.inventory import inventory_of
from layers.boundary.store import Store
from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.companion_list import CompanionList
from layers.boundary.wordpress.mirror_records import Records
from layers.errors import WordPressDownError
from layers.maintenance import graph
from layers.nouns.mirror import MirrorState
from layers.publishing.seo.reading import seo_reader
from sandbox import wordpress as sandbox
from tests.sites import Sites

pytestmark = pytest.mark.server
COMPANION = CHECKOUT / "templates" / "wordpress" / "masthead.php"
LISTS = {"post": "/wp/v2/posts", "page": "/wp/v2/pages", "wp_block": "/wp/v2/blocks"}
NOW = datetime(2026, 11, 29, tzinfo=UTC)
EVERY = "publish,future,draft,pending,private,trash"


class Dead(BaseException):
    """What ends a process: nothing in the program catches it."""


def mirrored(client: WordPress, store: Store, *, full: bool = False) -> MirrorState:
    return client.mirror(store, lambda line: None, full=full)


def in_mirror(store: Store, site: str) -> dict[int, tuple[str, str, str, str]]:
    return {
        row.id: (row.type, row.status, row.slug, row.content if row.is_shown else "")
        for row in store.rows(site)
        if row.type in LISTS
    }


def on_site(client: WordPress) -> dict[int, tuple[str, str, str, str]]:
    """What there is, read plainly: one page after the other while nobody writes."""
    return {record["id"]: seen(record) for route in LISTS.values() for record in listed(client, route)}


def listed(client: WordPress, route: str) -> Iterator[Any]:
    page, pages = 1, 1
    while page <= pages:
        reply = client.transport.get(route, {"status": EVERY, "per_page": 100, "page": page})
        pages, page = reply.count("X-WP-TotalPages"), page + 1
        yield from reply.json


def seen(record: Any) -> tuple[str, str, str, str]:
    shown = record["status"] == "publish" and not record["content"]["protected"]
    return record["type"], record["status"], record["slug"], record["content"]["raw"] if shown else ""


def created(client: WordPress, **fields: Any) -> int:
    sent = {"title": "Salt", "content": "<p>Salt keeps.</p>", "status": "publish", **fields}
    return int(client.transport.post("/wp/v2/posts", sent).json["id"])


def companion(at: Sites, site: str) -> None:
    sandbox.plugin(at.root, site, COMPANION.read_text(encoding="utf-8"), "masthead")


def rushed(at: Sites, site: str, acts: int) -> "subprocess.Popen[str]":
    """Another process that changes the site from now on."""
    login = at.state.site(site)
    environment = {**os.environ, "RUSH_USER": login.user, "RUSH_PASSWORD": login.application_password}
    rush = CHECKOUT / "tests" / "boundary" / "rush.py"
    return subprocess.Popen(
        [sys.executable, str(rush), login.url, str(acts)], env=environment, text=True, stdout=subprocess.PIPE
    )


def read_in_a_rush(at: Sites, store: Store, posts: int, acts: int) -> None:
    client = at.client("larder")
    filled(at.root, "larder", client, posts, words=30)
    process = rushed(at, "larder", acts)
    updates = 0
    try:
        while process.poll() is None or not updates:
            mirrored(client, store)
            updates += 1
        assert process.wait(60) == 0
    finally:
        process.kill()
    mirrored(client, store)

    assert in_mirror(store, "larder") == on_site(client)


@pytest.mark.matrix
@pytest.mark.parametrize("way", ["REST", "companion"])
def test_read_while_another_process_publishes_edits_and_deletes_the_mirror_equals_the_site(
    wordpress: Sites, sqlite_store: Store, way: str
) -> None:
    if way == "companion":
        companion(wordpress, "larder")
    read_in_a_rush(wordpress, sqlite_store, 260, 40)
    state = sqlite_store.mirror("larder")

    assert state is not None
    assert state.way == way


@pytest.mark.matrix
@pytest.mark.parametrize("way", ["REST", "companion"])
def test_the_same_with_two_hundred_changes(wordpress: Sites, sqlite_store: Store, way: str) -> None:
    if way == "companion":
        companion(wordpress, "larder")
    read_in_a_rush(wordpress, sqlite_store, 1_500, 200)


@pytest.mark.parametrize("way", ["REST", "companion"])
def test_what_is_edited_deleted_trashed_and_due_is_found_afterwards(
    wordpress: Sites, sqlite_store: Store, way: str
) -> None:
    if way == "companion":
        companion(wordpress, "atelier")  # its clock is that of Berlin
    client = wordpress.client("atelier")
    edited, deleted, trashed, kept = (created(client, title=f"Salt {n}") for n in range(4))
    mirrored(client, sqlite_store)
    client.transport.post(f"/wp/v2/posts/{edited}", {"content": "<p>Salt dries.</p>"})
    client.transport.send("DELETE", f"/wp/v2/posts/{deleted}", {"force": True})
    client.transport.send("DELETE", f"/wp/v2/posts/{trashed}", {})
    draft = created(client, status="draft", title="A draft")
    mirrored(client, sqlite_store)
    found = in_mirror(sqlite_store, "atelier")

    assert found == on_site(client)
    assert found[edited][3] == "<p>Salt dries.</p>"
    assert deleted not in found
    assert (found[trashed][1], found[draft][1], found[kept][1]) == ("trash", "draft", "publish")


def test_a_read_that_dies_goes_on_where_it_was(wordpress: Sites, sqlite_store: Store) -> None:
    client = wordpress.client("larder")
    filled(wordpress.root, "larder", client, 450, words=20)
    told: list[str] = []

    def dies(line: str) -> None:
        told.append(line)
        if len(told) == 3:
            raise Dead

    with pytest.raises(Dead):
        client.mirror(sqlite_store, dies)
    first = next(row.id for row in sqlite_store.rows("larder") if row.slug == "filled-150")
    client.transport.send("DELETE", f"/wp/v2/posts/{first}", {"force": True})
    client.mirror(sqlite_store, told.append)

    assert told[2:4] == [
        "posts: 298 of 450",
        "posts: 297 of 449",
    ]  # one step back, for a row had moved; not from the start
    assert in_mirror(sqlite_store, "larder") == on_site(client)


def test_a_list_of_many_parts_is_read_in_other_processes_as_one_part_is_here(wordpress: Sites) -> None:
    companion(wordpress, "larder")
    client = wordpress.client("larder")
    posts = [created(client, title=f"Salt {number}") for number in range(7)]
    records = Records("larder", seo_reader((), ()))
    (whole,) = CompanionList(client.transport, records).swept(0)
    parts = list(CompanionList(client.transport, records, limit=3).swept(0))

    assert len(parts) > 2
    assert [row for part in parts for row in part.rows] == list(whole.rows)
    assert {row.id for row in whole.rows if row.read} >= set(posts)
    assert [part.after for part in parts if part.rows] == [*(part.rows[-1].id for part in parts[:-1]), None]


def test_what_an_author_is_not_shown_is_counted_and_said(wordpress: Sites, sqlite_store: Store) -> None:
    client = wordpress.client("larder")
    for number in range(3):
        created(client, title=f"Salt {number}")
    created(client, status="private")
    client.transport.post("/wp/v2/pages", {"title": "About", "status": "publish"})
    author = wordpress.client("larder", role="author")
    own = created(author, title="My own")
    state = mirrored(author, sqlite_store)

    assert "4 published posts are counted, and 1 of them shown to 'the-author'." in state.not_seen
    assert "1 private posts are counted, and 0 of them shown to 'the-author'." in state.not_seen
    assert "1 published pages are counted, and 0 of them shown to 'the-author'." in state.not_seen
    assert state.withheld == 4
    assert [row.id for row in sqlite_store.rows("larder") if row.type == "post"] == [own]
    assert any("menus" in line for line in state.not_seen)


def test_a_second_user_sees_nothing_of_what_the_first_was_shown(wordpress: Sites, sqlite_store: Store) -> None:
    client = wordpress.client("larder")
    created(client, status="private", title="Between us")
    mirrored(client, sqlite_store)
    mirrored(wordpress.client("larder", role="author"), sqlite_store)

    assert "Between us" not in {row.title for row in sqlite_store.rows("larder")}


def test_deletions_are_found_by_few_requests(wordpress: Sites, sqlite_store: Store) -> None:
    client = wordpress.client("larder")
    filled(wordpress.root, "larder", client, 450, words=20)
    mirrored(client, sqlite_store)
    gone = next(row.id for row in sqlite_store.rows("larder") if row.slug == "filled-222")
    client.transport.send("DELETE", f"/wp/v2/posts/{gone}", {"force": True})
    mirrored(client, sqlite_store)

    assert gone not in {row.id for row in sqlite_store.rows("larder")}
    assert in_mirror(sqlite_store, "larder") == on_site(client)


def test_a_post_that_was_due_is_published_in_the_mirror_though_its_modified_time_stays(
    wordpress: Sites, sqlite_store: Store
) -> None:
    client = wordpress.client("larder")
    later = created(client, status="future", date_gmt="2099-01-01T00:00:00")
    mirrored(client, sqlite_store)
    before = in_mirror(sqlite_store, "larder")[later][1]
    wordpress.plugin(
        "larder",
        f"<?php add_action('init', function () {{ global $wpdb; $wpdb->update($wpdb->posts, array('post_status' => 'publish'), array('ID' => {later})); }});",
    )
    mirrored(client, sqlite_store)

    assert before == "future"
    assert in_mirror(sqlite_store, "larder")[later][1] == "publish"


def test_a_site_that_was_put_back_is_read_whole_again(wordpress: Sites, sqlite_store: Store) -> None:
    client = wordpress.client("larder")
    posts = [created(client, title=f"Salt {n}") for n in range(2)]
    client.transport.post(f"/wp/v2/posts/{posts[0]}", {"content": "<p>A later text.</p>"})
    mirrored(client, sqlite_store)
    wordpress.plugin(
        "larder",
        "<?php add_action('init', function () { global $wpdb; $wpdb->query(\"UPDATE {$wpdb->posts} SET post_content = '<p>As of old.</p>', "
        f"post_modified = '2020-01-01 00:00:00', post_modified_gmt = '2020-01-01 00:00:00' WHERE ID = {posts[0]}\"); }});",
    )
    mirrored(client, sqlite_store)

    assert in_mirror(sqlite_store, "larder")[posts[0]][3] == "<p>As of old.</p>"


@pytest.mark.matrix  # half a minute of patience
def test_a_site_that_never_holds_still_is_an_outage_and_no_inventory(wordpress: Sites, sqlite_store: Store) -> None:
    client = wordpress.client("larder")
    post = created(client)
    wordpress.plugin(
        "larder",
        "<?php add_action('rest_api_init', function () { global $wpdb; $now = current_time('mysql', 1); $wpdb->query("
        f"\"UPDATE {{$wpdb->posts}} SET post_content = CONCAT('<p>', RAND(), '</p>'), post_modified = '$now', post_modified_gmt = '$now' WHERE ID = {post}\"); }});",
    )

    with pytest.raises(WordPressDownError, match="came and went"):
        mirrored(client, sqlite_store)


SHOP = """<?php
add_action( 'init', function () {
	$rest = array( 'public' => true, 'show_in_rest' => true );
	register_post_type( 'thing', $rest + array( 'label' => 'Things', 'rewrite' => array( 'slug' => 'shop/thing' ), 'has_archive' => 'shop' ) );
	register_post_type( 'event', $rest + array( 'label' => 'Events', 'rest_base' => 'happenings', 'has_archive' => true, 'rewrite' => array( 'slug' => 'events' ) ) );
	register_post_type( 'secret', array( 'label' => 'Secrets', 'public' => false, 'show_in_rest' => true ) );
	register_taxonomy( 'brand', 'thing', $rest + array( 'label' => 'Brands', 'rewrite' => array( 'slug' => 'brand' ) ) );
	flush_rewrite_rules( false );
} );
"""


def test_links_to_products_events_and_their_terms_are_not_called_broken(wordpress: Sites, sqlite_store: Store) -> None:
    wordpress.plugin("larder", SHOP)
    client = wordpress.client("larder")
    for route, fields in (
        ("thing", {"title": "Scale", "status": "publish"}), ("happenings", {"title": "Tasting", "status": "publish"}),
        ("happenings", {"title": "Picnic", "status": "publish"}), ("secret", {"title": "Recipe", "status": "publish"}),
        ("brand", {"name": "Acme"}),
    ):  # fmt: skip
        client.transport.post(f"/wp/v2/{route}", fields)
    home = wordpress.url("larder")
    ours = ("/shop/thing/scale/", "/events/tasting/", "/events/", "/brand/acme/", "/shop/")
    gone = ("/secret/recipe/", "/thing/scale/", "/nothing/")
    links = " ".join(f'<a href="{home}{path}">{path}</a>' for path in (*ours, *gone))
    created(client, content=f"<p>{links}</p>")

    inventory = inventory_of(sqlite_store, mirrored(client, sqlite_store), NOW)

    [missing] = graph(home, inventory).links.values()
    assert inventory.other_folders == ("brand", "events", "shop", "shop/thing")
    assert sorted(missing.missing) == sorted(f"{home}{path}" for path in gone)
