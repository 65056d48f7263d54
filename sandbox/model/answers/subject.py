"""What a keyword is about, and the sentences that say what that is."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sandbox.model.answers.compose import Composer, cite
from sandbox.model.answers.english import reworded, stronger
from sandbox.model.answers.material import Span
from sandbox.model.answers.text import capitalised, content, listed, plain, word_count
from sandbox.model.tokens import CJK

HOW_TO = re.compile(
    r"^how (?:often |long |much |far |many times )?(?:to|do you|do i|can i|can you|should i) (\w+)\b(.*)$", re.I
)
QUESTION = re.compile(
    r"^(?:what|which|when|where|why|who|is|are|does|do|can|how)(?: (?:is|are|does|do|to|the|a|an|much|many|long|often))* ",
    re.I,
)
DOUBLED = frozenset(
    [
        "get",
        "set",
        "cut",
        "put",
        "let",
        "stop",
        "mix",
        "ship",
        "trim",
        "grip",
        "clip",
        "swap",
        "whip",
        "plan",
        "run",
        "spin",
    ]
)


@dataclass(frozen=True)
class Subject:
    """A keyword within a sentence: `name` as a noun phrase, `phrase` as people type it."""

    phrase: str
    name: str

    @property
    def title(self) -> str:
        return capitalised(self.phrase)


def subject_of(phrase: str) -> Subject:
    """`how to store tea` is about `storing tea`; any other keyword is about itself."""
    bare = phrase.strip().rstrip("?？")
    if CJK.search(bare):
        return Subject(bare, "の".join(bare.split()))
    match = HOW_TO.match(bare)
    if match:
        return Subject(bare, f"{gerund(match.group(1).lower())}{match.group(2)}")
    return Subject(bare, QUESTION.sub("", bare) or bare)


def gerund(verb: str) -> str:
    if verb in DOUBLED:
        return f"{verb}{verb[-1]}ing"
    if verb.endswith("e") and not verb.endswith(("ee", "ye")):
        return f"{verb[:-1]}ing"
    return f"{verb}ing"


JAPANESE_IS = re.compile(r"^(?P<what>.{2,30}?)(?P<verb>とは)、?(?P<rest>.+)$")
IS = re.compile(
    r"^(?:(?:A|An|The|Eine|Ein|Das|Der|Die) )?(?P<what>[^,]{3,70}?) (?P<verb>is|are|means|describes|ist|sind|bedeutet|beschreibt) (?P<rest>.+)$"
)


def definition(
    subject: Subject, spans: Iterable[Span], topics: list[str], composer: Composer
) -> tuple[str, list[Span]]:
    """Open with `X is ...` from a span that defines X where there is one; say which spans were used, or defined X as well."""
    rows = sorted((span for span in spans if _defining(subject, span)), key=lambda span: _distance(subject, span))
    for span in rows:
        for sentence in _wordings(_defining(subject, span), composer):
            cited = cite(sentence, (span.id,))
            if (IS.match(sentence) or JAPANESE_IS.match(sentence)) and not composer.copies(plain(cited)):
                composer.remember(cited)
                return cited, rows
    p = composer.phrases
    if len(topics) < 2:
        pattern = p.definition_plain if subject.name == subject.phrase else p.definition_doing
        return pattern.format(K=capitalised(subject.name)), rows
    return p.definition.format(K=capitalised(subject.name), t=listed(topics[:3], p.conjunction)), rows


def _wordings(sentence: str, composer: Composer) -> Iterator[str]:
    yield reworded(sentence) if composer.language == "en" else sentence
    if composer.language == "en":
        yield from stronger(reworded(sentence))


def _distance(subject: Subject, span: Span) -> float:
    match = IS.match(span.text)
    if not match:
        return 9.0
    named, wanted = content(match["what"]), content(subject.name)
    return len(wanted ^ named) / (1 + len(wanted)) + (
        0.0 if re.match(r"(a|an|the|eine?|das|der|die)\b", match["rest"]) else 0.25
    )


def _defining(subject: Subject, span: Span) -> str:
    """`X is ...` for a span whose subject is the keyword's, or nothing."""
    match = JAPANESE_IS.match(span.text) or IS.match(span.text)
    if not match or not content(subject.name) <= content(match["what"]) or word_count(span.text) < 6:
        return ""
    best = re.match(r"^(?:best|ideal|right|usual|typical) ", match["what"], re.I)
    if content(subject.name) != content(match["what"]) and not best:
        return ""
    name = capitalised(subject.name)
    if "とは" in match.group():
        return f"{name}とは、簡単にいうと{match['rest']}"
    return f"{name} {match['verb']} at its best {match['rest']}" if best else f"{name} {match['verb']} {match['rest']}"
