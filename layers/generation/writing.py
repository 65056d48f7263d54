"""The question that a draft answers."""

from layers import materials
from layers.facts import RUN_WORDS
from layers.generation.checking import word_limits
from layers.nouns import Brief, Draft, Question, Site

LAYER = "generation"


def ask_for_draft(site: Site, brief: Brief) -> Question[Draft]:
    """Ask for the article that the brief describes."""
    least, most = word_limits(brief)
    return Question(
        layer=LAYER,
        step="draft",
        answer=Draft,
        materials=(
            materials.of_site(site),
            *materials.of_evidence(brief.evidence),
            materials.of_brief(brief),
        ),
        values={
            "language": site.language,
            "target_words": str(brief.target_words),
            "min_words": str(least),
            "max_words": str(most),
            "run_words": str(RUN_WORDS),
        },
    )
