"""Sixty hostile texts as title, body and excerpt on real WordPress: kept as sent, and the live page is sound."""

import html
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import html5lib
import pytest
from selectolax.lexbor import LexborHTMLParser

from benchmarks.stage import CHECKOUT
from layers import publishing
from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.verification import same_text
from layers.nouns import Article, Faq, Post, PostFields, SchemaRules, Section
from sandbox import wordpress as sandbox
from tests.boundary.hostile import STRINGS, seen
from tests.layers.publishing.samples import NOW, TEMPLATES, article, draft, paragraph, site
from tests.sites import Sites

pytestmark = [pytest.mark.server, pytest.mark.matrix]
MARK = publishing.marker("coffee/hostile")
RULES = SchemaRules(author="Ada Lind", organization="Slow Cup", faq_page=True)
COMPANION = CHECKOUT / "templates" / "wordpress" / "masthead.php"
BLOCK_THEME = """<!-- wp:group {"tagName":"main"} --><main class="wp-block-group"><!-- wp:post-title {"level":1} /-->
<!-- wp:post-excerpt {"excerptLength":100} /--><!-- wp:post-content /--></main><!-- /wp:group -->"""
PLAIN = "Nothing but words, and few of them."


def hostile(text: str, number: int) -> Article:
    """The text everywhere: alone, in the middle of a sentence, in lists, questions and what search engines read."""
    within = f"Before {text} and after."
    written = draft(text).model_copy(
        update={
            "title": text,
            "definition": text,
            "sections": (
                Section.model_construct(heading=text, blocks=(paragraph(text), paragraph(within))),
                *draft().sections[1:],
            ),
            "faq": (Faq.model_construct(question=within, answer=text),),
        }
    )
    return article().model_copy(
        update={"slug": f"hostile-{number}", "draft": written, "excerpt": text, "description": text, "seo_title": text}
    )


def fields(of: Article, number: int, **how: Any) -> tuple[PostFields, publishing.Written]:
    written = publishing.render_content(TEMPLATES.render, site(schema=RULES), of, f"{MARK}-{number}", NOW, **how)
    return publishing.post_fields(of, written.content, publishing.Terms()), written


def kept(client: WordPress, sent: PostFields) -> Post:
    """The post as a request of its own reads it back."""
    category = client.ensure_term("categories", "brewing", "Brewing")
    made = client.create(sent.model_copy(update={"status": "publish", "categories": (category.id,)}))
    return client.post(made.id)


def changed(sent: PostFields, post: Post) -> Iterator[str]:
    for name in ("title", "content", "excerpt"):
        if not same_text(getattr(sent, name), getattr(post, name)):
            yield f"{name}: {getattr(post, name)!r}"


def misread(text: str, post: Post) -> Iterator[str]:
    """What a reader would see other than meant. The body is read by a parser, as a browser does."""
    for name in ("title", "excerpt"):
        if html.unescape(getattr(post, name)) != seen(text):
            yield f"{name} reads {html.unescape(getattr(post, name))!r}"
    tree = LexborHTMLParser(post.content)
    for selector in (".masthead-definition > p", "h2", "h2 + p", "h3 + p"):
        node = tree.css_first(selector)
        if node is None or " ".join(node.text().split()) != seen(text):
            yield f"{selector} reads {node and node.text()!r}"


def page(client: WordPress, post: Post) -> str:
    return str(client.transport._session.get(post.url, timeout=20).text)


def errors(page: str) -> list[str]:
    """What the standard calls a parse error, in a page as browsers get it."""
    parser = html5lib.HTMLParser()
    parser.parse(page)
    return [f"{code} at {position}" for position, code, _ in parser.errors]


def elements(page: str) -> Counter[str]:
    return Counter(node.tag for node in LexborHTMLParser(page).css("main *"))


def unsound(client: WordPress, post: Post, text: str, expected: str, usual: Counter[str]) -> Iterator[str]:
    shown, live = page(client, post), client.live(post.url)
    yield from (f"the page is no HTML: {error}" for error in errors(shown))
    yield from publishing.live_problems(live.json_ld, expected)
    ours = next((json.loads(script)["@graph"] for script in live.json_ld if "BlogPosting" in script), [{}])
    if ours[0].get("headline", "") != seen(text) or ours[0].get("description", "") != seen(text):
        yield f"its JSON-LD says {ours[0].get('headline')!r}"
    found = elements(shown)
    if found != usual:
        yield f"its text became markup: {found - usual} more, {usual - found} less"


