"""Every check there is, as data, and what it finds."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple, cast

from layers.checks.ageing import AGEING
from layers.checks.answering import ANSWERING
from layers.checks.attribution import ATTRIBUTION
from layers.checks.check import OBJECTS, Check, Flaw, Pass, Rules
from layers.checks.crawling import CRAWLING
from layers.checks.headline import HEADLINE
from layers.checks.jsonld import JSONLD
from layers.checks.linking import LINKING
from layers.checks.live import LIVE
from layers.checks.metadata import METADATA
from layers.checks.people import PEOPLE
from layers.checks.pictures import PICTURES
from layers.checks.printed_schema import PRINTED_SCHEMA
from layers.checks.sameness import SAMENESS
from layers.checks.search_console import SEARCH_CONSOLE
from layers.checks.standing import STANDING
from layers.checks.structure import STRUCTURE
from layers.checks.subject import Subject
from layers.checks.telling import NAMED
from layers.checks.terms import TERM_CHECKS
from layers.checks.whole import WHOLE
from layers.checks.writing import WRITING
from layers.nouns import Finding, ObjectType, Site

# In the order in which findings of one severity are worth doing
GROUPS: Mapping[str, tuple[Check, ...]] = {
    "robots.txt and sitemaps": CRAWLING,
    "Search Console": SEARCH_CONSOLE,
    "live page": LIVE,
    "structured data that is printed": PRINTED_SCHEMA,
    "standing": STANDING,
    "links": LINKING,
    "same on several pages": SAMENESS,
    "titles and descriptions": METADATA,
    "fields beside one another": HEADLINE,
    "headings and length": STRUCTURE,
    "text and blocks": WRITING,
    "images": PICTURES,
    "structured data": JSONLD,
    "age": AGEING,
    "categories and tags": TERM_CHECKS,
    "authors": PEOPLE,
    "site": WHOLE,
    "answers": ANSWERING,
    "sources": ATTRIBUTION,
}
CATALOGUE: tuple[Check, ...] = tuple(check for group in GROUPS.values() for check in group)
IDS = frozenset(check.id for check in CATALOGUE)


class Caught(NamedTuple):
    """A check and one flaw that it found."""

    check: Check
    flaw: Flaw


def switched_on(site: Site) -> tuple[Check, ...]:
    """Return the checks that the site's YAML has not switched off."""
    return tuple(check for check in CATALOGUE if site.checks.get(check.id, True))


def of_pass(site: Site, gate: Pass) -> tuple[Check, ...]:
    """Return the checks that one optimisation pass answers for."""
    return tuple(check for check in switched_on(site) if check.gate == gate)


def judged(subject: Subject, rules: Rules, checks: Iterable[Check]) -> Iterator[Caught]:
    """Yield every flaw that the checks find, in the order of the catalogue."""
    for check in checks:
        if check.applies(subject):
            yield from (Caught(check, flaw) for flaw in check.judge(subject, rules))


def findings(subject: Subject, site: Site, today: date) -> tuple[Finding, ...]:
    """Return one finding per check that the subject fails."""
    return tuple(found(subject, Rules.of(site, today), switched_on(site)))


def found(subject: Subject, rules: Rules, checks: Iterable[Check]) -> Iterator[Finding]:
    """Yield one finding per failed check; several flaws of one check are told in one sentence, three of them by name."""
    return found_by(subject, rules, (check for check in checks if check.applies(subject)))


def found_by(subject: Subject, rules: Rules, fitting: Iterable[Check]) -> Iterator[Finding]:
    """The same for checks of which it is known that they apply to the subject."""
    for check in fitting:
        if flaws := [*check.judge(subject, rules)]:
            yield Finding(
                check=check.id,
                severity=check.severity,
                fix_class=check.fix_class,
                page_id=subject.id,
                url=subject.url,
                title=subject.title,
                evidence=_joined([flaw.evidence for flaw in flaws]),
                object_type=object_type(subject),
            )


def _joined(flaws: Sequence[str]) -> str:
    rest = len(flaws) - NAMED
    return "; ".join(flaws[:NAMED]) + (f"; and {rest} more" if rest > 0 else "")


def object_type(subject: Subject) -> ObjectType:
    """What a subject is; of another post type, a post."""
    return cast(ObjectType, subject.type) if subject.type == "page" or subject.type in OBJECTS else "post"
