"""Addresses of other sites that this one links to: are they still there? Asked politely, and never of a private address."""

import time
from collections.abc import Callable
from urllib.parse import urljoin

from requests import RequestException, Response, Session
from urllib3.exceptions import HTTPError, NameResolutionError

from layers import urls
from layers.boundary import clock
from layers.boundary.connector import Connector
from layers.errors import UnreachableAddressError
from layers.nouns import Outbound
from layers.nouns.visit import OutboundState

AGENT = "Masthead/0.1 (checks that a link still leads somewhere)"
HOPS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
GONE = frozenset({404, 410})
FIRST_REFUSAL, FIRST_ERROR = 400, 500


class Elsewhere:
    """Asks each host at most once in `pace_s` seconds: the head first, the page itself where the head is refused.

    Only 404, 410 and a name that does not exist count as broken. A firewall's 403, a 429, an outage or a silence say nothing
    of what a reader gets.
    """

    def __init__(
        self,
        connector: Connector | None = None,
        *,
        pace_s: float = 1.0,
        timeout_s: float = 10.0,
        now: clock.Clock = clock.now,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connector = connector or Connector()
        self._pace_s, self._timeout_s, self._now, self._pause = pace_s, timeout_s, now, pause
        self._asked_at_s: dict[str, float] = {}

    def look(self, url: str) -> Outbound:
        """Say whether the address still leads to something."""
        at, status, said = url, 0, ""
        for _ in range(HOPS + 1):
            status, said, target = self._answer(at)
            if not target:
                return Outbound(
                    url=url, at=self._now(), state=_state(status, said), status=status, said=said, landed=at
                )
            at = target
        return Outbound(
            url=url, at=self._now(), state="not seen", status=status, said="it redirects without end", landed=at
        )

    def _answer(self, url: str) -> tuple[int, str, str]:
        """Ask for the head, and for the page where a server has no answer for heads."""
        status, said, target = self._ask("HEAD", url)
        if status >= FIRST_REFUSAL:  # many servers know no HEAD: only what GET says counts
            status, said, target = self._ask("GET", url)
        return status, said, target

    def _ask(self, method: str, url: str) -> tuple[int, str, str]:
        parts = urls.split(url)
        if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
            return 0, "it is no http or https address", ""
        self._wait(parts.netloc)
        try:
            with self._connector.open(self._timeout_s) as session, self._sent(session, method, url) as response:
                moved = response.status_code in REDIRECTS and response.headers.get("Location")
                return response.status_code, "", urljoin(url, response.headers["Location"]) if moved else ""
        except UnreachableAddressError as error:
            return 0, str(error), ""
        except (RequestException, HTTPError, OSError, ValueError) as error:
            return 0, NO_HOST if _is_no_host(error) else f"no answer ({type(error).__name__})", ""

    def _sent(self, session: Session, method: str, url: str) -> Response:
        return session.request(
            method,
            url,
            headers={"User-Agent": AGENT, "Accept": "*/*"},
            timeout=self._timeout_s,
            stream=True,
            allow_redirects=False,
        )

    def _wait(self, host: str) -> None:
        wait_s = self._asked_at_s.get(host, float("-inf")) + self._pace_s - time.monotonic()
        if wait_s > 0:
            self._pause(wait_s)
        self._asked_at_s[host] = time.monotonic()


NO_HOST = "there is no such host"


def _is_no_host(error: BaseException) -> bool:
    """Whether the name itself does not exist; a resolver that is down for a moment says otherwise."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    found = (
        reason if isinstance(reason, NameResolutionError) else error if isinstance(error, NameResolutionError) else None
    )
    return found is not None and "Temporary failure" not in str(found) and "-3]" not in str(found)


def _state(status: int, said: str) -> OutboundState:
    if status in GONE or said == NO_HOST:
        return "broken"
    return "answers" if 0 < status < FIRST_REFUSAL else "not seen"
