"""An article that was taken back is published as it is wanted now, however often and with whatever changes."""

from pathlib import Path

import pytest
from PIL import Image

from benchmarks.killing import outside
from benchmarks.stage import Desk
from sandbox import wordpress as sandbox
from tests.flows.observing import here

pytestmark = pytest.mark.server
ID = "coffee/espresso-grind-size"
SHORTENS = """<?php
add_filter( 'wp_insert_post_data', fn( $data ) => array( 'post_title' => substr( $data['post_title'], 0, 12 ) ) + $data );
"""
PUBLISH = ("publish", "coffee", "espresso grind size")


def done(desk: Desk, *words: str) -> str:
    ended = here(desk, *words)
    assert ended.returncode == 0, ended.stderr
    return ended.stderr


def post(desk: Desk) -> outside.Record:
    [found] = outside.versions(outside.sites(desk.stage).records, "espresso-grind-size")
    assert found.fields["status"] == "publish"
    return found


def picture(folder: Path, colour: str) -> str:
    path = folder / f"{colour}.png"
    Image.new("RGB", (1200, 630), colour).save(path)
    return str(path)


@pytest.mark.matrix
def test_each_time_it_has_what_was_asked_for_last(desk: Desk, tmp_path: Path) -> None:
    done(desk, *PUBLISH)
    card = post(desk).fields["featured_media"]
    done(desk, "undo", ID)
    done(desk, *PUBLISH, "--image", picture(tmp_path, "grey"), "--alt", "grey", "--set", "sticky=true")
    grey = post(desk)
    done(desk, "undo", ID)
    done(desk, *PUBLISH, "--image", picture(tmp_path, "brown"), "--alt", "brown", "--set", "sticky=false")
    brown = post(desk)

    assert len({card, grey.fields["featured_media"], brown.fields["featured_media"]}) == 3
    assert (grey.fields["sticky"], brown.fields["sticky"]) == (True, False)
    assert grey.id == brown.id
    media = outside.fetched(desk.stage, "coffee", f"/wp-json/wp/v2/media/{brown.fields['featured_media']}")
    assert media["alt_text"] == "brown"
    assert media["source_url"] in brown.content  # its JSON-LD stands in the post, and names the image that is there


@pytest.mark.matrix
def test_new_text_and_then_new_ways_are_taken_for_ours_and_not_for_a_persons(desk: Desk) -> None:
    done(desk, *PUBLISH)
    done(desk, "undo", ID)
    done(desk, "resume", ID, "--notes", "mention fewer numbers")
    done(desk, "undo", ID)

    told = done(desk, *PUBLISH, "--set", "comment_status=open")

    assert post(desk).fields["comment_status"] == "open"
    assert "edited on the site" not in told


@pytest.mark.matrix
def test_a_draft_that_wordpress_took_in_part_is_known_as_ours_and_completed(desk: Desk) -> None:
    shortening = sandbox.plugin(desk.stage.root, "coffee", SHORTENS, "shortens")
    refused = here(desk, *PUBLISH)
    [kept] = outside.versions(outside.sites(desk.stage).records, "espresso-grind-size")
    assert refused.returncode == 1
    assert "title" in refused.stderr
    assert (kept.fields["status"], len(kept.fields["title"])) == ("draft", 12)
    shortening.unlink()

    told = done(desk, *PUBLISH)

    assert "edited on the site" not in told
    assert post(desk).id == kept.id
    assert len(post(desk).fields["title"]) > 12
