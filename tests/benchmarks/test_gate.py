"""The proxy that kills: it does so where it was told, and what is behind it has seen what the phase says."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks.killing.gate import Door, Gate, Phase, Plan, doors

BODY = b"x" * 4_000
CLIENT = """
import sys, urllib.request
for number in range(3):
    reply = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/{number}", timeout=10)
    print(number, len(reply.read()), flush=True)
"""


class Server(ThreadingHTTPServer):
    """Answers everything with BODY and remembers what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[str] = []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        self.send_response(200)
        self.send_header("content-length", str(len(BODY)))
        self.send_header("request-id", f"req{self.path}")
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    running = Server()
    thread = Thread(target=running.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield running
    running.shutdown()
    running.server_close()


@pytest.fixture
def door(server: Server) -> Iterator[Door]:
    gate = Gate()
    with doors(gate, {"shop": (0, server.server_address[1])}) as opened:
        yield opened["shop"]


def visited(door: Door, plan: Plan) -> tuple[int, list[str]]:
    """Have a process ask three times; return its exit code and the lines of the replies that it read whole."""
    door.gate.arm(plan)
    client = subprocess.Popen([sys.executable, "-c", CLIENT, str(door.port)], stdout=subprocess.PIPE, text=True)
    plan.victim = client.pid
    out, _ = client.communicate(timeout=20)
    return client.returncode, out.splitlines()


def test_nobody_is_killed_without_a_plan(door: Door, server: Server) -> None:
    assert visited(door, Plan()) == (0, ["0 4000", "1 4000", "2 4000"])
    assert [(each.label, each.request_id, each.delivered) for each in door.gate.passages] == [
        (f"shop GET /{number}", f"req/{number}", True) for number in range(3)
    ]


@pytest.mark.parametrize(
    ("phase", "seen"), [("before", ["/0"]), ("committed", ["/0", "/1"]), ("mid-reply", ["/0", "/1"])]
)
def test_the_program_is_killed_at_the_second_request(phase: Phase, seen: list[str], door: Door, server: Server) -> None:
    code, read = visited(door, Plan(2, phase))

    assert (code, read) == (-signal.SIGKILL, ["0 4000"])
    assert server.seen == seen
    assert [each.delivered for each in door.gate.passages] == [True, False]


def test_a_server_that_asks_itself_is_not_the_program(door: Door, server: Server) -> None:
    door.gate.arm(Plan(1, "before"))
    cron = CLIENT.replace(", timeout=10", "").replace("urllib.request.urlopen(", "urllib.request.urlopen(urllib.request.Request(").replace(
        "/{number}\"", "/{number}\", headers={\"User-Agent\": \"WordPress/7.1\"})"
    )  # fmt: skip
    ended = subprocess.run([sys.executable, "-c", cron, str(door.port)], capture_output=True, text=True, timeout=20)

    assert ended.returncode == 0, ended.stderr
    assert server.seen == ["/0", "/1", "/2"]
    assert door.gate.passages == []
