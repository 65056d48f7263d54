"""`python -m benchmarks.inventory [POSTS]`: reading a large site (MariaDB, four PHP workers). Exit code 1 over a limit.

In one run: the same records fetched bare by tuned requests and by the companion, then by the mirror; then what an update
costs. Every reading is a process of its own, so that its memory and its warm connections are its own.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

from benchmarks.figure import Figure, shown
from benchmarks.filling import filled
from benchmarks.readings import Reading, reading
from layers.boundary.wordpress import WordPress
from sandbox import wordpress as sandbox
from sandbox.processes import free_port

POSTS, CHANGED, DELETED = 10_000, 100, 8
COMPANION = Path(__file__).resolve().parent.parent / "templates" / "wordpress" / "masthead.php"
FIELDS = "id,type,status,link,slug,date,date_gmt,modified_gmt,title.raw,content.raw,excerpt.raw,author,featured_media,categories,tags"
FIRST_PORT = 9700
ROUNDS = 2  # the quicker of two: what else the machine does is in every one of them


def inventory(posts: int = POSTS) -> Iterator[Figure]:
    """Reading a large site: bare, into the mirror, and what an update costs."""
    root = Path(tempfile.mkdtemp(prefix="masthead-inventory-"))
    try:
        state = sandbox.up(root, (sandbox.SiteSpec("large", "Large"),), free_port(FIRST_PORT), engine="mariadb")
        site = state.site("large")
        client = WordPress("large", site.url, site.user, site.application_password, timeout_s=120)
        filled(root, "large", client, posts)
        yield from _by_rest(root, client, site, posts)
        sandbox.plugin(root, "large", COMPANION.read_text(encoding="utf-8"), "masthead")
        yield from _by_companion(root, client, site, posts)
    finally:
        sandbox.down(root, wipe=True)
        shutil.rmtree(root, ignore_errors=True)


def _by_rest(root: Path, client: WordPress, site: sandbox.Site, posts: int) -> Iterator[Figure]:
    bare_s = _quicker(lambda: _bare(site, posts))
    yield Figure(f"{posts:,} posts, bare fetch by REST", bare_s, "s", None, "100 a request, 4 at a time, kept alive")
    first = _first(root / "rest.db", site)
    yield Figure("the same into the mirror and out", first.seconds, "s", 1.25 * bare_s, _told(first, bare_s))
    yield Figure("its memory, peak", first.peak_mb, "MB", 600)
    yield from _updates(root / "rest.db", client, site, first, "REST")


def _by_companion(root: Path, client: WordPress, site: sandbox.Site, posts: int) -> Iterator[Figure]:
    bare_s = _quicker(lambda: _bulk(client))
    yield Figure(f"{posts:,} posts, companion's list", bare_s, "s", None, "500 a request, one after the other")
    first = _first(root / "companion.db", site)
    yield Figure("the same into the mirror and out", first.seconds, "s", 2.5 * bare_s, _told(first, bare_s))
    yield from _updates(root / "companion.db", client, site, first, "companion")


def _updates(store: Path, client: WordPress, site: sandbox.Site, first: Reading, way: str) -> Iterator[Figure]:
    ids = [row["id"] for row in client.transport.get("/wp/v2/posts", {"per_page": 100, "_fields": "id"}).json]
    for number in ids[:CHANGED]:
        client.transport.post(f"/wp/v2/posts/{number}", {"excerpt": f"Changed at {time.time()}."}, {"_fields": "id"})
    update = reading(store, site)
    part = f"{100 * update.seconds / first.seconds:.0f} % of the first; {update.requests} requests"
    yield Figure(f"update by {way}, {CHANGED} changed", update.seconds, "s", 0.25 * first.seconds, part)
    for number in _spread(client, DELETED):
        client.transport.send("DELETE", f"/wp/v2/posts/{number}", {"force": True})
    gone = reading(store, site)
    each = (gone.requests - update.requests) / DELETED
    yield Figure(f"update by {way}, {DELETED} deleted", gone.seconds, "s", None, f"{each:.1f} requests more a deletion")


def _spread(client: WordPress, number: int) -> list[int]:
    """Posts from all over the site: neighbours would be found together."""
    total = client.transport.get("/wp/v2/posts", {"per_page": 1, "_fields": "id"}).count("X-WP-Total")
    offsets = [total * (2 * part + 1) // (2 * number) for part in range(number)]
    asked: list[dict[str, str | int]] = [{"per_page": 1, "offset": offset, "_fields": "id"} for offset in offsets]
    return [int(client.transport.get("/wp/v2/posts", params).json[0]["id"]) for params in asked]


def _first(store: Path, site: sandbox.Site) -> Reading:
    """The quicker of several first reads, each into a store of its own; the last one stays."""
    found = []
    for _ in range(ROUNDS):
        store.unlink(missing_ok=True)
        found.append(reading(store, site))
    return min(found, key=lambda each: each.seconds)


def _told(first: Reading, bare_s: float) -> str:
    return f"{first.seconds / bare_s:.2f} times the bare fetch; {first.cpu_s:.1f} s of CPU; {first.requests} requests"


def _quicker(work: Callable[[], None]) -> float:
    return min(_timed(work) for _ in range(ROUNDS))


def _timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bare(site: sandbox.Site, posts: int) -> None:
    """Fetch and decode the same records, and do nothing with them."""

    def fetched(pages: range) -> None:
        with requests.Session() as session:
            session.trust_env, session.auth = False, (site.user, site.application_password)
            for page in pages:
                asked: dict[str, Any] = {
                    "context": "edit",
                    "per_page": 100,
                    "page": page,
                    "orderby": "id",
                    "order": "asc",
                }
                reply = session.get(f"{site.url}/wp-json/wp/v2/posts", params={**asked, "_fields": FIELDS}, timeout=120)
                json.loads(reply.content)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fetched, [range(start, -(-posts // 100) + 1, 4) for start in range(1, 5)]))


def _bulk(client: WordPress) -> None:
    after: int | None = 0
    while after is not None:
        after = client.transport.get("/masthead/v1/records", {"after": after, "limit": 500}).json["next"]


def main() -> int:
    found = [shown(figure) for figure in inventory(*map(int, sys.argv[1:]))]
    return 0 if all(figure.ok for figure in found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
