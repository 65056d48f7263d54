import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.boundary.connector import Connector, endpoint, is_public, system_resolver
from layers.boundary.extraction import reading
from layers.boundary.web import Web
from layers.intelligence import Reading
from layers.nouns import Unread
from sandbox.web import Running, start
from tests.boundary.answers import Answers, answer, answering, redirect
from tests.layers.drafts import READ_AT

BODY = "Green tea is a drink that many people like to make at home with water that is not too hot. " * 6
PAGE = f"<html><head><title>Tea | Leaf</title></head><body><article><h1>Tea</h1><p>{BODY}</p></article></body></html>"


@pytest.fixture
def server() -> Iterator[Answers]:
    with answering() as started:
        started.at["/page"] = answer(PAGE)
        yield started


@pytest.fixture(scope="module")
def saved_web() -> Iterator[Running]:
    running = start()
    yield running
    running.stop()


def web(port: int, **options: object) -> Web:
    settings = {"pace_s": 0, "timeout_s": 2.0} | options
    return Web(connector=Connector(allow=[("127.0.0.1", port)]), now=lambda: READ_AT, **settings)  # type: ignore[arg-type]


def reason(found: Reading | Unread) -> str:
    assert isinstance(found, Unread)
    return found.reason


def test_a_page_is_read_with_title_publisher_outline_and_questions(saved_web: Running) -> None:
    found = web(saved_web.port).read(saved_web.url("leafalmanac.localhost", "/green-tea-water-temperature.html"))

    assert isinstance(found, Reading)
    assert (found.title, found.publisher, found.read_at) == (
        "Green tea water temperature: a complete guide",
        "Leaf Almanac",
        READ_AT,
    )
    assert "Most green teas taste best with water between 70 °C and 80 °C." in found.text
    assert found.headings[:2] == (
        "Green tea water temperature: a complete guide",
        "Why does hot water make green tea bitter?",
    )
    assert "Is 80 °C the same as 176 °F?" in found.questions
    assert "We use one cookie" not in found.text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/redirect-loop", "it redirects more than 5 times"),
        ("/redirect-to-private", "its robots.txt cannot be read: 169.254.169.254:80 may not be used: 169.254.169.254 is not a public address."),
        ("/redirect-to-file", "it is no http or https address"),
        ("/huge", "it is larger than 200000 bytes"),
        ("/not-html", "it is application/octet-stream, not a web page"),
        ("/no-type", "it is of no stated type, not a web page"),
        ("/gone", "the server answered HTTP 410"),
        ("/broken", "the server answered HTTP 500"),
        ("/forbidden", "its robots.txt says no"),
        ("/dropped", "it could not be read (ConnectionError)"),
    ],
)  # fmt: skip
def test_a_bad_page_is_a_value_with_a_reason(saved_web: Running, path: str, expected: str) -> None:
    url = saved_web.url("trouble.localhost", path)

    assert web(saved_web.port, max_bytes=200_000).read(url) == Unread(url=url, reason=expected)


@pytest.mark.parametrize("url", ["ftp://x.example/", "file:///etc/passwd", "http://", "", "http://[::1", "http://x:0/", "javascript:1", "http://x:99999/"])  # fmt: skip
def test_what_is_no_web_address_is_not_asked_for(url: str) -> None:
    assert reason(Web(pace_s=0).read(url)) == "it is no http or https address"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "[::ffff:127.0.0.1]", "0.0.0.0"]
)
def test_an_address_that_is_not_public_is_refused_at_the_connector(server: Answers, host: str) -> None:
    found = reason(Web(pace_s=0, timeout_s=1).read(f"http://{host}:{server.server_port}/page"))

    assert found.endswith("is not a public address.")
    assert server.asked == []


def test_a_name_that_resolves_to_a_private_address_is_refused(server: Answers) -> None:
    private = Web(connector=Connector(lambda host, port: ("127.0.0.1",)), pace_s=0)

    assert "127.0.0.1 is not a public address" in reason(
        private.read(f"http://inward.example:{server.server_port}/page")
    )
    assert server.asked == []


