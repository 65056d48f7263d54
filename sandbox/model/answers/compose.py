"""Paragraphs from spans: each sentence in other words than its source, cited, and never more than twelve words copied."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from sandbox.model.answers.english import imperative, lowered, merged, reordered, reworded, stronger, with_pronoun
from sandbox.model.answers.evidence import ANSWER_WORD
from sandbox.model.answers.language import Phrases, phrases
from sandbox.model.answers.material import Source, Span
from sandbox.model.answers.text import (
    CITATION,
    WORD,
    capitalised,
    grams,
    names,
    numbers,
    plain,
    run_words,
    sentences,
)  # fmt: skip

MAX_QUOTATIONS = 4
LEANING_ON = re.compile(r"\b(?:deshalb|darum|daher|somit|dadurch) ")
ADDRESS = re.compile(r"\w\.\w")


@dataclass
class Composer:
    """Writes sentences for one answer and remembers which it wrote. `runs`: every run of thirteen words of the evidence."""

    language: str
    runs: frozenset[tuple[str, ...]]
    common: frozenset[str]
    proper: frozenset[str]
    publishers: dict[str, str]
    said: set[str] = field(default_factory=set)
    opened: int = 0
    quoted: int = 0

    @property
    def phrases(self) -> Phrases:
        return phrases(self.language)

    def copies(self, text: str) -> bool:
        """Does the text share a run of more than twelve words with the evidence, outside quotations?"""
        return any(gram in self.runs for gram in grams(run_words(text)))

    def sentence(self, span: Span, before: str = "") -> str:
        """One cited sentence for a span that fits after `before`, or nothing when none does."""
        return next(iter(self._fitting(span, before)), "")

    def _fitting(self, span: Span, before: str) -> Iterator[str]:
        for candidate in self._variants(span, before):
            cited = cite(candidate, (span.id,))
            if (
                plain(cited) not in self.said
                and _kept(span.text, candidate)
                and not self.copies(_tail(before) + self.phrases.gap + cited)
            ):
                yield cited

    def _variants(self, span: Span, before: str) -> Iterator[str]:
        text = ANSWER_WORD.sub("", span.text)
        text = capitalised(text)
        if self.language == "en":
            yield from self._english(text, before)
        elif self.phrases.stop == ".":
            text = LEANING_ON.sub("", text)
            yield from (text, *self._opened(text))
        yield from self._quoted(span, text)

    def _english(self, text: str, before: str) -> Iterator[str]:
        rewritten = reworded(text)
        last = plain(sentences(before)[-1]) if before else ""
        if last and (short := with_pronoun(last, rewritten)):
            yield short
        repeats = bool(last) and _start(last) == _start(rewritten)
        for candidate in reordered(rewritten, self.common):
            if not repeats or _start(candidate) != _start(last):
                yield candidate
        if not repeats:
            yield rewritten
        yield from stronger(rewritten)
        yield from self._opened(rewritten)
        if repeats:
            yield rewritten
        for other in stronger(rewritten):
            yield from self._opened(other)

    def _opened(self, text: str) -> Iterator[str]:
        if '"' in text[:1] or "“" in text[:1]:
            yield text
            return
        openers = self.phrases.openers
        small = lowered(text, self.common) if self.language == "en" else text
        stands = small != text or not text[0].isupper() or WORD.findall(text)[0] in self.proper
        for opener in _rotated(openers, self.opened):
            if stands or not opener.endswith(","):
                yield f"{opener}{self.phrases.gap}{small}"

    def _quoted(self, span: Span, text: str) -> Iterator[str]:
        """The sentence as a quotation that names its publisher; few, because a page of quotations is no article."""
        bare = text.rstrip(".。")
        publisher = self.publishers.get(span.document, "")
        if re.search(r"[\"“”„]", bare) or not publisher or (self.quoted >= MAX_QUOTATIONS and self.phrases.stop == "."):
            return
        for pattern in _rotated(self.phrases.quoting, self.quoted):
            yield pattern.format(q=bare, p=publisher)

    def opened_sentence(self, span: Span) -> str:
        """A sentence for a span that does not begin with its subject, or nothing."""
        text = reworded(span.text) if self.language == "en" else span.text
        for candidate in self._opened(text):
            cited = cite(candidate, (span.id,))
            if _kept(span.text, candidate) and not self.copies(cited):
                self.remember(cited)
                return cited
        return ""

    def paragraph(self, spans: Iterable[Span], text: str = "") -> str:
        """`text` and sentences for the spans in order; neighbours about one subject are joined."""
        waiting = list(spans)
        while waiting:
            span = waiting.pop(0)
            joined = self._joined(span, waiting[0], text) if waiting and self.language == "en" else ""
            if joined:
                waiting.pop(0)
            added = joined or self.sentence(span, text)
            if added:
                self.remember(added)
                text = f"{text}{self.phrases.gap}{added}".strip() if text else added
        return text

    def _joined(self, span: Span, following: Span, before: str) -> str:
        first = reworded(span.text)
        for wording in (first, *stronger(first)):
            sentence = merged(wording, reworded(following.text))
            cited = cite(sentence, (span.id, following.id))
            kept = sentence and _kept(f"{span.text} {following.text}", sentence) and plain(cited) not in self.said
            if kept and not self.copies(_tail(before) + self.phrases.gap + cited):
                return cited
        return ""

    def remember(self, cited: str) -> None:
        self.said.add(plain(cited))
        if any(plain(cited).startswith(opener) for opener in self.phrases.openers):
            self.opened += 1
        self.quoted += "“" in cited

    def step(self, span: Span) -> str:
        """A span as an item of a list, or nothing when it can't be said in twelve words of its own."""
        text = reworded(span.text) if self.language == "en" else span.text
        candidates = [text, *(reordered(text, self.common) if self.language == "en" else ())]
        for candidate in candidates:
            cited = cite(candidate, (span.id,))
            if not self.copies(cited) and _kept(span.text, candidate) and plain(cited) not in self.said:
                self.remember(cited)
                return cited
        return ""

    def orders(self, span: Span) -> bool:
        """Is the span an instruction that could be a step?"""
        return self.language == "en" and imperative(span.text)


