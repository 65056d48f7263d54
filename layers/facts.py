"""Nothing is invented: every figure, date, name and quotation of a draft is in a span that its own sentence cites.

What is compared, by code alone:

- *Numbers and dates* in their normal form with their unit (`layers.figures`). The span must state the same figure and
  share a content word with the sentence, so that the right number about another subject does not pass. An end of a
  range counts as stated by the range; a range is not stated by its ends. A spelled-out number counts with a unit, a scale
  (`two million`) or people and studies behind it, and from eleven on by itself: up to ten things a text may list itself.
  Shares and multiples in words (`one in five`, `twice as many`) are figures (`layers.shares`). The words of figures (`minutes`, `January`) are no subject that two sentences could share.
- *Names* are capitalised words or runs of them that no sentence start explains. The first word of a sentence counts
  when another capitalised word follows and it is never written small, or when it is known as a name from inside a
  sentence. In a heading in title case only known names count. Names that the site or brief knows need no source, nor
  does the publisher of a cited document: that is an attribution.
  German capitalises every noun: there a name is a run of two or more capitalised words none of which was seen behind an
  article, or a word that non-German evidence uses as a name. A single German name is missed rather than every noun
  accused. A letter or Roman numeral belongs to the word before it: `vitamin C`, `hepatitis B`, `World War I`. Japanese,
  Chinese and Korean have no capitals: figures, dates and quotations only.
- *Quotations* are three words or more in double quotation marks, found word by word in one span or in neighbouring spans
  cited together. Where one leaves words out, its pieces stand in their order (`layers.passages`). Shorter ones set off a
  term. What stands inside a quotation is not looked at again.

A title, heading or question cannot cite. A fact in one must be a fact that a sentence of the body states and supports.
This proves that a source contains the figure, not that it supports the sentence.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from layers import figures, inline, names, passages, places, prose
from layers.languages import language_of
from layers.nouns import Draft, Evidence, Span, Value

FactKind = Literal["number", "date", "name", "quotation", "source"]
RUN_WORDS = 12  # design rule 4: no longer run of words is shared with a source outside quotation marks

_MASK = figures.MASK


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


def facts(draft: Draft, language: str = "en") -> tuple[Fact, ...]:
    """Return every number, date, name and quotation of a draft, in reading order."""
    stated = _stated(draft, names.lexicon_of(_prose_of(draft), language))
    return tuple(fact for _, _, fact in stated if fact.kind != "source")


def unsupported(
    draft: Draft, evidence: Iterable[Evidence], known_names: Iterable[str], language: str = "en"
) -> tuple[Unsupported, ...]:
    """Return the facts of a draft that the spans cited by their own sentences do not state."""
    documents = tuple(evidence)
    spoken = [*_prose_of(draft), *(span.text for document in documents for span in document.spans)]
    stated = list(_stated(draft, names.lexicon_of(spoken, language)))
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
    lexicon = names.lexicon_of([*_prose_of(before), *_prose_of(after)], language)
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


def _stated(draft: Draft, lexicon: names.Lexicon) -> Iterator[tuple[str, inline.CitedSentence, Fact]]:
    for place, text in places.texts(draft):
        for sentence in inline.cited_sentences(text):
            for kind, value in _in_sentence(sentence.text, lexicon, heading=not places.cites(place)):
                yield place, sentence, Fact(kind=kind, value=value, place=place, spans=sentence.spans)
            if places.cites(place):
                for span in sentence.spans:
                    yield place, sentence, Fact(kind="source", value=span, place=place, spans=sentence.spans)


def _in_sentence(text: str, lexicon: names.Lexicon, *, heading: bool) -> Iterator[tuple[FactKind, str]]:
    for quotation in prose.quoted(text):
        if prose.word_count(quotation) >= prose.QUOTATION_WORDS:
            yield "quotation", quotation
    rest = figures.normalised(prose.without_quoted(text, _MASK))
    days = figures.dates(rest)
    numbers = figures.numbers(rest, lexicon.language)
    yield from (("date", day.value) for day in days)
    yield from (("number", number.value) for number in numbers if number.is_amount)
    rest = figures.masked(figures.masked(rest, days), numbers)
    yield from (("name", name) for name in names.names(rest, lexicon, heading=heading))
    yield from (("name", name) for name in names.lettered(prose.without_quoted(text, _MASK), lexicon, heading=heading))


def entities(texts: Iterable[str], language: str = "en") -> Counter[str]:
    """Count the names in the sentences of running text, by the rule above."""
    spoken = list(texts)
    lexicon = names.lexicon_of(spoken, language)
    found = (
        names.names(_without_figures(sentence), lexicon, heading=False)
        for text in spoken
        for sentence in prose.sentences(text)
    )
    return Counter(name for here in found for name in here)


def _without_figures(text: str, language: str = "en") -> str:
    text = figures.normalised(text)
    return figures.masked(figures.masked(text, figures.dates(text)), figures.numbers(text, language))


class _Sources:
    """The spans of all evidence, and whether they state a fact."""

    def __init__(self, documents: tuple[Evidence, ...], known_names: tuple[str, ...], language: str) -> None:
        self._spans: Mapping[str, Span] = {span.id: span for document in documents for span in document.spans}
        self._publishers = {document.id: document.publisher for document in documents}
        self._known = tuple(passages.padded(name) for name in known_names)
        self._known_figures = frozenset(value for name in known_names for value in figures.stated(name, language))
        # a source writes its figures as its own language does: 1,500 in an English one is 1.500 in a German article
        self._languages = {document.id: language_of(document.text) or language for document in documents}
        self._language = language
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
        subject = self._subject(sentence.text, self._language)
        if subject and not any(subject & self._subject_of(span) for span in stating):
            return f"{_listed(stating)} has '{fact.value}', but about something else"
        return ""

    def _subject_of(self, span: Span) -> frozenset[str]:
        return self._subject(span.text, self._language_of(span))

    @staticmethod
    def _subject(text: str, language: str) -> frozenset[str]:
        """What a text is about. Words of its figures do not count: `10 minutes` of boiling and of roasting share `minutes`."""
        return prose.content_words(_without_figures(text, language).replace(_MASK, " "))

    def _language_of(self, span: Span) -> str:
        return self._languages[span.id.split(".")[0]]

    def _stated_by(self, span: Span) -> frozenset[str]:
        if span.id not in self._figures:
            self._figures[span.id] = figures.stated(span.text, self._language_of(span))
        return self._figures[span.id]

    def _words_refusal(self, sentence: inline.CitedSentence, fact: Fact, cited: list[Span]) -> str:
        held = self._holds_name(fact, cited) if fact.kind == "name" else passages.quoted_from(fact.value, cited)
        return "" if held else f"the {fact.kind} '{fact.value}' is not in {_listed(cited)}"

    def _holds_name(self, fact: Fact, cited: list[Span]) -> bool:
        texts = [text for span in cited for text in (span.text, self._publishers[span.id.split(".")[0]])]
        name = passages.padded(fact.value)
        return any(name in passages.padded(text) or fact.value in names.lettered_in(text) for text in texts)

    def _is_known(self, fact: Fact) -> bool:
        return fact.kind == "name" and any(passages.padded(fact.value) in known for known in self._known)


def _listed(spans: list[Span]) -> str:
    return ", ".join(span.id for span in spans)
