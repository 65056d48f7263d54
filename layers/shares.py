"""Shares, multiples, dozens and ranks in words, written in digits: `one in five`, `twice as many`, `a dozen`, `nineteenth century`.

Only what states a figure for sure: `think twice`, `half the fun`, `all in one`, `doubles as` and `the second step` state none.
`Hundreds of people` is no figure that two texts could have in common, and is left.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from layers.units import COUNTED, ENGLISH, GERMAN, SPELLED, spelled_pattern, unit_pattern

_SAID = Callable[[re.Match[str]], str]
_PARTS = {
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
    "drittel": 3,
    "viertel": 4,
    "fünftel": 5,
}
_TIMES = {"doubl": 2, "tripl": 3, "quadrupl": 4, "doppelt": 2, "verdoppel": 2, "verdreifach": 3, "vervierfach": 4}
_JEDER = {"zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "sechste": 6, "achte": 8, "zehnte": 10}
_RANKED = (
    "century|centuries|most|largest|biggest|highest|lowest|smallest|longest|oldest|tallest|richest|busiest|greatest|fastest|"
    "youngest|cheapest"
)
_ODD = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


@dataclass(frozen=True)
class _Rule:
    """What stands for a figure. It is looked for only where one of the `signs` is in the text: that is quick."""

    signs: tuple[str, ...]
    pattern: re.Pattern[str]
    said: _SAID


def in_digits(text: str, small: str) -> str:
    """Return `text` with these in digits; `small` is the text in small letters."""
    for rule in _rules():
        if any(sign in small for sign in rule.signs):
            text = rule.pattern.sub(rule.said, text)
    return text


@cache
def _rules() -> tuple[_Rule, ...]:
    word = spelled_pattern()
    number = rf"(?:{word}|(?<![\d.,/$€£])\d{{1,3}}(?![.,/]\d))"
    no_unit = rf"(?![ -](?:{unit_pattern()})(?![A-Za-z]))"
    part = "|".join(_PARTS)
    counted = r"(?=(?:all|the|those|these|people|der|aller|(?!this|its|his|des)\w{3,}s)\b)"
    return (
        _rule((" out of ",), rf"\b({number}) out of (?:every |the )?({number})\b", _share),
        _rule((" in ",), rf"\b({number}) in (?:every )?(?!one\b)({number})\b{no_unit}", _share),
        _rule((" von ",), rf"\b({word}|eine[rs]?) von ({word})(?=\s(?:{COUNTED})\b)", _share),
        _rule(("jede",), rf"\bjede[rs]? ({'|'.join(_JEDER)})[rs]?(?= [A-ZÄÖÜ])", lambda found: f"1/{_JEDER[found[1].lower()]}"),
        _rule(("half as ",), r"\bhalf (?=as (?:much|many|\w+ as)\b)", lambda _: "0.5x "),
        _rule(
            ("half ",),
            r"\b(?:one )?half (?:of )?(?=(?:all|the|those|these)\b)(?!the (?:fun|battle|story|joy|job|work|time)\b)",
            lambda _: "1/2 of ",
        ),
        _rule(("hälfte",), r"\bdie Hälfte (?=(?:der|aller|des|von)\b)", lambda _: "1/2 "),
        _rule((" of ",), rf"\ban? ({part}) of {counted}", lambda found: f"1/{_PARTS[found[1].lower()]} of "),
        _rule((" times", "fold", "mal", "fach"), rf"\b({number}|\d+[.,]\d+)(?: times|[ -]?fold|[ -]?mal|fach(?:e[nrms]?)?)\b", _times),
        _rule(("twice",), r"\btwice (?=(?:as|the|that|its|their|what|a|per|daily|every|each)\b)", lambda _: "2x "),
        _rule(
            ("doubl", "tripl", "quadrupl"),
            r"\b(doubl|tripl|quadrupl)(?:ed|ing|es? (?=in\b|every\b|within\b)|e (?=the|that|what|its)\b)(?! (?:as|up|over|down|back|in size)\b)",
            _multiple,
        ),
        _rule(("doppelt so",), r"\b(doppelt)(?= so\b)", _multiple),
        _rule(("verdoppel", "verdreifach", "vervierfach"), r"\b(verdoppel|verdreifach|vervierfach)(?:t|n|en|te|ten)\b", _multiple),
        _rule(("dozen",), rf"(?<!dime )\b(?:(half a|an?|{word})) dozen\b", lambda found: str(_dozens(found[1]))),
        _rule(("dutzend",), rf"\b(?:(ein halbes|ein|{word})) Dutzend\b", lambda found: str(_dozens(found[1]))),
        _rule(("century", "centuries", "most", "est"), rf"\b({_any(_ranks())})(?=[ -](?:{_RANKED})\b)", _rank),
        _rule(("nth", "fth", "tieth"), rf"\b({_any(_late_ranks())})\b", _rank),
        _rule(("jahrhundert",), rf"\b({_any(GERMAN)})s?te[nrs]? (?=Jahrhundert)", lambda found: f"{GERMAN[found[1].lower()]}. "),
    )  # fmt: skip


def _rule(signs: tuple[str, ...], pattern: str, said: _SAID) -> _Rule:
    return _Rule(signs, re.compile(pattern, re.IGNORECASE), said)


def _any(words: dict[str, int]) -> str:
    return "|".join(word.replace("-", "[ -]") for word in sorted(words, key=len, reverse=True))


def _number(written: str) -> str:
    if written[0].isdigit():
        return written
    return str(SPELLED.get(written.lower().replace(" ", "-"), 1))  # `eine von fünf Personen`


def _share(match: re.Match[str]) -> str:
    above, below = _number(match[1]), _number(match[2])
    return f"{above}/{below}" if int(above) < int(below) else match.group()


def _times(match: re.Match[str]) -> str:
    return f"{_number(match[1])}x"


def _multiple(match: re.Match[str]) -> str:
    end = " " if match.group().endswith(" ") else ""
    return f"{_TIMES[match[1].lower()]}x{end}"


def _dozens(count: str) -> int:
    small = count.lower()
    if small in ("half a", "ein halbes"):
        return 6
    return 12 * (1 if small in ("a", "an") else int(_number(small)))


@cache
def _ranks() -> dict[str, int]:
    """Ranks in words from the first to the ninety-ninth."""
    return {_ordinal(word): number for word, number in ENGLISH.items()}


@cache
def _late_ranks() -> dict[str, int]:
    """Those from the eleventh on: `the second step` counts what the text itself lists."""
    return {word: number for word, number in _ranks().items() if number > 10}


def _ordinal(word: str) -> str:
    *tens, last = word.split("-")
    ranked = _ODD.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return "-".join([*tens, ranked])


def _rank(match: re.Match[str]) -> str:
    return f"{_ranks()[match[1].lower().replace(' ', '-')]}th"
