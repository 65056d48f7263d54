"""Where a site keeps content that is neither post nor page, such as products, events and their terms.

The REST API names such types and taxonomies, and not the folder that their addresses begin with: some of their addresses
show it. A type that a plugin keeps out of the REST API stays unknown.
"""

from collections.abc import Iterator
from typing import Any

from layers.boundary.wordpress.transport import Params, Transport
from layers.errors import LoginError, WordPressRefusedError
from layers.maintenance.addresses import folders_of

READ_ELSEWHERE = frozenset({"post", "page", "attachment", "category", "post_tag", "post_format"})
PER_PAGE = 100
MOST_PAGES = 20  # of a type without a folder every address has to be known; a shop has one


def other_folders(transport: Transport) -> tuple[str, ...]:
    """The paths, relative to the site's address, at or below which other content than posts and pages stands."""
    found: set[str] = set()
    for kind in (*_kinds(transport, "types"), *_kinds(transport, "taxonomies")):
        found |= {*_archive(kind), *_folders(transport, kind)}
    return tuple(sorted(found))


def _kinds(transport: Transport, route: str) -> list[Any]:
    """Types, or taxonomies, whose addresses visitors are shown; none where this user is not told."""
    try:
        listed = transport.get(f"/wp/v2/{route}").json
    except (WordPressRefusedError, LoginError):
        return []
    kinds = listed.values() if isinstance(listed, dict) else ()
    return [kind for kind in kinds if kind.get("slug") not in READ_ELSEWHERE and _is_shown(kind)]


def _is_shown(kind: Any) -> bool:
    return bool(kind.get("viewable") or (kind.get("visibility") or {}).get("publicly_queryable"))


def _archive(kind: Any) -> Iterator[str]:
    """A list of a type has an address of its own, where it is not that of the folder."""
    if isinstance(kind.get("has_archive"), str):
        yield kind["has_archive"].strip("/").lower()


def _folders(transport: Transport, kind: Any) -> tuple[str, ...]:
    route = f"/{kind.get('rest_namespace') or 'wp/v2'}/{kind.get('rest_base') or kind['slug']}"
    links: list[str] = []
    page, pages = 1, 1
    while page <= pages and page <= MOST_PAGES:
        asked: Params = {"context": "view", "per_page": PER_PAGE, "page": page, "_fields": "link"}
        try:
            reply = transport.get(route, asked)
        except (WordPressRefusedError, LoginError):
            return ()
        rows = reply.json if isinstance(reply.json, list) else []
        links += [str(row["link"]) for row in rows if isinstance(row, dict) and row.get("link")]
        found = folders_of(links, transport.url)
        if len(found) <= 1 < len(links):
            return found
        pages, page = reply.count("X-WP-TotalPages"), page + 1
    return folders_of(links, transport.url)
