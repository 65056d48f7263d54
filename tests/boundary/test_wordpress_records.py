"""Records and headers that WordPress itself would not send: read where that is safe, refused in one sentence where not."""

import json
from typing import Any

import pytest

from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.answers import Reply
from layers.boundary.wordpress.inventory import inventory
from layers.boundary.wordpress.records import post
from layers.boundary.wordpress.terms import Terms
from layers.boundary.wordpress.transport import Transport
from layers.errors import WordPressRefusedError
from layers.nouns import Post
from tests.boundary.proxies import answering
from tests.layers.publishing.samples import NOW

JSON = {"Content-Type": "application/json; charset=UTF-8"}
RECORD: dict[str, Any] = {
    "id": 7, "type": "post", "link": "https://larder.example/salt/", "slug": "salt", "status": "publish",
    "title": {"raw": "Salt"}, "content": {"raw": "<p>x</p>", "protected": False}, "excerpt": {"raw": "e"},
    "categories": [1], "tags": [2], "date_gmt": "2026-11-20T12:00:00", "modified_gmt": "2026-11-20T12:00:00", "author": 3,
    "featured_media": 4, "template": "t.php", "format": "aside", "sticky": True, "comment_status": "open",
    "ping_status": "closed", "meta": {"kept": "x"}, "_links": {"wp:action-unfiltered-html": []},
}  # fmt: skip
FIELDS = [name for name in Post.model_fields if name in RECORD]


def test_a_record_is_read_whole() -> None:
    stored = post(RECORD, "larder")
    assert {name: getattr(stored, name) for name in FIELDS} == {
        **{name: RECORD[name] for name in FIELDS}, "categories": (1,), "tags": (2,), "title": "Salt", "content": "<p>x</p>",
        "excerpt": "e",
    }  # fmt: skip
    assert (stored.url, stored.unfiltered_html) == ("https://larder.example/salt/", True)


@pytest.mark.parametrize(
    ("name", "empty"),
    [
        ("categories", ()), ("tags", ()), ("date_gmt", ""), ("author", 0), ("featured_media", 0), ("template", ""),
        ("format", "standard"), ("sticky", False), ("comment_status", ""), ("ping_status", ""), ("meta", {}),
    ],
)  # fmt: skip
def test_null_is_the_empty_value(name: str, empty: object) -> None:
    assert getattr(post({**RECORD, name: None}, "larder"), name) == empty
    assert getattr(post({key: held for key, held in RECORD.items() if key != name}, "larder"), name) == empty


def test_a_text_that_is_null_is_empty_and_so_are_no_links() -> None:
    stored = post({**RECORD, "excerpt": {"raw": None}, "_links": None}, "larder")
    assert (stored.excerpt, stored.unfiltered_html) == ("", False)


@pytest.mark.parametrize(
    ("odd", "said"),
    [
        ({"title": {"rendered": "Salt"}}, r"has no title\.raw"),
        ({"content": None}, r"has no content\.raw"),
        ({"excerpt": {"raw": 5}}, r"has no excerpt\.raw"),
        ({"slug": None, "status": None}, "cannot be read: slug, status"),
        ({"link": False}, "cannot be read: url"),
        ({"categories": {"a": 1}, "featured_media": "none"}, "cannot be read: categories, featured_media"),
    ],
)
def test_a_record_that_cannot_be_read_is_refused_in_one_sentence(odd: dict[str, Any], said: str) -> None:
    with pytest.raises(
        WordPressRefusedError, match=rf"larder: reading post 7: the answer {said}\. A plugin or a proxy"
    ):
        post({**RECORD, **odd}, "larder")


def test_a_post_without_its_raw_title_is_a_refusal_of_the_site() -> None:
    body = json.dumps({**RECORD, "title": {"rendered": "Salt"}}).encode()
    with answering(200, body, JSON) as url:
        client = WordPress("larder", url, "anna", "abcd", timeout_s=1, pause=lambda _: None)
        client._transport._root = f"{url}/wp-json"
        with pytest.raises(WordPressRefusedError, match=r"has no title\.raw"):
            client.post(7)


@pytest.mark.parametrize("said", ["12", "12, 12", " 12 "])
def test_a_number_in_a_header_may_stand_there_twice(said: str) -> None:
    assert Reply([], {"X-WP-Total": said}).count("X-WP-Total") == 12


@pytest.mark.parametrize("said", ["12, 13", "many", "-1", ",", "1.5"])
def test_a_header_that_is_no_number_is_refused(said: str) -> None:
    with pytest.raises(WordPressRefusedError, match=f"larder: GET /x: the header X-WP-Total is '{said}'"):
        Reply([], {"X-WP-Total": said}, "larder", "GET /x").count("X-WP-Total")


def read_with(headers: dict[str, str], record: dict[str, Any]) -> object:
    with answering(200, json.dumps([record]).encode(), {**JSON, **headers}) as url:
        transport = Transport("larder", url, "anna", "abcd", 1.0)
        transport._root = f"{url}/wp-json"
        return inventory(transport, Terms(transport), NOW)


def test_a_missing_count_is_not_told_as_missing_rights() -> None:
    with pytest.raises(WordPressRefusedError, match=r"the answer has no header X-WP-Total\. A proxy") as refusal:
        read_with({"X-WP-TotalPages": "1"}, RECORD)
    assert "password" not in str(refusal.value)


def test_an_inventory_with_a_post_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(WordPressRefusedError, match=r"reading post 7: the answer has no title\.raw"):
        read_with({"X-WP-TotalPages": "1", "X-WP-Total": "1"}, {**RECORD, "title": "Salt"})
