"""A link set into a raw content, or taken out of it, while every other byte stays what it was."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from layers import urls
from layers.errors import NoPlaceError
from layers.publishing.paragraphs import BREAK, KEPT_LENGTH, Paragraph, paragraphs, plainly
from layers.publishing.scanner import BROKEN, Kind, Piece, pieces


@dataclass(frozen=True)
class Place:
    """Which occurrence of an anchor is linked, counted from 1 over the whole text."""

    occurrence: int = 1
    skip_first_paragraph: bool = False


ANYWHERE = Place()
_UNSPACED = re.compile(  # Chinese and Japanese, Korean, Thai and Lao, Burmese, Khmer
    "[\u3005-\u30ff\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_JOINERS = "\u00ad\u200c\u200d\u2060"  # stand within a word: Persian has one in every second verb
_LEADING = "เแโใไເແໂໃໄ"  # vowels that are written before the letter they belong to
_TRAILING = "ะาำๅະາຳーｰ"
_SIGNS = re.compile(r"[!-~]*+")
_LAST_SIGNS = re.compile(r"[!-~]*+$")
_ADDRESS = re.compile(r"://|(?<![a-z0-9])www\.|[\w.+-]@[\w-]+\.", re.IGNORECASE)
_HYPHENATED = re.compile(r"-\w")
_DECIMAL = re.compile(r"\d[.,]\d")
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.IGNORECASE)


def insert(content: str, anchor: str, url: str, place: Place = ANYWHERE) -> str:
    """Return the content with the anchor wrapped in a link; a content that links to `url` already is returned as it is.

    The anchor is compared as it reads: entities, curly quotes and line ends in the content do not matter. Raises
    NoPlaceError when it does not stand in running text.
    """
    if contains_link(content, url):
        return content
    for number, found in enumerate(occurrences(content, anchor, place), 1):
        if number == place.occurrence:
            start, end = found.range
            return content[:start] + _opening(url) + content[start:end] + "</a>" + content[end:]
    raise NoPlaceError(
        anchor, "these words do not stand in a paragraph of the text, outside links, headings and quotations."
    )


def has_place(content: str, anchor: str, place: Place = ANYWHERE) -> bool:
    """Whether the anchor stands in running text, as often as `place` asks for."""
    return sum(1 for _ in occurrences(content, anchor, place)) >= place.occurrence


def insert_sentence(content: str, sentence: str, anchor: str, url: str) -> str:
    """Return the content with one more paragraph, the sentence, its anchor linked, after a paragraph in the middle.

    Raises NoPlaceError when the anchor is not in the sentence or the content has no paragraph of its own.
    """
    if contains_link(content, url):
        return content
    after = _middle(content, anchor)
    chunk = _chunk(sentence, anchor, url, after, content)
    if not _is_running_text(content, after.end, chunk, _opening(url)):
        raise NoPlaceError(anchor, "the text's markup is broken there: an element or a comment is never closed.")
    return content[: after.end] + chunk + content[after.end :]


def remove(content: str, url: str, anchor: str = "", sentence: str = "", within: str = "") -> str:
    """Return the content without our link to `url`, to the byte as it was before.

    With `sentence`, the paragraph that was added goes; where somebody has edited it, the link alone goes. `within` is the
    author's own sentence that the link was set in, and stays. A link that we did not set (it has other attributes) stays,
    and so do several alike of which neither sentence tells ours: the content comes back unchanged.
    """
    if sentence:
        for start, end in _added(content, _chunks(sentence, anchor, url)):
            return content[:start] + content[end:]
    links = {opening.start: (opening, closing) for opening, closing in _links_of(content, url)}
    alike = [
        each for each in links.values()
        if not anchor or plainly(html.unescape(content[each[0].end : each[1].start])) == plainly(anchor)
    ]  # fmt: skip
    if len(alike) > 1:  # a person may have linked the same words, above ours or below
        alike = [each for each in alike if _stands_in(content, each, sentence or within)]
    return _unlinked(content, alike[0]) if len(alike) == 1 else content


def _links_of(content: str, url: str) -> Iterator[tuple[Piece, Piece]]:
    yield from _own_links(content, url)
    yield from _torn_links(content, url)


def _unlinked(content: str, link: tuple[Piece, Piece]) -> str:
    opening, closing = link
    return content[: opening.start] + content[opening.end : closing.start] + content[closing.end :]


def _stands_in(content: str, link: tuple[Piece, Piece], sentence: str) -> bool:
    """Whether a link stands in a paragraph that, without it, holds the sentence."""
    wanted, at = plainly(sentence).strip(), link[0].start
    here = (row for row in paragraphs(_unlinked(content, link)) if row.start <= at < row.end)
    return bool(wanted) and any(wanted in row.text.replace(BREAK, "") for row in here)


def _added(content: str, chunks: tuple[str, str, str]) -> Iterator[tuple[int, int]]:
    """From where to where the paragraph that was added stands, in the form in which it stands there once.

    Its author may have moved it to the top or into a group. The form without a block is not looked for in a block of its
    own: an empty one would be left.
    """
    block, *classic = chunks
    moved = block.lstrip("\n")
    if content.count(moved) == 1:  # twice: somebody has copied it, and nothing tells which is ours
        chunk = next(each for each in (block, f"{moved}\n\n", moved) if each in content)
        yield content.find(chunk), content.find(chunk) + len(chunk)
    for chunk in classic:
        if content.count(chunk) == 1 and _is_classic(content, content.find(chunk)):
            yield content.find(chunk), content.find(chunk) + len(chunk)


def _is_classic(content: str, at: int) -> bool:
    """Whether a place in the content is in no block, or in one of classic text."""
    opened: list[str] = []
    for piece in pieces(content):
        if piece.start > at:
            break
        if piece.kind is Kind.BLOCK:
            opened.append(piece.name)
        elif piece.kind is Kind.BLOCK_END and opened:
            opened.pop()
    return not opened or opened[-1] == "freeform"


def contains_link(content: str, url: str) -> bool:
    """Whether the content links to the address; http or https, a trailing slash and a fragment make no difference."""
    return any(same_address(address, url) for address in addresses(content))


def anchors_of(content: str, url: str) -> Iterator[str]:
    """The words of each link to the address, tags left out."""
    at = -1
    for piece in pieces(content):
        if piece.kind is Kind.TAG and piece.name == "a" and same_address(_href(content[piece.start : piece.end]), url):
            at = piece.end
        elif piece.kind is Kind.TAG_END and piece.name == "a" and at >= 0:
            yield " ".join(html.unescape(re.sub(r"<[^>]*>", "", content[at : piece.start])).split())
            at = -1


def same_address(one: str, other: str) -> bool:
    """Whether two addresses name one page. An address without a host is one of the same site; what is none names none."""
    first, second = urls.split(one), urls.split(other)
    if first is None or second is None:
        return False
    same_host = not first.netloc or not second.netloc or _host(first.netloc) == _host(second.netloc)
    return (
        same_host
        and (first.path.rstrip("/") == second.path.rstrip("/") or _spelled(first.path) == _spelled(second.path))
        and first.query == second.query
        and bool(first.path or first.netloc)
    )


def _spelled(path: str) -> str:
    """A path however its letters are escaped: WordPress writes %e3, people %E3 or the letter itself."""
    return unicodedata.normalize("NFC", unquote(path)).rstrip("/")


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def addresses(content: str) -> tuple[str, ...]:
    """The address of each link in a raw content, in order; empty for an `<a>` without one."""
    return _kept_addresses(content) if len(content) <= KEPT_LENGTH else tuple(_addresses(content))


@lru_cache(maxsize=32)
def _kept_addresses(content: str) -> tuple[str, ...]:
    # a host is asked before its link is placed, after that, and each time that its page is looked at
    return tuple(_addresses(content))


def _addresses(content: str) -> Iterator[str]:
    for piece in pieces(content):
        if piece.kind is Kind.TAG and piece.name == "a":
            yield _href(content[piece.start : piece.end])
        elif piece.name == BROKEN:  # nobody knows what a reader sees there: an address in it counts
            yield from map(_address, _HREF.finditer(content, piece.start, piece.end))


def _href(tag: str) -> str:
    """The address in a raw `<a …>`; empty when there is none."""
    found = _HREF.search(tag)
    return _address(found) if found else ""


def _address(href: re.Match[str]) -> str:
    return html.unescape(href.group(1) or href.group(2) or href.group(3) or "").strip()


@dataclass(frozen=True)
class Occurrence:
    """An anchor in running text: from `start` to `end` in the text of the paragraph that is number so many, from 1."""

    paragraph: Paragraph
    number: int
    start: int
    end: int

    @property
    def range(self) -> tuple[int, int]:
        """From where to where it stands in the content."""
        return self.paragraph.starts[self.start], self.paragraph.ends[self.end - 1]


def occurrences(content: str, anchor: str, place: Place = ANYWHERE) -> Iterator[Occurrence]:
    """Each place in running text where the anchor could be linked, in order; `place.occurrence` does not matter here."""
    wanted = plainly(anchor).strip()
    for number, paragraph in enumerate(paragraphs(content), 1):
        if place.skip_first_paragraph and number == 1:
            continue
        at = paragraph.text.find(wanted) if wanted else -1
        while at >= 0:
            if _stands_alone(paragraph, at, at + len(wanted)):
                yield Occurrence(paragraph, number, at, at + len(wanted))
            at = paragraph.text.find(wanted, at + 1)


def _stands_alone(paragraph: Paragraph, start: int, end: int) -> bool:
    if any(start < seam < end for seam in paragraph.seams) or BREAK in paragraph.text[start:end]:
        return False
    text = paragraph.text
    whole = is_bounded(text, start, end) and not is_hyphenated(text, start, end)
    return whole and not _is_in_address(text, start, end)


def is_hyphenated(text: str, start: int, end: int) -> bool:
    """Whether a hyphen makes a longer word of a stretch of text."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return bool(_HYPHENATED.fullmatch(before[::-1]) or _HYPHENATED.fullmatch(after))


