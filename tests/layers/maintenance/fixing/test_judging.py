"""A change after which a check objects to more than before is told from one that mends."""

from datetime import date

from layers.maintenance.fixing.hosts import OrphanFixes
from layers.maintenance.fixing.judging import Bench, worse
from layers.nouns import Post
from tests.layers.maintenance.fixing.samples import finding, post, scene
from tests.layers.maintenance.records import HOME

SCENE = scene(post(7), post(9))
BENCH = Bench.of(SCENE.site, date(2026, 11, 20), SCENE.addresses, {2: "soil"})


def stored(content: str, **values: object) -> Post:
    return Post.model_validate({
        "id": 7, "url": f"{HOME}/post-7/", "slug": "post-7", "status": "publish", "title": "Post number 7", "content": content,
        "excerpt": "What it says.", "categories": (2,), "modified_gmt": "2026-06-02T08:00:00", "date_gmt": "2026-05-01T08:00:00",
        **values,
    })  # fmt: skip


def test_a_link_that_leads_nowhere_makes_a_post_worse() -> None:
    before, after = stored(f'<a href="{HOME}/?p=9">x</a>'), stored(f'<a href="{HOME}/gone/">x</a>')

    assert worse(BENCH.flaws(before), BENCH.flaws(after)) == ("dead-end", "link-missing-page")
    assert worse(BENCH.flaws(after), BENCH.flaws(before)) == ("link-detour",)


def test_one_more_of_the_same_flaw_is_worse() -> None:
    one, two = stored(f'<a href="{HOME}/a/">x</a>'), stored(f'<a href="{HOME}/a/">x</a><a href="{HOME}/b/">y</a>')

    assert worse(BENCH.flaws(one), BENCH.flaws(two)) == ("link-missing-page",)


def test_an_empty_excerpt_and_no_category_are_worse() -> None:
    assert set(worse(BENCH.flaws(stored("")), BENCH.flaws(stored("", excerpt="", categories=())))) == {
        "excerpt-missing", "uncategorised",
    }  # fmt: skip


def test_a_mended_link_is_not_worse() -> None:
    before, after = stored(f'<a href="{HOME}/?p=9">x</a>'), stored(f'<a href="{HOME}/post-9/">x</a>')

    assert worse(BENCH.flaws(before), BENCH.flaws(after)) == ()


def test_a_post_of_another_kind_is_judged_by_the_checks_that_fit_it_though_the_first_had_none() -> None:
    bench = Bench.of(SCENE.site, date(2026, 11, 20), SCENE.addresses, {2: "soil"})
    plain, image, page = stored("<p>x</p>"), stored('<p>x</p><img src="/a.jpg">'), stored("", type="page", excerpt="")

    assert "image-alt-missing" not in bench.flaws(plain)
    assert bench.flaws(image)["image-alt-missing"] == 1
    assert "excerpt-missing" not in bench.flaws(page)
    assert "image-alt-missing" not in bench.flaws(plain)


def test_an_orphan_gets_links_from_words_of_two_pages_that_name_it() -> None:
    text = "<p>{0} Worms in a compost heap turn kitchen scraps into dark crumbs that feed every bed of a garden.</p>"
    target = post(7, text.format("A compost heap needs air."), title="How to build a compost heap", slug="compost-heap")
    hosts = [
        post(9, text.format("The compost heap stands in the shade."), title="Feeding beds", slug="feeding-beds"),
        post(
            10,
            text.format("Turn the heap, and build a compost heap anew in spring."),
            title="Spring work",
            slug="spring-work",
        ),
    ]

    made = list(OrphanFixes(scene(target, *hosts)).of(target, finding("orphan", target)))

    assert {each.object_id for each in made} <= {9, 10}
    assert made
    assert all(
        f'<a href="{target.url}">' in each.after and each.before in hosts[each.object_id - 9].content for each in made
    )
