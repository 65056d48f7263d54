"""A site as it is: every published post and page with its raw content, in requests of 100."""

from datetime import datetime
from typing import Any

from layers.boundary.wordpress.terms import Terms
from layers.boundary.wordpress.transport import Transport
from layers.errors import LoginError
from layers.maintenance.reading import page
from layers.nouns import Inventory

# content.raw without content.rendered: WordPress then skips its own rendering, which is three times faster
FIELDS = "id,type,link,slug,title.raw,excerpt.raw,content.raw,content.protected,categories,tags,date_gmt,modified_gmt"
PER_PAGE = 100


def inventory(transport: Transport, terms: Terms, now: datetime) -> Inventory:
    """Read the whole site; raises LoginError when WordPress counts more posts than it shows to this user.

    Posts behind a password are left out: nobody who follows a link to one could read it.
    """
    records = [record for route in ("/wp/v2/posts", "/wp/v2/pages") for record in _all(transport, route)]
    readable = [record for record in records if not record["content"]["protected"]]
    return Inventory(
        site=transport.site, read_at=now, total=len(readable), pages=tuple(page(record) for record in readable),
        categories=terms.all("categories"), tags=terms.all("tags"),
    )  # fmt: skip


def _all(transport: Transport, route: str) -> list[Any]:
    """Sweep by id; once more when the number of posts changed meanwhile, for then a page boundary may have moved over a row."""
    records, total = _sweep(transport, route)
    if len(records) != total:
        records, total = _sweep(transport, route)
    if len(records) < total:
        raise LoginError(
            transport.site,
            f"WordPress counts {total} published entries under {route} but shows only {len(records)} to '{transport.user}'.",
            "Use the application password of an editor or an administrator.",
        )
    return records


def _sweep(transport: Transport, route: str) -> tuple[list[Any], int]:
    """All records by id, and the number WordPress counts after the last of them was read."""
    found: dict[int, Any] = {}
    number, pages, total = 1, 1, 0
    while number <= pages:
        reply = transport.get(
            route,
            {
                "status": "publish",
                "per_page": PER_PAGE,
                "page": number,
                "orderby": "id",
                "order": "asc",
                "_fields": FIELDS,
            },
        )
        found.update((record["id"], record) for record in reply.json)
        pages, total = reply.count("X-WP-TotalPages"), reply.count("X-WP-Total")
        number += 1
    return list(found.values()), total
