"""One request to one WordPress site, and every way in which it can go wrong, as one of two families of errors.

An outage (`WordPressDownError`) may be tried again; a refusal (`WordPressRefusedError`, `LoginError`) may not. A write is
never sent a second time here, except after 429: a proxy that answers 429 has not passed it on, while 502, 503, 504 and a
lost connection may all come after WordPress has committed.
"""

import ipaddress
import time
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.auth import HTTPBasicAuth
from urllib3.exceptions import LocationValueError

from layers import urls
from layers.boundary.wordpress.answers import AGENT, Reply, reply
from layers.boundary.wordpress.pacing import TRIES, UNPACED, Pace, pause_s
from layers.boundary.wordpress.sessions import NoLogin, Session
from layers.errors import LoginError, UnreachableAddressError, WordPressDownError, WordPressRefusedError

__all__ = ["AGENT", "Params", "Reply", "Session", "Transport", "checked_address", "is_loopback", "is_no_host"]

READING = frozenset({"GET", "HEAD", "OPTIONS"})

Params = Mapping[str, str | int]


@dataclass(frozen=True)
class Upload:
    """A file as the whole body of a request. `name` is its file name in ASCII, `kind` its media type."""

    data: bytes
    name: str
    kind: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Type": self.kind, "Content-Disposition": f'attachment; filename="{self.name}"'}


Body = Mapping[str, Any] | Upload | None


