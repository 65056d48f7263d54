"""Whether one of the operator's own sites covers a keyword already."""

import re
from collections.abc import Iterable

from layers import prose
from layers.intelligence.slugs import slug_for
from layers.nouns import Inventory, Keyword, Page, Value

SAME_POST = 0.60  # measured: unrelated posts of one blog stay under .40, half-rewritten copies over .75
SHARED_WORDS, NEARLY = 3, 0.7  # `cold brew coffee ratio` beside `cold-brew-ratio`: three words of four are one search
_YEAR = re.compile(r"(?:19|20)\d\d")
_TELLING = re.compile(r"without|before|after|ohne|vor|nach|(?![aio])[a-z]")
_LATIN = re.compile(r"[A-Za-z]")


class Covering(Value):
    """The page that covers a keyword already, and why it counts as the same."""

    site: str
    page_id: int
    url: str
    title: str
    reason: str


def covering(keyword: Keyword, inventories: Iterable[Inventory], threshold: float = SAME_POST) -> Covering | None:
    """Return the published page that answers the keyword already, or None.

    The same slug, the same content words in title or slug, or a title and headings so alike (TF-IDF cosine of at least
    `threshold`) that both would answer one search. A post about a neighbouring question is no reason to refuse.
    """
    owned = [(inventory.site, page) for inventory in inventories for page in inventory.pages]
    for site, page in owned:
        if reason := _same_words(keyword.phrase, page):
            return _found(site, page, reason)
    owned = [(site, page) for site, page in owned if told(keyword.phrase) <= told(f"{page.title} {page.slug}")]
    alike = _most_alike(keyword.phrase, [page for _, page in owned])
    if alike is None or alike[1] < threshold:
        return None
    site, page = owned[alike[0]]
    return _found(site, page, f"title and headings are {alike[1]:.0%} alike")


def _found(site: str, page: Page, reason: str) -> Covering:
    return Covering(site=site, page_id=page.id, url=page.url, title=page.title, reason=reason)


def _same_words(phrase: str, page: Page) -> str:
    if _LATIN.search(phrase) and prose.words(page.slug) and _slug(phrase) == page.slug:
        return f"its address would be the same: {page.slug}"
    if not told(phrase) <= told(f"{page.title} {page.slug}"):
        return ""
    subject = prose.content_words(phrase)
    if subject and subject == prose.content_words(page.title):
        return "its title says the same"
    address = prose.content_words(page.slug.replace("-", " "))
    if subject and subject == address:
        return "its address says the same"
    if len(subject & address) >= SHARED_WORDS and len(subject & address) >= NEARLY * len(subject | address):
        return f"its address asks nearly the same: {page.slug}"
    return ""


def told(text: str) -> frozenset[str]:
    """What is no word of its own and tells one subject from another: iPhone 15 and 16, vitamin C and D, with and without.

    A year, and how many of a thing a title counts, do not.
    """
    words = prose.folded(text.replace("-", " "))
    numbers = (word for at, word in enumerate(words) if at and word[0].isdigit() and not _YEAR.fullmatch(word))
    return frozenset([*numbers, *(word for word in words if _TELLING.fullmatch(word)), *prose.signs(text)])


def _slug(phrase: str) -> str:
    return slug_for(phrase) if phrase.isascii() else ""


def _most_alike(phrase: str, pages: list[Page]) -> tuple[int, float] | None:
    """Return index and likeness of the nearest page; None without pages or words to compare."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # a second of CPU, wanted by one step of a run

    if not pages or not prose.stems(phrase):
        return None
    # The phrase is part of the corpus: a word that no page has must count against the likeness, not vanish.
    matrix = TfidfVectorizer(analyzer=prose.stems, sublinear_tf=True).fit_transform([*map(_summary, pages), phrase])
    likeness = (matrix[:-1] @ matrix[-1].T).toarray().ravel()
    best = int(likeness.argmax())
    return best, float(likeness[best])


def _summary(page: Page) -> str:
    """Title, slug and headings; the title counts three times, as in the measurement that chose TF-IDF."""
    headings = [text for _, text in page.headings]
    return " ".join([*[page.title] * 3, *[page.slug.replace("-", " ")] * 2, *headings])
