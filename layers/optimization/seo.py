"""The SEO pass: what a search result shows, the keyword where a reader looks for it, and other names of the subject."""

from layers.nouns import Article, Brief, Question, SeoAnswer, Site
from layers.optimization import fields, passing
from layers.optimization.passing import Passed

_FULL_WIDTH = ("ja", "zh", "ko")  # a character is as wide as two Latin letters, and the line is cut by its width


def ask_for_seo(site: Site, brief: Brief, article: Article) -> Question[SeoAnswer]:
    """Ask for title, description, excerpt, variations, and patches where checks fail."""
    return Question(
        layer=passing.LAYER,
        step="seo",
        answer=SeoAnswer,
        materials=passing.asked_with(site, brief, article, "seo"),
        values={"language": site.language, "keyword": brief.keyword.phrase, **_lengths(site.language)},
    )


def _lengths(language: str) -> dict[str, str]:
    """How many characters fill the line of a search result; asked for more, the model would have its text cut."""
    is_wide = language.split("-")[0].casefold() in _FULL_WIDTH
    title, description = ("28", "50 to 62") if is_wide else ("55", "110 to 140")
    return {"title_characters": title, "description_characters": description}


def apply_seo(site: Site, brief: Brief, article: Article, answer: SeoAnswer) -> Passed:
    """Take patches first, then fields: a field may name only what the patched text has."""
    patched = passing.with_patches(site, brief, article, answer.patches)
    now = patched.article
    now = now.model_copy(update={"variations": fields.kept_variations(now, (*answer.variations, *now.variations))})
    proposed = {
        "seo_title": (fields.fitting_title(answer.seo_title), *fields.seo_titles(now)),
        "description": (fields.fitting_description(answer.description), *fields.descriptions(now)),
        "excerpt": (fields.fitting_excerpt(answer.excerpt), fields.fitting_excerpt(now.draft.definition)),
    }
    refused = patched.refused
    for field, candidates in proposed.items():
        done = fields.chosen(site, brief, now, field, candidates)
        now, refused = done.article, (*refused, *done.refused[:1])  # what code tried itself is not told
    return Passed(now, refused)


def seo_blocking(site: Site, brief: Brief, article: Article) -> tuple[str, ...]:
    """Return why the gate of the SEO pass stays shut."""
    return passing.blocking(site, brief, article, "seo")
