"""From a keyword to a post on a site with an SEO plugin: what the command says, and what a visitor's page shows."""

import pytest
import requests

from benchmarks.stage import Desk
from layers.boundary.wordpress.heads import head
from layers.boundary.wordpress.visiting import Visitor
from sandbox import wordpress as sandbox
from tests.boundary import stand_ins

pytestmark = pytest.mark.server


@pytest.mark.matrix
def test_beside_yoast_a_post_has_its_fields_and_the_one_that_is_lost_is_named(quick_desk: Desk) -> None:
    sandbox.plugin(quick_desk.stage.root, "coffee", stand_ins.seo_plugin("yoast"), "seo")
    probed = quick_desk.masthead("doctor", "coffee", "--probe")
    published = quick_desk.masthead("publish", "coffee", "cold brew ratio")
    assert (probed.returncode, published.returncode) == (0, 0), probed.stderr + published.stderr
    there = sandbox.status(quick_desk.stage.root).site("coffee")
    login = (there.user, there.application_password)
    asked = {"slug": "cold-brew-ratio", "context": "edit"}
    meta = requests.get(f"{there.url}/wp-json/wp/v2/posts", asked, auth=login, timeout=20).json()[0]["meta"]
    shown = head(Visitor("", "", 20).page(published.stdout.strip()))

    assert "kept and read back: title, description, focus keyword, social title, social description" in probed.stdout
    assert "not taken by the site: social image: Yoast SEO takes it over REST from nobody" in published.stderr
    assert shown.description
    assert (shown.title, shown.description, "cold brew ratio") == tuple(
        meta[f"_yoast_wpseo_{key}"] for key in ("title", "metadesc", "focuskw")
    )
    assert shown.types.count("Article") == 1
