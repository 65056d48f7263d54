"""Where the pages of a site name each other without a link: all phrases over all pages at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from layers.nouns import Page
from layers.publishing.anchors import Phrase, PhraseIndex, phrases_of_page
from layers.publishing.insert import same_address
from layers.publishing.paragraphs import plainly
from layers.publishing.site_index import SiteIndex

CLEARLY = 0.2  # of a page's subject, by which a phrase must name one page better than another


@dataclass(frozen=True)
class Mention:
    """Words of one page, `source`, that describe another, `target`. `coverage` is the part of its subject that they name."""

    source: Page
    target: Page
    anchor: str
    coverage: float


class Mentions:
    """The phrases that name one page of the site and no other as well as it.

    What two pages may be called alike, "spiritual meaning" or "start here", leads a reader to either, so it names neither.
    """

    def __init__(self, index: SiteIndex, targets: Iterable[Page] | None = None) -> None:
        wanted = None if targets is None else {page.id for page in targets}
        self._named = [
            (text, page, coverage)
            for text, page, coverage in _of_one_page(index)
            if wanted is None or page.id in wanted
        ]
        self._names: dict[int, list[Phrase]] = defaultdict(list)
        for text, page, coverage in self._named:
            self._names[page.id].append(Phrase(text, coverage))
        self._phrases = PhraseIndex(tuple(text for text, _, _ in self._named))

    def __len__(self) -> int:
        return len(self._named)

    def names_of(self, target: Page) -> tuple[Phrase, ...]:
        """The phrases that name this page and no other as well, those that name most of its subject first."""
        return tuple(sorted(self._names[target.id], key=lambda phrase: (-phrase.coverage, len(phrase.text))))

    def find(self, pages: Iterable[Page]) -> Iterator[Mention]:
        """The best words of each page for each other page that it names and does not link to.

        They stand somewhere in its text: whether in a place that may be linked, `has_place` tells.
        """
        for page in pages:
            yield from self._of_page(page)

    def _of_page(self, page: Page) -> Iterator[Mention]:
        text = plainly(page.text)
        best: dict[int, Mention] = {}
        for phrase, start, end in self._phrases.spans(text):
            _, target, coverage = self._named[phrase]
            known = best.get(target.id)
            if target.id != page.id and (known is None or coverage > known.coverage):
                best[target.id] = Mention(page, target, text[start:end], coverage)
        for mention in best.values():
            if not any(same_address(link.url, mention.target.url) for link in page.links):
                yield mention


def _of_one_page(index: SiteIndex) -> Iterator[tuple[str, Page, float]]:
    """Each phrase with the one page that it names clearly better than any other, and how well."""
    named: dict[str, list[tuple[float, Page]]] = defaultdict(list)
    for page in index.inventory.pages:
        for phrase in phrases_of_page(page, index.similarity.weight):
            named[phrase.text].append((phrase.coverage, page))
    for text, pages in named.items():
        (best, page), *others = sorted(pages, key=lambda pair: -pair[0])
        if all(best - coverage >= CLEARLY for coverage, _ in others):
            yield text, page, best
