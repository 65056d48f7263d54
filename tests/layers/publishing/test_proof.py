"""What a probe found is judged: each fault is a reason not to publish, each loss has its mend, and means say how a post is written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from layers.nouns import Category, Credentials, Examination, Head, Login, PostRules, Probe, SchemaRules, SeoLoss, Site
from layers.publishing.doctor import diagnose
from layers.publishing.line import Line
from layers.publishing.proof import impossible, lines, means

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
URL = "https://larder.example"
EDITOR = Login(user="anna", access="accepted", roles=("editor",), claims_scripts=True, scripts="no")
PAGE = Head(
    url=f"{URL}/salt/", status=200, title="Salt", description="Keeps.", canonical=f"{URL}/salt/", types=("Thing",)
)
ALL_WELL = dict.fromkeys(("marker", "json_ld", "terms", "others_posts", "media"), "yes")
COMPANION = ("masthead_schema", "masthead_seo_description", "masthead_seo_title")


def seen(**more: Any) -> Examination:
    well = {
        "site": "larder", "url": URL, "at": NOON, "reach": "answers", "rest": "pretty", "home": URL, "version": "6.9",
        "login": EDITOR, "front": PAGE, "post": PAGE, "namespaces": ("wp/v2",),
    }  # fmt: skip
    return Examination(**{**well, **more})


def probe(examination: Examination | None = None, **more: Any) -> Probe:
    return Probe(examination=examination or seen(), at=NOON + timedelta(seconds=1), **{**ALL_WELL, **more})


def site(**more: Any) -> Site:
    return Site(
        name="larder", url=URL, credentials=Credentials(user_env="U", password_env="P"), voice="plain", remit="what keeps",
        categories=(Category(name="Salt", slug="salt"),), **more,
    )  # fmt: skip


def line(subject: str, found: Probe, at: Site | None = None) -> Line:
    return next(each for each in lines(found, at or site()) if each.subject == subject)


def test_where_everything_can_be_done_nothing_is_impossible_and_no_line_has_a_mend() -> None:
    assert impossible(probe(), site()) == ()
    assert {each.state for each in lines(probe(), site())} == {"ok"}
    assert not any(each.mend for each in lines(probe(), site()))


@pytest.mark.parametrize(
    ("found", "why", "mend"),
    [
        (probe(refused="Posts are closed."), "Posts are closed.", "exempt this user"),
        (probe(marker="no"), "metadata.name", "rewrites block markup"),
        (probe(json_ld="no"), "does not keep it", "masthead doctor --companion"),
        (probe(others_posts="no"), "no link can be set", "the role Editor"),
        (probe(terms="no", absent=("salt",)), "the site has not: salt", "Make them in WordPress"),
        (probe(seen(login=EDITOR.model_copy(update={"missing": ("edit pages",)}))), "may not edit pages", "the role Editor"),
    ],
)  # fmt: skip
def test_what_keeps_an_article_from_being_published_whole_is_said_with_its_mend(
    found: Probe, why: str, mend: str
) -> None:
    [reason] = impossible(found, site())

    assert why in reason
    assert mend in reason


def test_rights_that_are_missing_are_said_once() -> None:
    login = EDITOR.model_copy(update={"missing": ("edit other people's posts",)})

    assert len(impossible(probe(seen(login=login), others_posts="no"), site())) == 1


@pytest.mark.parametrize(
    ("found", "at"),
    [
        (probe(json_ld="no"), site(schema=SchemaRules(enabled=False))),
        (probe(json_ld="no", head_schema="yes"), site()),
        (probe(terms="no"), site()),
        (probe(media="no"), site()),
        (probe(media="no"), site(post=PostRules(image="none"))),
        (probe(left=("post 12",)), site()),
        (probe(seo_lost=(SeoLoss(field="title", why="dropped"),)), site()),
    ],
)
def test_what_an_article_can_do_without_is_no_reason_to_refuse_it(found: Probe, at: Site) -> None:
    assert impossible(found, at) == ()


@pytest.mark.parametrize(
    ("found", "place"),
    [
        (probe(head_schema="yes"), "head"),
        (probe(head_schema="yes", json_ld="no"), "head"),
        (probe(seen(namespaces=("wp/v2", "squirrly")), head_schema="yes"), "block"),  # beside it the companion prints nothing
        (probe(head_schema="no"), "block"),
        (probe(adapter="rank-math", head_schema="yes"), "block"),  # its own is off, and the companion would leave it to it
        (probe(seen(post=PAGE.model_copy(update={"types": ("BlogPosting",)})), adapter="rank-math", head_schema="yes"), "head"),
        (probe(json_ld="no"), "nowhere"),
    ],
)  # fmt: skip
def test_json_ld_goes_where_it_is_kept_and_shown(found: Probe, place: str) -> None:
    assert means(found).schema_place == place


def test_means_are_what_the_probe_found_and_what_the_newest_post_carries_besides() -> None:
    lost = SeoLoss(field="canonical", why="dropped")
    found = means(probe(seen(meta_keys=COMPANION), adapter="companion", seo_lost=(lost,), media="no"))

    assert (found.probed_at, found.adapter, found.meta_keys) == (NOON + timedelta(seconds=1), "companion", COMPANION)
    assert (found.emits, found.seo_lost, found.terms, found.media) == (("Thing",), (lost,), "yes", "no")


def test_on_a_site_without_posts_an_seo_plugin_is_taken_to_print_what_it_always_prints() -> None:
    empty = probe(seen(post=None, namespaces=("aioseo/v1",)), adapter="aioseo")

    assert "BlogPosting" in means(empty).emits
    assert means(probe(seen(post=None))).emits == ()


def test_what_was_judged_by_rights_is_said_to_be() -> None:
    assert "judged by the user's rights" in line("terms", probe(judged=("terms",))).seen
    assert "judged" not in line("images", probe(judged=("terms",))).seen


def test_a_field_that_was_to_be_expected_lost_is_no_news() -> None:
    lost = tuple(SeoLoss(field=name, why="no plugin") for name in ("title", "description", "robots"))
    kept = probe(seen(meta_keys=COMPANION), adapter="companion", seo_kept=("title",))

    assert line("SEO fields", probe(seo_lost=lost)).state == "ok"
    dropped = SeoLoss(field="description", why="kept nothing")
    said = line("SEO fields", kept.model_copy(update={"seo_lost": (dropped,)}))
    assert (said.state, said.mend) == ("warning", "Posts lack description: kept nothing.")


def test_a_field_that_nothing_can_read_back_is_no_loss_yet() -> None:
    unread = SeoLoss(field="title", why="only the live page can show it", unread=True)
    said = line("SEO fields", probe(seen(namespaces=("rankmath/v1",)), adapter="rank-math", seo_lost=(unread,)))

    assert (said.state, said.mend) == ("ok", "")
    assert said.seen.endswith("to be seen on the live page alone: title")


def test_a_diagnosis_rests_on_the_probe_instead_of_on_what_reading_suggests() -> None:
    unproved, proved = diagnose(seen(), site()), diagnose(seen(), site(), probe())

    assert [each.subject for each in unproved.lines][-2:] == ["JSON-LD in posts", "probe"]
    assert not unproved.healthy
    assert unproved.lines[-1].mend.endswith("masthead doctor larder --probe")
    assert proved.healthy
    assert "JSON-LD in posts" not in [each.subject for each in proved.lines]


def later(found: Probe, days: int = 0, **more: Any) -> Line:
    diagnosis = diagnose(seen(at=NOON + timedelta(days=days), **more), site(), found)
    return next(each for each in diagnosis.lines if each.subject == "probe")


def test_a_probe_of_another_plugin_role_or_companion_or_of_long_ago_is_to_be_repeated() -> None:
    assert later(probe(), 30) == Line(subject="probe", state="ok", seen="2026-11-20 12:00 UTC")
    assert "91 days ago" in later(probe(), 92).seen
    plugin = later(probe(seen(namespaces=("rankmath/v1",)), adapter="rank-math"))
    assert "the SEO fields are written for excerpt (was rank-math)" in plugin.seen
    assert (
        "the role is author (was editor)" in later(probe(), login=EDITOR.model_copy(update={"roles": ("author",)})).seen
    )
    assert "the companion is 1.1.0 (was absent)" in later(probe(), companion="1.1.0").seen
    assert plugin.mend == "Probe again: masthead doctor larder --probe"


def test_what_a_killed_probe_left_is_named_by_the_next_look_and_not_by_the_probe_that_removed_it() -> None:
    left = seen(left=("post 12", "tag 3"))
    named = [each for each in diagnose(left, site()).lines if each.subject == "left by a probe"]

    assert [each.seen.partition(":")[0] for each in named] == ["post 12, tag 3"]
    assert "left by a probe" not in [each.subject for each in diagnose(left, site(), probe(left)).lines]
    older = probe().model_copy(update={"at": NOON - timedelta(days=1)})
    assert "left by a probe" in [each.subject for each in diagnose(left, site(), older).lines]
