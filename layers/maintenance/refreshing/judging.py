"""New words for a post held against the evidence that they cite, before anything of them is taken."""

from collections.abc import Collection, Iterator, Sequence

from layers import facts, inline, prose
from layers.languages import is_other_language
from layers.nouns import (
    Block,
    Draft,
    Evidence,
    Gap,
    NewPassage,
    NewSection,
    Passage,
    RefreshBrief,
    Refreshed,
    Section,
    Site,
)

LONGER = 2.5  # times as many words as the sentence that it replaces
MORE_WORDS = 20
SECTION_WORDS = 30
SPOKEN_SHARE = 0.5  # of what a question asks beside the keyword
SECTION_MOST_WORDS = 400
HEADING_CHARACTERS = (3, 120)
MARKUP = "<>{}`"


def problems(site: Site, made: RefreshBrief, answer: Refreshed, headings: Sequence[str]) -> dict[str, str]:
    """What is wrong with an answer, by `passage 3` or `section 1`; what is empty is no answer, and nothing is wrong with it."""
    passages = {each.number: each for each in made.passages}
    gaps = {each.number: each for each in made.gaps}
    found: dict[str, str] = {}
    for text in answer.passages:
        if text.number in passages and text.text.strip() and (why := _passage(site, made, passages[text.number], text)):
            found[f"passage {text.number}"] = why
    for section in answer.sections:
        if (
            section.number in gaps
            and section.paragraphs
            and (why := _section(site, made, gaps[section.number], section, headings))
        ):
            found[f"section {section.number}"] = why
    return found


def taken(made: RefreshBrief, answer: Refreshed, refused: Collection[str]) -> Refreshed:
    """What of an answer was asked for and holds, each number once."""
    passages = {each.number: each for each in answer.passages if each.text.strip()}
    sections = {each.number: each for each in answer.sections if each.paragraphs}
    return Refreshed(
        passages=tuple(
            passages[each.number] for each in made.passages
            if each.number in passages and f"passage {each.number}" not in refused
        ),
        sections=tuple(
            sections[each.number] for each in made.gaps
            if each.number in sections and f"section {each.number}" not in refused
        ),
    )  # fmt: skip


def only(answer: Refreshed, places: Collection[str]) -> Refreshed:
    """What of an answer is for these places: an answer to a second question does not write anew what held."""
    return Refreshed(
        passages=tuple(each for each in answer.passages if f"passage {each.number}" in places),
        sections=tuple(each for each in answer.sections if f"section {each.number}" in places),
    )


def joined(one: Refreshed, other: Refreshed) -> Refreshed:
    return Refreshed(passages=(*one.passages, *other.passages), sections=(*one.sections, *other.sections))


def _passage(site: Site, made: RefreshBrief, passage: Passage, given: NewPassage) -> str:
    return next(_passage_faults(site, made, passage, given.text), "")


def _passage_faults(site: Site, made: RefreshBrief, passage: Passage, text: str) -> Iterator[str]:
    said = inline.plain(text)
    yield from _form(site, [text])
    if not inline.references(text):
        yield "it cites no line of evidence"
    if lost := [kept.words for kept in passage.keep if kept.words not in said]:
        yield f"it lacks the words “{lost[0]}”, which are a link that stays"
    if stale := [year for year in passage.years if str(year) in said]:
        yield f"it still speaks of {stale[0]}"
    if prose.word_count(said) > LONGER * prose.word_count(passage.text) + MORE_WORDS:
        yield "it is much longer than the sentence that it replaces"
    if not prose.content_words(said) & prose.content_words(passage.text):
        yield "it is about something else than the sentence that it replaces"
    yield from _unfounded(site, made, "", [text], [kept.words for kept in passage.keep])


def _section(site: Site, made: RefreshBrief, gap: Gap, given: NewSection, headings: Sequence[str]) -> str:
    return next(_section_faults(site, made, gap, given, headings), "")


def _section_faults(
    site: Site, made: RefreshBrief, gap: Gap, given: NewSection, headings: Sequence[str]
) -> Iterator[str]:
    texts = list(given.paragraphs)
    words = sum(prose.word_count(inline.plain(text)) for text in texts)
    least, most = HEADING_CHARACTERS
    yield from _form(site, [given.heading, *texts])
    if not least <= len(given.heading) <= most or inline.references(given.heading):
        yield f"its heading must have {least} to {most} characters and no reference"
    if prose.folded(given.heading) in {prose.folded(heading) for heading in headings}:
        yield "the post has a section with this heading"
    if not SECTION_WORDS <= words <= SECTION_MOST_WORDS:
        yield f"it has {words} words; {SECTION_WORDS} to {SECTION_MOST_WORDS} are wanted"
    if any(not inline.references(text) for text in texts):
        yield "a paragraph of it cites no line of evidence"
    asked = prose.content_words(gap.question) - prose.content_words(made.keyword)
    if len(asked & prose.content_words(" ".join(texts))) < SPOKEN_SHARE * len(asked):
        yield "its paragraphs do not speak of the question"
    yield from _unfounded(site, made, given.heading, texts, [])


def _form(site: Site, texts: Sequence[str]) -> Iterator[str]:
    whole = " ".join(inline.plain(text) for text in texts)
    if any(mark in whole for mark in MARKUP) or any(mark in whole for mark in "[]"):
        yield "it holds markup"
    if is_other_language(whole, site.language):
        yield f"it is not in the language of the site ({site.language})"


def _unfounded(
    site: Site, made: RefreshBrief, heading: str, texts: Sequence[str], kept: Sequence[str]
) -> Iterator[str]:
    """The rules of a new article, of these words alone."""
    blocks = tuple(Block(kind="paragraph", text=text, items=()) for text in texts)
    section = Section.model_construct(heading=heading, blocks=blocks)
    # words of one section are no draft, and are not to be refused for what else a draft must have
    draft = Draft.model_construct(title="", definition="", sections=(section,), faq=())
    for unfounded in facts.unsupported(draft, made.evidence, [*_known(site, made), *kept], site.language):
        yield f"“{unfounded.sentence}”: {unfounded.reason}"
    for copied in facts.copied(draft, made.evidence):
        yield f"“{copied.run}” stands in the source {copied.url} word for word"


def _known(site: Site, made: RefreshBrief) -> tuple[str, ...]:
    own = (site.title, site.name, site.client, site.schema_.organization, site.schema_.author)
    return tuple(name for name in (*own, *(each.name for each in site.categories), *site.tags, made.keyword) if name)


def cited(answer: Refreshed, evidence: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The documents that the new words cite, in the order in which a reader meets them."""
    texts = [each.text for each in answer.passages] + [text for each in answer.sections for text in each.paragraphs]
    known = {document.id: document for document in evidence}
    ids = dict.fromkeys(span.partition(".")[0] for text in texts for span in inline.references(text))
    return tuple(known[each] for each in ids if each in known)
