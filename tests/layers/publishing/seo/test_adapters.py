"""Per plugin: what goes with the one write, what comes after, what is read back, and every field that is lost is named."""

from datetime import UTC, datetime
from typing import Any

import pytest

from layers.nouns import Examination, Head, Login, SeoFields, SeoLoss, SeoPlan
from layers.publishing import seo

MEANT = SeoFields(
    title="Salt & <smoke>", description="How salt keeps food.", focus_keyword="Dry Brine", canonical="https://first.example/salt/",
    noindex=True, social_title="Salt keeps", social_description="Nothing else does.", social_image="https://larder.example/salt.png",
)  # fmt: skip
PLAIN = MEANT.model_copy(update={"title": "Salt & smoke", "canonical": "", "noindex": False})
YOAST_27_7 = ("_yoast_wpseo_title", "_yoast_wpseo_metadesc", "_yoast_wpseo_focuskw")
SEOPRESS_7_3 = ("_seopress_titles_title", "_seopress_titles_desc", "_seopress_robots_index")


def examined(*namespaces: str, keys: tuple[str, ...] = (), marks: tuple[str, ...] = ()) -> Examination:
    page = Head(url="https://larder.example/", status=200, marks=marks)
    return Examination(
        site="larder", url="https://larder.example", at=datetime(2026, 11, 20, tzinfo=UTC), reach="answers", login=Login(user="a"),
        namespaces=namespaces, meta_keys=keys, front=page,
    )  # fmt: skip


def kept(plan: SeoPlan, **more: Any) -> dict[str, Any]:
    """The record of a post whose meta came back as it was sent."""
    return {"id": 7, "meta": dict(plan.meta), **more}


def by_field(losses: tuple[SeoLoss, ...]) -> dict[str, str]:
    assert len({loss.field for loss in losses}) == len(losses)
    return {loss.field: loss.why for loss in losses}


@pytest.mark.parametrize(
    ("seen", "adapter"),
    [
        (examined("wp/v2", "yoast/v1", keys=YOAST_27_7), "yoast"),
        (examined("wp/v2", "yoast/v1"), "yoast"),
        (examined("rankmath/v1"), "rank-math"),
        (examined("seopress/v1", keys=SEOPRESS_7_3), "seopress"),
        (examined("aioseo/v1"), "aioseo"),
        (examined("slim-seo", keys=("slim_seo",)), "slim-seo"),
        (examined("wp/v2", marks=("The SEO Framework by Sybre Waaijer",)), "tsf"),
        (examined("wp/v2", keys=("masthead_seo_title",)), "companion"),
        (examined("rankmath/v1", keys=("masthead_seo_title", "rank_math_title")), "rank-math"),
        (examined("squirrly", keys=("masthead_seo_title",)), "excerpt"),
        (examined("wp/v2", keys=("rank_math_title", "slim_seo")), "excerpt"),
        (examined("yoastish/v1"), "excerpt"),
    ],
)
def test_the_adapter_is_chosen_by_what_the_site_does_and_the_companion_only_where_no_plugin_acts(seen, adapter):
    assert seo.adapter_for(seen) == adapter


@pytest.mark.parametrize("adapter", list(seo.ADAPTERS))
@pytest.mark.parametrize("registered", ["none", "all"])
def test_no_field_is_claimed_unless_a_look_showed_it_and_every_other_is_named_with_its_reason(adapter, registered):
    keys = seo.ADAPTERS[adapter].keys if registered == "all" else ()
    plan = seo.plan(adapter, keys, seo.FULL)
    nothing = seo.unwritten(plan, {"id": 7, "meta": {}}, [None for _ in seo.reads(plan, 7)])

    assert set(by_field((*plan.lost, *nothing))) == set(seo.FIELDS)
    assert all(len(why) > 20 for why in by_field((*plan.lost, *nothing)).values())
    assert not seo.type_problems(plan)


@pytest.mark.parametrize("adapter", ["yoast", "rank-math", "seopress", "slim-seo", "tsf", "companion"])
def test_with_all_keys_registered_the_one_write_is_enough_and_what_comes_back_is_no_loss(adapter):
    plan = seo.plan(adapter, seo.ADAPTERS[adapter].keys, MEANT)

    assert seo.requests(plan, 7) == seo.reads(plan, 7) == ()
    assert set(plan.meta) <= set(plan.keys)
    assert seo.unwritten(plan, kept(plan), ()) == ()
    spoilt = {key: "other" if isinstance(value, str) else {} for key, value in plan.meta.items()}
    assert len(seo.unwritten(plan, {"id": 7, "meta": spoilt}, ())) == len(seo.FIELDS) - len(plan.lost)


