"""Which post or page stands at an address, by its slug: for a person who knows the address and not the id."""

from typing import Any
from urllib.parse import unquote, urlsplit

from layers.boundary.wordpress.transport import Transport
from layers.publishing.insert import same_address

ROUTES = {"post": "/wp/v2/posts", "page": "/wp/v2/pages"}
STATUSES = "publish,future,draft,pending,private"


def object_at(transport: Transport, url: str) -> tuple[str, int] | None:
    """The type and id of the post or page at an address; None where there is none."""
    slug = unquote(urlsplit(url).path.rstrip("/").rsplit("/", 1)[-1])
    for kind, route in ROUTES.items():
        query: dict[str, str | int] = {"slug": slug, "status": STATUSES, "per_page": 100, "_fields": "id,link"}
        rows: Any = transport.get(route, query).json if slug else []
        found = next((row["id"] for row in rows if same_address(str(row.get("link")), url)), None)
        if found is not None:
            return kind, int(found)
    return None
