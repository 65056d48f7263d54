"""Links, headings and images in a raw content, each with where it stands, so that its bytes alone are exchanged."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from layers.nouns import Media
from layers.publishing.scanner import Kind, Piece, pieces

_ATTRIBUTE = r"""\s{name}\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s>"']+))"""
_HREF = re.compile(_ATTRIBUTE.format(name="href"), re.IGNORECASE)
_REL = re.compile(_ATTRIBUTE.format(name="rel"), re.IGNORECASE)
_ALT = re.compile(_ATTRIBUTE.format(name="alt"), re.IGNORECASE)
_SRC = re.compile(_ATTRIBUTE.format(name="src"), re.IGNORECASE)
_WIDTH = re.compile(_ATTRIBUTE.format(name="width"), re.IGNORECASE)
_HEIGHT = re.compile(_ATTRIBUTE.format(name="height"), re.IGNORECASE)
_HAS_ALT = re.compile(r"\salt(?=[\s=>/])", re.IGNORECASE)
_MEDIA_ID = re.compile(r"\bwp-image-(\d+)\b")
_ELEMENTS = {"heading": re.compile(r"h[1-6]"), "paragraph": re.compile("p")}
_SIZED = re.compile(r"-(\d+)x(\d+)\.\w+$")
_STYLED = re.compile(r"""\sstyle\s*=\s*["'][^"']*(?:width|height)""", re.IGNORECASE)
_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;|\u00a0|\u200b)*")
_USUAL_CLASS = re.compile(
    r"""\sclass\s*=\s*["'](?:\s*(?:wp-block-heading|wp-block-paragraph|has-text-align-\w+|has-[\w-]+-font-size))*\s*["']"""
)
_IDENTIFIED = re.compile(r"\s(?:id|name|class|style)\s*=", re.IGNORECASE)
_FORMATTING = frozenset({"strong", "b", "em", "i", "span", "br", "br/", "u", "mark", "a", "sub", "sup"})
_DELIMITERS = (Kind.BLOCK, Kind.BLOCK_END, Kind.BLOCK_VOID)


@dataclass(frozen=True)
class Tag:
    """An opening tag at `start`; `end` is behind the element's closing tag, and `inner` what is between the two.

    `block` is the delimiter of the innermost block around it; empty in classic content.
    """

    start: int
    text: str
    end: int = 0
    inner: str = ""
    block: str = ""

    def is_kept_by_its_block(self, address: str) -> bool:
        """Whether the block's attributes hold the address too: the editor finds a block broken whose two copies differ."""
        return f'"{address}"' in self.block.replace("\\u0026", "&").replace("\\u002d", "-").replace("\\/", "/")

    @property
    def whole_length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Stretch:
    start: int
    end: int


def links(content: str) -> Iterator[Tag]:
    """Every link of a content that has an end; what stands in comments, code and scripts is none."""
    opened: Piece | None = None
    for piece, block in _with_blocks(content):
        if piece.name != "a":
            continue
        if piece.kind is Kind.TAG:
            opened = piece
        elif piece.kind is Kind.TAG_END and opened is not None:
            text, inner = content[opened.start : opened.end], content[opened.end : piece.start]
            yield Tag(opened.start, text, piece.end, inner, block)
            opened = None


def images(content: str) -> Iterator[Tag]:
    for piece, block in _with_blocks(content):
        if piece.kind is Kind.TAG and piece.name == "img":
            yield Tag(piece.start, content[piece.start : piece.end], piece.end, block=block)


def _with_blocks(content: str) -> Iterator[tuple[Piece, str]]:
    """Each piece with the delimiter of the innermost block that is open there."""
    open_: list[str] = []
    for piece in pieces(content):
        if piece.kind is Kind.BLOCK:
            open_.append(content[piece.start : piece.end])
        elif piece.kind is Kind.BLOCK_END and open_:
            open_.pop()
        yield piece, open_[-1] if open_ else ""


def href(tag: str) -> str:
    """The address of a link, as a browser reads it; empty where there is none."""
    found = _HREF.search(tag)
    return html.unescape(_value(found)).strip() if found else ""


def with_href(tag: str, url: str) -> str:
    """The tag with another address, in the quotation marks that it has."""
    found = _HREF.search(tag)
    if found is None:
        return tag
    group = _group(found)
    start, end = found.span(group)
    return tag[:start] + html.escape(url, quote=True) + tag[end:]


def without_nofollow(tag: str) -> str:
    """The tag without `nofollow` among its `rel`, and without an empty `rel`."""
    found = _REL.search(tag)
    if found is None:
        return tag
    kept = " ".join(word for word in _value(found).split() if word.lower() != "nofollow")
    if not kept:
        return tag[: found.start()] + tag[found.end() :]
    start, end = found.span(_group(found))
    return tag[:start] + kept + tag[end:]


def alt(tag: str) -> str | None:
    """The alternative text of an image; None where the attribute is missing."""
    found = _ALT.search(tag)
    if found:
        return html.unescape(_value(found))
    return "" if _HAS_ALT.search(tag) else None


