"""Whatever a content is, our link is one link in running text, all other bytes stay, and taking it out restores them."""

import html
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layers.errors import NoPlaceError
from layers.publishing.insert import Place, contains_link, has_place, insert, insert_sentence, is_bounded, remove
from layers.publishing.paragraphs import plainly
from layers.publishing.scanner import pieces
from tests.layers.publishing.browser import NEVER_AROUND, around, links_to, shown, text_of
from tests.layers.publishing.contents import ANCHOR, CONTENTS, MORE, SAVED, URL, Content, long_content

OPENING = f'<a href="{URL}">'
SENTENCE = "Mind the cold brew ratio of 1 & 8."
_TAGS = """
<p> </p> <h2> </h2> <h3> <em> </em> <a> </a> <code> </code> <pre> </pre> <div> </div> <blockquote> <li> <ul> </ul> <br/> <P> </H2>
<figcaption> <figure> </figure> <td> <table> </table> <button> </button> <span> </span> <script> </script> <small> </small> <q>
<svg/> <svg> </svg> <title> </title> </section> <x> </x> <!-- --> <!--> <? > < & [x] [/x] <![CDATA[ ]]> “
"""
_BLOCKS = """
<!-- wp:paragraph -->|<!-- /wp:paragraph -->|<!-- wp:group -->|<!-- /wp:group -->|<!-- wp:heading -->|<!-- /wp:heading -->|<!-- wp:html -->
<!-- /wp:html -->|<!-- wp:block {"ref":7} /-->|<!-- wp:quote {|<p class="|<p title='>'>|<a href=/x/>| |
"""
SCRAPS = (*_TAGS.split(), *_BLOCKS.split("|"))
scraps = st.lists(st.sampled_from((ANCHOR, f" {ANCHOR} ", *SCRAPS)), max_size=12).map("".join)
raws = st.one_of(scraps, st.lists(st.sampled_from([each.raw for each in CONTENTS]), max_size=4).map("\n\n".join))


def places(raw: str) -> int:
    count = 0
    while has_place(raw, ANCHOR, Place(occurrence=count + 1)):
        count += 1
    return count


def held_to(raw: str, occurrence: int) -> None:
    """The whole promise for one place: its bytes, what a browser shows, and the way back."""
    after = insert(raw, ANCHOR, URL, Place(occurrence))
    assert insert(after, ANCHOR, URL) == after
    before_link, rest = after.split(OPENING)
    words, after_link = rest.split("</a>", 1)
    assert before_link + words + after_link == raw
    assert plainly(html.unescape(words)) == ANCHOR
    assert remove(after, URL, ANCHOR) == raw
    page = shown(after)
    (link,) = links_to(page, URL)
    assert plainly(link.text()) == ANCHOR
    assert not NEVER_AROUND & set(around(link))
    assert text_of(page) == text_of(shown(raw))
    assert len(page.css("a")) == len(shown(raw).css("a")) + 1


@pytest.mark.parametrize("content", CONTENTS, ids=str)
def test_the_anchor_may_be_linked_in_running_text_and_nowhere_else(content: Content) -> None:
    assert places(content.raw) == content.places
    for occurrence in range(1, content.places + 1):
        held_to(content.raw, occurrence)


def test_the_corpus_has_the_anchor_where_it_may_not_be_linked() -> None:
    assert len(CONTENTS) >= 80
    assert sum(content.places == 0 and ANCHOR in content.raw for content in CONTENTS) >= 40
    assert sum(content.places for content in CONTENTS) >= 40
    assert [name for name, count in Counter(map(str, CONTENTS)).items() if count > 1] == []


@given(raws)
@example("<em><h2></em> cold brew ratio")
@example("<p><a href=/x/></p>cold brew ratio")
def test_contents_put_together_and_torn_apart_keep_the_promise(raw: str) -> None:
    for occurrence in range(1, min(places(raw), 4) + 1):
        held_to(raw, occurrence)


