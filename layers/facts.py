"""Nothing is invented: every figure, date, name and quotation of a draft is in a span that its own sentence cites.

What is compared, by code alone:

- *Numbers and dates* in their normal form with their unit (`layers.figures`). The span must state the same figure and
  share a content word with the sentence, so that the right number about another subject does not pass. An end of a
  range counts as stated by the range; a range is not stated by its ends. A spelled-out number counts with a unit only.
- *Names* are capitalised words or runs of them that no sentence start explains. The first word of a sentence counts
  when another capitalised word follows and it is never written small, or when it is known as a name from inside a
  sentence. In a heading in title case only known names count. Names that the site or brief knows need no source, nor
  does the publisher of a cited document: that is an attribution.
  German capitalises every noun: there a name is a run of two or more capitalised words none of which was seen behind an
  article, or a word that non-German evidence uses as a name. A single German name is missed rather than every noun
  accused. Japanese, Chinese and Korean have no capitals: figures, dates and quotations only.
- *Quotations* are three words or more in double quotation marks, found word by word in one span or in neighbouring spans
  cited together. Shorter ones set off a term. What stands inside a quotation is not looked at again.

A title, heading or question cannot cite. A fact in one must be a fact that a sentence of the body states and supports.
This proves that a source contains the figure, not that it supports the sentence.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from layers import figures, inline, places, prose
from layers.languages import language_of
from layers.nouns import Draft, Evidence, Span, Value

FactKind = Literal["number", "date", "name", "quotation", "source"]
NO_CAPITALS = frozenset({"ja", "zh", "ko", "th", "ar", "he", "hi"})
RUN_WORDS = 12  # design rule 4: no longer run of words is shared with a source outside quotation marks

_MASK = figures.MASK
_TITLE_WORD = r"[^\W\d_]+(?:['’\-][^\W\d_]+)*"
_NAME_TOKEN = re.compile(rf"{_TITLE_WORD}|\S")
_POSSESSIVE = re.compile(r"['’]s?$")
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


class Fact(Value):
    """Something checkable that a sentence states, in its normal form, with the spans that the sentence cites."""

    kind: FactKind
    value: str
    place: str
    spans: tuple[str, ...]


class Unsupported(Value):
    """A fact that its sentence's spans do not hold. `reason` says what is missing."""

    place: str
    sentence: str
    fact: Fact
    reason: str


class Copied(Value):
    """A run of words that a draft shares with a source outside quotation marks."""

    place: str
    run: str
    url: str


@dataclass(frozen=True)
class Lexicon:
    """What texts teach about words: `common` are written small somewhere, `names` are capitalised inside sentences."""

    common: frozenset[str]
    names: frozenset[str]
    language: str

    @property
    def german(self) -> bool:
        return self.language.startswith("de")


def facts(draft: Draft, language: str = "en") -> tuple[Fact, ...]:
    """Return every number, date, name and quotation of a draft, in reading order."""
    stated = _stated(draft, _lexicon(_prose_of(draft), language))
    return tuple(fact for _, _, fact in stated if fact.kind != "source")


def unsupported(
    draft: Draft, evidence: Iterable[Evidence], known_names: Iterable[str], language: str = "en"
) -> tuple[Unsupported, ...]:
    """Return the facts of a draft that the spans cited by their own sentences do not state."""
    documents = tuple(evidence)
    spoken = [*_prose_of(draft), *(span.text for document in documents for span in document.spans)]
    stated = list(_stated(draft, _lexicon(spoken, language)))
    sources = _Sources(documents, tuple(known_names), language)
    body = [
        (place, sentence, fact, sources.refusal(sentence, fact))
        for place, sentence, fact in stated
        if places.cites(place)
    ]
    backed = {(fact.kind, fact.value.casefold()) for _, _, fact, refusal in body if not refusal}
    bare = [
        (place, sentence, fact, sources.heading_refusal(fact, backed))
        for place, sentence, fact in stated
        if not places.cites(place)
    ]
    return tuple(
        Unsupported(place=place, sentence=sentence.text, fact=fact, reason=reason)
        for place, sentence, fact, reason in [*bare, *body]
        if reason
    )


def changed(before: Draft, after: Draft, language: str = "en") -> tuple[str, ...]:
    """Say which facts `after` has lost or gained; empty when both state the same facts on the same spans."""
    lexicon = _lexicon([*_prose_of(before), *_prose_of(after)], language)
    old, new = (Counter(_identity(fact) for _, _, fact in _stated(draft, lexicon)) for draft in (before, after))
    lost = [f"lost: {_described(*key)}" for key in (old - new).elements()]
    return (*lost, *(f"added: {_described(*key)}" for key in (new - old).elements()))


