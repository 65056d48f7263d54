"""When what came back counts as what was sent, and which dates WordPress turns into another status."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.boundary.wordpress.answers import Reply
from layers.boundary.wordpress.records import body, changed_body
from layers.boundary.wordpress.scheduling import date_problem, site_time
from layers.boundary.wordpress.verification import MISSING, as_sent, disturbed, losses, same_value
from layers.nouns import Post, PostFields

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
STORED = Post(
    id=7, url="http://127.0.0.1/salt/", slug="salt", status="draft", title="Salt", content="<p>x</p>", excerpt="",
    categories=(1,), modified_gmt="2026-11-20T12:00:00", date_gmt="2026-12-01T09:00:00", meta={"kept": "a &lt; b"},
)  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a < b & “c”", "a &lt; b &amp; “c”"), ("two\n lines", "two lines"), (True, "1"), (False, ""), (True, "yes"), ("", None),
        (["noindex"], ["noindex"]), ({"title": "x", "canonical": ""}, {"title": "x", "facebook_image": "y"}), (7, "7"), ({}, []),
    ],
)  # fmt: skip
def test_a_value_that_a_plugin_writes_in_its_own_way_counts_as_kept(sent: object, kept: object) -> None:
    assert same_value(sent, kept)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("a <b>c</b>", "a c"), ("x", ""), ("x", None), ("x", MISSING), ("", MISSING), (True, ""), (True, "0"), (False, "1"),
        (["noindex"], ["index"]), (["noindex"], []), (["noindex"], "noindex"), ({"title": "x"}, {"title": "y"}), ({"title": "x"}, []),
        ({"noindex": True}, {"title": "x"}),
    ],
)  # fmt: skip
def test_a_value_that_was_lost_or_changed_does_not(sent: object, kept: object) -> None:
    assert not same_value(sent, kept)


@given(st.text(), st.text())
def test_two_texts_of_which_one_has_a_letter_more_are_not_the_same(text: str, more: str) -> None:
    assert same_value(text, text)
    assert not same_value(text + "x", text)
    assert losses({"content": text + "x"}, STORED.model_copy(update={"content": text}), {}) != ()
    assert losses({"content": text + more}, STORED.model_copy(update={"content": text + more}), {}) == ()


def test_every_field_that_is_not_as_sent_is_named_once() -> None:
    sent = {
        "title": "Salz", "slug": "salz", "status": "publish", "content": "<p>y</p>", "excerpt": "e", "categories": [2], "tags": [3],
        "author": 4, "featured_media": 5, "date_gmt": "2026-12-01T10:00:00", "template": "t.php", "format": "aside", "sticky": True,
        "comment_status": "closed", "ping_status": "closed", "meta": {"kept": "a < b", "gone": "x"}, "aioseo_meta_data": {"title": "x"},
    }  # fmt: skip
    named = [loss.split(" ")[0] for loss in losses(sent, STORED, {"aioseo_meta_data": []})]
    assert named == [
        *(name for name in sent if name not in ("meta", "aioseo_meta_data")),
        "meta.gone",
        "aioseo_meta_data",
    ]
    assert set(body(PostFields(title="", slug="", content="", excerpt="", **{  # type: ignore[arg-type]
        name: sent[name] for name in sent if name not in ("title", "slug", "content", "excerpt", "aioseo_meta_data")
    }))) == set(sent) - {"aioseo_meta_data"}  # fmt: skip


def test_a_field_that_a_write_did_not_name_and_changed_is_named() -> None:
    after = STORED.model_copy(update={"status": "future", "sticky": True, "title": "Salz", "categories": (2,)})
    assert [loss.split(" ")[0] for loss in disturbed(STORED, {"title": "Salz"}, after)] == ["status", "categories"]
    assert disturbed(STORED.model_copy(update={"categories": ()}), {}, STORED) == ()


def test_a_mapping_is_taken_at_its_word_and_a_post_is_not() -> None:
    whole = PostFields(title="t", slug="s", content="c", excerpt="")
    assert set(changed_body(whole)) == {"title", "slug", "content", "excerpt", "status"}
    changes = {"featured_media": 0, "sticky": False, "date_gmt": "", "author": 0, "tags": (), "plugin_fields": {"x": 1}}
    assert changed_body(changes) == {"featured_media": 0, "sticky": False, "date_gmt": None, "tags": [], "x": 1}


@pytest.mark.parametrize(
    ("status", "date", "problem"),
    [
        ("future", "2026-11-20T12:01:00", ""), ("future", "2026-11-20T12:00:59", "at least 60 s"), ("future", "", "at least 60 s"),
        ("publish", "2026-11-20T12:00:59", ""), ("publish", "2026-11-20T12:01:00", "keep it back"), ("publish", "", ""),
        ("draft", "2027-01-01T00:00:00", ""), ("draft", "2027-13-01", "is no date"),
        ("future", "2027-01-01T00:00:00+02:00", "is no date"),
    ],
)  # fmt: skip
def test_the_sixtieth_second_decides_between_publish_and_future(status: str, date: str, problem: str) -> None:
    found = date_problem(status, date, NOON)
    assert (problem in found) if problem else found == ""


def test_the_clock_that_counts_is_that_of_the_site() -> None:
    assert site_time(Reply({}, {"Date": "Fri, 20 Nov 2026 11:55:00 GMT"})) == datetime(2026, 11, 20, 11, 55, tzinfo=UTC)
    for headers in ({}, {"Date": "yesterday"}):
        assert abs((site_time(Reply({}, headers)) - datetime.now(UTC)).total_seconds()) < 5


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Masthead™ I ❤️ ☕", "Masthead&#x2122; I &#x2764;&#xfe0f; &#x2615;"),
        ("👩\u200d🍳", "&#x1f469;&#x200d;&#x1f373;"),
    ],
)
def test_emoji_and_signs_that_an_old_database_keeps_as_entities_count_as_kept(sent: str, kept: str) -> None:
    assert losses({"title": sent}, STORED.model_copy(update={"title": kept}), {}) == ()


SENT = PostFields(
    title="Salt", slug="salt", content="<p>x</p>", excerpt="", categories=(1, 2), tags=(3,), featured_media=9
)
KEPT = STORED.model_copy(update={"categories": (1, 2), "tags": (3,), "featured_media": 9})


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({}, True), ({"title": "Mine"}, False), ({"content": "<p>y</p>"}, False), ({"excerpt": "Mine."}, False),
        ({"categories": (1,)}, True), ({"categories": (8,)}, True), ({"categories": (1, 2, 8)}, False), ({"categories": (7, 8)}, False),
        ({"tags": ()}, True), ({"tags": (3, 4)}, False), ({"featured_media": 0}, True), ({"featured_media": 8}, False),
    ],
)  # fmt: skip
def test_a_post_is_as_it_was_sent_unless_somebody_has_worked_on_it(change: dict[str, object], same: bool) -> None:
    """WordPress drops a term that it does not know, or puts its default category there; it adds nothing else."""
    assert as_sent(KEPT.model_copy(update=change), SENT) == same
