"""Checks of the GEO pass: named entities, statements with a source, passages that can be read aloud."""

from collections.abc import Iterator

from layers import figures, prose
from layers.checks.answering import AUTOGEO
from layers.checks.check import Check, Flaw, Rules
from layers.checks.phrases import counted_by_somebody, names_its_source
from layers.checks.sources import READ
from layers.checks.subject import Subject
from layers.checks.telling import quoted
from layers.checks.wording import holds

SPEAKABLE = (
    "Google Search Central, Speakable (beta): developers.google.com/search/docs/appearance/structured-data/speakable"
)
AI_GUIDE = "Google Search Central, AI features and your website, 15 May 2026; spam policies of the same day"
WORDS_PER_SECOND = 2.5  # 150 words a minute, the pace of a news reader


def seconds_aloud(text: str) -> float:
    """Return how long it takes to read `text` aloud."""
    return prose.word_count(text) / WORDS_PER_SECOND


def entities_few(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.entities is not None and len(subject.entities) < rules.min_entities:
        yield Flaw("entities", f"{len(subject.entities)} named, at least {rules.min_entities} should be")


def entity_absent(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    whole = f"{subject.title}\n{subject.text}"
    for name in subject.entities or ():
        if not holds(whole, name):
            yield Flaw("entities", f"“{name}” is not in the text")


def attributed_few(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if subject.attributed is not None and subject.attributed < rules.min_attributed:
        yield Flaw("", f"{subject.attributed} sentences cite a source, at least {rules.min_attributed} should")


def speakable_missing(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    if rules.speakable and subject.speakable is not None and not subject.speakable:
        yield Flaw("speakable", "no passage is named")


def speakable_absent(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for place, text in subject.speakable or ():
        if not text:
            yield Flaw("speakable", f"there is no text at {place}")


def speakable_too_long(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    for place, text in subject.speakable or ():
        seconds = seconds_aloud(text or "")
        if seconds > rules.speakable_max_s:
            yield Flaw(
                "speakable", f"{place} takes {seconds:.0f} s to read aloud, more than {rules.speakable_max_s:.0f} s"
            )


def number_unattributed(subject: Subject, rules: Rules) -> Iterator[Flaw]:
    """A share of people, or a figure of a study, in a paragraph without a link, a note or the name of who counted."""
    loose = [
        sentence
        for sentence in (subject.markup.unsourced if subject.markup else ())
        if counted_by_somebody(rules.language).search(sentence)
        and not names_its_source(rules.language).search(sentence)
        and _states_a_share(sentence, rules.language)
    ]
    if loose:
        yield Flaw("", f"figures without a source: {quoted(loose)}")


def _states_a_share(sentence: str, language: str) -> bool:
    found = figures.numbers(figures.normalised(sentence), language)
    return any(figure.unit == "%" or "割" in sentence for figure in found)


ATTRIBUTION = (
    Check(
        id="entities-few",
        title="Few things are named",
        reason="A text that names what it is about can be matched to a question about it.",
        remedy="Name the products, organisations, places and people that the evidence names.",
        source=AUTOGEO, date="2025-10", kind="peer-reviewed", severity="warning", fix_class="C",
        judge=entities_few, needs="draft", gate="geo",
    ),
    Check(
        id="entity-absent",
        title="Named entity is not in the text",
        reason="Structured data must match what a visitor can read.",
        remedy="Take the name out of the structured data.",
        source=AI_GUIDE, date="2026-05-15", kind="search-engine", severity="error", fix_class="B",
        judge=entity_absent, needs="draft", gate="geo",
    ),
    Check(
        id="attributed-few",
        title="Few statements have a source",
        reason="Statements with a named source are believed and quoted; the sources must be real.",
        remedy="State what the evidence says, and cite it.",
        source="GEO: Generative Engine Optimization, KDD 2024, arXiv 2311.09735; weaker in C-SEO Bench, NeurIPS 2025, arXiv 2506.11097",
        date="2024-08", kind="peer-reviewed", severity="error", fix_class="C",
        judge=attributed_few, needs="draft", gate="geo",
    ),
    Check(
        id="speakable-missing",
        title="No passage to read aloud",
        reason="Google's speakable markup is in beta and for news; naming a passage costs nothing.",
        remedy="Name the definition, or switch it off: `schema: {speakable: false}`.",
        source=SPEAKABLE, date=READ, kind="convention", severity="notice", fix_class="B",
        judge=speakable_missing, needs="draft", gate="geo",
    ),
    Check(
        id="speakable-absent",
        title="Passage to read aloud does not exist",
        reason="Markup that points nowhere is invalid.",
        remedy="Name a passage that is there.",
        source=SPEAKABLE, date=READ, kind="search-engine", severity="error", fix_class="A",
        judge=speakable_absent, needs="draft", gate="geo",
    ),
    Check(
        id="speakable-too-long",
        title="Passage to read aloud is long",
        reason="A passage should take 20 to 30 seconds to read aloud.",
        remedy="Name a shorter passage.",
        source=SPEAKABLE, date=READ, kind="convention", severity="error", fix_class="B",
        judge=speakable_too_long, needs="draft", gate="geo",
    ),
    Check(
        id="number-unattributed",
        title="Statistic without a source",
        reason="A share of people, or what a study found, is believed and quoted where readers can look it up.",
        remedy="Link the source that counted it; without one, take the figure out.",
        source="GEO: Generative Engine Optimization, KDD 2024, arXiv 2311.09735: cited statistics are quoted more often",
        date="2024-08", kind="peer-reviewed", severity="notice", fix_class="C", judge=number_unattributed, needs="slips",
    ),
)  # fmt: skip
