"""Setting a link changes the anchor's bytes and nothing else; taking it out restores the content."""

import html

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layers.errors import NoPlaceError
from layers.publishing.insert import Place, contains_link, has_place, insert, insert_sentence, remove, same_address
from layers.publishing.scanner import pieces

URL = "https://coffee.example/cold-brew-ratio/"
ANCHOR = "cold brew ratio"
PARAGRAPH = "<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->"


def block(text: str) -> str:
    return PARAGRAPH.format(text)


def linked(content: str, words: str = ANCHOR) -> str:
    return content.replace(words, f'<a href="{URL}">{words}</a>', 1)


FRAGMENTS = (
    block("Steep it overnight; the cold brew ratio decides the rest."),
    block("Tom &amp; Ann&#8217;s rule: “one to eight”&nbsp;by weight, <em>never</em> by volume."),
    block('See <a href="https://coffee.example/other/">the cold brew ratio there</a>.'),
    '<!-- wp:heading {"level":3} -->\n<h3 class="wp-block-heading">The cold brew ratio</h3>\n<!-- /wp:heading -->',
    '<!-- wp:quote -->\n<blockquote class="wp-block-quote"><!-- wp:paragraph -->\n<p>cold brew ratio</p>\n<!-- /wp:paragraph --></blockquote>\n<!-- /wp:quote -->',
    "<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>cold brew ratio</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
    '<!-- wp:code -->\n<pre class="wp-block-code"><code>cold brew ratio = 8</code></pre>\n<!-- /wp:code -->',
    '<!-- wp:block {"ref":7} /-->',
    "<!-- wp:html -->\n<script>var x = '<p>cold brew ratio</p>';</script>\n<!-- /wp:html -->",
    '[gallery ids="1,2"]',
    "[note]cold brew ratio[/note]",
    "<!-- cold brew ratio -->",
    "<!--",
    "classic text\n\nwith a cold brew ratio in it\nand a line break",
    "<p>classic <strong>with tags</strong> and the cold brew ratio</p>",
    "<div><p>cold brew ratio in a box</p></div>",
    "<table><tr><td>cold brew ratio</td></tr></table>",
    "<p>never closed <em>cold brew ratio",
    '<p class="x>cold brew ratio</p>',
    "a < b && c > d",
    "濃縮した水出しコーヒー",
    "نسبة القهوة الباردة",
    "\u200f🙂\r\n\t",
)
contents = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=30)), max_size=9).map("\n\n".join)


@given(st.text(alphabet=st.sampled_from(list("<>!-/[]\"' =pwa:brk\n&;")) | st.characters(), max_size=120))
def test_the_pieces_of_a_content_are_the_content(content: str) -> None:
    row = list(pieces(content))
    assert "".join(content[piece.start : piece.end] for piece in row) == content
    assert all(piece.end > piece.start for piece in row)


@given(contents)
@example(FRAGMENTS[0])
@example("\n\n".join(FRAGMENTS))
def test_only_the_anchor_is_wrapped_and_removal_restores_the_content(content: str) -> None:
    if not has_place(content, ANCHOR):
        with pytest.raises(NoPlaceError):
            insert(content, ANCHOR, URL)
        return
    after = insert(content, ANCHOR, URL)
    opening = f'<a href="{URL}">'
    assert after.count(opening) == 1
    before_link, rest = after.split(opening)
    words, after_link = rest.split("</a>", 1)
    assert " ".join(words.split()) == ANCHOR
    assert before_link + words + after_link == content
    assert remove(after, URL, ANCHOR) == content
    assert insert(after, ANCHOR, URL) == after


@given(contents)
@example("<p>never closed <em>cold brew ratio\n\n<!--")
@example("<p>never closed <code>cold brew ratio")
def test_a_sentence_that_was_added_is_one_stretch_and_removal_restores_the_content(content: str) -> None:
    sentence = "The [right] cold brew ratio is 1 & 8."
    try:
        after = insert_sentence(content, sentence, ANCHOR, URL)
    except NoPlaceError:
        return
    grown = len(after) - len(content)
    assert any(after[:at] + after[at + grown :] == content for at in range(len(content) + 1))
    assert contains_link(after, URL)
    assert remove(after, URL, ANCHOR, sentence) == content


