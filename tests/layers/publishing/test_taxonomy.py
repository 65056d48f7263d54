"""Which terms a post gets, which are made for it, and in which order."""

import pytest

from layers.errors import WordPressRefusedError
from layers.nouns import Category
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
