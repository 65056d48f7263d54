"""Which spans may be used, and which of them speak to a topic."""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from sandbox.model.answers.english import says_something
from sandbox.model.answers.material import Source, Span
from sandbox.model.answers.text import capitalised, content, word_count, words
from sandbox.model.tokens import CJK

JUNK = re.compile(
    r"\b(members?|customers?|visitors?|readers?)\b|(adds|added|says|said|notes|recalls) that|\b(adds|said|notes|recalls)[:,]|^(If|When|As|Because|Although|While|Since)\b[^,]*$|^What |^Free |the authors|guidance note|the note\b|^\w+ed by |with every|\bassumes\b|cookie|newsletter|subscribe|sign in|log ?in|sign up|privacy|basket|add to cart|copyright|©|\||›|→|all rights|https?:|www\.|"
    r"ignore (all|any|the|every|previous)|(previous|prior|above) instructions|instructions? (to|for) (the )?(ai|model|assistant)|system prompt|"
    r"language model|you are now|as an ai|disregard|read more|click|this (guide|page|post|article|chart|thread|test|site|report|list|archive)|(guide|chart|table|guides|list) (below|above)|"
    r"the (chart|archive|archivist|table|report|survey|neighbours|forum|thread)\b|the (whole )?(test|trial|experiment)\b|one further|order the|our shop|\b(these|those|this)\b|that (water|range|figure|ratio|time|amount|number|day|way|test|case|one|interval|rate|size|dose)\b|"
    r"(below|above) (covers|shows|lists)|discount|free (delivery|shipping)|% off|by the way|unpopular opinion|same here|sponsored|affiliate|"
    r"datenschutz|impressum|warenkorb|anmelden|abonnieren|ignorier|anweisung|クッキー|会員|ログイン|無視して|指示",
    re.I,
)
PERSONAL = re.compile(
    r"\b(I|I'm|I’m|I've|I’ve|I'd|I’d|[Mm]y|me|[Mm]ine|[Ww]e|[Oo]urs?|us|[Ww]e've|[Ww]e’ve|[Ii]ch|[Mm]ein\w*|[Ww]ir|[Uu]nser\w*|[Uu]ns|mir|mich)\b"
)
HEDGED = re.compile(
    r"\b(may(?= [a-z])|maybe|perhaps|probably|possibly|might|could be|i guess|not sure|i think|seems?|kind of|sort of|depends on|it depends|who knows|believes?|guess|supposedly|rumou?r|vielleicht|"
    r"vermutlich|wahrscheinlich|glaube|irgendwie|keine ahnung)\b|かも|たぶん|多分|と思う|気がする",
    re.I,
)
LEANING = re.compile(
    r"^(This|That|These|Those|It|Its|They|Their|He|She|His|Her|Such|Both|Same|But|And|Then|Here|There|So|However|Instead|Otherwise|Other|Others|"
    r"Either|Neither|Also|Dies\w*|Das gilt|Er|Es|Sie|Beide|Aber|Und|Dann|Dadurch|Dabei|Damit|Dort)\b|^(これ|それ|この|その|しかし|でも|また|そして|ただし|だから)"
)
MIN_SOURCES, MIN_QUALITY = 3, 0.65
BOASTING = re.compile(
    r"!|\b(hacks?|amazing|secret|simply|never again|game.changer|everyone knows|of course|trust (me|us)|forget)\b", re.I
)
ANSWER_WORD = re.compile(r"^(Yes|No|Ja|Nein|はい|いいえ)[,、.]\s*")
ENDINGS = (".", "。", ".”", '."', "”.", '".', ".“")


def usable(span: Span) -> bool:
    """A whole, impersonal, certain statement that stands without its neighbours."""
    text = standing(span.text)
    if (
        not text.endswith(ENDINGS)
        or JUNK.search(text)
        or PERSONAL.search(_without_quotations(text))
        or HEDGED.search(text)
    ):
        return False
    if text.isascii() and not says_something(text):
        return False
    if (
        LEANING.match(text)
        or text.count('"') % 2
        or not (text[0].isupper() or text[0].isdigit() or text[0] in '"“' or CJK.match(text))
    ):
        return False
    return (8 if CJK.search(text) else 5) <= word_count(text) <= 34 and len(span.content) >= 3


