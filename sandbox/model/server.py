"""The HTTP face of the rehearsal model: the Claude API's paths, headers and errors on loopback."""

import hmac
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

from sandbox.errors import SandboxError
from sandbox.model.errors import Refusal, invalid
from sandbox.model.models import MAX_INPUT_TOKENS, MAX_OUTPUT_TOKENS, MODELS, Model
from sandbox.model.reply import stream_bytes
from sandbox.model.script import parse_script
from sandbox.model.service import Outcome, Service, new_request_id
from sandbox.model.tokens import Json

KEY = "rehearsal"
MARK = "x-masthead-rehearsal"
LIMITS = {"requests": 1_000, "tokens": 2_400_000, "input-tokens": 2_000_000, "output-tokens": 400_000}
MAX_BODY_BYTES = 32_000_000


def model_info(model: Model) -> Json:
    return {
        "type": "model",
        "id": model.id,
        "display_name": model.display_name,
        "line": model.line,
        "lifecycle": "active",
        "created_at": f"{model.released}T00:00:00Z",
        "deprecated_at": None,
        "retires_at": None,
        "max_input_tokens": MAX_INPUT_TOKENS,
        "max_tokens": MAX_OUTPUT_TOKENS,
    }


def rate_headers(body: Json | None) -> dict[str, str]:
    """Limits of the Start tier; what remains is the limit less this one call."""
    used = {"requests": 1}
    if body and "usage" in body:
        fresh, output = body["usage"]["input_tokens"], body["usage"]["output_tokens"]
        used |= {"input-tokens": fresh, "output-tokens": output, "tokens": fresh + output}
    reset = (datetime.now(UTC) + timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers: dict[str, str] = {}
    for name, limit in LIMITS.items():
        prefix = f"anthropic-ratelimit-{name}"
        headers |= {
            f"{prefix}-limit": str(limit),
            f"{prefix}-remaining": str(limit - used.get(name, 0)),
            f"{prefix}-reset": reset,
        }
    return headers


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    service: ClassVar[Service]

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        if path == "/rehearsal/health":
            self._send(Outcome(new_request_id(), 200, {"ready": True}, {}))
        elif path == "/v1/models" or path.startswith("/v1/models/"):
            self._guarded(lambda: self._models(path))
        else:
            self._refuse(Refusal(404, "not_found_error", f"Not found: {path}"))

    def do_POST(self) -> None:
        raw = self._body()
        match self.path.partition("?")[0]:
            case "/v1/messages":
                self._guarded(lambda: self._message(raw))
            case "/v1/messages/count_tokens":
                self._guarded(lambda: self._send(self.service.count_tokens(_decode(raw))))
            case "/rehearsal/script":
                self._script(raw)
            case path:
                self._refuse(Refusal(404, "not_found_error", f"Not found: {path}"))

    def _guarded(self, serve: Callable[[], None]) -> None:
        scheme, _, key = self.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not hmac.compare_digest(key.strip().encode(), KEY.encode()):
            self._refuse(Refusal(401, "authentication_error", "invalid bearer token"))
            return
        try:
            serve()
        except Refusal as refusal:
            self._refuse(refusal)

    def _message(self, raw: bytes) -> None:
        outcome, stream = self.service.message(_decode(raw))
        if stream and outcome.status == 200 and outcome.body is not None:
            self._write(outcome, "text/event-stream; charset=utf-8", stream_bytes(outcome.body))
        else:
            self._send(outcome)

    def _models(self, path: str) -> None:
        name = path.removeprefix("/v1/models").strip("/")
        if name and name not in MODELS:
            raise Refusal(404, "not_found_error", f"model: {name}")
        rows = [model_info(model) for model in MODELS.values()]
        page = {"data": rows, "has_more": False, "first_id": rows[0]["id"], "last_id": rows[-1]["id"]}
        self._send(Outcome(new_request_id(), 200, model_info(MODELS[name]) if name else page, {}))

    def _script(self, raw: bytes) -> None:
        try:
            self.service.script.load(parse_script(raw.decode("utf-8", "replace")))
        except SandboxError as error:
            self._refuse(invalid(str(error)))
        else:
            self._send(Outcome(new_request_id(), 200, {"failures": len(self.service.script.failures)}, {}))

    def _refuse(self, refusal: Refusal) -> None:
        request_id = new_request_id()
        self._send(Outcome(request_id, refusal.status, refusal.body(request_id), refusal.headers))

    def _send(self, outcome: Outcome) -> None:
        if outcome.body is None:
            self.close_connection = True
            return
        self._write(outcome, "application/json", json.dumps(outcome.body, ensure_ascii=False).encode())

    def _write(self, outcome: Outcome, content_type: str, payload: bytes) -> None:
        self.send_response(outcome.status)
        headers = {
            "content-type": content_type,
            "content-length": str(len(payload)),
            "request-id": outcome.request_id,
            MARK: "true",
        }
        for name, value in (headers | rate_headers(outcome.body) | outcome.headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(payload)

    def _body(self) -> bytes:
        length = int(self.headers.get("content-length", "0") or "0")
        return self.rfile.read(min(length, MAX_BODY_BYTES))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """The usage log is the record; nothing goes to the terminal."""


def _decode(raw: bytes) -> object:
    try:
        return json.loads(raw)
    except ValueError:
        raise invalid("The request body is not valid JSON.") from None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up or was killed is no error of the server."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Running:
    """A rehearsal server in a thread of this process; `stop` ends it."""

    url: str
    service: Service
    _server: _Server

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def make_server(port: int, log: Path, script: Path | None, clock: Callable[[], float]) -> tuple[_Server, Service]:
    """Bind to loopback. SandboxError when the port is taken or the script is no script."""
    service = Service(log, clock)
    if script:
        service.script.load(parse_script(script.read_text(encoding="utf-8")))
    handler = type("BoundHandler", (Handler,), {"service": service})
    try:
        return _Server(("127.0.0.1", port), handler), service
    except OSError as error:
        raise SandboxError(f"The rehearsal model cannot listen on 127.0.0.1:{port}: {error.strerror}.") from None


def start(
    port: int = 0, *, log: Path, script: Path | None = None, clock: Callable[[], float] = time.monotonic
) -> Running:
    """Run the server in a thread. `port` 0 takes a free one; read the address from `url`."""
    server, service = make_server(port, log, script, clock)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True, name="rehearsal-model").start()
    return Running(f"http://127.0.0.1:{server.server_address[1]}", service, server)
