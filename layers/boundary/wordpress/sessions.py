"""A session that sends the logins it is given and none else, at little cost for each request.

An apply or an audit sends thousands of requests to one host. `requests` parses the address of each three times, looks in the
environment for a proxy, merges settings that nobody has set, and takes a body from the socket in small pieces. What is the
same for every request here is found once; a request that is in any way out of the ordinary goes the usual way.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from requests.adapters import HTTPAdapter
from requests.auth import AuthBase
from requests.cookies import extract_cookies_to_jar
from requests.hooks import dispatch_hook
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers
from urllib3 import BaseHTTPResponse, Timeout, exceptions

from layers import urls

# An address that needs neither escaping nor another spelling, as `..` in its path would
PLAIN = re.compile(r"https?://[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?/(?:[A-Za-z0-9_-]+[/.])*[A-Za-z0-9_-]*")


class NoLogin(AuthBase):
    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        return request


class Answer(requests.Response):
    """An answer that has come in whole."""

    def __init__(self, request: requests.PreparedRequest, raw: BaseHTTPResponse) -> None:
        super().__init__()
        self.status_code, self.reason, self.raw = raw.status, raw.reason or "", raw
        self.headers = CaseInsensitiveDict(raw.headers)
        self.encoding = get_encoding_from_headers(self.headers)
        self.url, self.request = request.url or "", request
        self._content, self._content_consumed = raw.data, True


class Adapter(HTTPAdapter):
    """Finds the connections to a host once, and takes an answer in whole. What goes by a proxy goes as `requests` has it."""

    def __init__(self) -> None:
        super().__init__()
        self._pools: dict[tuple[str, Any], Any] = {}

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
    ) -> requests.Response:
        if stream or cert or proxies or not isinstance(timeout, float):
            return super().send(request, stream, timeout, verify, cert, proxies)
        pool = self._pool(request, verify)
        self.cert_verify(pool, request.url or "", verify, None)  # type: ignore[no-untyped-call]
        try:
            raw = pool.urlopen(
                request.method or "", request.path_url, request.body, dict(request.headers), self.max_retries,
                redirect=False, assert_same_host=False, timeout=Timeout(connect=timeout, read=timeout),
            )  # fmt: skip
        except (exceptions.HTTPError, OSError) as error:
            raise _as_requests_has_it(error, request) from error
        answer = Answer(request, raw)
        answer.connection = self  # by which `requests` closes it
        return answer

    def _pool(self, request: requests.PreparedRequest, verify: Any) -> Any:
        parts = urlsplit(request.url or "")
        key = (f"{parts.scheme}://{parts.netloc}", verify)
        if key not in self._pools:
            self._pools[key] = self.get_connection_with_tls_context(request, verify)
        return self._pools[key]


def _as_requests_has_it(error: Exception, request: requests.PreparedRequest) -> Exception:
    """The error that `requests` raises for one of urllib3; what is no host at all it passes on as it is."""
    cause = error.reason if isinstance(error, exceptions.MaxRetryError) else error
    if isinstance(cause, exceptions.LocationValueError):
        return cause
    if isinstance(cause, exceptions.ConnectTimeoutError) and not isinstance(cause, exceptions.NewConnectionError):
        return requests.ConnectTimeout(error, request=request)
    if isinstance(cause, exceptions.ReadTimeoutError):
        return requests.ReadTimeout(error, request=request)
    if isinstance(cause, exceptions.SSLError):
        return requests.exceptions.SSLError(error, request=request)
    return requests.ConnectionError(error, request=request)


class Session(requests.Session):
    """Sends the logins that it is given, and none else.

    With proxies from the environment come logins from `~/.netrc`, for every request without one and once more for every
    redirect: what a visitor sees would then be what the operator sees.
    """

    def __init__(self) -> None:
        super().__init__()
        self.auth = NoLogin()
        self._settings: dict[tuple[bool, str], Mapping[str, Any]] = {}
        for scheme in ("https://", "http://"):
            self.mount(scheme, Adapter())

    def prepare_request(self, request: requests.Request) -> requests.PreparedRequest:
        """What `requests` makes of it, at a tenth of the cost where nothing about it is out of the ordinary."""
        if not self._is_plain(request):
            return super().prepare_request(request)
        made = requests.PreparedRequest()
        made.method = request.method
        made.url = f"{request.url}?{urlencode(request.params, doseq=True)}" if request.params else str(request.url)
        made.headers = CaseInsensitiveDict({**self.headers, **(request.headers or {})})
        made.prepare_cookies({})
        made.prepare_body(request.data or None, None, request.json)
        made.prepare_auth(request.auth or self.auth, made.url)
        made.prepare_hooks(request.hooks)
        return made

    def send(self, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        """As `requests` does it: an answer that leads elsewhere is followed where that is wished, and cookies are kept."""
        follow = options.pop("allow_redirects", True)
        if options.get("stream") or "proxies" not in options:
            return super().send(request, allow_redirects=follow, **options)
        answer: requests.Response = self.get_adapter(request.url or "").send(request, **options)
        dispatch_hook("response", request.hooks, answer, **options)  # type: ignore[no-untyped-call]
        if "Set-Cookie" in answer.headers:
            extract_cookies_to_jar(self.cookies, request, answer.raw)  # type: ignore[no-untyped-call]
        if not follow or not answer.is_redirect:
            return answer
        way: list[requests.Response] = [answer, *self.resolve_redirects(answer, request, **options)]
        way[-1].history = way[:-1]
        return way[-1]

    def _is_plain(self, request: requests.Request) -> bool:
        """Whether the address needs no change, no setting takes another away, and no cookie is held for the site."""
        params, headers = request.params or {}, request.headers or {}
        return (
            isinstance(request.url, str)
            and PLAIN.fullmatch(request.url) is not None
            and isinstance(params, dict)
            and None not in params.values()
            and None not in headers.values()
            and not (self.cookies or request.cookies or request.files or self.params)
        )

    def merge_environment_settings(self, url: Any, proxies: Any, stream: Any, verify: Any, cert: Any) -> Any:
        """The proxy and the certificates for an address: looked up once for each host."""
        if proxies or stream or verify is not None or cert:
            return super().merge_environment_settings(url, proxies, stream, verify, cert)
        parts = urlsplit(url)
        key = (self.trust_env, f"{parts.scheme}://{parts.netloc}")
        if key not in self._settings:
            self._settings[key] = {**super().merge_environment_settings(url, {}, stream, verify, cert)}
        return dict(self._settings[key])

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """No login follows a redirect."""
        prepared_request.headers.pop("Authorization", None)

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """None for what is no address, such as `https://[your-domain]/`: requests falls over it even where it follows none."""
        try:
            target = super().get_redirect_target(resp)
        except UnicodeError:
            return None
        return target if target and urls.joined(resp.url, target) else None
