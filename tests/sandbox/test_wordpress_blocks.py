"""Markdown of the content folders becomes block markup that WordPress accepts and that says what the text said."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sandbox.wordpress.blocks import blocks, inline

DELIMITER = re.compile(r"<!-- (?P<close>/)?wp:(?P<name>[a-z-]+)(?P<attributes> \{[^}]*\})? -->")
WORDS = st.text(alphabet=st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=40)
LINES = st.builds(
    lambda mark, words: mark + words, st.sampled_from(["", "## ", "### ", "- ", "1. ", "> ", "# ", "**", "*"]), WORDS
)


def link(to: str) -> str:
    return to if ":" in to else f"http://127.0.0.1:1/{to}/"


def outside_of_blocks(markup: str) -> str:
    """What Gutenberg would call a classic block: text at nesting depth 0."""
    depth, end, loose = 0, 0, []
    for match in DELIMITER.finditer(markup):
        if depth == 0:
            loose.append(markup[end : match.start()])
        depth += -1 if match["close"] else 1
        end = match.end()
    assert depth == 0, "every block that opens closes"
    return "".join([*loose, markup[end:]]).strip()


def test_each_kind_of_line_becomes_its_block() -> None:
    markdown = "## Why\n\nFirst line\nsame paragraph.\n\n### Then\n- one\n- two\n\n1. first\n2. second\n\n> said so"
    assert blocks(markdown, link) == (
        '<!-- wp:heading -->\n<h2 class="wp-block-heading">Why</h2>\n<!-- /wp:heading -->\n\n'
        "<!-- wp:paragraph -->\n<p>First line same paragraph.</p>\n<!-- /wp:paragraph -->\n\n"
        '<!-- wp:heading {"level":3} -->\n<h3 class="wp-block-heading">Then</h3>\n<!-- /wp:heading -->\n\n'
        '<!-- wp:list -->\n<ul class="wp-block-list"><!-- wp:list-item -->\n<li>one</li>\n<!-- /wp:list-item -->\n\n'
        "<!-- wp:list-item -->\n<li>two</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->\n\n"
        '<!-- wp:list {"ordered":true} -->\n<ol class="wp-block-list"><!-- wp:list-item -->\n<li>first</li>\n<!-- /wp:list-item -->\n\n'
        "<!-- wp:list-item -->\n<li>second</li>\n<!-- /wp:list-item --></ol>\n<!-- /wp:list -->\n\n"
        '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><!-- wp:paragraph -->\n<p>said so</p>\n<!-- /wp:paragraph -->'
        "</blockquote>\n<!-- /wp:quote -->"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a **bold** word", "a <strong>bold</strong> word"),
        ("an *em* word", "an <em>em</em> word"),
        ("**bold with *em* inside**", "<strong>bold with <em>em</em> inside</strong>"),
        (
            "see [the **other** page](other-page)",
            'see <a href="http://127.0.0.1:1/other-page/">the <strong>other</strong> page</a>',
        ),
        ("[out](https://example.org/?a=1&b=2)", '<a href="https://example.org/?a=1&amp;b=2">out</a>'),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("never **closed", "never **closed"),
        ("5 < 6 & 7 > 6", "5 &lt; 6 &amp; 7 &gt; 6"),
        ("a [gallery] of shortcodes", "a &#91;gallery&#93; of shortcodes"),
        ("<!-- wp:html -->", "&lt;!-- wp:html --&gt;"),
    ],
)
def test_inline_markup(text: str, html: str) -> None:
    assert inline(text, link) == html


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_any_text_makes_balanced_blocks_with_nothing_outside_of_them(markdown: str) -> None:
    assert outside_of_blocks(blocks(markdown, link)) == ""


@given(st.lists(LINES, max_size=12).map("\n".join))
def test_no_letter_or_digit_is_lost_or_changed(markdown: str) -> None:
    def visible(text: str) -> str:
        return "".join(character for character in text if character.isalnum())

    without_marks = re.sub(r"(?m)^\s*\d{1,3}\. +(?=\S)", "", re.sub(r"\]\([^()\s]+\)", "]", markdown))
    rendered = BeautifulSoup(blocks(markdown, lambda _: "x"), "html.parser").get_text()
    assert visible(rendered) == visible(without_marks)


@given(WORDS)
def test_text_never_becomes_a_tag_that_it_did_not_ask_for(text: str) -> None:
    tags = {tag.name for tag in BeautifulSoup(blocks(text, link), "html.parser").find_all(True)}
    assert tags <= {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "a"}
