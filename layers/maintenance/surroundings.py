"""What the rest of a site says of each page: twins, pages that are alike, repeated questions, files, and what is usual."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from layers import prose
from layers.checks import Around, Library, Likeness, Repeat
from layers.maintenance.likeness import Alike, Pair
from layers.nouns import Inventory, Page, SeoFields
from layers.publishing.seo.reading import is_template

TWINS_NAMED = 3
USUAL_SHARE = 0.5  # what at least half of the posts have is missed where it is not
LEAST_ANSWER_WORDS = 5  # "Yes." answers many questions
_NUMBERED = re.compile(r"(.+)-([2-9])")


class Twins:
    """Pages that share a text. Few are named, or a thousand pages of one title would name a million."""

    def __init__(self, pages: Iterable[Page], text_of: Callable[[Page], str]) -> None:
        by_text: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            if key := " ".join(text_of(page).casefold().split()):
                by_text[key].append(page)
        self._sharing = {page.id: sharing for sharing in by_text.values() if len(sharing) > 1 for page in sharing}

    def of(self, page: Page) -> tuple[str, ...]:
        sharing = self._sharing.get(page.id)
        if sharing is None:
            return ()
        others = [other.url for other in sharing[: TWINS_NAMED + 1] if other.id != page.id][:TWINS_NAMED]
        rest = len(sharing) - 1 - len(others)
        return (*others, f"{rest} more") if rest > 0 else tuple(others)


class Surroundings:
    """The pages of one inventory, ready to be asked what is around each of them."""

    def __init__(self, inventory: Inventory, alike: Alike) -> None:
        pages = inventory.pages
        posts = [page for page in pages if page.type != "page"]
        self._urls = {page.id: page.url for page in pages}
        self._among = alike.copies, alike.near, alike.copied, alike.rivals
        self._library = Library(inventory.media)
        self._features = _usual(posts, lambda page: bool(page.featured_media))
        self._carries_schema = _usual(posts, lambda page: bool(page.markup.schema_texts))
        with_fields = [page for page in pages if page.seo is not None]
        self._seo_titles = Twins(with_fields, lambda page: _own(fields(page).title))
        self._descriptions = Twins(with_fields, lambda page: _own(fields(page).description))
        self._keywords = Twins(with_fields, lambda page: fields(page).focus_keyword)
        self._by_slug = {page.slug: page for page in pages}
        self._asked = _asked(pages)
        self._alone = Around(library=self._library, features=self._features, carries_schema=self._carries_schema)

    def of(self, page: Page) -> Around:
        """What is around a page. Those that are like no other page in anything, which is most, share one value."""
        twins = self._seo_titles.of(page), self._descriptions.of(page), self._keywords.of(page), self._slug_twin(page)
        copies, near, copied, rivals = [self._likenesses(among, page) for among in self._among]
        repeats = self._repeats(page)
        if not (any(twins) or copies or near or copied or rivals or repeats):
            return self._alone
        return Around(
            *twins, copies, near, copied, rivals, repeats, self._library, self._features, self._carries_schema
        )

    def _likenesses(self, among: Mapping[int, Sequence[Pair]], page: Page) -> tuple[Likeness, ...]:
        found = among.get(page.id)
        return tuple(Likeness(self._urls[pair.other], pair.score) for pair in found) if found else ()

    def _slug_twin(self, page: Page) -> str:
        """The page whose slug was taken before. `iphone-2` with a 2 in its title is meant."""
        numbered = _NUMBERED.fullmatch(page.slug) if page.slug[-1:].isdigit() else None
        if not numbered or numbered[1] not in self._by_slug or numbered[2] in page.title:
            return ""
        return self._by_slug[numbered[1]].url

    def _repeats(self, page: Page) -> tuple[Repeat, ...]:
        if not self._asked:
            return ()
        asked = ((each, self._asked.get(_asked_key(each.question, each.answer), 0)) for each in page.markup.questions)
        return tuple(Repeat(each.question, count - 1) for each, count in asked if count > 1)


def fields(page: Page) -> SeoFields:
    return page.seo or SeoFields()


def _own(text: str) -> str:
    """A text that somebody wrote; nothing of a template, which is the same for all and prints something else for each."""
    return "" if is_template(text) else text


def _usual(posts: Sequence[Page], has: Callable[[Page], bool]) -> bool:
    return bool(posts) and sum(map(has, posts)) >= USUAL_SHARE * len(posts)


def _asked(pages: Iterable[Page]) -> Mapping[tuple[str, str], int]:
    """On how many pages a question stands with its answer, of those that stand on several."""
    rows = [{_asked_key(each.question, each.answer): each.answer for each in page.markup.questions} for page in pages]
    counted = Counter(chain.from_iterable(rows))
    repeated = {key for key, count in counted.items() if count > 1}
    return Counter(key for row in rows for key in repeated.intersection(row) if _is_answer(row[key]))


def _is_answer(text: str) -> bool:
    return len(prose.words(text[:200])) >= LEAST_ANSWER_WORDS


def _asked_key(question: str, answer: str) -> tuple[str, str]:
    return question.casefold(), answer.casefold()
