"""IndexNow: search engines are told that an address is new. Whatever comes of it is a value: no article fails for it.

One announcement reaches Bing, Yandex, Naver, Seznam and Yep; Google takes no part. The protocol is at https://www.indexnow.org/documentation.
"""

import ipaddress
from typing import Literal
from urllib.parse import urlsplit

import requests
from urllib3.exceptions import HTTPError

from layers.boundary.wordpress.pacing import asked_pause_s
from layers.boundary.wordpress.transport import AGENT, is_loopback
from layers.nouns import IndexNow, Value

Outcome = Literal["taken", "pending", "no key", "not public", "no key file", "refused", "busy", "down"]

KEY_FILE_BYTES = 1_024  # the longest key has 128
# RFC 2606, RFC 6761, RFC 6762 and what home networks use: no search engine can fetch a page there
RESERVED = (".test", ".example", ".invalid", ".local", ".internal", ".lan", ".home.arpa")
REFUSALS = {
    400: "the request is not as the protocol wants it",
    403: "the key is not accepted",
    422: "the address does not belong to the host of the key, or the key is of another form",
}


class Announcement(Value):
    """What came of telling search engines of an address; `said` is for the operator."""

    outcome: Outcome
    said: str


def announce(rules: IndexNow, url: str, home: str = "", timeout_s: float = 10.0) -> Announcement:
    """Tell the endpoint of `url`, once the site is seen to serve its key. Raises nothing.

    `home` is the site's address: where it lies in a folder of its host, the key may lie there too.
    """
    if not rules.key:
        return Announcement(outcome="no key", said="no search engine was told: `indexnow.key` is empty.")
    host = urlsplit(url).hostname or ""
    if not _may_be_told(host, rules.endpoint):
        return Announcement(
            outcome="not public", said=f"no search engine was told: {host} cannot be reached from outside."
        )
    found = _key_location(rules.key, url, home, timeout_s)
    if isinstance(found, Announcement):
        return found
    return _submit(rules, url, found, timeout_s)


def _may_be_told(host: str, endpoint: str) -> bool:
    """Addresses of a machine or a network of one's own are nobody's business outside; a test tells its own endpoint."""
    parts = urlsplit(endpoint)
    if is_loopback(parts.hostname or ""):
        return True
    return parts.scheme == "https" and _is_public(host)


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not is_loopback(host) and not f".{host}".endswith(RESERVED)


def _key_location(key: str, url: str, home: str, timeout_s: float) -> str | Announcement:
    """Where the site serves its key: engines look there, and a key that is missing gets a whole host ignored."""
    problems = []
    for location in _candidates(key, url, home):
        problem = _key_problem(location, key, timeout_s)
        if not problem:
            return location
        problems.append(f"{location} {problem}")
    said = f"no search engine was told: {'; '.join(problems)}. Put a text file there that holds the key alone."
    return Announcement(outcome="no key file", said=said)


def _candidates(key: str, url: str, home: str) -> list[str]:
    """The host's root, which speaks for every address; then the site's own folder, which speaks for what lies in it."""
    parts = urlsplit(url)
    roots = [f"{parts.scheme}://{parts.netloc}"]
    folder = home.rstrip("/")
    if folder and folder not in roots and url.startswith(f"{folder}/"):
        roots.append(folder)
    return [f"{root}/{key}.txt" for root in roots]


def _key_problem(location: str, key: str, timeout_s: float) -> str:
    try:
        with _session(location) as session, session.get(
            location, timeout=timeout_s, stream=True, allow_redirects=False, headers={"Cache-Control": "no-cache"}
        ) as answer:  # fmt: skip
            if answer.status_code != 200:
                return f"answers {answer.status_code}"
            held = answer.raw.read(KEY_FILE_BYTES, decode_content=True).decode("utf-8-sig", "replace").strip()
    except (requests.RequestException, HTTPError, OSError) as error:  # what is read raw fails in urllib3's own way
        return f"does not answer ({type(error).__name__})"
    return "" if held == key else "does not hold the key"


def _submit(rules: IndexNow, url: str, key_location: str, timeout_s: float) -> Announcement:
    body = {"host": urlsplit(url).netloc, "key": rules.key, "keyLocation": key_location, "urlList": [url]}
    try:
        with _session(rules.endpoint) as session:
            answer = session.post(rules.endpoint, json=body, timeout=timeout_s, allow_redirects=False)
    except requests.RequestException as error:
        return Announcement(outcome="down", said=f"{_name(rules)} did not answer ({type(error).__name__}).")
    return _outcome(_name(rules), answer)


def _outcome(name: str, answer: requests.Response) -> Announcement:
    status = answer.status_code
    if status == 200:
        return Announcement(outcome="taken", said=f"{name} took the address.")
    if status == 202:
        return Announcement(outcome="pending", said=f"{name} took the address and will look at the key.")
    if status == 429:
        wait_s = asked_pause_s(answer.headers)
        later = f" for {wait_s:.0f} s" if wait_s else ""
        return Announcement(outcome="busy", said=f"{name} has had too many addresses (429) and wants none{later}.")
    if status >= 500:
        return Announcement(outcome="down", said=f"{name} answers {status}.")
    why = REFUSALS.get(status, "that is no answer of the protocol")
    return Announcement(outcome="refused", said=f"{name} answers {status}: {why}.")


def _name(rules: IndexNow) -> str:
    return f"IndexNow ({urlsplit(rules.endpoint).netloc})"


def _session(url: str) -> requests.Session:
    session = requests.Session()
    session.headers["User-Agent"] = AGENT
    session.trust_env = not is_loopback(urlsplit(url).hostname or "")
    return session
