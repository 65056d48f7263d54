"""A server on loopback whose answers a test writes down."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

Respond = Callable[[BaseHTTPRequestHandler], None]
HTML = "text/html; charset=utf-8"


def answer(body: str | bytes = "", *, status: int = 200, kind: str = HTML, **headers: str) -> Respond:
    content = body.encode() if isinstance(body, str) else body

    def respond(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(content)), **headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(content)

    return respond


def redirect(location: str, status: int = 302) -> Respond:
    return answer(status=status, Location=location)


class Answers(ThreadingHTTPServer):
    """Answers by path, whatever the host; `asked` holds `host path` of each request, `agents` what asked."""

    daemon_threads = True

    def __init__(self) -> None:
        self.at: dict[str, Respond] = {}
        self.asked: list[str] = []
        self.agents: list[str] = []
        super().__init__(("127.0.0.1", 0), _Handler)

    def url(self, path: str, host: str = "page.localhost") -> str:
        return f"http://{host}:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Answers

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.server.asked.append(f"{self.headers['Host'].rsplit(':', 1)[0]} {self.path}")
        self.server.agents.append(self.headers.get("User-Agent", ""))
        self.server.at.get(path, answer("not found", status=404))(self)

    do_POST = do_GET  # noqa: N815 - the name is http.server's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Requests are kept in `asked`, not printed."""


@contextmanager
def answering() -> Iterator[Answers]:
    server = Answers()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
