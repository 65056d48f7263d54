"""A proxy between a program and the servers it talks to: it knows each request, and ends the program at one of them.

Each door listens where the program looks for a server and passes on to where the server really is, one request per
connection. The program needs no hook and no setting for this, and cannot tell.
"""

import json
import os
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Literal

Phase = Literal["before", "committed", "mid-reply"]
PHASES: tuple[Phase, ...] = ("before", "committed", "mid-reply")
HOST = "127.0.0.1"
PIECE = 65536
VICTIM_S = 10.0


@dataclass(frozen=True)
class Message:
    """A request or a reply as it went over the wire."""

    head: bytes
    body: bytes

    @property
    def start(self) -> str:
        return self.head.split(b"\r\n", 1)[0].decode("latin-1")

    def header(self, name: str) -> str:
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.decode("latin-1").partition(":")
            if key.strip().lower() == name:
                return value.strip()
        return ""

    def closing(self) -> bytes:
        """The same message, saying that the connection ends with it: a kept connection would hide requests in it."""
        lines = [
            line for line in self.head.split(b"\r\n") if not line.lower().startswith((b"connection:", b"keep-alive:"))
        ]
        return b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + self.body


@dataclass(frozen=True)
class Passage:
    """One request that came to a door, and what of it went back: `delivered` is the whole reply.

    `began` and `ended` are seconds since the epoch, from the whole request to the end of its reply.
    """

    label: str
    request_id: str = ""
    delivered: bool = False
    began: float = 0.0
    ended: float = 0.0


@dataclass
class Plan:
    """Whom to kill, at which request (from 1) and where in it. Without `at` nobody is killed."""

    at: int = 0
    phase: Phase = "before"
    victim: int = 0
    done: bool = False


@dataclass
class Gate:
    """The doors' shared memory: requests are numbered across all of them."""

    plan: Plan = field(default_factory=Plan)
    passages: list[Passage] = field(default_factory=list)
    _count: int = 0
    _lock: Lock = field(default_factory=Lock)

    def arm(self, plan: Plan) -> None:
        """Begin to count anew, with another plan. The victim may be named once it has started."""
        with self._lock:
            self.plan, self.passages, self._count = plan, [], 0

    def number(self) -> int:
        with self._lock:
            self._count += 1
            return self._count

    def note(self, passage: Passage) -> None:
        with self._lock:
            self.passages.append(passage)

    def strikes(self, number: int, phase: Phase) -> bool:
        """Kill the victim when this is the place. Returns whether it was."""
        plan = self.plan
        if (number, phase) != (plan.at, plan.phase) or plan.done:
            return False
        patience = time.monotonic() + VICTIM_S
        while not plan.victim and time.monotonic() < patience:
            time.sleep(0.001)
        os.kill(plan.victim, signal.SIGKILL)
        plan.done = True
        return True


@dataclass(frozen=True)
class Listening:
    """One listening port and the server behind it. `name` stands before the path in what is reported."""

    name: str
    port: int
    behind: int

    def serve(self, listener: socket.socket) -> None:
        """Take connections until the listener is shut."""
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            Thread(target=self._connection, args=(client,), daemon=True).start()

    def answer(self, client: socket.socket, request: Message) -> None:
        """Do with a request what this port does."""
        raise NotImplementedError

    def _connection(self, client: socket.socket) -> None:
        with client:
            try:
                request = received(client)
                if request is not None:
                    self.answer(client, request)
            except OSError:
                return  # either side hung up: a killed program does


@dataclass(frozen=True)
class Door(Listening):
    """A port whose requests are numbered, and one of which ends the program."""

    gate: Gate

    def answer(self, client: socket.socket, request: Message) -> None:
        if request.header("user-agent").startswith(
            "WordPress/"
        ):  # its cron asks itself; that is not the program's request
            client.sendall(exchanged(self.behind, request))
            return
        number, began = self.gate.number(), time.time()
        label = labelled(self.name, request)
        if self.gate.strikes(number, "before"):
            self.gate.note(Passage(label))
            return
        reply = exchanged(self.behind, request)
        request_id = parsed(reply).header("request-id")
        if self.gate.strikes(number, "committed"):
            self.gate.note(Passage(label, request_id))
            return
        if self._in_the_middle(client, number, reply):
            self.gate.note(Passage(label, request_id))
            return
        self.gate.note(Passage(label, request_id, delivered=bool(reply), began=began, ended=time.time()))
        client.sendall(reply)

    def _in_the_middle(self, client: socket.socket, number: int, reply: bytes) -> bool:
        """Send the first half of the reply and kill, if this is the place."""
        if (number, "mid-reply") != (self.gate.plan.at, self.gate.plan.phase) or self.gate.plan.done:
            return False
        head = reply.index(b"\r\n\r\n") + 4 if b"\r\n\r\n" in reply else 0
        client.sendall(reply[: (head + len(reply)) // 2])
        return self.gate.strikes(number, "mid-reply")


def received(client: socket.socket) -> Message | None:
    """Read one whole request; None when the other side hung up before its end."""
    data = b""
    while b"\r\n\r\n" not in data:
        piece = client.recv(PIECE)
        if not piece:
            return None
        data += piece
    request = parsed(data)
    body, length = request.body, int(request.header("content-length") or 0)
    while len(body) < length:
        piece = client.recv(PIECE)
        if not piece:
            return None
        body += piece
    return Message(request.head, body)


def parsed(data: bytes) -> Message:
    head, _, body = data.partition(b"\r\n\r\n")
    return Message(head, body)


def exchanged(port: int, request: Message) -> bytes:
    """Send a request to a server and return all that it answers; nothing when it closes the connection without a word."""
    with socket.create_connection((HOST, port)) as server:
        server.sendall(request.closing())
        try:
            answer = b"".join(iter(lambda: server.recv(PIECE), b""))
        except ConnectionResetError:
            return b""
    return parsed(answer).closing() if answer else b""


def labelled(door: str, request: Message) -> str:
    """Say which request this is, without what differs from run to run: `coffee POST /wp-json/wp/v2/posts/71`."""
    method, target, _ = request.start.split(" ", 2)
    path = target.partition("?")[0]
    if door == "model":
        return f"model {json.loads(request.body)['output_config']['format']['schema']['title']}"
    if door == "web":
        host = request.header("host").partition(":")[0].removesuffix(".localhost")
        return f"{host} {path}"
    return f"{door} {method} {path.removeprefix('/wp-json')}"


@contextmanager
def doors(gate: Gate, behind: Mapping[str, tuple[int, int]]) -> Iterator[dict[str, Door]]:
    """Open a door for each name: (port to listen at, or 0 for a free one; port of the server)."""
    with ExitStack() as stack:
        opened = {}
        for name, (port, server) in behind.items():
            listener = stack.enter_context(socket.create_server((HOST, port), backlog=64))
            opened[name] = Door(name, int(listener.getsockname()[1]), server, gate)
            thread = Thread(target=opened[name].serve, args=(listener,), daemon=True)
            thread.start()
            stack.callback(thread.join, 5)
            stack.callback(listener.shutdown, socket.SHUT_RDWR)
        yield opened
