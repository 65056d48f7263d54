"""The answers `SeoAnswer`, `AeoAnswer` and `GeoAnswer`: fields, and patches that change no fact."""

import re
from collections import Counter
from collections.abc import Iterator

from sandbox.model.answers.english import IMPERATIVES, VERBS
from sandbox.model.answers.headings import statement
from sandbox.model.answers.language import phrases
from sandbox.model.answers.material import Material
from sandbox.model.answers.places import headings, prose, texts
from sandbox.model.answers.subject import Subject, subject_of
from sandbox.model.answers.text import CITATION, STOP, WORD, content, plain, sentences, word_count, words
from sandbox.model.tokens import CJK, Json

TITLE_CHARACTERS = (30, 60)
TITLE_PX = 560
DESCRIPTION_CHARACTERS = (110, 145)
EXCERPT_WORDS = (20, 45)
ANSWER_WORDS = (40, 60)
NARROW, WIDE = frozenset("iljtf.,:;'|!I ()[]"), frozenset("mwMWGOQ@%ABCDEHKNPRSUVXYZ")


def width_px(text: str) -> int:
    """Width of a title in a list of results: Arial at 20 px, by class of letter."""
    return sum(20 if CJK.match(c) else 6 if c in NARROW else 15 if c in WIDE else 11 for c in text)


def _subject(material: Material) -> Subject:
    return subject_of(str(material.json("brief")["keyword"]["phrase"]))


def write_seo(material: Material) -> Json:
    draft, subject, p = material.json("draft"), _subject(material), phrases(material.language)
    names = {"K": subject.title, "k": subject.phrase}
    return {
        "seo_title": _seo_title([pattern.format(**names) for pattern in p.seo_titles]),
        "description": _description(material, subject),
        "excerpt": _excerpt(draft, p.gap),
        "variations": _variations(draft, subject),
        "patches": _seo_patches(material, draft, subject),
    }


def _seo_title(candidates: list[str]) -> str:
    """The first that fits in characters and pixels; the shortest where none does."""
    low, high = TITLE_CHARACTERS
    low = low // 2 if CJK.search(candidates[0]) else low
    fitting = [title for title in candidates if low <= len(title) <= high and width_px(title) < TITLE_PX]
    return fitting[0] if fitting else min(candidates, key=lambda title: (len(title) > high, abs(len(title) - low)))


def _description(material: Material, subject: Subject) -> str:
    """Clauses without figures or names, as many as fit into 155 characters."""
    p, draft = phrases(material.language), material.json("draft")
    own = [text for _, text in headings(draft)[:-1] if not re.search(r"[\d?？]", text)]
    heads = "; ".join(_small(text) for text in own[:2]) or subject.name
    low, high = DESCRIPTION_CHARACTERS
    text = p.description[0].format(K=subject.title, k=subject.phrase, t=heads)
    if len(text) > high:
        text = p.description[0].format(K=subject.title, k=subject.phrase, t=_small(own[0]) if own else subject.name)
    if len(text) > high or subject.title.lower() not in text.lower():
        text = f"{subject.title}{p.stop}"
    for more in p.description[1:]:
        longer = f"{text}{p.gap}{more.format(K=subject.title, k=subject.phrase, t=heads)}"
        if len(text) < low and len(longer) <= high:
            text = longer
    return text


def _variations(draft: Json, subject: Subject) -> list[str]:
    """Other names for the subject that the text uses: runs of two or three words that share a word with the keyword."""
    named, keyword = content(subject.phrase), words(subject.phrase)
    counts: Counter[str] = Counter()
    for _, text in prose(draft):
        found = WORD.findall(plain(text))
        for size in (2, 3):
            for run in zip(*(found[at:] for at in range(size)), strict=False):
                phrase = " ".join(run).lower()
                whole = all(len(stem_set) == 1 for stem_set in map(content, run))
                if (
                    whole
                    and content(phrase) & named
                    and words(phrase) != keyword
                    and phrase in text.lower()
                    and run[-1].lower() not in VERBS | STOP
                ):
                    counts[phrase] += len(content(phrase) & named)
    return [phrase for phrase, _ in counts.most_common(4)]


