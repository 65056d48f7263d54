"""Pages that misbehave on purpose, all on the host `trouble.localhost`."""

import time
from http.server import BaseHTTPRequestHandler

HOST = "trouble.localhost"
SLOW_SECONDS = 5.0
CHUNK = b"<p>" + b"more and more text " * 500 + b"</p>\n"


def respond(handler: BaseHTTPRequestHandler, path: str) -> None:
    """Answer one path of the troublesome host; 404 for one that is not known."""
    match path:
        case "/redirect-loop":
            _redirect(handler, "/redirect-loop")
        case "/redirect-to-private":
            _redirect(handler, "http://169.254.169.254/latest/meta-data/")
        case "/redirect-to-file":
            _redirect(handler, "file:///etc/passwd")
        case "/huge":
            _endless(handler)
        case "/slow":
            time.sleep(SLOW_SECONDS)
            _answer(handler, 200, "text/html; charset=utf-8", b"<p>At last.</p>")
        case "/not-html":
            _answer(handler, 200, "application/octet-stream", bytes(range(256)))
        case "/no-type":
            _answer(handler, 200, "", b"<p>No content type.</p>")
        case "/gone":
            _answer(handler, 410, "text/html; charset=utf-8", b"<p>Gone.</p>")
        case "/broken":
            _answer(handler, 500, "text/html; charset=utf-8", b"<p>Broken.</p>")
        case "/dropped":
            handler.close_connection = True
        case "/robots.txt":
            _answer(handler, 200, "text/plain; charset=utf-8", b"User-agent: *\nAllow: /\nDisallow: /forbidden\n")
        case "/forbidden":
            _answer(handler, 200, "text/html; charset=utf-8", b"<p>A polite reader does not see this.</p>")
        case _:
            _answer(handler, 404, "text/html; charset=utf-8", b"<p>Not found.</p>")


def _redirect(handler: BaseHTTPRequestHandler, location: str) -> None:
    handler.send_response(302)
    handler.send_header("location", location)
    handler.send_header("content-length", "0")
    handler.end_headers()


def _answer(handler: BaseHTTPRequestHandler, status: int, content_type: str, body: bytes) -> None:
    handler.send_response(status)
    if content_type:
        handler.send_header("content-type", content_type)
    handler.send_header("content-length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def _endless(handler: BaseHTTPRequestHandler) -> None:
    """Send HTML until the reader hangs up."""
    handler.send_response(200)
    handler.send_header("content-type", "text/html; charset=utf-8")
    handler.send_header("connection", "close")
    handler.end_headers()
    handler.close_connection = True
    try:
        while True:
            handler.wfile.write(CHUNK)
    except OSError:
        return
