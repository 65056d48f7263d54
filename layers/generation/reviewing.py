"""The editor's questions, and whether the editor's quotations are in the draft."""

import re
from collections.abc import Sequence

from layers import inline, materials, places
from layers.generation.checking import word_limits
from layers.generation.writing import LAYER
from layers.nouns import Brief, Draft, Patches, Question, RequiredChange, Review, Site

_QUOTES = re.compile(r"[\"“”„«»‘’'`´「」『』]")
_EDGES = " .…,;:–—-"


def ask_for_review(brief: Brief, draft: Draft) -> Question[Review]:
    """Ask an editor who sees the brief and the draft, and neither the evidence nor what the writer was told."""
    return Question(
        layer=LAYER,
        step="review",
        answer=Review,
        materials=(materials.of_brief(brief), materials.of_draft(draft)),
    )


def ask_for_revision(site: Site, brief: Brief, draft: Draft, changes: Sequence[RequiredChange]) -> Question[Patches]:
    """Ask for new text in the places that must change, and for nothing else."""
    least, most = word_limits(brief)
    return Question(
        layer=LAYER,
        step="revise",
        answer=Patches,
        materials=(
            materials.of_site(site),
            *materials.of_evidence(brief.evidence),
            materials.of_brief(brief, cached=True),
            materials.of_draft(draft),
            materials.of_changes(changes),
        ),
        values={"language": site.language, "min_words": str(least), "max_words": str(most)},
    )


def misquotations(draft: Draft, review: Review) -> tuple[str, ...]:
    """Return the quotations of a review that are not in the draft, marks, quote characters and white space apart.

    A quotation may run over the border of two places (a heading and what follows it), as it does on the page.
    """
    page = _bare(" ".join(inline.plain(text) for _, text in places.texts(draft)))
    quotations = [judgement.quotation for judgement in review.judgements]
    return tuple(quotation for quotation in quotations if not _is_part(_bare(inline.plain(quotation)), page))


def _is_part(quotation: str, page: str) -> bool:
    bare = quotation.strip(_EDGES)
    return bool(bare) and bare in page


def _bare(text: str) -> str:
    return " ".join(_QUOTES.sub("", text).split())
