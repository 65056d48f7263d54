"""`python -m benchmarks.audit [POSTS [GENERATED]]`: the audit of a large site, in one table. Exit code 1 over a limit.

On WordPress (MariaDB, four PHP workers): the same records fetched bare, by tuned requests and by the companion, before and
after each audit, so that whatever else the machine does is in both; then what an update costs. Every audit is a process of
its own: its memory and its warm connections are its own. Then the analysis of as many generated posts, its memory at
GENERATED posts (50,000; 0 leaves that out), and advertools crawling the same site, where the interpreter has it or
MASTHEAD_PEER_PYTHON names one that does.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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

POSTS, GENERATED, CHANGED, DELETED = 10_000, 50_000, 100, 8
COMPANION = Path(__file__).resolve().parent.parent / "templates" / "wordpress" / "masthead.php"
FIELDS = "id,type,status,link,slug,date,date_gmt,modified_gmt,title.raw,content.raw,excerpt.raw,author,featured_media,categories,tags"
FIRST_PORT = 9700
PEER, PEER_PAGES = Path(__file__).with_name("peer.py"), 300


def figures(posts: int) -> Iterator[Figure]:
    """A large site: fetched bare, audited, updated, and crawled by the peer."""
    root = Path(tempfile.mkdtemp(prefix="masthead-audit-"))
    try:
        state = sandbox.up(root, (sandbox.SiteSpec("large", "Large"),), free_port(FIRST_PORT), engine="mariadb")
        site = state.site("large")
        client = WordPress("large", site.url, site.user, site.application_password, timeout_s=120)
        filled(root, "large", client, posts)
        yield from _by_rest(root, client, site, posts)
        yield from _peer(root, site, posts)
        sandbox.plugin(root, "large", COMPANION.read_text(encoding="utf-8"), "masthead")
        yield from _by_companion(root, client, site, posts)
    finally:
        sandbox.down(root, wipe=True)
        shutil.rmtree(root, ignore_errors=True)


def _by_rest(root: Path, client: WordPress, site: sandbox.Site, posts: int) -> Iterator[Figure]:
    before_s = _bare(site, posts)
    first = reading(root / "rest.db", site, near=True)
    bare_s = (before_s + _bare(site, posts)) / 2
    yield Figure(f"{posts:,} posts, bare fetch by REST", bare_s, "s", None, "100 a request, 4 at a time, kept alive")
    yield from _told("REST", first, bare_s, 1.5)
    yield Figure("its memory, peak", first.peak_mb, "MB", 600)
    yield from _updates(root / "rest.db", client, site, first, "REST")


def _by_companion(root: Path, client: WordPress, site: sandbox.Site, posts: int) -> Iterator[Figure]:
    before_s = _bulk(client)
    first = reading(root / "companion.db", site, near=True)
    bare_s = (before_s + _bulk(client)) / 2
    yield Figure(f"{posts:,} posts, the companion's list bare", bare_s, "s", None, "500 a request, one after the other")
    yield from _told("companion", first, bare_s, 2.5)
    yield Figure("its memory, peak", first.peak_mb, "MB", 600, "with the processes that read for it")
    yield from _updates(root / "companion.db", client, site, first, "companion")


def _told(way: str, first: Reading, bare_s: float, limit: float) -> Iterator[Figure]:
    whole = f"{first.seconds:.1f} s, of it {first.cpu_s:.1f} s of CPU here; {first.requests} requests"
    yield Figure(f"full audit by {way}, times the bare fetch", first.seconds / bare_s, "x", limit, whole)
    without_s = first.seconds - first.near_s
    yield Figure("  without near-duplicates", without_s / bare_s, "x", None, f"{first.near_s:.1f} s for them")
    yield Figure("  reading into the mirror", first.read_s / bare_s, "x", None, f"{first.read_s:.1f} s")
    yield Figure("  out of the mirror", first.load_s / bare_s, "x", None, f"{first.load_s:.1f} s")


def _updates(store: Path, client: WordPress, site: sandbox.Site, first: Reading, way: str) -> Iterator[Figure]:
    ids = [row["id"] for row in client.transport.get("/wp/v2/posts", {"per_page": 100, "_fields": "id"}).json]
    for number in ids[:CHANGED]:
        client.transport.post(f"/wp/v2/posts/{number}", {"excerpt": f"Changed at {time.time()}."}, {"_fields": "id"})
    update = reading(store, site)
    part = f"{update.seconds:.1f} s, {update.read_s:.1f} s of it reading; {update.requests} requests"
    yield Figure(f"audit again by {way}, {CHANGED} changed", 100 * update.seconds / first.seconds, "%", 25, part)
    for number in _spread(client, DELETED):
        client.transport.send("DELETE", f"/wp/v2/posts/{number}", {"force": True})
    gone = reading(store, site)
    each = (gone.requests - update.requests) / DELETED
    yield Figure(f"requests more for each of {DELETED} deleted", each, "", 8.5, f"{gone.seconds:.1f} s")


def _spread(client: WordPress, number: int) -> list[int]:
    """Posts from all over the site: neighbours would be found together."""
    total = client.transport.get("/wp/v2/posts", {"per_page": 1, "_fields": "id"}).count("X-WP-Total")
    offsets = [total * (2 * part + 1) // (2 * number) for part in range(number)]
    asked: list[dict[str, str | int]] = [{"per_page": 1, "offset": offset, "_fields": "id"} for offset in offsets]
    return [int(client.transport.get("/wp/v2/posts", params).json[0]["id"]) for params in asked]


def _bare(site: sandbox.Site, posts: int) -> float:
    """The seconds that it takes to fetch and decode the same records, and do nothing with them."""

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

    began = time.perf_counter()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(fetched, [range(start, -(-posts // 100) + 1, 4) for start in range(1, 5)]))
    return time.perf_counter() - began


def _bulk(client: WordPress) -> float:
    began = time.perf_counter()
    after: int | None = 0
    while after is not None:
        after = client.transport.get("/masthead/v1/records", {"after": after, "limit": 500}).json["next"]
    return time.perf_counter() - began


def _peer(root: Path, site: sandbox.Site, posts: int) -> Iterator[Figure]:
    """advertools on some of the posts, and what all of them would take it; it reads pages as a visitor, not records."""
    python = os.environ.get("MASTHEAD_PEER_PYTHON", sys.executable)
    if subprocess.run([python, "-c", "import advertools"], capture_output=True, check=False).returncode:
        print("advertools is not installed: nothing to compare with. Install it from the package index.", flush=True)
        return
    pages = min(posts, PEER_PAGES)
    path = f"{Path(python).parent}{os.pathsep}{os.environ.get('PATH', '')}"  # it starts `scrapy` by name
    ended = subprocess.run(
        [python, str(PEER), site.url, str(pages), str(root / "peer.jl")],
        env={**os.environ, "PATH": path}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True,
    )  # fmt: skip
    read = json.loads(ended.stdout)
    each_s = read["seconds"] / read["pages"]
    remark = f"{read['pages']} pages in {read['seconds']:.1f} s, {1 / each_s:.0f} a second; no findings of its own"
    yield Figure(f"advertools {read['version']}, all {posts:,} posts", each_s * posts, "s", None, remark)


def _apart(posts: int) -> int:
    """The analysis of so many generated posts, in a process of its own for its memory."""
    return subprocess.run([sys.executable, "-m", "benchmarks.analysis", str(posts)], check=False).returncode


def main() -> int:
    given = [int(word) for word in sys.argv[1:]]
    posts, generated = (*given, *(POSTS, GENERATED)[len(given) :])
    found = [shown(figure) for figure in figures(posts)]
    codes = [_apart(size) for size in (posts, generated) if size]
    return 0 if all(figure.ok for figure in found) and not any(codes) else 1


if __name__ == "__main__":
    raise SystemExit(main())
