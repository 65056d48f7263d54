"""A rendered article on real WordPress: kept whole, valid blocks, sound JSON-LD, links both ways, all of it undone again."""

import json
import shutil
from pathlib import Path

import pytest

from layers import publishing
from layers.boundary.wordpress import WordPress
from layers.nouns import Article, Post, PostFields, SchemaRules
from sandbox import wordpress as sandbox
from sandbox.wordpress.core import Age
from tests.boundary.editor import UNKNOWN, Editor
from tests.layers.publishing.samples import NOW, TEMPLATES, article, blocks, site
from tests.sites import Sites

pytestmark = pytest.mark.server
MARK = publishing.marker("coffee/cold-brew-ratio")
EVERYTHING = SchemaRules(
    author="Ada [Lind]", organization="Slow & Cup", faq_page=True, same_as=("https://social.example/[x]",)
)


def content(of: Article, url: str = "") -> str:
    return publishing.render_content(TEMPLATES.render, site(schema=EVERYTHING), of, MARK, NOW, url).content


@pytest.fixture
def client(wordpress: Sites) -> WordPress:
    return wordpress.client("larder")


def published(client: WordPress, of: Article) -> Post:
    category = client.ensure_term("categories", "brewing", "Brewing & water")
    fields = publishing.post_fields(of, content(of), publishing.Terms(categories=(category.id,)))
    return client.set_status(client.create(fields).id, "publish")


def host(client: WordPress, *paragraphs: str) -> Post:
    raw = f'<!-- wp:group {{"metadata":{{"name":"masthead:coffee/host"}}}} -->\n<div class="wp-block-group"></div>\n<!-- /wp:group -->\n\n{blocks(*paragraphs)}'
    category = client.ensure_term("categories", "brewing", "Brewing & water")
    made = client.create(PostFields(title="Host", slug="host", content=raw, excerpt="", categories=(category.id,)))
    return client.set_status(made.id, "publish")


@pytest.mark.parametrize("age", ["newest", pytest.param("oldest", marks=pytest.mark.matrix)])
def test_the_editor_of_either_version_accepts_every_block(age: Age, tmp_path: Path) -> None:
    if not shutil.which("chromium"):
        pytest.skip("needs chromium")
    editor = Editor(sandbox.core(age).path, tmp_path)
    text = content(article())
    assert editor.refused(text) == []
    assert len(editor.blocks(text)) > 20
    assert editor.refused(text.replace('{"level":3}', '{"level":4}', 1)) == ["core/heading"]
    assert editor.refused(text + "<p>loose</p>")[0] in UNKNOWN


def test_wordpress_parses_and_serialises_the_content_to_the_same_bytes(wordpress: Sites, client: WordPress) -> None:
    wordpress.plugin(
        "larder",
        "<?php add_action('template_redirect', function () { if (isset($_GET['parsed'])) { $raw = get_post()->post_content;"
        " $parsed = parse_blocks($raw); wp_send_json(['same' => serialize_blocks($parsed) === $raw, 'loose' => array_values(array_filter("
        "array_map(fn($b) => $b['blockName'] ? '' : trim($b['innerHTML']), $parsed)))]); } });",
    )
    post = published(client, article())
    parsed = json.loads(client._transport._session.get(f"{post.url}?parsed=1", timeout=20).text)
    assert parsed == {"same": True, "loose": []}


def test_the_live_page_shows_the_article_and_its_json_parses(client: WordPress) -> None:
    post = published(client, article())
    page = client.live(post.url)
    assert (page.status, page.noindex, page.broken_json_ld) == (200, False, 0)
    ours = [script for script in page.json_ld if "BlogPosting" in script]
    assert len(ours) == 1
    assert publishing.schema_problems(ours[0]) == ()
    assert json.loads(ours[0])["@graph"][0]["description"] == article().description
    assert page.links_to("https://coffee.example/weigh/?a=1&b=2")
    assert page.links_to("https://coffee.example/grinders/")
    assert "[gallery] water" in page.text
    assert MARK not in page.text
    assert "<one>" in page.title


def test_the_address_is_as_foretold(client: WordPress) -> None:
    host(client, "First.")
    foretold = publishing.expected_url(client.inventory(NOW), "cold-brew-ratio", NOW)
    assert published(client, article()).url == foretold


def test_words_of_a_host_are_linked_and_unlinked_to_the_byte(client: WordPress) -> None:
    page = host(client, "First &amp; last.", "Mind the “cold brew ratio” — always.")
    post = published(client, article())
    placed = publishing.place_link(page, article(), post.url)
    assert placed is not None
    linked = client.update_content(page.id, page.content, placed.content)
    assert client.live(page.url).links_to(post.url)
    inventory = client.inventory(NOW)
    assert publishing.inbound_counts(inventory)["/cold-brew-ratio"] == 1
    restored = client.update_content(
        page.id, linked.content, publishing.remove(linked.content, post.url, placed.link.anchor)
    )
    assert restored.content == page.content


def test_a_sentence_added_to_a_host_is_live_and_can_be_taken_out(client: WordPress) -> None:
    page = host(client, "First &amp; last.", "Second.", "Third.")
    post = published(client, article())
    content_with = publishing.insert_sentence(
        page.content, "Mind the cold brew ratio first.", "cold brew ratio", post.url
    )
    linked = client.update_content(page.id, page.content, content_with)
    live = client.live(page.url)
    assert live.links_to(post.url)
    assert live.text.index("Second.") < live.text.index("Mind the") < live.text.index("Third.")
    back = publishing.remove(linked.content, post.url, "cold brew ratio", "Mind the cold brew ratio first.")
    assert client.update_content(page.id, linked.content, back).content == page.content


def test_an_editor_may_publish_it_too(wordpress: Sites) -> None:
    post = published(wordpress.client("larder", role="editor"), article())
    assert wordpress.client("larder").live(post.url).broken_json_ld == 0
