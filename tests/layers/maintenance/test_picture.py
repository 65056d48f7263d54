"""The picture of a site's links: everything has its place, and all of it can be read without the drawing."""

import re

from selectolax.lexbor import LexborHTMLParser

from layers.maintenance import Linkage, graph, linkage, picture
from layers.maintenance.picture import DRAWN, LINES, MIDDLE, SIZE
from tests.layers.maintenance.records import HOME, inventory, page, site
from tests.layers.publishing.samples import TEMPLATES


def linked(posts: int, each: int = 1, **values: object) -> Linkage:
    """A site on which each post links to the next ones, and the last category is the second."""
    pages = [
        page(n, *[f"{HOME}/post-{(n + step) % posts + 1}/" for step in range(each)], categories=(1 + n % 2,), **values)
        for n in range(1, posts + 1)
    ]
    held = inventory(*pages)
    return linkage("garden", "The <Garden>", HOME, held, graph(site().url, held))


def html(found: Linkage) -> str:
    return TEMPLATES.render("reports/links.html.j2", linkage=found, picture=picture(found))


def test_every_post_has_a_place_of_its_own_in_the_drawing() -> None:
    dots = picture(linked(40)).whole.dots

    assert len({(dot.x, dot.y) for dot in dots}) == 40
    assert all(0 < dot.x < SIZE and 0 < dot.y < SIZE for dot in dots)
    assert all(dot.label for dot in dots)


def test_posts_of_one_cluster_stand_side_by_side() -> None:
    colours = [dot.colour for dot in picture(linked(40)).whole.dots]
    assert colours == sorted(colours)


def test_of_many_posts_the_clusters_are_drawn_and_each_by_itself() -> None:
    found = picture(linked(DRAWN + 50, each=2))

    assert found.by_cluster
    assert [bubble.name for bubble in found.whole.bubbles] == ["Soil", "Uncategorized"]
    assert found.whole.dots == ()
    assert [len(part.drawing.dots) for part in found.parts] == [100, 100]
    assert "Soil to Uncategorized: 100 links; back: 100" in [curve.said for curve in found.whole.curves]


def test_lines_that_nobody_could_tell_apart_are_counted_and_not_drawn() -> None:
    found = picture(linked(120, each=6))
    assert (found.whole.curves, found.whole.hidden) == ((), 720)
    assert LINES < 720
    assert "720 links are not drawn" not in html(linked(12))


def test_a_large_cluster_fills_a_disc_with_the_most_linked_in_the_middle() -> None:
    held = inventory(*[page(n, f"{HOME}/post-7/") for n in range(1, 2 * DRAWN)])
    [part] = picture(linkage("garden", "G", HOME, held, graph(site().url, held))).parts
    first = part.drawing.dots[0]
    assert first.said.startswith("Post number 7: ")
    assert abs(first.x - MIDDLE) + abs(first.y - MIDDLE) < 60


def test_orphans_are_marked_and_what_is_drawn_is_said_in_words_as_well() -> None:
    held = inventory(page(1, f"{HOME}/post-2/"), page(2), page(3), page(4, type="page", title="About"))
    text = html(linkage("garden", "The Garden", HOME, held, graph(site().url, held)))
    tree = LexborHTMLParser(text)

    assert len(tree.css("figure circle.orphan")) == 2
    assert [node.text() for node in tree.css("figure .dots title")].count(
        "Post number 3: 0 links in, 0 out; orphan, dead end"
    ) == 1
    assert all(svg.attributes["aria-label"] and svg.attributes["role"] == "img" for svg in tree.css("svg"))
    rows = [row.css("td")[0].text() for row in tree.css("tbody tr")]
    assert rows == ["Post number 3", "Post number 1", "Post number 2", "About"]  # the weakest first


def test_it_opens_offline_and_a_sites_own_words_are_text() -> None:
    text = html(linked(5, title='<script>alert("x")</script>'))

    assert "<script" not in text
    assert not re.search(r'(?:src|@import|url\()\s*=?\s*["\']?https?:', text)
    assert "The &lt;Garden&gt;" in text


def test_a_site_of_no_post_and_of_one_is_drawn_too() -> None:
    assert "0</b> posts" in html(linked(0))
    assert "1</b> post" in html(linked(1))