@given(raws)
@example(SAVED["columns"])
@example("\n\n".join(each.raw for each in MORE[-12:]))
def test_a_sentence_is_one_paragraph_more_and_goes_again_to_the_byte(raw: str) -> None:
    try:
        after = insert_sentence(raw, SENTENCE, ANCHOR, URL)
    except NoPlaceError:
        return
    (link,) = links_to(shown(after), URL)
    assert not NEVER_AROUND & set(around(link))
    assert remove(after, URL, ANCHOR, SENTENCE) == raw
    assert "".join(after[piece.start : piece.end] for piece in pieces(after)) == after


def test_taking_out_a_link_that_was_never_set_changes_nothing() -> None:
    assert [str(each) for each in CONTENTS if remove(each.raw, URL, ANCHOR, SENTENCE) != each.raw] == []
    assert [str(each) for each in CONTENTS if contains_link(each.raw, URL)] == []


@pytest.mark.parametrize("edit", ['<p class="x>', "<!-- ", "<script>", "<code>", "<h2>", "[note]", "</div></section>"])
def test_our_link_is_taken_out_of_a_text_that_an_edit_has_broken(edit: str) -> None:
    raw = SAVED["paragraph"] + "\n\n" + SAVED["spacer"]
    assert remove(edit + insert(raw, ANCHOR, URL), URL, ANCHOR) == edit + raw


def test_a_link_in_broken_markup_counts_so_that_no_second_one_is_set() -> None:
    raw = SAVED["paragraph"] + f'<p class=\'x>see <a href="{URL}">there</a></p>'
    assert contains_link(raw, URL)
    assert insert(raw, ANCHOR, URL) == raw


@pytest.mark.parametrize(
    ("text", "words", "bounded"),
    [
        ("cafe\u0301 noir", "cafe", False),
        ("می\u200cخواهم", "خواهم", False),
        ("قهوة باردة", "قهوة", True),
        ("เมล็ดกาแฟคั่ว", "กาแฟ", True),
        ("กาแฟ", "กา", True),
        ("น้ำตาล", "น้", False),
        ("น้ำตาล", "น", False),
        ("เเกง", "เกง", False),
        ("कॉफ़ी पीना", "कॉफ", False),
        ("コーヒー豆", "コーヒ", False),
        ("コーヒー豆", "コーヒー", True),
        ("커피를 마신다", "커피", True),
        ("straße", "stra", False),
    ],
)
def test_no_anchor_parts_a_letter_from_its_marks_nor_a_word_where_words_have_spaces(
    text: str, words: str, bounded: bool
) -> None:
    start = text.index(words)
    assert is_bounded(text, start, start + len(words)) is bounded


@pytest.mark.parametrize(
    "text",
    ["http://x.example/{}/", "www.x.example/{}", "mail {}@x.example now", "a@{}.example", "see:https://{}.example"],
)
def test_words_within_a_written_address_are_no_anchor(text: str) -> None:
    raw = f"<p>{text.format('ratio')}</p>"
    assert not has_place(raw, "ratio")
    assert has_place(f"<p>{text.format('x')} ratio</p>", "ratio")


def test_a_long_content_keeps_the_promise_too() -> None:
    held_to(long_content(200_000).raw, 1)


@pytest.mark.parametrize("scrap", ["<div>", "<em>x", '<p a="', "<!-- wp:x {", "<a>x", "</p>", "<code ", "</script "])
def test_a_heap_of_broken_markup_is_read_in_one_look(scrap: str) -> None:
    raw = SAVED["paragraph"] + scrap * (50_000 // len(scrap))
    assert places(raw) == 1


def test_what_a_comment_in_a_drawing_hides_is_no_link() -> None:
    drawing = "<!-- wp:html -->\n<svg><!-- one\n<!-- /wp:html -->"
    assert not contains_link(f'{drawing}</svg><a href="{URL}">there</a>', URL)