def _is_in_address(text: str, start: int, end: int) -> bool:
    """Whether the words are a part of an address that is written out, which WordPress or a reader's mailer may link."""
    before, after = _LAST_SIGNS.search(text[max(0, start - 300) : start]), _SIGNS.match(text, end)
    around = f"{before.group() if before else ''}{text[start:end]}{after.group() if after else ''}"
    return bool(_ADDRESS.search(around))


def is_bounded(text: str, start: int, end: int) -> bool:
    """Whether a stretch of text begins and ends where a word does; scripts without spaces have no such place.

    No letter is ever parted from its accents or from the vowels that are written around it.
    """
    if _DECIMAL.fullmatch(text, max(0, start - 2), start + 1) or _DECIMAL.fullmatch(text, end - 1, end + 2):
        return False  # the 5 of 1.5 litres
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(text[end - 1], after))


def _joins(left: str, right: str) -> bool:
    if not left or not right:
        return False
    if left in _JOINERS or right in _JOINERS or left in _LEADING or right in _TRAILING or _is_mark(right):
        return True
    return _is_letter(left) and _is_letter(right)


def _is_mark(character: str) -> bool:
    return character > "\u02ff" and unicodedata.category(character).startswith("M")


def _is_letter(character: str) -> bool:
    return (character.isalnum() or _is_mark(character)) and not _UNSPACED.match(character)


