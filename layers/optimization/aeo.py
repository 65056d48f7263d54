"""The AEO pass: a definition near the top, headings that ask, paragraphs that answer at once."""

from layers.nouns import AeoAnswer, Article, Brief, Question, Site
from layers.optimization import passing
from layers.optimization.passing import Passed


def ask_for_aeo(site: Site, brief: Brief, article: Article) -> Question[AeoAnswer]:
    """Ask for patches of headings and of the paragraphs right under them."""
    return Question(
        layer=passing.LAYER,
        step="aeo",
        answer=AeoAnswer,
        materials=passing.asked_with(site, brief, article, "aeo"),
        values={"language": site.language, "keyword": brief.keyword.phrase},
    )


def apply_aeo(site: Site, brief: Brief, article: Article, answer: AeoAnswer) -> Passed:
    return passing.with_patches(site, brief, article, answer.patches)


def aeo_blocking(site: Site, brief: Brief, article: Article) -> tuple[str, ...]:
    """Return why the gate of the AEO pass stays shut."""
    return passing.blocking(site, brief, article, "aeo")
