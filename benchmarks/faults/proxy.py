"""A proxy before a WordPress that does to a request what real hosts do: it loses, delays, cuts, repeats and reorders.

A seeded dice decides at each request, so that a seed replays. What a person does on the site, and what the judge reads,
passes untouched, and so do WordPress's requests to itself.
"""

import random
import re
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Literal

from benchmarks.killing.gate import HOST, Listening, Message, exchanged, labelled

Kind = Literal["drop", "lose", "time out", "slow", "cut", "repeat", "reorder", "502", "503", "429"]
READS: tuple[Kind, ...] = ("drop", "lose", "time out", "slow", "cut", "repeat", "502", "503", "429")
WRITES: tuple[Kind, ...] = (*READS, "reorder")
UNTOUCHED = ("WordPress/", "Python-urllib/")  # its cron; the person and the judge
HANG_UP_S = 60.0
SLOW_S = 0.3
LATEST = 40  # a write that is held back is passed on after at most so many further requests, mostly soon
WRITES_WEIGH = 3
PAGE = b"<!DOCTYPE html><html><head><title>%s</title></head><body><h1>%s</h1></body></html>"


@dataclass(frozen=True)
class Throw:
    """What befalls one request. `chance` is a further number of the dice, in [0, 1)."""

    kind: Kind
    chance: float = 0.0


@dataclass(frozen=True)
class Dice:
    """Strikes a read with probability `rate`, a write three times as often; by chance but for the seed."""

    seed: str
    rate: float

    def thrown(self, number: int, label: str) -> Throw | None:
        dice = random.Random(f"{self.seed}/{number}")
        writes = " POST " in label
        if dice.random() >= self.rate * (WRITES_WEIGH if writes else 1):
            return None
        return Throw(dice.choice(WRITES if writes else READS), dice.random())


@dataclass
class Event:
    """Something that happens before the first request is passed on whose label fits, such as `coffee POST /wp/v2/posts/7`.

    `swallows`: that request goes nowhere.
    """

    label: str
    happens: Callable[[], None]
    swallows: bool = False
    done: bool = False

    def comes(self, label: str) -> bool:
        return not self.done and re.fullmatch(self.label, label) is not None


@dataclass(frozen=True)
class Held:
    """A write that has been cut off and still is on its way."""

    request: Message
    behind: int
    due: int


@dataclass
class Weather:
    """What the doors of a run share: the dice, what is to happen, what is on its way, and what was struck."""

    dice: Dice | None = None
    forced: Mapping[str, Throw] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    struck: list[tuple[Kind, str]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    _passed: int = 0  # over all runs: what is held back in one comes in the next
    _held: list[Held] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    def begin(self, dice: Dice | None, forced: Mapping[str, Throw] | None = None) -> None:
        """Another run begins, with a dice of its own, or with none: nothing is struck then but what is `forced`, by label, once each."""
        with self._lock:
            self.dice, self.forced, self.labels = dice, dict(forced or {}), []

    def calm(self) -> None:
        """Forget everything, also what is on its way."""
        with self._lock:
            self.dice, self.forced, self.events, self.struck, self.labels, self._held = None, {}, [], [], [], []

    def falls(self, label: str) -> Throw | None:
        """What befalls this request; the events that it sets off happen now."""
        with self._lock:
            self.labels.append(label)
            self._passed += 1
            events = [event for event in self.events if event.comes(label)]
            for event in events:
                event.done = True
            thrown = self._forced(label) or (self.dice.thrown(len(self.labels), label) if self.dice else None)
            if thrown:
                self.struck.append((thrown.kind, label))
            if any(event.swallows for event in events):
                thrown = Throw("drop")
        for event in events:
            event.happens()
        return thrown

    def _forced(self, label: str) -> Throw | None:
        for pattern, thrown in self.forced.items():
            if re.fullmatch(pattern, label):
                self.forced = {other: each for other, each in self.forced.items() if other != pattern}
                return thrown
        return None

    def hold(self, request: Message, behind: int, chance: float) -> None:
        with self._lock:
            self._held.append(Held(request, behind, self._passed + 1 + int(chance**2 * LATEST)))

    @property
    def holds(self) -> bool:
        """Whether something is still on its way."""
        return bool(self._held)

    def deliver(self, *, everything: bool = False) -> None:
        """Pass on what has been held back for long enough."""
        with self._lock:
            due = [held for held in self._held if everything or held.due <= self._passed]
            self._held = [held for held in self._held if held not in due]
        for held in due:
            exchanged(held.behind, held.request)


@dataclass(frozen=True)
class FaultyDoor(Listening):
    """A port whose host has bad weather."""

    weather: Weather

    def answer(self, client: socket.socket, request: Message) -> None:
        if request.header("user-agent").startswith(UNTOUCHED):
            client.sendall(exchanged(self.behind, request))
            return
        thrown = self.weather.falls(labelled(self.name, request))
        if thrown is not None and thrown.kind == "reorder":
            self.weather.hold(request, self.behind, thrown.chance)
            return
        reply = self._passed_on(request, thrown)
        self.weather.deliver()
        if thrown is not None and thrown.kind == "time out":
            waited_out(client)
        client.sendall(reply)

    def _passed_on(self, request: Message, thrown: Throw | None) -> bytes:
        """What goes back to the program; nothing: the connection ends without a word."""
        kind = thrown.kind if thrown else ""
        if kind == "drop":
            return b""
        if kind in REFUSALS:
            return REFUSALS[kind]
        reply = exchanged(self.behind, request)
        if kind == "repeat" and thrown:
            again = exchanged(self.behind, request)
            return again if thrown.chance < 0.5 else reply
        if kind == "slow":
            time.sleep(SLOW_S)
        if kind == "502":
            return page(b"502 Bad Gateway", b"502 Bad Gateway")
        return broken(kind, reply)


def broken(kind: str, reply: bytes) -> bytes:
    """What is left of a reply that was lost, or cut in its middle."""
    if kind in ("lose", "time out"):
        return b""
    head = reply.find(b"\r\n\r\n") + 4
    return reply[: (head + len(reply)) // 2] if kind == "cut" else reply


def page(status: bytes, title: bytes, *headers: bytes) -> bytes:
    body = PAGE % (title, title)
    lines = [b"HTTP/1.1 " + status, b"Content-Type: text/html; charset=utf-8", b"Content-Length: %d" % len(body)]
    return b"\r\n".join([*lines, b"Connection: close", *headers]) + b"\r\n\r\n" + body


REFUSALS: Mapping[str, bytes] = {
    "503": page(b"503 Service Unavailable", b"Maintenance", b"Retry-After: 1"),
    "429": page(b"429 Too Many Requests", b"Too many requests", b"Retry-After: 1"),
}


def waited_out(client: socket.socket) -> None:
    """Return when the other side has given up waiting."""
    client.settimeout(HANG_UP_S)
    client.recv(1)


@contextmanager
def faulty_doors(weather: Weather, behind: Mapping[str, tuple[int, int]]) -> Iterator[Sequence[FaultyDoor]]:
    """Open a door for each site: (port to listen at, or 0 for a free one; port of its web server)."""
    with ExitStack() as stack:
        opened = []
        for name, (port, server) in behind.items():
            listener = stack.enter_context(socket.create_server((HOST, port), backlog=64))
            opened.append(FaultyDoor(name, int(listener.getsockname()[1]), server, weather))
            thread = Thread(target=opened[-1].serve, args=(listener,), daemon=True)
            thread.start()
            stack.callback(thread.join, 5)
            stack.callback(listener.shutdown, socket.SHUT_RDWR)
        yield opened
