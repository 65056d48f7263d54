"""A post of ours for tests, what WordPress holds of it, and a look at the bodies that were sent."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.transport import Upload
from layers.nouns import PostFields
from layers.publishing.marker import block_json, marker
from tests.boundary.proxies import DroppingProxy

MARKER = marker("larder/salt-cured-lemons")
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8ffff3f0005fe02fe"
    "dccc59e70000000049454e44ae426082"
)


def content(body: str = "Salt draws the juice out.", mark: str = MARKER) -> str:
    opening = f'<!-- wp:group {block_json({"metadata": {"name": mark}})} -->\n<div class="wp-block-group">'
    paragraph = f"<!-- wp:paragraph -->\n<p>{body}</p>\n<!-- /wp:paragraph -->"
    return f"{opening}{paragraph}</div>\n<!-- /wp:group -->\n\n{paragraph}"


def fields(**changes: object) -> PostFields:
    plain = PostFields(
        title="Salt-cured lemons", slug="salt-cured-lemons", content=content(), excerpt="What salt does."
    )
    return plain.model_copy(update=changes)


def count(client: WordPress) -> int:
    """How many posts the site has, in any status."""
    statuses = "publish,future,draft,pending,private,trash"
    return client.transport.get("/wp/v2/posts", {"status": statuses, "per_page": 1}).count("X-WP-Total")


def statuses(client: WordPress) -> list[str]:
    """The status of every post that is not in the trash, the oldest first."""
    asked = {"status": "publish,future,draft,pending,private", "orderby": "id", "order": "asc", "_fields": "status"}
    return [record["status"] for record in client.transport.get("/wp/v2/posts", asked).json]


def picture(client: WordPress) -> int:
    """An image in the media library; its id."""
    upload = Upload(PNG, "dot.png", "image/png")
    return int(client.transport.upload("/wp/v2/media", upload, {"_fields": "id"}).json["id"])


class Listening(DroppingProxy):
    """Passes everything on and keeps the JSON bodies of the writes."""

    def __init__(self, target: str) -> None:
        super().__init__(target, lambda _: False)
        self.bodies: list[Any] = []

    def _forward(self, request: bytes) -> bytes:
        body = request.partition(b"\r\n\r\n")[2]
        if request.startswith(b"POST") and body:
            self.bodies.append(json.loads(body))
        return super()._forward(request)


@contextmanager
def listening(target: str) -> Iterator[Listening]:
    proxy = Listening(target)
    thread = threading.Thread(target=proxy.run, daemon=True)
    thread.start()
    yield proxy
    proxy.close()
    thread.join()
