"""A site that changes while its posts are read: each is read, or the reading is an outage."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from urllib.parse import parse_qs, urlsplit

import pytest

from layers.boundary.wordpress.inventory import inventory
from layers.boundary.wordpress.terms import Terms
from layers.boundary.wordpress.transport import Transport
from layers.errors import WordPressDownError, WordPressRefusedError
from tests.boundary.answers import Answers, Respond, answer, answering
from tests.layers.drafts import READ_AT

JSON = "application/json"
BEYOND = {"code": "rest_post_invalid_page_number", "message": "The page number requested is larger than it may be."}


def post(number: int) -> dict[str, object]:
    return {
        "id": number, "type": "post", "link": f"https://larder.example/{number}/", "slug": str(number), "title": {"raw": "T"},
        "excerpt": {"raw": ""}, "content": {"raw": "", "protected": False}, "categories": [], "tags": [],
        "date_gmt": "2026-01-01T00:00:00", "modified_gmt": "2026-01-01T00:00:00",
    }  # fmt: skip


class Posts:
    """Lists as WordPress does; after the second page, one post goes away as often as `losses` says."""

    def __init__(self, count: int, losses: int = 0) -> None:
        self.ids, self.losses, self.asked = list(range(1, count + 1)), losses, list[int]()

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        number = int(parse_qs(urlsplit(handler.path).query)["page"][0])
        self.asked.append(number)
        self._answer(number)(handler)
        if number == 2 and self.losses:
            self.losses, self.ids = self.losses - 1, self.ids[1:]

    def _answer(self, number: int) -> Respond:
        rows = [post(each) for each in self.ids[100 * (number - 1) : 100 * number]]
        if not rows and number > 1:
            return answer(json.dumps(BEYOND), status=400, kind=JSON)
        counts = {"X-WP-Total": str(len(self.ids)), "X-WP-TotalPages": str(-(-len(self.ids) // 100))}
        return answer(json.dumps(rows), kind=JSON, **counts)


@pytest.fixture
def server() -> Iterator[Answers]:
    with answering() as running:
        running.at["/wp-json/"] = answer(json.dumps({"namespaces": ["wp/v2"]}), kind=JSON)
        running.at |= {f"/wp-json/wp/v2/{name}": Posts(0) for name in ("pages", "categories", "tags")}
        yield running


def read_ids(server: Answers, posts: Respond) -> list[int]:
    server.at["/wp-json/wp/v2/posts"] = posts
    transport = Transport("larder", server.url("", "127.0.0.1"), "anna", "sesame", 2.0)
    return [page.id for page in inventory(transport, Terms(transport), READ_AT).pages]


def test_a_last_page_that_goes_away_while_it_is_asked_for_makes_another_sweep_follow(server: Answers) -> None:
    posts = Posts(201, losses=1)
    assert read_ids(server, posts) == list(range(2, 202))
    assert posts.asked == [1, 2, 3, 1, 2]


def test_a_site_that_loses_a_page_in_every_sweep_is_an_outage(server: Answers) -> None:
    class Shrinking(Posts):
        def __call__(self, handler: BaseHTTPRequestHandler) -> None:
            super().__call__(handler)
            if self.asked[-1] == 2:
                self.ids = self.ids[:100]
            if self.asked[-1] == 3:
                self.ids = list(range(1, 202))

    with pytest.raises(WordPressDownError, match="posts came and went"):
        read_ids(server, Shrinking(201))


def test_any_other_refusal_is_still_one(server: Answers) -> None:
    refusal = answer(json.dumps({"code": "rest_invalid_param", "message": "No."}), status=400, kind=JSON)
    with pytest.raises(WordPressRefusedError, match="rest_invalid_param"):
        read_ids(server, refusal)
