"""A site's mirror as an inventory: rows that WordPress gave as pages, with synced blocks where readers see them."""

import html
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from layers.maintenance import reading
from layers.maintenance.synced import expand, uses_synced
from layers.nouns import Hidden, Media, Page, SeoFields
from layers.nouns.mirror import MirrorRow

PAGES = ("post", "page")
BLOCK = "wp_block"
IMAGE = "attachment"
EPOCH = "1970-01-01T00:00:00"
OWN = frozenset(
    {
        "id",
        "type",
        "url",
        "slug",
        "title",
        "excerpt",
        "content",
        "categories",
        "tags",
        "published_at",
        "modified_at",
        "author",
        "featured_media",
        "old_slugs",
        "seo",
    }
)  # what is the page's own; all else is read from its content, synced blocks included


def kept_page(record: Mapping[str, Any], seo: SeoFields | None, old_slugs: tuple[str, ...]) -> str:
    """A record as `reading.page` takes it, read once and kept: the JSON of the Page without its content."""
    dated = {**record, "date_gmt": stamp(record["date_gmt"]), "modified_gmt": stamp(record["modified_gmt"])}
    more = {
        "content": "", "author": record.get("author") or 0, "featured_media": record.get("featured_media") or 0,
        "old_slugs": old_slugs, "seo": seo,
    }  # fmt: skip
    return reading.page(dated).model_copy(update=more).model_dump_json()


def pages(rows: Iterable[MirrorRow]) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """The published posts and pages, and a sentence for each synced block that leads nowhere."""
    listed = [row for row in rows if row.is_shown and (row.type in PAGES or row.type == BLOCK)]
    blocks = {row.id: row.content for row in listed if row.type == BLOCK}
    said: list[str] = []
    return tuple(_page(row, blocks, said) for row in listed if row.type in PAGES), tuple(said)


def _page(row: MirrorRow, blocks: Mapping[int, str], said: list[str]) -> Page:
    page = Page.model_validate_json(row.read)
    if not uses_synced(row.content):
        return page.model_copy(update={"content": row.content})
    whole = expand(row.content, blocks)
    said += [f"{page.url} shows the synced block {ref}, which is not published." for ref in whole.missing]
    said += [f"{page.url} shows the synced block {ref}, which holds itself." for ref in whole.circular]
    seen = reading.page(_record(page, whole.content))
    return page.model_copy(update={"content": row.content, **_seen(seen)})


def _seen(page: Page) -> dict[str, Any]:
    return {name: getattr(page, name) for name in Page.model_fields if name not in OWN}


def _record(page: Page, content: str) -> dict[str, Any]:
    """The page as a record again, with another content."""
    return {
        "id": page.id, "type": page.type, "link": page.url, "slug": page.slug,
        "title": {"raw": html.escape(page.title, quote=False)}, "excerpt": {"raw": page.excerpt},
        "content": {"raw": content}, "categories": page.categories, "tags": page.tags,
        "date_gmt": page.published_at.isoformat(), "modified_gmt": page.modified_at.isoformat(),
    }  # fmt: skip


def hidden(rows: Iterable[MirrorRow]) -> tuple[Hidden, ...]:
    """The posts, pages and synced blocks that visitors are not shown; one behind a password has the status `password`."""
    return tuple(
        Hidden(
            id=row.id, type=row.type, status="password" if row.status == "publish" else row.status, url=row.url,
            slug=row.slug, title=row.title,
        )
        for row in rows
        if not row.is_shown and row.type != IMAGE
    )  # fmt: skip


def media(rows: Iterable[MirrorRow]) -> tuple[Media, ...]:
    return tuple(Media.model_validate_json(row.read) for row in rows if row.type == IMAGE and row.read)


def stamp(moment: str | None) -> str:
    """A moment as WordPress writes it; the beginning of 1970 for those it cannot say, such as `-0001-11-30`."""
    try:
        datetime.fromisoformat(moment or "")
    except ValueError:
        return EPOCH
    return moment or EPOCH
