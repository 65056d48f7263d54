"""Whether a page shows what a raw content says, however the site's theme and its typography have dressed it."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from layers.publishing.paragraphs import BREAK, paragraphs

SHORTEST = 15  # letters: a shorter passage may stand anywhere
_NOT_TEXT = re.compile(r"<(script|style|noscript|template)\b.*?</\1\s*>|<!--.*?-->", re.DOTALL | re.IGNORECASE)
_TIMES = re.compile(r"x(?:(?<=\dx)|(?<=\d\sx))(?=\s?\d)")  # begins with its one letter: a search for that is quick
_TAG = re.compile(r"<[^>]*>")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


@lru_cache(maxsize=8)  # a post is held against its page before and after a change, and asked about builders in between
def passages(content: str) -> tuple[str, ...]:
    """The stretches of running text in a raw content that nothing interrupts, as letters alone."""
    return tuple(run for run in _runs(content) if len(run) >= SHORTEST)


def missing(page: str, content: str) -> tuple[int, int]:
    """How many of the content's passages a page lacks, and how many there are. `page` is its text or its HTML."""
    wanted, there = passages(content), _letters_of(page)
    lacking, at = 0, 0
    for passage in wanted:
        found = there.find(passage, at)  # they stand in order, nearly always: a long post would be searched for minutes
        if found < 0:
            found = there.find(passage)
        lacking += found < 0
        at = max(at, found + len(passage))
    return lacking, len(wanted)


@lru_cache(maxsize=4)  # the same page is asked about builders, and held against the content twice
def _letters_of(page: str) -> str:
    return letters(_text(page))


def shows_text(page: str, content: str) -> bool:
    """Whether at least half of the passages stand on the page; one of a content without any passage does not."""
    lacking, wanted = missing(page, content)
    return wanted > 0 and lacking * 2 <= wanted


def letters(text: str) -> str:
    """Letters and digits alone: WordPress dresses quotation marks, dashes, dots and the x between figures."""
    folded = _TIMES.sub("", text.casefold()).encode(
        "utf-8", "surrogatepass"
    )  # half an emoji is no UTF-8, but may stand there
    bare = folded.translate(None, _NO_LETTERS).decode("utf-8", "surrogatepass")
    return _BEYOND_ASCII.sub(lambda found: "".join(filter(str.isalnum, found.group())), bare)


def _runs(content: str) -> Iterator[str]:
    for paragraph in paragraphs(content):
        yield from (letters(run) for run in paragraph.text.split(BREAK))


def _text(page: str) -> str:
    return html.unescape(_TAG.sub(" ", _NOT_TEXT.sub(" ", page))) if "<" in page else page
