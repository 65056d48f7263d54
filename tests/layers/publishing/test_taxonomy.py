"""Which terms a post gets, which are made for it, and in which order."""

import pytest

from layers.errors import WordPressRefusedError
from layers.nouns import Category, Term
from layers.publishing import PlannedTerm, taxonomy
from tests.layers.publishing.samples import article, inventory, site

ROASTING = Category(name="Roasting", slug="roasting", parent="beans")
BEANS = Category(name="Beans", slug="beans", parent="brewing")


def test_terms_are_taken_from_the_site_then_from_its_yaml_and_never_invented() -> None:
    plan = taxonomy(site(), article(), inventory())
    assert plan.categories == (PlannedTerm(slug="brewing", name="Brewing & water"),)
    assert plan.tags == (
        PlannedTerm(slug="cold-brew", name="Cold brew"),
        PlannedTerm(slug="beginners-tips", name="Beginner's tips"),
    )
    assert plan.refused == ("unheard of",)
    assert plan.parents == ()


def test_a_category_of_the_yaml_may_be_made() -> None:
    assert taxonomy(site(), article(category="beans"), inventory()).categories == (
        PlannedTerm(slug="beans", name="Beans"),
    )


def test_a_category_that_nobody_allowed_is_refused() -> None:
    with pytest.raises(WordPressRefusedError, match="'invented'"):
        taxonomy(site(), article(category="invented"), inventory())


def test_the_categories_above_are_made_first_from_one_that_is_live_down() -> None:
    plan = taxonomy(site(categories=(ROASTING, BEANS)), article(category="roasting"), inventory())
    assert plan.parents == (
        PlannedTerm(slug="brewing", name="Brewing & water"),
        PlannedTerm(slug="beans", name="Beans", parent="brewing"),
    )
    assert plan.categories == (PlannedTerm(slug="roasting", name="Roasting", parent="beans"),)


def test_a_category_below_one_that_nobody_allowed_is_refused() -> None:
    with pytest.raises(WordPressRefusedError, match="the category 'beans'"):
        taxonomy(site(categories=(ROASTING,)), article(category="roasting"), inventory())


def test_a_category_below_itself_is_refused() -> None:
    circle = BEANS.model_copy(update={"parent": "roasting"})
    with pytest.raises(WordPressRefusedError, match=r"stands below itself: `parent: roasting` of 'beans'"):
        taxonomy(site(categories=(ROASTING, circle)), article(category="roasting"), inventory())


@pytest.mark.parametrize(
    ("live", "wanted", "planned", "refused"),
    [
        (("C", "c"), ("C++", "C"), ["c"], ("C++ (its slug 'c' is that of the tag C)",)),
        (("C", "c"), ("C#",), [], ("C# (its slug 'c' is that of the tag C)",)),
        (("C++", "c"), ("C++", "C#"), ["c"], ("C# (its slug 'c' is that of the tag C++)",)),
        (("Java", "java"), ("C#", "C++"), ["c"], ("C++ (its slug 'c' is that of the tag C#)",)),
        (("C#", "c-sharp"), ("C#", "c#", "C"), ["c-sharp", "c"], ()),
    ],
)
def test_no_tag_takes_the_slug_of_another_or_goes_unnamed(
    live: tuple[str, str], wanted: tuple[str, ...], planned: list[str], refused: tuple[str, ...]
) -> None:
    there = inventory().model_copy(update={"tags": (Term(id=9, name=live[0], slug=live[1]),)})
    plan = taxonomy(site(tags=("C", "C++", "C#")), article(tags=wanted), there)
    assert [term.slug for term in plan.tags] == planned
    assert plan.refused == refused


@pytest.mark.parametrize(
    ("tag", "slug"),
    [
        ("Kaffeemühle", "kaffeemuehle"),
        ("Kaffeemu\u0308hle", "kaffeemuehle"),
        ("Café crème", "cafe-creme"),
        ("珈琲豆", "珈琲豆"),
        ("Café 珈琲", "cafe-珈琲"),
        ("豆" * 30, "豆" * 22),
        ("コーヒー", "kohi"),
    ],
)
def test_a_new_tag_is_spelled_as_posts_are_and_in_no_reading_that_is_a_guess(tag: str, slug: str) -> None:
    assert [term.slug for term in taxonomy(site(tags=(tag,)), article(tags=(tag,)), inventory()).tags] == [slug]


@pytest.mark.parametrize(
    ("name", "slug"), [("Kaffee-Mühle", "kaffee-muehle"), ("kaffee mühle", "kaffee-muhle"), ("珈琲豆", "%e7%8f%88%e7%90%b2%e8%b1%86")]
)  # fmt: skip
def test_a_live_tag_is_found_in_whichever_spelling_it_has_its_slug(name: str, slug: str) -> None:
    there = inventory().model_copy(update={"tags": (Term(id=9, name=name, slug=slug),)})
    tag = "珈琲豆" if "%" in slug else "Kaffee Mühle"
    assert [term.slug for term in taxonomy(site(tags=(tag,)), article(tags=(tag,)), there).tags] == [slug]
