"""What a check is: a rule with a reason, a source and a date, and the function that judges by it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from layers.checks.needs import FACTS, Need
from layers.checks.scanning import OPENING_WORDS
from layers.checks.subject import Subject
from layers.nouns import FixClass, ObjectType, Seen, Severity, Site, Thresholds

Kind = Literal["search-engine", "peer-reviewed", "convention"]
Pass = Literal["seo", "aeo", "geo", ""]


class Flaw(NamedTuple):
    """What was seen. `place` is a place of the draft, the name of a field (`seo_title`), or empty for the whole."""

    place: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What checks compare with: `limits` are those of the site's YAML. Lengths are words. `planned` are slugs of categories."""

    today: date
    language: str = "en"
    site_title: str = ""
    site_url: str = ""
    planned: frozenset[str] = frozenset()
    limits: Thresholds = field(default_factory=Thresholds)
    opening_words: int = OPENING_WORDS
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

    @property
    def home(self) -> str:
        """What every absolute address below the site's own begins with."""
        return self.site_url.rstrip("/") + "/"

    @classmethod
    def of(cls, site: Site, today: date) -> "Rules":
        return cls(
            today=today,
            language=site.language,
            site_title=site.title,
            site_url=site.url,
            planned=frozenset(category.slug for category in site.categories),
            limits=site.thresholds,
            speakable=site.schema_.enabled and site.schema_.speakable,
            schema=site.schema_.enabled,
            faq_page=site.schema_.faq_page,
        )


OBJECTS = frozenset({"category", "tag", "media", "author", "site"})  # what a check judges beside posts and pages

Judge = Callable[[Subject, Rules], Iterator[Flaw]]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule. It exists once: the same judge looks at an article before publishing and at a live page.

    `kind` says what the rule rests on: a search engine's own documentation, peer-reviewed work, or the habit of the
    trade. `date` is when the source was published, or last read where it is a living page. An `error` keeps a gate shut;
    a `warning` or `notice` is reported. `gate` names the pass that answers for it. `remedy` is what to do.
    `pages` says that pages (contact, about) are judged as well as posts. `about` is what it judges where that is neither,
    and `seen` where what it judges was seen. `needs` is what a subject must have for the judge to find anything.
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
    needs: Need = ""

    def applies(self, subject: Subject) -> bool:
        return self.judges(subject) and FACTS[self.needs](subject)

    def judges(self, subject: Subject) -> bool:
        """Whether it is about subjects of this type."""
        if self.about != "post" or subject.type in OBJECTS:
            return subject.type == self.about
        return self.pages or subject.type != "page"
