"""JSON-LD on live pages of real WordPress: whole, valid, and no second copy of what the site's SEO plugin prints.

The plugins are stand-ins (see stand_ins.py); what they print of a post is read off the live page, as a probe does.
"""

import json

import pytest

from benchmarks.stage import CHECKOUT
from layers import publishing
from layers.boundary.clock import now
from layers.boundary.wordpress.examining import examine
from layers.boundary.wordpress.probing import probe
from layers.nouns import Means, Media, Post, PostFields, SchemaRules
from layers.publishing import proof
from sandbox import wordpress as sandbox
from tests.boundary import stand_ins
from tests.layers.publishing.samples import NOW, TEMPLATES, article, blocks, site
from tests.sites import Sites

pytestmark = pytest.mark.server
COMPANION = CHECKOUT / "templates" / "wordpress" / "masthead.php"
RULES = SchemaRules(
    author="Ada [Lind]", author_url="https://coffee.example/about/", organization="Slow & Cup", faq_page=True,
    logo="https://coffee.example/logo.png", same_as=("https://social.example/[x]",),
)  # fmt: skip
IMAGE = Media(id=0, url="https://coffee.example/card.png", alt="Salt & <i>brine</i>", width=1200, height=630)
WHOLE = {"BlogPosting", "WebPage", "BreadcrumbList", "FAQPage", "Person", "Organization", "ImageObject"}
OURS: dict[stand_ins.SeoPluginName | None, set[str]] = {
    None: WHOLE,
    "seopress": WHOLE,
    "tsf": WHOLE - {"WebPage"},
    "rank-math": {"BreadcrumbList", "FAQPage"},
    "yoast": {"FAQPage"},
    "aioseo": {"FAQPage"},
    "slim-seo": {"FAQPage"},
}


def means(at: Sites) -> Means:
    there = at.state.site("larder")
    seen = examine("larder", there.url, there.user, there.application_password, now())
    rules = site(name="larder", url=there.url, schema=RULES)
    return proof.means(probe(at.client("larder"), seen, rules, now()))


def published(at: Sites, slug: str, found: Means) -> tuple[Post, publishing.Written]:
    client, url = at.client("larder"), f"{at.url('larder')}/{slug}/"
    mark = publishing.marker(f"larder/{slug}")
    written = publishing.render_content(
        TEMPLATES.render, site(schema=RULES), article(slug=slug), mark, NOW, url,
        place=found.schema_place, emits=found.emits, image=IMAGE,
    )  # fmt: skip
    category = client.ensure_term("categories", "brewing", "Brewing")
    fields = publishing.post_fields(article(slug=slug), written.content, publishing.Terms(categories=(category.id,)))
    meta = {"masthead_schema": written.head_schema} if written.head_schema else {}
    made = client.create(fields.model_copy(update={"status": "publish", "meta": meta}))
    return made, written


def companion(at: Sites) -> None:
    sandbox.plugin(at.root, "larder", COMPANION.read_text(encoding="utf-8"), "masthead")


@pytest.mark.matrix
@pytest.mark.parametrize("plugin", OURS)
def test_beside_each_plugin_the_page_has_every_type_once(
    wordpress: Sites, plugin: stand_ins.SeoPluginName | None
) -> None:
    """In the post, and with the companion in the head. The later probes find a post of ours, and must not take it for the site's."""
    if plugin:
        stand_ins.put_in(wordpress, "larder", plugin)
    client = wordpress.client("larder")
    client.create(PostFields(title="Salt", slug="salt", content=marked(blocks("Salt keeps.")), excerpt="", status="publish", categories=(1,)))  # fmt: skip
    for place in ("block", "head") if plugin else ("block", "block", "head", "head"):
        if place == "head":
            companion(wordpress)
        found = means(wordpress)
        assert found.schema_place == place
        post, written = published(wordpress, f"salted-{client.inventory(NOW).total}", found)
        page = client.live(post.url)
        assert {node["@type"] for node in json.loads(written.json_ld)["@graph"]} == OURS[plugin]
        assert publishing.live_problems(page.json_ld, written.json_ld) == (), (plugin, place)


def marked(content: str) -> str:
    return f'<!-- wp:group {{"metadata":{{"name":"masthead:larder/salt"}}}} -->\n<div class="wp-block-group"></div>\n<!-- /wp:group -->\n\n{content}'


def test_what_the_companion_leaves_to_a_plugin_that_came_after_the_probe_is_named(wordpress: Sites) -> None:
    companion(wordpress)
    post, written = published(wordpress, "salted", means(wordpress))
    stand_ins.put_in(wordpress, "larder", "tsf")
    page = wordpress.client("larder").live(post.url)
    assert publishing.live_problems(page.json_ld, written.json_ld) == ("our JSON-LD lost its WebPage on the way to it",)


def test_a_plugin_that_came_after_the_probe_is_named_as_a_second_copy(wordpress: Sites) -> None:
    post, written = published(wordpress, "salted", means(wordpress))
    stand_ins.put_in(wordpress, "larder", "yoast")
    page = wordpress.client("larder").live(post.url)
    problems = publishing.live_problems(page.json_ld, written.json_ld)
    assert "it has a second WebPage" in problems
    assert "it has a second BlogPosting, a Article" in problems