def _opening(url: str) -> str:
    return f'<a href="{html.escape(url.replace("[", "%5B").replace("]", "%5D"))}">'


def _own_links(content: str, url: str) -> Iterator[tuple[Piece, Piece]]:
    """Our links to the address, each as its opening and its closing tag: ours have an address and no other attribute."""
    opened: Piece | None = None
    for piece in pieces(content):
        if piece.name != "a":
            continue
        if piece.kind is Kind.TAG:
            opened = piece if content[piece.start : piece.end] == _opening(url) else None
        elif piece.kind is Kind.TAG_END and opened:
            yield opened, piece
            opened = None


def _torn_links(content: str, url: str) -> Iterator[tuple[Piece, Piece]]:
    """Our link where an edit has left a tag, a comment or a script open before it, so that it is no link to a reader."""
    outside = [piece for piece in pieces(content) if piece.kind not in (Kind.BLOCK, Kind.BLOCK_END, Kind.BLOCK_VOID)]
    if not outside or not (outside[-1].kind in (Kind.COMMENT, Kind.VERBATIM) or outside[-1].name == BROKEN):
        return
    opening = _opening(url)
    start = content.find(opening)
    end = content.find("</a>", start)
    if start >= 0 and end >= 0 and content.count(opening) == 1:
        yield Piece(Kind.TAG, start, start + len(opening), "a"), Piece(Kind.TAG_END, end, end + len("</a>"), "a")


def _middle(content: str, anchor: str) -> Paragraph:
    own = [each for each in paragraphs(content) if not each.is_nested]
    blocks = [each for each in own if each.is_block]
    # a paragraph that ends in a colon introduces what follows it
    fit = [each for each in blocks or own if not each.text.rstrip(BREAK + " ").endswith(":")]
    if not fit:
        raise NoPlaceError(anchor, "the text has no paragraph after which a sentence could stand.")
    return fit[(len(fit) - 1) // 2]


def _is_running_text(content: str, at: int, chunk: str, opening: str) -> bool:
    """Whether the words that a chunk links would, set in at this place, stand in a paragraph of the author's."""
    before, _, rest = chunk.partition(opening)
    without_link = content[:at] + before + rest.replace("</a>", "", 1) + content[at:]
    return any(at + len(before) in paragraph.starts for paragraph in paragraphs(without_link))


def _chunk(sentence: str, anchor: str, url: str, after: Paragraph, content: str) -> str:
    block, tagged, bare = _chunks(sentence, anchor, url)
    if after.is_block:
        return block
    return tagged if content[after.start : after.start + 2].lower() == "<p" else bare


def _chunks(sentence: str, anchor: str, url: str) -> tuple[str, str, str]:
    """The paragraph as it is added to blocks, to classic content with tags, and to classic content without."""
    before, found, rest = sentence.partition(anchor)
    if not found or not anchor:
        raise NoPlaceError(anchor, "these words are not in the sentence that was to be added.")
    text = f"{_escaped(before)}{_opening(url)}{_escaped(anchor)}</a>{_escaped(rest)}"
    return f"\n\n<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->", f"\n<p>{text}</p>", f"\n\n{text}"


def _escaped(text: str) -> str:
    """Text for a paragraph: a bracket would begin a shortcode."""
    return html.escape(text, quote=False).replace("[", "&#091;").replace("]", "&#093;")
