"""What the markup of a body shows beside its words, read once with the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance import markup_facts
from layers.maintenance.reading import page
from layers.nouns import Answered, Markup
from tests.layers.publishing.samples import blocks, record


def read(content: str) -> Markup:
    return page(record(5, "a-page", "A page", content)).markup


@pytest.mark.parametrize(
    ("content", "editor"),
    [
        (blocks("Hello."), "blocks"),
        ("<p>Hello.</p>", "classic"),
        (blocks("Hello.") + "\n<p>And this.</p>", "mixed"),
        ("<!-- wp:freeform --><p>Old.</p><!-- /wp:freeform -->", "mixed"),
        ("", ""),
        ("\n<!-- a remark -->\n", ""),
    ],
)
def test_editor_is_told_by_the_blocks(content: str, editor: str) -> None:
    assert read(content).editor == editor


@pytest.mark.parametrize(
    ("content", "broken"),
    [
        ("<!-- wp:group --><div>", ("group is never closed",)),
        ("<!-- wp:group --><!-- wp:list --><!-- /wp:group --><!-- /wp:list -->", ("list is closed as group", "group is closed as list")),
        ('<!-- wp:list {"a":} --><ul></ul><!-- /wp:list -->', ("list: its attributes are no JSON",)),
        ("<p>A</p><!-- /wp:paragraph -->", ("a block is closed that was never opened",)),
        ('<!-- wp:list {"a":{"b":"--\\u003e"}} --><ul></ul><!-- /wp:list --><!-- wp:block {"ref":3} /-->', ()),
        ("<pre>&lt;!-- wp:group --&gt;</pre>", ()),
    ],
)  # fmt: skip
def test_blocks_that_the_editor_would_refuse_are_named(content: str, broken: tuple[str, ...]) -> None:
    assert read(content).broken_blocks == broken


def test_end_of_a_shortcode_without_its_beginning_is_named() -> None:
    assert read("[note]A[/note] B[/box] [sic]").broken_shortcodes == ("box",)


@pytest.mark.parametrize(
    ("content", "dynamic"),
    [
        ("[contact-form id=3]", True),
        ("<!-- wp:latest-posts /-->", True),
        ('<iframe src="/map"></iframe>', True),
        ("<p>He wrote [sic] and [a].</p><!-- wp:more --><!--more--><!-- /wp:more -->", False),
    ],
)
def test_text_that_is_made_when_the_page_is_shown_is_known(content: str, dynamic: bool) -> None:
    assert read(content).dynamic is dynamic


def test_empty_paragraphs_hold_neither_words_nor_images() -> None:
    assert read("<p></p><p>&nbsp;</p><p> <br></p><p><img src='/a.jpg'></p><p>A</p>").empty_paragraphs == 3


def test_long_paragraphs_are_told_with_their_words() -> None:
    assert read(f"<p>{'word ' * 121}</p><p>{'word ' * 120}</p>").long_paragraphs == ((("word " * 12)[:60], 121),)


def test_ids_of_several_elements_are_named() -> None:
    assert read('<h2 id="a">A</h2><p id="b">B</p><div id="a"></div>').double_ids == ("a",)


def test_questions_have_the_paragraph_that_answers_them() -> None:
    found = read(
        "<h2>What is it?</h2><p>It <b>is</b> cold.</p><h2>Steps</h2><p>One.</p><h3>Why?</h3><ul><li>A</li></ul>"
        "<details><summary>Does it keep?</summary><p>A week.</p></details>"
        '<div><strong class="schema-faq-question">How much?</strong><p>A cup.</p></div><h2>And then?</h2>'
    )
    assert found.questions == (
        Answered(question="What is it?", answer="It is cold.", words=3),
        Answered(question="Why?"),
        Answered(question="Does it keep?", answer="A week.", words=2),
        Answered(question="How much?", answer="A cup.", words=2),
        Answered(question="And then?"),
    )


def test_json_ld_is_kept_as_written_and_other_scripts_are_not() -> None:
    found = read('<script type="application/ld+json">{"a": 1}</script><script>ld+json</script><p>ld+json</p>')
    assert found.schema_texts == ('{"a": 1}',)


def test_shares_without_a_link_in_their_paragraph_are_unsourced() -> None:
    found = read(
        "<p>Of all people 63% drink it. It is cold.</p><p>Some <a href='https://a.example/'>9 %</a> do.</p>"
        "<p>A third<sup>1</sup> or 33 percent.</p><ul><li>12 Prozent der Kunden</li></ul><p>It costs 3 euros.</p>"
    )
    assert found.unsourced == ("Of all people 63% drink it.", "12 Prozent der Kunden")


@given(st.text(max_size=300))
def test_any_content_has_facts(content: str) -> None:
    assert read(content).empty_paragraphs >= 0


PARTS = (
    "<!-- wp:paragraph -->", "<!-- /wp:paragraph -->", '<!-- wp:heading {"level":3} -->', "<!-- /wp:heading -->",
    "<!-- wp:freeform -->", "<!-- /wp:freeform -->", "<!-- wp:a/b -->", "<!-- /wp:a/b -->", "<!-- wp:more /-->",
    '<!-- wp:core/list {"a":} -->', "<!-- wp:core/list -->", "<!-- /wp:list -->", "<!--  /wp:list -->", "<!-- a remark -->",
    "<!--x-->", "<!-- ", "-->", "<p>Words.</p>", "\n", " ",
)  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=9).map("".join))
def test_a_body_of_plain_blocks_is_read_as_one_that_is_read_closer(content: str) -> None:
    plain = markup_facts.editor_of_plain_blocks(content)
    if plain is not None:
        closer = read(f"{content}[x]")  # a shortcode, which has the body read piece by piece
        assert (closer.broken_blocks, closer.dynamic) == ((), False)
        assert read(content).editor == plain
        assert closer.editor in (plain, "mixed" if plain == "blocks" else "classic" if plain == "" else plain)
