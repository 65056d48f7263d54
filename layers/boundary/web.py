"""Reads pages of the web politely: robots.txt, a pace per host, a cap on size and time, public addresses only."""

import time
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from requests import RequestException, Response, Session
from urllib3.exceptions import HTTPError

from layers.boundary import clock, robots
from layers.boundary.connector import Connector
from layers.boundary.extraction import decoded, reading
from layers.errors import UnreachableAddressError
from layers.intelligence import Reading
from layers.nouns import Unread

HOPS = 5
ROBOTS_BYTES = 500 * 1024  # as much as RFC 9309 asks a reader to take
CHUNK = 64 * 1024
AGENT = "Masthead/0.1 (reads single pages for research; honours robots.txt)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(frozen=True)
class _Fetched:
    """The end of a chain of redirects. `problem` says why there is no body to use; empty when there is."""

    url: str
    status: int = 0
    content_type: str = ""
    body: bytes = b""
    problem: str = ""


@dataclass
class _Host:
    """What is known of one host while this Web lives."""

    rules: robots.Robots = robots.EVERYTHING
    refusal: str = ""
    read_at_s: float = float("-inf")


class Web:
    """Reads one page at a time. Whatever is wrong with a page is a value with a reason, never an exception.

    `pace_s` is the least time between two pages of one host (a Crawl-delay can lengthen it), `timeout_s` the most that
    one request may take from its connection to its last byte, `max_bytes` the most that is read of a page.
    """

    def __init__(
        self,
        agent: str = AGENT,
        connector: Connector | None = None,
        *,
        pace_s: float = 1.0,
        timeout_s: float = 15.0,
        max_bytes: int = 3_000_000,
        now: clock.Clock = clock.now,
    ) -> None:
        self._agent = agent
        self._connector = connector or Connector()
        self._pace_s = pace_s
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._now = now
        self._hosts: dict[str, _Host] = {}

    def read(self, url: str) -> Reading | Unread:
        """Return the readable part of a page, or why there is none."""
        page = self._fetch(url, self._max_bytes, polite=True)
        problem = page.problem or _unusable(page)
        if problem:
            return Unread(url=url, reason=problem)
        return reading(page.url, decoded(page.body, page.content_type), self._now())

    def _fetch(self, url: str, max_bytes: int, *, polite: bool) -> _Fetched:
        """Follow redirects by hand: every hop asks robots.txt and the connector again."""
        for _ in range(HOPS + 1):
            if problem := _not_a_web_address(url) or (self._impolite(url) if polite else ""):
                return _Fetched(url, problem=problem)
            page, target = self._get(url, max_bytes)
            if target is None:
                return page
            url = target
        return _Fetched(url, problem=f"it redirects more than {HOPS} times")

    def _get(self, url: str, max_bytes: int) -> tuple[_Fetched, str | None]:
        """Return one answer, and where it redirects to."""
        guard = self._connector.open(self._timeout_s)
        try:
            with guard as session, self._asked(session, url) as response:
                if response.status_code in _REDIRECTS and "Location" in response.headers:
                    return _Fetched(url), urljoin(url, response.headers["Location"])
                page = _taken(url, response, max_bytes)
        except UnreachableAddressError as error:
            return _Fetched(url, problem=str(error)), None
        except (
            RequestException,
            HTTPError,
            OSError,
            ValueError,
        ) as error:  # ValueError: an address only urllib3 objects to
            page = _Fetched(url, problem=f"it could not be read ({type(error).__name__})")
        if guard.expired:  # what came before the deadline is a part of the page, and may look like all of it
            return _Fetched(url, problem=f"it took longer than {self._timeout_s:g} s"), None
        return page, None

    def _asked(self, session: Session, url: str) -> Response:
        headers = {"User-Agent": self._agent, "Accept": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"}
        return session.get(url, headers=headers, timeout=self._timeout_s, stream=True, allow_redirects=False)

    def _impolite(self, url: str) -> str:
        """Wait until the host may be asked again; say why it may not be asked at all."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._hosts:
            self._hosts[origin] = self._host(f"{origin}/robots.txt")
        host = self._hosts[origin]
        if host.refusal or not host.rules.allows(url):
            return host.refusal or "its robots.txt says no"
        wait_s = host.read_at_s + max(self._pace_s, host.rules.delay_s) - time.monotonic()
        if wait_s > 0:
            time.sleep(wait_s)
        host.read_at_s = time.monotonic()
        return ""

    def _host(self, robots_url: str) -> _Host:
        """RFC 9309: a host without the file allows everything, one whose server fails allows nothing."""
        found = self._fetch(robots_url, ROBOTS_BYTES, polite=False)
        if found.problem or found.status >= 500:
            return _Host(refusal=f"its robots.txt cannot be read: {found.problem or f'HTTP {found.status}'}")
        return _Host(
            robots.parse(found.body.decode("utf-8", "replace"), self._agent)
            if found.status == 200
            else robots.EVERYTHING
        )


def _taken(url: str, response: Response, max_bytes: int) -> _Fetched:
    body = b""
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        body += chunk
        if len(body) > max_bytes:
            return _Fetched(url, problem=f"it is larger than {max_bytes} bytes")
    return _Fetched(url, response.status_code, response.headers.get("Content-Type", ""), body)


def _not_a_web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    return "" if usable else "it is no http or https address"


def _unusable(page: _Fetched) -> str:
    if page.status != 200:
        return f"the server answered HTTP {page.status}"
    kind = page.content_type.split(";")[0].strip().casefold()
    return "" if kind in _HTML else f"it is {kind or 'of no stated type'}, not a web page"
