"""Does a text name its subject, ask a question, define a thing?"""

import re

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


def names_keyword(text: str, keyword: str) -> bool:
    """Tell whether every content word of the keyword stands in `text`, in any order and inflection."""
    wanted = prose.content_words(keyword)
    if not wanted:
        return " ".join(prose.folded(keyword)) in " ".join(prose.folded(text))
    small = text.casefold().replace("’", "'")
    if not all(stem in small for stem in wanted):
        return False  # a stem is the beginning of a word: without it the words need not be looked at
    return prose.holds_stems(text, wanted)


def past_years_of_name(name: str, this_year: int) -> list[str]:
    """The years of the last ten that a title or a slug names; 2000 euros, 2020 words and €2019 are none."""
    return [year for year in _YEAR.findall(name) if this_year - YEARS_BACK <= int(year) < this_year]


def asks(heading: str) -> bool:
    """Tell whether a heading is a question."""
    return heading.rstrip().endswith(("?", "？", "か"))


def defines(text: str, keyword: str, language: str) -> bool:
    """Tell whether a sentence of `text` says what the keyword is: most of its words, and a verb that defines."""
    verb = _DEFINES.get(language.split("-")[0], "")
    found = (sentence for sentence in prose.sentences(text) if _speaks_of(sentence, keyword))
    return any(re.search(verb, sentence.casefold()) for sentence in found)


def _speaks_of(sentence: str, keyword: str) -> bool:
    wanted = prose.content_words(keyword)
    named = wanted & prose.content_words(sentence)
    return len(named) >= _SUBJECT_SHARE * len(wanted) if wanted else names_keyword(sentence, keyword)


def same(one: str, other: str) -> bool:
    """Tell whether two headings or questions ask for the same: the same content words, or word for word equal."""
    return _key(one) == _key(other)


def _key(text: str) -> frozenset[str] | tuple[str, ...]:
    return prose.distinct(text) or prose.folded(text)


def holds(text: str, phrase: str) -> bool:
    """Tell whether `phrase` stands in `text` as whole words, whatever the capitals."""
    wanted = " ".join(prose.folded(phrase))
    return bool(wanted) and f" {wanted} " in f" {' '.join(prose.folded(text))} "
