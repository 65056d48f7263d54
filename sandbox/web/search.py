"""Search over the saved pages: a small TF-IDF in which a page's title counts most, answered in SearXNG's shape."""

import math
import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sandbox.web.pages import SavedPage

RESULTS_PER_PAGE = 10
TITLE_WEIGHT, HEADING_WEIGHT = 6, 2
SNIPPET_CHARACTERS = 200
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_STOP_WORDS = """
a an and are as at be by do for from how i in is it of on or that the to what when which with you your der die das
und ist wie im zu
"""
_STOP = frozenset(_STOP_WORDS.split())


def terms(text: str) -> list[str]:
    """Words without a plural's s; CJK as pairs of neighbouring characters."""
    cjk = _CJK.findall(text)
    latin = [word.lower() for word in _WORD.findall(_CJK.sub(" ", text))]
    words = [word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word for word in latin]
    return [word for word in words if word not in _STOP] + [a + b for a, b in pairwise(cjk)]


@dataclass(frozen=True)
class _Row:
    page: SavedPage
    weights: dict[str, float]
    length: float


class Index:
    """Pages by their words. Pages without any word of the query are no results."""

    def __init__(self, pages: tuple[SavedPage, ...]) -> None:
        counts = [(page, _counts(page)) for page in pages]
        frequency = Counter(term for _, found in counts for term in found)
        self._rarity = {term: math.log(1 + len(pages) / n) for term, n in frequency.items()}
        self._rows = [_row(page, found, self._rarity) for page, found in counts]

    def search(self, query: str, language: str = "") -> list[tuple[SavedPage, float]]:
        """Pages that have at least half of the query's weight in rare words, best first."""
        wanted = {term: self._rarity.get(term, 0.0) for term in terms(query)}
        total = sum(self._rarity.get(term, max(self._rarity.values(), default=0.0)) for term in wanted)
        found = [
            (row.page, sum(weight * row.weights.get(term, 0.0) for term, weight in wanted.items()) / row.length)
            for row in self._rows
            if 2 * sum(weight for term, weight in wanted.items() if term in row.weights) >= total > 0
            and _speaks(row.page, language)
        ]
        return sorted(found, key=lambda hit: (-hit[1], hit[0].host, hit[0].path))


def _speaks(page: SavedPage, language: str) -> bool:
    code = language.lower()[:2]
    return not code or code in ("au", "al") or not page.language or page.language == code


def _counts(page: SavedPage) -> Counter[str]:
    found = Counter(terms(page.text))
    for term in terms(page.title):
        found[term] += TITLE_WEIGHT
    for term in terms(" ".join(page.headings)):
        found[term] += HEADING_WEIGHT
    return found


def _row(page: SavedPage, found: Counter[str], rarity: dict[str, float]) -> _Row:
    weights = {term: (1 + math.log(n)) * rarity[term] for term, n in found.items()}
    return _Row(page, weights, math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0)


def snippet(page: SavedPage, query: str) -> str:
    """The page's description, or the part of its text where the query's words come first."""
    if page.description:
        return page.description[:SNIPPET_CHARACTERS]
    lower = page.text.lower()
    starts = [at for at in (lower.find(term) for term in terms(query)) if at >= 0]
    start = max(0, min(starts, default=0) - 40)
    return page.text[start : start + SNIPPET_CHARACTERS]


def answer(index: Index, query: str, language: str, page_number: int, port: int) -> dict[str, Any]:
    """SearXNG's JSON for one page of results."""
    hits = index.search(query, language)
    shown = hits[(page_number - 1) * RESULTS_PER_PAGE : page_number * RESULTS_PER_PAGE]
    first = (page_number - 1) * RESULTS_PER_PAGE + 1
    return {
        "query": query,
        "number_of_results": len(hits),
        "results": [
            _result(page, score, position, query, port) for position, (page, score) in enumerate(shown, start=first)
        ],
        "answers": [],
        "corrections": [],
        "infoboxes": [],
        "suggestions": [],
        "unresponsive_engines": [],
    }


def _result(page: SavedPage, score: float, position: int, query: str, port: int) -> dict[str, Any]:
    url = f"http://{page.host}:{port}{page.path}"
    return {
        "url": url,
        "title": page.title,
        "content": snippet(page, query),
        "engine": "saved",
        "engines": ["saved"],
        "positions": [position],
        "score": round(score, 4),
        "category": "general",
        "template": "default.html",
        "parsed_url": ["http", f"{page.host}:{port}", page.path, "", "", ""],
        "publishedDate": page.published or None,
    }
