"""The answers `Angle` and `BriefNotes`: what is worth saying, and what the pages that rank leave out."""

import re
from collections import Counter

from sandbox.model.answers.evidence import pool, ranking, topics, trusted, wanted_words
from sandbox.model.answers.headings import clean, plain_topic
from sandbox.model.answers.language import phrases
from sandbox.model.answers.material import Material, Span
from sandbox.model.answers.subject import subject_of
from sandbox.model.answers.text import capitalised, content, listed, names
from sandbox.model.tokens import Json

MEASURED = re.compile(
    r"\b(measured|tested|compared|trial|panel|experiment|recorded|weighed|gemessen|getestet|verglichen)\b|測|試験|実験|比べ"
)
INTENTS = (
    ("transactional", re.compile(r"\b(buy|order|coupon|discount|kaufen|bestellen)\b|購入|通販", re.I)),
    (
        "commercial",
        re.compile(r"\b(best|review|vs|versus|compare|comparison|cheap|price|test|vergleich)\b|おすすめ|比較", re.I),
    ),
    ("navigational", re.compile(r"\b(login|sign in|official|website|contact)\b|公式", re.I)),
)
NOISE = re.compile(
    r"asked|newsletter|related|share|comment|contact|about|also like|menu|cart|sources|references|post\b|faq|questions|read next|\b(this|these|our|we|us|unsere?)\b|karte|preis|kostet|limits? of|come with|method|chart|table|早見表|calculator|gallery|our |members|shop|price|conclusion|fazit|häufig|まとめ|よくある|関連",
    re.I,
)
MIN_SUPPORT = 1.8


def write_angle(material: Material) -> Json:
    """Decide the angle from how much of the evidence was measured and which topics it shares."""
    phrase = str(material.json("keyword")["phrase"])
    subject, p = subject_of(phrase), phrases(material.language)
    spans = pool(material.sources, phrase)
    found = topics(spans, phrase, 3) or [subject.name]
    measured = sum(bool(MEASURED.search(span.text)) for span in spans) >= 3
    pattern = p.angle_measured[sum(map(ord, phrase)) % len(p.angle_measured)] if measured else p.angle_topics
    named = listed(found, p.conjunction)
    return {
        "intent": next((intent for intent, sign in INTENTS if sign.search(phrase)), "informational"),
        "reader": p.reader.format(k=subject.name),
        "angle": f"{pattern.format(K=capitalised(subject.name), t=named)}{p.stop}",
        "what_is_new": p.new.format(k=subject.name, t=named),
    }


def write_notes(material: Material) -> Json:
    """Gaps and questions that the evidence can answer, and terms of the site that fit."""
    phrase = str(material.json("keyword")["phrase"])
    site, landscape = material.json("site"), material.json("landscape")
    spans = pool(material.sources, phrase)
    found = topics(spans, phrase, 10)
    supported = _supported(material, landscape, phrase, spans)
    questions = [text for text in supported if text.endswith(("?", "？"))][:11]
    stated = [text for text in supported if text not in questions]
    gaps = [*stated[:2], *questions[5:8], *questions[:1]][:4]
    questions = [text for text in questions if text not in gaps]
    p = phrases(material.language)
    spare = [
        capitalised(pattern.format(t=t, k=subject_of(phrase).name))
        for pattern, t in zip(p.topic_questions * 3, found, strict=False)
    ]
    return {
        "gaps": gaps or [capitalised(found[0]) if found else capitalised(phrase)],
        "questions": [*questions, *(text for text in spare if text not in questions)][:8],
        "category": _category(site, phrase, spans),
        "tags": _tags(site, phrase, spans),
        "entities": _entities(spans),
    }


def _supported(material: Material, landscape: Json, phrase: str, spans: tuple[Span, ...]) -> list[str]:
    """Headings and questions of the pages that rank, those first that the evidence answers best and most pages touch."""
    rows = ranking(material.sources, phrase)
    good = {source.title for source in trusted(material.sources, phrase)}
    ranked = [page for page in landscape.get("pages", ()) if page.get("title") in good] or landscape.get("pages", ())
    pages = [[clean(str(h)) for h in (*page.get("headings", ()), *page.get("questions", ()))] for page in ranked]
    heads = list(dict.fromkeys(h for page in pages for h in page))
    spread = Counter(word for page in pages for word in {word for h in page for word in content(h)})
    kept: list[tuple[float, str]] = []
    for heading in heads:
        own = wanted_words(heading) - content(phrase)
        if (
            not own
            or ":" in heading
            or len(content(heading)) < 2
            or NOISE.search(heading)
            or not plain_topic(heading, material.language)
            or len(heading.split()) > 11
        ):
            continue
        best = sorted(rows.scores(heading, phrase).values(), reverse=True)[:4]
        support = sum(best) / 4 if best else 0.0
        if support >= MIN_SUPPORT and any(span.content & own for span in spans):
            kept.append(
                (
                    support
                    + 0.8 * len(content(heading) & content(phrase))
                    + 1.5 * sum(spread[word] for word in own) / len(own),
                    heading,
                )
            )
    return _different([heading for _, heading in sorted(kept, key=lambda row: (-row[0], row[1]))], phrase)


def _different(headings: list[str], phrase: str) -> list[str]:
    """Leave out a heading that asks what one before it asks."""
    kept: list[str] = []
    for heading in headings:
        own = content(heading) - content(phrase)
        if all(len(own & content(other)) / len(own | (content(other) - content(phrase))) < 0.5 for other in kept):
            kept.append(heading)
    return kept


def _fit(text: str, phrase: str, spans: tuple[Span, ...]) -> float:
    wanted = content(text)
    return 3.0 * len(wanted & content(phrase)) + sum(len(wanted & span.content) for span in spans) / (1 + len(spans))


def _category(site: Json, phrase: str, spans: tuple[Span, ...]) -> str:
    rows = site.get("categories") or [{"slug": "uncategorized", "name": "", "purpose": ""}]
    return str(
        max(rows, key=lambda row: _fit(f"{row.get('name', '')} {row.get('purpose', '')}", phrase, spans))["slug"]
    )


def _tags(site: Json, phrase: str, spans: tuple[Span, ...]) -> list[str]:
    scored = [(tag, _fit(str(tag), phrase, spans)) for tag in site.get("tags", ())]
    return [tag for tag, fit in sorted(scored, key=lambda row: (-row[1], row[0])) if fit > 0.25][:4]


def _entities(spans: tuple[Span, ...]) -> list[str]:
    counts = Counter(
        match for span in spans for match in re.findall(r"(?<=[a-z,] )[A-Z][a-z]+(?: [A-Z][a-z]+)+", span.text)
    )
    singles = Counter(name for span in spans for name in names(span.text) if len(name) > 3)
    several = [name for name, _ in counts.most_common(8)]
    return several + [
        name for name, count in singles.most_common(12) if count > 1 and not any(name in other for other in several)
    ]