@pytest.fixture
def client(wordpress: Sites) -> WordPress:
    """A site that embeds every address it is given, and whose posts name no neighbours: each page has the same elements."""
    wordpress.plugin(
        "larder",
        "<?php add_action( 'init', fn() => wp_embed_register_handler( 'any', '#^https?://#i', fn() => '<iframe></iframe>' ) );"
        "foreach ( array( 'next', 'previous' ) as $way ) { add_filter( \"get_{$way}_post_where\", fn() => 'WHERE 1=0' ); }",
    )
    return wordpress.client("larder")


def test_sixty_hostile_texts_come_back_as_sent_and_every_page_is_sound(client: WordPress) -> None:
    usual = elements(page(client, kept(client, fields(hostile(PLAIN, 0), 0)[0])))
    faults = {}
    for number, text in enumerate(STRINGS, 1):
        sent, written = fields(hostile(text, number), number)
        post = kept(client, sent)
        found = [
            *changed(sent, post),
            *misread(text, post),
            *unsound(client, post, text, written.json_ld, usual),
        ]
        if found:
            faults[text] = found

    assert len(set(STRINGS)) == 60
    assert faults == {}


@pytest.mark.matrix
def test_what_an_author_sends_comes_back_as_sent_too(wordpress: Sites) -> None:
    """An author's posts go through a filter of tags and entities, which may change nothing of what we send."""
    category = wordpress.client("larder").ensure_term("categories", "brewing", "Brewing")
    author = wordpress.client("larder", role="author")
    faults = {}
    for number, text in enumerate(STRINGS, 1):
        sent, _ = fields(hostile(text, number), number, place="nowhere")
        post = author.post(author.create(sent.model_copy(update={"categories": (category.id,)})).id)
        found = [*changed(sent, post), *misread(text, post)]
        if found:
            faults[text] = found

    assert faults == {}


def test_the_companion_prints_a_hostile_graph_whole_in_the_head(wordpress: Sites, client: WordPress) -> None:
    sandbox.plugin(wordpress.root, "larder", COMPANION.read_text(encoding="utf-8"), "masthead")
    everything = " | ".join(STRINGS)
    sent, written = fields(hostile(everything, 1), 1, place="head")
    post = kept(client, sent.model_copy(update={"title": "Salt", "meta": {"masthead_schema": written.head_schema}}))
    live = client.live(post.url)

    assert publishing.live_problems(live.json_ld, written.head_schema) == ()
    assert json.loads(live.json_ld[0])["@graph"][0]["description"] == seen(everything)
    assert errors(page(client, post)) == []


def test_in_a_theme_of_blocks_every_text_at_once_breaks_nothing(
    wordpress: Sites, client: WordPress, tmp_path: Path
) -> None:
    """Such a theme runs shortcodes and typography over whole pages, not over the post alone."""
    theme = tmp_path / "slate"
    (theme / "templates").mkdir(parents=True)
    (theme / "style.css").write_text("/* Theme Name: Slate */")
    (theme / "templates" / "index.html").write_text(BLOCK_THEME)
    options = {"template": "slate", "stylesheet": "slate", "template_root": tmp_path, "stylesheet_root": tmp_path}
    filters = (f"add_filter( 'pre_option_{name}', fn() => '{value}' );" for name, value in options.items())
    choice = f"<?php register_theme_directory( '{tmp_path}' ); {' '.join(filters)}"
    sandbox.plugin(wordpress.root, "larder", choice, "theme")
    plain = page(client, kept(client, fields(hostile(PLAIN, 0), 0)[0]))
    everything = " | ".join(STRINGS)
    sent, written = fields(hostile(everything, 1), 1)
    post = kept(client, sent)

    assert "wp-block-post-title" in plain
    assert [*changed(sent, post), *unsound(client, post, everything, written.json_ld, elements(plain))] == []


def test_a_fault_of_a_page_is_found() -> None:
    """The judge of the others: each of these is in one of the sixty texts."""
    for fault in (
        "<script>a</script></script>",
        "</p></div></main>",
        "a \x07 bell",
        "<b>open",
        "&#x1;",
        "<p x='1' x='2'>",
    ):
        assert errors(f"<!doctype html><html><head><title>x</title></head><body><main>{fault}</main></body></html>"), (
            fault
        )