def with_alt(tag: str, text: str) -> str:
    found = _ALT.search(tag)
    said = html.escape(text, quote=True).replace("[", "&#091;").replace("]", "&#093;")
    if found:
        start, end = found.span(_group(found))
        return tag[:start] + said + tag[end:]
    bare = _HAS_ALT.search(tag)
    if bare:
        return f'{tag[: bare.end()]}="{said}"{tag[bare.end() :]}'
    return f'{tag[:4]} alt="{said}"{tag[4:]}'


def media_id(tag: str) -> int:
    """The id of the file in the site's library; 0 where the markup does not say."""
    found = _MEDIA_ID.search(tag)
    return int(found[1]) if found else 0


def source(tag: str) -> str:
    found = _SRC.search(tag)
    return html.unescape(_value(found)) if found else ""


def with_source(tag: str, url: str) -> str:
    found = _SRC.search(tag)
    if found is None:
        return tag
    start, end = found.span(_group(found))
    return tag[:start] + html.escape(url, quote=True) + tag[end:]


def size_of(tag: str, media: Media | None) -> tuple[int, int] | None:
    """Width and height of the file that an image shows, where the library says so and the tag says nothing of it.

    A size in a file's name counts where the library's file can have been made that small: poster-50x70 is in centimetres.
    """
    if (
        media is None
        or not (media.width and media.height)
        or _WIDTH.search(tag)
        or _HEIGHT.search(tag)
        or _STYLED.search(tag)
    ):
        return None
    shown, whole = source(tag).partition("?")[0].rpartition("/")[2], media.url.rpartition("/")[2]
    if shown == whole:
        return media.width, media.height
    sized = _SIZED.search(shown)
    bare = whole.rpartition(".")[0].removesuffix("-scaled").removesuffix("-rotated")
    if sized is None or shown[: sized.start()] != bare:
        return None
    width, height = int(sized[1]), int(sized[2])
    return (width, height) if 0 < width <= media.width and 0 < height <= media.height else None


def with_size(tag: str, width: int, height: int) -> str:
    return f'{tag[:4]} width="{width}" height="{height}"{tag[4:]}'


def empty_elements(content: str, block: str) -> Iterator[Stretch]:
    """Headings or paragraphs without a word or an image, each with its block's delimiters and the empty lines behind it."""
    row = list(pieces(content))
    at = 0
    while at < len(row):
        last = _empty_element(content, row, at, _ELEMENTS[block])
        if last > at:
            stretch = _with_block(content, row, at, last, block)
            if stretch is not None:
                yield stretch
        at = max(last, at) + 1


def _empty_element(content: str, row: Sequence[Piece], at: int, names: re.Pattern[str]) -> int:
    """The place of the closing tag where an empty element of this kind opens at `at`; 0 where none does."""
    if row[at].kind is not Kind.TAG or not names.fullmatch(row[at].name):
        return 0
    breaks = 0
    for number in range(at, len(row)):
        piece = row[number]
        breaks += piece.name.startswith("br")
        if (piece.kind is Kind.TAG and _shows(content[piece.start : piece.end])) or breaks > 1:
            return 0
        if number == at:
            continue
        if piece.kind is Kind.TAG_END and piece.name == row[at].name:
            return number
        is_blank = piece.kind is Kind.TEXT and _BLANK.fullmatch(content, piece.start, piece.end)
        is_format = piece.kind in (Kind.TAG, Kind.TAG_END) and piece.name in _FORMATTING
        if not is_blank and not is_format:
            return 0
    return 0


def _shows(tag: str) -> bool:
    """Whether a tag without a word in it may be seen, or be led to: an icon, a background, an anchor."""
    return bool(_IDENTIFIED.search(_USUAL_CLASS.sub("", tag)))


def _with_block(content: str, row: Sequence[Piece], first: int, last: int, block: str) -> Stretch | None:
    """None where the block has its words from elsewhere."""
    start, end = row[first].start, row[last].end
    before = _neighbour(content, row, first, -1)
    behind = _neighbour(content, row, last, 1)
    is_block = (
        before and behind and before.kind is Kind.BLOCK and behind.kind is Kind.BLOCK_END and before.name == block
    )
    if is_block and before and behind:
        if '"bindings"' in content[before.start : before.end]:
            return None
        start, end = before.start, behind.end
    gap = len(content[end:]) - len(content[end:].lstrip("\n"))
    # the empty line before classic text is what parts its paragraphs: it may go where there is another
    return Stretch(start, end + gap if is_block or start == 0 or content[:start].endswith("\n\n") else end)


def _neighbour(content: str, row: Sequence[Piece], at: int, step: int) -> Piece | None:
    """The next block delimiter on this side, with nothing but white space before it."""
    number = at + step
    while 0 <= number < len(row):
        piece = row[number]
        if piece.kind in _DELIMITERS:
            return piece
        if piece.kind is not Kind.TEXT or content[piece.start : piece.end].strip():
            return None
        number += step
    return None


def _group(found: re.Match[str]) -> str:
    return next(name for name in ("double", "single", "bare") if found[name] is not None)


def _value(found: re.Match[str]) -> str:
    return str(found[_group(found)])


def words_of(inner: str) -> str:
    """What a reader sees of a piece of markup."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", inner)).split())
