"""What code can say of a draft: each problem names its place and what to do about it."""

import re
import unicodedata
from collections.abc import Iterator

from layers import facts, inline, places, prose
from layers.checks.wording import share_named
from layers.nouns import Brief, Draft, RequiredChange, Section, Site

LEAST_SHARE, MOST_SHARE = 0.70, 1.40
CONCLUSION_WORDS = 25
FRAME_WORDS = 12
SUBJECT_SHARE = 0.5
_SAYS_WHAT_IT_IS = {
    "en": (re.compile(r"\b(is|are|means?|refers? to|describes?)\b"),),
    "de": (re.compile(r"\b(ist|sind|bedeutet|bezeichnet|beschreibt|meint|heißt)\b"),),
    # a は in front of the first character that carries meaning is a syllable of a word, as in はんだごて
    "ja": (re.compile("(とは)"), re.compile("[^\\W\u3040-\u309fー].*?(は)")),
}  # tried in order. Of another language the verbs are not known: there the first sentence must name the subject, wherever it does
_ASKS = ("?", "？", "؟", "か", "か。")
_CONCLUSION = re.compile(
    r"^(?:conclusions?|in conclusion|summary|final thoughts|the bottom line|fazit|zusammenfassung|まとめ|結論)\b",
    re.IGNORECASE,
)


def draft_problems(site: Site, brief: Brief, draft: Draft) -> tuple[RequiredChange, ...]:
    """Return what must change before an editor's time is spent; empty when code finds nothing wrong."""
    return (
        *_unsupported(site, brief, draft),
        *_copied(brief, draft),
        *_markup(brief, draft),
        *_quotations(draft),
        *_length(brief, draft),
        *_headings(draft),
        *_definition(brief, draft, site.language),
        *_conclusion(draft),
        *_faq(draft),
        *_title(brief, draft),
    )


def known_names(site: Site, brief: Brief) -> tuple[str, ...]:
    """Return the names that need no source: the site's own, its categories, and those that the brief has from its evidence."""
    own = (site.title, site.name, site.client, site.schema_.organization, site.schema_.author)
    categories = tuple(category.name for category in site.categories)
    return tuple(name for name in (*own, *categories, *site.tags, brief.keyword.phrase, *brief.entities) if name)


def word_limits(brief: Brief) -> tuple[int, int]:
    """Return the fewest and the most words that a draft may have."""
    return round(LEAST_SHARE * brief.target_words), round(MOST_SHARE * brief.target_words)


def words_of(draft: Draft) -> int:
    """Count the words that a reader reads, title and headings included, references left out."""
    return sum(prose.word_count(inline.plain(text)) for _, text in places.texts(draft))


def shortfall(site: Site, draft: Draft) -> str:
    """Say how far a draft is below the words that the site wants; empty where it is not. What passed the review may be."""
    count, least = words_of(draft), site.words.min
    return (
        f"{count} words, fewer than the {least} that {site.name} wants (`words: {{min: {least}}}`)"
        if count < least
        else ""
    )


def _change(place: str, problem: str) -> RequiredChange:
    return RequiredChange(place=place, problem=problem)


def _unsupported(site: Site, brief: Brief, draft: Draft) -> Iterator[RequiredChange]:
    for found in facts.unsupported(draft, brief.evidence, known_names(site, brief), site.language):
        remedy = (
            "Cite the span that states it of the same subject, name that subject in the sentence, or leave the fact out."
            if places.cites(found.place)
            else "Leave it out here, or state it in the body with its source."
        )
        yield _change(found.place, f"“{found.sentence}”: {found.reason}. {remedy}")


def _copied(brief: Brief, draft: Draft) -> Iterator[RequiredChange]:
    for found in facts.copied(draft, brief.evidence):
        yield _change(
            found.place,
            f"“{found.run}” stands in the source {found.url} word for word. Say it in your own words; the facts may stay.",
        )


def _markup(brief: Brief, draft: Draft) -> Iterator[RequiredChange]:
    """Tags and Markdown are printed as they are written: a reader would see the asterisks of `**bold**`.

    A tag that the evidence spells out is a word of an article on HTML.
    """
    spelled = [span.text for document in brief.evidence for span in document.spans]
    for place, text in places.texts(draft):
        found = (mark for mark in inline.markup(text) if mark[0] != "<" or not any(mark in each for each in spelled))
        if mark := next(found, ""):
            yield _change(
                place,
                f"“{mark}” is HTML or Markdown, and a reader would see it as it stands. Write it in plain words; "
                "*emphasis* and references such as [e1.2] are the only marks.",
            )


