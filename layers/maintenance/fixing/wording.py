"""Texts that only words can mend: asked for many at a time, and held against the post and the checks before they are taken."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Literal

from layers import checks, facts, figures, materials, prose
from layers.checks import Known, Rules
from layers.checks.wording import holds
from layers.languages import is_other_language
from layers.maintenance.fixing.scene import Said, Scene, priced, replaced
from layers.nouns import Finding, Fix, FixText, FixWords, Page, Question, Site
from layers.publishing.seo.keyed import WITHOUT_NAME

Text = Literal["excerpt", "description", "SEO title"]

LAYER, STEP = "maintenance", "fix"
PER_QUESTION = 10
READ_WORDS = 350  # of a post: what it is about stands at its beginning
EXCERPT_WORDS = 55
ABOUT_SHARE = 0.6  # of the words of a text that the post must have too
LEAST_CONTENT = 3
TITLE_PX, DESCRIPTION_PX = 580, 920
ASKED_BY: dict[str, Text] = {
    "excerpt-missing": "excerpt", "excerpt-duplicate": "excerpt",
    "excerpt-repeats-title": "excerpt", "excerpt-too-long": "excerpt", "description-repeats-title": "description",
    "description-missing": "description", "description-too-wide": "description", "description-too-short": "description",
    "description-duplicate": "description",
    "seo-title-missing": "SEO title", "seo-title-too-wide": "SEO title", "seo-title-too-short": "SEO title",
    "seo-title-duplicate": "SEO title",
}  # fmt: skip
RISKS: dict[Text, str] = {
    "excerpt": "lists of posts, feeds and some SEO plugins show it from then on",
    "description": "search results may show it from then on",
    "SEO title": "search results may show it from then on",
}


@dataclass(frozen=True)
class Wanted:
    """One text to be written: of which page, for which field, and what stands there now.

    `beside` is what stands in the key by which The SEO Framework leaves the site's name off; None where there is none.
    """

    page: Page
    finding: Finding
    text: Text
    field: str
    before: str
    beside: str | None = None


@dataclass(frozen=True)
class Refusal:
    wanted: Wanted
    why: str


def batches(wanted: Sequence[Wanted]) -> Iterator[tuple[Wanted, ...]]:
    """The texts that one question asks for."""
    row = iter(wanted)
    while batch := tuple(islice(row, PER_QUESTION)):
        yield batch


def question(site: Site, batch: Sequence[Wanted]) -> Question[FixWords]:
    rows = [_row(number, each) for number, each in enumerate(batch, 1)]
    return Question(
        layer=LAYER, step=STEP, answer=FixWords,
        materials=(materials.of_site(site), materials.material("posts", rows)),
        values={"language": site.language},
    )  # fmt: skip


def _row(number: int, wanted: Wanted) -> dict[str, object]:
    return {
        "number": number, "wanted": wanted.text, "title": wanted.page.title, "text": opening(wanted.page),
        "now": wanted.before,
    }  # fmt: skip


def opening(page: Page) -> str:
    """The words of a post that the model is shown; what it writes is held against the whole post."""
    return " ".join(page.text.split()[:READ_WORDS])


def fixes(scene: Scene, batch: Sequence[Wanted], answer: FixWords, usd: Decimal) -> tuple[list[Fix], list[Refusal]]:
    """Take the texts that hold; `usd` is what the answer cost, shared by those that were asked for."""
    given = {text.number: text for text in answer.texts}
    taken: list[Fix] = []
    refused: list[Refusal] = []
    for number, wanted in enumerate(batch, 1):
        text, why = judged(scene, wanted, given.get(number))
        if why:
            refused.append(Refusal(wanted, why))
        else:
            taken.append(priced(_fix(wanted, text), usd / len(batch)))
            taken += _beside(wanted)
    return taken, refused


def _beside(wanted: Wanted) -> Iterator[Fix]:
    """The SEO Framework adds the site's name to every title, also to one that was made to fit, unless told not to."""
    if wanted.text == "SEO title" and wanted.beside not in (None, "1"):
        said = Said("The SEO Framework would put the site's name behind the new title", "the title ends without it")
        yield replaced(wanted.page, wanted.finding, f"meta.{WITHOUT_NAME}", wanted.beside or "", "1", said)


def _fix(wanted: Wanted, text: str) -> Fix:
    said = Said(f"{wanted.finding.evidence}; this one states nothing that the post does not", RISKS[wanted.text])
    return replaced(wanted.page, wanted.finding, wanted.field, wanted.before, text, said)