def test_an_empty_field_is_left_to_the_site():
    for adapter, how in seo.ADAPTERS.items():
        plan = seo.plan(adapter, how.keys, SeoFields())
        assert (dict(plan.meta), dict(plan.fields), plan.lost, seo.requests(plan, 7)) == ({}, {}, (), ())


def test_yoast_before_27_7_is_sent_nothing_and_the_missing_description_is_told():
    plan = seo.plan("yoast", (), MEANT)

    assert plan.meta == {}
    assert seo.requests(plan, 7) == ()
    assert "no description from the excerpt" in by_field(plan.lost)["description"]
    assert "before 27.7" in by_field(plan.lost)["title"]


def test_yoast_takes_three_keys_and_its_routes_the_social_texts_and_says_why_the_rest_is_lost():
    plan = seo.plan("yoast", YOAST_27_7, MEANT)
    (request,) = seo.requests(plan, 7)

    assert plan.meta == {
        "_yoast_wpseo_title": "Salt & &lt;smoke&gt;", "_yoast_wpseo_metadesc": "How salt keeps food.", "_yoast_wpseo_focuskw": "Dry Brine",
    }  # fmt: skip
    assert (request.method, request.path) == ("POST", "/yoast/v1/bulk_editor/update_social")
    assert request.body == {
        "items": [{"id": 7, "social_title": "Salt keeps", "social_description": "Nothing else does."}]
    }
    assert set(by_field(plan.lost)) == {"canonical", "robots", "social_image"}
    shown = {"og_title": "Salt keeps", "og_description": "Nothing else does."}
    assert seo.unwritten(plan, kept(plan, yoast_head_json=shown), ()) == ()
    assert set(by_field(seo.unwritten(plan, kept(plan, yoast_head_json={"og_title": "Salt"}), ()))) == {
        "social_title", "social_description",
    }  # fmt: skip


def test_yoast_takes_pages_by_its_routes_alone():
    plan = seo.plan("yoast", (), PLAIN, kind="page")

    assert [request.path.rpartition("/")[2] for request in seo.requests(plan, 7)] == ["update_search", "update_social"]


def test_yoast_answers_200_to_what_it_refused_and_its_rows_are_believed():
    plan = seo.plan("yoast", YOAST_27_7, MEANT)
    path = seo.requests(plan, 7)[0].path
    said = seo.objection(plan, {"results": [{"id": 7, "success": False, "error": "not_found"}]})
    lost = by_field(seo.unwritten(plan, kept(plan), (), {path: said}))

    assert said == "not_found"
    assert seo.objection(plan, {"results": [{"id": 7, "success": True}]}) == ""
    assert [seo.objection(plan, odd) for odd in ({"results": None}, {"results": 1}, None, [])] == [""] * 4
    assert lost["social_title"].startswith("Yoast SEO refused it: not_found")
    assert "title" not in lost  # the refused route is not the one that took it


def test_rank_math_needs_one_write_more_and_its_200_proves_nothing():
    plan = seo.plan("rank-math", (), MEANT)
    (request,), (read,) = seo.requests(plan, 7), seo.reads(plan, 7)
    meta: Any = request.body["meta"]

    assert (request.path, request.body["objectType"], request.body["objectID"]) == (
        "/rankmath/v1/updateMeta",
        "post",
        7,
    )
    assert (meta["rank_math_robots"], meta["rank_math_facebook_title"]) == (["noindex", "follow"], "Salt keeps")
    assert read.body == {"input[post_id]": 7}
    answer = {
        "title": "Salt &amp; &lt;smoke&gt;", "description": "How salt keeps food.", "focus_keyword": "Dry Brine",
        "canonical": "https://first.example/salt/", "robots": ["noindex"], "og_title": "Salt keeps", "og_description": "",
    }  # fmt: skip
    lost = by_field(seo.unwritten(plan, kept(plan), [answer]))
    assert set(lost) == {"social_description", "social_image"}
    assert "kept nothing" in lost["social_description"]
    assert "only the live page can" in lost["social_image"]
    assert "1.0.271" in by_field(seo.unwritten(plan, kept(plan), [{"error": "You may not."}]))["title"]


