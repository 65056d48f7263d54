"""IndexNow against a site and an endpoint on loopback: every outcome is a value."""

import json
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from typing import Any

import pytest

from layers.boundary.indexnow import announce
from layers.nouns import IndexNow
from tests.boundary.answers import Answers, answer, answering, redirect

KEY = "abcdef0123456789"


class Told:
    """A site that serves its key, and an endpoint beside it that keeps what it is told."""

    def __init__(self, server: Answers) -> None:
        self.server = server
        self.bodies: list[dict[str, Any]] = []
        self.reply = answer(status=200)
        server.at[f"/{KEY}.txt"] = answer(KEY, kind="text/plain")
        server.at["/indexnow"] = self._take
        self.rules = IndexNow(key=KEY, endpoint=self.at("/indexnow"))

    def at(self, path: str) -> str:
        return self.server.url(path, "127.0.0.1")

    def _take(self, handler: BaseHTTPRequestHandler) -> None:
        self.bodies.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        self.reply(handler)


@pytest.fixture
def told() -> Iterator[Told]:
    with answering() as server:
        yield Told(server)


def test_an_address_is_told_with_the_key_and_where_it_lies(told: Told) -> None:
    url = told.at("/salt/")
    found = announce(told.rules, url)
    assert found.outcome == "taken"
    host = url.split("/")[2]
    assert told.bodies == [{"host": host, "key": KEY, "keyLocation": told.at(f"/{KEY}.txt"), "urlList": [url]}]


@pytest.mark.parametrize(
    ("status", "headers", "outcome", "said"),
    [
        (202, {}, "pending", "will look at the key"),
        (400, {}, "refused", "not as the protocol wants it"),
        (403, {}, "refused", "the key is not accepted"),
        (422, {}, "refused", "does not belong to the host"),
        (404, {}, "refused", "answers 404"),
        (302, {"Location": "https://elsewhere.example/"}, "refused", "answers 302"),
        (429, {"Retry-After": "60"}, "busy", "wants none for 60 s"),
        (503, {}, "down", "answers 503"),
    ],
)
def test_each_answer_of_the_endpoint_is_a_value(
    told: Told, status: int, headers: dict[str, str], outcome: str, said: str
) -> None:
    told.reply = answer(status=status, **headers)
    found = announce(told.rules, told.at("/salt/"))
    assert found.outcome == outcome
    assert said in found.said
    assert len(told.bodies) == 1


@pytest.mark.parametrize(
    ("respond", "said"),
    [
        (answer("not found", status=404), "answers 404"),
        (answer("<html>Welcome</html>"), "does not hold the key"),
        (answer(f"{KEY}0", kind="text/plain"), "does not hold the key"),
        (redirect("/elsewhere.txt"), "answers 302"),
    ],
)
def test_nobody_is_told_while_the_site_does_not_serve_the_key(told: Told, respond: Any, said: str) -> None:
    told.server.at[f"/{KEY}.txt"] = respond
    found = announce(told.rules, told.at("/salt/"))
    assert found.outcome == "no key file"
    assert said in found.said
    assert told.bodies == []


def test_a_key_with_a_byte_order_mark_and_a_line_end_counts(told: Told) -> None:
    told.server.at[f"/{KEY}.txt"] = answer(b"\xef\xbb\xbf" + KEY.encode() + b"\r\n", kind="text/plain")
    assert announce(told.rules, told.at("/salt/")).outcome == "taken"


def test_a_site_in_a_folder_may_have_its_key_there(told: Told) -> None:
    told.server.at[f"/blog/{KEY}.txt"] = told.server.at.pop(f"/{KEY}.txt")
    assert announce(told.rules, told.at("/blog/salt/"), told.at("/blog/")).outcome == "taken"
    assert told.bodies[0]["keyLocation"] == told.at(f"/blog/{KEY}.txt")
    assert announce(told.rules, told.at("/salt/"), told.at("/blog/")).outcome == "no key file"


def test_without_a_key_nothing_is_asked(told: Told) -> None:
    assert announce(IndexNow(endpoint=told.rules.endpoint), told.at("/salt/")).outcome == "no key"
    assert told.server.asked == []


@pytest.mark.parametrize("host", ["127.0.0.1:8920", "10.0.0.7", "larder.localhost", "larder.local", "larder", "a.test"])
def test_an_address_that_nobody_outside_can_reach_is_told_to_nobody_outside(host: str) -> None:
    found = announce(IndexNow(key=KEY), f"http://{host}/salt/")
    assert found.outcome == "not public"
    assert host.split(":")[0] in found.said


def test_a_site_and_an_endpoint_that_do_not_answer_fail_nothing(told: Told) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    nowhere = f"http://127.0.0.1:{port}"
    assert announce(told.rules, f"{nowhere}/salt/").outcome == "no key file"
    assert announce(IndexNow(key=KEY, endpoint=f"{nowhere}/indexnow"), told.at("/salt/")).outcome == "down"


@pytest.mark.parametrize(
    "reply",
    [answer(KEY, kind="text/plain", **{"Content-Encoding": "gzip"}), answer(KEY, kind="text/plain", **{"Content-Length": "999"})],
    ids=["no gzip", "cut off"],
)  # fmt: skip
def test_a_key_file_that_cannot_be_read_is_a_value_too(told: Told, reply: Any) -> None:
    told.server.at[f"/{KEY}.txt"] = reply
    found = announce(told.rules, told.at("/salt/"), timeout_s=0.5)
    assert found.outcome in ("no key file", "taken")
    assert found.outcome == "taken" or "does not" in found.said
