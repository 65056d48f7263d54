"""How alike texts of one site are: TF-IDF over title, headings and text, without what the site's titles share.

scikit-learn's words and counts, our own weights: its inverse document frequency never falls below 1, so on a site of two
hundred posts called "The spiritual meaning of …" the three words that say nothing would decide.
"""

import math
from collections import Counter
from functools import lru_cache
from itertools import pairwise
from typing import Any

from layers import prose
from layers.nouns import Inventory, Page

TITLE_WEIGHT = 3
SHARED_TITLES = 0.2  # a word in more than this part of the titles tells no two posts apart
SHARED_AT_LEAST = 4
YOUNG = 10  # so few pages cannot say which words are common: all count for something


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The crude stem of one word; empty when it carries no meaning."""
    return next(iter(prose.content_words(word)), "")


def terms(text: str) -> list[str]:
    """What is counted: stems of the words that carry meaning, and pairs of characters in scripts without spaces."""
    found = [each for word in prose.folded(text) if (each := stem(word))]
    pairs = [a + b for a, b in pairwise(found) if len(a) == len(b) == 1]
    return [each for each in found if len(each) > 1] + pairs


def shared_words(pages: tuple[Page, ...]) -> frozenset[str]:
    """Stems that stand in so many of the site's titles that they say nothing about one post."""
    counts = Counter(word for page in pages for word in set(terms(page.title)))
    limit = max(SHARED_AT_LEAST, SHARED_TITLES * len(pages))
    return frozenset(word for word, count in counts.items() if count > limit)


def page_text(page: Page) -> str:
    """Title, headings and text, as often as they count."""
    return " ".join([*[page.title] * TITLE_WEIGHT, *(heading for _, heading in page.headings), page.text])


class Similarity:
    """The pages of one inventory, ready to be compared with any text. Scores are cosines, 0 to 1."""

    def __init__(self, inventory: Inventory) -> None:
        from sklearn.feature_extraction.text import CountVectorizer  # a second of CPU that no other command pays

        self.pages = inventory.pages
        self.shared = shared_words(inventory.pages)
        self._vectorizer = CountVectorizer(analyzer=self._terms)
        self._matrix: Any = None
        if any(self._terms(page_text(page)) for page in inventory.pages):
            counts = self._vectorizer.fit_transform(page_text(page) for page in inventory.pages)
            self._idf = self._inverse_frequencies(counts)
            self._matrix = self._weighted(counts)

    def _terms(self, text: str) -> list[str]:
        return [term for term in terms(text) if term not in self.shared]

    def scores(self, text: str) -> tuple[float, ...]:
        """How alike the text is to each page, in the order of the inventory."""
        if self._matrix is None:
            return (0.0,) * len(self.pages)
        query = self._weighted(self._vectorizer.transform([text]))
        return tuple(float(score) for score in (self._matrix @ query.T).toarray().ravel())

    def weight(self, stem: str) -> float:
        """How much a stem tells about one page of this site; 0 for what the titles share."""
        if stem in self.shared:
            return 0.0
        column = self._vectorizer.vocabulary_.get(stem) if self._matrix is not None else None
        return math.log(1 + len(self.pages)) if column is None else self._idf[column]

    def _inverse_frequencies(self, counts: Any) -> list[float]:
        total = len(self.pages)
        frequencies = counts.getnnz(axis=0).tolist()
        return [math.log((1 + total) / (1 + frequency)) + YOUNG / (YOUNG + total) for frequency in frequencies]

    def _weighted(self, counts: Any) -> Any:
        import numpy
        from sklearn.preprocessing import normalize

        weighted = counts.astype(float)
        weighted.data = 1 + numpy.log(weighted.data)  # an array: a list in its place breaks the matrix
        return normalize(weighted.multiply([self._idf]).tocsr())
