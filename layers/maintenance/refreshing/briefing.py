"""What of a post stays, what is out of date, which sources are dead, and what pages that rank answer beside it."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from layers import materials, prose
from layers.checks import standing
from layers.checks.ageing import YEARS_ALLOWED
from layers.maintenance.refreshing.outline import Anchor, Outline, Part, Sentence
from layers.nouns import (
    DeadSource,
    Evidence,
    Gap,
    Kept,
    Landscape,
    Outbound,
    Passage,
    Question,
    RefreshBrief,
    Refreshed,
    Site,
)
from layers.publishing.labels import labels_for

LAYER, STEP = "maintenance", "refresh"
PASSAGES = 12  # sentences of one post that are written anew at once; more are a new article
ANSWERED_SHARE = 0.6  # a heading, or a sentence, with this share of a question's content words answers it
LEAST_SUPPORT = 3  # sentences of the evidence that speak of a question; fewer carry no section
FIRST_YEAR = 2000
_YEAR = re.compile(r"(?<![\w.,/–-])20\d\d(?![\w%]|[.,/–-]\d)|(?<![A-Za-z0-9_])20\d\d(?=年)")
_IN_TITLE = re.compile(r"\s*[(\[]?\b(?:in\s+)?20\d\d\b[)\]]?\s*", re.IGNORECASE)
_BEHIND = re.compile(r"\s*(?::|\?|\||\s[–—-]\s|,\s)")
LONGEST_PHRASE = 120


def phrase_of(title: str) -> str:
    """What a post without a keyword is looked up by: its title up to the first colon or dash, without a year."""
    whole = " ".join(_IN_TITLE.sub(" ", title).split()).strip(" .:,-–—")
    first = _BEHIND.split(whole, maxsplit=1)[0].strip()
    return (first if prose.word_count(first) > 1 else whole)[:LONGEST_PHRASE].strip() or title[:LONGEST_PHRASE]


def past_years(text: str, today: date) -> tuple[int, ...]:
    """The years that a text names and that are past; last year's figures are no sign of age."""
    dated = set(standing.past_years(text, FIRST_YEAR, today.year - YEARS_ALLOWED))  # 2000 kcal are none
    return tuple(int(year) for year in dict.fromkeys(_YEAR.findall(text)) if year in dated)


def brief(
    site: Site,
    keyword: str,
    title: str,
    content: str,
    found: Outline,
    seen: Sequence[Outbound],
    landscape: Landscape | None,
    evidence: tuple[Evidence, ...],
    earlier: Collection[str],
    today: date,
) -> RefreshBrief:
    """Decide by code what needs work. `earlier` are questions that pages which rank asked when the post was made."""
    dead = {each.url: each for each in seen if each.state == "broken"}
    passages = tuple(_passages(site, content, found, dead, today))
    touched = {passage.section for passage in passages}
    headings = [part.heading for part in found.parts if part.heading]
    gaps = _gaps(site, found, landscape, keyword, earlier, evidence) if landscape else ()
    return RefreshBrief(
        keyword=keyword,
        today=today,
        kept=tuple(heading for heading in headings if heading not in touched),
        passages=passages,
        gaps=tuple(gaps)[: site.refresh.sections],
        dead=tuple(DeadSource(url=url, said=each.said or f"it answers {each.status}") for url, each in dead.items()),
        notes=tuple(_notes(title, found, passages, today)),
        evidence=evidence,
    )


def _passages(site: Site, content: str, found: Outline, dead: Mapping[str, Outbound], today: date) -> Iterator[Passage]:
    """Sentences that rest on a dead source first, then those that name a past year, in the order of the text."""
    # an answer that the structured data repeats would be another there than on the page
    fixed = labels_for(site.language).faq if '"FAQPage"' in content else None
    rows = [
        (each, _reasons(each, dead, today))
        for each in found.sentences
        if each.is_whole and found.parts[each.part].heading != fixed
    ]
    wanted = [(each, reasons) for each, reasons in rows if reasons]
    wanted.sort(key=lambda row: not any(anchor.url in dead for anchor in row[0].anchors))
    for number, (sentence, reasons) in enumerate(sorted(wanted[:PASSAGES], key=lambda row: row[0].start), 1):
        yield Passage(
            number=number, section=found.parts[sentence.part].heading, text=sentence.text, start=sentence.start,
            end=sentence.end, reasons=reasons, years=past_years(_own_words(sentence, dead), today),
            keep=tuple(
                Kept(words=anchor.words, markup=content[anchor.start : anchor.end]) for anchor in _staying(sentence, dead)
            ),
        )  # fmt: skip


def _reasons(sentence: Sentence, dead: Mapping[str, Outbound], today: date) -> tuple[str, ...]:
    gone = [f"its source is gone: {anchor.url}" for anchor in sentence.anchors if anchor.url in dead]
    return (*dict.fromkeys(gone), *(f"it speaks of {year}" for year in past_years(_own_words(sentence, dead), today)))


def _staying(sentence: Sentence, dead: Collection[str]) -> list[Anchor]:
    """The links of a sentence whose words stay whatever becomes of it."""
    return [anchor for anchor in sentence.anchors if not anchor.is_citation and anchor.url not in dead]