@pytest.mark.parametrize("content", [FRAGMENTS[0], FRAGMENTS[13], FRAGMENTS[14]])
def test_the_anchor_is_linked_in_blocks_and_in_classic_paragraphs(content: str) -> None:
    assert insert(content, ANCHOR, URL) == linked(content)


@pytest.mark.parametrize("content", [FRAGMENTS[i] for i in (2, 3, 4, 5, 6, 8, 10, 11, 15, 16, 18)])
def test_headings_quotes_lists_code_links_shortcodes_and_boxes_are_left_alone(content: str) -> None:
    with pytest.raises(NoPlaceError):
        insert(content, ANCHOR, URL)


@pytest.mark.parametrize(
    ("anchor", "stored"),
    [
        ("Tom & Ann's rule", "Tom &amp; Ann&#8217;s rule"),
        ('"one to eight" by', "“one to eight”&nbsp;by"),
        ("Ann’s rule", "Ann&#8217;s rule"),
    ],
)
def test_entities_and_curly_quotes_in_the_place_of_the_anchor_are_kept_as_they_are(anchor: str, stored: str) -> None:
    assert insert(FRAGMENTS[1], anchor, URL) == linked(FRAGMENTS[1], stored)


def test_an_anchor_is_whole_words_within_one_element() -> None:
    assert not has_place(block("uncold brew ratios"), "cold brew ratio")
    assert not has_place(block("cold <em>brew</em> ratio"), ANCHOR)
    assert not has_place(block("cold brew <em>ratio</em>s"), "ratio")
    assert has_place(block("the <em>cold brew ratio</em>"), ANCHOR)
    assert insert(block("水出しコーヒー"), "コーヒー", URL) == linked(block("水出しコーヒー"), "コーヒー")


def test_the_second_occurrence_and_a_protected_first_paragraph_can_be_asked_for() -> None:
    content = block("A cold brew ratio.") + block("Another cold brew ratio.")
    second = block("A cold brew ratio.") + linked(block("Another cold brew ratio."))
    assert insert(content, ANCHOR, URL, Place(occurrence=2)) == second
    assert insert(content, ANCHOR, URL, Place(skip_first_paragraph=True)) == second


def test_a_sentence_goes_after_a_middle_paragraph_and_never_first() -> None:
    one, two, three = block("One."), block("Two."), block("Three.")
    after = insert_sentence("\n\n".join([one, two, three]), "Mind the cold brew ratio.", ANCHOR, URL)
    assert after == "\n\n".join([one, two, linked(block("Mind the cold brew ratio.")), three])


def test_a_sentence_does_not_part_an_introduction_from_its_list() -> None:
    content = "\n\n".join([block("What you need:"), FRAGMENTS[5], block("That is all.")])
    assert insert_sentence(content, "Mind the cold brew ratio.", ANCHOR, URL).startswith(content)


def test_classic_content_gets_a_classic_paragraph() -> None:
    assert "\n\nmind the " in insert_sentence("One.\n\nTwo.", "mind the cold brew ratio.", ANCHOR, URL)
    assert "</p>\n<p>mind the " in insert_sentence("<p>One.</p>\n<p>Two.</p>", "mind the cold brew ratio.", ANCHOR, URL)


def test_a_post_that_is_one_shortcode_has_no_place_for_a_sentence() -> None:
    with pytest.raises(NoPlaceError):
        insert_sentence('[page_builder id="4"]', "Mind the cold brew ratio.", ANCHOR, URL)


def test_an_edited_sentence_loses_its_link_and_keeps_the_edit() -> None:
    after = insert_sentence(block("One."), "Mind the cold brew ratio.", ANCHOR, URL)
    edited = after.replace("Mind the", "Always mind the")
    assert remove(edited, URL, ANCHOR, "Mind the cold brew ratio.") == edited.replace(
        f'<a href="{URL}">{ANCHOR}</a>', ANCHOR
    )


def test_a_link_that_somebody_else_set_stays() -> None:
    theirs = block(f'<a href="{URL}" rel="noopener">cold brew ratio</a>')
    assert remove(theirs, URL, ANCHOR) == theirs


