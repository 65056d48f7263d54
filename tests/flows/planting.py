"""Plants defects on a seeded site through its REST API, as a person who edits carelessly would, and dumps its content tables."""

import json
import urllib.request
from dataclasses import dataclass
from typing import Any

from benchmarks.killing import outside
from benchmarks.stage import Stage
from sandbox import wordpress
from tests.flows import observing

# A visit alone makes rows of other types on old versions, such as the theme's own styles
DUMP = """<?php
add_action('init', function () {
    if (!isset($_GET['masthead-dump'])) { return; }
    global $wpdb;
    $out = [];
    $kept = "SELECT ID FROM $wpdb->posts WHERE post_type IN ('post', 'page', 'attachment', 'nav_menu_item', 'wp_block')";
    $out['posts'] = $wpdb->get_results("SELECT * FROM $wpdb->posts WHERE ID IN ($kept) ORDER BY ID", ARRAY_A);
    $out['postmeta'] = $wpdb->get_results("SELECT post_id, meta_key, meta_value FROM $wpdb->postmeta WHERE post_id IN ($kept) ORDER BY post_id, meta_key, meta_value", ARRAY_A);
    foreach (['terms' => 'term_id', 'term_taxonomy' => 'term_taxonomy_id', 'term_relationships' => 'object_id, term_taxonomy_id', 'termmeta' => 'meta_id'] as $table => $order) {
        $out[$table] = $wpdb->get_results("SELECT * FROM {$wpdb->$table} ORDER BY $order", ARRAY_A);
    }
    header('Content-Type: application/json');
    echo json_encode($out);
    exit;
});
"""
MOVED_BY_ANY_WRITE = ("post_modified", "post_modified_gmt")
OF_THE_CRON = ("_pingme", "_encloseme")  # WordPress's own notes of pings to be sent; its cron takes them away

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Planted:
    """What was planted where: the ids of the posts."""

    detours: int
    itself: int
    heading: int
    nofollow: int
    uncategorised: int


def paragraph(text: str) -> str:
    return f"\n\n<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"


EMPTY_HEADING = '\n\n<!-- wp:heading -->\n<h2 class="wp-block-heading">&nbsp;</h2>\n<!-- /wp:heading -->'


def planted(stage: Stage, site: str = "coffee") -> Planted:
    """Write one defect of each kind that code can mend."""
    records = {record.slug: record for (name, _), record in outside.sites(stage).records.items() if name == site}
    url = stage.state.site(site).url
    rows = [
        records[slug]
        for slug in ("pour-over-basics", "how-to-store-beans", "kettle-choice", "burr-or-blade", "milk-steaming")
    ]
    detour, itself, heading, nofollow, bare = rows
    storing, cupping = records["how-to-store-beans"], records["cupping-at-home"]
    add(stage, site, detour, paragraph(
        f'See <a class="x" href="{url}/?p={storing.id}">how beans keep</a> &amp; <a href=\'{url}/cupping-at-home\'>cupping</a>, '
        f'and again <a href="{url}/?p={storing.id}">storing them</a>.'
    ))  # fmt: skip
    add(stage, site, itself, paragraph(f'All of it <a href="{itself.url}">stands <em>here</em></a>.'))
    add(stage, site, heading, EMPTY_HEADING + paragraph("Nothing stood above this."))
    add(stage, site, nofollow, paragraph(f'Read <a href="{cupping.url}" rel="nofollow noopener">on cupping</a> too.'))
    observing.sent(stage, site, f"posts/{bare.id}", {"categories": [1]})
    return Planted(detour.id, itself.id, heading.id, nofollow.id, bare.id)


def add(stage: Stage, site: str, record: outside.Record, text: str) -> None:
    observing.sent(stage, site, f"posts/{record.id}", {"content": record.content + text})


def dumped(stage: Stage, site: str = "coffee") -> dict[str, Rows]:
    """Every row of the content tables, read by PHP; revisions are left out, and what any write moves."""
    wordpress.plugin(stage.root, site, DUMP, "masthead-dump")
    with outside.DIRECT.open(f"{stage.state.site(site).url}/?masthead-dump=1", timeout=60) as reply:
        tables: dict[str, Rows] = json.loads(reply.read())
    tables["posts"] = [
        {key: value for key, value in row.items() if key not in MOVED_BY_ANY_WRITE} for row in tables["posts"]
    ]
    tables["postmeta"] = [row for row in tables["postmeta"] if row["meta_key"] not in OF_THE_CRON]
    return tables


def raw(stage: Stage, post: int, site: str = "coffee", kind: str = "posts") -> dict[str, Any]:
    """One post as its editor sees it."""
    found: dict[str, Any] = outside.fetched(stage, site, f"/wp-json/wp/v2/{kind}/{post}?context=edit")
    return found


def opened(url: str) -> str:
    with urllib.request.urlopen(url, timeout=30) as reply:
        return str(reply.read().decode())