def test_seopress_takes_the_rest_by_put_and_its_three_kinds_of_answers_are_read():
    plan = seo.plan("seopress", SEOPRESS_7_3, MEANT)
    paths = [request.path.rpartition("/")[2] for request in seo.requests(plan, 7)]
    keywords, robots, social = seo.requests(plan, 7)

    assert set(plan.meta) == set(SEOPRESS_7_3)
    assert paths == ["target-keywords", "meta-robot-settings", "social-settings"]
    assert paths == [read.path.rpartition("/")[2] for read in seo.reads(plan, 7)]
    assert {request.method for request in seo.requests(plan, 7)} == {"PUT"}
    assert social.body["_seopress_social_twitter_img"] == "https://larder.example/salt.png"
    answers: list[Any] = [
        {"value": ["dry brine"], "usage": []},
        [{"key": key, "value": value, "can_modify": True} for key, value in robots.body.items()],
        [{"key": key, "value": value} for key, value in social.body.items()],
    ]
    assert seo.unwritten(plan, kept(plan), answers) == ()
    answers[1] = [{"key": "_seopress_robots_canonical", "value": ""}]
    assert set(by_field(seo.unwritten(plan, kept(plan), answers))) == {"canonical"}
    assert keywords.body == {"_seopress_analysis_target_kw": "Dry Brine"}


def test_all_in_one_seo_is_sent_one_object_with_the_names_of_writing_and_read_by_those_of_reading():
    plan = seo.plan("aioseo", (), MEANT)
    sent: Any = plan.fields["aioseo_meta_data"]

    assert plan.meta == {}
    assert (sent["default"], sent["noindex"], "robots_noindex" in sent) == (False, True, False)
    assert sent["keyphrases"]["focus"] == {"keyphrase": "Dry Brine"}
    shown = {**sent, "robots_noindex": True, "keyphrases": '{"focus":{"keyphrase":"Dry Brine"}}'}
    assert seo.unwritten(plan, kept(plan, aioseo_meta_data=shown), ()) == ()
    assert set(by_field(seo.unwritten(plan, kept(plan, aioseo_meta_data={**shown, "robots_noindex": False}), ()))) == {
        "robots"
    }
    silent = by_field(seo.unwritten(plan, kept(plan, aioseo_meta_data=[]), ()))
    assert set(silent) == set(seo.FIELDS)
    assert all("4.9.8" in why for why in silent.values())


def test_slim_seo_is_always_sent_the_whole_object_and_only_properties_that_it_knows():
    plan = seo.plan("slim-seo", ("slim_seo",), MEANT)

    assert plan.meta == {
        "slim_seo": {
            "title": "Salt & &lt;smoke&gt;", "description": "How salt keeps food.", "canonical": "https://first.example/salt/", "noindex": True,
            "facebook_image": "https://larder.example/salt.png", "twitter_image": "https://larder.example/salt.png",
        }
    }  # fmt: skip
    assert set(by_field(plan.lost)) == {"focus_keyword", "social_title", "social_description"}
    filled_in = {"id": 7, "meta": {"slim_seo": {"title": "Salt - Larder", "noindex": "1"}}}
    assert "keeps 'Salt - Larder'" in by_field(seo.unwritten(plan, filled_in, ()))["title"]
    assert "robots" not in by_field(seo.unwritten(plan, filled_in, ()))


def test_slim_seo_loses_no_social_title_that_is_the_pages_own():
    echo = MEANT.model_copy(update={"social_title": MEANT.title})

    probed = seo.plan("slim-seo", ("slim_seo",), MEANT).lost

    assert "social_title" in by_field(probed)
    assert "social_title" not in by_field(seo.plan("slim-seo", ("slim_seo",), echo, found=probed).lost)
    assert "social_title" in by_field(seo.plan("companion", ("masthead_seo_title",), echo).lost)