def _small(text: str) -> str:
    return text[0].lower() + text[1:] if text[:2].istitle() and " " in text else text


def _excerpt(draft: Json, gap: str) -> str:
    """The first sentences of the draft that make twenty words, and no more than forty-five."""
    found = [sentence for _, text in prose(draft) for sentence in sentences(text)]
    excerpt = ""
    for sentence in found:
        longer = f"{excerpt}{gap}{plain(sentence)}".strip()
        if word_count(longer) > EXCERPT_WORDS[1] and word_count(excerpt) >= EXCERPT_WORDS[0]:
            break
        excerpt = longer if word_count(longer) <= EXCERPT_WORDS[1] or not excerpt else excerpt
        if word_count(excerpt) >= EXCERPT_WORDS[0]:
            break
    return excerpt


def _seo_patches(material: Material, draft: Json, subject: Subject) -> list[Json]:
    """Answer the checks that words can answer: keyword early, in the title, in a heading, and headings of sane length."""
    standing = dict(texts(draft))
    fresh = dict(standing)
    for check in material.rows("checks"):
        place, about = str(check.get("place", "")), f"{check.get('check', '')} {check.get('evidence', '')}".lower()
        if "keyword" in about or "phrase" in about:
            _name_keyword(fresh, place, about, subject, phrases(material.language).gap)
        elif place.endswith(".heading") and place in fresh and len(fresh[place]) > 60:
            fresh[place] = _shortened(fresh[place])
    return [{"place": place, "text": text} for place, text in fresh.items() if text != standing[place]]


def _name_keyword(fresh: dict[str, str], place: str, about: str, subject: Subject, gap: str) -> None:
    phrase = subject.phrase.lower()
    if place.endswith(".heading") or ("heading" in about and "title" not in about):
        where = (
            place if place in fresh and place.endswith(".heading") else next(p for p in fresh if p.endswith(".heading"))
        )
        if phrase not in fresh[where].lower():
            fresh[where] = f"{subject.title}: {_small(fresh[where])}"
    elif place == "title" or "title" in about:
        if phrase not in fresh["title"].lower():
            fresh["title"] = f"{subject.title}: {_small(fresh['title'])}"[:120]
    elif phrase not in fresh["definition"].lower():
        fresh["definition"] = f"{fresh['definition']}{gap}That is what {subject.phrase} is about."


def _shortened(heading: str) -> str:
    """A heading without its last clause."""
    cut = re.split(r"[:;,–—]| and ", heading)[0].strip()
    return cut if len(cut) >= 12 else heading


def write_aeo(material: Material) -> Json:
    """Turn up to four headings into the questions that their sections answer, and trim first paragraphs."""
    draft, brief = material.json("draft"), material.json("brief")
    phrase = str(brief["keyword"]["phrase"])
    asked = [str(q) for q in (*brief.get("questions", ()), *brief.get("gaps", ())) if str(q).endswith(("?", "？"))]
    taken = {pair["question"] for pair in draft["faq"]} | {text for _, text in headings(draft)}
    patches: list[Json] = []
    for place, heading in headings(draft)[:-1]:
        question = _question_for(heading, asked, phrase)
        if question and question not in taken and len(patches) < 4:
            patches.append({"place": place, "text": question})
            taken.add(question)
    return {"patches": [*patches, *_direct_answers(draft, phrases(material.language).gap)]}


ASKED_AS = (
    (r"^How to (.+)$", "How do you {}?"),
    (r"^The role of (.+)$", "What is the role of {}?"),
    (r"^A word on (.+)$", "What should you know about {}?"),
    (r"^What to do about (.+)$", "What can you do about {}?"),
    (r"^Minding (.+)$", "Why mind {}?"),
)


def _question_for(heading: str, asked: list[str], phrase: str) -> str:
    if heading.endswith(("?", "？")):
        return ""
    for question in asked:
        if statement(question, phrase) == heading or content(question) == content(heading):
            return question
    for pattern, asking in ASKED_AS:
        if match := re.match(pattern, heading):
            return asking.format(match[1])
    return ""


