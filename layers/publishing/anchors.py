"""Words that may become an anchor: phrases that describe a page, found in text all at once."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from layers import prose
from layers.figures import SPELLED
from layers.nouns import Page
from layers.publishing.insert import is_bounded, is_hyphenated
from layers.publishing.paragraphs import BREAK, Paragraph, plainly
from layers.publishing.term_index import stem

Weight = Callable[[str], float]
LONGEST_WORDS = 6
LEAST_COVERAGE = 0.5  # of the words that say what the page is about
SINGLE_WORD_LETTERS = 5
RARE = 0.6  # of the weight of a word that no page has
UNSEEN = "\0"
_UNFINISHED = frozenset(  # no name of anything ends in one of these: "fit a new" waits for its chain
    [
        "new",
        "old",
        "good",
        "better",
        "best",
        "bad",
        "small",
        "big",
        "large",
        "great",
        "short",
        "long",
        "first",
        "second",
        "last",
        "next",
        "full",
        "main",
        "real",
        "right",
        "wrong",
        "neu",
        "neue",
        "neuen",
        "neuer",
        "neues",
        "alt",
        "alte",
        "alten",
        "gut",
        "gute",
        "guten",
        "erste",
        "ersten",
        "zweite",
        "letzte",
        "kleine",
        "kleinen",
        "große",
        "großen",
    ]
)
_BESIDE = frozenset(stem(word) for word in (*SPELLED, *_UNFINISHED))  # they say how many, or of what kind, and not what
_COMMANDING = re.compile(r"(?:\0|\bto )$")  # what comes before a verb in a title: nothing, or "how to"
_NAME_ENDS = re.compile(r"[:;.?!()\[\]\"“”|/]+|\s[-–—]\s")
_NUMBERED = re.compile(r"(?!(?:19|20)\d\d$)\d[\w.,]*|(?![aio]$)[a-zà-ÿ]")  # a, i and o are words of their own
_RANKS = frozenset({"top", "best", "beste", "besten"})
_CLAUSE = re.compile(r"[:;,.?!()\[\]\"“”|/]+|\s[-–—]\s")


@dataclass(frozen=True)
class Phrase:
    """Words that describe a page, in small letters. `coverage` is the part of the page's subject that they name, 0 to 1."""

    text: str
    coverage: float


NOWHERE = "\uffff" * 8  # stands in no text: an empty phrase would be found everywhere


class Match(NamedTuple):
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

        self._automaton = AhoCorasick([fold(plainly(phrase)) or NOWHERE for phrase in phrases])

    def find(self, text: str) -> list[Match]:
        """Every occurrence, overlapping ones too. `text` is taken plainly (see `paragraphs.plainly`)."""
        return [Match(*span) for span in self.spans(text)]

    def spans(self, text: str) -> list[tuple[int, int, int]]:
        """The same as number of the phrase, start and end: a site of 2,000 posts has some 700,000."""
        folded = fold(text)
        bounded = (
            f" {folded} "  # one further on: between two spaces, as nearly every match is, it is whole words at once
        )
        return [
            span
            for span in self._automaton.find_matches_as_indexes(folded, overlapping=True)
            if bounded[span[1]] == " " == bounded[span[2] + 1] or is_bounded(folded, span[1], span[2])
        ]


@lru_cache(maxsize=8)  # the names of one article are looked for in each candidate
def _index_of(phrases: tuple[str, ...]) -> PhraseIndex:
    return PhraseIndex(phrases)


class Spotted(NamedTuple):
    """Words that can be linked: from `start` to `end` in the text of a paragraph."""

    row: Paragraph
    start: int
    end: int

    @property
    def words(self) -> str:
        return self.row.text[self.start : self.end]


def anchor_in(
    rows: tuple[Paragraph, ...], names: tuple[Phrase, ...], own_title: str, taken: tuple[str, ...] = ()
) -> str:
    """The words that `anchor_at` finds; empty when there are none."""
    found = anchor_at(rows, names, own_title, taken)
    return found.words if found else ""