def test_what_a_probe_saw_the_site_drop_is_not_sent_again_and_stays_named():
    found = (
        SeoLoss(field="title", why="seen to be dropped"),
        SeoLoss(field="robots", why="seen to be dropped"),
        SeoLoss(field="social_title", why="nothing showed it", unread=True),
    )
    plan = seo.plan("aioseo", (), PLAIN, found=found)
    sent: Any = plan.fields["aioseo_meta_data"]

    assert by_field(plan.lost) == {"title": "seen to be dropped"}  # robots is not wanted here, so it is no loss
    assert ("title" in sent, "description" in sent, "og_title" in sent) == (False, True, True)


def test_rank_math_on_a_site_that_shows_nothing_over_rest_is_written_to_again_after_the_probe():
    probed = seo.unwritten(seo.plan("rank-math", (), seo.FULL), {"id": 7, "meta": {}}, [None])
    again = seo.plan("rank-math", (), MEANT, found=probed)

    assert {loss.unread for loss in probed} == {True}
    assert again.lost == ()
    assert seo.requests(again, 7) == seo.requests(seo.plan("rank-math", (), MEANT), 7)
    path = "/rankmath/v1/updateMeta"
    refused = seo.unwritten(seo.plan("rank-math", (), MEANT), {"id": 7, "meta": {}}, [None], {path: "no right"})
    assert {loss.unread for loss in refused} == {False}


def test_a_title_with_a_tag_is_sent_as_entities_but_to_the_companion_that_escapes_it_itself():
    assert seo.plan("tsf", ("_genesis_title",), MEANT).meta["_genesis_title"] == "Salt & &lt;smoke&gt;"
    assert seo.plan("companion", ("masthead_seo_title",), MEANT).meta["masthead_seo_title"] == "Salt & <smoke>"
    five = MEANT.model_copy(update={"title": "5 < 6 > 4"})
    assert seo.plan("tsf", ("_genesis_title",), five).meta["_genesis_title"] == "5 < 6 > 4"


@pytest.mark.parametrize(
    ("adapter", "title"),
    [
        ("yoast", "Salt %%sep%% smoke"),
        ("rank-math", "Salt %sep% smoke"),
        ("seopress", "Salt %%sitetitle%%"),
        ("aioseo", "Salt #site_title"),
        ("slim-seo", "Salt {{ site.title }}"),
    ],
)
def test_words_that_a_plugin_would_replace_are_not_sent_and_told(adapter, title):
    keys = seo.ADAPTERS[adapter].keys
    plan = seo.plan(adapter, keys, MEANT.model_copy(update={"title": title}))
    harmless = seo.plan(adapter, keys, MEANT.model_copy(update={"title": "20% to 30% off #1 {a}"}))

    assert "word it otherwise" in by_field(plan.lost)["title"]
    assert title not in f"{plan.meta} {plan.fields} {seo.requests(plan, 7)}"
    assert "title" not in by_field(harmless.lost)


def test_a_plan_that_a_site_would_refuse_or_drop_is_told_before_it_is_sent():
    plan = seo.plan("slim-seo", ("slim_seo",), MEANT)
    aioseo = seo.plan("aioseo", (), MEANT)
    rank_math = seo.plan("rank-math", seo.ADAPTERS["rank-math"].keys, MEANT)

    def problems(of: SeoPlan, **changes: Any) -> str:
        return "; ".join(seo.type_problems(of.model_copy(update=changes)))

    assert "meta.slim_seo.noindex is a text and not true or false" in problems(
        plan, meta={"slim_seo": {"noindex": "yes"}}
    )
    assert "meta.slim_seo.keyword is unknown" in problems(plan, meta={"slim_seo": {"keyword": "k"}})
    assert "meta.slim_seo is a text and not an object" in problems(plan, meta={"slim_seo": "k"})
    assert "does not take the meta key slim_seo" in problems(plan, keys=())
    assert "fields.aioseo_meta_data is a list and not an object" in problems(aioseo, fields={"aioseo_meta_data": []})
    assert "meta.rank_math_robots is a text and not a list" in problems(rank_math, meta={"rank_math_robots": "noindex"})
    assert "meta.rank_math_robots[] is a number" in problems(rank_math, meta={"rank_math_robots": [1]})
    bad = MEANT.model_copy(
        update={"canonical": "/salt/", "social_image": "https://larder.example/a b.png", "title": "\ud83d"}
    )
    assert [name in problems(plan, seo=bad) for name in ("canonical address", "social image", "title holds half")] == [
        True
    ] * 3
