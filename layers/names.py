"""Names: capitalised words or runs of them that no sentence start explains, and words told apart by one letter.

The rule is that of `layers.facts`. A single capital or a Roman numeral is part of the word before it: `vitamin C` and
`vitamin D` are two names, though no run of capitals tells them apart.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from layers import figures, prose

NO_CAPITALS = frozenset({"ja", "zh", "ko", "th", "ar", "he", "hi"})
_MASK = figures.MASK
_TITLE_WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_NAME_TOKEN = re.compile(rf"{_TITLE_WORD}|\S")
POSSESSIVE = re.compile(r"['’]s?$")
_CALENDAR_AND_UNITS = (
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Januar Februar März Mai Juni Juli Oktober Dezember Montag Dienstag Mittwoch "
    "Donnerstag Freitag Samstag Sonntag Anfang Mitte Ende Uhr Grad Gramm Liter Prozent Minuten Stunden Sekunden"
)
_NEVER_NAMES = frozenset(_CALENDAR_AND_UNITS.split())
_OPENS_SENTENCE = frozenset(':"“„«»‘([–—•' + _MASK)
_GERMAN_ARTICLE = re.compile(
    rf"\b(?:der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|kein|keine|im|am|zum|zur|beim|vom|ins)\s+({_TITLE_WORD})",
    re.IGNORECASE,
)

_HEADS = (
    "vitamin|hepatitis|type|group|grade|category|phase|stage|class|model|level|option|variant|influenza|immunoglobulin|"
    "blood type|coenzyme|factor|series|generation|world war|plan|team|appendix|annex|exhibit|site|zone|gate|terminal|wing|building|"
    "strain|cohort|batch|tier|league|formula|compound|scenario|anhang|anlage|halle|typ|gruppe|kategorie|stufe|klasse|modell|faktor|weltkrieg"
)
_LETTER = r"(?:(?:[A-HJ-Z]|I(?=\s*(?:[,;:.)]|$|and\b|or\b|und\b)))\d{0,3}|[IVX]{2,5})(?![\w+#&’'/-])(?!\.[A-Za-z])"
_JOINED = r"\s*(?:,|,?\s(?:and|or|und|oder|to|bis)|[/&–])\s*"
_LETTERED = re.compile(
    rf"\b(?P<head>(?i:{_HEADS}))(?:e?s|en|n)?[\s-](?P<letters>{_LETTER}(?:{_JOINED}{_LETTER})*)|"
    r"(?P<war>World War|Weltkrieg)\s(?P<first>I)(?!\w)|"
    r"(?<=[a-zß,]\s)(?P<word>[A-Z][a-zß-ÿ]+)\s(?P<letter>[B-HJ-Z])(?![\w+#&’'/-])(?=[\s,;:)!?]|\.?$)"
)
_ONE_LETTER = re.compile(_LETTER)


@dataclass(frozen=True)
class Lexicon:
    """What texts teach about words: `common` are written small somewhere, `names` are capitalised inside sentences."""

    common: frozenset[str]
    names: frozenset[str]
    language: str

    @property
    def german(self) -> bool:
        return self.language.startswith("de")


def names(text: str, lexicon: Lexicon, *, heading: bool) -> list[str]:
    """Return the names in one sentence from which figures, dates and quotations are blanked out."""
    if lexicon.language.split("-")[0] in NO_CAPITALS:
        return []
    known_only = heading and _in_title_case(text)
    return [" ".join(run) for run in _capital_runs(text, lexicon) if _is_name(run, lexicon, known_only=known_only)]


def _is_name(run: list[str], lexicon: Lexicon, *, known_only: bool) -> bool:
    if known_only:
        return {*run} <= lexicon.names and lexicon.common.isdisjoint(word.casefold() for word in run)
    return len(run) > 1 or not lexicon.german


def _in_title_case(text: str) -> bool:
    words: list[str] = [word for word in re.findall(_TITLE_WORD, text)[1:] if not prose.is_function_word(word)]
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _capital_runs(text: str, lexicon: Lexicon) -> list[list[str]]:
    """Return runs of capitalised words, without the first word of a sentence where only its position explains it."""
    runs: list[list[str]] = [[]]
    opening = True
    tokens = [match.group() for match in _NAME_TOKEN.finditer(text)]
    for token, following in pairwise([*tokens, ""]):
        if _counts(token, following, lexicon, opening=opening):
            runs[-1].append(POSSESSIVE.sub("", token))
        elif runs[-1]:
            runs.append([])
        if runs[-1] and POSSESSIVE.search(token):
            runs.append([])
        opening = token in _OPENS_SENTENCE
    return [run for run in runs if run]


def _counts(token: str, following: str, lexicon: Lexicon, *, opening: bool) -> bool:
    if len(token) < 2 or not token[0].isupper() or token in _NEVER_NAMES or token.startswith(("I'", "I’")):
        return False
    small = POSSESSIVE.sub("", token).casefold()
    if lexicon.german and small in lexicon.common:
        return False
    if not opening:
        return not prose.is_function_word(token) or token.isupper()
    if prose.is_function_word(token) or small in lexicon.common:
        return False
    if lexicon.german:  # `Kaltes Wasser` opens a sentence as a name would; only words seen capitalised elsewhere count
        return POSSESSIVE.sub("", token) in lexicon.names
    return POSSESSIVE.sub("", token) in lexicon.names or (following[:1].isupper() and len(following) > 1)


def lexicon_of(texts: Iterable[str], language: str) -> Lexicon:
    spoken = [prose.without_quoted(text, _MASK) for text in texts]
    common = {word.casefold() for text in spoken for word in re.findall(_TITLE_WORD, text) if word[0].islower()}
    if language.startswith("de"):
        common |= {match[1].casefold() for text in spoken for match in _GERMAN_ARTICLE.finditer(text)}
    names = {word for text in spoken for sentence in prose.sentences(text) for word in _inner_capitals(sentence)}
    return Lexicon(frozenset(common), frozenset(names), language)


def _inner_capitals(sentence: str) -> Iterator[str]:
    tokens = [match.group() for match in _NAME_TOKEN.finditer(sentence)]
    for before, token in pairwise(tokens):
        if before not in _OPENS_SENTENCE and len(token) > 1 and token[0].isupper():
            yield POSSESSIVE.sub("", token)


def lettered(text: str, lexicon: Lexicon, *, heading: bool = False) -> list[str]:
    """Return the names that end in a letter or a Roman numeral; in title case a capital is no sign of one.

    Nor is it behind a German noun that is not known for it: `der Wert X`.
    """
    if lexicon.language.split("-")[0] in NO_CAPITALS or (heading and _in_title_case(text)):
        return []
    return [
        name
        for match in _LETTERED.finditer(text)
        if not (lexicon.german and match["word"])
        for name in _lettered_by(match)
    ]


def lettered_in(text: str) -> list[str]:
    """Return `vitamin A` and `vitamin C` of `vitamins A and C`, `World War I`, `Malcolm X`."""
    return [name for match in _LETTERED.finditer(text) for name in _lettered_by(match)]


def _lettered_by(match: re.Match[str]) -> list[str]:
    if match["letters"]:
        head = " ".join(match["head"].casefold().split())
        return [f"{head} {letter}" for letter in _ONE_LETTER.findall(match["letters"])]
    if match["war"]:
        return [f"{match['war'].casefold()} I"]
    return [] if prose.is_function_word(match["word"]) else [f"{match['word']} {match['letter']}"]