def judged(scene: Scene, wanted: Wanted, given: FixText | None) -> tuple[str, str]:
    """Return the text as it is taken, and why it is not; empty where it is."""
    if given is None or not given.text.strip():
        return "", "the model gave no text for it"
    text = fitting(wanted.text, " ".join(given.text.split()))
    if not text:
        return "", f"the {wanted.text} is too long, and no whole sentence of it fits"
    why = _strange(scene, wanted, text) or unfounded(text, wanted.page, scene.site.language)
    return text, why or _failing(scene, wanted, text)


def fitting(kind: Text, text: str) -> str:
    """The whole sentences that fit; a title must fit as it is."""
    if kind == "SEO title":
        return text if _fits(kind, text) else ""
    kept = ""
    for sentence in prose.sentences(text):
        longer = f"{kept} {sentence}".strip() if not prose.is_cjk(sentence) else kept + sentence
        if not _fits(kind, longer):
            break
        kept = longer
    return kept


def _fits(kind: Text, text: str) -> bool:
    if kind == "excerpt":
        return prose.word_count(text) <= EXCERPT_WORDS
    from layers.checks.pixels import DESCRIPTION_SIZE_PX, TITLE_SIZE_PX, width_px

    size, most = (TITLE_SIZE_PX, TITLE_PX) if kind == "SEO title" else (DESCRIPTION_SIZE_PX, DESCRIPTION_PX)
    return width_px(text, size) <= most


def _strange(scene: Scene, wanted: Wanted, text: str) -> str:
    """Whether the text is in another language, holds markup, or is about something else than the post."""
    if is_other_language(text, scene.site.language):
        return f"the {wanted.text} is not in the language of the site ({scene.site.language})"
    if any(mark in text for mark in "<>[]{}*`"):
        return f"the {wanted.text} holds markup"
    own = prose.content_words(text)
    shared = own & prose.content_words(f"{wanted.page.title} {wanted.page.text}")
    if len(own) < LEAST_CONTENT or len(shared) < ABOUT_SHARE * len(own):
        return f"the {wanted.text} is about something else than the post"
    return ""


def unfounded(text: str, page: Page, language: str) -> str:
    """Say which number, date, name or quotation of a text the page does not have; empty when it has them all."""
    known = f"{page.title} {page.text}"
    stated = figures.stated(known, language)
    missing = sorted(figures.stated(text, language) - stated)
    if missing:
        return f"it states '{missing[0]}', which the post does not"
    for quotation in prose.quoted(text):
        if not holds(known, quotation):
            return f"it quotes “{quotation}”, which the post does not"
    for name in facts.entities([text], language):
        if not holds(known, name) and not _all_there(name, known):
            return f"it names '{name}', which the post does not"
    return ""


def _all_there(name: str, known: str) -> bool:
    """Whether every word of what looks like a name stands in the text, as those of a headline in capitals do."""
    there = set(prose.folded(known))
    return all(word in there for word in prose.folded(name))


def _failing(scene: Scene, wanted: Wanted, text: str) -> str:
    """What the checks have against the field with this text in it."""
    rules = Rules.of(scene.site, scene.inventory.read_at.date())
    same = _twins(scene, wanted, text)
    known = Known(
        seo_title=text if wanted.text == "SEO title" else None,
        description=text if wanted.text == "description" else None,
        excerpt_twins=same if wanted.text == "excerpt" else (),
    )
    page = wanted.page.model_copy(update={"excerpt": text}) if wanted.text == "excerpt" else wanted.page
    asked = [check for check in checks.switched_on(scene.site) if ASKED_BY.get(check.id) == wanted.text]
    found = list(checks.judged(checks.of_page(page, known), rules, asked))
    return f"{found[0].check.title.lower()}: {found[0].flaw.evidence}" if found else ""


def _twins(scene: Scene, wanted: Wanted, text: str) -> tuple[str, ...]:
    key = text.casefold()
    pages = scene.inventory.pages
    return tuple(
        page.url for page in pages if page.id != wanted.page.id and " ".join(page.excerpt.casefold().split()) == key
    )[:3]


def same_among(fixes_made: Collection[Fix]) -> set[int]:
    """The numbers of the fixes whose text another one before them gives already: two posts must not say the same."""
    seen: set[tuple[str, str]] = set()
    doubled: set[int] = set()
    for fix in fixes_made:
        key = (fix.field, fix.after.casefold())
        if fix.made_by == "model" and key in seen:
            doubled.add(fix.number)
        seen.add(key)
    return doubled
