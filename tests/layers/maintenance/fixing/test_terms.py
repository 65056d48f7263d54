"""A post gets a category only where one clearly fits, and tags that mean the same become the one that is used most."""

from layers.maintenance.fixing.terms import category_fixes, merged, merged_tags, spelled
from layers.nouns import Category, PageLink, Term
from tests.layers.maintenance.fixing.samples import finding, post, scene

ABOUT_SOIL = "<p>Compost and mulch feed the ground. " * 4 + "</p>"


def test_a_post_goes_where_its_words_belong() -> None:
    page = post(7, ABOUT_SOIL, categories=(1,))

    [fix] = category_fixes(scene(page), page, [finding("uncategorised", page)])

    assert (fix.field, fix.before, fix.after) == ("categories", "1", "2")


def test_a_post_that_could_go_to_two_is_left_alone() -> None:
    page = post(7, ABOUT_SOIL + "<p>Spades, forks and sharpening blades.</p>", categories=(1,))

    assert list(category_fixes(scene(page), page, [finding("uncategorised", page)])) == []


def test_the_hub_that_links_to_a_post_decides() -> None:
    page = post(7, "<p>Nothing that tells.</p>", categories=(1,))
    hub = post(9).model_copy(update={"slug": "all-tools", "links": (PageLink(url=page.url, anchor="x"),)})
    categories = (
        Category(name="Soil", slug="soil", purpose="compost"),
        Category(name="Tools", slug="tools", hub="all-tools"),
    )

    [fix] = category_fixes(scene(page, hub, categories=categories), page, [finding("uncategorised", page)])

    assert fix.after == "3"


TAGS = (
    Term(id=10, slug="cold-brew", name="Cold brew", count=5), Term(id=11, slug="coldbrew", name="cold-brew", count=2),
    Term(id=12, slug="grinders", name="Grinders", count=1), Term(id=13, slug="grinder", name="grinder", count=1),
    Term(id=14, slug="glass", name="Glass", count=1),
)  # fmt: skip


def test_what_the_audit_does_not_find_alike_is_not_merged() -> None:
    names = ("Kuchen", "Küchen", "Q&A", "QA", "🐶", "🐱", ".NET", "Net", "Maße", "Masse")
    assert merged([Term(id=at, slug=str(at), name=name, count=1) for at, name in enumerate(names, 1)]) == {}


def test_of_tags_that_are_spelled_alike_the_one_with_most_posts_is_kept() -> None:
    assert merged(TAGS) == {11: 10, 13: 12}


def test_posts_get_the_tag_that_is_kept_once_and_no_tag_is_deleted() -> None:
    both, other = post(7, tags=(11, 10, 14)), post(8, tags=(14,))
    at = scene(both, other, tags=TAGS)

    [fix] = merged_tags(at, [finding("tag-like-another", both)])

    assert (fix.object_id, fix.before, fix.after) == (7, "11, 10, 14", "10, 14")
    assert "delete it in WordPress" in fix.risk


def test_accents_case_hyphens_and_a_plural_make_no_other_tag() -> None:
    assert spelled("Café-Rezepte") == spelled("cafe rezepte")
    assert spelled("Glass") != spelled("Glas")
    assert len({spelled(name) for name in ("C", "C++", "C#", "かき", "かぎ", "की", "का")}) == 7