def standing(text: str) -> str:
    """The statement of an answer without its yes or no."""
    return capitalised(ANSWER_WORD.sub("", text))


def _without_quotations(text: str) -> str:
    return re.sub(r"[\"“„][^\"”“]*[\"”“]", "", text)


@lru_cache(maxsize=256)
def usable_spans(source: Source) -> tuple[Span, ...]:
    return tuple(span for span in source.spans if usable(span))


@lru_cache(maxsize=64)
def pool(sources: tuple[Source, ...], phrase: str) -> tuple[Span, ...]:
    """Usable spans of the sources worth trusting, each statement once: of two that say nearly the same the first stays."""
    kept: list[Span] = []
    by_word: dict[str, list[Span]] = {}
    for source in trusted(sources, phrase):
        for span in usable_spans(source):
            if not _said_before(span, by_word):
                kept.append(span)
                for word in span.content:
                    by_word.setdefault(word, []).append(span)
    return tuple(kept)


def trusted(sources: tuple[Source, ...], phrase: str) -> tuple[Source, ...]:
    """Sources about the phrase and of some quality, best first; the three best where too few are."""
    worth = {source.id: quality(source) * _closeness(source, phrase) for source in sources}
    ranked = sorted(sources, key=lambda source: (-worth[source.id], int(source.id[1:])))
    return tuple(source for n, source in enumerate(ranked) if n < MIN_SOURCES or worth[source.id] >= MIN_QUALITY)


def _closeness(source: Source, phrase: str) -> float:
    """How much of the phrase the title names, or the average sentence does."""
    wanted = content(phrase)
    if not wanted:
        return 1.0
    spoken = sum(len(wanted & span.content) for span in source.spans) / max(1, len(source.spans)) / len(wanted)
    return min(1.0, max(len(wanted & content(source.title)) / len(wanted), 2 * spoken) + 0.1)


def _said_before(span: Span, by_word: dict[str, list[Span]]) -> bool:
    shared = Counter(other.id for word in span.content for other in by_word.get(word, ()))
    sizes = {other.id: len(other.content) for word in span.content for other in by_word.get(word, ())}
    return any(count / (len(span.content) + sizes[other] - count) > 0.6 for other, count in shared.items())


@dataclass(frozen=True, eq=False)
class Ranking:
    """Weights of words over a pool; common words of the pool say little. What was scored once is remembered."""

    spans: tuple[Span, ...]
    weight: dict[str, float]
    quality: dict[str, float]
    holders: dict[str, list[int]]
    known: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)

    def scores(self, topic: str, keyword: str) -> dict[str, float]:
        """Score by span id: words shared with the topic, a little for the keyword's, lifted by neighbours."""
        if (topic, keyword) not in self.known:
            self.known[topic, keyword] = self._scored(wanted_words(topic), content(keyword))
        return self.known[topic, keyword]

    def _scored(self, wanted: frozenset[str], subject: frozenset[str]) -> dict[str, float]:
        own = [0.0] * len(self.spans)
        for word in sorted(wanted | subject):
            weight = self.weight.get(word, 0.0) * (0.3 if word in subject else 1.0)
            for n in self.holders.get(word, ()):
                own[n] += weight / (1 + 0.04 * len(self.spans[n].content))
        return {
            span.id: (own[n] + 0.35 * self._near(n, own)) * self.quality[span.document]
            for n, span in enumerate(self.spans)
        }

    def _near(self, n: int, own: list[float]) -> float:
        """The better score of the two neighbours in the same document."""
        span = self.spans[n]
        beside = (m for m in (n - 1, n + 1) if 0 <= m < len(own) and self.spans[m].document == span.document)
        return max((own[m] for m in beside if abs(self.spans[m].position - span.position) == 1), default=0.0)