def copied(draft: Draft, evidence: Iterable[Evidence]) -> tuple[Copied, ...]:
    """Return the runs of more than 12 words (24 characters of Japanese or Chinese) that a draft shares with a source."""
    texts = [(place, piece) for place, text in places.texts(draft) for piece in _outside_quotations(text)]
    found: list[Copied] = []
    for document in evidence:
        length = (2 * RUN_WORDS if prose.is_cjk(document.text) else RUN_WORDS) + 1
        grams = _grams(prose.folded(document.text), length)
        found += [
            Copied(place=place, run=run, url=document.url)
            for place, text in texts
            for run in _runs(text, grams, length)
        ]
    return tuple(found)


def _outside_quotations(text: str) -> list[str]:
    return prose.without_quoted(inline.plain(text), _MASK).split(_MASK)


def _grams(words: tuple[str, ...], length: int) -> frozenset[tuple[str, ...]]:
    return frozenset(words[start : start + length] for start in range(len(words) - length + 1))


def _runs(text: str, grams: frozenset[tuple[str, ...]], length: int) -> Iterator[str]:
    words, as_written = prose.folded(text), prose.words(text)
    end = start = -1
    for position in range(len(words) - length + 1):
        if words[position : position + length] not in grams:
            continue
        if position > end:
            if start >= 0:
                yield " ".join(as_written[start:end])
            start = position
        end = position + length
    if start >= 0:
        yield " ".join(as_written[start:end])


def _prose_of(draft: Draft) -> list[str]:
    return [inline.plain(text) for place, text in places.texts(draft) if places.cites(place)]


def _identity(fact: Fact) -> tuple[str, str, tuple[str, ...]]:
    return fact.kind, fact.value.casefold(), tuple(sorted(set(fact.spans)))


def _described(kind: str, value: str, spans: tuple[str, ...]) -> str:
    return f"{kind} '{value}' ({', '.join(spans) or 'no source'})"


def _stated(draft: Draft, lexicon: Lexicon) -> Iterator[tuple[str, inline.CitedSentence, Fact]]:
    for place, text in places.texts(draft):
        for sentence in inline.cited_sentences(text):
            for kind, value in _in_sentence(sentence.text, lexicon, heading=not places.cites(place)):
                yield place, sentence, Fact(kind=kind, value=value, place=place, spans=sentence.spans)
            if places.cites(place):
                for span in sentence.spans:
                    yield place, sentence, Fact(kind="source", value=span, place=place, spans=sentence.spans)


def _in_sentence(text: str, lexicon: Lexicon, *, heading: bool) -> Iterator[tuple[FactKind, str]]:
    for quotation in prose.quoted(text):
        if prose.word_count(quotation) >= prose.QUOTATION_WORDS:
            yield "quotation", quotation
    rest = figures.normalised(prose.without_quoted(text, _MASK))
    days = figures.dates(rest)
    numbers = figures.numbers(rest, lexicon.language)
    yield from (("date", day.value) for day in days)
    yield from (("number", number.value) for number in numbers if number.unit or not number.spelled)
    rest = figures.masked(figures.masked(rest, days), numbers)
    yield from (("name", name) for name in _names(rest, lexicon, heading=heading))


def entities(texts: Iterable[str], language: str = "en") -> Counter[str]:
    """Count the names in the sentences of running text, by the rule above."""
    spoken = list(texts)
    lexicon = _lexicon(spoken, language)
    found = (
        _names(_without_figures(sentence), lexicon, heading=False)
        for text in spoken
        for sentence in prose.sentences(text)
    )
    return Counter(name for names in found for name in names)


def _without_figures(text: str) -> str:
    text = figures.normalised(text)
    return figures.masked(figures.masked(text, figures.dates(text)), figures.numbers(text))


def _names(text: str, lexicon: Lexicon, *, heading: bool) -> list[str]:
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
            runs[-1].append(_POSSESSIVE.sub("", token))
        elif runs[-1]:
            runs.append([])
        if runs[-1] and _POSSESSIVE.search(token):
            runs.append([])
        opening = token in _OPENS_SENTENCE
    return [run for run in runs if run]


def _counts(token: str, following: str, lexicon: Lexicon, *, opening: bool) -> bool:
    if len(token) < 2 or not token[0].isupper() or token in _NEVER_NAMES or token.startswith(("I'", "I’")):
        return False
    small = _POSSESSIVE.sub("", token).casefold()
    if lexicon.german and small in lexicon.common:
        return False
    if not opening:
        return not prose.is_function_word(token) or token.isupper()
    if prose.is_function_word(token) or small in lexicon.common:
        return False
    if lexicon.german:  # `Kaltes Wasser` opens a sentence as a name would; only words seen capitalised elsewhere count
        return _POSSESSIVE.sub("", token) in lexicon.names
    return _POSSESSIVE.sub("", token) in lexicon.names or (following[:1].isupper() and len(following) > 1)


