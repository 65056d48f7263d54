"""Who has no login sends none, whatever `~/.netrc` of this machine holds; its proxies are used all the same."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from requests import Request

from layers.boundary.outside import Fetcher, Steady
from layers.boundary.wordpress.transport import Transport
from layers.boundary.wordpress.visiting import Visitor
from tests.boundary.answers import Answers, answer, answering, redirect

SENT: dict[str, str | None] = {}


def staged(handler: BaseHTTPRequestHandler) -> None:
    SENT[handler.headers["Host"]] = handler.headers["Authorization"]
    (redirect("http://other.example/") if handler.headers["Host"] == "staging.example" else answer("<p>x"))(handler)


@pytest.fixture
def proxy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    """A proxy that answers for two hosts itself; the machine has a login for each."""
    logins = tmp_path / "netrc"
    logins.write_text("".join(f"machine {host}.example login bob password x\n" for host in ("staging", "other")))
    logins.chmod(0o600)
    SENT.clear()
    with answering() as server:
        server.at["/"] = staged
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, server.url("", "127.0.0.1"))
        for name in ("no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("NETRC", str(logins))
        yield server


def test_a_visitor_without_a_login_takes_none_from_the_machine_nor_after_a_redirect(proxy: Answers) -> None:
    assert Visitor("", "", 2.0).page("http://staging.example/").status == 200
    assert SENT == {"staging.example": None, "other.example": None}


def test_a_visitor_with_a_login_sends_its_own(proxy: Answers) -> None:
    Visitor("anna", "sesame", 2.0).rest("http://staging.example/")
    assert SENT == {"staging.example": "Basic YW5uYTpzZXNhbWU="}


def test_an_audit_of_pages_takes_no_login_from_the_machine(proxy: Answers) -> None:
    got = Fetcher("http://staging.example", Steady(60_000), timeout_s=2).fetch("http://staging.example/")
    assert (got.status, got.outward) == (302, True)
    assert SENT == {"staging.example": None}


def test_a_site_that_is_asked_about_itself_gets_no_login_of_the_machine(proxy: Answers) -> None:
    session = Transport("staging", "https://staging.example", "", "")._session
    assert "Authorization" not in session.prepare_request(Request("GET", "https://staging.example/wp-json/")).headers
