"""What the rest of a site says of a page, and what it says of terms, files, authors and itself."""

from datetime import UTC, datetime

from layers.maintenance import Audit, audit
from layers.nouns import (
    Answered,
    Author,
    Hidden,
    Image,
    Inventory,
    Markup,
    Media,
    MenuItem,
    Page,
    SeoFields,
    Term,
)
from tests.layers.maintenance.records import HOME, TODAY, inventory, page, site

DAY = TODAY.date()
ANSWER = "It keeps for a whole week in the cold."


def judged(*pages: Page, **more: object) -> Audit:
    seen = inventory(*pages).model_copy(update=more)
    return audit(site(), Inventory.model_validate(seen.model_dump()), DAY)


def found(of: Audit, check: str) -> dict[int, str]:
    return {finding.page_id: finding.evidence for finding in of.findings if finding.check == check}


def asked(number: int, *questions: tuple[str, str]) -> Page:
    answers = tuple(Answered(question=question, answer=answer) for question, answer in questions)
    return page(number, markup=Markup(questions=answers))


def test_seo_titles_and_descriptions_that_pages_share_are_named_and_empty_ones_are_no_twins() -> None:
    same = SeoFields(title="The soil guide for gardeners", description="All of it.", focus_keyword="Soil")
    seen = judged(page(1, seo=same), page(2, seo=same), page(3, seo=SeoFields()), page(4, seo=SeoFields()), page(5))
    for check in ("seo-title-duplicate", "description-duplicate", "keyword-duplicate"):
        assert set(found(seen, check)) == {1, 2}
        assert f"{HOME}/post-2/" in found(seen, check)[1]


def test_title_stands_in_for_an_seo_title_that_nobody_wrote() -> None:
    seen = judged(page(1, seo=SeoFields()), page(2, title="", seo=SeoFields()), page(3, title=""))
    assert set(found(seen, "seo-title-missing")) == {2}
    assert set(found(seen, "description-missing")) == {1, 2}


def test_slug_with_a_number_is_a_second_one_only_beside_the_first() -> None:
    seen = judged(
        page(1, slug="soil", title="Soil"), page(2, slug="soil-2", title="Soil again"), page(3, slug="beds-2", title="Beds"),
        page(4, slug="soil-3", title="Soil, part 3"),
    )  # fmt: skip
    assert found(seen, "slug-numbered") == {2: f"“soil-2” stands beside {HOME}/post-1/"}


def test_questions_are_repeated_where_their_answers_are_the_same_too() -> None:
    question = ("Does it keep?", ANSWER)
    other = ("Does it keep?", "Only if nobody drinks it before then.")
    seen = judged(
        asked(1, question, question),
        asked(2, question),
        asked(3, other),
        asked(4, ("Is it?", "Yes.")),
        asked(5, ("Is it?", "Yes.")),
    )
    assert set(found(seen, "faq-reused")) == {1, 2}
    assert "1 more pages" in found(seen, "faq-reused")[2]


def test_featured_images_are_missed_where_half_of_the_posts_have_one() -> None:
    assert set(found(judged(page(1, featured_media=7), page(2)), "featured-image-missing")) == {2}
    assert found(judged(page(1, featured_media=7), page(2), page(3)), "featured-image-missing") == {}


def test_files_are_found_by_their_number_or_by_the_address_of_any_size() -> None:
    file = Media(id=7, url=f"{HOME}/wp-content/uploads/soil-scaled.jpg", alt="Soil", width=1600, size_bytes=900_000)
    images = (Image(url=f"{HOME}/wp-content/uploads/soil-300x200.jpg", alt="S", media_id=99, width=3, height=2),)
    seen = judged(page(1, images=images, featured_media=7), page(2, featured_media=8), media=(file,))
    assert found(seen, "image-gone") == {}
    assert set(found(seen, "featured-image-gone")) == {2}


def test_terms_are_judged_by_the_posts_that_have_them() -> None:
    terms = (
        Term(id=3, slug="brew", name="Brew"), Term(id=4, slug="brewing", name="Brewing"), Term(id=5, slug="ice", name="ice", count=9),
        Term(id=6, slug="soil", name="Soils"),
    )  # fmt: skip
    seen = judged(page(1, tags=(3, 4)), page(2, tags=(4,)), tags=terms)
    assert set(found(seen, "tag-used-once")) == {3}
    assert set(found(seen, "tag-unused")) == {6}
    assert found(seen, "tag-like-another") == {
        3: "“Brew” says the same as “Brewing (brewing)”",
        4: "“Brewing” says the same as “Brew (brew)”",
    }
    assert set(found(seen, "tag-like-category")) == {6}
    assert {each.object_type for each in seen.findings if each.check.startswith("tag-")} == {"tag"}


