"""The fields of a search result: made by code from the draft, or taken from the model when they hold."""

import re
from collections.abc import Iterable, Iterator

from layers import facts, figures, inline, places, prose
from layers.checks import pixels
from layers.checks.wording import holds, names_keyword
from layers.generation import known_names
from layers.nouns import Article, Brief, Draft, Site
from layers.optimization.passing import Passed, caught_by, proposed

EXCERPT_WORDS = 55  # what WordPress itself would cut an excerpt to
MAX_VARIATIONS = 6
TITLE_PX = 580
DESCRIPTION_PX = 920
DESCRIPTION_ENOUGH_PX = 600
_PARTS = re.compile(r"(?::\s+|\s+[|–—-]\s+)(?=[^\Wa-zß-öø-ÿ])")  # a part in small letters is no headline of its own


def chosen(site: Site, brief: Brief, article: Article, field: str, candidates: Iterable[str]) -> Passed:
    """Return the article with the first candidate that holds, and why those before it do not.

    The last candidate is code's own and is taken where none holds: the gate then says what is still wrong.
    """
    refused: list[str] = []
    for candidate in candidates:
        with_it = article.model_copy(update={field: candidate})
        reason = unfounded(site, brief, article.draft, candidate) or _failing(site, brief, with_it, field)
        if not reason:
            return Passed(with_it, tuple(refused))
        refused.append(f"{field}: {proposed(candidate)}; {reason}. The next that holds is taken")
        article = with_it
    return Passed(article, tuple(refused))


def _failing(site: Site, brief: Brief, article: Article, field: str) -> str:
    caught = caught_by(site, brief, article, "seo")
    found = [each for each in caught if each.flaw.place == field and each.check.severity == "error"]
    return f"{found[0].check.title.lower()}: {found[0].flaw.evidence}" if found else ""


def unfounded(site: Site, brief: Brief, draft: Draft, text: str) -> str:
    """Say which number, date, name or quotation of `text` the draft does not have; empty when it has them all.

    Words that draft or evidence write small are no name, whatever a headline does with them.
    """
    whole = " ".join(inline.plain(written) for _, written in places.texts(draft))
    known = " ".join([whole, *known_names(site, brief)])
    stated = figures.stated(known, site.language)
    for fact in _read_as_headlines(draft, text, site.language):
        common = fact.kind == "name" and _written_small(fact.value, [whole, *(page.text for page in brief.evidence)])
        if not (common or fact.value in stated or holds(known, fact.value)):
            return f"the article does not have the {fact.kind} '{fact.value}'"
    return ""


def _read_as_headlines(draft: Draft, text: str, language: str) -> Iterator[facts.Fact]:
    """Yield the facts in `text`, its parts read in the places of the first headings.

    That way capitals are judged as a headline's are, and part by part: “Cold brew ratio: A Practical Guide” names nobody.
    """
    first, *rest = _PARTS.split(text, maxsplit=2)
    headed = [section.model_copy(update={"heading": part}) for section, part in zip(draft.sections, rest, strict=False)]
    probe = draft.model_copy(update={"title": first, "sections": (*headed, *draft.sections[len(headed) :])})
    used = {"title", *(f"s{number}.heading" for number in range(1, len(headed) + 1))}
    yield from (fact for fact in facts.facts(probe, language) if fact.place in used)


def _written_small(name: str, texts: Iterable[str]) -> bool:
    small = {word for text in texts for word in prose.words(text) if word[0].islower()}
    return all(word.casefold() in small for word in prose.words(name))


def clean(text: str) -> str:
    """Return one line without marks."""
    return " ".join(inline.plain(text).split())


def seo_titles(article: Article) -> Iterator[str]:
    """Yield titles that code can make: the headline, cut; the keyword before it; the keyword alone."""
    headline, keyword = clean(article.draft.title), capitalised(article.keyword)
    yield pixels.fitted(headline, pixels.TITLE_SIZE_PX, TITLE_PX)
    yield pixels.fitted(f"{keyword}: {headline}", pixels.TITLE_SIZE_PX, TITLE_PX)
    yield pixels.fitted(keyword, pixels.TITLE_SIZE_PX, TITLE_PX)


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def fitting_title(text: str) -> str:
    return pixels.fitted(clean(text), pixels.TITLE_SIZE_PX, TITLE_PX)


def fitting_description(text: str) -> str:
    """Return the sentences that fit, or the first one cut at a word."""
    return _whole_sentences(clean(text)) or pixels.fitted(clean(text), pixels.DESCRIPTION_SIZE_PX, DESCRIPTION_PX, "…")


def _whole_sentences(text: str) -> str:
    kept = ""
    for sentence in prose.sentences(text):
        longer = joined(kept, sentence)
        if pixels.width_px(longer, pixels.DESCRIPTION_SIZE_PX) > DESCRIPTION_PX:
            break
        kept = longer
    return kept


def descriptions(article: Article) -> Iterator[str]:
    """Yield descriptions from the draft's own sentences: one that names the keyword and fills the line, then any."""
    own = [clean(text) for place, text in places.texts(article.draft) if places.cites(place)]
    made = [fitting_description(text) for text in own]
    named = [text for text in made if names_keyword(text, article.keyword)]
    full = [text for text in named if pixels.width_px(text, pixels.DESCRIPTION_SIZE_PX) >= DESCRIPTION_ENOUGH_PX]
    yield from (*full[:1], *named[:1], made[0])


def fitting_excerpt(text: str) -> str:
    """Return whole sentences of at most 55 words, or the first one cut there."""
    kept = ""
    for sentence in prose.sentences(clean(text)):
        longer = joined(kept, sentence)
        if prose.word_count(longer) > EXCERPT_WORDS:
            break
        kept = longer
    return kept or _cut(clean(text))


def _cut(text: str) -> str:
    """As many words as may be; Japanese and Chinese leave no space between theirs."""
    words = " ".join(text.split()[:EXCERPT_WORDS])
    end = next((end for end in range(len(words), 0, -1) if prose.word_count(words[:end]) <= EXCERPT_WORDS), 0)
    return words[:end].rstrip("。、") + "…"


def joined(text: str, sentence: str) -> str:
    """Put a sentence behind a text; Japanese and Chinese leave no space between them."""
    gap = "" if not text or text[-1] in "。！？」』）" else " "
    return f"{text}{gap}{sentence}"


def kept_variations(article: Article, proposed: Iterable[str]) -> tuple[str, ...]:
    """Return the proposed names of the subject that the text really uses, each once, the keyword itself left out."""
    text = " ".join(inline.plain(written) for _, written in places.texts(article.draft))
    kept: dict[str, str] = {}
    for phrase in map(clean, proposed):
        if phrase.casefold() != article.keyword.casefold() and holds(text, phrase):
            kept.setdefault(phrase.casefold(), phrase)
    return tuple(kept.values())[:MAX_VARIATIONS]
