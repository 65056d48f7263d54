"""The answer `Draft`: sections, lists and questions from the spans that speak to the brief."""

import re
from dataclasses import dataclass, field

from sandbox.model.answers.compose import Composer, composer
from sandbox.model.answers.evidence import Ranking, pool, ranking, topics, wanted_words
from sandbox.model.answers.headings import clean, plain_topic, statement
from sandbox.model.answers.language import Phrases
from sandbox.model.answers.material import Material, Span
from sandbox.model.answers.subject import Subject, definition, subject_of
from sandbox.model.answers.text import capitalised, content, listed, names, plain, word_count
from sandbox.model.tokens import CJK, Json

WORDS_PER_SECTION = 130
FACTUAL = re.compile(r"[\d\"“„]")
FAQ_WORDS = (40, 60)
PARAGRAPH_SENTENCES = 4
OWN_SHARE = 0.7
WANTED_ELSEWHERE = 3.0
QUOTES = '"“„'
RUN_OF_ONE_SOURCE = 3
FIRST_WORDS, FIRST_CHARACTERS = (40, 58), 318
ADVICE = re.compile(
    r"\b(most|best|start|starting|only|never|instead|enough|than|depends?|because)\b|より|べき|am besten|nie|nur|statt"
)


@dataclass
class Plan:
    """What the writer works with while one draft grows."""

    subject: Subject
    brief: Json
    ranking: Ranking
    composer: Composer
    spare_topics: list[str]
    free: dict[str, Span] = field(default_factory=dict)
    best: dict[str, float] = field(default_factory=dict)

    @property
    def phrases(self) -> Phrases:
        return self.composer.phrases

    def know(self, wanted: list[str]) -> None:
        """Learn which topics there will be: a span goes to one that it speaks to most, or nearly so."""
        for topic in wanted:
            for span, score in self.ranking.scores(topic, self.subject.phrase).items():
                self.best[span] = max(self.best.get(span, 0.0), score)

    def take(self, topic: str, limit: int, least: float) -> list[Span]:
        """The free spans that speak most to a topic; they are free no longer."""
        scores = self.ranking.scores(topic, self.subject.phrase)
        wanted = wanted_words(topic) - content(self.subject.phrase)
        fitting = [
            span
            for span in self.free.values()
            if scores[span.id] >= max(least, OWN_SHARE * self.best.get(span.id, 0.0))
        ]
        about = {place for span in fitting if not wanted or span.content & wanted for place in around(span)}
        taken = sorted((span for span in fitting if span.id in about), key=lambda span: (-scores[span.id], span.id))[
            :limit
        ]
        for span in taken:
            del self.free[span.id]
        return taken

    def nearby(self, core: list[Span], limit: int) -> list[Span]:
        """Free spans at most two places from a chosen one in the same document, unless another topic wants them."""
        found = [
            (min(abs(span.position - other.position) for other in core if other.document == span.document), span)
            for span in self.free.values()
            if any(other.document == span.document for other in core) and self.best.get(span.id, 0.0) < WANTED_ELSEWHERE
        ]
        taken = [span for distance, span in sorted(found, key=lambda row: (row[0], row[1].id)) if distance <= 2][
            : max(0, limit)
        ]
        for span in taken:
            del self.free[span.id]
        return taken

    def advice(self, limit: int) -> list[Span]:
        """Free spans about the keyword itself that weigh, advise or compare."""
        scores = self.ranking.scores(self.subject.phrase, "")
        named = content(self.subject.phrase)
        fitting = [
            span
            for span in self.free.values()
            if span.content & named and ADVICE.search(span.text) and span.text[0] not in QUOTES
        ]
        return sorted(fitting, key=lambda span: (-min(2, len(span.content & named)), -scores[span.id], span.id))[:limit]

    def give_back(self, spans: list[Span]) -> None:
        self.free |= {span.id: span for span in spans}


