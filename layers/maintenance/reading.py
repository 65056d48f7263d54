"""A REST record as a page of the inventory: what its own body says, read from `content.raw`."""

import html
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from layers import prose
from layers.maintenance.markup_facts import markup
from layers.nouns import Page, PageLink
from layers.publishing.scanner import Kind, enclosing_shortcodes, pieces

UNREAD = "pre, code, script, style, noscript, template, svg, iframe"


def page(record: Mapping[str, Any]) -> Page:
    """Read a record of `/wp/v2/posts` or `/wp/v2/pages` that was asked for with `context=edit`.

    Text and words leave out code, comments and shortcodes; a link in any of these is none.
    """
    raw = str(record["content"]["raw"])
    tree = LexborHTMLParser(without_shortcodes(raw))
    for node in tree.css(UNREAD):
        node.decompose()
    text = " ".join(tree.body.text(separator=" ").split()) if tree.body else ""
    return Page(
        id=record["id"], type=record["type"], url=record["link"], slug=record["slug"],
        title=html.unescape(record["title"]["raw"]), excerpt=record["excerpt"]["raw"], content=raw,
        categories=tuple(record.get("categories", ())), tags=tuple(record.get("tags", ())),
        published_at=_utc(record["date_gmt"]), modified_at=_utc(record["modified_gmt"]),
        words=prose.word_count(text), headings=tuple(_headings(tree)), text=text, links=tuple(_links(tree)),
        markup=markup(raw, tree),
    )  # fmt: skip


def without_shortcodes(raw: str) -> str:
    """The content without comments and `[shortcodes]`; what an enclosing one encloses stays, for it is shown."""
    row = list(pieces(raw))
    paired = enclosing_shortcodes(row)
    kept = (
        raw[piece.start : piece.end]
        for piece in row
        if not _is_machinery(piece.kind, raw[piece.start : piece.end], piece.name, paired)
    )
    return "".join(kept)


def _is_machinery(kind: Kind, text: str, name: str, paired: frozenset[str]) -> bool:
    if kind in (Kind.SHORTCODE, Kind.SHORTCODE_END):
        # "[sic]" in a sentence is words: a shortcode has attributes, a partner, or a name no word looks like
        return name in paired or "=" in text or "_" in name or "/" in text or name in KNOWN_SHORTCODES
    return kind in (Kind.COMMENT, Kind.BLOCK, Kind.BLOCK_END, Kind.BLOCK_VOID)


KNOWN_SHORTCODES = frozenset({"gallery", "audio", "video", "playlist", "embed", "caption", "wp_caption"})


def _headings(tree: LexborHTMLParser) -> Iterator[tuple[int, str]]:
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        yield int(str(node.tag)[1]), " ".join(node.text().split())


def _links(tree: LexborHTMLParser) -> Iterator[PageLink]:
    for node in tree.css("a[href]"):
        address = (node.attributes.get("href") or "").strip()
        if address and not address.startswith("#"):
            yield PageLink(
                url=address,
                anchor=" ".join(node.text().split()),
                nofollow="nofollow" in (node.attributes.get("rel") or "").lower(),
            )


def _utc(stamp: str) -> datetime:
    """WordPress writes GMT without saying so."""
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC)
