"""What a keyword is about, and the sentences that say what that is."""

import re
from dataclasses import dataclass

from sandbox.model.answers.compose import Composer, cite
from sandbox.model.answers.material import Span
from sandbox.model.answers.text import capitalised, content, listed, plain, word_count

HOW_TO = re.compile(r"^how (?:to|do you|do i|can i|can you|should i) (\w+)\b(.*)$", re.I)
QUESTION = re.compile(r"^(?:what|which|when|where|why|who|is|are|does|do|can|how)(?: (?:is|are|does|do|to|the|a|an|much|many|long|often))* ", re.I)
DOUBLED = frozenset("get set cut put let stop mix ship trim grip clip swap whip plan run spin".split())


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


IS = re.compile(r"^(?:(?:A|An|The|Eine|Ein|Das|Der|Die) )?(?P<what>[^,]{3,70}?) (?P<verb>is|are|means|ist|sind|bedeutet) (?P<rest>.+)$")


def definition(subject: Subject, spans: list[Span], topics: list[str], composer: Composer) -> tuple[str, list[Span]]:
    """Open with `X is ...` from a span that defines X where there is one; say which spans were used."""
    for span in sorted(spans, key=lambda span: _distance(subject, span)):
        sentence = _defining(subject, span)
        if sentence and not composer.copies(plain(sentence)):
            composer.said.add(plain(sentence))
            return sentence, [span]
    p = composer.phrases
    return p.definition.format(K=capitalised(subject.name), t=listed(topics[:3] or [subject.name], p.conjunction)), []


def _distance(subject: Subject, span: Span) -> float:
    match = IS.match(span.text)
    if not match:
        return 9.0
    named, wanted = content(match["what"]), content(subject.name)
    return len(wanted ^ named) / (1 + len(wanted)) + (0.0 if re.match(r"(a|an|the|eine?|das|der|die)\b", match["rest"]) else 0.25)


def _defining(subject: Subject, span: Span) -> str:
    match = IS.match(span.text)
    if not match or not content(subject.name) <= content(match["what"]) or word_count(span.text) < 6:
        return ""
    best = re.match(r"^(?:best|ideal|right|usual|typical) ", match["what"], re.I)
    if content(subject.name) != content(match["what"]) and not best:
        return ""
    rest = f"at its best {match['rest']}" if best else match["rest"]
    name = capitalised(subject.name)
    return cite(f"{name} {match['verb']} {rest}", (span.id,))