THEIRS, OURS = "See the cold brew ratio by hand.", "And the cold brew ratio is ours."


@pytest.mark.parametrize(
    ("content", "within", "after"),
    [
        ([linked(block(THEIRS)), linked(block(OURS))], OURS, [linked(block(THEIRS)), block(OURS)]),
        ([linked(block(OURS)), linked(block(THEIRS))], OURS, [block(OURS), linked(block(THEIRS))]),
        ([block(f"{linked(THEIRS)} {linked(OURS)}")], OURS, [block(f"{linked(THEIRS)} {OURS}")]),
        ([linked(block(THEIRS)), linked(block(OURS))], "", None),
        ([linked(block(THEIRS)), linked(block(OURS))], "Somebody wrote it anew.", None),
        ([linked(block(OURS)), linked(block(OURS))], OURS, None),
        ([linked(block(OURS))], "Somebody wrote it anew.", [block(OURS)]),
    ],
)
def test_of_several_links_alike_ours_is_the_one_in_its_sentence(
    content: list[str], within: str, after: list[str] | None
) -> None:
    assert remove("\n\n".join(content), URL, ANCHOR, within=within) == "\n\n".join(after or content)


def test_a_paragraph_of_the_authors_own_stays_though_it_is_the_sentence() -> None:
    content = block("One.") + "\n\n" + block(OURS)
    assert remove(insert(content, ANCHOR, URL), URL, ANCHOR, within=OURS) == content


GROUP = '<!-- wp:group -->\n<div class="wp-block-group">{}</div>\n<!-- /wp:group -->'


@pytest.mark.parametrize(
    ("content", "after"),
    [
        (f"{linked(block(OURS))}\n\n{block('One.')}", block("One.")),
        (GROUP.format(linked(block(OURS))), GROUP.format("")),
        (GROUP.format(f"{linked(block(OURS))}\n\n{block('One.')}"), GROUP.format(block("One."))),
        (f"{block('One.')}\n<p>{linked(OURS)}</p>", block("One.")),
        (block("One.") + linked(block(OURS)) + linked(block(OURS)), None),
    ],
)
def test_an_added_paragraph_that_its_author_moved_leaves_no_empty_block(content: str, after: str | None) -> None:
    assert remove(content, URL, ANCHOR, OURS) == (content if after is None else after)


def test_links_in_comments_and_code_are_no_links() -> None:
    assert not contains_link(f'<!-- <a href="{URL}">x</a> -->', URL)
    assert not contains_link(f'<code><a href="{URL}">x</a></code>', URL)
    assert contains_link(f"<p><a class=x href='{URL}#top'>x</a></p>", URL)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://a.example/x", "https://www.a.example/x/#y", True),
        ("/x/", "https://a.example/x", True),
        ("https://a.example/?p=1", "https://a.example/?p=2", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("#x", "#y", False),
    ],
)
def test_two_addresses_are_one_page(one: str, other: str, same: bool) -> None:
    assert same_address(one, other) is same


@pytest.mark.parametrize("size", [100_000, pytest.param(1_000_000, marks=pytest.mark.matrix)])
def test_a_heap_of_broken_markup_is_read_in_one_look(size: int) -> None:
    for broken in ('<p "', "<p '\"", "<!-- wp:x ", "[a [", "<code>", "<"):
        content = broken * (size // len(broken))
        assert not contains_link(content, URL), html.escape(broken)


@pytest.mark.parametrize(
    "content",
    [
        block("[note]the cold brew ratio[/note]"),
        "[note]\n" + block("the cold brew ratio") + "\n[/note]",
        "<p>[note]the cold brew ratio[/note]</p>",
        "[note]\n\nthe cold brew ratio\n\n[/note]",
    ],
)
def test_what_a_shortcode_encloses_is_left_alone_in_blocks_and_classic(content: str) -> None:
    with pytest.raises(NoPlaceError):
        insert(content, ANCHOR, URL)


def test_a_new_paragraph_ends_what_the_last_one_left_open() -> None:
    content = "<p>one <sup>never closed<p>the cold brew ratio</p>"
    assert insert(content, ANCHOR, URL) == linked(content)
