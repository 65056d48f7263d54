"""An examination is judged line by line; only what keeps an article from being published is a fault."""

from datetime import UTC, datetime
from typing import Any

import pytest

from layers.nouns import Category, Credentials, Cron, Examination, Head, Login, Sample, SchemaRules, Site
from layers.publishing.doctor import diagnose
from layers.publishing.line import Line
from layers.publishing.plugins import seo_plugins

URL = "https://larder.example"
EDITOR = Login(user="anna", access="accepted", roles=("editor",), claims_scripts=True, scripts="yes")
PAGE = Head(url=f"{URL}/salt/", status=200, title="Salt", description="Keeps.", canonical=f"{URL}/salt/")


def seen(**more: Any) -> Examination:
    well = {
        "site": "larder", "url": URL, "at": datetime(2026, 3, 1, tzinfo=UTC), "reach": "answers", "rest": "pretty", "home": URL,
        "version": "6.9", "login": EDITOR, "front": PAGE, "post": PAGE, "namespaces": ("wp/v2",), "sample": Sample(posts=9, block=9),
    }  # fmt: skip
    return Examination(**{**well, **more})


def site(**more: Any) -> Site:
    return Site(
        name="larder", url=URL, credentials=Credentials(user_env="U", password_env="P"), voice="plain", remit="what keeps",
        categories=(Category(name="Salt", slug="salt"),), **more,
    )  # fmt: skip


def line(subject: str, at: Site | None = None, **more: Any) -> Line:
    return next(each for each in diagnose(seen(**more), at or site()).lines if each.subject == subject)


def test_a_site_without_a_fault_is_healthy_though_it_has_warnings() -> None:
    found = diagnose(seen(), site())

    assert found.healthy
    assert found.count("warning") == 2  # no SEO plugin, and never probed


def test_every_line_that_is_not_well_says_what_to_do_and_every_other_says_nothing() -> None:
    bare = {
        "version": "",
        "front": None,
        "post": None,
        "home": "https://other.example",
        "cache": ("Age: 7",),
        "rest": "plain",
    }
    found = diagnose(
        seen(**bare, login=EDITOR.model_copy(update={"missing": ("edit pages",)})), site(timezone="Asia/Tokyo")
    )

    assert not found.healthy
    assert {each.state for each in found.lines} == {"ok", "warning", "fault"}
    assert all(bool(each.mend) == (each.state != "ok") for each in found.lines)


@pytest.mark.parametrize(
    ("version", "state"), [("6.0.9", "fault"), ("5.9", "fault"), ("6.1", "ok"), ("10.0", "ok"), ("", "warning")]
)
def test_wordpress_older_than_6_1_is_a_fault(version: str, state: str) -> None:
    assert line("WordPress", version=version).state == state


@pytest.mark.parametrize(
    ("places", "state", "said"),
    [
        (None, "ok", "nothing tells"), ((), "ok", "readers do not see"),
        (("`dateModified` in JSON-LD",), "ok", "as search engines want"),
        (("the text that readers see", "`dateModified` in JSON-LD"), "warning", "the text that readers see"),
        (("<time>",), "warning", "<time>"),
    ],
)  # fmt: skip
def test_a_theme_that_shows_readers_the_last_change_is_a_warning(
    places: tuple[str, ...] | None, state: str, said: str
) -> None:
    found = line("last change", shows_modified=places)

    assert found.state == state
    assert said in found.seen


@pytest.mark.parametrize(
    ("scripts", "claims", "state"),
    [("yes", False, "ok"), ("no", True, "fault"), ("unknown", True, "warning"), ("unknown", False, "fault")],
)
def test_what_wordpress_would_do_counts_more_than_what_the_role_claims(scripts: str, claims: bool, state: str) -> None:
    login = EDITOR.model_copy(update={"scripts": scripts, "claims_scripts": claims})

    assert line("JSON-LD in posts", login=login).state == state


def test_a_site_that_writes_no_schema_needs_no_right_to_scripts() -> None:
    login = EDITOR.model_copy(update={"scripts": "no"})
    found = diagnose(seen(login=login), site(schema=SchemaRules(enabled=False)))

    assert found.healthy
    assert "JSON-LD in posts" not in [each.subject for each in found.lines]


def test_a_site_in_a_folder_and_one_with_another_address_are_told() -> None:
    assert line("place", home=f"{URL}/blog", url=f"{URL}/blog").seen == "in the folder /blog/"
    assert line("place", home="https://www.larder.example").mend.startswith("Write `url: https://www.larder.example`")


def test_where_the_rest_api_is_closed_nothing_behind_it_is_judged() -> None:
    found = diagnose(seen(rest="closed", rest_said="Members only.", login=Login(user="anna")), site())

    assert [each.subject for each in found.lines] == ["address", "REST API"]


def test_scheduled_posts_that_are_not_overdue_show_nothing_wrong() -> None:
    assert line("cron", sample=Sample(scheduled=3)).state == "ok"
    assert line("cron", sample=Sample(scheduled=3, overdue=1)).state == "fault"


@pytest.mark.parametrize(
    ("cron", "state", "said"),
    [
        (Cron(), "ok", "nothing shows whether it runs"),
        (Cron(by_visits="yes", late_s=3_599), "ok", "visits start it, nothing is late"),
        (Cron(by_visits="yes", late_s=7_200), "warning", "2 h late: no visitor came"),
        (Cron(by_visits="no", late_s=3_599), "ok", "the server runs it"),
        (Cron(by_visits="no", late_s=3_600), "fault", "1 h late"),
        (Cron(trash_days=32), "ok", "nothing shows whether it runs"),
        (Cron(trash_days=33), "warning", "in the trash for 33 days"),
        (Cron(trash_days=33, by_visits="yes"), "ok", "visits start it"),
    ],
)
def test_a_cron_is_judged_by_what_is_late(cron: Cron, state: str, said: str) -> None:
    assert line("cron", cron=cron).state == state
    assert said in line("cron", cron=cron).seen


def test_yoast_is_believed_to_take_fields_only_where_its_keys_are_registered() -> None:
    keys = ("_yoast_wpseo_metadesc", "_yoast_wpseo_title")

    assert [each.name for each in seo_plugins(seen(namespaces=("yoast/v1",), meta_keys=keys))] == ["Yoast SEO"]
    assert [each.name for each in seo_plugins(seen(namespaces=("yoast/v1",), meta_keys=keys[:1]))] == [
        "Yoast SEO before 27.7"
    ]


def test_under_yoast_an_excerpt_is_said_to_make_no_description() -> None:
    assert "no description from the excerpt" in line("SEO plugin", namespaces=("yoast/v1",)).mend


def test_what_the_site_says_of_a_post_itself_is_named_whoever_says_it() -> None:
    page = PAGE.model_copy(update={"types": ("BlogPosting",)})

    assert "BlogPosting on posts" in line("site's JSON-LD", post=page).seen
    assert "site's JSON-LD" not in [each.subject for each in diagnose(seen(post=PAGE), site()).lines]
