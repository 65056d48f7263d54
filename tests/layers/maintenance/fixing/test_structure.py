"""Empty headings go with their blocks; images get the operator's own words, and a camera's name is none."""

import pytest

from layers.maintenance.fixing.fragments import composed
from layers.maintenance.fixing.structure import alt_fixes, heading_fixes, says_something
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
    return composed(content, alt_fixes(scene(page, media=media), page, [finding("image-alt-missing", page)])).text


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
