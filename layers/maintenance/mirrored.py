"""A site's mirror as an inventory: rows that WordPress gave as pages, with synced blocks where readers see them."""

import html
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from layers.maintenance import reading
from layers.maintenance.addresses import NEXT_PAGE
from layers.maintenance.sketching import sketch_of
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
    read = reading.page(dated)
    return read.model_copy(update={**more, "sketch": sketch_of(read).packed()}).model_dump_json()


@dataclass(frozen=True)
class Mirrored:
    """What stands in a mirror: the published posts and pages, the images, and what visitors are not shown.

    `said` is a sentence for each synced block that leads nowhere.
    """

    pages: tuple[Page, ...]
    media: tuple[Media, ...]
    hidden: tuple[Hidden, ...]
    said: tuple[str, ...]


def mirrored(rows: Iterable[MirrorRow], *, contents: bool = True) -> Mirrored:
    """Read the rows one by one: what a row holds twice, as JSON and as a page, is never there for all of them at once.

    Without `contents` of a page's raw content only its divisions are kept: what an audit judges was read from it before.
    """
    blocks: dict[int, str] = {}
    pages: list[Page] = []
    media: list[Media] = []
    hidden: list[Hidden] = []
    for row in rows:
        if row.type == IMAGE:
            media += [Media.model_validate_json(row.read)] if row.read else []
        elif not row.is_shown:
            hidden.append(_hidden(row))
        elif row.type in PAGES:
            content = row.content if contents or uses_synced(row.content) else _divisions(row.content)
            page = Page.model_validate_json(row.read)
            pages.append(page.model_copy(update={"content": content}) if content else page)
        elif row.type == BLOCK:
            blocks[row.id] = row.content
    said: list[str] = []
    whole = (_whole(page, blocks, said) for page in pages)
    kept = whole if contents else map(_without_content, whole)
    return Mirrored(tuple(kept), tuple(media), tuple(hidden), tuple(said))


def _divisions(content: str) -> str:
    """What parts a content into the pages of one post."""
    return NEXT_PAGE * content.count(NEXT_PAGE)


def _without_content(page: Page) -> Page:
    return page.model_copy(update={"content": _divisions(page.content)}) if uses_synced(page.content) else page


def _whole(page: Page, blocks: Mapping[int, str], said: list[str]) -> Page:
    if not uses_synced(page.content):
        return page
    whole = expand(page.content, blocks)
    said += [f"{page.url} shows the synced block {ref}, which is not published." for ref in whole.missing]
    said += [f"{page.url} shows the synced block {ref}, which holds itself." for ref in whole.circular]
    return page.model_copy(update=_seen(reading.page(_record(page, whole.content))))


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


def _hidden(row: MirrorRow) -> Hidden:
    """A post, page or synced block that visitors are not shown; one behind a password has the status `password`."""
    return Hidden(
        id=row.id, type=row.type, status="password" if row.status == "publish" else row.status, url=row.url,
        slug=row.slug, title=row.title,
    )  # fmt: skip


def stamp(moment: str | None) -> str:
    """A moment as WordPress writes it; the beginning of 1970 for those it cannot say, such as `-0001-11-30`."""
    try:
        datetime.fromisoformat(moment or "")
    except ValueError:
        return EPOCH
    return moment or EPOCH
