"""A REST record read as a page: its own words, headings and links, and nothing of the machinery."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance.reading import page
from layers.nouns import Image, Page, PageLink
from tests.layers.publishing.samples import blocks, record


def read(content: str, **changes: object) -> Page:
    return page(record(5, "a-page", "A &amp; B", content, **changes))


def test_fields_are_those_of_the_record() -> None:
    found = read(blocks("Hello."), tags=[3], excerpt={"raw": "Short."})
    assert (found.id, found.type, found.url, found.slug, found.title) == (
        5,
        "post",
        "https://coffee.example/a-page/",
        "a-page",
        "A & B",
    )
    assert (found.excerpt, found.categories, found.tags) == ("Short.", (1,), (3,))
    assert found.published_at == datetime(2026, 1, 5, 8, tzinfo=UTC)
    assert found.content == blocks("Hello.")


def test_words_leave_out_code_comments_and_shortcodes() -> None:
    found = read(
        '<p>One two.</p><!-- three four --><pre><code>five</code></pre><script>six</script>[gallery ids="1,2"]<p>[sic] seven</p>'
    )
    assert found.text == "One two. [sic] seven"
    assert found.words == 4


def test_what_a_shortcode_encloses_is_read() -> None:
    assert read("[note]Mind this.[/note] [contact-form id=3]").text == "Mind this."


def test_japanese_words_are_counted() -> None:
    assert read("<p>水出しコーヒー</p>").words == 4


def test_headings_have_their_level() -> None:
    assert read("<h2>One</h2><h4>Two <em>three</em></h4><h2></h2>").headings == ((2, "One"), (4, "Two three"), (2, ""))


def test_links_of_the_body_are_read_with_anchor_and_nofollow() -> None:
    found = read(
        '<p><a href="/x/">An <b>x</b></a> <a rel="noopener nofollow" href=\'https://y.example/?a=1&amp;b=2\'>y</a></p>'
    )
    assert found.links == (
        PageLink(url="/x/", anchor="An x"),
        PageLink(url="https://y.example/?a=1&b=2", anchor="y", nofollow=True, rel=("noopener", "nofollow")),
    )


@pytest.mark.parametrize(
    "hidden",
    [
        '<!-- <a href="/x/">x</a> -->',
        '<code><a href="/x/">x</a></code>',
        '<pre><a href="/x/">x</a></pre>',
        "<a>x</a>",
        '<a href="#top">x</a>',
        '<a href="">x</a>',
    ],
)
def test_what_only_looks_like_a_link_is_none(hidden: str) -> None:
    assert read(f"<p>{hidden}</p>").links == ()


def test_an_empty_page_is_a_page() -> None:
    found = read("")
    assert (found.words, found.text, found.links, found.headings) == (0, "", (), ())


@given(st.text(max_size=300))
def test_any_content_can_be_read(content: str) -> None:
    assert read(content).content == content


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('<p><a href="/x/">x</a></p>', "text"),
        ('<div class="wp-block-button"><a class="wp-block-button__link" href="/x/">x</a></div>', "button"),
        ('<button><a href="/x/">x</a></button>', "button"),
        ('<nav><ul><li><a href="/x/">x</a></li></ul></nav>', "navigation"),
        ('<a href="/x/"><img src="/l.png" alt="x"></a>', "image"),
        ('<a href="/x/"><img src="/l.png" alt="a leaf"> x</a>', "text"),
        ('<map><area href="/x/" alt="x"></map>', "image"),
        ('<a href="/x/" aria-label="x"><i></i></a>', "text"),
    ],
)
def test_links_are_told_apart_by_where_they_stand(content: str, place: str) -> None:
    (link,) = read(content).links
    assert (link.place, link.anchor.split()[-1]) == (place, "x")


def test_links_in_code_and_comments_and_without_an_address_are_set_aside() -> None:
    found = read(
        '<code><a href="/a/">a</a></code><!-- <a href="/b/">b</a> --><a href=" ">c</a><p><a href="/d/">d</a></p>'
    )
    assert [link.url for link in found.links] == ["/d/"]
    assert {(link.url, link.place) for link in found.set_aside} == {("/a/", "code"), ("/b/", "comment"), ("", "text")}


@pytest.mark.parametrize(
    ("rel", "unvouched"), [("NOFOLLOW", True), ("ugc noopener", True), ("sponsored", True), ("nofollower", False)]
)
def test_nofollow_sponsored_and_ugc_are_not_vouched_for(rel: str, unvouched: bool) -> None:
    assert read(f'<a rel="{rel}" href="/x/">x</a>').links[0].nofollow is unvouched


@pytest.mark.parametrize(
    ("markup", "image"),
    [
        ('<img src="/l.png">', Image(url="/l.png")),
        ('<img src="/l.png" alt>', Image(url="/l.png", alt="")),
        (
            '<img src="/l.png" alt="" class="size-full wp-image-12" width="300" height="200px">',
            Image(url="/l.png", alt="", media_id=12, width=300, height=200),
        ),
        ('<IMG SRC="/l.png" alt="A leaf" width="100%">', Image(url="/l.png", alt="A leaf")),
        ('<img src="data:image/gif;base64,R0" data-src="/l.png">', Image(url="/l.png")),
    ],
)
def test_images_have_what_their_markup_says(markup: str, image: Image) -> None:
    assert read(f"<figure>{markup}</figure>").images == (image,)


@pytest.mark.parametrize("rest", ["[gallery]", "<p>[sic]</p>", "<!-- a remark --><p></p>"])
def test_quick_way_past_shortcodes_reads_what_the_slow_one_reads(rest: str) -> None:
    plain = blocks("One two.", 'Three <a href="/x/">four</a>.')
    quick, slow = read(plain), read(plain + rest)
    assert (quick.links, quick.headings) == (slow.links, slow.headings)
    assert slow.text.startswith(quick.text)