def write_draft(material: Material) -> Json:
    """Compute a Draft from `brief`, `site` and the evidence."""
    plan = _plan(material)
    target = int(plan.brief.get("target_words", 900))
    opening = _definition(plan)
    questions = _questions(plan)
    plan.know(questions)
    conclusion = _conclusion(plan)
    faq = _faq(plan, questions, min(5, max(3, target // 300)))
    rest = (
        target
        - word_count(opening)
        - _words_of(conclusion)
        - sum(word_count(f"{f['question']} {f['answer']}") for f in faq)
    )
    sections = _sections(plan, [q for q in questions if q not in {f["question"] for f in faq}], rest)
    return {"title": _title(plan), "definition": opening, "sections": [*sections, conclusion], "faq": faq}


def _plan(material: Material) -> Plan:
    brief = material.json("brief")
    sources = material.sources
    phrase = str(brief["keyword"]["phrase"])
    spans = pool(sources, phrase)
    plan = Plan(
        subject_of(phrase),
        brief,
        ranking(sources, phrase),
        composer(material.language, sources),
        topics(spans, phrase, 14),
    )
    plan.free = {span.id: span for span in spans}
    return plan


def _title(plan: Plan) -> str:
    titles = plan.phrases.titles
    return titles[sum(map(ord, plan.subject.phrase)) % len(titles)].format(K=plan.subject.title, k=plan.subject.phrase)


def _definition(plan: Plan) -> str:
    """`X is ...`, one more thing about it from the evidence, and why the reader should care."""
    opening, defining = definition(plan.subject, list(plan.free.values()), plan.spare_topics, plan.composer)
    for span in defining:
        plan.free.pop(span.id, None)
    gap = plan.phrases.gap
    for span in plan.advice(6):
        sentence = plan.composer.sentence(span, opening)
        if (
            sentence
            and "“" not in sentence
            and 30 <= word_count(opening) + word_count(sentence) + word_count(plan.phrases.opening) <= 58
        ):
            plan.composer.remember(sentence)
            del plan.free[span.id]
            opening = f"{opening}{gap}{sentence}"
            break
    return f"{opening}{gap}{plan.phrases.opening}"


def _questions(plan: Plan) -> list[str]:
    """Topics in the brief's order, two questions to each gap. Figures and names need evidence, so no topic has any."""
    gaps, asked = list(plan.brief.get("gaps", ())), list(plan.brief.get("questions", ()))
    mixed = [text for n in range(max(len(gaps), len(asked))) for text in (*asked[2 * n : 2 * n + 2], *gaps[n : n + 1])]
    wanted = [clean(str(text)) for text in mixed]
    return [
        text for n, text in enumerate(wanted) if text not in wanted[:n] and plain_topic(text, plan.composer.language)
    ]


def _faq(plan: Plan, questions: list[str], count: int) -> list[Json]:
    """Answer the brief's last questions here, its first ones in sections; more come from the evidence's topics."""
    asked = [text for text in questions if text.endswith(("?", "？"))][
        _section_count(int(plan.brief.get("target_words", 900))) :
    ]
    pairs: list[Json] = []
    offered = [
        (least, question) for pool_of in (asked, _topic_questions(plan)) for least in (32, 18) for question in pool_of
    ]
    for least, question in offered:
        if (
            len(pairs) < count
            and question not in {pair["question"] for pair in pairs}
            and (answer := _answer(plan, question, least))
        ):
            pairs.append({"question": question, "answer": answer})
    return pairs


def _section_count(words: int) -> int:
    """Sections before the conclusion: a third of an article is definition, questions and conclusion."""
    return max(3, min(6, round(2 * words / 3 / WORDS_PER_SECTION)))


def _topic_questions(plan: Plan) -> list[str]:
    patterns = plan.phrases.topic_questions
    return [
        capitalised(patterns[n % len(patterns)].format(t=t, k=plan.subject.name))
        for n, t in enumerate(reversed(plan.spare_topics))
    ]


def _answer(plan: Plan, question: str, least: int) -> str:
    spans = plan.take(question, 8, 1.0)
    said, answer, left = set(plan.composer.said), "", list(spans)
    while left and word_count(answer) < FAQ_WORDS[0]:
        longer = _added(plan, answer, left[0])
        if word_count(longer) <= FAQ_WORDS[1]:
            plan.composer.remember(longer.removeprefix(answer).strip())
            answer = longer
        else:
            plan.give_back(left[:1])
        left = left[1:]
    plan.give_back(left)
    if word_count(answer) < least:
        plan.give_back(spans)
        plan.composer.said = said
        return ""
    return answer


def _added(plan: Plan, text: str, span: Span) -> str:
    sentence = plan.composer.sentence(span, text)
    return f"{text}{plan.phrases.gap}{sentence}".strip() if sentence else text


def _sections(plan: Plan, questions: list[str], words: int) -> list[Json]:
    """Four to six sections before the conclusion, until the words are spent or the evidence is."""
    count = _section_count(words * 3 // 2)
    headed = [(statement(text, plan.subject.phrase), text) for text in questions]
    patterns = plan.phrases.topic_headings
    headed += [
        (capitalised(patterns[n % len(patterns)].format(t=t, k=plan.subject.name)), t)
        for n, t in enumerate(plan.spare_topics)
    ]
    sections: list[Json] = []
    left = words
    for heading, topic in headed:
        if len(sections) == count or left < 40:
            break
        section = _section(plan, heading, topic, left // (count - len(sections)))
        if section and not _like_another(section, sections):
            sections.append(section)
            left -= _words_of(section)
    return _filled(plan, sections, left)


def _filled(plan: Plan, sections: list[Json], left: int) -> list[Json]:
    """Spend words that are left on a paragraph more for the sections that have evidence for it."""
    for section in sections:
        if left < 60:
            break
        spans = plan.take(section["heading"], 4, 1.0)
        text = plan.composer.paragraph(_ordered(plan, spans, section["heading"]))
        if word_count(text) >= 20:
            section["blocks"].append(_paragraph(text))
            left -= word_count(text)
    return sections


def _like_another(section: Json, sections: list[Json]) -> bool:
    return any(content(section["heading"]) == content(other["heading"]) for other in sections)


def _section(plan: Plan, heading: str, topic: str, words: int) -> Json | None:
    per_sentence = 20 if CJK.search(heading) else 12
    wanted = max(4, -(-words // per_sentence))
    core = plan.take(topic, wanted, 1.6)
    spans = [*core, *plan.nearby(core, wanted - len(core))]
    orders = [span for span in spans if plan.composer.orders(span)]
    orders = orders if len(orders) >= 3 and len(spans) - len(orders) >= 2 else []
    groups = (
        [span for span in core if span not in orders],
        [span for span in spans if span not in core and span not in orders],
    )
    telling = [span for group in groups for span in _ordered(plan, group, topic)]
    blocks = _told(plan, telling)
    items = [item for span in sorted(orders, key=_place) if (item := plan.composer.step(span))]
    if len(items) >= 2:
        blocks.append(_list(plan, items, orders))
    if sum(word_count(block["text"]) + sum(map(word_count, block["items"])) for block in blocks) < 30:
        plan.give_back(spans)
        return None
    return {"heading": heading, "blocks": blocks}


def _list(plan: Plan, items: list[str], spans: list[Span]) -> Json:
    """Steps where one source gives them in a row, else bullets."""
    places = sorted(map(_place, spans))
    in_a_row = len({span.document for span in spans}) == 1 and places[-1][1] - places[0][1] < len(spans)
    intros = plan.phrases.steps_intro if in_a_row else plan.phrases.list_intro
    intro = next((text for text in intros if text not in plan.composer.said), "")
    plan.composer.said.add(intro)
    return {"kind": "steps" if in_a_row else "bullets", "text": intro, "items": items}


def _ordered(plan: Plan, spans: list[Span], topic: str) -> list[Span]:
    """Sources take turns, the best first; within one source its own order, so that what belongs together stays together."""
    scores = plan.ranking.scores(topic, plan.subject.phrase)
    best: dict[str, float] = {}
    for span in spans:
        best[span.document] = max(best.get(span.document, 0.0), scores[span.id])
    rank: dict[str, int] = {}
    turns: dict[str, int] = {}
    for span in sorted(spans, key=_place):
        turns[span.id] = rank[span.document] = rank.get(span.document, -1) + 1
    return sorted(
        spans,
        key=lambda span: (
            span.text[0] in QUOTES,
            turns[span.id] // RUN_OF_ONE_SOURCE,
            -best[span.document],
            *_place(span),
        ),
    )


def around(span: Span) -> tuple[str, ...]:
    """The span and its next neighbours."""
    return tuple(f"{span.document}.{span.position + step}" for step in (-1, 0, 1))


def _place(span: Span) -> tuple[str, int]:
    return span.document, span.position


def _told(plan: Plan, spans: list[Span]) -> list[Json]:
    """Paragraphs: the first answers the heading in forty to sixty words, the others go on from there."""
    waiting = list(spans)
    first = ""
    while waiting and word_count(first) < FIRST_WORDS[0]:
        longer = plan.composer.paragraph(waiting[:1], first)
        if word_count(longer) > FIRST_WORDS[1] or len(plain(longer)) > FIRST_CHARACTERS:
            break
        first, waiting = longer, waiting[1:]
    texts = [first, *(plan.composer.paragraph(group) for group in _paragraphs(waiting))]
    return [_paragraph(text) for text in texts if text]


def _paragraphs(spans: list[Span]) -> list[list[Span]]:
    """Paragraphs of two to four sentences, evenly filled."""
    count = -(-len(spans) // PARAGRAPH_SENTENCES)
    size = -(-len(spans) // count) if count else 1
    return [spans[at : at + size] for at in range(0, len(spans), size)]


def _paragraph(text: str) -> Json:
    return {"kind": "paragraph", "text": text, "items": []}


def _words_of(section: Json) -> int:
    texts = [section["heading"], *(text for block in section["blocks"] for text in (block["text"], *block["items"]))]
    return sum(map(word_count, texts))


def _conclusion(plan: Plan) -> Json:
    """Say the angle, rest it on evidence, and end on what to do."""
    p = plan.phrases
    angle = argued_or_topics(str(plan.brief.get("angle", "")), plan.composer, plan.subject, plan.spare_topics)
    chosen = plan.advice(2)
    for span in chosen:
        del plan.free[span.id]
    evidence = plan.composer.paragraph(chosen)
    k, title = plan.subject.name, capitalised(plan.subject.name)
    parts = [p.conclusion_first.format(A=angle), evidence, p.conclusion_last.format(k=k)]
    return {
        "heading": p.conclusion_heading.format(k=k, K=title),
        "blocks": [_paragraph(p.gap.join(filter(None, parts)))],
    }


def argued_or_topics(angle: str, writer: Composer, subject: Subject, found: list[str]) -> str:
    """The angle's first sentence; where it holds figures, names or quotations, what the evidence allows instead."""
    first = angle.split(". ")[0].split("。")[0].rstrip(".。")
    if first and not FACTUAL.search(first) and (writer.language == "de" or not names(first)):
        return first
    p = writer.phrases
    return p.angle_topics.format(
        K=capitalised(subject.name), t=listed(found[:3] or [subject.name], p.conjunction)
    ).rstrip(".。")
