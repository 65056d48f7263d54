"""The saved web over HTTP: pages and robots.txt by the Host header, and search."""

import json
import sys
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from sandbox.errors import SandboxError
from sandbox.web import trouble
from sandbox.web.pages import file_for, find_pages
from sandbox.web.search import Index, answer

PAGES = Path(__file__).resolve().parent / "pages"
SEARCH_HOSTS = frozenset({"search.localhost", "127.0.0.1", "localhost"})
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
}


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up or was killed is no error of the server."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    folders: ClassVar[tuple[Path, ...]]
    index: ClassVar[Index]
    server: _Server

    def do_GET(self) -> None:
        host = self.headers.get("host", "").partition(":")[0].lower()
        address = urlsplit(self.path)
        path = unquote(address.path)
        if host in SEARCH_HOSTS:
            self._search(path, parse_qs(address.query))
        elif host == trouble.HOST:
            trouble.respond(self, path)
        else:
            self._page(host, path)

    def do_HEAD(self) -> None:
        self.do_GET()

    def _search(self, path: str, query: dict[str, list[str]]) -> None:
        """SearXNG refuses a format that is not switched on with 403, and a search without words with 400."""
        if path in ("/healthz", "/"):
            self._send(200, "text/plain; charset=utf-8", b"OK")
        elif path != "/search":
            self._send(404, TYPES[".html"], b"<p>Not found.</p>")
        elif _one(query, "format") != "json":
            self._send(403, TYPES[".html"], b"<p>Forbidden.</p>")
        elif not _one(query, "q").strip():
            self._send(400, "application/json", b'{"error": "No query"}')
        else:
            number = _one(query, "pageno")
            page = int(number) if number.isdigit() and int(number) else 1
            found = answer(self.index, _one(query, "q"), _one(query, "language"), page, self._asked_port())
            self._send(200, "application/json", json.dumps(found, ensure_ascii=False).encode())

    def _asked_port(self) -> int:
        """The port that the client asked at: its own, or that of a proxy before it, through which the pages are then read too."""
        port = self.headers.get("host", "").partition(":")[2]
        return int(port) if port.isdigit() else self.server.server_port

    def _page(self, host: str, path: str) -> None:
        file = file_for(self.folders, host, path)
        if file is None:
            self._send(404, TYPES[".html"], b"<!DOCTYPE html><title>Not found</title><p>This page does not exist.</p>")
        else:
            self._send(200, TYPES.get(file.suffix, "application/octet-stream"), file.read_bytes())

    def _send(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Requests are not logged."""


def _one(query: dict[str, list[str]], name: str) -> str:
    return query.get(name, [""])[0]


@dataclass(frozen=True)
class Running:
    """A saved web in a thread of this process; `stop` ends it. `search_url` is where an instance of SearXNG would be."""

    port: int
    _server: _Server

    @property
    def search_url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def url(self, host: str, path: str) -> str:
        return f"http://{host}:{self.port}{path}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def make_server(port: int, folders: tuple[Path, ...]) -> _Server:
    """Bind to loopback. SandboxError when the port is taken or a folder does not exist."""
    for folder in folders:
        if not folder.is_dir():
            raise SandboxError(f"The saved web finds no folder {folder}.")
    handler = type("BoundHandler", (Handler,), {"folders": folders, "index": Index(find_pages(folders))})
    try:
        return _Server(("127.0.0.1", port), handler)
    except OSError as error:
        raise SandboxError(f"The saved web cannot listen on 127.0.0.1:{port}: {error.strerror}.") from None


def start(port: int = 0, *, folders: tuple[Path, ...] = (PAGES,)) -> Running:
    """Run the saved web in a thread. `port` 0 takes a free one."""
    server = make_server(port, folders)
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True, name="saved-web").start()
    return Running(int(server.server_address[1]), server)
