"""What a server answered: a Reply, or one clear sentence about what stood in its place."""

import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import requests

from layers.boundary.wordpress.firewalls import firewall
from layers.boundary.wordpress.pacing import asked_pause_s
from layers.errors import GoneError, LoginError, MastheadError, WordPressDownError, WordPressRefusedError

AGENT = "Masthead/0.1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
# Answers with which firewalls refuse or put a riddle, also as if all were well
BLOCKS = frozenset({200, 202, 401, 403, 404, 405, 406, 418, 444})
ONE_RECORD = re.compile(r"^(?:POST|PUT) |/(?:\d+|me)$")
LARGE_BYTES = 1_000_000
BROKEN = object()
DATABASE_REFUSALS = ("[db_insert_error]", "[db_update_error]")
HEADER_STRIPPED = (
    "Check the user name and the application password (Users > Profile > Application Passwords; the login password does not work). "
    "If both are right, the web server may strip the Authorization header."
)
LET_THROUGH = f"Let requests to /wp-json/ through there, from this computer's address or with the agent '{AGENT}'."
WITH_HEADERS = "A proxy, a cache or a plugin changes the headers of the REST API: have it pass them on as they are."
LARGER = "Allow larger ones: client_max_body_size in nginx, LimitRequestBody in Apache, max_allowed_packet in MySQL."


@dataclass(frozen=True)
class Reply:
    """What WordPress answered with a 2xx: parsed JSON and the headers. `site` and `tried` are for messages."""

    json: Any
    headers: Mapping[str, str]
    site: str = ""
    tried: str = ""

    def count(self, header: str) -> int:
        """A number in a header, such as `X-WP-Total`, which a proxy may have doubled (`12, 12`).

        Raises WordPressRefusedError where it is missing or no number: who took it for 0 would believe that there is no more.
        """
        said = self.headers.get(header, "")
        numbers = {each.strip() for each in said.split(",")}
        number = numbers.pop()
        if numbers or not number.isdecimal():
            what = (
                f"the header {header} is '{said}', which is no number" if said else f"the answer has no header {header}"
            )
            raise WordPressRefusedError(self.site, self.tried, f"{what}. {WITH_HEADERS}")
        return int(number)


def reply(site: str, tried: str, response: requests.Response, fields: str = "") -> Reply:
    """The answer to `tried` (method and path). Raises WordPressDownError, WordPressRefusedError or LoginError.

    `fields` are those that were asked for: a record without the first of them is not what was asked for.
    """
    return _Answer(site, tried, response).read(fields.split(",")[0].split(".")[0])


