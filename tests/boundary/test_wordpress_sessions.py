"""A request that is made ready at little cost is the one that `requests` makes, and what it cannot stand goes the usual way."""

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st
from requests.auth import HTTPBasicAuth

from layers.boundary.wordpress.sessions import PLAIN, Session
from tests.boundary.answers import HTML, Answers, answer, answering

NAMES = st.text("abcXYZ_-", min_size=1, max_size=8)
VALUES = st.one_of(st.integers(-5, 10**9), st.text(max_size=12))
PARTS = st.text("ab9_-./%~ é+?#", max_size=12)
SCHEMES = st.sampled_from(
    ["http://tea.example/", "https://tea.example:8443/wp-json/", "http://Tea.example/", "http://é.example/"]
)


@pytest.fixture
def server() -> Iterator[Answers]:
    with answering() as answers:
        yield answers


def prepared(session: requests.Session, request: requests.Request) -> tuple[object, ...]:
    session.auth = HTTPBasicAuth(b"anna", b"sesame")
    session.headers.update({"User-Agent": "Masthead", "Accept": "application/json"})
    made = session.prepare_request(request)
    return made.method, made.url, dict(made.headers.lower_items()), made.body, made.path_url


@given(
    SCHEMES, PARTS, st.sampled_from(["GET", "POST", "OPTIONS", "PUT"]), st.dictionaries(NAMES, VALUES, max_size=3),
    st.none() | st.dictionaries(NAMES, VALUES, max_size=3), st.dictionaries(NAMES, st.text("abc", max_size=5), max_size=2),
)  # fmt: skip
def test_whatever_is_asked_the_request_is_that_of_requests(
    scheme: str, path: str, method: str, params: dict[str, str], body: dict[str, str] | None, headers: dict[str, str]
) -> None:
    ask = requests.Request(method, scheme + path, params=params, json=body, headers=headers)
    assert prepared(Session(), ask) == prepared(requests.Session(), ask)


def test_a_file_is_sent_as_requests_sends_it() -> None:
    ask = requests.Request(
        "POST", "https://tea.example/wp-json/wp/v2/media", data=b"\x89PNG", headers={"Content-Type": "image/png"}
    )
    assert prepared(Session(), ask) == prepared(requests.Session(), ask)


@pytest.mark.parametrize("path", ["../wp-json/", "a b/", "a/./b/", "%e3%81/", "é/", "a?b=c", "a..b/", "~me/"])
def test_a_path_that_may_need_another_spelling_goes_the_usual_way(path: str) -> None:
    assert not PLAIN.fullmatch(f"https://tea.example/{path}")
    assert PLAIN.fullmatch("https://tea.example/wp-json/wp/v2/posts/5")


def test_a_cookie_that_a_site_sets_goes_back_to_it(server: Answers) -> None:
    sent: list[str | None] = []

    def setting(handler: BaseHTTPRequestHandler) -> None:
        sent.append(handler.headers["Cookie"])
        answer("{}", status=200, kind=HTML, **{"Set-Cookie": "node=7; Path=/"})(handler)

    server.at["/"] = setting
    session = Session()
    for _ in range(2):
        session.get(server.url("/", "127.0.0.1"), timeout=2.0)
    assert sent == [None, "node=7"]


def test_a_redirect_is_followed_where_that_is_wished_with_the_cookie_that_it_set_and_told_to_the_hook(
    server: Answers,
) -> None:
    sent: list[str | None] = []
    told: list[int] = []

    def last(handler: BaseHTTPRequestHandler) -> None:
        sent.append(handler.headers["Cookie"])
        answer("there")(handler)

    server.at["/"] = answer(status=302, kind=HTML, **{"Location": "/new/", "Set-Cookie": "node=7; Path=/"})
    server.at["/new/"] = last
    hooks = {"response": lambda response, **_: told.append(response.status_code)}
    got = Session().get(server.url("/", "127.0.0.1"), timeout=2.0, hooks=hooks)
    left = Session().get(server.url("/", "127.0.0.1"), timeout=2.0, allow_redirects=False)
    assert (got.text, [each.status_code for each in got.history], sent, told) == (
        "there",
        [302],
        ["node=7"],
        [302, 200],
    )
    assert (left.status_code, left.history) == (302, [])


def test_a_packed_body_is_unpacked_and_headers_are_found_in_any_spelling(server: Answers) -> None:
    server.at["/"] = answer(
        gzip.compress(b'{"a": "\xc3\xa9"}'),
        status=200,
        kind="application/json; charset=utf-8",
        **{"Content-Encoding": "gzip"},
    )
    got = Session().get(server.url("/", "127.0.0.1"), timeout=2.0)
    assert (got.json(), got.text, got.headers["content-ENCODING"]) == ({"a": "é"}, '{"a": "é"}', "gzip")


def test_a_proxy_is_looked_up_once_for_a_host_and_again_for_another(
    server: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("http_proxy", server.url("", "127.0.0.1"))
    server.at["/"] = answer("by proxy")
    session = Session()
    assert [session.get(f"http://{host}.example/", timeout=2.0).text for host in ("tea", "tea", "soup")] == [
        "by proxy"
    ] * 3
    session.trust_env = False
    assert session.merge_environment_settings("http://tea.example/", {}, None, None, None)["proxies"] == {}


@pytest.mark.parametrize(
    ("body", "error"),
    [(answer("ab", status=200, kind=HTML, **{"Content-Length": "9"}), requests.ConnectionError), (answer("no gzip", status=200, kind=HTML, **{"Content-Encoding": "gzip"}), requests.ConnectionError)],
    ids=["cut off", "no gzip"],
)  # fmt: skip
def test_a_body_that_breaks_is_an_error_of_requests(server: Answers, body: object, error: type[Exception]) -> None:
    server.at["/"] = body  # type: ignore[assignment]
    with pytest.raises(error):
        Session().get(server.url("/", "127.0.0.1"), timeout=2.0)


def test_a_server_that_is_silent_is_one_that_took_too_long(server: Answers) -> None:
    server.at["/"] = lambda handler: time.sleep(0.4)
    with pytest.raises(requests.Timeout):
        Session().get(server.url("/", "127.0.0.1"), timeout=0.1)