def _direct_answers(draft: Json, gap: str) -> list[Json]:
    """Move sentences from a long first paragraph to the paragraph after it; the facts stay and so does their order."""
    patches: list[Json] = []
    for s, section in enumerate(draft["sections"][:-1], start=1):
        blocks = section["blocks"]
        if len(blocks) < 2 or blocks[0]["kind"] != "paragraph" or blocks[1]["kind"] != "paragraph":
            continue
        first, rest = _direct(blocks[0]["text"], gap)
        if rest:
            patches.append({"place": f"s{s}.b1", "text": first})
            patches.append({"place": f"s{s}.b2", "text": f"{rest}{gap}{blocks[1]['text']}"})
    return patches


def _direct(text: str, gap: str) -> tuple[str, str]:
    """Split a paragraph so that its first part has at most sixty words; nothing is left over where it has."""
    found = sentences(text)
    count = len(found)
    while count > 1 and word_count(gap.join(found[:count])) > ANSWER_WORDS[1]:
        count -= 1
    if count == len(found) or word_count(gap.join(found[:count])) < ANSWER_WORDS[0] - 10:
        return text, ""
    return gap.join(found[:count]), gap.join(found[count:])


PERSON = re.compile(
    r"\b(?:says|said|according to|taster|manager|roaster|buyer|chemist|editor|barista|farmer|researcher|founder|professor|sagt)\b.{0,40}$",
    re.I,
)
ORGANISATION = re.compile(
    r"(Council|Association|Institute|University|Guild|Society|Federation|Lab|Laboratory|Company|Roasters|Verband|協会|連盟|大学)$"
)


def write_geo(material: Material) -> Json:
    """Entities that the draft names, and places that can be read aloud."""
    draft, brief = material.json("draft"), material.json("brief")
    known = [str(name) for name in brief.get("entities", ())]
    return {"entities": _entities(draft, known, material.language), "speakable": _speakable(draft), "patches": []}


NAME = re.compile(r"(?<![\w’'.-])(?:[A-Z][\w’-]+)(?: (?:[A-Z][\w’-]+))*")
_NO_NAMES_WORDS = """
January February March April May June July August September October November December The A An It They
"""
NO_NAMES = frozenset(_NO_NAMES_WORDS.split())


def _entities(draft: Json, known: list[str], language: str) -> list[Json]:
    """Names that the brief has and the draft uses, then runs of capitals inside its sentences; German capitals need two."""
    found: Counter[str] = Counter()
    before: dict[str, str] = {}
    for _, text in prose(draft):
        for sentence in sentences(text):
            for name, lead in _names(plain(sentence), language):
                found[name] += 1
                before.setdefault(name, lead)
    whole = " ".join(plain(text) for _, text in prose(draft))
    named = [name for name in known if name not in NO_NAMES and re.search(rf"\b{re.escape(name)}\b", whole)]
    rest = [name for name, _ in found.most_common(12) if not any(name in other for other in named)]
    return [{"name": name, "type": _type(name, before.get(name, ""))} for name in [*named, *rest][:12]]


def _names(sentence: str, language: str) -> Iterator[tuple[str, str]]:
    """Names with what stands before them; the first word of a sentence counts only as part of a longer name."""
    for match in NAME.finditer(sentence):
        parts = match.group().split()
        opens = (
            match.start() == 0 or sentence[match.start() - 1] in '"“' or sentence[: match.start()].endswith((": ", "*"))
        )
        while parts and (
            parts[0] in NO_NAMES or (opens and (language == "de" or parts[0].lower() in STOP | IMPERATIVES))
        ):
            parts = parts[1:]
        if parts and (len(parts) > 1 or (not opens and language != "de" and len(parts[0]) > 2)):
            yield " ".join(parts), sentence[: match.start()]


def _type(name: str, before: str) -> str:
    if ORGANISATION.search(name):
        return "Organization"
    if " " in name and PERSON.search(before):
        return "Person"
    return "Place" if re.search(r"\b(in|from|near) $", before) and not re.search(r"\d", name) else "Thing"


def _speakable(draft: Json) -> list[str]:
    """The definition and the first paragraphs that are short and whole."""
    short = [
        place
        for place, text in prose(draft)
        if place.endswith(".b1") and 15 <= word_count(CITATION.sub("", text)) <= 70
    ]
    return ["definition", *short[:2]]
