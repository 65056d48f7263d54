"""Small servers that stand before WordPress, or in its place, and misbehave."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class DroppingProxy:
    """Passes requests on; after `drop_after(request line)` says so, WordPress answers and the answer is thrown away."""

    def __init__(self, target: str, drops: Callable[[str], bool]) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "", parts.port or 80)
        self._drops = drops
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.dropped: list[str] = []
        self.requests: list[str] = []

    def run(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _serve(self, client: socket.socket) -> None:
        with client:
            request = _whole_request(client)
            if not request:
                return
            line = request.split(b"\r\n", 1)[0].decode()
            self.requests.append(line)
            answer = self._forward(request)
            if self._drops(line):
                self.dropped.append(line)
                return
            client.sendall(answer)

    def _forward(self, request: bytes) -> bytes:
        head, _, body = request.partition(b"\r\n\r\n")
        lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(b"connection:")]
        with socket.create_connection(self._target) as server:
            server.sendall(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n" + body)
            return b"".join(iter(lambda: server.recv(65536), b""))


class ChangingProxy(DroppingProxy):
    """Passes requests on, and what `change` makes of each answer (request line, answer) back."""

    def __init__(self, target: str, change: Callable[[str, bytes], bytes]) -> None:
        super().__init__(target, lambda _: False)
        self._change = change

    def _forward(self, request: bytes) -> bytes:
        line = request.split(b"\r\n", 1)[0].decode()
        return self._change(line, super()._forward(request))


@contextmanager
def changing_proxy(target: str, change: Callable[[str, bytes], bytes]) -> Iterator[DroppingProxy]:
    proxy = ChangingProxy(target, change)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    yield proxy
    proxy.close()
    thread.join()


def _whole_request(client: socket.socket) -> bytes:
    received = b""
    while b"\r\n\r\n" not in received:
        piece = client.recv(65536)
        if not piece:
            return b""
        received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    sizes = [line.split(b":")[1] for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
    while sizes and len(body) < int(sizes[0]):
        body += client.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def dropping_proxy(target: str, drops: Callable[[str], bool]) -> Iterator[DroppingProxy]:
    proxy = DroppingProxy(target, drops)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    yield proxy
    proxy.close()
    thread.join()


@contextmanager
def answering(status: int, body: bytes, headers: dict[str, str], seen: list[str] | None = None) -> Iterator[str]:
    """A server that gives every request one answer; yields its address."""

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            if seen is not None:
                seen.append(f"{self.command} {self.path}")
            self.rfile.read(int(self.headers.get("Content-Length", "0")))
            self.send_response_only(status)  # without a Server and a Date of http.server's own
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the names are http.server's

        def log_message(self, *arguments: object) -> None:
            """Say nothing: stderr belongs to pytest."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()