def test_a_name_that_answers_differently_the_second_time_gains_nothing(server: Answers) -> None:
    asked: list[str] = []

    def rebinding(host: str, port: int) -> tuple[str, ...]:
        asked.append(host)
        return ("127.0.0.1",) if len(asked) % 2 else ("127.0.0.2",)

    found = Web(connector=Connector(rebinding, [("127.0.0.1", server.server_port)]), pace_s=0).read(
        server.url("/page", "two.example")
    )

    assert "127.0.0.2 is not a public address" in reason(found)
    assert len(asked) == 2  # robots.txt by the allowed answer, the page by the other: one look-up for each connection
    assert server.asked == ["two.example /robots.txt"]


def test_the_allowance_is_one_address_and_one_port(server: Answers) -> None:
    with answering() as other:
        other.at["/page"] = answer(PAGE)
        server.at["/away"] = redirect(other.url("/page"))
        found = web(server.server_port).read(server.url("/away"))

        assert "is not a public address" in reason(found)
        assert other.asked == []


def test_names_below_localhost_are_this_machine_without_a_query() -> None:
    assert system_resolver("a.b.LOCALHOST.", 80) == ("127.0.0.1",)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("192.168.1.1", False), ("100.64.0.1", False), ("224.0.0.1", False),
        ("::ffff:10.0.0.1", False), ("64:ff9b::a00:1", False), ("2002:7f00:1::", False), ("fe80::1%eth0", False), ("::", False),
        ("64:ff9b::808:808", True), ("fec0::1", False), ("64:ff9b:1::a00:1", False), ("::127.0.0.1", False),
        ("::ffff:0:127.0.0.1", False), ("::ffff:8.8.8.8", True),
    ],
)  # fmt: skip
def test_public_addresses_are_told_from_the_others(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_an_endpoint_is_an_address_and_a_port() -> None:
    assert (endpoint("127.0.0.1:8891"), endpoint("[::1]:80")) == (("127.0.0.1", 8891), ("::1", 80))
    with pytest.raises(ValueError, match="localhost"):
        endpoint("localhost:80")


def test_a_redirect_is_followed_and_robots_of_the_new_host_are_asked(server: Answers) -> None:
    server.at["/old"] = redirect(server.url("/page", "new.localhost"), 301)
    found = web(server.server_port).read(server.url("/old", "old.localhost"))

    assert isinstance(found, Reading)
    assert found.url == server.url("/page", "new.localhost")
    assert server.asked == [
        "old.localhost /robots.txt",
        "old.localhost /old",
        "new.localhost /robots.txt",
        "new.localhost /page",
    ]


def test_robots_is_asked_once_for_a_host_and_the_agent_says_who_it_is(server: Answers) -> None:
    reader = web(server.server_port, agent="Masthead/0.1 (test)")
    reader.read(server.url("/page"))
    reader.read(server.url("/page"))

    assert server.asked.count("page.localhost /robots.txt") == 1
    assert set(server.agents) == {"Masthead/0.1 (test)"}


def test_a_robots_file_that_fails_allows_nothing_and_one_that_is_missing_everything(server: Answers) -> None:
    assert isinstance(web(server.server_port).read(server.url("/page")), Reading)
    server.at["/robots.txt"] = answer(status=503)

    assert reason(web(server.server_port).read(server.url("/page"))) == "its robots.txt cannot be read: HTTP 503"


def test_two_pages_of_one_host_are_apart_by_the_pace_and_two_hosts_are_not(server: Answers) -> None:
    reader = web(server.server_port, pace_s=0.6)
    started = time.monotonic()
    reader.read(server.url("/page", "a.localhost"))
    between = time.monotonic()
    reader.read(server.url("/page", "b.localhost"))
    between_hosts = time.monotonic() - between
    reader.read(server.url("/page", "a.localhost"))

    assert between_hosts < 0.5
    assert time.monotonic() - started >= 0.6


def test_a_crawl_delay_lengthens_the_pace(server: Answers) -> None:
    server.at["/robots.txt"] = answer("User-agent: *\nCrawl-delay: 0.2\n", kind="text/plain")
    reader = web(server.server_port)
    started = time.monotonic()  # the first may take long, and the pace counts from its beginning
    reader.read(server.url("/page"))
    reader.read(server.url("/page"))

    assert time.monotonic() - started >= 0.2


def dripping(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, each sooner than any timeout between two bytes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    _drip(handler, b"<p>" + b"a" * 60)


def dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    _drip(handler, b"X-Slow: " + b"a" * 60)


def _drip(handler: BaseHTTPRequestHandler, content: bytes) -> None:
    try:
        for byte in content:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        return


@pytest.mark.parametrize("respond", [dripping, dripping_headers])
def test_a_server_that_drips_is_cut_off_at_the_deadline(server: Answers, respond: object) -> None:
    server.at["/drip"] = respond  # type: ignore[assignment]
    started = time.monotonic()

    assert reason(web(server.server_port, timeout_s=0.3).read(server.url("/drip"))) == "it took longer than 0.3 s"
    assert time.monotonic() - started < 1.2


def test_a_small_answer_that_unpacks_to_a_huge_page_is_cut_off(server: Answers) -> None:
    server.at["/bomb"] = answer(gzip.compress(b"a" * 5_000_000), **{"Content-Encoding": "gzip"})

    assert (
        reason(web(server.server_port, max_bytes=100_000).read(server.url("/bomb"))) == "it is larger than 100000 bytes"
    )


def test_a_broken_encoding_is_a_reason(server: Answers) -> None:
    server.at["/bad"] = answer(b"not gzip", **{"Content-Encoding": "gzip"})

    assert reason(web(server.server_port).read(server.url("/bad"))).startswith("it could not be read (")


@pytest.mark.parametrize(
    "hidden",
    [
        '<p style="display:none">SECRET words for robots alone.</p>',
        '<div style="COLOR:red; Display : None"><p>SECRET words.</p></div>',
        "<p hidden>SECRET words.</p>",
        '<p style="visibility:hidden">SECRET words.</p>',
        '<style>.x, .gone { color: red; display: none }</style><p class="gone">SECRET words.</p>',
        '<div hidden><p hidden>SECRET</p><p style="display:none">SECRET</p></div>',
        "<template><p>SECRET</p></template><noscript><p>SECRET</p></noscript><dialog><p>SECRET</p></dialog>",
    ],
)
def test_what_a_page_hides_is_not_read(hidden: str) -> None:
    found = reading(
        "http://a.example/", PAGE.replace("</article>", f"{hidden}<p>{BODY}</p><h2>More</h2></article>"), READ_AT
    )

    assert isinstance(found, Reading)
    assert "SECRET" not in found.text
    assert found.headings == ("Tea", "More")


def test_a_page_that_scripts_reveal_is_read_all_the_same() -> None:
    found = reading("http://a.example/", PAGE.replace("<body>", '<body style="display:none">'), READ_AT)

    assert isinstance(found, Reading)


def test_a_page_without_text_says_so_and_a_page_without_a_publisher_has_its_host() -> None:
    assert reason(reading("http://a.example/", "<p>Hi.</p>", READ_AT)) == "there is hardly any text on it"
    found = reading("http://www.a.example/", PAGE.replace(" | Leaf", ""), READ_AT)
    assert isinstance(found, Reading)
    assert found.publisher == "a.example"


fragments = st.lists(
    st.sampled_from(["<p>", "</p>", "<div hidden>", "</div>", "<style>p{display:none", "}</style>", "<!--", "-->", "<table>", "text ",
                     "\x00", "<svg>", "<h2>?", "&#xD800;", "<![CDATA[", "</html>", "<p style='display:none'>", "<title>", BODY]),
    max_size=25,
).map("".join)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(fragments)
def test_no_markup_is_a_crash(html: str) -> None:
    assert reading("http://a.example/", html, READ_AT).url == "http://a.example/"


def test_a_page_nested_without_end_is_no_crash() -> None:
    assert reading("http://a.example/", "<div>" * 5_000 + BODY, READ_AT).url == "http://a.example/"
