"""SEO fields on real WordPress, per plugin, role and field: written, kept, seen by a separate request and in the live head.

The plugins are stand-ins (see stand_ins.py). What is kept is read past them all, from the post's own meta.
"""

from typing import Any

import pytest
import requests

from benchmarks.stage import CHECKOUT
from layers.boundary.clock import now
from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.examining import examine
from layers.nouns import AdapterName, Head, PostFields, SeoFields, SeoLoss, SeoPlan
from layers.publishing import seo
from layers.publishing.marker import block_json, marker
from sandbox import wordpress as sandbox
from tests.boundary import stand_ins
from tests.sites import Sites

COMPANION = CHECKOUT / "templates" / "wordpress" / "masthead.php"
KEPT = """<?php
add_action( 'rest_api_init', function () {
	register_rest_route( 'test/v1', '/kept/(?P<id>\\d+)', array(
		'permission_callback' => '__return_true',
		'callback'            => fn( $request ) => array_map( fn( $all ) => maybe_unserialize( $all[0] ), get_post_meta( $request['id'] ) )
			+ array( 'aioseo' => get_option( 'stand_in_aioseo_' . $request['id'] ) ),
	) );
} );
"""
MEANT = SeoFields(
    title="""Salt & "brine": <b>5 < 6</b> 'n 100% مِلح 🧂""", description="How salt keeps & what <i>it</i> does to food.",
    focus_keyword="Salt of the Earth", canonical="https://www.example/salt/?a=1&b=2", social_title="Shared & <u>dear</u>",
    social_description="Told to friends.", social_image="https://cdn.example/salt.png",
)  # fmt: skip
HIDDEN = SeoFields(title="Not for search", canonical="https://www.example/salt/", noindex=True)
ALL = {"title", "description", "focus_keyword", "canonical", "social_title", "social_description", "social_image"}
SOCIAL = {"social_title", "social_description"}
ROLES = ("", "editor", "author")
Plugin = tuple[stand_ins.SeoPluginName | None, str, AdapterName]
PLUGINS: dict[str, Plugin] = {
    "Yoast SEO": ("yoast", "", "yoast"),
    "Yoast SEO 27.7": ("yoast", "27.7", "yoast"),
    "Yoast SEO 27.6": ("yoast", "27.6", "yoast"),
    "Rank Math": ("rank-math", "", "rank-math"),
    "SEOPress": ("seopress", "", "seopress"),
    "SEOPress 7.2": ("seopress", "7.2", "seopress"),
    "All in One SEO": ("aioseo", "", "aioseo"),
    "All in One SEO 4.9.7": ("aioseo", "4.9.7", "aioseo"),
    "Slim SEO": ("slim-seo", "", "slim-seo"),
    "The SEO Framework": ("tsf", "", "tsf"),
    "no plugin": (None, "", "companion"),
}
SLIM = {"focus_keyword", *SOCIAL}
YOAST = {"canonical", "social_image"}
LOST: dict[str, tuple[set[str], ...]] = {  # as administrator, editor, author
    "Yoast SEO": (YOAST, YOAST | SOCIAL, YOAST | SOCIAL),
    "Yoast SEO 27.7": (YOAST | SOCIAL,) * 3,
    "Yoast SEO 27.6": (ALL,) * 3,
    "Rank Math": (set(),) * 3,
    "SEOPress": (set(),) * 3,
    "SEOPress 7.2": (set(),) * 3,
    "All in One SEO": (set(),) * 3,
    "All in One SEO 4.9.7": (ALL,) * 3,
    "Slim SEO": (SLIM,) * 3,
    "The SEO Framework": (ALL,) * 3,
    "no plugin": (ALL,) * 3,
}
LOST_BESIDE_COMPANION = {
    "All in One SEO 4.9.7": ALL, "Slim SEO": SLIM, "The SEO Framework": {"focus_keyword"},
    "no plugin": ALL - {"title", "description"},
}  # fmt: skip
NO_NOINDEX = ("Yoast SEO", "Yoast SEO 27.7", "Yoast SEO 27.6", "All in One SEO 4.9.7", "The SEO Framework", "no plugin")
UNREAD = {"focus_keyword", "canonical"}  # no page prints the one, and under noindex none the other
ROBOTS = {name: {"robots"} for name in NO_NOINDEX}


@pytest.fixture
def larder(wordpress: Sites) -> Sites:
    wordpress.plugin("larder", KEPT)
    return wordpress


def chosen(at: Sites) -> AdapterName:
    """The adapter, by what an examination sees."""
    there = at.state.site("larder")
    return seo.adapter_for(examine("larder", there.url, there.user, there.application_password, now()))


def planned(at: Sites, adapter: AdapterName, fields: SeoFields, kind: str = "post") -> SeoPlan:
    """The plan by the keys that posts or pages take now."""
    schema = requests.options(f"{at.url('larder')}/wp-json/wp/v2/{kind}s", timeout=20).json()["schema"]
    return seo.plan(adapter, tuple(schema["properties"]["meta"]["properties"]), fields, kind)


def has_abilities(at: Sites) -> bool:
    """WordPress 6.9 and newer; without them nothing shows what Rank Math keeps and no page prints."""
    index = requests.get(f"{at.url('larder')}/wp-json/", timeout=20).json()
    return "wp-abilities/v1" in index["namespaces"]


