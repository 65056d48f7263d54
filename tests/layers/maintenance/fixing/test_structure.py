"""Empty headings go with their blocks; images get the operator's own words, and a camera's name is none."""

import pytest

from layers.maintenance.fixing.fragments import composed
from layers.maintenance.fixing.markup import empty_elements
from layers.maintenance.fixing.structure import (
    file_fixes,
    heading_fixes,
    image_fixes,
    paragraph_fixes,
    says_something,
)
from layers.nouns import Media
from tests.layers.maintenance.fixing.samples import finding, post, scene

P = "<!-- wp:paragraph -->\n<p>Words.</p>\n<!-- /wp:paragraph -->"


def without_headings(content: str) -> str:
    page = post(7, content)
    return composed(content, heading_fixes(scene(page), page, [finding("heading-empty", page)])).text


@pytest.mark.parametrize(
    "heading",
    [
        '<!-- wp:heading -->\n<h2 class="wp-block-heading"></h2>\n<!-- /wp:heading -->\n\n',
        '<!-- wp:heading {"level":3} -->\n<h3><strong>&nbsp;</strong><br></h3>\n<!-- /wp:heading -->\n\n',
        "<h4> </h4>\n",
    ],
)
def test_an_empty_heading_goes_and_nothing_else(heading: str) -> None:
    assert without_headings(f"{P}\n\n{heading}{P}") == f"{P}\n\n{P}"


def test_two_empty_headings_are_two_fixes() -> None:
    page = post(7, f"<h2></h2>\n{P}\n<h2></h2>\n")

    assert [each.occurrence for each in heading_fixes(scene(page), page, [finding("heading-empty", page)])] == [1, 2]


@pytest.mark.parametrize("heading", ["<h2>Words</h2>", '<h2><img src="a.png" alt="A"></h2>', "<h2></h3>", "<h2>"])
def test_a_heading_that_shows_something_or_never_ends_stays(heading: str) -> None:
    assert without_headings(f"{heading}{P}") == f"{heading}{P}"


def with_alts(content: str, *media: Media) -> str:
    page = post(7, content)
    return composed(content, image_fixes(scene(page, media=media), page, [finding("image-alt-missing", page)])).text


def test_an_image_gets_the_words_that_its_file_has_in_the_library() -> None:
    media = (Media(id=5, url="a.png", alt="A spade in clay"), Media(id=6, url="b.png", title='Hands & "soil" [close]'))
    content = '<img class="wp-image-5" src="a.png"/><img src="b.png" class="size-full wp-image-6">'

    assert with_alts(content, *media) == (
        '<img alt="A spade in clay" class="wp-image-5" src="a.png"/>'
        '<img alt="Hands &amp; &quot;soil&quot; &#091;close&#093;" src="b.png" class="size-full wp-image-6">'
    )


def test_an_image_that_says_it_is_decoration_or_that_nobody_has_described_stays() -> None:
    content = '<img class="wp-image-5" alt="" src="a.png"><img class="wp-image-6" src="b.png"><img src="c.png">'

    assert with_alts(content, Media(id=5, url="a.png", alt="A"), Media(id=6, url="b.png", title="IMG_1234")) == content


@pytest.mark.parametrize("title", ["A spade in heavy clay", "Zwei Hände voll Kompost", "春のトマト"])
def test_words_of_a_person_say_something(title: str) -> None:
    assert says_something(title)


@pytest.mark.parametrize(
    "title",
    ["", "IMG_1234", "DSC 0042", "img-20240102-WA0001", "photo", "Screenshot 2024-01-02 at 10.11.12", "untitled", "0f3a9c11d2",
     "header-1024x768", "spade_final.jpg", "spade"],
)  # fmt: skip
def test_what_a_camera_or_an_upload_makes_of_a_title_says_nothing(title: str) -> None:
    assert not says_something(title)


