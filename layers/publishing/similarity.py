"""How alike texts of one site are: TF-IDF over title, headings and text, without what the site's titles share.

The weights are our own. The usual inverse document frequency never falls below 1, so on a site of two hundred posts
called "The spiritual meaning of …" the three words that say nothing would decide; here it falls to nearly nothing, and
words that many titles share count for nothing at all. A word that no page has counts against the likeness: a text about
something that the site does not treat is like none of its pages, however many common words they have.

Plain numpy instead of scikit-learn: a page that changed is one row counted again, and to choose links does not need an
import that costs 1.4 s of CPU.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from typing import TYPE_CHECKING, Any

from layers.nouns import Inventory, Page
from layers.publishing.term_index import TermIndex, counted, joined, stem, terms

if TYPE_CHECKING:  # numpy costs a fifth of a second of CPU, which no command pays that compares nothing
    import numpy
    from numpy.typing import NDArray

    Floats = NDArray[numpy.floating]

SHARED_TITLES = 0.2  # a word in more than this part of the titles tells no two posts apart
SHARED_AT_LEAST = 4
TINY = 1e-9  # instead of 0, where something is divided by the length of a page that says nothing
SAMPLE = 30  # pages whose neighbours are looked for
THIRD = 3
YOUNG = 10  # so few pages cannot say which words are common: all count for something

__all__ = ["Similarity", "shared_words", "stem", "terms"]


def shared_words(pages: tuple[Page, ...]) -> frozenset[str]:
    """Stems that stand in so many of the site's titles that they say nothing about one post."""
    counts = Counter(word for page in pages for word in counted(page.title))
    return frozenset(word for word, count in counts.items() if count > shared_limit(len(pages)))


def shared_limit(pages: int) -> float:
    """In how many titles of a site of so many pages a word may stand."""
    return max(SHARED_AT_LEAST, SHARED_TITLES * pages)


def inverse(frequencies: Any, pages: int) -> Any:
    """What a term tells that stands on so many of the pages."""
    import numpy

    return numpy.log((1 + pages) / (1 + frequencies)) + YOUNG / (YOUNG + pages)


def weights(frequencies: Any, titled: Any, pages: int) -> Any:
    """What each term weighs that stands on so many pages, and in so many of their titles."""
    return inverse(frequencies, pages) * (titled <= shared_limit(pages))


