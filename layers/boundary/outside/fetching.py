"""GET requests to one site, evenly paced over all threads, without a login; redirects are followed one by one and only on the site."""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from http.cookiejar import DefaultCookiePolicy
from threading import Lock, local
from urllib.parse import SplitResult

import requests
from urllib3.exceptions import HTTPError, ReadTimeoutError

from layers import urls
from layers.boundary.wordpress.pacing import TRIES, pause_s
from layers.boundary.wordpress.transport import Session, is_loopback
from layers.nouns import Hop

AGENT = "Masthead/0.1 (audits this site for its operator)"
CHUNK = 64 * 1024
HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
PORTS = {"http": 80, "https": 443}


class Steady:
    """One turn every `60 / per_minute` seconds, over everybody who shares this object; a pause holds all of them."""

    def __init__(
        self,
        per_minute: float,
        pause: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._gap_s = 60 / per_minute
        self._pause, self._monotonic = pause, monotonic
        self._next_s = float("-inf")
        self._lock = Lock()

    def take_turn(self) -> None:
        with self._lock:
            now = self._monotonic()
            turn = max(now, self._next_s)
            self._next_s = turn + self._gap_s
        if turn > now:
            self._pause(turn - now)

    def hold(self, wait_s: float) -> None:
        """Let nobody have a turn for so long: a server that asks one visitor to wait means all of them."""
        with self._lock:
            self._next_s = max(self._next_s, self._monotonic() + wait_s)


@dataclass(frozen=True)
class Fetched:
    """The end of a chain of redirects. `status` 0: no answer, `said` tells why. `outward`: the last one leads off the site."""

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    said: str = ""
    hops: tuple[Hop, ...] = ()
    loop: bool = False
    outward: bool = False
    cut: bool = False
    answered_ms: int = 0


class Fetcher:
    """Fetches addresses of one site. Whatever happens is a value.

    `timeout_s` is the longest wait for a byte, and twice that the longest for a whole answer. No cookie is kept, so that
    each page is got as by somebody who comes for the first time.
    """

    def __init__(self, site_url: str, pace: Steady, timeout_s: float = 20.0, max_bytes: int = 5_000_000) -> None:
        self._home = _host(urls.split(site_url))
        self._pace, self._timeout_s, self._max_bytes = pace, timeout_s, max_bytes
        self._threads = local()

    def own(self, url: str) -> bool:
        """Whether the address is on the site's own host: what a record of WordPress's names may be anywhere, also inside."""
        return _host(urls.split(url)) == self._home

    def fetch(self, url: str, max_bytes: int = 0) -> Fetched:
        """Follow redirects by hand, on the site alone: where a page leads elsewhere is said, not visited."""
        hops: list[Hop] = []
        at = url
        while True:
            got, target = self._ready(at, max_bytes or self._max_bytes)
            if target is None:
                return _ended(got, hops)
            hops.append(Hop(url=at, status=got.status))
            if target in {hop.url for hop in hops} or len(hops) > HOPS:
                return _ended(Fetched(target, got.status, loop=True), hops)
            if not self.own(target):
                return _ended(Fetched(target, got.status, outward=True), hops)
            at = target

    def _ready(self, url: str, max_bytes: int) -> tuple[Fetched, str | None]:
        """The answer once the server is ready to give one; the last of several where it is not."""
        for attempt in range(TRIES):
            self._pace.take_turn()
            got, target = self._get(url, max_bytes)
            wait_s = pause_s(got.status, got.headers)
            if wait_s is None or attempt == TRIES - 1:
                return got, target
            self._pace.hold(wait_s)
        raise AssertionError("there is at least one attempt")

    def _get(self, url: str, max_bytes: int) -> tuple[Fetched, str | None]:
        started = time.monotonic()
        try:
            with self._session().get(url, timeout=self._timeout_s, stream=True, allow_redirects=False) as response:
                answered_ms = round(1000 * (time.monotonic() - started))
                if response.status_code in REDIRECTS and response.headers.get("Location"):
                    return Fetched(url, response.status_code, response.headers), _whole(
                        url, response.headers["Location"]
                    )
                body, cut = self._taken(response, max_bytes, started)
                return Fetched(
                    url, response.status_code, response.headers, body, cut=cut, answered_ms=answered_ms
                ), None
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            return Fetched(url, said=_plainly(error, self._timeout_s)), None

    def _taken(self, response: requests.Response, max_bytes: int, started: float) -> tuple[bytes, bool]:
        body = b""
        while chunk := response.raw.read1(CHUNK, decode_content=True):
            body += chunk
            if len(body) > max_bytes:
                return body[:max_bytes], True
            if time.monotonic() - started > 2 * self._timeout_s:
                raise TimeoutError("it sends too slowly")
        return body, False

    def _session(self) -> requests.Session:
        """One connection for each thread, kept open between pages."""
        session: requests.Session | None = getattr(self._threads, "session", None)
        if session is None:
            session = Session()
            session.trust_env = not is_loopback(self._home[0])  # a proxy from the environment cannot reach our loopback
            session.headers.update(
                {"User-Agent": AGENT, "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5"}
            )
            session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
            self._threads.session = session
        return session


def _ended(got: Fetched, hops: list[Hop]) -> Fetched:
    return Fetched(
        got.url,
        got.status,
        got.headers,
        got.body,
        got.said,
        tuple(hops),
        got.loop,
        got.outward,
        got.cut,
        got.answered_ms,
    )


def _whole(url: str, location: str) -> str:
    """Where a redirect points to. A header holds bytes: WordPress sends UTF-8, which arrives as Latin-1."""
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    return (urls.joined(url, location) or location).partition("#")[0]


def _host(parts: SplitResult | None) -> tuple[str, int | None]:
    """A site with and without www is one, by http as by https; another port on one machine is another site."""
    if parts is None:
        return "", None
    port = parts.port if parts.port != PORTS.get(parts.scheme) else None
    return (parts.hostname or "").removeprefix("www."), port


def _plainly(error: Exception, timeout_s: float) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not valid"
    if isinstance(error, requests.Timeout | ReadTimeoutError | TimeoutError):
        return f"it did not answer within {timeout_s:g} s"
    if "NameResolution" in str(error) or "Name or service" in str(error):
        return "there is no such host"
    return "nothing listens there" if "refused" in str(error) else "the connection broke off"