def test_an_empty_paragraph_goes_and_one_with_an_image_stays() -> None:
    empty = "<!-- wp:paragraph -->\n<p>&nbsp;</p>\n<!-- /wp:paragraph -->\n\n"
    page = post(7, f'{P}\n\n{empty}<p><img src="a.png"></p>')

    fixes = list(paragraph_fixes(scene(page), page, [finding("paragraph-empty", page)]))

    assert composed(page.content, fixes).text == f'{P}\n\n<p><img src="a.png"></p>'


SIZED = (
    Media(id=5, url="http://x/a.png", width=800, height=600),
    Media(id=6, url="http://x/poster.jpg", width=3000, height=4200),
)


@pytest.mark.parametrize(
    ("image", "size"),
    [
        ('<img class="wp-image-5" src="http://x/a.png">', ' width="800" height="600"'),
        ('<img class="wp-image-5" src="http://x/a-300x225.png">', ' width="300" height="225"'),
        ('<img class="wp-image-6" src="http://x/poster-50x70.jpg">', ' width="50" height="70"'),  # as WordPress names its sizes
        ('<img class="wp-image-5" src="http://x/poster-50x70.jpg">', ""),  # the name of another file
        ('<img class="wp-image-5" src="http://x/a-1600x900.png">', ""),  # larger than the file
        ('<img class="wp-image-5" style="width:50%" src="http://x/a.png">', ""),
        ('<img src="b-300x200.jpg">', ""), ('<img src="c.png">', ""), ('<img width="9" src="d-1x1.png">', ""),
        ('<!-- wp:image {"id":5} -->\n<figure class="wp-block-image"><img class="wp-image-5" src="http://x/a.png"/></figure>\n<!-- /wp:image -->', ""),
        ('<!-- wp:html -->\n<img class="wp-image-5" src="http://x/a.png">\n<!-- /wp:html -->', ' width="800" height="600"'),
    ],
)  # fmt: skip
def test_an_image_gets_its_size_where_the_library_says_it_and_its_block_does_not_hold_it(image: str, size: str) -> None:
    page = post(7, image)

    fixes = image_fixes(scene(page, media=SIZED), page, [finding("image-no-dimensions", page)])

    assert composed(page.content, fixes).text == image.replace("<img", f"<img{size}")


def test_an_address_that_its_block_holds_too_is_not_changed_in_the_markup_alone() -> None:
    cover = '<!-- wp:cover {"url":"http://x.de/a.jpg","id":5} -->\n<div><img src="http://x.de/a.jpg"/></div>\n<!-- /wp:cover -->'
    page = post(7, cover)

    assert list(image_fixes(scene(page), page, [finding("image-insecure", page)])) == []


@pytest.mark.parametrize(
    "shown",
    [
        '<!-- wp:paragraph {"metadata":{"bindings":{"content":{"source":"core/post-meta"}}}} -->\n<p></p>\n<!-- /wp:paragraph -->',
        '<p><i class="fas fa-star"></i></p>', '<p id="kapitel-2"></p>', '<p style="background:url(x.png)"></p>', "<p><br><br></p>",
    ],
)  # fmt: skip
def test_what_visitors_see_or_links_lead_to_is_not_empty(shown: str) -> None:
    assert list(empty_elements(shown, "paragraph")) == []


def test_what_parted_two_paragraphs_of_classic_text_stays() -> None:
    text = "One.\n<h2></h2>\n\nTwo."
    [stretch] = empty_elements(text, "heading")
    assert text[: stretch.start] + text[stretch.end :] == "One.\n\n\nTwo."


def test_a_file_gets_its_own_title_for_an_alternative_text() -> None:
    media = (Media(id=5, url="a.png", title="A spade in clay"), Media(id=6, url="b.png", title="IMG_1"))
    asked = [finding("media-alt-missing", post(each.id)) for each in media]

    [fix] = file_fixes(scene(post(7), media=media), asked)

    assert (fix.object_type, fix.object_id, fix.field, fix.after) == ("media", 5, "alt_text", "A spade in clay")
