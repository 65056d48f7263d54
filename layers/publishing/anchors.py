"""Words that may become an anchor: phrases that describe a page, found in text all at once."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from layers import prose
from layers.nouns import Page
from layers.publishing.insert import is_bounded
from layers.publishing.paragraphs import plainly
from layers.publishing.similarity import stem

LONGEST_WORDS = 6
LEAST_COVERAGE = 0.5  # of the words that say what the page is about
SINGLE_WORD_LETTERS = 5
_CLAUSE = re.compile(r"[:;,.?!()\[\]\"“”|/]+|\s[-–—]\s")


@dataclass(frozen=True)
class Phrase:
    """Words that describe a page, in small letters. `coverage` is the part of the page's subject that they name, 0 to 1."""

    text: str
    coverage: float


@dataclass(frozen=True)
class Match:
    """Where phrase number `phrase` of an index stands in a text."""

    phrase: int
    start: int
    end: int


def fold(text: str) -> str:
    """Small letters, one for one: offsets in the result are offsets in the text."""
    small = text.lower()
    return (
        small
        if len(small) == len(text)
        else "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    )


class PhraseIndex:
    """Many phrases looked for at once, whatever their case; a match is whole words."""

    def __init__(self, phrases: tuple[str, ...]) -> None:
        from ahocorasick_rs import AhoCorasick

        self._numbers = [number for number, phrase in enumerate(phrases) if phrase]
        self._automaton = AhoCorasick([fold(plainly(phrases[number])) for number in self._numbers])

    def find(self, text: str) -> Iterator[Match]:
        """Every occurrence, overlapping ones too. `text` is taken plainly (see `paragraphs.plainly`)."""
        folded = fold(text)
        for number, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if is_bounded(folded, start, end):
                yield Match(self._numbers[number], start, end)


def phrases_of_keyword(keyword: str, variations: tuple[str, ...] = ()) -> tuple[Phrase, ...]:
    """What a page about the keyword may be called, best first: the keyword, its variations, then parts of the keyword."""
    whole = [Phrase(text, 1.0) for text in (keyword, *variations) if _may_stand_alone(text)]
    parts = phrases_of_subject([keyword], _stems(keyword))
    return _distinct([*whole, *parts])


def phrases_of_page(page: Page, shared: frozenset[str]) -> tuple[Phrase, ...]:
    """What a page may be called, from its title and slug. Words that the site's titles share do not name it."""
    slug = page.slug.replace("-", " ")
    subject = _stems(slug) - shared or _stems(page.title) - shared
    return phrases_of_subject([slug, *_CLAUSE.split(page.title)], subject)


def phrases_of_subject(texts: list[str], subject: frozenset[str]) -> tuple[Phrase, ...]:
    """The runs of words in the texts that name enough of the subject, those that name most of it first."""
    found = (Phrase(run, _coverage(run, subject)) for text in texts for run in _runs(text))
    fit = [phrase for phrase in found if phrase.coverage >= LEAST_COVERAGE and _may_stand_alone(phrase.text)]
    return _distinct(sorted(fit, key=lambda phrase: (-phrase.coverage, len(phrase.text))))


def _distinct(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    return tuple({phrase.text.casefold(): phrase for phrase in reversed(phrases)}.values())[::-1]


def _stems(text: str) -> frozenset[str]:
    return frozenset(each for word in prose.folded(text) if (each := stem(word)))


def _coverage(phrase: str, subject: frozenset[str]) -> float:
    return len(_stems(phrase) & subject) / len(subject) if subject else 0.0


def _runs(text: str) -> Iterator[str]:
    """Runs of words that begin and end with a word that carries meaning."""
    words = prose.folded(text)
    spaced = not prose.is_cjk(text)
    for start, first in enumerate(words):
        for end in range(start + 1, min(len(words), start + LONGEST_WORDS) + 1):
            if stem(first) and stem(words[end - 1]):
                yield (" " if spaced else "").join(words[start:end])


def _may_stand_alone(phrase: str) -> bool:
    """Whether the phrase says enough by itself: two words, or one long one."""
    words = prose.words(phrase)
    return len(words) > 1 or len(phrase) >= SINGLE_WORD_LETTERS