def posted(client: WordPress, made: SeoPlan, kind: str = "post") -> dict[str, Any]:
    """One write: the post with all that goes with it."""
    body = {
        "title": "Salt",
        "content": "<!-- wp:paragraph --><p>Salt keeps.</p><!-- /wp:paragraph -->",
        "status": "publish",
    }
    path = f"/wp/v2/{kind}s"
    return dict(client.transport.post(path, {**body, "meta": dict(made.meta), **made.fields}).json)


def put(client: WordPress, made: SeoPlan, kind: str = "post") -> tuple[dict[str, Any], tuple[SeoLoss, ...], Head]:
    """Write a post with its fields as the flow does; the losses that neither a request nor the live page disproves."""
    assert seo.type_problems(made) == ()
    record = posted(client, made, kind)
    losses = client.write_seo(record["id"], made, kind)
    head = client.live(record["link"]).head
    return record, seo.still_lost(made, losses, head), head


def kept(at: Sites, post_id: int) -> str:
    """All that the database holds of a post's meta, as one text."""
    return str(requests.get(f"{at.url('larder')}/wp-json/test/v1/kept/{post_id}", timeout=20).json())


def shown(head: Head) -> dict[str, str]:
    return {
        "title": head.title, "description": head.description, "canonical": head.canonical,
        "social_title": head.social.get("og:title", ""), "social_description": head.social.get("og:description", ""),
        "social_image": head.social.get("og:image", "").replace("http:", "https:"),
    }  # fmt: skip


def meant(names: set[str]) -> dict[str, str]:
    return {name: getattr(MEANT, name) for name in names - {"focus_keyword"}}


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("name", PLUGINS)
def test_each_field_is_in_the_live_head_or_named_as_lost_for_every_role(larder: Sites, name: str) -> None:
    plugin, version, expected = PLUGINS[name]
    stand_ins.put_in(larder, "larder", plugin, version)
    adapter = chosen(larder)
    made, hidden = planned(larder, adapter, MEANT), planned(larder, adapter, HIDDEN)
    unread = UNREAD if name == "Rank Math" and not has_abilities(larder) else set()

    assert adapter == (expected if plugin else "excerpt")
    for role, lost in zip(ROLES, LOST[name], strict=True):
        client = larder.client("larder", role=role)  # the author last
        record, losses, head = put(client, made)
        assert {loss.field for loss in losses} == lost | (unread & {"focus_keyword"}), (role, losses)
        assert seo.head_problems(made, head, {loss.field for loss in losses}) == ()
        assert {**shown(head), **meant(ALL - lost)} == shown(head)
        assert (MEANT.focus_keyword in kept(larder, record["id"])) == ("focus_keyword" not in lost)
    _, losses, head = put(client, hidden)
    assert {loss.field for loss in losses} == (lost | unread) & {"title", "canonical"} | ROBOTS.get(name, set())
    assert (name in ROBOTS) == ("noindex" not in head.robots)


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("name", PLUGINS)
def test_with_the_companion_an_author_loses_only_what_the_plugin_has_not(larder: Sites, name: str) -> None:
    plugin, version, adapter = PLUGINS[name]
    sandbox.plugin(larder.root, "larder", COMPANION.read_text(encoding="utf-8"), "masthead")
    stand_ins.put_in(larder, "larder", plugin, version)
    lost = LOST_BESIDE_COMPANION.get(name, set())
    client = larder.client("larder", role="author")
    record, losses, head = put(client, planned(larder, adapter, MEANT))
    _, hidden, unindexed = put(client, planned(larder, adapter, HIDDEN))

    assert plugin or chosen(larder) == "companion"
    assert {loss.field for loss in losses} == lost, losses
    assert {**shown(head), **meant(ALL - lost)} == shown(head)
    assert (MEANT.focus_keyword in kept(larder, record["id"])) == ("focus_keyword" not in lost)
    no_noindex = name in ("All in One SEO 4.9.7", "no plugin")
    assert {loss.field for loss in hidden} == (lost & {"title", "canonical"}) | ({"robots"} if no_noindex else set())
    assert no_noindex == ("noindex" not in unindexed.robots)


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize(
    "name", ["Yoast SEO", "Rank Math", "SEOPress", "All in One SEO", "Slim SEO", "The SEO Framework"]
)
def test_the_one_write_of_a_whole_post_takes_the_fields_and_finds_them_again(larder: Sites, name: str) -> None:
    plugin, version, adapter = PLUGINS[name]
    sandbox.plugin(larder.root, "larder", COMPANION.read_text(encoding="utf-8"), "masthead")
    stand_ins.put_in(larder, "larder", plugin, version)
    client, made = larder.client("larder", role="editor"), planned(larder, adapter, HIDDEN)
    block = block_json({"metadata": {"name": marker("larder/salt")}})
    content = f'<!-- wp:group {block} --><div class="wp-block-group"></div><!-- /wp:group -->'
    fields = PostFields(
        title="Salt", slug="salt", content=content, excerpt="", meta=made.meta, plugin_fields=made.fields
    )
    draft = client.create(fields)
    again = client.create(fields)
    client.set_status(draft.id, "publish")
    head = client.live(f"{larder.url('larder')}/salt/").head

    assert again.id == draft.id
    assert client.write_seo(draft.id, made) == made.lost
    assert seo.head_problems(made, head, {loss.field for loss in made.lost}) == ()
    assert head.title == HIDDEN.title
