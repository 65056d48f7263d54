"""Layer 1's nouns: a keyword, the pages that rank for it, what they say, and the brief."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from layers.nouns.value import Value

LONGEST_SLUG = 90


class Intent(StrEnum):
    INFORMATIONAL = "informational"
    NAVIGATIONAL = "navigational"
    COMMERCIAL = "commercial"
    TRANSACTIONAL = "transactional"


class Keyword(Value):
    """A phrase that people search for. Each figure names its source in `sources` (`volume: semrush 2026-11-02`)."""

    phrase: str = Field(min_length=1, max_length=120)
    volume: int | None = None
    difficulty: float | None = None
    position: float | None = None
    impressions: int | None = None
    clicks: int | None = None
    sources: tuple[str, ...] = ()


class Span(Value):
    """One sentence of a source. `id` is `e<document>.<sentence>`, both counted from 1."""

    id: str = Field(pattern=r"^e\d+\.\d+$")
    text: str


class Evidence(Value):
    """One document that was read: address, time and text, split into spans that a claim may cite."""

    id: str = Field(pattern=r"^e\d+$")
    url: str
    title: str
    publisher: str = ""
    spans: tuple[Span, ...]
    read_at: datetime
    sha256: str

    @property
    def text(self) -> str:
        return " ".join(span.text for span in self.spans)


class RankedPage(Value):
    """A page that ranks for the keyword: its outline, not its words."""

    rank: int
    url: str
    title: str
    words: int
    headings: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()


class Unread(Value):
    """A page that could not be read, and why; a value, because one bad page is no failure."""

    url: str
    reason: str


class Landscape(Value):
    keyword: str
    engine: str
    pages: tuple[RankedPage, ...]
    unread: tuple[Unread, ...] = ()
    questions: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    median_words: int


class Angle(Value):
    """The model's answer to `angle`: the claim that this article alone makes, and what it adds."""

    intent: Intent
    reader: str = Field(min_length=3, max_length=300)
    angle: str = Field(min_length=20, max_length=500)
    what_is_new: str = Field(min_length=20, max_length=500)


class BriefNotes(Value):
    """The model's answer to `brief`. `category` is the slug of one of the site's categories."""

    gaps: tuple[str, ...] = Field(min_length=1, max_length=8)
    questions: tuple[str, ...] = Field(min_length=2, max_length=8)
    category: str
    tags: tuple[str, ...] = Field(max_length=6)
    entities: tuple[str, ...] = Field(max_length=20)


class Brief(Value):
    """What one article must do, decided before a word of it is written."""

    keyword: Keyword
    slug: str = Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=LONGEST_SLUG)
    intent: Intent
    reader: str
    angle: str = Field(min_length=20)
    what_is_new: str = Field(min_length=20)
    gaps: tuple[str, ...] = Field(min_length=1)
    questions: tuple[str, ...] = Field(min_length=2)
    entities: tuple[str, ...] = ()
    target_words: int = Field(ge=100, le=20_000)
    category: str
    tags: tuple[str, ...] = Field(default=(), max_length=6)
    evidence: tuple[Evidence, ...] = Field(min_length=1)
