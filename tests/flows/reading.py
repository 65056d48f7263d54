"""Reads a published post as a visitor does, and holds it against the saved pages that it cites. Knows no code of the program."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from sandbox.web.pages import SavedPage

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
CITATION = re.compile(r"<sup>.*?</sup>", re.DOTALL)
TEXTS = "p, li, h2, h3, blockquote"
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True)
class Cited:
    """A sentence and the addresses it cites."""

    text: str
    urls: tuple[str, ...]


def texts(html: str) -> Iterator[LexborNode]:
    """Yield what is written in the post: paragraphs, items and headings, but not the lists of sources and of further reading."""
    tree = LexborHTMLParser(html)
    for shelf in tree.css("ol.masthead-sources, p.masthead-related"):
        shelf.decompose()
    for node in tree.css(TEXTS):
        if (
            len(node.css("p, li")) <= 1
        ):  # a node is among what it holds itself; one that holds others is read through them
            yield node


def cited(html: str) -> Iterator[Cited]:
    """Yield each sentence of the post with what it cites: citations stand at a sentence's end."""
    for node in texts(html):
        run = ""
        urls: list[str] = []
        for child in node.iter(include_text=True):
            if child.tag == "sup":
                urls += [link.attributes["href"] or "" for link in child.css("a")]
                continue
            if urls:
                yield from closed(run, urls)
                run, urls = "", []
            run += child.text(deep=True)
        yield from closed(run, urls)


def closed(run: str, urls: list[str]) -> Iterator[Cited]:
    """The last sentence of the run is the one that the citation belongs to."""
    *before, last = SENTENCE_END.split(run.strip()) or [""]
    yield from (Cited(each, ()) for each in before)
    if last:
        yield Cited(last, tuple(urls))


def unsupported_numbers(html: str, pages: tuple[SavedPage, ...]) -> list[str]:
    """List each number that the pages its sentence cites do not hold."""
    found = []
    for each in cited(html):
        source = " ".join(page.text for page in pages if any(is_at(page, url) for url in each.urls))
        known = {plain(number) for number in NUMBER.findall(source)}
        found += [f"{number} in “{each.text}”" for number in NUMBER.findall(each.text) if plain(number) not in known]
    return found


def is_at(page: SavedPage, url: str) -> bool:
    parts = urlsplit(url)
    return page.host == parts.hostname and page.path.removesuffix(".html") == parts.path.removesuffix(".html")


def plain(number: str) -> str:
    return number.replace(",", "")


def shared_runs(html: str, pages: tuple[SavedPage, ...], longest: int) -> list[str]:
    """List the runs of more than `longest` words that the post shares with a page outside quotation marks."""
    sources = {run for page in pages for run in runs(page.text, longest + 1)}
    found = []
    for node in texts(CITATION.sub("", html)):  # its number would break the run in two
        for part in QUOTED.split(node.text(deep=True)):
            found += [" ".join(run) for run in runs(part, longest + 1) if run in sources]
    return found


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    words = [word.lower() for word in WORD.findall(text.replace("’", "'"))]
    for start in range(len(words) - length + 1):
        yield tuple(words[start : start + length])


def links(html: str) -> list[str]:
    return [node.attributes["href"] or "" for node in LexborHTMLParser(html).css("a[href]")]
