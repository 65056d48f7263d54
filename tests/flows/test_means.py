"""An article is published by what the probe of its site found, and not by what somebody hopes."""

from pathlib import Path

import pytest

from benchmarks.killing import outside
from benchmarks.stage import Desk
from flows.examination import companion
from sandbox import wordpress
from tests.boundary.stand_ins import seo_plugin
from tests.flows.observing import bill, edited, here, sentence

pytestmark = [pytest.mark.server, pytest.mark.matrix]
KEYWORD = "espresso grind size"


def with_plugin(desk: Desk, php: str) -> Path:
    """Switch a plugin on at the coffee site, and probe it."""
    path = wordpress.plugin(desk.stage.root, "coffee", php)
    probed = here(desk, "doctor", "coffee", "--probe")
    assert probed.returncode == 0, probed.stdout
    return path


def page(desk: Desk) -> str:
    url = f"{desk.stage.state.site('coffee').url}/espresso-grind-size/"
    with outside.DIRECT.open(url) as reply:
        return reply.read().decode()


def test_with_the_companion_the_head_has_title_description_and_json_ld(desk: Desk) -> None:
    with_plugin(desk, companion())

    ended = here(desk, "publish", "coffee", KEYWORD)

    assert ended.returncode == 0, ended.stderr
    head, _, body = page(desk).partition("</head>")
    assert head.count("<title>") == head.count('name="description"') == head.count("application/ld+json") == 1
    assert "application/ld+json" not in body
    assert "not taken by the site: focus keyword: " in ended.stderr
    assert "not taken by the site: title" not in ended.stderr


def test_a_plugin_that_was_switched_off_since_the_probe_stops_the_run_before_a_cent_is_spent(desk: Desk) -> None:
    with_plugin(desk, companion()).unlink()

    said = sentence(here(desk, "publish", "coffee", KEYWORD))

    assert "takes less than it did (masthead_schema, masthead_seo_description, masthead_seo_title)" in said
    assert "masthead doctor coffee --probe" in said
    assert bill(desk) == []


@pytest.mark.matrix
@pytest.mark.parametrize(("plugin", "marks"), [("rank-math", "rank-math-schema"), ("yoast", "yoast-schema-graph")])
def test_beside_an_seo_plugin_its_fields_are_used_and_no_type_stands_twice(desk: Desk, plugin: str, marks: str) -> None:
    with_plugin(desk, seo_plugin(plugin))

    ended = here(desk, "publish", "coffee", KEYWORD)

    assert ended.returncode == 0, ended.stderr
    html = page(desk)
    assert marks in html
    assert html.count('"BlogPosting"') + html.count('"Article"') == 1
    assert html.count("<title>") == 1
    assert "not taken by the site: description" not in ended.stderr


def test_a_site_where_an_article_cannot_be_whole_is_refused_and_nothing_is_spent(desk: Desk) -> None:
    wordpress.plugin(desk.stage.root, "coffee", "<?php define( 'DISALLOW_UNFILTERED_HTML', true );")
    assert here(desk, "doctor", "coffee", "--probe").returncode == 1

    said = sentence(here(desk, "publish", "coffee", KEYWORD))

    assert "JSON-LD" in said
    assert bill(desk) == []
    assert here(edited(desk, "coffee", schema={"enabled": False}), "publish", "coffee", KEYWORD).returncode == 0


@pytest.mark.matrix
def test_a_draft_that_was_refused_half_written_is_made_whole_by_the_next_run(desk: Desk) -> None:
    """Its template is dropped with 2xx, so the draft is left and the run refused; then the operator mends it."""
    drops = (
        "<?php add_filter( 'rest_pre_insert_post', function ( $post ) { $post->post_excerpt = 'cut'; return $post; } );"
    )
    broken = wordpress.plugin(desk.stage.root, "coffee", drops)
    refused = here(desk, "publish", "coffee", KEYWORD)
    assert refused.returncode == 1
    assert "excerpt" in refused.stderr
    broken.unlink()

    ended = here(desk, "publish", "coffee", KEYWORD, "--set", "format=aside")

    assert ended.returncode == 0, ended.stderr
    [post] = outside.versions(outside.sites(desk.stage).records, "espresso-grind-size")
    assert post.fields["excerpt"] != "cut"
    assert "edited on the site" not in ended.stderr


def test_what_no_plugin_can_keep_is_refused_before_anything_is_paid(desk: Desk) -> None:
    said = sentence(here(desk, "publish", "coffee", KEYWORD, "--set", "noindex=true"))

    assert "noindex is asked for" in said
    assert bill(desk) == []