def _own_words(sentence: Sentence, dead: Collection[str]) -> str:
    """The sentence without those words: a year in them could never go."""
    text = sentence.text
    for anchor in _staying(sentence, dead):
        text = text.replace(anchor.words, " ", 1)
    return text


def _notes(title: str, found: Outline, passages: Sequence[Passage], today: date) -> Iterator[str]:
    if years := past_years(title, today):
        yield f"the title names {years[0]}; title and address stay as they are"
    for part in found.parts:
        if years := past_years(part.heading, today):
            yield f"the heading “{part.heading}” names {years[0]}; headings stay as they are"
    taken = {passage.start for passage in passages}
    left = [each for each in found.sentences if past_years(each.text, today) and each.start not in taken]
    if left:
        yield f"{len(left)} more sentences name a past year, such as “{left[0].text[:80]}”"


def _gaps(
    site: Site,
    found: Outline,
    landscape: Landscape,
    keyword: str,
    earlier: Collection[str],
    evidence: Sequence[Evidence],
) -> Iterator[Gap]:
    """The questions about the keyword that pages which rank ask, and that neither the post nor its first research knew.

    Those that the most pages answer under a heading come first; one that the evidence hardly speaks of is none.
    """
    subject = prose.content_words(keyword)
    known = {prose.folded(question) for question in earlier}
    taken: list[frozenset[str]] = []
    for question in _ranked(landscape, subject, evidence):
        words = prose.content_words(question)
        if prose.folded(question) in known or _answered(found, words) or any(_covers(other, words) for other in taken):
            continue
        taken.append(words)
        place = _place(site, found, words)
        yield Gap(number=len(taken), question=question, after=place.heading, at=min(place.end, found.end))


def _ranked(landscape: Landscape, subject: frozenset[str], evidence: Sequence[Evidence]) -> list[str]:
    """The questions that the evidence can answer: most of what they ask beside the subject occurs in several sentences."""
    spoken = Counter(
        word for document in evidence for span in document.spans for word in prose.content_words(span.text)
    )
    headings = [[prose.content_words(heading) for heading in page.headings] for page in landscape.pages]
    rows = []
    for question in landscape.questions:
        words = prose.content_words(question)
        asked = words - subject
        known = [word for word in asked if spoken[word] >= LEAST_SUPPORT]
        if subject & words and asked and len(known) >= ANSWERED_SHARE * len(asked):
            pages = sum(any(_covers(heading, words) for heading in row) for row in headings)
            rows.append((-pages, -sum(spoken[word] for word in known), question))
    return [question for _, _, question in sorted(rows)]


def _answered(found: Outline, words: frozenset[str]) -> bool:
    texts = [*(part.heading for part in found.parts), *(each.text for each in found.sentences)]
    return any(_covers(prose.content_words(text), words) for text in texts)


def _covers(text: frozenset[str], words: frozenset[str]) -> bool:
    return len(text & words) >= max(2, ANSWERED_SHARE * len(words))


def _place(site: Site, found: Outline, words: frozenset[str]) -> Part:
    """The section that speaks most of it, and the last one that argues where none does: nothing comes behind a conclusion."""
    labels = labels_for(site.language)
    argued = [
        (at, part) for at, part in enumerate(found.parts)
        if at and part.heading not in (labels.faq, labels.sources) and part.start < found.end
    ]  # fmt: skip
    if not argued:
        return found.parts[0]
    behind = argued[:-1] or argued
    scores = [len(words & prose.content_words(f"{part.heading} {found.text_of(at)}")) for at, part in behind]
    best = max(scores)
    return behind[scores.index(best)][1] if best > 1 else behind[-1][1]


def question(
    site: Site, made: RefreshBrief, problems: Mapping[str, str], notes: Sequence[str] = ()
) -> Question[Refreshed]:
    """Ask for the sentences and sections that the brief wants.

    `problems` has what was wrong with an earlier answer, by `passage 3` or `section 1`: then those alone are asked for.
    `notes` are what a person wants otherwise than it was written before.
    """
    passages = [
        {"number": each.number, "section": each.section, "text": each.text, "reasons": list(each.reasons),
         "keep": [kept.words for kept in each.keep], "problem": problems.get(f"passage {each.number}", "")}
        for each in made.passages if not problems or f"passage {each.number}" in problems
    ]  # fmt: skip
    gaps = [
        {"number": each.number, "question": each.question, "after": each.after,
         "problem": problems.get(f"section {each.number}", "")}
        for each in made.gaps if not problems or f"section {each.number}" in problems
    ]  # fmt: skip
    about: dict[str, object] = {"keyword": made.keyword, "year": made.today.year, "kept": list(made.kept)}
    if notes:
        about["notes"] = list(notes)
    return Question(
        layer=LAYER,
        step=STEP,
        answer=Refreshed,
        materials=(
            materials.of_site(site),
            *materials.of_evidence(made.evidence),
            materials.material("refresh", about),
            materials.material("passages", passages),
            materials.material("gaps", gaps),
        ),
        values={"language": site.language},
    )
