"""The answer `Refreshed`: sentences in place of old ones and sections for gaps, out of the evidence and nothing else."""

from collections import Counter

from sandbox.model.answers.compose import Composer, composer
from sandbox.model.answers.evidence import pool, ranking
from sandbox.model.answers.headings import clean, statement
from sandbox.model.answers.material import Material, Span
from sandbox.model.answers.text import capitalised, content, plain, word_count
from sandbox.model.tokens import Json

LEAST_SHARED = 2  # content words that a span and an old sentence have in common before they speak of one thing
SPANS_OF_SECTION = 5
SECTION_WORDS = 40
LEAVE_OUT = "leave out"  # the one kind of note that it follows: about a section, in the words of its question


class Refresh:
    """One post's refresh. A span that was used once is not used again."""

    def __init__(self, material: Material) -> None:
        about = material.json("refresh")
        self.keyword = str(about.get("keyword", ""))
        self.left_out = [content(str(note)) for note in about.get("notes", ()) if LEAVE_OUT in str(note).lower()]
        self.usable = pool(material.sources, self.keyword) if material.sources else ()
        self.ranking = ranking(material.sources, self.keyword)
        self.composer: Composer = composer(material.language, material.sources)
        self.used: set[str] = set()

    def passage(self, row: Json) -> str:
        """The sentence of the span that shares most with the old one; nothing where no span speaks of it, or a link has no place."""
        wanted = content(str(row.get("text", "")))
        years = [word for reason in row.get("reasons", ()) for word in str(reason).split() if word.isdigit()]
        near = [
            span for span in self.usable
            if span.id not in self.used and len(span.content & wanted) >= LEAST_SHARED
            and not any(year in span.text for year in years)
        ]  # fmt: skip
        for span in sorted(near, key=lambda span: (-len(span.content & wanted), span.id)):
            written = self.composer.sentence(span)
            if written and all(str(kept) in plain(written) for kept in row.get("keep", ())):
                self.composer.remember(written)
                self.used.add(span.id)
                return written
        return ""

    def section(self, row: Json) -> Json:
        question = str(row.get("question", ""))
        asked = content(question) - content(self.keyword)
        spans = [] if any(asked <= note for note in self.left_out) else self._spans(question)
        text = self.composer.paragraph(spans) if spans else ""
        heading = capitalised(statement(clean(question), self.keyword)) or question
        told = [text] if word_count(plain(text)) >= SECTION_WORDS else []
        return {"number": row["number"], "heading": heading, "paragraphs": told}

    def _spans(self, question: str) -> list[Span]:
        """Spans that speak of what the question asks beside the keyword, those with its rarest words first."""
        scores = self.ranking.scores(question, self.keyword)
        asked = content(question) - content(self.keyword)
        said = Counter(word for span in self.usable for word in span.content & asked)
        free = [span for span in self.usable if span.id not in self.used and span.content & asked]
        rare = {span.id: sum(1 / said[word] for word in span.content & asked) for span in free}
        best = sorted(free, key=lambda span: (-rare[span.id], -scores[span.id], span.id))[:SPANS_OF_SECTION]
        self.used |= {span.id for span in best}
        return best


def write_refresh(material: Material) -> Json:
    refresh = Refresh(material)
    return {
        "passages": [
            {"number": row["number"], "text": refresh.passage(row)} for row in material.rows("passages")
        ],
        "sections": [refresh.section(row) for row in material.rows("gaps")],
    }  # fmt: skip