def _lexicon(texts: Iterable[str], language: str) -> Lexicon:
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
            yield _POSSESSIVE.sub("", token)


class _Sources:
    """The spans of all evidence, and whether they state a fact."""

    def __init__(self, documents: tuple[Evidence, ...], known_names: tuple[str, ...], language: str) -> None:
        self._spans: Mapping[str, Span] = {span.id: span for document in documents for span in document.spans}
        self._publishers = {document.id: document.publisher for document in documents}
        self._known = tuple(_padded(name) for name in known_names)
        self._known_figures = frozenset(value for name in known_names for value in figures.stated(name, language))
        # a source writes its figures as its own language does: 1,500 in an English one is 1.500 in a German article
        self._languages = {document.id: language_of(document.text) or language for document in documents}
        self._figures: dict[str, frozenset[str]] = {}

    def heading_refusal(self, fact: Fact, backed: set[tuple[FactKind, str]]) -> str:
        if (fact.kind, fact.value.casefold()) in backed or fact.value in self._known_figures or self._is_known(fact):
            return ""
        return f"the {fact.kind} '{fact.value}' stands in no sentence of the body that cites a source for it"

    def refusal(self, sentence: inline.CitedSentence, fact: Fact) -> str:
        """Return why a sentence's own spans do not state a fact of it; empty when they do."""
        if fact.kind == "source":
            return "" if fact.value in self._spans else f"there is no span {fact.value}"
        if self._is_known(fact):
            return ""
        cited = [self._spans[span] for span in sentence.spans if span in self._spans]
        if not cited:
            return f"the sentence cites no source for the {fact.kind} '{fact.value}'"
        if fact.kind in ("number", "date"):
            return self._figure_refusal(sentence, fact, cited)
        return self._words_refusal(sentence, fact, cited)

    def _figure_refusal(self, sentence: inline.CitedSentence, fact: Fact, cited: list[Span]) -> str:
        stating = [span for span in cited if fact.value in self._stated_by(span)]
        if not stating:
            return f"the {fact.kind} '{fact.value}' is not in {_listed(cited)}"
        subject = prose.content_words(sentence.text)
        if not any(subject & prose.content_words(span.text) for span in stating):
            return f"{_listed(stating)} has '{fact.value}', but about something else"
        return ""

    def _stated_by(self, span: Span) -> frozenset[str]:
        if span.id not in self._figures:
            self._figures[span.id] = figures.stated(span.text, self._languages[span.id.split(".")[0]])
        return self._figures[span.id]

    def _words_refusal(self, sentence: inline.CitedSentence, fact: Fact, cited: list[Span]) -> str:
        texts = [_padded(span.text) for span in cited]
        if fact.kind == "name":
            texts += [_padded(self._publishers[span.id.split(".")[0]]) for span in cited]
        else:
            texts += [_padded(_neighbours(cited))]
        pieces = [_padded(piece) for piece in re.split(r"…|\.\.\.|\[[^\]]*\]", fact.value) if prose.words(piece)]
        held = any(all(piece in text for piece in pieces) for text in texts)
        return "" if held else f"the {fact.kind} '{fact.value}' is not in {_listed(cited)}"

    def _is_known(self, fact: Fact) -> bool:
        return fact.kind == "name" and any(_padded(fact.value) in known for known in self._known)


def _neighbours(cited: list[Span]) -> str:
    """Join cited spans that follow one another in their document; a gap breaks the text."""
    ordered = sorted(cited, key=_position)
    text = ordered[0].text
    for before, span in pairwise(ordered):
        document, number = _position(before)
        text += (" " if _position(span) == (document, number + 1) else f" {_GAP} ") + span.text
    return text


_GAP = "gap0between0spans"


def _position(span: Span) -> tuple[int, int]:
    document, number = span.id[1:].split(".")
    return int(document), int(number)


def _listed(spans: list[Span]) -> str:
    return ", ".join(span.id for span in spans)


def _padded(text: str) -> str:
    """Fold a text for looking words up in it; `GBS-14` is two words, because its figure is blanked out of the sentence's name."""
    return f" {' '.join(_POSSESSIVE.sub('', word) for word in prose.folded(_HYPHEN.sub(' ', text)))} "


_HYPHEN = re.compile(r"(?<=\w)[-‐‑](?=\w)")
