"""Headings and questions about a topic, made from each other."""

import re

from sandbox.model.answers.text import capitalised, names

BASE_VERBS = (
    "affect alter apply arrive behave belong boil bring brew build carry change clean come compare contain cool cost count cut depend differ do drink "
    "drop dry extract fade fall feel fill fit follow get give go grind grow happen help hold hurt improve increase influence keep last lead leave "
    "lose make matter mean measure melt mix need oxidise pass play pour produce protect raise reach react reduce release rise ruin save seal set "
    "settle show sink slow smell soften solve spoil stand start stay steep stop store suit take taste tell transfer turn use vary wait want warm "
    "wash waste water weigh work yield"
).split()
IRREGULAR = {"do": "does", "go": "goes", "wash": "washes", "carry": "carries", "dry": "dries", "vary": "varies", "pass": "passes", "reach": "reaches"}
VERB = re.compile(rf"^(.+?) ({'|'.join(BASE_VERBS)})\b(.*)$")
SUBJECTS = r"(you|I|we|one|people)"


def statement(question: str) -> str:
    """A question as a heading that states its subject; a question whose grammar is not understood stays one."""
    body = question.strip().rstrip("?？").strip()
    if body == question.strip():
        return body
    for pattern, build in _RULES:
        match = re.match(pattern, body)
        if match and (made := build(match)):
            return capitalised(made)
    return question.strip()


def _does(match: re.Match[str]) -> str:
    verb = VERB.match(match["rest"])
    if not verb:
        return ""
    inflected = IRREGULAR.get(verb[2], f"{verb[2]}s") if match["aux"] == "does" else verb[2]
    return f"{match['lead']} {verb[1]} {inflected}{verb[3]}"


def _modal(match: re.Match[str]) -> str:
    verb = VERB.match(match["rest"])
    return f"{match['lead']} {verb[1]} {match['aux']} {verb[2]}{verb[3]}" if verb else ""


def _whether(match: re.Match[str]) -> str:
    verb = VERB.match(match["rest"])
    if not verb:
        return ""
    aux = match["aux"].lower()
    inflected = IRREGULAR.get(verb[2], f"{verb[2]}s") if aux == "does" else verb[2]
    return f"Whether {verb[1]} {inflected}{verb[3]}"


_RULES = (
    (rf"^How (?:do|can|should) {SUBJECTS} (?P<rest>.+)$", lambda m: f"How to {m['rest']}"),
    (rf"^(?P<lead>(?:How|What|Which|Where|When|Why)\b.*?) (?:do|should|can) {SUBJECTS} (?P<rest>.+)$",
     lambda m: f"{m['lead']} you {m['rest']}" if " do " in m[0] else ""),
    (r"^What about (?P<rest>.+)$", lambda m: m["rest"]),
    (r"^What (?:happens )?if (?P<rest>.+)$", lambda m: f"What happens if {m['rest']}"),
    (r"^What role does (?P<rest>.+) play in (?P<in>.+)$", lambda m: f"The part that {m['rest']} plays in {m['in']}"),
    (r"^What should you know about (?P<rest>.+)$", lambda m: f"What to know about {m['rest']}"),
    (r"^(?P<lead>(?:How|What|Which|Where|When|Why)\b(?: \w+){0,2}?) (?P<aux>do|does) (?P<rest>.+)$", _does),
    (r"^(?P<lead>(?:How|What|Which|Where|When|Why)\b(?: \w+){0,2}?) (?P<aux>should|can|will|must) (?P<rest>.+)$", _modal),
    (rf"^(?P<aux>Can|Should|Must) {SUBJECTS} (?P<rest>.+)$", lambda m: f"Whether you {m['aux'].lower()} {m['rest']}"),
    (r"^(?P<aux>Do|Does) (?P<rest>.+)$", _whether),
    (r"^(?P<lead>What|Which) (?P<rest>(?!is\b|are\b|was\b)\w+ \w+s\b.*)$", lambda m: m[0]),
    (r"^What (?:is|are) (?P<rest>\w+(?: \w+){0,3})$", lambda m: f"What {m['rest']} {'are' if ' are ' in m[0] else 'is'}"),
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
