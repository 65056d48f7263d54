"""An HTTP server on loopback that speaks the shape of the Claude API and does, call by call, what a test tells it.

It is for what the rehearsal model does not do: odd stop reasons, dropped connections, errors of every status.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, ClassVar

USAGE = {"input_tokens": 100, "output_tokens": 50, "cache_read_input_tokens": 0, "cache_creation_input_tokens": 0}


@dataclass(frozen=True)
class Reply:
    """What one call gets. `body` may be text that is no JSON; `drop` closes the connection after so many bytes of it."""

    body: Mapping[str, Any] | str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    drop: int | None = None


@dataclass
class Call:
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


def answer(value: object, *, stop: str = "end_turn", usage: Mapping[str, Any] = USAGE, **more: Any) -> Reply:
    text = value if isinstance(value, str) else json.dumps(value)
    content = [{"type": "text", "text": text}] if text else []
    body = {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "claude-haiku-5-5", "content": content,
        "stop_reason": stop, "stop_sequence": None, "usage": dict(usage), **more,
    }  # fmt: skip
    return Reply(body)


def error(status: int, kind: str, message: str, *, code: str = "", **headers: str) -> Reply:
    details = {"details": {"error_code": code}} if code else {}
    body = {"type": "error", "error": {"type": kind, "message": message, **details}, "request_id": "req_error"}
    return Reply(body, status, {name.replace("_", "-"): value for name, value in headers.items()})


LOST = Reply("", drop=0)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    api: ClassVar["ScriptedApi"]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        self.api.calls.append(Call(self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        reply = self.api.replies.pop(0)
        self.api.before_reply()
        if reply.drop == 0:
            self.close_connection = True
            return
        payload = (reply.body if isinstance(reply.body, str) else json.dumps(reply.body)).encode()
        self.send_response(reply.status)
        number = len(self.api.calls)
        usual = {"content-type": "application/json", "content-length": str(len(payload)), "request-id": f"req_{number}"}
        for name, value in (usual | dict(reply.headers)).items():
            if value:  # a proxy's answer has no request id
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload[: reply.drop])
        self.close_connection = reply.drop is not None

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


class ScriptedApi:
    """Gives `replies` in their order and keeps `calls`. `before_reply` runs between reading a request and answering it."""

    def __init__(self) -> None:
        self.replies: list[Reply] = []
        self.calls: list[Call] = []
        self.before_reply: Callable[[], None] = lambda: None
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"api": self}))
        self._server.daemon_threads = True
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
