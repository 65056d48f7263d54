"""A site as it is: every published post and page with its raw content, in requests of 100."""

from datetime import datetime
from typing import Any

from layers.boundary.wordpress.records import TEXTS, raw
from layers.boundary.wordpress.terms import Terms
from layers.boundary.wordpress.transport import Params, Reply, Transport
from layers.errors import LoginError, WordPressDownError, WordPressRefusedError
from layers.maintenance.reading import page
from layers.nouns import Inventory

# content.raw without content.rendered: WordPress then skips its own rendering, which is three times faster
FIELDS = "id,type,link,slug,title.raw,excerpt.raw,content.raw,content.protected,categories,tags,date_gmt,modified_gmt"
PER_PAGE = 100
MORE_SWEEPS = 2
BEYOND_THE_LAST = "rest_post_invalid_page_number"


def inventory(transport: Transport, terms: Terms, now: datetime) -> Inventory:
    """Read the whole site; raises LoginError when WordPress counts more posts than it shows to this user.

    Posts behind a password are left out: nobody who follows a link to one could read it.
    """
    records = [record for route in ("/wp/v2/posts", "/wp/v2/pages") for record in _all(transport, route)]
    readable = [_with_texts(record, transport.site) for record in records if not _is_protected(record)]
    return Inventory(
        site=transport.site, read_at=now, total=len(readable), pages=tuple(page(record) for record in readable),
        categories=terms.all("categories"), tags=terms.all("tags"),
    )  # fmt: skip


def _with_texts(record: dict[str, Any], site: str) -> dict[str, Any]:
    return {**record, **{name: {"raw": raw(record, name, site)} for name in TEXTS}}


def _is_protected(record: dict[str, Any]) -> bool:
    content = record.get("content")
    return isinstance(content, dict) and bool(content.get("protected"))


def _all(transport: Transport, route: str) -> list[Any]:
    """Sweep by id until the number of posts stays the same from the first page to the last.

    One that is deleted meanwhile moves a row over a page boundary, out of our sight; its own row was read, so that counting
    the rows shows nothing.
    """
    records, totals = _sweep(transport, route)
    for _ in range(MORE_SWEEPS):
        if len({*totals, len(records)}) > 1:
            records, totals = _sweep(transport, route)
    if len({*totals, len(records)}) == 1:
        return records
    if len(set(totals)) > 1:
        raise WordPressDownError(transport.site, f"posts came and went each time the list {route} was read")
    raise LoginError(
        transport.site,
        f"WordPress counts {totals[-1]} published entries under {route} but shows only {len(records)} to '{transport.user}'.",
        "Use the application password of an editor or an administrator.",
    )


def _sweep(transport: Transport, route: str) -> tuple[list[Any], list[int]]:
    """All records by id, and how many WordPress counted at each page."""
    found: dict[int, Any] = {}
    number, pages, totals = 1, 1, []
    while number <= pages:
        reply = _page(transport, route, number)
        if reply is None:
            totals.append((number - 1) * PER_PAGE)  # the most that there are left, and less than was counted before
            break
        found.update((record["id"], record) for record in reply.json)
        pages = reply.count("X-WP-TotalPages")
        totals.append(reply.count("X-WP-Total"))
        number += 1
    return list(found.values()), totals


def _page(transport: Transport, route: str, number: int) -> Reply | None:
    """One page of the list; None where the last post on it went away since the page before was read."""
    asked: Params = {
        "status": "publish", "per_page": PER_PAGE, "page": number, "orderby": "id", "order": "asc", "_fields": FIELDS,
    }  # fmt: skip
    try:
        return transport.get(route, asked)
    except WordPressRefusedError as refusal:
        if number > 1 and BEYOND_THE_LAST in str(refusal):
            return None
        raise