def composer(language: str, sources: tuple[Source, ...]) -> Composer:
    runs, common, proper = _learned(sources)
    return Composer(
        language,
        runs,
        common,
        proper,
        {
            source.id: source.publisher
            for source in sources
            if source.publisher and not ADDRESS.search(source.publisher)
        },
    )


@lru_cache(maxsize=64)
def _learned(rows: tuple[Source, ...]) -> tuple[frozenset[tuple[str, ...]], frozenset[str], frozenset[str]]:
    """Runs of words that may not be copied, words written small somewhere, and words capitalised inside sentences."""
    runs = frozenset().union(*(source.runs for source in rows))
    proper = frozenset(name for source in rows for span in source.spans for name in names(span.text))
    return runs, _common_words(rows), proper


def _common_words(sources: Iterable[Source]) -> frozenset[str]:
    """Words that the evidence writes small somewhere, so that they are no names."""
    return frozenset(word for source in sources for span in source.spans for word in _small_words(span.text))


def _small_words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if word[0].islower()]


def cite(sentence: str, spans: tuple[str, ...]) -> str:
    return f"{sentence} {''.join(f'[{span}]' for span in spans)}"


def _kept(original: str, written: str) -> bool:
    """Numbers are the same, and every name of the original is still there and none was added."""
    if numbers(original) != numbers(written):
        return False
    before = set(WORD.findall(original))
    return names(original) - names(written) <= _starts(written) and names(_outside(written)) <= before


def _outside(text: str) -> str:
    """The text without quotations and the name of who is quoted."""
    return "" if "“" in text else text


def _starts(text: str) -> set[str]:
    return {WORD.findall(plain(sentence))[0] for sentence in sentences(text) if WORD.findall(plain(sentence))}


def _start(sentence: str) -> str:
    return " ".join(sentence.split()[:1]).lower()


def _tail(text: str) -> str:
    """The end of a paragraph that could run on into the next sentence."""
    return " ".join(CITATION.sub("", text).split()[-16:]) if text else ""


def _rotated(items: tuple[str, ...], by: int) -> tuple[str, ...]:
    return items[by % len(items) :] + items[: by % len(items)]