def is_loopback(host: str) -> bool:
    """Whether a host name can only mean this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def checked_address(url: str) -> str:
    """Return the address without a trailing slash; raises UnreachableAddressError when a password may not go there."""
    parts = urls.split(url)
    if parts is None:
        raise UnreachableAddressError(url.rpartition("@")[2], "that is no address: write it whole, with https://.")
    host = parts.hostname or ""
    shown = f"{parts.scheme}://{host}"
    if parts.scheme not in ("http", "https") or not host:
        raise UnreachableAddressError(shown, "a site's address begins with https:// and names a host.")
    if parts.username or parts.password:
        raise UnreachableAddressError(
            shown, "it holds a login. Name the environment variables under `credentials:` instead."
        )
    if parts.scheme == "http" and not is_loopback(host):
        raise UnreachableAddressError(shown, "plain http would send the password in the clear. Use https://.")
    return url.rstrip("/")


class Transport:
    """Requests to the REST API of one site, with the user's application password; writes keep to the `pace`."""

    def __init__(
        self,
        site: str,
        url: str,
        user: str,
        password: str,
        timeout_s: float = 30.0,
        pause: Callable[[float], None] = time.sleep,
        pace: Pace = UNPACED,
    ) -> None:
        self.site = site
        self.url = checked_address(url)
        self.user = user
        self.timeout_s = timeout_s
        self.pause = pause
        self.pace = pace
        # str would be sent as latin-1; a user is missing only where a site is asked about itself
        self._auth = HTTPBasicAuth(user.encode(), password.encode()) if user else NoLogin()
        self._session = self._opened()
        self._root = ""

    def _opened(self) -> requests.Session:
        session = Session()
        session.headers.update({"User-Agent": AGENT, "Accept": "application/json"})
        session.auth = self._auth
        if is_loopback(urlsplit(self.url).hostname or ""):
            session.trust_env = False  # a proxy from the environment cannot reach our loopback
        return session

    def twin(self) -> "Transport":
        """The same with a connection of its own: a session belongs to one thread."""
        other = copy(self)
        other._session = self._opened()
        return other

    def __repr__(self) -> str:
        return f"Transport({self.site!r}, {self.url!r}, user={self.user!r})"

    def get(self, path: str, params: Params | None = None) -> Reply:
        """GET a REST path such as `/wp/v2/posts`, as the editor sees it (`context=edit`)."""
        return self._request("GET", path, {"context": "edit", **(params or {})}, None)

    def post(self, path: str, body: Mapping[str, Any], params: Params | None = None) -> Reply:
        """POST a JSON body once."""
        return self._request("POST", path, {"context": "edit", **(params or {})}, body)

    def described(self, path: str) -> Any:
        """What a route says of itself (OPTIONS)."""
        return self._request("OPTIONS", path, {}, None).json

    def send(self, method: str, path: str, body: Mapping[str, Any]) -> Reply:
        """Send a JSON body once, by POST or PUT, to a route that knows no `context`, such as a plugin's own."""
        return self._request(method, path, {}, body)

    def upload(self, path: str, file: Upload, params: Params) -> Reply:
        """Send a file once as the body; what is said about it goes into the query."""
        return self._request("POST", path, {"context": "edit", **params}, file)

    def index(self) -> dict[str, Any]:
        """What the site says of itself; raises WordPressRefusedError where no WordPress answers."""
        self._root, said = self._discover()
        return dict(said)

    def _request(self, method: str, path: str, params: Params, body: Body) -> Reply:
        address, query = self._address(path, params)
        response = self._answer(method, address, query, body)
        return reply(self.site, f"{method} {path}", response, str(params.get("_fields", "")))

    def _answer(self, method: str, address: str, params: Params, body: Body = None) -> requests.Response:
        """The answer once the server is ready to give one; the last of several where it is not."""
        for _ in range(TRIES - 1):
            response = self._send(method, address, params, body)
            wait_s = pause_s(response.status_code, response.headers, method)
            if wait_s is None:
                return response
            self.pause(wait_s)
        return self._send(method, address, params, body)

    def _address(self, path: str, params: Params) -> tuple[str, dict[str, str | int]]:
        root = self.root()
        if root.endswith("?rest_route="):
            return root.removesuffix("?rest_route="), {"rest_route": path, **params}
        return root + path, dict(params)

    def root(self) -> str:
        """Where the REST API begins: `…/wp-json`, or `…/?rest_route=` on a site with plain permalinks."""
        if not self._root:
            self._root = self._discover()[0]
        return self._root

    def _discover(self) -> tuple[str, Mapping[str, Any]]:
        """The root and what it answers: pretty permalinks first, then the form that always works."""
        try:
            return f"{self.url}/wp-json", self._index(f"{self.url}/wp-json/", {})
        except (WordPressRefusedError, LoginError) as problem:
            try:
                return f"{self.url}/?rest_route=", self._index(f"{self.url}/", {"rest_route": "/"})
            except (WordPressRefusedError, LoginError):
                raise problem from None  # what the usual address answered says more

    def _index(self, address: str, params: Params) -> Mapping[str, Any]:
        index = reply(self.site, "GET /wp-json/", self._answer("GET", address, params)).json
        if not isinstance(index, dict) or "wp/v2" not in index.get("namespaces", ()):
            raise WordPressRefusedError(
                self.site, "GET /wp-json/", "the answer is not that of a WordPress REST API. Is `url:` right?"
            )
        return index

    def _send(self, method: str, address: str, params: Params, body: Body) -> requests.Response:
        if method not in READING:
            self.pace.take_turn()
        sent: dict[str, Any] = (
            {"data": body.data, "headers": body.headers} if isinstance(body, Upload) else {"json": body}
        )
        try:
            # Redirects are not followed: requests would turn a POST into a GET and drop the login on another host.
            return self._session.request(
                method, address, params=dict(params), timeout=self.timeout_s, allow_redirects=False, **sent
            )
        except (requests.RequestException, LocationValueError, UnicodeError) as error:
            # `from None`: the cause holds the request, and the request holds the Authorization header
            raise WordPressDownError(self.site, _plainly(error, self.url, self.timeout_s)) from None


def is_no_host(error: Exception) -> bool:
    """Whether the name does not exist, or can be none, such as `a..b.example`. A proxy that is misspelt is another matter."""
    if isinstance(error, ValueError):
        return not isinstance(error, requests.exceptions.InvalidProxyURL)
    return "NameResolution" in str(error) or "Name or service" in str(error)


def _plainly(error: Exception, url: str, timeout_s: float) -> str:
    host = urlsplit(url).netloc
    if isinstance(error, requests.Timeout):
        return f"{host} did not answer within {timeout_s:g} s"
    if isinstance(error, requests.exceptions.SSLError):
        return f"the certificate of {host} is not valid"
    if is_no_host(error):
        return f"there is no host {host}"
    if "refused" in str(error):
        return f"nothing listens on {host}"
    return f"the connection to {host} broke off"
