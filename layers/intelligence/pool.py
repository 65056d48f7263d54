"""The evidence pool: readings cut into sentences that a claim may cite."""

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

from layers import figures, prose
from layers.intelligence.reading import Reading
from layers.nouns import Evidence, Span

SPANS_PER_DOCUMENT = 60
SHORTEST_WORDS = 4
LONGEST_WORDS = 60
_DAY_OF_MONTH = r"\d{1,2}\.\s+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)(?:\.|[a-z]*(?:uar|[bm]er|z|ril|ni|li|ust))?(?!\w)"
_BULLET = re.compile(rf"^\s*(?!{_DAY_OF_MONTH})(?:[-*•·]|\d+[.)])\s+")  # `12. Januar 2026` is no twelfth item
_TERMINAL = re.compile(r"[.!。！]+[\"”“’»«)\]」』）]*$")
_BOILERPLATE = re.compile(
    r"\b(?:cookies?|newsletter|subscribe|sign up|log in|privacy policy|terms of (?:use|service)|all rights reserved|©|"
    r"copyright|affiliate|sponsored|click here|share this|read more|advertis\w+|Datenschutz|Impressum|abonnier\w+|"
    r"Anmelden|Werbung)\b|クッキー|プライバシー|ログイン|会員登録|広告",
    re.IGNORECASE,
)


def evidence(readings: Iterable[Reading], phrase: str = "") -> tuple[Evidence, ...]:
    """Cut readings into documents `e1`, `e2` ... of at most 60 spans each.

    Left out: table rows, headings, questions, what every site says about itself (unless `phrase` is about that), sentences
    shorter than 4 or longer than 60 words, and any sentence that an earlier document has already. Where a document has
    more than fits, sentences about `phrase` and sentences with figures stay. A reading without a usable sentence gives no
    document.
    """
    seen: set[tuple[str, ...]] = set()
    found: list[Evidence] = []
    for reading in readings:
        chosen = _best(_new_sentences(reading.text, seen, phrase), phrase)
        if chosen:
            found.append(_document(f"e{len(found) + 1}", reading, chosen))
    return tuple(found)


def _document(number: str, reading: Reading, sentences: list[str]) -> Evidence:
    return Evidence(
        id=number,
        url=reading.url,
        title=reading.title,
        publisher=reading.publisher,
        spans=tuple(Span(id=f"{number}.{position}", text=text) for position, text in enumerate(sentences, 1)),
        read_at=reading.read_at,
        sha256=sha256(reading.text.encode()).hexdigest(),
    )


def _new_sentences(text: str, seen: set[tuple[str, ...]], phrase: str) -> list[str]:
    subject = prose.content_words(phrase)
    fresh: list[str] = []
    for sentence in running_sentences(text):
        words = prose.folded(sentence)
        if words not in seen and _is_usable(sentence, subject):
            seen.add(words)
            fresh.append(sentence)
    return fresh


def running_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of running text: no table rows, no headings, no questions."""
    for line in text.splitlines():
        if not line.lstrip().startswith("|"):
            for sentence in prose.sentences(_BULLET.sub("", line)):
                if _TERMINAL.search(sentence):
                    yield " ".join(sentence.split())


def _is_usable(sentence: str, subject: frozenset[str]) -> bool:
    fits = SHORTEST_WORDS <= prose.word_count(sentence) <= LONGEST_WORDS
    return fits and all(_is_subject(found.group(), subject) for found in _BOILERPLATE.finditer(sentence))


def _is_subject(boilerplate: str, subject: frozenset[str]) -> bool:
    """Of a page about chocolate chip cookies, the sentences that say so are no notice about cookies."""
    stems = prose.content_words(boilerplate)
    return bool(stems) and stems <= subject


def _best(sentences: list[str], phrase: str) -> list[str]:
    subject = prose.content_words(phrase)
    ranked = sorted(range(len(sentences)), key=lambda index: -_worth(sentences[index], subject))
    return [sentences[index] for index in sorted(ranked[:SPANS_PER_DOCUMENT])]


def _worth(sentence: str, subject: frozenset[str]) -> int:
    return 2 * len(subject & prose.content_words(sentence)) + bool(figures.stated(sentence))


def relevant_spans(evidence: Iterable[Evidence], phrase: str) -> int:
    """Count the spans that share a content word with the phrase."""
    subject = prose.content_words(phrase)
    return sum(bool(subject & prose.content_words(span.text)) for document in evidence for span in document.spans)
