"""One request to a site whose state is unknown: whatever happens is a value, for a doctor must not faint."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import HTTPBasicAuth

from layers.boundary.wordpress.firewalls import firewall
from layers.boundary.wordpress.transport import AGENT, Params, Session, is_loopback, is_no_host
from layers.nouns.examination import Reach

REDIRECTS = frozenset({301, 302, 303, 307, 308})
XMLRPC_REFUSED = 403
# The login travels in the body here, so that a server which drops the Authorization header does not matter
WHO_BY_BODY = (
    "<?xml version='1.0'?><methodCall><methodName>wp.getUsersBlogs</methodName><params>"
    "<param><value><string>{}</string></value></param><param><value><string>{}</string></value></param></params></methodCall>"
)


@dataclass(frozen=True)
class Visit:
    """An answer, or why there was none (`status` 0)."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    url: str = ""
    reach: Reach = "answers"
    said: str = ""

    @cached_property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @cached_property
    def json(self) -> Any:
        """The parsed body, or None where it is none of JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def words(self) -> str:
        """What WordPress said with an error: its message and code; else the status, who answered, and the page's title."""
        if isinstance(self.json, dict) and "message" in self.json:
            message = html.unescape(re.sub(r"<[^>]+>", "", str(self.json["message"]))).strip()
            return f"{message} [{self.json.get('code', '')}]"
        title = re.search(r"<title[^>]*>([^<]{1,120})", self.text, re.IGNORECASE)
        by = firewall(self.headers, self.text)
        said = f"status {self.status}" + (f", {by} in WordPress's place" if by else "")
        return said + (f", a page titled '{html.unescape(title[1]).strip()}'" if title else "")

    @property
    def location(self) -> str:
        """Where a redirect points to, without its query."""
        return self.headers.get("Location", "") if self.status in REDIRECTS else ""


class Visitor:
    """Requests to one site, each with the login or without it. A connection is used again; cookies never are."""

    def __init__(self, user: str, password: str, timeout_s: float) -> None:
        self._user, self._password, self._timeout_s = user, password, timeout_s
        self._session = Session()
        self._session.headers["User-Agent"] = AGENT

    def page(self, url: str, params: Params | None = None, headers: Mapping[str, str] | None = None) -> Visit:
        """A public page as a browser gets it, redirects followed."""
        return self._visit("GET", url, params, login=False, allow_redirects=True, headers=dict(headers or {}))

    def rest(self, url: str, params: Params | None = None, *, login: bool = True, method: str = "GET") -> Visit:
        """A REST address; redirects are not followed, for the login would follow them."""
        return self._visit(method, url, params, login=login, allow_redirects=False)

    def by_body(self, url: str) -> Visit:
        """Ask XML-RPC, with the login in the body, which sites the user has."""
        body = WHO_BY_BODY.format(html.escape(self._user), html.escape(self._password)).encode()
        return self._visit("POST", url, None, login=False, allow_redirects=False, data=body)

    def _visit(self, method: str, url: str, params: Params | None, *, login: bool, **more: Any) -> Visit:
        self._session.cookies.clear()
        self._session.trust_env = not is_loopback(urlsplit(url).hostname or "")
        auth = HTTPBasicAuth(self._user.encode(), self._password.encode()) if login else None
        answered: list[int] = []
        hooks = {"response": lambda response, **_: answered.append(response.status_code)}
        try:
            got = self._session.request(
                method, url, params=dict(params or {}), auth=auth, timeout=self._timeout_s, hooks=hooks, **more
            )
        except requests.TooManyRedirects as error:
            return _going_round(error, url)
        except (requests.RequestException, ValueError) as error:
            # a redirect to what no host can be called, such as `https://a..b.example/`: the site itself did answer
            if answered and isinstance(error, ValueError):
                return Visit(answered[-1], url=url)
            return _no_answer(error, url, self._timeout_s)
        return Visit(got.status_code, got.content, got.headers, got.url)


def _going_round(error: requests.TooManyRedirects, url: str) -> Visit:
    """A site that redirects without end does answer; its REST API may be well."""
    status = error.response.status_code if error.response is not None else 302
    return Visit(status, url=url)


def _no_answer(error: Exception, url: str, timeout_s: float) -> Visit:
    host = urlsplit(url).netloc
    if isinstance(error, requests.exceptions.SSLError):
        return Visit(0, reach="certificate", said=f"the certificate of {host} is not valid")
    if isinstance(error, requests.Timeout):
        return Visit(0, reach="silent", said=f"{host} did not answer within {timeout_s:g} s")
    if is_no_host(error):
        return Visit(0, reach="no host", said=f"there is no host {host}")
    refused = "refused" in str(error)
    return Visit(
        0, reach="silent", said=f"nothing listens on {host}" if refused else f"the connection to {host} broke off"
    )
