"""What a site answers about one post, page, synced block or image, as the mirror keeps it."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from layers.boundary.wordpress.records import TEXTS, raw
from layers.maintenance.mirrored import IMAGE, PAGES, kept_page, stamp
from layers.nouns import Media
from layers.nouns.mirror import MirrorRow
from layers.publishing.seo.reading import SeoReader

# content.raw without content.rendered: WordPress then skips its own rendering, which is three times faster
ALWAYS = "id,type,status,link,slug,date,date_gmt,modified_gmt,title.raw,content.raw,content.protected"
EVERYWHERE = "publish,future,draft,pending,private,trash"
MEDIA_FIELDS = (
    "id,slug,link,status,date,modified_gmt,source_url,alt_text,mime_type,title.rendered,caption.rendered,media_details"
)


@dataclass(frozen=True)
class Kind:
    """One list of a site. `context`: images are read as visitors see them, for an author's own view lacks other people's."""

    type: str
    route: str
    plural: str
    fields: str
    statuses: str = EVERYWHERE
    context: str = "edit"


POSTS = Kind("post", "/wp/v2/posts", "posts", f"{ALWAYS},excerpt.raw,author,featured_media,categories,tags")
PAGES_ = Kind("page", "/wp/v2/pages", "pages", f"{ALWAYS},excerpt.raw,author,featured_media")
BLOCKS = Kind("wp_block", "/wp/v2/blocks", "synced blocks", ALWAYS)
MEDIA = Kind(IMAGE, "/wp/v2/media", "images", MEDIA_FIELDS, "inherit", "view")


@dataclass(frozen=True)
class Records:
    """Turns records into rows. `old_slugs` of a stock record are not known: REST does not give them."""

    site: str
    seo: SeoReader

    def asked(self, kind: Kind) -> str:
        more = self.seo.asked if kind.type in PAGES else ""
        return f"{kind.fields},{more}" if more else kind.fields

    def row(self, kind: Kind, record: Any) -> MirrorRow:
        return self._media(record) if kind is MEDIA else self._post(record, self.seo)

    def companion_row(self, record: Mapping[str, Any]) -> MirrorRow:
        """A row of the companion's list, which has texts without `raw` and terms by their taxonomy."""
        terms = record.get("terms") or {}
        alike = {
            **record, **{name: {"raw": record.get(name) or ""} for name in TEXTS},
            "categories": terms.get("category") or [], "tags": terms.get("post_tag") or [],
        }  # fmt: skip
        return self._post(alike, self.seo.with_every_key(), tuple(map(str, record.get("old_slugs") or ())))

    def _post(self, record: Any, seo: SeoReader, old_slugs: tuple[str, ...] = ()) -> MirrorRow:
        texts = {name: raw(record, name, self.site) if name in record else "" for name in TEXTS}
        protected = bool(record.get("protected") or record["content"].get("protected"))
        shown = record["status"] == "publish" and not protected
        page = {**record, **{name: {"raw": text} for name, text in texts.items()}}
        is_page = shown and record["type"] in PAGES
        return MirrorRow(
            id=record["id"], type=record["type"], status=record["status"], protected=protected,
            url=record.get("link") or "", slug=record.get("slug") or "", title=html.unescape(texts["title"]),
            date=stamp(record.get("date")), modified_gmt=stamp(record.get("modified_gmt")),
            content=texts["content"] if shown else "",
            read=kept_page(page, seo.read(record), old_slugs) if is_page else "",
        )  # fmt: skip

    def _media(self, record: Any) -> MirrorRow:
        details = record.get("media_details") or {}
        kept = Media(
            id=record["id"], url=record.get("source_url") or "", alt=html.unescape(record.get("alt_text") or ""),
            width=_number(details, "width"), height=_number(details, "height"), title=_shown(record, "title"),
            caption=_shown(record, "caption"), mime=record.get("mime_type") or "", size_bytes=_number(details, "filesize"),
        )  # fmt: skip
        return MirrorRow(
            id=record["id"], type=IMAGE, status=record.get("status") or "inherit", protected=False, url=kept.url,
            slug=record.get("slug") or "", title=kept.title, date=stamp(record.get("date")),
            modified_gmt=stamp(record.get("modified_gmt")), read=kept.model_dump_json(),
        )  # fmt: skip


def _number(details: Any, name: str) -> int:
    """A size of a file; 0 where WordPress could not measure it, and keeps an empty list in its place."""
    found = details.get(name) if isinstance(details, dict) else 0
    return found if isinstance(found, int) else 0


def _shown(record: Any, name: str) -> str:
    held = record.get(name) or {}
    return html.unescape(str(held.get("rendered") or "")).strip()