class _Answer:
    def __init__(self, site: str, tried: str, response: requests.Response) -> None:
        self.site, self.tried, self.response = site, tried, response
        self.status = response.status_code
        self.found = _parsed(response.content)
        self.message = _message(self.found)

    def read(self, field: str) -> Reply:
        if self.status in REDIRECTS:
            raise self._redirected()
        if self._is_too_large():
            raise self._refused(f"{self._sent()} is more than the server takes ({self._said()}). {LARGER}")
        if self.status == 429 or self.status >= 500:
            raise WordPressDownError(self.site, f"{self.tried} was answered with {self._outage()}")
        if self.status >= 400:
            raise self._rejected()
        found = self._json()
        many = isinstance(found, list) and not ONE_RECORD.search(self.tried)
        if field and not all(isinstance(each, dict) and field in each for each in (found if many else [found])):
            raise self._refused(
                f"the answer is JSON, but no record with '{field}': {_short(self.response.content)}. A plugin or a proxy changes what the REST API answers."
            )
        return Reply(found, self.response.headers, self.site, self.tried)

    def _redirected(self) -> WordPressRefusedError:
        location = self.response.headers.get("Location", "")
        if "wp-login" in location:
            return self._refused(
                "the site sends visitors to its login page. Let its REST API through in the plugin that does this."
            )
        target = location.split("?")[0]
        return self._refused(f"the site redirects to {target}. Put the address that answers under `url:`.")

    def _outage(self) -> str:
        wait_s = asked_pause_s(self.response.headers)
        said = f"{self.status} {self.message}" if self.message else f"{self.status}{_title(self.response.text)}"
        by = "" if self.message else firewall(self.response.headers, self.response.text)
        return said + (f" by {by}" if by else "") + (f"; it asks for a pause of {wait_s:.0f} s" if wait_s else "")

    def _rejected(self) -> MastheadError:
        if not self.message:
            return self._not_wordpress()
        if self.status == 401:
            return LoginError(self.site, f"WordPress does not accept the login ({self.message}).", HEADER_STRIPPED)
        what = f"{self.message} (status {self.status})"
        gone = self.status in (404, 410) and "rest_post_invalid_id" in self.message
        return GoneError(self.site, self.tried, what) if gone else self._refused(what)

    def _not_wordpress(self) -> MastheadError:
        """A refusal without WordPress's words: its own login, a firewall, or whatever else stands before it."""
        if self.status == 401 and not firewall(self.response.headers, self.response.text):
            if "WWW-Authenticate" in self.response.headers:
                said = "the web server asks for a login of its own before WordPress is reached (status 401)."
                return LoginError(self.site, said, "Except /wp-json/ from that in the server's configuration.")
            return LoginError(self.site, "WordPress does not accept the login (status 401).", HEADER_STRIPPED)
        return self._refused(self._page() or f"no reason given (status {self.status})")

    def _is_too_large(self) -> bool:
        """413; or a database that takes no packet of this size, which is a 500 that no later run would get past."""
        return self.status == 413 or (self.message.endswith(DATABASE_REFUSALS) and self._sent_bytes() > LARGE_BYTES)

    def _sent_bytes(self) -> int:
        return len(self.response.request.body or b"")

    def _sent(self) -> str:
        return f"a request of {self._sent_bytes() / 1_000_000:.1f} MB"

    def _said(self) -> str:
        return self.message or f"status {self.status}"

    def _json(self) -> Any:
        if self.found is BROKEN:
            raise self._no_json(self.response.content)
        if not isinstance(self.found, dict | list):
            said = _short(self.response.content)
            raise self._refused(f"the answer is {said}, not that of a WordPress REST API. {LET_THROUGH}")
        return self.found

    def _no_json(self, content: bytes) -> MastheadError:
        says_json = "json" in self.response.headers.get("Content-Type", "")
        start = content.lstrip()[:1]
        if start == b"<" and says_json and b"{" in content:
            return self._refused("PHP printed a message before the JSON. Switch off display_errors on the server.")
        if says_json or start in (b"{", b"[", b""):
            return WordPressDownError(
                self.site, f"the answer to {self.tried} was cut off after {len(content)} bytes{self._by()}"
            )
        return self._refused(self._page() or f"the answer is {_short(content)}, and no JSON.")

    def _page(self) -> str:
        """Who answered with a page, and what to do; empty where it is no page."""
        text = self.response.text
        by = firewall(self.response.headers, text) if self.status in BLOCKS else ""
        if not by and "<" not in text[:1000]:
            return ""
        status = "" if self.status == 200 else f" (status {self.status})"
        if by:
            return f"the answer is no JSON but a page{_title(text)} of {by}{status}. {LET_THROUGH}"
        return f"the answer is no JSON but a page{_title(text)}{status}. A firewall, a cache or a plugin stands before the REST API."

    def _by(self) -> str:
        by = firewall(self.response.headers, self.response.text)
        return f", by {by}" if by and not self.response.content else ""

    def _refused(self, what: str) -> WordPressRefusedError:
        return WordPressRefusedError(self.site, self.tried, what)


def _parsed(content: bytes) -> Any:
    """What a body holds; BROKEN where it is no JSON."""
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return BROKEN


def _message(found: Any) -> str:
    """WordPress's own words and code, or nothing when the body is not WordPress's."""
    if not isinstance(found, dict) or "message" not in found:
        return ""
    text = html.unescape(re.sub(r"<[^>]+>", "", str(found["message"]))).strip()
    return f"{text} [{found.get('code', '')}]"


def _title(page: str) -> str:
    found = re.search(r"<title[^>]*>([^<]{1,120})", page, re.IGNORECASE)
    return f" titled '{html.unescape(found.group(1)).strip()}'" if found else ""


def _short(content: bytes) -> str:
    text = " ".join(content.decode("utf-8", "replace").split())
    return repr(text if len(text) <= 60 else text[:57] + "...")
