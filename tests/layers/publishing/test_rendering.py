"""An article as blocks: every text escaped, every citation numbered, every link where it belongs."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from layers.errors import NotReadyError
from layers.nouns import Article, Block, Draft, Faq, SchemaRules, Section, Site
from layers.publishing import Terms, find_marker, marker, post_fields, render_content, schema_problems
from layers.publishing.markup import printable
from layers.publishing.scanner import Kind, pieces
from tests.layers.publishing.samples import NOW, RATIO, TEMPLATES, article, draft, site

MARK = marker("coffee/cold-brew-ratio")


def content(of: Article | None = None, on: Site | None = None, url: str = RATIO) -> str:
    return render_content(TEMPLATES.render, on or site(), of or article(), MARK, NOW, url).content


def script(text: str) -> str:
    found = re.search(
        r"<script type=\"application/ld\+json\" class=\"masthead-schema\">(.*?)</script>", text, re.DOTALL
    )
    assert found
    return found.group(1).strip()


def unbalanced(text: str) -> list[str]:
    """Blocks that are opened and not closed, or the other way about; and text outside any block."""
    open_blocks: list[str] = []
    problems: list[str] = []
    for piece in pieces(text):
        if piece.kind is Kind.BLOCK:
            open_blocks.append(piece.name)
        elif piece.kind is Kind.BLOCK_END and (not open_blocks or open_blocks.pop() != piece.name):
            problems.append(f"{piece.name} at {piece.start}")
        elif piece.kind in (Kind.TEXT, Kind.TAG) and not open_blocks and text[piece.start : piece.end].strip():
            problems.append(text[piece.start : piece.end])
    return problems + open_blocks


def test_the_first_block_is_the_definition_and_carries_the_mark() -> None:
    assert find_marker(content()) == MARK
    tree = LexborHTMLParser(content())
    definition = tree.css_first(".masthead-definition > p")
    assert definition is not None
    assert definition.text() == "A cold brew ratio is the weight of water for one of coffee[1]."
    assert MARK not in tree.text()


def test_a_site_name_with_two_dashes_does_not_end_the_comment() -> None:
    mark = marker("slow--cup/ratio")
    text = render_content(TEMPLATES.render, site(), article(), mark, NOW).content
    assert find_marker(text) == mark
    assert "slow--cup" not in text


def test_headings_lists_quotes_questions_and_sources_are_there_in_order() -> None:
    tree = LexborHTMLParser(content())
    headings = [(node.tag, node.text()) for node in tree.css("h2, h3")]
    assert headings == [
        ("h2", "Why [the] ratio & not the clock?"), ("h2", "What you need"), ("h2", "So which one"),
        ("h2", "Frequently asked questions"), ("h3", "Can I use a French press?"), ("h3", "Is it <strong>strong</strong>?"), ("h2", "Sources"),
    ]  # fmt: skip
    assert [node.text() for node in tree.css("ul li")] == ["A scale[1].", "Coarse grounds", "[gallery] water"]
    assert [node.text() for node in tree.css("ol:not(.masthead-sources) li")] == ["Weigh.", "Pour."]
    assert [node.text() for node in tree.css("blockquote p")] == ["“It held its taste.”[1]"]
    assert [node.text() for node in tree.css(".masthead-sources li")] == [
        "Ratio <tests>, Bench & Co (read on 2026-11-20)"
    ]


def test_a_citation_leads_to_its_source_once_per_sentence() -> None:
    tree = LexborHTMLParser(content())
    assert {node.attributes["href"] for node in tree.css("sup a")} == {"https://bench.example/ratio?x=1&y=%5B2%5D"}
    assert next(node.text() for node in tree.css("p.masthead-speakable")) == "Take one to eight and stop reading[1]."


def test_a_link_out_wraps_its_words_once_and_related_pages_are_named() -> None:
    tree = LexborHTMLParser(content())
    assert [node.text() for node in tree.css('a[href="https://coffee.example/weigh/?a=1&b=2"]')] == ["one to eight"]
    related = tree.css_first("p.masthead-related")
    assert related is not None
    assert related.text() == "Related reading: Grinders & grinds"


def test_no_shortcode_and_no_markup_of_the_text_survives() -> None:
    text = content()
    assert not [
        piece
        for piece in pieces(text.split("<!-- wp:html -->")[0])
        if piece.kind in (Kind.SHORTCODE, Kind.SHORTCODE_END)
    ]
    assert "<b>" not in text
    assert "<strong>" not in text


def test_an_unknown_source_stops_the_rendering() -> None:
    with pytest.raises(NotReadyError, match=r"e1\.1"):
        content(article(sources=()))


def test_the_words_of_code_are_in_the_sites_language() -> None:
    text = content(on=site(language="de-AT"))
    assert "Häufige Fragen" in text
    assert "Quellen" in text


texts = st.text(min_size=40, max_size=90).filter(lambda text: len(printable(text).strip()) >= 20) | st.sampled_from(
    [
        "<!-- /wp:paragraph --><script>alert(1)</script> and forty letters more of it",
        "What Wordpress says of Wordpress, and forty letters more of it",
        "[gallery ids='1'] </script> ]]> --> *emphasis* and a [e1.1] reference [e1.2] of it",
        "نسبة القهوة الباردة \u202e والماء 🙂🙂 \\u003c \\ \" ' & &amp; &#91; forty letters more",
        "日本語のテキストはここにあります。水出しコーヒーの比率は一対八です。[e1.1]重さで量ります。そして待ちます。",
    ]
)


@given(texts, texts, texts)
def test_any_text_renders_to_sound_blocks_and_sound_json(one: str, two: str, three: str) -> None:
    odd = Draft.model_construct(
        title=one[:100], definition=two,
        sections=(Section.model_construct(heading=three, blocks=(
            Block(kind="paragraph", text=one, items=()), Block(kind="bullets", text=two, items=(three, one)), Block(kind="quote", text=three, items=()),
        )),),
        faq=(Faq.model_construct(question=two, answer=three),),
    )  # fmt: skip
    text = content(
        article().model_copy(update={"draft": odd, "description": one, "seo_title": two}),
        site(schema=SchemaRules(faq_page=True)),
    )
    assert unbalanced(text) == []
    assert schema_problems(script(text)) == ()
    tags = {piece.name for piece in pieces(text) if piece.kind is Kind.TAG}
    assert tags <= {"div", "p", "h2", "h3", "ul", "ol", "li", "blockquote", "em", "sup", "a"}
    assert len([piece for piece in pieces(text) if piece.name == "script"]) == 1


def test_an_address_that_is_a_whole_paragraph_is_not_taken_for_a_player() -> None:
    """WordPress would fetch it and put a frame or a link in its place; an entity for its colon keeps it a text."""
    text = content(article(draft("https://video.example/watch?v=[1]", "See https://video.example/ for it.")))
    assert "<p>https&#058;//video.example/watch?v=&#091;1&#093;</p>" in text
    assert "<p>See https://video.example/ for it.</p>" in text


def test_an_entity_that_is_written_about_is_not_read_as_one() -> None:
    """WordPress 6.1 takes `&amp;#91;` for a bracket in an author's post."""
    text = "It writes &#91; for a bracket & &amp; for an ampersand."
    sent = "It writes &#038;#91; for a bracket &amp; &amp;amp; for an ampersand."
    rendered = content(article(draft(text)))
    assert f"<p>{sent}</p>" in rendered
    assert post_fields(article(excerpt=text), rendered, Terms()).excerpt == sent


def test_characters_that_no_page_may_hold_are_left_out() -> None:
    odd = "A \x00bell\x07, \x9fhalf\ud83d of \ufdd0a pair\uffff and \U0001fffe a line\x0bbreak."
    clean = "A bell, half of a pair and a line break."
    text = content(article(draft(odd)).model_copy(update={"description": odd}))
    assert f"<p>{clean}</p>" in text
    assert f'"description": "{clean}"' in text
    fields = post_fields(article().model_copy(update={"excerpt": odd}), text, Terms())
    assert fields.excerpt == clean


def test_a_draft_renders_the_same_twice() -> None:
    assert content(article(draft())) == content(article(draft()))
