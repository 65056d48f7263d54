"""Does a text name its subject, ask a question, define a thing?"""

import re
import unicodedata
from functools import lru_cache

from layers import prose

_DEFINES = {
    "en": r"\b(?:is|are|means?|refers? to|describes?|stands? for|tells?|sets?|says?|expresses)\b",
    "de": r"\b(?:ist|sind|bedeutet|bezeichnet|beschreibt|nennt man|heißt|gibt an|steht für|versteht man)\b",
    "ja": "とは|は.+(?:です|である|だ|ます)",
}

YEARS_BACK = 10
_UNITS = (
    "€|\\$|£|¥|%|eur\\b|euros?\\b|usd\\b|dollars?\\b|pounds?\\b|k?cal\\b|calories\\b|kalorien\\b|watts?\\b|w\\b|words\\b|wörter\\b|"
    "km\\b|m\\b|mm\\b|miles\\b|kg\\b|g\\b|ml\\b|mah\\b|gb\\b|mb\\b|px\\b|hz\\b|people\\b|steps\\b|schritte\\b|stück\\b|jahren?\\b|years\\b"
)
_YEAR = re.compile(rf"(?<![\d€$£.,])(?<![€$£] )20\d\d(?![.,]?\d)(?!\s?(?:{_UNITS}))", re.IGNORECASE)
_SUBJECT_SHARE = 0.5  # "best ratio for cold brew" is defined by a sentence on the cold brew ratio
_GLUED = re.compile(r"(?<=\b\w)-|-(?=(?:\w|\d+)\b)")  # e-bike and vitamin-c: without their letter, any bike would do
_ELISION = re.compile(r"\b(?:l|d|qu|n|s|j|c|m|t)'(?=\w)")
_APART = frozenset(' \n:;?!()“”"')
_MOST_JOINED = 3  # words that a compound is written in


def names_keyword(text: str, keyword: str) -> bool:
    """Tell whether every content word of the keyword stands in `text`, in any order, inflection and spelling as a compound."""
    small = text.casefold()
    if _stands_apart(keyword.casefold(), small):
        return True  # as it is written, which is how most texts name it
    sought, wanted = _sought(keyword)
    if not wanted:
        return " ".join(prose.folded(sought)) in " ".join(prose.folded(level(text)))
    compact = _composed(small).replace(" ", "").replace("-", "")
    if not all(stem in compact for stem in wanted):
        return False  # a stem is the beginning of a word: without it the words need not be looked at
    small = level(text)
    return prose.holds_stems(small, wanted) or wanted <= _named(small, sought, wanted)


def _stands_apart(words: str, small: str) -> bool:
    """Whether the words stand in a text just so where they do first, with nothing beside them that could belong to a word."""
    at = small.find(words)
    end = at + len(words)
    return at >= 0 and (at == 0 or small[at - 1] in _APART) and (end == len(small) or small[end] in _APART)


def share_named(text: str, keyword: str) -> float:
    """Return how many of the keyword's content words stand in `text`, from 0 to 1; 1 where the keyword has none."""
    sought, wanted = _sought(keyword)
    return len(wanted & _named(level(text), sought, wanted)) / len(wanted) if wanted else 1.0


@lru_cache(maxsize=4096)  # an audit asks for the same keyword in title, description, opening and each sentence
def _sought(keyword: str) -> tuple[str, frozenset[str]]:
    sought = level(keyword)
    return sought, prose.content_words(sought)


def level(text: str) -> str:
    """Return `text` as spellings of one word are compared: composed letters, no capitals, no hyphen, no French elision.

    Without it a title with “Cold-brew” or “L'huile d'olive” would lack the keyword that it names.
    """
    small = _composed(text.casefold())
    if "-" in small:
        small = _GLUED.sub("", small).replace("-", " ")
    return _ELISION.sub("", small) if "'" in small else small


def _composed(small: str) -> str:
    """The text with each letter in one piece, and one kind of apostrophe and hyphen."""
    if small.isascii():
        return small
    return unicodedata.normalize("NFC", small).replace("’", "'").replace("‑", "-").replace("\u00ad", "")


def _named(small: str, sought: str, wanted: frozenset[str]) -> frozenset[str]:
    """The content words of a level keyword that a level text holds: as they are, or written apart or together.

    Whole words are joined, never parts of them: the tea is not in “steamed”.
    """
    there = prose.content_words(small)
    compact = small.replace(" ", "")
    if not any(stem in compact for stem in wanted - there):
        return there
    there |= {stem for stem, _ in _joins(small)}
    return there.union(*(prose.stems(words) for stem, words in _joins(sought) if stem in there))


def _joins(small: str) -> list[tuple[str, str]]:
    """Each run of two or three words with nothing but blanks between them: the stem of the one they make, and they."""
    words = prose.folded(small)
    runs = (words[at : at + count] for count in range(2, _MOST_JOINED + 1) for at in range(len(words) - count + 1))
    compact = "".join(small.split())
    joined = (("".join(run), " ".join(run)) for run in runs)
    return [(_one_stem(join), words) for join, words in joined if join in compact and _one_stem(join)]


def _one_stem(word: str) -> str:
    """The stem of what is one word; empty for characters of Chinese or Japanese, each of which is one."""
    return "".join(prose.stems(word)) if len(prose.folded(word)) == 1 else ""


def past_years_of_name(name: str, this_year: int) -> list[str]:
    """The years of the last ten that a title or a slug names; 2000 euros, 2020 words and €2019 are none."""
    found = _YEAR.findall(name) if "20" in name else ()
    return [year for year in found if this_year - YEARS_BACK <= int(year) < this_year]


def asks(heading: str) -> bool:
    """Tell whether a heading is a question."""
    return heading.rstrip().endswith(("?", "？", "か"))


def defines(text: str, keyword: str, language: str) -> bool:
    """Tell whether a sentence of `text` says what the keyword is: most of its words, and a verb that defines."""
    verb = _DEFINES.get(language.split("-")[0], "")
    found = (sentence for sentence in prose.sentences(text) if _speaks_of(sentence, keyword))
    return any(re.search(verb, sentence.casefold()) for sentence in found)


def _speaks_of(sentence: str, keyword: str) -> bool:
    if not prose.content_words(keyword):
        return names_keyword(sentence, keyword)
    return share_named(sentence, keyword) >= _SUBJECT_SHARE


def same(one: str, other: str) -> bool:
    """Tell whether two headings or questions ask for the same: the same content words, or word for word equal."""
    return _key(one) == _key(other)


def _key(text: str) -> frozenset[str] | tuple[str, ...]:
    return prose.distinct(text) or prose.folded(text)


def holds(text: str, phrase: str) -> bool:
    """Tell whether `phrase` stands in `text` as whole words, whatever the capitals."""
    wanted = " ".join(prose.folded(phrase))
    return bool(wanted) and f" {wanted} " in f" {' '.join(prose.folded(text))} "