def _quotations(draft: Draft) -> Iterator[RequiredChange]:
    """A block of quotation is shown as somebody's words; without marks those would be looked up in no source."""
    for number, section in enumerate(draft.sections, 1):
        for position, block in enumerate(section.blocks, 1):
            spoken = prose.without_quoted(inline.plain(block.text), "")
            if block.kind == "quote" and (spoken == inline.plain(block.text) or prose.word_count(spoken) > FRAME_WORDS):
                yield _change(
                    f"s{number}.b{position}",
                    f"This is set as a quotation. Put what the source says word for word in double quotation marks with its reference, "
                    f"and at most {FRAME_WORDS} words of your own around it, such as who is speaking.",
                )


def _length(brief: Brief, draft: Draft) -> Iterator[RequiredChange]:
    """Spread what is missing over all sections, and what is too much over the longest three."""
    least, most = word_limits(brief)
    count = words_of(draft)
    if count < least:
        each = -(-(least - count) // len(draft.sections))
        for number, section in enumerate(draft.sections, 1):
            yield _change(
                _first_text(number, section),
                f"The article has {count} words and needs at least {least}. Add about {each} words here: "
                "a reason, a case or a step that the evidence has and the article lacks.",
            )
    if count > most:
        longest = sorted(range(len(draft.sections)), key=lambda index: -_section_words(draft.sections[index]))[:3]
        each = -(-(count - most) // len(longest))
        for index in longest:
            yield _change(
                _longest_text(index + 1, draft.sections[index]),
                f"The article has {count} words and may have {most}. Take out about {each} words here, "
                "beginning with what another section says as well.",
            )


def _section_words(section: Section) -> int:
    return sum(prose.word_count(inline.plain(text)) for block in section.blocks for text in (block.text, *block.items))


def _block_places(number: int, section: Section) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for position, block in enumerate(section.blocks, 1):
        place = f"s{number}.b{position}"
        found += [(place, block.text)] if block.text else []
        found += [(f"{place}.i{item}", text) for item, text in enumerate(block.items, 1)]
    return found or [(f"s{number}.b1", "")]


def _first_text(number: int, section: Section) -> str:
    return _block_places(number, section)[0][0]


def _longest_text(number: int, section: Section) -> str:
    return max(_block_places(number, section), key=lambda found: prose.word_count(found[1]))[0]


def _headings(draft: Draft) -> Iterator[RequiredChange]:
    """The page has one H1, its title; sections are H2: what can go wrong is repetition and a conclusion that is not last."""
    seen = {prose.folded(draft.title): "the title"}
    for number, section in enumerate(draft.sections, 1):
        place = f"s{number}.heading"
        words = prose.folded(section.heading)
        if words in seen:
            yield _change(place, f"This heading repeats {seen[words]}. Say what this section adds.")
        seen.setdefault(words, f"the heading of section {number}")
        if _CONCLUSION.match(section.heading) and number < len(draft.sections):
            yield _change(
                place, "A conclusion stands last, and sections follow this one. Name this section for what it says."
            )


def _definition(brief: Brief, draft: Draft, language: str) -> Iterator[RequiredChange]:
    first = unicodedata.normalize("NFC", prose.sentences(inline.plain(draft.definition))[0])
    if share_named(_subject(first, language), brief.keyword.phrase) < SUBJECT_SHARE:
        yield _change(
            "definition",
            f"Open with what it is: “{brief.keyword.phrase} is ...”, the subject first, then one sentence a reader could quote.",
        )


def _subject(sentence: str, language: str) -> str:
    """What stands before the verb that says what a thing is; empty where there is none."""
    verbs = _SAYS_WHAT_IT_IS.get(language.split("-")[0])
    if verbs is None:
        return sentence
    verb = next(filter(None, (each.search(sentence) for each in verbs)), None)
    return sentence[: verb.start(1)] if verb else ""


def _conclusion(draft: Draft) -> Iterator[RequiredChange]:
    number, last = len(draft.sections), draft.sections[-1]
    written = sum(prose.word_count(inline.plain(block.text)) for block in last.blocks if block.kind == "paragraph")
    if written < CONCLUSION_WORDS:
        yield _change(
            _first_text(number, last),
            f"The last section is the conclusion and has {written} words in paragraphs. Land the angle there "
            f"in at least {CONCLUSION_WORDS}: what the reader should now do, and why.",
        )


def _faq(draft: Draft) -> Iterator[RequiredChange]:
    seen = {prose.folded(section.heading) for section in draft.sections}
    for number, faq in enumerate(draft.faq, 1):
        words = prose.folded(faq.question)
        if not faq.question.rstrip().endswith(_ASKS):
            yield _change(f"f{number}.question", "This is no question. Ask it as a reader would, with a question mark.")
        if words in seen:
            yield _change(
                f"f{number}.question", "This question is asked above already. Ask another one that the brief names."
            )
        seen.add(words)


def _title(brief: Brief, draft: Draft) -> Iterator[RequiredChange]:
    if share_named(draft.title, brief.keyword.phrase) < 1:
        yield _change(
            "title", f"The title lacks words of the keyword “{brief.keyword.phrase}”. Bring all of them in, naturally."
        )
