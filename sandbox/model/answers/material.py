"""The documents of a request, read by their titles."""

import json
import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from sandbox.model.answers.text import content, grams, run_words
from sandbox.model.errors import invalid
from sandbox.model.tokens import Json, rendered

SPAN = re.compile(r"^\[(e\d+)\.(\d+)\] (.+)$", re.M)
EVIDENCE = re.compile(r"^e\d+$")


@dataclass(frozen=True)
class Span:
    """One sentence of one source. `position` counts from 1 within its document."""

    id: str
    document: str
    position: int
    text: str

    @cached_property
    def content(self) -> frozenset[str]:
        return content(self.text)


@dataclass(frozen=True, eq=False)
class Source:
    """One document. Two are the same only if they are one object: reading is cached, and comparing is cheap."""

    id: str
    title: str
    publisher: str
    spans: tuple[Span, ...]
    runs: frozenset[tuple[str, ...]] = field(repr=False)


@dataclass(frozen=True)
class Material:
    """Documents by title. Reading one that is not there is the caller's mistake and answered with 400."""

    documents: dict[str, str]

    def json(self, title: str) -> Json:
        value = self._parsed(title)
        if not isinstance(value, dict):
            raise invalid(f"The rehearsal model expects a JSON object in the document `{title}`.")
        return value

    def rows(self, title: str) -> list[Json]:
        value = self._parsed(title)
        if not isinstance(value, list):
            raise invalid(f"The rehearsal model expects a JSON list in the document `{title}`.")
        return value

    def _parsed(self, title: str) -> object:
        if title not in self.documents:
            raise invalid(f"The rehearsal model finds no document titled `{title}` in the request.")
        try:
            return json.loads(self.documents[title])
        except ValueError:
            raise invalid(f"The rehearsal model cannot read the document `{title}` as JSON.") from None

    @property
    def sources(self) -> tuple[Source, ...]:
        found = [title for title in self.documents if EVIDENCE.match(title)]
        return tuple(
            read_source(title, self.documents[title]) for title in sorted(found, key=lambda title: int(title[1:]))
        )

    @property
    def language(self) -> str:
        site = self.json("site") if "site" in self.documents else {}
        return str(site.get("language", "en")).lower()[:2]


@lru_cache(maxsize=256)
def read_source(title: str, text: str) -> Source:
    """Read `# title (publisher)` and the lines of spans; a line that is neither is ignored."""
    heading = re.match(r"# (.*?)(?: \(([^()]*)\))?$", text.partition("\n")[0])
    spans = tuple(
        Span(f"{document}.{position}", document, int(position), sentence.strip())
        for document, position, sentence in SPAN.findall(text)
    )
    run = run_words(" ".join(re.sub(r'["“”]', " ", span.text) for span in spans))
    name, publisher = (heading.group(1), heading.group(2) or "") if heading else (title, "")
    return Source(title, name, publisher, spans, frozenset(grams(run)))


def read_material(request: Json) -> Material:
    documents = {}
    for block in rendered(request):
        source = block.get("source") or {}
        if block.get("type") == "document" and source.get("type") == "text":
            documents[str(block.get("title", ""))] = str(source.get("data", ""))
    return Material(documents)
