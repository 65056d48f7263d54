"""The live page's head decides: it shows what was written, or the difference is told in its own words."""

from typing import Any

from layers.nouns import Head, SeoFields, SeoLoss
from layers.publishing import seo

MEANT = SeoFields(
    title="Salt & smoke", description="How salt keeps food.", focus_keyword="salt", canonical="https://first.example/salt/",
    social_title="It's salt", social_description="Nothing else.", social_image="https://larder.example/salt.png",
)  # fmt: skip
SHOWN = Head(
    url="https://larder.example/salt/", status=200, title="Salt & smoke", description="How salt\nkeeps food.",
    canonical="https://first.example/salt/", robots="follow, index",
    social={"og:title": "It’s salt", "og:description": "Nothing else.", "og:image": "http://larder.example/salt.png"},
)  # fmt: skip


def problems(adapter: Any = "seopress", meant: SeoFields = MEANT, told: tuple[Any, ...] = (), **changes: Any) -> str:
    plan = seo.plan(adapter, seo.ADAPTERS[adapter].keys, meant)
    return "; ".join(seo.head_problems(plan, SHOWN.model_copy(update=changes), told))


def test_a_head_that_shows_everything_has_no_problem():
    assert problems() == ""


def test_each_field_that_the_page_does_not_show_is_named_with_what_it_shows():
    bare = Head(url=SHOWN.url, status=200)
    found = problems(**bare.model_dump(include={"title", "description", "canonical", "robots", "social"}))

    assert found.count("shows nothing instead of") == 6
    assert "keyword" not in found
    assert problems(title="Salt - Larder") == "the live page's title shows 'Salt - Larder' instead of 'Salt & smoke'"


def test_a_twitter_tag_that_differs_is_told_since_that_network_reads_it_first():
    assert "twitter:title shows 'Salt'" in problems(social={**SHOWN.social, "twitter:title": "Salt"})
    assert problems(social={**SHOWN.social, "twitter:title": "It's salt"}) == ""


def test_under_noindex_a_missing_canonical_is_right_and_a_missing_noindex_is_not():
    hidden = MEANT.model_copy(update={"noindex": True})

    assert problems(meant=hidden, canonical="", robots="noindex, follow") == ""
    assert "noindex shows 'follow, index'" in problems(meant=hidden, canonical="")
    assert "canonical address shows 'https://larder.example/salt/'" in problems(
        meant=hidden, canonical=SHOWN.url, robots="noindex"
    )
    assert "canonical address shows nothing" in problems(canonical="")


def test_the_site_name_behind_a_title_is_allowed_where_the_seo_framework_could_not_be_told_to_leave_it_out():
    longer = SHOWN.model_copy(update={"title": "Salt & smoke - Larder"})
    keys = tuple(key for key in seo.ADAPTERS["tsf"].keys if key != "_tsf_title_no_blogname")

    assert seo.head_problems(seo.plan("tsf", keys, MEANT), longer) == ()
    assert "title shows" in seo.head_problems(seo.plan("tsf", seo.ADAPTERS["tsf"].keys, MEANT), longer)[0]
    assert "title shows" in problems("yoast", title="Salt & smoke - Larder")


def test_what_is_told_already_is_not_told_twice_and_what_was_never_written_is_not_looked_for():
    assert problems(title="Other", told=("title",)) == ""
    assert problems("companion", canonical="", social={}) == ""
    assert problems("excerpt", title="Other", description="") == ""


def test_a_loss_that_the_live_page_disproves_is_none():
    plan = seo.plan("rank-math", (), MEANT)
    losses = seo.unwritten(plan, {"id": 7, "meta": {}}, [None])
    page = SHOWN.model_copy(update={"description": "Something else."})

    assert [loss.field for loss in seo.still_lost(plan, losses, page)] == ["description", "focus_keyword"]
    assert seo.still_lost(plan, (SeoLoss(field="robots", why="refused"),), page) != ()
