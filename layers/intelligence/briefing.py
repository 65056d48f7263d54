"""The two questions of layer 1, and the brief that their answers make."""

from collections.abc import Iterable, Sequence

from layers import materials, prose
from layers.errors import PoorResearchError, UnusableAnswerError
from layers.intelligence.pool import relevant_spans
from layers.nouns import (
    Angle,
    Brief,
    BriefNotes,
    Evidence,
    Keyword,
    Landscape,
    Question,
    Site,
)

LAYER = "intelligence"
RELEVANT_SPANS = 12  # fewer sentences about the keyword than this carry no article


def ask_for_angle(site: Site, keyword: Keyword, landscape: Landscape, evidence: Sequence[Evidence]) -> Question[Angle]:
    """Ask for the claim that this article alone makes.

    Raises PoorResearchError, before anything is paid, when there is too little to write from.
    """
    _require_research(site, keyword, landscape, evidence)
    return Question(
        layer=LAYER,
        step="angle",
        answer=Angle,
        materials=(
            materials.of_site(site),
            *materials.of_evidence(evidence),
            materials.of_keyword(keyword),
            materials.of_landscape(landscape),
        ),
        values={"language": site.language},
    )


def _require_research(site: Site, keyword: Keyword, landscape: Landscape, evidence: Sequence[Evidence]) -> None:
    readable, relevant = len(landscape.pages), relevant_spans(evidence, keyword.phrase)
    if readable < site.research.min_pages:
        reasons = "; ".join(f"{page.url}: {page.reason}" for page in landscape.unread[:3])
        found = f"{readable} of {readable + len(landscape.unread)} pages could be read" + (
            f" ({reasons})" if reasons else ""
        )
        raise PoorResearchError(
            site.name, keyword.phrase, found, f"At least {site.research.min_pages} are needed (`research.min_pages`)."
        )
    if relevant < RELEVANT_SPANS:
        found = f"only {relevant} sentences on {readable} pages speak of it"
        raise PoorResearchError(site.name, keyword.phrase, found, "Try the words that people who know the subject use.")


def ask_for_brief(
    site: Site, keyword: Keyword, landscape: Landscape, angle: Angle, evidence: Sequence[Evidence]
) -> Question[BriefNotes]:
    """Ask what the competition misses, which questions to answer, and where on the site the article belongs."""
    return Question(
        layer=LAYER,
        step="brief",
        answer=BriefNotes,
        materials=(
            materials.of_site(site),
            *materials.of_evidence(evidence),
            materials.of_keyword(keyword),
            materials.of_landscape(landscape),
            materials.of_angle(angle),
        ),
        values={"language": site.language},
    )


def brief(
    site: Site,
    keyword: Keyword,
    slug: str,
    landscape: Landscape,
    angle: Angle,
    notes: BriefNotes,
    evidence: Sequence[Evidence],
) -> Brief:
    """Join both answers to the brief.

    Raises UnusableAnswerError when the category is none of the site's. Tags that the site does not list and entities that
    no evidence names are dropped: the first would make new terms, the second would let a name in without a source.
    """
    return Brief(
        keyword=keyword,
        slug=slug,
        intent=angle.intent,
        reader=angle.reader,
        angle=angle.angle,
        what_is_new=angle.what_is_new,
        gaps=notes.gaps,
        questions=notes.questions,
        entities=_named_in(evidence, notes.entities),
        target_words=_target_words(site, landscape),
        category=_category(site, notes.category),
        tags=_allowed_tags(site, notes.tags),
        evidence=tuple(evidence),
    )


def _target_words(site: Site, landscape: Landscape) -> int:
    """The middle of what ranks, within the site's own range: a range to write in, not a quota to fill."""
    return min(max(landscape.median_words, site.words.min), max(site.words.max, site.words.min))


def _category(site: Site, answer: str) -> str:
    wanted = answer.strip().casefold()
    for category in site.categories:
        if wanted in (category.slug.casefold(), category.name.casefold()):
            return category.slug
    known = ", ".join(category.slug for category in site.categories)
    raise UnusableAnswerError("brief", f"'{answer}' is no category of {site.name} ({known})")


def _allowed_tags(site: Site, answers: Iterable[str]) -> tuple[str, ...]:
    """The site's own spelling of the tags; a site that lists none takes what is proposed."""
    proposed = {answer.strip().casefold(): answer.strip() for answer in answers if answer.strip()}
    if not site.tags:
        return tuple(proposed.values())
    return tuple(tag for tag in site.tags if tag.casefold() in proposed)[:6]


def _named_in(evidence: Iterable[Evidence], names: Iterable[str]) -> tuple[str, ...]:
    texts = [f" {' '.join(prose.folded(document.text))} " for document in evidence]
    return tuple(dict.fromkeys(name for name in names if _occurs(name, texts)))


def _occurs(name: str, texts: Iterable[str]) -> bool:
    words = " ".join(prose.folded(name))
    return bool(words) and any(f" {words} " in text for text in texts)
