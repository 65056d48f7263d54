"""What stands where WordPress should be: each case is one clear sentence, an outage or a refusal."""

import pickle
import socket

import pytest

from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.pacing import Pace
from layers.boundary.wordpress.visiting import Visit
from layers.errors import LoginError, UnreachableAddressError, WordPressDownError, WordPressRefusedError
from tests.boundary.proxies import answering

PASSWORD = "abcd efgh ijkl mnop"
JSON = {"Content-Type": "application/json; charset=UTF-8"}
HTML = {"Content-Type": "text/html; charset=UTF-8"}


def site(url: str) -> WordPress:
    return WordPress("coffee", url, "anna", PASSWORD, timeout_s=0.4, pause=lambda _: None)


@pytest.mark.parametrize(
    "url",
    [
        "http://coffee.example",
        "http://10.0.0.5:8080",
        "http://127.0.0.1.example",
        "ftp://coffee.example",
        "coffee.example",
    ],
)
def test_a_password_is_not_sent_over_plain_http_to_another_machine(url: str) -> None:
    with pytest.raises(UnreachableAddressError) as refusal:
        site(url)
    assert PASSWORD not in str(refusal.value)


def test_an_address_that_holds_a_login_is_refused_without_repeating_it() -> None:
    with pytest.raises(UnreachableAddressError) as refusal:
        site("https://anna:sesame@coffee.example")
    assert "sesame" not in str(refusal.value)


def test_what_is_no_address_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnreachableAddressError, match="no address") as refusal:
        site("https://anna:sesame@[your-domain]/")
    assert "sesame" not in str(refusal.value)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:9",
        "http://localhost:9",
        "http://coffee.localhost:9",
        "http://[::1]:9",
        "https://coffee.example",
    ],
)
def test_loopback_and_https_are_accepted(url: str) -> None:
    assert site(url).url == url


def test_the_password_is_in_no_representation() -> None:
    wordpress = site("https://coffee.example")
    assert PASSWORD not in repr(wordpress) + repr(vars(wordpress))


def test_a_page_instead_of_json_is_refused_with_its_title() -> None:
    with (
        answering(200, b"<html><title>Just a moment</title></html>", HTML) as url,
        pytest.raises(WordPressRefusedError, match="Just a moment"),
    ):
        site(url).who()


def test_json_that_is_not_wordpress_is_refused() -> None:
    with (
        answering(200, b'{"hello": "world"}', JSON) as url,
        pytest.raises(WordPressRefusedError, match="not that of a WordPress"),
    ):
        site(url).who()


def test_php_messages_before_the_json_are_named() -> None:
    with (
        answering(200, b'<br />\n<b>Notice</b>: x{"namespaces": ["wp/v2"]}', JSON) as url,
        pytest.raises(WordPressRefusedError, match="display_errors"),
    ):
        site(url).who()


def test_json_that_was_cut_off_is_an_outage() -> None:
    with (
        answering(200, b'{"namespaces": ["wp/v', JSON) as url,
        pytest.raises(WordPressDownError, match=r"cut off after 21 bytes"),
    ):
        site(url).who()


@pytest.mark.parametrize("status", [200, 400])
def test_json_that_is_nested_without_end_is_json_that_does_not_parse(status: int) -> None:
    with answering(status, b"[" * 200_000, JSON) as url, pytest.raises((WordPressDownError, WordPressRefusedError)):
        site(url).who()
    assert Visit(status, b"[" * 200_000).json is None


def test_an_answer_shorter_than_it_says_is_an_outage() -> None:
    with answering(200, b"{}", {**JSON, "Content-Length": "500"}) as url, pytest.raises(WordPressDownError):
        site(url).who()


def test_a_redirect_to_the_login_page_says_what_to_do() -> None:
    headers = {"Location": "/wp-login.php?redirect_to=x"}
    with answering(302, b"", headers) as url, pytest.raises(WordPressRefusedError, match="login page"):
        site(url).who()


def test_a_redirect_elsewhere_names_the_address_to_configure() -> None:
    headers = {"Location": "https://www.coffee.example/wp-json/"}
    with (
        answering(301, b"", headers) as url,
        pytest.raises(WordPressRefusedError, match=r"https://www.coffee.example/wp-json/"),
    ):
        site(url).who()


@pytest.mark.parametrize("location", ["https://[your-domain]/", "https://www.coffee.example:port/", "/caf\xe9/"])
def test_a_redirect_to_what_is_no_address_is_a_refusal_that_quotes_it(location: str) -> None:
    with answering(302, b"", {"Location": location}) as url, pytest.raises(WordPressRefusedError, match="redirects to"):
        site(url).who()


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_a_server_that_is_down_or_busy_is_an_outage(status: int) -> None:
    with answering(status, b"<html>sorry</html>", HTML) as url, pytest.raises(WordPressDownError, match=str(status)):
        site(url).who()


