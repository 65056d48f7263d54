"""Pages that misbehave on purpose, all on the host `trouble.localhost`."""

import time
from http.server import BaseHTTPRequestHandler

HOST = "trouble.localhost"
SLOW_SECONDS = 5.0
CHUNK = b"<p>" + b"more and more text " * 500 + b"</p>\n"


HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
REDIRECTS = {
    "/redirect-loop": "/redirect-loop",
    "/redirect-to-private": "http://169.254.169.254/latest/meta-data/",
    "/redirect-to-file": "file:///etc/passwd",
}
ANSWERS = {
    "/not-html": (200, "application/octet-stream", bytes(range(256))),
    "/no-type": (200, "", b"<p>No content type.</p>"),
    "/gone": (410, HTML, b"<p>Gone.</p>"),
    "/broken": (500, HTML, b"<p>Broken.</p>"),
    "/robots.txt": (200, TEXT, b"User-agent: *\nAllow: /\nDisallow: /forbidden\n"),
    "/forbidden": (200, HTML, b"<p>A polite reader does not see this.</p>"),
}
NOT_FOUND = (404, HTML, b"<p>Not found.</p>")


def respond(handler: BaseHTTPRequestHandler, path: str) -> None:
    """Answer one path of the troublesome host; 404 for one that is not known."""
    if path in REDIRECTS:
        _redirect(handler, REDIRECTS[path])
    elif path == "/huge":
        _endless(handler)
    elif path == "/dropped":
        handler.close_connection = True
    elif path.startswith("/slow"):
        time.sleep(_seconds(path.removeprefix("/slow").strip("/")))
        _answer(handler, 200, HTML, b"<p>At last.</p>")
    else:
        _answer(handler, *ANSWERS.get(path, NOT_FOUND))


def _seconds(asked: str) -> float:
    """`/slow` takes five seconds, `/slow/0.2` as many as it says."""
    return float(asked) if asked.replace(".", "", 1).isdigit() else SLOW_SECONDS


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
