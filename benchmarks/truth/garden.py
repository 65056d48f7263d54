"""The planted site on real WordPress: written into its tables, and read by Masthead over REST."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.truth.plan import Plan, Row, stamp
from layers.boundary.wordpress import WordPress
from layers.nouns import Hidden, Inventory, MenuItem
from sandbox import wordpress as sandbox

SPEC = sandbox.SiteSpec("garden", "The Garden", "What grows")
PLUGINS = ("garden", "visits")
ROWS_AT_ONCE = 250
PER_PAGE = 100


def planted(root: Path, site: sandbox.Site, what: Plan) -> WordPress:
    """Write the plan into an empty site of the sandbox, and return Masthead's own view of it."""
    for plugin in PLUGINS:
        sandbox.plugin(root, site.name, Path(__file__).with_name(f"{plugin}.php").read_text(encoding="utf-8"), plugin)
    wordpress = WordPress(site.name, site.url, site.user, site.application_password, timeout_s=120)
    rows = [row_of(at, row) for at, row in enumerate(what.rows)]
    last = {"last": True, "menu": [row.id for row in what.rows if row.menu], "front": what.front}
    for start in range(0, len(rows), ROWS_AT_ONCE):
        ends = start + ROWS_AT_ONCE >= len(rows)
        wordpress.transport.post(
            "/garden/v1/rows", {"rows": rows[start : start + ROWS_AT_ONCE], **(last if ends else {})}
        )
    return wordpress


def row_of(at: int, row: Row) -> dict[str, object]:
    return {
        "id": row.id, "slug": row.slug, "type": row.type, "status": row.status, "content": row.content, "password": row.password,
        "old": row.old, "date": stamp(at, row),
    }  # fmt: skip


def inventory(wordpress: WordPress, now: datetime | None = None) -> Inventory:
    """What Masthead knows of the site before it judges: over REST alone."""
    seen = wordpress.inventory(now or datetime.now(UTC))
    old = {
        record["id"]: record["meta"].get("_wp_old_slug")
        for record in _records(wordpress, "posts", "publish", "id,meta")
    }
    pages = tuple(
        page.model_copy(update={"old_slugs": tuple(old[page.id])}) if old.get(page.id) else page for page in seen.pages
    )
    front = wordpress.transport.get("/wp/v2/settings", {"_fields": "page_on_front"}).json["page_on_front"]
    return seen.model_copy(
        update={
            "pages": pages,
            "hidden": tuple(_hidden(wordpress)),
            "menus": tuple(_menus(wordpress)),
            "front_page": front,
        }
    )


def _hidden(wordpress: WordPress) -> Iterator[Hidden]:
    fields = "id,type,status,link,slug,title.raw,content.protected"
    for kind in ("posts", "pages"):
        for record in _records(wordpress, kind, "draft,pending,private,future,trash", fields):
            yield _unseen(record, record["status"])
        for record in _records(wordpress, kind, "publish", fields):
            if record["content"]["protected"]:
                yield _unseen(record, "password")


def _unseen(record: dict[str, Any], status: str) -> Hidden:
    return Hidden(
        id=record["id"],
        type=record["type"],
        status=status,
        url=record["link"],
        slug=record["slug"],
        title=record["title"]["raw"],
    )


def _menus(wordpress: WordPress) -> Iterator[MenuItem]:
    for record in wordpress.transport.get("/wp/v2/menu-items", {"context": "edit", "per_page": PER_PAGE}).json:
        yield MenuItem(
            menu="Main", label=record["title"]["rendered"], url=record["url"],
            page_id=record["object_id"] if record["type"] == "post_type" else 0,
        )  # fmt: skip


def _records(wordpress: WordPress, kind: str, status: str, fields: str) -> Iterator[dict[str, Any]]:
    number, pages = 1, 1
    while number <= pages:
        reply = wordpress.transport.get(
            f"/wp/v2/{kind}",
            {
                "status": status,
                "context": "edit",
                "per_page": PER_PAGE,
                "page": number,
                "orderby": "id",
                "order": "asc",
                "_fields": fields,
            },
        )
        yield from reply.json
        pages = reply.count("X-WP-TotalPages")
        number += 1
