"""The answer `Patches`: one place at a time, the fault that was named is taken out and the rest is kept."""

import re
from collections.abc import Callable

from sandbox.model.answers.compose import Composer, composer
from sandbox.model.answers.draft import argued_or_topics
from sandbox.model.answers.evidence import pool, ranking, topics
from sandbox.model.answers.headings import clean, plain_topic, statement
from sandbox.model.answers.material import Material, Span
from sandbox.model.answers.places import last_paragraph, prose, texts
from sandbox.model.answers.subject import Subject, definition, subject_of
from sandbox.model.answers.text import capitalised, citations, content, names, numbers, plain, sentences, word_count
from sandbox.model.tokens import Json

HEDGE_OUT = (
    (r"\bmay be\b", "is"),
    (r"\bmight be\b", "is"),
    (r"\b(?:perhaps|maybe|possibly),? ", ""),
    (r"\b(?:may|might) ", "can "),
)
COPIED = re.compile(r"\b(copied|copies|in a row|run of|verbatim|same words|word for word)\b", re.I)
SHORT = re.compile(r"\b(too short|short of|more words|add what|thin|longer|fewer than|under the|missing)\b", re.I)
LANDING = re.compile(r"\b(conclusion|last sentence|end on|lands?)\b", re.I)


class Revision:
    """One revision of one draft: its evidence, and the spans that the draft does not use yet."""

    def __init__(self, material: Material) -> None:
        self.draft, self.brief = material.json("draft"), material.json("brief")
        sources = material.sources
        self.spans = {span.id: span for source in sources for span in source.spans}
        self.subject: Subject = subject_of(str(self.brief["keyword"]["phrase"]))
        usable = pool(sources, self.subject.phrase)
        self.usable = usable
        self.ranking = ranking(sources, self.subject.phrase)
        self.topics = topics(usable, self.subject.phrase, 12)
        self.composer: Composer = composer(material.language, sources)
        self.composer.quoted = sum(text.count("“") for _, text in prose(self.draft))
        self.composer.said = {plain(sentence) for _, text in prose(self.draft) for sentence in sentences(text)}
        used = {span for _, text in prose(self.draft) for span in citations(text)}
        self.unused = [span for span in usable if span.id not in used]

    def patch(self, place: str, problem: str, text: str) -> str:
        """New text for a place, or the old text where nothing can be done."""
        if place.endswith(".heading"):
            return self._heading(text)
        if place == "title":
            return self._title(text)
        if place.endswith(".question"):
            return self._question(text)
        if place == "definition" and ("Open with" in problem or "is ..." in problem):
            return self._from_scratch(place)
        kept = self._sound(text, must_change=bool(COPIED.search(problem)))
        kept = self._unhedged(kept)
        if "begin with" in problem:
            kept = self._varied(kept)
        if LANDING.search(problem) and place == last_paragraph(self.draft)[0]:
            kept = self._landed(kept)
        if SHORT.search(problem) or not kept or (kept == text and place != "definition"):
            kept = self._longer(kept, text, problem)
        return kept or self._from_scratch(place)

    def _sound(self, text: str, *, must_change: bool) -> str:
        """Drop or rewrite sentences whose figures, names or words their spans do not bear."""
        kept = ""
        for sentence in sentences(text):
            fit = self._sound_sentence(sentence, kept, must_change=must_change)
            kept = f"{kept}{self.composer.phrases.gap}{fit}".strip() if fit else kept
        return kept

    def _sound_sentence(self, sentence: str, before: str, *, must_change: bool) -> str:
        spans = [self.spans[span] for span in citations(sentence) if span in self.spans]
        copied = self.composer.copies(f"{plain(before)[-160:]} {plain(sentence)}")
        if borne_out(plain(sentence), spans) and not copied and not (must_change and word_count(sentence) > 12):
            return sentence
        self.composer.said.discard(plain(sentence))
        rewritten = self.composer.sentence(spans[0], before) if spans else ""
        return (
            ""
            if plain(rewritten) in self.composer.said or content(plain(rewritten)) <= content(plain(before))
            else rewritten
        )

    def _unhedged(self, text: str) -> str:
        for pattern, replacement in HEDGE_OUT:
            text = re.sub(pattern, replacement, text, flags=re.I)
        return ". ".join(capitalised(part) for part in text.split(". "))

    def _varied(self, text: str) -> str:
        """Give every sentence that begins like the one before it another beginning."""
        result = ""
        for sentence in sentences(text):
            previous = plain(sentences(result)[-1]) if result else ""
            spans = [self.spans[span] for span in citations(sentence) if span in self.spans]
            same = previous.split(" ")[0] == plain(sentence).split(" ")[0]
            other = self.composer.opened_sentence(spans[0]) if same and len(spans) == 1 else ""
            result = f"{result}{self.composer.phrases.gap}{other or sentence}".strip()
        return result

    def _landed(self, text: str) -> str:
        p, k = self.composer.phrases, self.subject.name
        angle = argued_or_topics(str(self.brief.get("angle", "")), self.composer, self.subject, self.topics)
        first = "" if plain(text).startswith(angle) else p.conclusion_first.format(A=angle)
        last = p.conclusion_last.format(k=k)
        return p.gap.join(part for part in (first, text.replace(last, "").strip(), last) if part)

    def _longer(self, text: str, about: str, problem: str) -> str:
        """Add one or two sentences from spans that the draft does not use."""
        scores = self.ranking.scores(plain(about), self.subject.phrase)
        near = [
            span
            for span in self.unused
            if len(span.content & content(plain(about)) - content(self.subject.phrase)) >= 1
        ]
        best = sorted(near or self.unused, key=lambda span: (-scores[span.id], span.id))[: self._missing(problem)]
        self.unused = [span for span in self.unused if span not in best]
        added: list[str] = []
        for span in best:
            sentence = self.composer.sentence(span, self.composer.phrases.gap.join([text, *added]))
            if sentence:
                self.composer.remember(sentence)
                added.append(sentence)
        last = self.composer.phrases.conclusion_last.format(k=self.subject.name)
        if last in text:
            return self.composer.phrases.gap.join([text.replace(last, "").strip(), *added, last])
        return self.composer.phrases.gap.join(filter(None, [text, *added]))

    @staticmethod
    def _missing(problem: str) -> int:
        """How many sentences a problem asks for: `Add about 60 words` is five of twelve words; two where it names no number."""
        asked = re.search(r"[Aa]dd about (\d+) words", problem)
        return -(-int(asked[1]) // 10) if asked else 2

    def _heading(self, text: str) -> str:
        taken = {content(other) for _, other in texts(self.draft)}
        p = self.composer.phrases
        ideas = [
            statement(clean(str(idea)), self.subject.phrase)
            for idea in (*self.brief.get("gaps", ()), *self.brief.get("questions", ()))
        ]
        ideas += [
            capitalised(p.topic_headings[n % len(p.topic_headings)].format(t=t)) for n, t in enumerate(self.topics)
        ]
        fresh = (idea for idea in ideas if plain_topic(idea, self.composer.language) and content(idea) not in taken)
        return next(fresh, text)

    def _title(self, text: str) -> str:
        titles = [title.format(K=self.subject.title, k=self.subject.phrase) for title in self.composer.phrases.titles]
        return next((title for title in titles if title != text), text)

    def _question(self, text: str) -> str:
        patterns = self.composer.phrases.topic_questions
        ideas = [
            capitalised(patterns[n % len(patterns)].format(t=t, k=self.subject.name)) for n, t in enumerate(self.topics)
        ]
        asked = {other for _, other in texts(self.draft)}
        return next((idea for idea in ideas if idea not in asked), text)

    def _from_scratch(self, place: str) -> str:
        if place != "definition":
            return self.composer.phrases.opening
        opening, _ = definition(self.subject, self.usable, self.topics, self.composer)
        return f"{opening}{self.composer.phrases.gap}{self.composer.phrases.opening}"


def borne_out(sentence: str, spans: list[Span]) -> bool:
    """Do the cited spans hold every figure, name and quotation of the sentence?"""
    bare = " ".join(span.text for span in spans)
    quoted = re.findall(r"[\"“]([^\"”]+)[\"”]", sentence)
    figures = all(number in numbers(bare) for number in numbers(sentence))
    return figures and all(name in bare for name in names(sentence)) and all(q.strip(".,。") in bare for q in quoted)


def aimed(place: str, problem: str, draft: Json) -> str:
    """A change to the whole article is made in the paragraph that has most words of the problem, the last one of those."""
    if place != "article":
        return place
    last, _ = last_paragraph(draft)
    if LANDING.search(problem):
        return last
    wanted = content(problem)
    return max(prose(draft), key=lambda found: (len(wanted & content(plain(found[1]))), found[0] == last))[0]


def write_patches(material: Material) -> Json:
    """One patch for each place of `changes` whose text can be bettered."""
    revision = Revision(material)
    standing = dict(texts(revision.draft))
    apply: Callable[[str, str], str] = lambda place, problem: revision.patch(place, problem, standing[place])  # noqa: E731
    for change in material.rows("changes"):
        problem = str(change.get("problem", ""))
        place = aimed(str(change.get("place", "")), problem, revision.draft)
        if place in standing:
            standing[place] = apply(place, problem)
    before = dict(texts(revision.draft))
    return {"patches": [{"place": place, "text": text} for place, text in standing.items() if text != before[place]]}