@lru_cache(maxsize=64)
def ranking(sources: tuple[Source, ...], phrase: str) -> Ranking:
    """Weigh the words of a pool."""
    rows = pool(sources, phrase)
    frequency = Counter(word for span in rows for word in span.content)
    weight = {word: math.log(1 + len(rows) / count) for word, count in frequency.items()}
    holders: dict[str, list[int]] = {}
    for n, span in enumerate(rows):
        for word in span.content:
            holders.setdefault(word, []).append(n)
    return Ranking(rows, weight, {source.id: quality(source) for source in sources}, holders)


@lru_cache(maxsize=256)
def quality(source: Source) -> float:
    """How far a source is to be trusted, 0.3 to 1.2: figures lift it; hedging, shouting and talk about itself lower it."""
    total = max(1, len(source.spans))
    figures = sum(any(character.isdigit() for character in span.text) for span in source.spans) / total
    loose = sum(
        bool(HEDGED.search(span.text) or PERSONAL.search(_without_quotations(span.text)) or BOASTING.search(span.text))
        for span in source.spans
    )
    return max(0.3, min(1.2, 0.7 + 0.9 * figures - 2.0 * loose / total))


ASKING = content(
    "change changes keep keeps fit fits differ differs work works use uses happen matter affect affects influence play part role comes deserve "
    "attention explained know start say basics important choose mean means common mistake tip guide ändern gelten"
)


def wanted_words(topic: str) -> frozenset[str]:
    """What a topic asks about, without the words that only ask; all of them where nothing else is left."""
    return (content(topic) - ASKING) or content(topic)


_NOT_TOPICS_WORDS = """
thing things way lot part parts time times year years minute minutes hour hours second seconds week weeks month
months number amount kind result test tests source sources people lower higher wider narrower rider riders fingertip person customers first third figure level start
end morning evening next last half rest same different large small high low fresh new old empty
"""
NOT_TOPICS = frozenset(_NOT_TOPICS_WORDS.split())


def topics(spans: Iterable[Span], keyword: str, limit: int) -> list[str]:
    """Nouns that several sources use and that the keyword does not name, most widespread first."""
    subject = content(keyword)
    counts: Counter[str] = Counter()
    documents: dict[str, set[str]] = {}
    for span in spans:
        for before, word in _neighbours(span.text):
            counts[word] += 2 if before in ("the", "of", "a", "an") else 1
            documents.setdefault(word, set()).add(span.document)
    ranked = [
        word
        for word in sorted(counts, key=lambda word: (-len(documents[word]) * math.log(1 + counts[word]), word))
        if not content(word) & subject and len(documents[word]) > 1
    ]
    return _distinct(ranked)[:limit]


NOUN_MARKERS = frozenset(["the", "a", "an", "of", "in", "with", "and"])


def _neighbours(text: str) -> Iterable[tuple[str, str]]:
    if CJK.search(text):
        yield from (("", word) for word in re.findall(r"[\u30a0-\u30ff]{3,}|[\u4e00-\u9fff]{2,4}", text))
        return
    if re.search(r"\b(der|die|das|und|ist|ein)\b", text):
        yield from (("", word) for word in re.findall(r"(?<=[a-zäöü,] )[A-ZÄÖÜ][a-zäöüß]{3,}\b", text))
        return
    found = words(text)
    for before, word, after in zip(found, found[1:], [*found[2:], ""], strict=False):
        noun = before in NOUN_MARKERS and (not after or not after.isalpha() or len(content(after)) == 0)
        if noun and word.isalpha() and len(word) > 3 and word not in NOT_TOPICS and content(word):
            yield before, word


def _distinct(ranked: list[str]) -> list[str]:
    seen: set[frozenset[str]] = set()
    kept = []
    for word in ranked:
        if content(word) not in seen:
            seen.add(content(word))
            kept.append(word)
    return kept