def test_nothing_listening_is_an_outage() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(WordPressDownError, match="nothing listens") as outage:
        site(f"http://127.0.0.1:{port}").who()
    assert PASSWORD not in repr(outage.value)
    assert outage.value.__cause__ is None


@pytest.mark.parametrize("host", ["a..b.example", f"{'a' * 70}.example", ".example"])
def test_a_name_that_no_host_can_have_is_said_to_be_none(host: str) -> None:
    with pytest.raises(WordPressDownError, match=f"there is no host {host}") as outage:
        site(f"https://{host}").who()
    assert outage.value.__cause__ is None


def test_silence_is_an_outage() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as silent,
        pytest.raises(WordPressDownError, match=r"did not answer within 0\.4 s"),
    ):
        site(f"http://127.0.0.1:{silent.getsockname()[1]}").who()


def moved(wordpress: WordPress, url: str) -> WordPress:
    """The same client, talking to another server from now on."""
    wordpress._transport._root = f"{url}/wp-json"
    return wordpress


def test_retry_after_is_waited_for() -> None:
    waits: list[float] = []
    seen: list[str] = []
    with answering(429, b"", {"Retry-After": "7"}, seen) as url:
        wordpress = moved(WordPress("coffee", url, "anna", PASSWORD, timeout_s=0.4, pause=waits.append), url)
        with pytest.raises(WordPressDownError):
            wordpress.who()
    assert waits == [7.0, 7.0, 7.0]
    assert len(seen) == 4


def test_the_first_look_at_a_site_waits_as_well() -> None:
    waits: list[float] = []
    with answering(503, b"", {"Retry-After": "3"}) as url, pytest.raises(WordPressDownError):
        WordPress("coffee", url, "anna", PASSWORD, timeout_s=0.4, pause=waits.append).who()
    assert waits == [3.0, 3.0, 3.0]


def test_a_retry_after_of_a_day_is_not_waited_for() -> None:
    waits: list[float] = []
    with answering(503, b"", {"Retry-After": "86400"}) as url:
        wordpress = moved(WordPress("coffee", url, "anna", PASSWORD, timeout_s=0.4, pause=waits.append), url)
        with pytest.raises(WordPressDownError):
            wordpress.who()
    assert waits == []


def test_a_write_is_not_repeated_after_503() -> None:
    seen: list[str] = []
    with answering(503, b"", {"Retry-After": "1"}, seen) as url:
        wordpress = moved(site(url), url)
        with pytest.raises(WordPressDownError):
            wordpress._transport.post("/wp/v2/posts", {"title": "x"})
    assert len(seen) == 1


def test_a_refusal_carries_the_words_of_wordpress_and_survives_pickling() -> None:
    body = b'{"code": "rest_forbidden", "message": "Sorry, you are not <b>allowed</b> to do that.", "data": {"status": 403}}'
    with (
        answering(403, body, JSON) as url,
        pytest.raises(WordPressRefusedError, match=r"you are not allowed to do that. \[rest_forbidden\]") as refusal,
    ):
        site(url).who()
    assert str(pickle.loads(pickle.dumps(refusal.value))) == str(refusal.value)


def test_401_is_about_the_login() -> None:
    body = b'{"code": "rest_not_logged_in", "message": "You are not currently logged in.", "data": {"status": 401}}'
    with answering(401, body, JSON) as url, pytest.raises(LoginError, match="application password"):
        site(url).who()


def test_a_retry_after_that_is_a_date_is_measured_by_the_servers_own_clock() -> None:
    waits: list[float] = []
    headers = {"Date": "Sat, 21 Nov 2020 07:28:00 GMT", "Retry-After": "Sat, 21 Nov 2020 07:28:20 GMT"}
    with answering(429, b"", headers) as url:
        wordpress = moved(WordPress("coffee", url, "anna", PASSWORD, timeout_s=0.4, pause=waits.append), url)
        with pytest.raises(WordPressDownError):
            wordpress.who()
    assert waits == [20.0, 20.0, 20.0]


def test_an_outage_says_how_long_the_site_wants_to_be_left_alone() -> None:
    page = b"<html><title>Maintenance</title>"
    with (
        answering(503, page, {**HTML, "Retry-After": "600"}) as url,
        pytest.raises(WordPressDownError, match=r"503 titled 'Maintenance'; it asks for a pause of 600 s"),
    ):
        site(url).who()


