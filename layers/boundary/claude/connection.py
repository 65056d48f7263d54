"""One HTTP request to the model's API, and what came of it as a value: no exception of the SDK, which holds the key, goes on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from http import HTTPStatus
from ssl import PROTOCOL_TLS_CLIENT, SSLContext
from typing import TYPE_CHECKING

from layers.boundary.claude.request import Body
from layers.boundary.claude.settings import ClaudeSettings

if TYPE_CHECKING:
    from anthropic import Anthropic, APIConnectionError, APIStatusError
    from httpx2 import Client

CONNECT_S = 10
SPEND_LIMIT = "spend_limit"  # part of the error codes of every limit that waiting does not lift
AGAIN_STATUSES = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS})
BY_THE_WAY = frozenset(
    {HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}
)  # a proxy's, when the API put no id on them
REHEARSAL = "x-masthead-rehearsal"


@dataclass(frozen=True)
class Received:
    """Status 200, with the body as it came."""

    raw: str
    request_id: str
    rehearsal: bool


@dataclass(frozen=True)
class Refused:
    """The API answered with an error: nothing was made and nothing is charged. `status` is 0 where no connection was made.

    `wait_s` is what the API asks to wait, None where it does not say.
    """

    status: int
    message: str
    again: bool
    request_id: str = ""
    wait_s: float | None = None


@dataclass(frozen=True)
class Lost:
    """The request was sent and its end not seen: it may have been charged."""

    message: str


class Connection:
    """One client, made at the first request."""

    def __init__(self, settings: ClaudeSettings) -> None:
        self._settings = settings

    def send(self, body: Body) -> Received | Refused | Lost:
        """Send one request, once. Raises CredentialsMissingError or LoginError when the key cannot be used."""
        from anthropic import APIConnectionError, APIStatusError

        self._settings.check()
        try:
            response = self._client.messages.with_raw_response.create(**body)
        except APIStatusError as error:
            return self._refused(error)
        except APIConnectionError as error:
            return self._disconnected(error)
        return Received(
            raw=response.text(),
            request_id=response.headers.get("request-id", ""),
            rehearsal=response.headers.get(REHEARSAL, "") == "true",
        )

    @cached_property
    def _client(self) -> "Anthropic":
        from anthropic import Anthropic, Timeout

        return Anthropic(
            api_key=self._settings.key,  # both said, or the SDK would take a profile that it finds on the disk
            base_url=self._settings.server,
            timeout=Timeout(self._settings.timeout_s, connect=CONNECT_S),
            max_retries=0,  # each HTTP attempt has an entry of its own in the ledger
            http_client=_direct() if self._settings.on_loopback else None,
        )

    def _refused(self, error: "APIStatusError") -> Refused | Lost:
        if error.status_code in BY_THE_WAY and not error.request_id:
            return Lost(f"something between here and {self._settings.server} answered {error.status_code}")
        text = f"{error.status_code} {error.type or ''}: {error.api_message or error.message}"
        return Refused(
            status=error.status_code,
            message=self._settings.hide(text),
            again=_again(error),
            request_id=error.request_id or "",
            wait_s=_wait_s(error.response.headers),
        )

    def _disconnected(self, error: "APIConnectionError") -> Refused | Lost:
        from httpx2 import ConnectError, ConnectTimeout, ProxyError

        reason = self._settings.hide(f"{error.message} {error.__cause__ or ''}".strip())
        if isinstance(error.__cause__, ConnectError | ConnectTimeout | ProxyError):
            return Refused(status=0, message=f"no connection to {self._settings.server}: {reason}", again=True)
        return Lost(f"the connection to {self._settings.server} was lost: {reason}")


def _direct() -> "Client":
    """Return a client for this machine: past any proxy (the SDK reads HTTP_PROXY), and without 0.1 s for certificates."""
    from anthropic import DefaultHttpxClient
    from httpx2 import HTTPTransport

    return DefaultHttpxClient(transport=HTTPTransport(verify=SSLContext(PROTOCOL_TLS_CLIENT)), trust_env=False)


def _again(error: "APIStatusError") -> bool:
    if error.response.headers.get("x-should-retry") == "false" or SPEND_LIMIT in (error.error_code or ""):
        return False
    return error.status_code in AGAIN_STATUSES or error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR


def _wait_s(headers: Mapping[str, str]) -> float | None:
    """Read `retry-after`: seconds, or a date."""
    told = headers.get("retry-after", "")
    try:
        return max(0.0, float(told))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(told) - datetime.now(UTC)).total_seconds())
    except ValueError:
        return None
