"""Inline text as safe HTML: words, emphasis, numbered citations, and one link to another page."""

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from layers import inline
from layers.errors import NotReadyError
from layers.nouns import Article, OutLink, Source
from layers.publishing.insert import is_bounded
from layers.publishing.paragraphs import plainly

# What HTML forbids even when it is escaped, and what no text should hold: controls, halves of surrogate pairs, noncharacters.
_PLANE_ENDS = "".join(f"{chr(plane | 0xFFFE)}-{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_UNPRINTABLE = re.compile(f"[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\ufdd0-\\ufdef\\ud800-\\udfff{_PLANE_ENDS}]")
_BARE_ADDRESS = re.compile(r"https?(?=://[^\s<>\"]+$)", re.IGNORECASE)


@dataclass(frozen=True)
class Citations:
    """The sources of an article by their id, numbered from 1 in the order of its list of sources."""

    article: str
    sources: Mapping[str, tuple[int, Source]]

    @classmethod
    def of(cls, article: Article) -> "Citations":
        return cls(article.slug, {source.id: (number, source) for number, source in enumerate(article.sources, 1)})

    def find(self, span: str) -> tuple[int, Source]:
        """Number and source of a span such as `e2.5`; raises NotReadyError when the article has no such source."""
        source = span.split(".")[0]
        if source not in self.sources:
            raise NotReadyError(self.article, "rendering", f"it cites {span}, and {source} is not among its sources")
        return self.sources[source]


def printable(text: str) -> str:
    """The text without characters that may not stand in a page."""
    return _UNPRINTABLE.sub("", text)


def as_html(text: str, *, quote: bool = False) -> str:
    """The text as one line of HTML that WordPress keeps to the letter.

    WordPress 6.1 takes `&amp;#91;` for `&#91;`, and so the reader would see a bracket where an entity was written about.
    """
    line = " ".join(printable(text).split())
    return html.escape(line, quote=quote).replace("&amp;#", "&#038;#")


def escaped(text: str) -> Markup:
    """Text for block markup. A bracket would begin a shortcode, so it is written as an entity."""
    # three digits, as wp_kses writes them: with two it would change the text of a user who may not save raw HTML
    safe = as_html(text).replace("[", "&#091;").replace("]", "&#093;")
    return Markup(safe)  # noqa: S704 - escaped in the line above


def address(url: str) -> Markup:
    """An address for an attribute."""
    safe = as_html(url.replace("[", "%5B").replace("]", "%5D"), quote=True)
    return Markup(safe)  # noqa: S704 - escaped in the line above


def words(text: str) -> Markup:
    """Inline text without citations and links, for headings and titles."""
    return escaped(inline.plain(text))


def rendered(text: str, citations: Citations, link: OutLink | None = None) -> Markup:
    """Inline text as HTML, with the link set on the first place where its anchor stands."""
    return _not_embedded(Markup("").join(_pieces(text, citations, link)).strip())


def _not_embedded(line: Markup) -> Markup:
    """WordPress fetches an address that is a whole paragraph and puts a player or a link in its place."""
    found = _BARE_ADDRESS.match(line)
    return line[: found.end()] + Markup("&#058;") + line[found.end() + 1 :] if found else line


def _pieces(text: str, citations: Citations, link: OutLink | None) -> Iterator[Markup]:
    cited: set[int] = set()
    tokens = inline.parse(text)
    for position, token in enumerate(tokens):
        if isinstance(token, inline.Reference):
            number, source = citations.find(token.span)
            if number not in cited:
                yield _citation(number, source)
            cited.add(number)
            continue
        if token.text.strip():
            cited = set()
        run = token.text.rstrip() if _cites(tokens, position + 1) else token.text
        piece, found = _linked(run, link)
        link = None if found else link
        yield Markup("<em>{}</em>").format(piece) if isinstance(token, inline.Emphasis) else piece


def _cites(tokens: tuple[inline.Token, ...], position: int) -> bool:
    """Whether a reference stands there: white space before it goes with it."""
    return position < len(tokens) and isinstance(tokens[position], inline.Reference)


def _citation(number: int, source: Source) -> Markup:
    return Markup('<sup><a href="{}">&#091;{}&#093;</a></sup>').format(address(source.url), number)


def _linked(run: str, link: OutLink | None) -> tuple[Markup, bool]:
    """The run as HTML, and whether the link was set in it. White space at its ends is one space."""
    text = _single_spaced(run)
    at = _bounded_at(text, link.anchor) if link else -1
    if link is None or at < 0:
        return _spaced(text), False
    end = at + len(plainly(link.anchor))
    anchor = Markup('<a href="{}">{}</a>').format(address(link.url), escaped(text[at:end]))
    return _spaced(text[:at]) + anchor + _spaced(text[end:]), True


def _bounded_at(text: str, anchor: str) -> int:
    folded, wanted = plainly(text), plainly(anchor)
    at = folded.find(wanted)
    while at >= 0 and not is_bounded(folded, at, at + len(wanted)):
        at = folded.find(wanted, at + 1)
    return at


def _single_spaced(run: str) -> str:
    inner = " ".join(run.split())
    if not inner:
        return " " if run else ""
    return (" " if run[0].isspace() else "") + inner + (" " if run[-1].isspace() else "")


def _spaced(text: str) -> Markup:
    """Escaped text with the one space at either end that it has."""
    if not text.strip():
        return Markup(text)  # noqa: S704 - white space
    before, after = (Markup(" ") if text[end] == " " else Markup("") for end in (0, -1))
    return before + escaped(text) + after