@pytest.mark.parametrize(
    ("status", "headers", "page", "name"),
    [
        (403, {"cf-mitigated": "challenge"}, b"<title>Just a moment...</title>", "Cloudflare"),
        (202, {"SG-Captcha": "challenge"}, b"<html><meta http-equiv='refresh'></html>", "SiteGround's firewall"),
        (503, {}, b"<html><p>Generated by Wordfence at Sat</p></html>", "Wordfence"),
        (403, {}, b"<title>Sucuri WebSite Firewall - Access Denied</title>", "Sucuri"),
        (406, {}, b"<h1>Not Acceptable!</h1><p>This error was generated by Mod_Security.</p>", "ModSecurity"),
        (200, {}, b"<html>Request unsuccessful. Incapsula incident ID: 1-2</html>", "Imperva"),
        (405, {"x-amzn-waf-action": "captcha"}, b"", "AWS WAF"),
        (200, {"Server": "imunify360-webshield/1.18"}, b"<title>One moment, please...</title>", "Imunify360"),
    ],
)
def test_a_firewall_that_answers_is_named(status: int, headers: dict[str, str], page: bytes, name: str) -> None:
    with (
        answering(status, page, {**HTML, **headers}) as url,
        pytest.raises((WordPressRefusedError, WordPressDownError), match=name),
    ):
        site(url).who()


def test_a_page_of_the_site_itself_is_not_blamed_on_the_network_before_it() -> None:
    headers = {**HTML, "CF-Ray": "8f-FRA", "Server": "cloudflare", "X-Sucuri-ID": "17"}
    with (
        answering(404, b"<html><title>Page not found &#8211; Coffee</title></html>", headers) as url,
        pytest.raises(
            WordPressRefusedError, match=r"a page titled 'Page not found – Coffee' \(status 404\)"
        ) as refusal,
    ):
        site(url).who()
    assert "Cloudflare" not in str(refusal.value)
    assert "Sucuri" not in str(refusal.value)


def test_a_login_that_the_web_server_wants_for_itself_is_told_from_wordpresss() -> None:
    headers = {**HTML, "WWW-Authenticate": "Basic realm=staging"}
    with answering(401, b"<h1>Authorization Required</h1>", headers) as url, pytest.raises(LoginError, match="its own"):
        site(url).who()


@pytest.mark.parametrize("code", ["db_insert_error", "db_update_error"])
def test_a_long_request_that_the_database_does_not_store_is_told_from_an_outage(code: str) -> None:
    body = f'{{"code": "{code}", "message": "No.", "data": {{"status": 500}}}}'.encode()
    with answering(500, body, JSON) as url:
        wordpress = moved(site(url), url)
        with pytest.raises(WordPressRefusedError, match=rf"more than the server takes \(No\. \[{code}\]\)"):
            wordpress._transport.post("/wp/v2/posts", {"content": "x" * 2_000_000})
        with pytest.raises(WordPressDownError):
            wordpress._transport.post("/wp/v2/posts", {"content": "x"})


def test_a_request_that_is_too_large_says_how_large_it_was_and_what_to_raise() -> None:
    with answering(413, b"<html><title>413</title></html>", HTML) as url:
        wordpress = moved(site(url), url)
        with pytest.raises(WordPressRefusedError, match=r"a request of 2\.0 MB .* client_max_body_size"):
            wordpress._transport.post("/wp/v2/posts", {"content": "x" * 2_000_000})


@pytest.mark.parametrize(("body", "said"), [(b"0", "the answer is '0'"), (b"Not today.", "'Not today.'")])
def test_an_answer_that_is_neither_wordpresss_nor_a_page_is_quoted(body: bytes, said: str) -> None:
    with answering(200, body, HTML) as url, pytest.raises(WordPressRefusedError, match=said):
        site(url).who()


@pytest.mark.parametrize("body", [b'{"ok": true}', b"[1]", b'[{"ID": 3}]'])
def test_json_that_is_no_record_is_refused_and_quoted(body: bytes) -> None:
    with answering(200, body, JSON) as url:
        wordpress = moved(site(url), url)
        with pytest.raises(WordPressRefusedError, match=r"no record with 'id': .* changes what the REST API answers"):
            wordpress.post(3)


def test_json_that_is_labelled_as_html_is_read_all_the_same() -> None:
    with answering(200, b'{"namespaces": ["wp/v2"]}', HTML) as url:
        assert site(url)._transport.index() == {"namespaces": ["wp/v2"]}


def test_writes_keep_to_the_pace_of_the_site_and_reads_do_not() -> None:
    waits: list[float] = []
    with answering(200, b"{}", JSON) as url:
        pace = Pace(2, pause=waits.append, monotonic=lambda: 100.0)
        wordpress = moved(WordPress("coffee", url, "anna", PASSWORD, timeout_s=0.4, pace=pace), url)
        for _ in range(3):
            wordpress._transport.get("/wp/v2/posts")
        wordpress._transport.post("/wp/v2/posts", {})
        wordpress._transport.send("PUT", "/wp/v2/posts/1", {})
        assert waits == []
        wordpress._transport.post("/wp/v2/posts/1", {})
    assert waits == [60.0]
