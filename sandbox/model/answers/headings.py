"""Headings and questions about a topic, made from each other."""

import re

from sandbox.model.answers.text import capitalised, content, names, stem

_BASE_VERBS_WORDS = """
affect alter apply arrive behave belong boil bring brew build carry change clean come compare contain cool cost
count cut depend differ do drink drop dry extract fade fall feel fill fit follow get give go grind grow happen help
hold hurt improve increase influence keep last lead leave lose make matter mean measure melt mix need oxidise pass
play pour produce protect raise reach react reduce release rise ruin save seal set settle show sink slow smell
soften solve spoil stand start stay steep stop store suit take taste tell transfer turn use vary wait want warm wash
waste water weigh work yield
"""
BASE_VERBS = tuple(_BASE_VERBS_WORDS.split())
IRREGULAR = {
    "do": "does",
    "go": "goes",
    "wash": "washes",
    "carry": "carries",
    "dry": "dries",
    "vary": "varies",
    "pass": "passes",
    "reach": "reaches",
}
VERB = re.compile(rf" ({'|'.join(BASE_VERBS)})\b")
SUBJECTS = r"(you|I|we|one|people)"


def statement(question: str, phrase: str = "") -> str:
    """A question as a heading that states its subject; a question whose grammar is not understood stays one.

    Words of `phrase`, the keyword, are never taken for the verb: `cold brew` brews nothing.
    """
    body = question.strip().rstrip("?？").strip()
    if body == question.strip():
        return body
    for pattern, build in _RULES:
        match = re.match(pattern, body)
        if match and (made := build(match, content(phrase))):
            return capitalised(made)
    return question.strip()


def _split(rest: str, named: frozenset[str]) -> tuple[str, str, str] | None:
    """Subject, base verb and what follows, or nothing."""
    for match in VERB.finditer(rest):
        following = rest[match.end() :].split()
        if stem(match[1]) not in named and not (following and following[0] in ("and", "or", "of")):
            return rest[: match.start()], match[1], rest[match.end() :]
    return None


def _inflected(verb: str, aux: str) -> str:
    return IRREGULAR.get(verb, f"{verb}s") if aux.lower() == "does" else verb


def _does(match: re.Match[str], named: frozenset[str]) -> str:
    parts = _split(match["rest"], named)
    return f"{match['lead']} {parts[0]} {_inflected(parts[1], match['aux'])}{parts[2]}" if parts else ""


def _modal(match: re.Match[str], named: frozenset[str]) -> str:
    parts = _split(match["rest"], named)
    return f"{match['lead']} {parts[0]} {match['aux']} {parts[1]}{parts[2]}" if parts else ""


def _whether(match: re.Match[str], named: frozenset[str]) -> str:
    parts = _split(match["rest"], named)
    return f"Whether {parts[0]} {_inflected(parts[1], match['aux'])}{parts[2]}" if parts else ""


def _is(match: re.Match[str], named: frozenset[str]) -> str:
    """`Why is cold brew measured` has its subject in the keyword's words."""
    words = match["rest"].split()
    size = 0
    while size < len(words) and (stem(words[size].lower()) in named or (size == 0 and words[0] in ("the", "a", "an"))):
        size += 1
    named_words = [word for word in words[:size] if word not in ("the", "a", "an")]
    if not named_words or size == len(words):
        return ""
    lead = match["lead"] if match["lead"] else "Whether"
    return f"{lead} {' '.join(words[:size])} {match['aux'].lower()} {' '.join(words[size:])}"


_RULES = (
    (rf"^How (?:do|can|should) {SUBJECTS} (?P<rest>.+)$", lambda m, _: f"How to {m['rest']}"),
    (rf"^(?P<lead>(?:How|What|Which|Where|When|Why)\b.*?) (?:do|should|can) {SUBJECTS} (?P<rest>.+)$",
     lambda m, _: f"{m['lead']} you {m['rest']}" if " do " in m[0] else ""),
    (r"^What about (?P<rest>.+)$", lambda m, _: m["rest"]),
    (r"^What (?:happens )?if (?P<rest>.+)$", lambda m, _: f"What happens if {m['rest']}"),
    (r"^What role does (?P<rest>.+) play in (?P<in>.+)$", lambda m, _: f"The part that {m['rest']} plays in {m['in']}"),
    (r"^What should you know about (?P<rest>.+)$", lambda m, _: f"What to know about {m['rest']}"),
    (r"^(?P<lead>(?:How|What|Which|Where|When|Why)\b(?: \w+){0,2}?) (?P<aux>do|does) (?P<rest>.+)$", _does),
    (r"^(?P<lead>(?:How|What|Which|Where|When|Why)\b(?: \w+){0,2}?) (?P<aux>should|can|will|must) (?P<rest>.+)$", _modal),
    (rf"^(?P<aux>Can|Should|Must) {SUBJECTS} (?P<rest>.+)$", lambda m, _: f"Whether you {m['aux'].lower()} {m['rest']}"),
    (r"^(?P<aux>Do|Does) (?P<rest>.+)$", _whether),
    (r"^(?P<lead>What|Which) (?P<rest>(?!is\b|are\b|was\b)\w+ \w+s\b.*)$", lambda m, _: m[0]),
    (r"^(?P<lead>Why|When|Where|How)? ?(?P<aux>[Ii]s|[Aa]re) (?P<rest>.+)$", _is),
    (r"^What (?:is|are) (?P<rest>\w+(?: \w+){0,3})$", lambda m, _: f"What {m['rest']} {'are' if ' are ' in m[0] else 'is'}"),
)  # fmt: skip


def clean(heading: str) -> str:
    """A heading of another page as a topic: no numbering, no site name, no colon's second half."""
    bare = re.sub(r"^\W*(?:\d+[.):]\s*|step \d+\W*|q:\s*)", "", heading.strip(), flags=re.I)
    return re.split(r"\s[|–—]\s", bare)[0].strip()


def plain_topic(heading: str, language: str) -> bool:
    """May the heading stand in an article: no figures, and in English no names?"""
    if re.search(r"\d", heading) or not 6 <= len(heading) <= 90:
        return False
    return language == "de" or not names(heading)