def test_a_menu_may_lead_to_a_product_that_no_inventory_holds() -> None:
    menus = (MenuItem(menu="top", label="Mug", url=f"{HOME}/product/mug/", page_id=77),)
    assert found(judged(page(1), menus=menus), "menu-link-missing") == {}


def test_numbers_letters_and_signs_tell_terms_apart() -> None:
    names = ("iPhone 14", "iPhone 15", "Vitamin C", "Vitamin D", "C", "C++", "C#")
    terms = tuple(Term(id=at, slug=str(at), name=name, count=9) for at, name in enumerate(names, 10))
    assert found(judged(page(1), tags=terms), "tag-like-another") == {}


def test_categories_are_held_against_the_plan_of_the_sites_yaml() -> None:
    categories = (Term(id=1, slug="news", name="News"), Term(id=2, slug="uncategorized", name="Uncategorized"))
    seen = judged(page(1), page(2, categories=(2,)), categories=categories)
    assert found(seen, "category-unplanned") == {1: "“news” with 1 posts is not among the site's planned categories"}
    assert found(seen, "category-planned-missing") == {0: "planned and not on the site: “soil”"}
    assert set(found(seen, "category-outside-plan")) == {1}


def test_a_category_above_a_full_one_is_not_empty() -> None:
    categories = (
        Term(id=1, slug="soil", name="Soil", parent=5),
        Term(id=5, slug="beds", name="Beds"),
        Term(id=6, slug="ice", name="Ice"),
    )
    assert set(found(judged(page(1), categories=categories), "category-unused")) == {6}


def test_authors_are_judged_who_wrote_posts() -> None:
    authors = (Author(id=2, slug="admin", name="admin"), Author(id=3, slug="ada", name="Ada"))
    seen = judged(page(1, author=2), page(2, author=3, type="page"), authors=authors)
    assert set(found(seen, "author-without-bio")) == {2}
    assert set(found(seen, "author-is-admin")) == {2}


def test_menus_that_lead_to_nothing_or_to_a_draft_are_found_on_the_site() -> None:
    menus = tuple(
        MenuItem(menu="top", label=label, url=url, page_id=page_id)
        for label, url, page_id in (
            ("Post", "/post-1/", 1), ("Gone", f"{HOME}/gone/", 0), ("Draft", "/?p=9", 9), ("Out", "https://a.example/", 0),
            ("Open", "#", 0), ("Soil", f"{HOME}/category/soil/", 0), ("Gone", f"{HOME}/gone/", 0),
        )
    )  # fmt: skip
    seen = judged(page(1), menus=menus, hidden=(Hidden(id=9, type="post", status="draft", url=f"{HOME}/?p=9"),))
    assert found(seen, "menu-link-missing") == {0: f"lines of a menu lead to what is not there: “Gone” to {HOME}/gone/"}
    assert found(seen, "menu-link-hidden") == {
        0: "lines of a menu lead to what visitors are not shown: “Draft” to /?p=9"
    }


def test_classic_posts_are_named_where_most_are_made_of_blocks() -> None:
    new, old = Markup(editor="blocks"), Markup(editor="classic")
    assert found(judged(page(1, markup=new), page(2, markup=old)), "content-classic") == {
        0: f"1 posts are not made of blocks: {HOME}/post-2/"
    }
    assert found(judged(page(1, markup=old), page(2, markup=old)), "content-classic") == {}


def test_nothing_is_compared_when_no_check_asks_for_it() -> None:
    text = "One and the same text stands on both of these pages, word for word. " * 9
    pages = (page(1, text=text), page(2, text=text))
    off = dict.fromkeys(("content-duplicate", "content-near-duplicate", "content-copied", "cannibal"), False)
    assert set(found(judged(*pages), "content-duplicate")) == {1, 2}
    assert audit(site(checks=off), inventory(*pages), DAY).findings != ()
    assert found(audit(site(checks=off), inventory(*pages), DAY), "content-duplicate") == {}


def test_evidence_names_three_things_and_counts_the_rest() -> None:
    images = tuple(Image(url=f"https://a.example/{n}.jpg", alt="A", width=1, height=1) for n in range(5))
    told = found(judged(page(1, images=images)), "image-hotlinked")[1]
    assert told.endswith("https://a.example/2.jpg and 2 more")


def test_pages_of_the_future_are_published_all_the_same() -> None:
    seen = judged(page(1, published_at=datetime(2027, 1, 5, tzinfo=UTC)), page(2))
    assert set(found(seen, "dated-in-future")) == {1}


def test_a_template_of_the_plugin_is_nobodys_words() -> None:
    """What visitors read of it only the live page shows: it is neither double nor too short, nor missing."""
    template = SeoFields(title="%%title%% %%sep%% %%sitename%%", description="%%excerpt%%")
    seen = judged(page(1, seo=template), page(2, seo=template))
    assert [each.check for each in seen.findings if each.check.startswith(("seo-title", "description"))] == []