class Similarity:
    """The pages of one inventory, ready to be compared with any text. Scores are cosines, 0 to 1.

    With `kept`, the index of an earlier inventory of the site, only the pages that changed since are read.
    """

    def __init__(self, inventory: Inventory, kept: TermIndex | None = None) -> None:
        import numpy

        self.pages = inventory.pages
        self.index = (kept or TermIndex()).updated(inventory.pages)
        rows = [self.index.rows[page.id] for page in inventory.pages]
        size = len(self.index.numbers)
        ids = joined([row.ids for row in rows], "int32")
        titled = numpy.bincount(joined([row.title for row in rows], "int32"), minlength=size)
        self._frequencies = numpy.bincount(ids, minlength=size)
        self._weights = weights(self._frequencies, titled, len(rows))
        self._file(ids, joined([row.counts for row in rows], "uint16"), numpy.array([len(row.ids) for row in rows]))

    def _file(self, ids: Any, counts: Any, sizes: Any) -> None:
        """Turn rows of terms into, for each term, its pages and what it weighs there."""
        import numpy

        owners = numpy.repeat(numpy.arange(len(sizes), dtype=numpy.int32), sizes.astype(numpy.int64))
        weighed = (self._weights[ids] * (1 + numpy.log(counts))).astype(numpy.float32)
        lengths = numpy.sqrt(numpy.bincount(owners, weighed.astype(numpy.float64) ** 2, minlength=len(sizes)))
        self._lengths = numpy.maximum(lengths, TINY)
        weighed /= self._lengths[owners]
        order = numpy.argsort(ids, kind="stable")
        self._owners, self._filed = owners[order], weighed[order]
        self._ends = numpy.cumsum(self._frequencies)

    def scores(self, text: str) -> tuple[float, ...]:
        """How alike the text is to each page, in the order of the inventory."""
        return tuple(self.likeness(text).tolist())

    def likeness(self, text: str) -> "Floats":
        """The scores of the text as an array."""
        return self._summed(self._vector(text))

    def coverage(self, text: str) -> "Floats":
        """For each page the part of the text's terms that it has, each term by its weight, 0 to 1.

        0 for every page where the terms of the text are shared by the site's titles.
        """
        import numpy

        numbers = [self.index.numbers.get(term, -1) for term in counted(text)]
        whole = sum(self._weight_of(number) for number in numbers)
        covered = numpy.zeros(len(self.pages))
        for number in numbers:
            if number >= 0:
                covered[self._owners[self._at(number)]] += self._weights[number]
        return covered / whole if whole else covered

    def covered(self, text: str, terms: Set[str]) -> float:
        """The part of the text's terms that is among these, each term by its weight, 0 to 1."""
        weights = {term: self._weight_of(self.index.numbers.get(term, -1)) for term in counted(text)}
        whole = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in terms) / whole if whole else 0.0

    def tells(self, text: str) -> bool:
        """Whether any term of the text tells one page of the site from another."""
        return any(self._weight_of(self.index.numbers.get(term, -1)) > 0 for term in counted(text))

    def usual_likeness(self) -> float:
        """How alike a page of the site and the third of its nearest neighbours are: the middle of a sample; 0 for no site."""
        import numpy

        sample = range(0, len(self.pages), max(1, len(self.pages) // SAMPLE))
        return float(numpy.median([self._third_of_page(at) for at in sample])) if len(self.pages) > THIRD + 1 else 0.0

    def _third_of_page(self, at: int) -> float:
        import numpy

        row = self.index.rows[self.pages[at].id]
        weighed = self._weights[row.ids] * (1 + numpy.log(row.counts)) / self._lengths[at]
        scores = self._summed(dict(zip(row.ids.tolist(), weighed.tolist(), strict=True)))
        return float(numpy.partition(scores, -THIRD - 1)[-THIRD - 1])  # the page itself is the nearest

    def kinship(self, places: Sequence[int], without: str) -> "Floats":
        """How alike pages are to each other, the terms of `without` left out, as a square. Pages by place in the inventory."""
        import numpy

        rows = [self.index.rows[self.pages[at].id] for at in places]
        columns, cells = numpy.unique(joined([row.ids for row in rows], "int32"), return_inverse=True)
        counts = joined([row.counts for row in rows], "uint16")
        owners = numpy.repeat(numpy.arange(len(rows)), [len(row.ids) for row in rows])
        table = numpy.zeros((len(rows), len(columns)), numpy.float32)
        table[owners, cells] = self._weights[columns[cells]] * (1 + numpy.log(counts))
        table /= self._lengths[list(places)][:, None]
        table[:, numpy.isin(columns, list(self._numbers(without)))] = 0
        return table @ table.T

    def kin(self, text: str, places: Sequence[int], without: str) -> list[float]:
        """How alike the text is to pages, neither the terms of `without` nor those of the page's title counted.

        What is left is whether they are about the same things: to name another page's subject once is not enough.
        """
        vector = self._vector(text, self._numbers(without))
        scores = self._summed(vector)
        return [float(scores[at]) - self._from_title(at, vector) for at in places]

    def _from_title(self, at: int, vector: Mapping[int, float]) -> float:
        """What the terms of the page's title add to its likeness."""
        row = self.index.rows[self.pages[at].id]
        titled = [number for number in row.title.tolist() if number in vector]
        counts = [int(row.counts[row.ids == number][0]) for number in titled]
        weights = [
            float(self._weights[number]) * (1 + math.log(count)) for number, count in zip(titled, counts, strict=True)
        ]
        return sum(vector[number] * weight for number, weight in zip(titled, weights, strict=True)) / float(
            self._lengths[at]
        )

    def _numbers(self, text: str) -> frozenset[int]:
        return frozenset(self.index.numbers[term] for term in counted(text) if term in self.index.numbers)

    def _vector(self, text: str, without: Set[int] = frozenset()) -> dict[int, float]:
        """What each term of a text weighs, by its number, the length of all of them, of those that no page has too, being 1."""
        weighed = {}
        squares = 0.0
        for term, count in counted(text).items():
            number = self.index.numbers.get(term, -1)
            weight = (1 + math.log(count)) * self._weight_of(number)
            squares += weight**2
            if number >= 0 and weight > 0 and number not in without:
                weighed[number] = weight
        length = math.sqrt(squares)
        return {number: weight / length for number, weight in weighed.items()}

    def _summed(self, vector: Mapping[int, float]) -> "Floats":
        import numpy

        numbers = numpy.fromiter(vector.keys(), numpy.int64, len(vector))
        sizes = self._frequencies[numbers]
        firsts = self._ends[numbers] - numpy.cumsum(sizes)  # of a term's places, less the number of those before it
        places = numpy.repeat(firsts, sizes) + numpy.arange(sizes.sum())
        weighed = numpy.repeat(numpy.fromiter(vector.values(), float, len(vector)), sizes) * self._filed[places]
        total: Floats = numpy.bincount(self._owners[places], weighed, minlength=len(self.pages))  # type: ignore[assignment]
        return total

    def _at(self, number: int) -> slice:
        """Where the pages of a term are filed."""
        return slice(self._ends[number] - self._frequencies[number], self._ends[number])

    def _weight_of(self, number: int) -> float:
        return float(self._weights[number]) if number >= 0 else float(self._inverse(0))

    def weight(self, stem: str) -> float:
        """How much a stem tells about one page of this site; 0 for what the titles share."""
        number = self.index.numbers.get(stem, -1)
        known = number >= 0 and self._frequencies[number] > 0
        return float(self._weights[number]) if known else math.log(1 + len(self.pages))

    def _inverse(self, frequencies: Any) -> Any:
        return inverse(frequencies, len(self.pages))
