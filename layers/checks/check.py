"""What a check is: a rule with a reason, a source and a date, and the function that judges by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from layers.checks.subject import Subject
from layers.nouns import FixClass, ObjectType, Seen, Severity, Site

Kind = Literal["search-engine", "peer-reviewed", "convention"]
Pass = Literal["seo", "aeo", "geo", ""]


class Flaw(NamedTuple):
    """What was seen. `place` is a place of the draft, the name of a field (`seo_title`), or empty for the whole."""

    place: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Rules:
    """The figures that checks compare with. Widths are pixels of a search result on a desktop; lengths are words."""

    today: date
    language: str = "en"
    site_title: str = ""
    thin_words: int = 300
    stale_days: int = 540
    seo_title_min_px: int = 200
    seo_title_max_px: int = 580
    description_min_px: int = 400
    description_max_px: int = 920
    title_max_chars: int = 110
    slug_max_chars: int = 75
    opening_words: int = 100
    definition_words: int = 60
    answer_min_words: int = 40
    answer_max_words: int = 60
    answer_max_chars: int = 320
    faq_min: int = 2
    faq_max: int = 8
    min_variations: int = 2
    min_question_headings: int = 2
    min_entities: int = 3
    min_attributed: int = 3
    speakable: bool = True
    speakable_max_s: float = 30.0
    schema: bool = True
    faq_page: bool = False
    slow_ms: int = 1_800
    heavy_bytes: int = 2_000_000
    decay_min_clicks: int = 30
    decay_loss: float = 0.30
    no_clicks_days: int = 90

    @classmethod
    def of(cls, site: Site, today: date) -> "Rules":
        return cls(
            today=today,
            language=site.language,
            site_title=site.title,
            thin_words=site.thresholds.thin_words,
            stale_days=site.thresholds.stale_days,
            speakable=site.schema_.enabled and site.schema_.speakable,
            schema=site.schema_.enabled,
            faq_page=site.schema_.faq_page,
            slow_ms=site.thresholds.slow_ms,
            heavy_bytes=site.thresholds.heavy_kb * 1_000,
            decay_min_clicks=site.thresholds.decay_min_clicks,
            decay_loss=site.thresholds.decay_loss,
            no_clicks_days=site.thresholds.no_clicks_days,
        )


OBJECTS = frozenset({"category", "tag", "media", "author", "site"})  # what a check judges beside posts and pages

Judge = Callable[[Subject, Rules], Iterator[Flaw]]


@dataclass(frozen=True)
class Check:
    """One rule. It exists once: the same judge looks at an article before publishing and at a live page.

    `kind` says what the rule rests on: a search engine's own documentation, peer-reviewed work, or the habit of the
    trade. `date` is when the source was published, or last read where it is a living page. An `error` keeps a gate shut;
    a `warning` or `notice` is reported. `gate` names the pass that answers for it. `remedy` is what to do.
    `pages` says that pages (contact, about) are judged as well as posts. `about` is what it judges where that is neither,
    and `seen` where what it judges was seen.
    """

    id: str
    title: str
    reason: str
    remedy: str
    source: str
    date: str
    kind: Kind
    severity: Severity
    fix_class: FixClass
    judge: Judge
    gate: Pass = ""
    pages: bool = False
    about: ObjectType = "post"
    seen: Seen = "record"

    def applies(self, subject: Subject) -> bool:
        if self.about != "post" or subject.type in OBJECTS:
            return subject.type == self.about
        return self.pages or subject.type != "page"