def anchor_at(
    rows: tuple[Paragraph, ...], names: tuple[Phrase, ...], own_title: str, taken: tuple[str, ...] = ()
) -> Spotted | None:
    """Return where the best of the names stands in the paragraphs, as they write it; None when none does.

    What other pages call the target already, `taken`, is left to them. A part of the keyword that is the subject of the host itself describes the host, not the target.
    """
    used = {fold(plainly(anchor)) for anchor in taken}
    fit = tuple(
        name
        for name in names
        if (name.coverage == 1.0 or name.text.casefold() not in own_title.casefold())
        and fold(plainly(name.text)) not in used
    )
    index = _index_of(tuple(name.text for name in fit))
    every = _index_of(tuple(name.text for name in names))
    found = [
        (match.phrase, row, match)
        for row in rows
        for match in _whole(row, index, every)
        if not _is_told_better(match, fit[match.phrase].coverage, row, every, names)
    ]
    if not found:
        return None
    best, row, match = min(found, key=lambda each: each[0])
    longer = [
        each.start
        for number, other, each in found
        if other is row and each.end == match.end and fit[number].coverage >= fit[best].coverage
    ]
    return Spotted(row, min(longer), match.end)


def _is_told_better(
    match: Match, coverage: float, row: Paragraph, every: PhraseIndex, names: tuple[Phrase, ...]
) -> bool:
    """Whether the paragraph says a fuller name elsewhere: of "nine bar … as in the nine-bar habit", a reader expects the second to lead there."""
    apart = (each for each in every.find(row.text) if each.end <= match.start or each.start >= match.end)
    return any(names[each.phrase].coverage > coverage for each in apart)


def _whole(row: Paragraph, index: PhraseIndex, every: PhraseIndex) -> Iterator[Match]:
    """The matches that can be linked and read as a whole: "choose commuter" is none where "choose commuter tyres" stands."""
    matches = [match for match in index.find(row.text) if _is_free(row, match)]
    if not matches:
        return
    around = every.find(row.text)
    for match in matches:
        if not any(each.start <= match.start and match.end < each.end for each in around):
            yield match


def _is_free(row: Paragraph, match: Match) -> bool:
    """Whether no link, tag or code stands in the words, and no hyphen makes a longer word of them."""
    text = row.text
    if BREAK in text[match.start : match.end] or any(match.start < seam < match.end for seam in row.seams):
        return False
    return not is_hyphenated(text, match.start, match.end)


@lru_cache(maxsize=32)  # asked for each candidate of an article
def phrases_of_keyword(keyword: str, variations: tuple[str, ...] = ()) -> tuple[Phrase, ...]:
    """What a page about the keyword may be called, best first: the keyword, its variations, then parts of the keyword."""
    whole = [Phrase(text, 1.0) for text in (keyword, *variations) if _may_stand_alone(text)]
    parts = _phrases([keyword], dict.fromkeys(_stems(keyword), 1.0), keyword)
    return _distinct([*whole, *parts])


def phrases_of_page(page: Page, weight: Weight) -> tuple[Phrase, ...]:
    """What a page may be called, from its title and slug: the runs of words that name enough of its subject.

    `weight` says how much a stem tells about a page of this site: among many "guides", "guide" names nothing.
    """
    slug = page.slug.replace("-", " ")
    subject = _weighted(slug, weight) or _weighted(page.title, weight)
    if len(subject) == 1 and not _is_rare(next(iter(subject)), weight):
        return ()
    whole = _naming(_whole_name(page.title), subject)
    return _distinct([*whole, *_phrases([slug, *_CLAUSE.split(page.title)], subject, f"{slug} {page.title}")])


def _whole_name(title: str) -> Iterator[str]:
    """What a title says before its colon, as it stands: "Washed, natural, honey: what processing does"."""
    name = _NAME_ENDS.split(title)[0].strip().casefold()
    if len(prose.words(name)) <= LONGEST_WORDS:
        yield name


