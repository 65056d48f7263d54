"""How often the words of meaning stand in each page of a site: counted once, and again only for pages that changed."""

import hashlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from layers import prose
from layers.nouns import Page

if TYPE_CHECKING:  # numpy costs a fifth of a second of CPU, which no command pays that compares nothing
    import numpy
    from numpy.typing import NDArray

TITLE_WEIGHT = 3
FORM = b"terms1"  # how kept bytes begin; with another beginning they are not read, and the index is built anew
DIGEST_BYTES = 16
NO_MEANING = -1
_CJK = re.compile(f"[{prose.CJK}]")
_WORD = re.compile(r"[^\W_]+(?:(?:['\-]|(?<=\d)[.,](?=\d))[^\W_]+)*")  # as `prose` has it, without the look for CJK


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The crude stem of one word; empty when it carries no meaning."""
    return next(iter(prose.content_words(word)), "")


def terms(text: str) -> list[str]:
    """What is counted: stems of the words that carry meaning, and pairs of characters in scripts without spaces."""
    found = [each for word in prose.folded(text) if (each := stem(word))]
    pairs = [a + b for a, b in pairwise(found) if len(a) == len(b) == 1]
    return [each for each in found if len(each) > 1] + pairs


def counted(text: str) -> Counter[str]:
    """How often each term stands in the text."""
    if holds_cjk(text):
        return Counter(terms(text))
    found: Counter[str] = Counter()
    for word, count in Counter(written(text)).items():
        if each := stem(word):
            found[each] += count
    return found


def written(text: str) -> list[str]:
    """The words of a text without CJK, in small letters."""
    small = text.casefold().replace("’", "'")
    return prose.spelled(small) if small.isascii() else _WORD.findall(small)


def holds_cjk(text: str) -> bool:
    return not text.isascii() and _CJK.search(text) is not None


@dataclass(frozen=True, slots=True)
class Row:
    """One page: its terms by number, how often each counts, and the numbers of the terms of its title.

    `digest` is of what was counted: a page with another one has changed.
    """

    digest: bytes
    ids: "NDArray[numpy.int32]"
    counts: "NDArray[numpy.uint16]"
    title: "NDArray[numpy.int32]"


class _Numbers(dict[str, int]):
    """Words by the number of their stem, which is looked for once in a site; NO_MEANING where a word carries none."""

    def __init__(self, of_terms: dict[str, int]) -> None:
        super().__init__()
        self.of_terms = of_terms

    def __missing__(self, word: str) -> int:
        each = stem(word)
        self[word] = number = self.of_terms.setdefault(each, len(self.of_terms)) if each else NO_MEANING
        return number


class TermIndex:
    """The rows of a site's pages by page id. Numbers of terms are given once and stay."""

    def __init__(self, numbers: dict[str, int] | None = None) -> None:
        self.numbers = numbers or {}
        self._by_word = _Numbers(self.numbers)
        self.rows: Mapping[int, Row] = {}
        self.read = 0

    def updated(self, pages: Iterable[Page]) -> "TermIndex":
        """The index of these pages. What stands in this one and has not changed is not read again; `read` pages were."""
        new = TermIndex(self.numbers.copy())
        rows = {}
        for page in pages:
            digest = _digest(_counted_of(page))
            kept = self.rows.get(page.id)
            if kept is None or kept.digest != digest:
                new.read += 1
                kept = new._row(page, digest)
            rows[page.id] = kept
        new.rows = rows
        return new

    def _row(self, page: Page, digest: bytes) -> Row:
        import numpy

        body = self._numbered(" ".join([*(heading for _, heading in page.headings), page.text]))
        title = self._numbered(page.title)
        found = numpy.concatenate([body, *[title] * TITLE_WEIGHT])
        found.sort()
        starts = numpy.flatnonzero(numpy.diff(found, prepend=NO_MEANING))
        counts = numpy.diff(starts, append=len(found))
        return Row(digest, found[starts], numpy.minimum(counts, 65_535).astype(numpy.uint16), numpy.unique(title))

    def _numbered(self, text: str) -> "NDArray[numpy.int32]":
        """The terms of the text by number, in order."""
        import numpy

        if holds_cjk(text):
            numbers = self.numbers
            return numpy.array([numbers.setdefault(term, len(numbers)) for term in terms(text)], numpy.int32)
        words = written(text)
        found = numpy.fromiter(map(self._by_word.__getitem__, words), numpy.int32, len(words))
        kept: NDArray[numpy.int32] = found[found != NO_MEANING]
        return kept

    def to_bytes(self) -> bytes:
        """The index as it is kept between two runs."""
        import numpy

        rows = list(self.rows.values())
        into = io.BytesIO()
        numpy.savez(
            into,
            allow_pickle=False,
            words=numpy.frombuffer("\n".join(self.numbers).encode(), numpy.uint8),
            pages=numpy.array(list(self.rows), numpy.int64),
            digests=numpy.frombuffer(b"".join(row.digest for row in rows), numpy.uint8),
            sizes=numpy.array([(len(row.ids), len(row.title)) for row in rows], numpy.int64).reshape(-1, 2),
            ids=joined([row.ids for row in rows], "int32"),
            counts=joined([row.counts for row in rows], "uint16"),
            titles=joined([row.title for row in rows], "int32"),
        )
        packed = zlib.compress(into.getvalue(), 1)
        return FORM + _digest(packed) + packed

    @classmethod
    def from_bytes(cls, kept: bytes) -> "TermIndex":
        """The index that was kept; an empty one, into which every page is read anew, where the bytes are not whole."""
        import numpy

        digest, packed = kept[len(FORM) : len(FORM) + DIGEST_BYTES], kept[len(FORM) + DIGEST_BYTES :]
        index = cls()
        if not kept.startswith(FORM) or digest != _digest(packed):
            return index
        with numpy.load(io.BytesIO(zlib.decompress(packed)), allow_pickle=False) as held:
            index = cls({word: at for at, word in enumerate(held["words"].tobytes().decode().split("\n")) if word})
            digests = held["digests"].tobytes()
            ends, title_ends = held["sizes"].cumsum(axis=0).T[:, :-1]
            columns = zip(
                held["pages"].tolist(),
                (digests[at : at + DIGEST_BYTES] for at in range(0, len(digests), DIGEST_BYTES)),
                numpy.split(held["ids"], ends),
                numpy.split(held["counts"], ends),
                numpy.split(held["titles"], title_ends),
                strict=False,  # what is split at no place is still one empty piece
            )
            index.rows = {page_id: Row(*row) for page_id, *row in columns}
        return index


def joined(arrays: list[Any], kind: str) -> Any:
    """One array of many; of none, an empty one of that kind."""
    import numpy

    return numpy.concatenate(arrays) if arrays else numpy.empty(0, kind)


def _digest(what: bytes) -> bytes:
    return hashlib.blake2b(what, digest_size=DIGEST_BYTES).digest()


def _counted_of(page: Page) -> bytes:
    """What of a page is counted."""
    return "\0".join([page.title, *(heading for _, heading in page.headings), page.text]).encode(errors="surrogatepass")
