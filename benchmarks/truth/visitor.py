"""A visitor of the site: asks for addresses as a browser does, and follows redirects. Knows nothing of the program.

Addresses are read by ada, the URL parser of Node and Cloudflare. What stands in for the network is told here: the names
that lead to the server, and that it answers https before which somebody has put TLS.
"""

import http.client
import json
import re
import urllib.request
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from threading import Lock

import ada_url

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MOST_HOPS = 10
AT_ONCE = 200
FILE = re.compile(r"/wp-|\.(?:xml|png|html)$")
DEFAULT_PORTS = {"http:": "80", "https:": "443"}


@dataclass(frozen=True)
class Landing:
    """Where a visitor came out: the last answer, how often it was redirected, and its address. Status 0: no such server."""

    status: int
    address: str
    hops: int
    html: bytes = b""

    @property
    def is_page(self) -> bool:
        return self.status == 200 and self.html.lstrip()[:1] == b"<"


class Visitor:
    """`names` are the hosts that lead to the server on this machine's `port`. Each address is asked for once."""

    def __init__(self, names: frozenset[str], port: int) -> None:
        self.names = names
        self.port = port
        self.asked = 0
        self._seen: dict[str, Landing] = {}
        self._lock = Lock()
        self._answers: dict[str, tuple[int, Mapping[str, str], bytes]] = {}

    def address(self, href: str, base: str) -> str | None:
        """The address that a browser makes of an href, without its fragment; None where it makes none."""
        try:
            return str(ada_url.join_url(base, href)).partition("#")[0]
        except ValueError:
            return None

    def is_here(self, address: str) -> bool:
        """Whether the address leads to this server."""
        url = ada_url.URL(address)
        return url.protocol in DEFAULT_PORTS and not url.port and url.hostname.rstrip(".") in self.names

    def visit(self, address: str) -> Landing:
        with self._lock:
            known = self._seen.get(address)
        if known is None:
            known = self._follow(address)
            with self._lock:
                self._seen[address] = known
        return known

    def ahead(self, addresses: Iterable[str]) -> None:
        """Have the site answer many addresses at once, for the visits that follow; files are asked for one by one."""
        asked = [each for each in dict.fromkeys(addresses) if self.is_here(each) and not FILE.search(each)]
        parts = [[url.protocol.rstrip(":"), url.host, url.pathname + url.search] for url in map(ada_url.URL, asked)]
        for start in range(0, len(asked), AT_ONCE):
            body = json.dumps(parts[start : start + AT_ONCE])
            request = urllib.request.Request(
                f"http://127.0.0.1:{self.port}/",
                body.encode(),
                {"X-Garden-Visits": "1", "Content-Type": "application/json"},
            )
            with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=600) as reply:
                for address, (status, onward, html) in zip(
                    asked[start : start + AT_ONCE], json.load(reply), strict=True
                ):
                    self._answers[address] = (status, {"Location": onward}, html.encode())

    def _follow(self, address: str) -> Landing:
        at = address
        for hops in range(MOST_HOPS):
            if not self.is_here(at):
                return Landing(0, at, hops)
            status, headers, body = self._answers.get(at) or self._ask(at)
            onward = self.address(headers.get("Location", ""), at) if status in REDIRECTS else None
            if onward is None:
                return Landing(status, at, hops, body)
            at = onward
        return Landing(0, at, MOST_HOPS)

    def _ask(self, address: str) -> tuple[int, Mapping[str, str], bytes]:
        url = ada_url.URL(address)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.putrequest("GET", url.pathname + url.search, skip_host=True, skip_accept_encoding=True)
            connection.putheader("Host", url.host)
            connection.putheader("X-Forwarded-Proto", url.protocol.rstrip(":"))
            connection.endheaders()
            reply = connection.getresponse()
            with self._lock:
                self.asked += 1
            return reply.status, dict(reply.headers.items()), reply.read()
        finally:
            connection.close()
