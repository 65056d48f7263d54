"""Where connections are made, and where an address that may not be reached is refused.

A name is resolved once, the address is judged, and that very address is connected to: a name that answers differently a
second time (DNS rebinding) gains nothing, and each hop of a redirect comes through here again. Proxies from the
environment are not used, because a proxy would resolve the name itself.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Timer
from types import TracebackType
from typing import Any

from requests import Session
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError

from layers.errors import UnreachableAddressError

Resolver = Callable[[str, int], tuple[str, ...]]
Dial = Callable[[HTTPConnection], socket.socket]
Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Site-local, the NAT64 of one's own network, and two old ways to write an IPv4 address: Python takes all four for global
_INWARD = tuple(map(ipaddress.ip_network, ("fec0::/10", "64:ff9b:1::/48", "::/96", "::ffff:0:0:0/96")))


def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host. `localhost` and every name below it are this machine (RFC 6761), without a query."""
    name = host.rstrip(".").casefold()
    if name == "localhost" or name.endswith(".localhost"):
        return ("127.0.0.1",)
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet, also where an IPv6 address wraps an IPv4 one."""
    ip: Address = ipaddress.ip_address(address.split("%")[0])
    if any(ip in network for network in _INWARD):
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        ip = _wrapped(ip) or ip
    return ip.is_global and not ip.is_multicast


def _wrapped(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFF_FFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)


def endpoint(text: str) -> tuple[str, int]:
    """Return (address, port) of `127.0.0.1:8891` or `[::1]:8891`. Raises ValueError for a name or for no port."""
    host, _, port = text.rpartition(":")
    return str(ipaddress.ip_address(host.strip("[]"))), int(port)


class Connector:
    """Makes the connections of one purpose.

    `allow` holds exact (address, port) pairs that need not be public; `anywhere` lifts the rule for an address that the
    operator has written down (a search engine of their own), never for one that a page or a search result names.
    """

    def __init__(
        self, resolver: Resolver = system_resolver, allow: Iterable[tuple[str, int]] = (), *, anywhere: bool = False
    ) -> None:
        self._resolver = resolver
        self._allow = frozenset(allow)
        self._anywhere = anywhere

    def open(self, timeout_s: float) -> "Guarded":
        """Return a session for one request and its deadline: everything is cut off `timeout_s` after it connects."""
        return Guarded(self, timeout_s)

    def dial(self, connection: HTTPConnection) -> socket.socket:
        """Connect to a permitted address of the connection's host.

        Raises UnreachableAddressError when there is none, and urllib3's errors, as its own connections do.
        """
        host, port = connection.host, int(connection.port or 80)
        timeout = connection.timeout if isinstance(connection.timeout, int | float) else None
        try:
            return _first_that_answers(self._permitted(host, port), port, timeout)
        except (socket.gaierror, UnicodeError) as error:
            raise NameResolutionError(host, connection, socket.gaierror(str(error))) from error
        except TimeoutError as error:
            raise ConnectTimeoutError(connection, f"no connection within {timeout} s") from error
        except OSError as error:
            raise NewConnectionError(connection, str(error)) from error

    def _permitted(self, host: str, port: int) -> list[str]:
        addresses = self._resolver(host, port)
        permitted = [address for address in addresses if self._permits(address, port)]
        if not permitted:
            said = ", ".join(addresses) or "no address"
            raise UnreachableAddressError(f"{host}:{port}", f"{said} is not a public address.")
        return permitted

    def _permits(self, address: str, port: int) -> bool:
        return self._anywhere or is_public(address) or (address, port) in self._allow


def _first_that_answers(addresses: list[str], port: int, timeout: float | None) -> socket.socket:
    for address in addresses[:-1]:
        try:
            return socket.create_connection((address, port), timeout)
        except OSError:
            continue  # an IPv6 address on a machine without IPv6: the next one may do
    return socket.create_connection((addresses[-1], port), timeout)


class Guarded:
    """A requests session whose connections are dialled by a Connector and end at a deadline.

    The timeout of a socket counts from one byte to the next: a server that sends a byte a second would hold a run for
    hours. The deadline shuts the connection down, whatever it is doing.
    """

    def __init__(self, connector: Connector, timeout_s: float) -> None:
        self._connector = connector
        self._timeout_s = timeout_s
        self._timers: list[Timer] = []
        self._watched: list[socket.socket] = []
        self.expired = False
        self.session = Session()
        self.session.trust_env = False
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, _Adapter(self._dial))

    def __enter__(self) -> Session:
        return self.session

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for timer in self._timers:
            timer.cancel()
            timer.join()
        self.session.close()
        for connection in self._watched:
            connection.close()

    def _dial(self, connection: HTTPConnection) -> socket.socket:
        made = self._connector.dial(connection)
        watched = made.dup()  # TLS takes the socket's descriptor away; a copy can still shut the connection down
        timer = Timer(self._timeout_s, self._expire, [watched])
        timer.daemon = True
        timer.start()
        self._timers.append(timer)
        self._watched.append(watched)
        return made

    def _expire(self, connection: socket.socket) -> None:
        self.expired = True
        with suppress(OSError):  # the other side was quicker
            connection.shutdown(socket.SHUT_RDWR)


class _Adapter(HTTPAdapter):
    """Sends requests over connections that `dial` makes."""

    def __init__(self, dial: Dial) -> None:
        self._dial = dial
        super().__init__(max_retries=0)

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        super().init_poolmanager(*arguments, **options)
        self.poolmanager.pool_classes_by_scheme = _pools(self._dial)


def _pools(dial: Dial) -> dict[str, type[HTTPConnectionPool]]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self)

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return dial(self)

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