def _is_rare(stem: str, weight: Weight) -> bool:
    """Whether one word alone can mean this page: "degassing" can, "start" stands everywhere."""
    return weight(stem) >= RARE * weight(UNSEEN)


def _weighted(text: str, weight: Weight) -> dict[str, float]:
    """How much each word tells of the subject: of "iced coffee, three ways", "three ways" names nothing."""
    return {each: weight(each) for each in _stems(text) - _BESIDE if weight(each) > 0}


def _phrases(texts: list[str], subject: Mapping[str, float], whole: str) -> tuple[Phrase, ...]:
    """The runs of words in the texts that name enough of the subject, those that name most of it first.

    What tells the whole name from others like it is in each of them: an iPhone 14 is not called "iPhone".
    """
    told = telling(whole)
    runs = ((run, text) for text in texts for run in _runs(text) if told <= telling_in(run))
    fit = [(phrase, text) for run, text in runs for phrase in _naming([run], subject)]
    ranked = sorted(fit, key=lambda each: (-each[0].coverage, len(each[0].text)))
    forms = (Phrase(form, phrase.coverage) for phrase, text in ranked for form in _forms(phrase.text, text))
    return _distinct([*(phrase for phrase, _ in ranked), *forms])


def telling(name: str) -> frozenset[str]:
    """What of a name is no word and tells it from others: the 14 of iPhone 14, the D of vitamin D, the signs of C++.

    A number before what is counted, after "top", or a year tells nothing.
    """
    words = prose.folded(name)
    behind = (
        word for before, word in pairwise(words) if stem(before) and before not in _RANKS and _NUMBERED.fullmatch(word)
    )
    return frozenset([*behind, *prose.signs(name)])


def telling_in(run: str) -> frozenset[str]:
    return frozenset([*prose.folded(run), *prose.signs(run)])


def _naming(runs: Iterable[str], subject: Mapping[str, float]) -> Iterator[Phrase]:
    found = (Phrase(run, _coverage(run, subject)) for run in runs)
    return (phrase for phrase in found if _names(phrase))


def _forms(phrase: str, text: str) -> Iterator[str]:
    """What else a writer makes of words of a title: "paper filters" of a paper filter, "storing beans" of how to store beans."""
    rest, _, last = phrase.rpartition(" ")
    yield f"{rest} {_other_number(last)}".lstrip()
    first, _, rest = phrase.partition(" ")
    if rest and not first.endswith("ing") and _COMMANDING.search(f"\0{text.casefold()}".partition(phrase)[0]):
        yield f"{first.removesuffix('e')}ing {rest}"


def _other_number(word: str) -> str:
    """The plural of a word, or the singular of a plural, as English forms most of them."""
    if word.endswith("s") and not word.endswith("ss"):
        return word.removesuffix("s")
    return f"{word}es" if word.endswith(("ss", "x", "z", "ch", "sh")) else f"{word}s"


def _names(phrase: Phrase) -> bool:
    """Whether the phrase tells the page from others: one word only where it is the whole subject."""
    words = prose.folded(phrase.text)
    if len(words) > 1 and words[-1] in _UNFINISHED:
        return False
    least = LEAST_COVERAGE if len(words) > 1 else 1.0
    return phrase.coverage >= least and _may_stand_alone(phrase.text)


def _distinct(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    return tuple({phrase.text.casefold(): phrase for phrase in reversed(phrases)}.values())[::-1]


def _stems(text: str) -> frozenset[str]:
    """The stems of a text; "nine-bar" is two, for a slug has no other hyphens than its own."""
    return frozenset(each for word in prose.folded(text.replace("-", " ")) if (each := stem(word)))


def _coverage(phrase: str, subject: Mapping[str, float]) -> float:
    named = sum(subject.get(each, 0.0) for each in _stems(phrase))
    return round(named / sum(subject.values()), 6) if subject else 0.0


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
