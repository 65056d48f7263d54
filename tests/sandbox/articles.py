"""Articles that the rehearsal model writes from the saved pages, and means to hold them against their evidence."""

import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from sandbox.model.answers import ANSWERS
from sandbox.model.answers.material import Material
from sandbox.model.answers.places import prose
from sandbox.web.pages import find_pages
from sandbox.web.search import Index

PAGES = Path(__file__).resolve().parents[2] / "sandbox" / "web" / "pages"
KEYWORDS = {
    "cold brew ratio": "en",
    "espresso grind size": "en",
    "how often to lube a bike chain": "en",
    "bike tyre pressure": "en",
    "green tea water temperature": "en",
    "how to store loose leaf tea": "en",
    "Cold Brew Verhältnis": "de",
    "水出しコーヒー 比率": "ja",
}
SITE = {
    "title": "The Daily Cup",
    "language": "en",
    "categories": [
        {"slug": "brewing", "name": "Brewing", "purpose": "ratios, water, temperature"},
        {"slug": "care", "name": "Care", "purpose": "chains, tyres, tins"},
    ],
    "tags": ["ratio", "chain"],
}
MARK = re.compile(r"\s*\[(e\d+\.\d+)\]")


class Sentences(HTMLParser):
    """Lines of paragraphs and list items, each a sentence or a few; headings apart."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.headings: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("p", "li", "h2", "h3"):
            self._into = self.headings if tag[0] == "h" else self.lines
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("p", "li", "h2", "h3"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into[-1] += data


@cache
def saved_web() -> Index:
    return Index(find_pages((PAGES,)))


def documents(keyword: str, language: str) -> dict[str, str]:
    """Evidence and landscape of the six pages that rank for a keyword."""
    found: dict[str, str] = {}
    pages = []
    for n, (page, _) in enumerate(saved_web().search(keyword, language)[:6], start=1):
        reader = Sentences()
        reader.feed((PAGES / page.host / page.path.lstrip("/")).read_text(encoding="utf-8"))
        split = r"(?<=[。！？])" if language == "ja" else r"(?<=[.!?])\s+"
        rows = [piece.strip() for line in reader.lines for piece in re.split(split, line) if len(piece.strip()) > 12]
        spans = [f"[e{n}.{i}] {' '.join(row.split())}" for i, row in enumerate(rows, start=1)]
        found[f"e{n}"] = "\n".join([f"# {page.title} ({page.host.partition('.')[0].title()})", *spans])
        pages.append(
            {
                "rank": n,
                "url": page.path,
                "title": page.title,
                "words": 900,
                "headings": reader.headings,
                "questions": [],
                "entities": [],
            }
        )
    landscape = {"keyword": keyword, "pages": pages, "median_words": 900}
    return found | {
        "landscape": json.dumps(landscape),
        "keyword": json.dumps({"phrase": keyword}),
        "site": json.dumps(SITE | {"language": language}),
    }


def answer(title: str, found: dict[str, str], **more: Any) -> dict[str, Any]:
    return ANSWERS[title](Material(found | {name: json.dumps(value) for name, value in more.items()}))


class Article:
    """All answers for one keyword, made once."""

    def __init__(self, keyword: str, language: str) -> None:
        self.keyword, self.language = keyword, language
        self.documents = documents(keyword, language)
        self.angle = answer("Angle", self.documents)
        self.notes = answer("BriefNotes", self.documents, angle=self.angle)
        self.brief = {"keyword": {"phrase": keyword}, "slug": "x", "target_words": 600, **self.angle, **self.notes}
        self.draft = answer("Draft", self.documents, brief=self.brief)
        lines = [
            line
            for name, text in self.documents.items()
            if re.fullmatch(r"e\d+", name)
            for line in text.splitlines()[1:]
        ]
        self.spans = {line[1 : line.index("]")]: line[line.index("]") + 2 :] for line in lines}

    def sentences(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every sentence with the spans it cites."""
        for _, text in prose(self.draft):
            yield from cited(text)


def cited(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for sentence, marks in re.findall(r"(.+?)((?:\s*\[e\d+\.\d+\])+|$)", text):
        parts = [part for part in re.split(r"(?<=[.!?。])\s+(?=[A-ZÄÖÜ])|(?<=。)(?!”)", sentence.strip()) if part]
        yield from ((part, ()) for part in parts[:-1])
        if parts:
            yield parts[-1], tuple(MARK.findall(marks))


MADE: dict[str, Article] = {}


def made(keyword: str) -> Article:
    if keyword not in MADE:
        MADE[keyword] = Article(keyword, KEYWORDS[keyword])
    return MADE[keyword]


def figures(text: str) -> list[str]:
    return re.findall(r"\d+(?:[.,:]\d+)*", text)


def patched(draft: dict[str, Any], patches: list[dict[str, str]]) -> dict[str, Any]:
    new: dict[str, Any] = json.loads(json.dumps(draft))
    for patch in patches:
        parts = patch["place"].split(".")
        if parts[0] in ("title", "definition"):
            new[parts[0]] = patch["text"]
        elif parts[0][0] == "f":
            new["faq"][int(parts[0][1:]) - 1][parts[1]] = patch["text"]
        elif parts[1] == "heading":
            new["sections"][int(parts[0][1:]) - 1]["heading"] = patch["text"]
        else:
            block = new["sections"][int(parts[0][1:]) - 1]["blocks"][int(parts[1][1:]) - 1]
            if len(parts) == 3:
                block["items"][int(parts[2][1:]) - 1] = patch["text"]
            else:
                block["text"] = patch["text"]
    return new
