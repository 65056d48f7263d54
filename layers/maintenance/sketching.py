"""What of a page is compared with other pages, as numbers that are the same everywhere: made once, when the page is read.

A sketch holds the terms of a page with how often each counts, those of its title, and one of four of its runs of five
words. Numbers are checksums of words, so that sketches of two runs, or of two sites, can be laid side by side.
"""

import zlib
from array import array
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from layers import prose
from layers.nouns import Page
from layers.publishing.term_index import TITLE_WEIGHT, holds_cjk, stem, terms, written

if TYPE_CHECKING:  # numpy costs a fifth of a second of CPU, which no command pays that reads no page
    import numpy
    from numpy.typing import NDArray

    Numbers = NDArray[numpy.uint32]

RUN_WORDS = 5
SAMPLED = 4  # one run of so many is kept, the same everywhere
MOST_WORDS = 500_000  # known at once; a language has fewer


@dataclass(frozen=True, slots=True)
class Sketch:
    """`terms` in rising order, `counts` beside them, `title` and `runs` each once."""

    terms: "Numbers"
    counts: "NDArray[numpy.uint16]"
    title: "Numbers"
    runs: "Numbers"

    def packed(self) -> str:
        """The sketch as text, as it is kept beside its page."""
        sizes = array("I", (len(self.terms), len(self.title)))
        parts = (self.terms, self.title, self.runs, self.counts)
        return b64encode(sizes.tobytes() + b"".join(part.tobytes() for part in parts)).decode("ascii")

    @classmethod
    def unpacked(cls, kept: str) -> "Sketch":
        import numpy

        raw = b64decode(kept)
        terms, title = numpy.frombuffer(raw, numpy.uint32, 2).tolist()
        at = len(raw) - 2 * terms
        whole = numpy.frombuffer(raw[8:at], numpy.uint32)
        return cls(
            whole[:terms], numpy.frombuffer(raw[at:], numpy.uint16), whole[terms : terms + title], whole[terms + title :]
        )  # fmt: skip


class _Words(dict[str, int]):
    """Words by two numbers in one: in front that of the word, behind that of its stem, 0 where it carries no meaning."""

    def __missing__(self, word: str) -> int:
        each = stem(word)
        self[word] = both = number(word) >> 1 << 32 | (
            number(each) if each else 0
        )  # 63 bits: numpy takes more ten times as slowly
        return both


_KNOWN = _Words()


def number(word: str) -> int:
    """The number of a word or term; never 0."""
    return zlib.crc32(word.encode(errors="surrogatepass")) or 1


def sketch(title: str, headings: Sequence[str], text: str) -> Sketch:
    """Read a page's words into numbers."""
    import numpy

    if len(_KNOWN) > MOST_WORDS:
        _KNOWN.clear()
    words, titled = _numbers(text), _terms(title, _numbers(title))
    head = " ".join(headings)
    found = numpy.concatenate([_terms(head, _numbers(head)), _terms(text, words), *[titled] * TITLE_WEIGHT])
    found.sort()
    starts = numpy.flatnonzero(first_of_each(found))
    ends = numpy.concatenate((starts[1:], [len(found)]))[: len(starts)]
    counts = numpy.minimum(ends - starts, 65_535).astype(numpy.uint16)
    runs = mixed(words)
    return Sketch(found[starts], counts, _each_once(titled), _each_once(runs[runs % SAMPLED == 0]))


def _each_once(row: "Numbers") -> "Numbers":
    row.sort()
    kept: Numbers = row[first_of_each(row)]
    return kept


def sketch_of(page: Page) -> Sketch:
    """The sketch that was kept beside the page; one that was read elsewhere is read now."""
    if page.sketch:
        return Sketch.unpacked(page.sketch)
    return sketch(page.title, [heading for _, heading in page.headings], page.text)


def runs_of(text: str) -> "Numbers":
    """Every run of five words of a text, each once."""
    return _each_once(mixed(_numbers(text)))


def _numbers(text: str) -> "NDArray[numpy.int64]":
    """The two numbers of each word of the text."""
    import numpy

    words = prose.folded(text) if holds_cjk(text) else written(text)
    return numpy.fromiter(map(_KNOWN.__getitem__, words), numpy.int64, len(words))


def _terms(text: str, words: "NDArray[numpy.int64]") -> "Numbers":
    """The numbers of the terms of a text whose words have these numbers."""
    import numpy

    if holds_cjk(text):
        return numpy.array([number(term) for term in terms(text)], numpy.uint32)
    found = words.astype(numpy.uint32)
    kept: Numbers = found[found != 0]
    return kept


def mixed(words: "NDArray[numpy.int64]") -> "Numbers":
    """Each run of five of these words as one number."""
    import numpy

    row = words.view(numpy.uint64) >> numpy.uint64(32)
    runs = max(0, len(row) - RUN_WORDS + 1)
    found = numpy.zeros(runs, numpy.uint64)
    for at in range(RUN_WORDS if runs else 0):  # arithmetic modulo 2**64
        found *= numpy.uint64(6364136223846793005)
        found += row[at : runs + at]
        found += numpy.uint64(1)
        found ^= found >> numpy.uint64(29)
    found *= numpy.uint64(0x9E3779B97F4A7C15)
    return (found >> numpy.uint64(32)).astype(numpy.uint32)


def first_of_each(row: "NDArray[Any]") -> "NDArray[numpy.bool]":
    """For each number of a sorted row whether it is another one than that before it."""
    import numpy

    found = numpy.ones(len(row), bool)
    numpy.not_equal(row[1:], row[:-1], out=found[1:])
    return found
