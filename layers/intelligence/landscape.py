"""The landscape: what the pages that rank for a keyword cover, ask and name, and how long they are."""

from collections import Counter
from collections.abc import Iterable, Sequence
from statistics import median

from layers import facts, prose
from layers.intelligence.pool import running_sentences
from layers.intelligence.reading import Reading
from layers.nouns import Keyword, Landscape, RankedPage, Unread

QUESTIONS = 20
ENTITIES = 20
ENTITIES_PER_PAGE = 10
ANSWERED_SHARE = 0.6  # a heading with this share of a question's content words answers it


def landscape(
    keyword: Keyword, engine: str, readings: Sequence[Reading], unread: Iterable[Unread], language: str = "en"
) -> Landscape:
    """Describe the pages that were read. Their order is the order of rank; no words of theirs but headings are kept.

    `questions` come in the order of what is missing: those about the keyword that the fewest pages answer under a
    heading stand first, those about something else last.
    """
    pages = tuple(_page(rank, reading, language) for rank, reading in enumerate(readings, 1))
    return Landscape(
        keyword=keyword.phrase,
        engine=engine,
        pages=pages,
        unread=tuple(unread),
        questions=_rarest_first(pages, prose.content_words(keyword.phrase))[:QUESTIONS],
        entities=_named_most(readings, language),
        median_words=int(median(page.words for page in pages)) if pages else 0,
    )


def _page(rank: int, reading: Reading, language: str) -> RankedPage:
    named = facts.entities(running_sentences(reading.text), language)
    return RankedPage(
        rank=reading.rank or rank,
        url=reading.url,
        title=reading.title,
        words=prose.word_count(reading.text),
        headings=reading.headings,
        questions=reading.questions,
        entities=tuple(name for name, _ in named.most_common(ENTITIES_PER_PAGE)),
    )


def _named_most(readings: Iterable[Reading], language: str) -> tuple[str, ...]:
    """Names in the order of how many pages use them, then how often."""
    pages: Counter[str] = Counter()
    uses: Counter[str] = Counter()
    for reading in readings:
        named = facts.entities(running_sentences(reading.text), language)
        pages.update(named.keys())
        uses.update(named)
    return tuple(sorted(pages, key=lambda name: (-pages[name], -uses[name], name))[:ENTITIES])


def _rarest_first(pages: Sequence[RankedPage], subject: frozenset[str]) -> tuple[str, ...]:
    asked = {prose.folded(question): question for page in pages for question in page.questions}

    def order(question: str) -> tuple[bool, int]:
        return not subject & prose.content_words(question), sum(_answers(page, question) for page in pages)

    return tuple(sorted(asked.values(), key=order))


def _answers(page: RankedPage, question: str) -> bool:
    subject = prose.content_words(question)
    return any(
        len(subject & prose.content_words(heading)) >= max(1, ANSWERED_SHARE * len(subject))
        for heading in page.headings
    )
