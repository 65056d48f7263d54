"""A REST record as a page of the inventory: what its own body says, read from `content.raw` in one parse."""

import html
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from layers import prose
from layers.checks.scanning import scan
from layers.maintenance.markup_facts import markup
from layers.nouns import Image, LinkPlace, Page, PageLink
from layers.publishing.scanner import Kind, enclosing_shortcodes, pieces

UNREAD = "pre, code, script, style, noscript, template, svg, iframe"
UNVOUCHED = frozenset({"nofollow", "sponsored", "ugc"})
KNOWN_SHORTCODES = frozenset({"gallery", "audio", "video", "playlist", "embed", "caption", "wp_caption"})
_PLACES: tuple[tuple[LinkPlace, str], ...] = (
    ("navigation", "nav a[href], [role=navigation] a[href], .wp-block-navigation a[href], .wp-block-page-list a[href]"),
    ("button", "button a[href], .wp-block-button a[href]"),
)
_SET_APART = (  # else no link stands in any of them
    "nav, [role=navigation], .wp-block-navigation, .wp-block-page-list, button, .wp-block-button"
)
_SHORTCODE = re.compile(r"\[/?[a-zA-Z]")
_REMARK = re.compile(r"<!--(?!\s*/?wp:)(.*?)-->", re.DOTALL)  # a comment that delimits no block
_MEDIA_ID = re.compile(r"(?:^|\s)wp-image-(\d+)(?:\s|$)")
_PIXELS = re.compile(r"\s*(\d{1,6})")


def page(record: Mapping[str, Any]) -> Page:
    """Read a record of `/wp/v2/posts` or `/wp/v2/pages` that was asked for with `context=edit`.

    Text and words leave out code, comments and shortcodes; a link in code or in a comment is set aside.
    """
    raw = str(record["content"]["raw"])
    tree = LexborHTMLParser(without_shortcodes(raw))
    aside = [*_in_code(tree), *_in_comments(raw)]
    for node in tree.css(UNREAD):
        node.decompose()
    text = " ".join(tree.body.text(separator=" ").split()) if tree.body else ""
    headings = tuple(_headings(tree))
    links, empty = _links(tree)
    return Page(
        id=record["id"], type=record["type"], url=record["link"], slug=record["slug"],
        title=html.unescape(record["title"]["raw"]), excerpt=record["excerpt"]["raw"], content=raw,
        categories=tuple(record.get("categories", ())), tags=tuple(record.get("tags", ())),
        published_at=_utc(record["date_gmt"]), modified_at=_utc(record["modified_gmt"]),
        words=prose.word_count(text), headings=headings, text=text,
        links=tuple(links), set_aside=(*empty, *aside), images=tuple(_images(tree)),
        author=record.get("author", 0), featured_media=record.get("featured_media", 0),
        markup=markup(raw, tree, (words for _, words in headings)),
        scan=scan(text),
    )  # fmt: skip


def without_shortcodes(raw: str) -> str:
    """The content without `[shortcodes]`; what an enclosing one encloses stays, for it is shown.

    A content in which nothing looks like one is handed back: a parser leaves its comments out by itself.
    """
    if not ("[" in raw and _SHORTCODE.search(raw)) and raw.count("<!--") == raw.count("-->"):
        return raw
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


def _headings(tree: LexborHTMLParser) -> Iterator[tuple[int, str]]:
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        yield int(str(node.tag)[1]), " ".join(node.text().split())


def _links(tree: LexborHTMLParser) -> tuple[list[PageLink], list[PageLink]]:
    """The links of the text, and those without an address. A link to a section of its own page is neither."""
    places = _places(tree) if tree.css_first(_SET_APART) else {}
    links: list[PageLink] = []
    empty: list[PageLink] = []
    for node in tree.css("a[href], area[href]"):
        link = _link(node, places.get(node.mem_id, "text"))
        if not link.url.startswith("#"):
            (links if link.url else empty).append(link)
    return links, empty


def _places(tree: LexborHTMLParser) -> dict[int, LinkPlace]:
    return {node.mem_id: place for place, selector in reversed(_PLACES) for node in tree.css(selector)}


def _link(node: LexborNode, place: LinkPlace) -> PageLink:
    written = node.attributes
    words = " ".join(node.text().split())
    if not words:
        alts = [image.attributes.get("alt") or "" for image in node.css("img")]
        words = (
            " ".join(" ".join((*alts, written.get("alt") or "")).split()) or (written.get("aria-label") or "").strip()
        )
        place = "image" if place == "text" and (alts or node.tag == "area") else place
    rel = tuple((written.get("rel") or "").lower().split())
    return PageLink(
        url=(written.get("href") or "").strip(),
        anchor=words,
        nofollow=not UNVOUCHED.isdisjoint(rel),
        place=place,
        rel=rel,
    )


def _in_code(tree: LexborHTMLParser) -> Iterator[PageLink]:
    if tree.tags("pre") or tree.tags("code"):
        yield from (_link(node, "code") for node in tree.css("pre a[href], code a[href]"))


def _in_comments(raw: str) -> Iterator[PageLink]:
    for remark in _REMARK.findall(raw):
        if "href" in remark:
            yield from (_link(node, "comment") for node in LexborHTMLParser(remark).css("a[href]"))


def _images(tree: LexborHTMLParser) -> Iterator[Image]:
    for node in tree.tags("img"):
        written = node.attributes
        named = _MEDIA_ID.search(written.get("class") or "")
        yield Image(
            url=_source(written), alt=(written["alt"] or "") if "alt" in written else None,
            media_id=int(named.group(1)) if named else 0,
            width=_pixels(written.get("width")), height=_pixels(written.get("height")),
        )  # fmt: skip


def _source(written: Mapping[str, str | None]) -> str:
    """An image's address; one that is loaded late has a stand-in in its place."""
    source = (written.get("src") or "").strip()
    late = (written.get("data-src") or "").strip()
    return late if late and (not source or source.startswith("data:")) else source


def _pixels(written: str | None) -> int:
    """A width or height as markup has it; "100%" is none."""
    found = _PIXELS.match(written or "")
    return int(found.group(1)) if found and "%" not in str(written) else 0


def _utc(stamp: str) -> datetime:
    """WordPress writes GMT without saying so."""
    return datetime.fromisoformat(stamp).replace(tzinfo=UTC)
