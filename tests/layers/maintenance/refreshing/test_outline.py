"""Sections and sentences of a block content, with where they stand."""

from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance.refreshing.outline import BROKEN, CLASSIC, outline, unsafe

PARAGRAPH = "<!-- wp:paragraph -->\n<p>{}</p>\n<!-- /wp:paragraph -->"
HEADING = '<!-- wp:heading -->\n<h2 class="wp-block-heading">{}</h2>\n<!-- /wp:heading -->'
CONTENT = "\n\n".join(
    [
        PARAGRAPH.format("It opens. <strong>So it does.</strong> And &amp; goes on<sup><a href='https://a.example/x'>[1]</a></sup>. Last."),
        HEADING.format("What &amp; why"),
        PARAGRAPH.format("<strong>Bold begins. It ends</strong> here. A <a href=\"https://b.example/#y\">link <em>here</em></a> stays."),
        "<!-- wp:quote -->\n<blockquote>" + PARAGRAPH.format("Somebody said this. And that.") + "</blockquote>\n<!-- /wp:quote -->",
        HEADING.format("How"),
        "<!-- wp:list -->\n<ul><!-- wp:list-item -->\n<li>One thing. Two things.</li>\n<!-- /wp:list-item --></ul>\n<!-- /wp:list -->",
    ]
)  # fmt: skip


def test_sections_are_those_of_headings_of_the_top_level() -> None:
    found = outline(CONTENT)

    assert [part.heading for part in found.parts] == ["", "What & why", "How"]
    assert [part.end for part in found.parts][:-1] == [part.start for part in found.parts][1:]
    assert found.parts[-1].end == found.end == len(CONTENT)


def test_each_sentence_stands_where_it_says_and_marks_of_citations_belong_to_it() -> None:
    found = outline(CONTENT)

    assert [each.text for each in found.sentences_of(0)] == ["It opens.", "So it does.", "And & goes on.", "Last."]
    third = found.sentences_of(0)[2]
    assert CONTENT[third.start : third.end] == "And &amp; goes on<sup><a href='https://a.example/x'>[1]</a></sup>."
    assert [(each.url, each.is_citation) for each in third.anchors] == [("https://a.example/x", True)]


def test_a_sentence_that_a_tag_leaves_open_is_not_exchanged() -> None:
    found = outline(CONTENT)

    assert [(each.text, each.is_whole) for each in found.sentences_of(1)] == [
        ("Bold begins.", False),
        ("It ends here.", False),
        ("A link here stays.", True),
    ]
    [anchor] = found.sentences_of(1)[2].anchors
    assert (anchor.url, anchor.words, anchor.is_citation) == ("https://b.example/", "link here", False)


def test_quotations_are_no_sentences_and_list_items_are() -> None:
    found = outline(CONTENT)

    assert "Somebody said this." not in [each.text for each in found.sentences]
    assert [each.text for each in found.sentences_of(2)] == ["One thing.", "Two things."]


def test_what_cannot_be_taken_apart_says_why() -> None:
    assert unsafe("<p>Classic.</p>") == CLASSIC
    assert unsafe("<!-- wp:paragraph -->\n<p>Open.</p>") == BROKEN
    assert unsafe("<!-- wp:group --><!-- wp:paragraph --><!-- /wp:group --><!-- /wp:paragraph -->") == BROKEN
    assert unsafe(CONTENT) == ""


INLINE = st.sampled_from(["Words. ", "More &lt;words&gt;! ", "<em>", "</em>", "<a href='/x'>", "</a>", "<sup>", "</sup>", "日本語。", " ", "\n", "&nbsp;"])  # fmt: skip


@given(st.lists(st.lists(INLINE, max_size=12).map("".join), min_size=1, max_size=4))
def test_sentences_of_any_line_lie_within_it_apart_and_in_order(lines: list[str]) -> None:
    content = "\n\n".join(PARAGRAPH.format(line) for line in lines)

    found = outline(content)

    at = 0
    for sentence in found.sentences:
        assert at <= sentence.start < sentence.end <= len(content)
        assert content[sentence.start : sentence.end].strip()
        assert "<p>" not in content[sentence.start : sentence.end]
        at = sentence.end
