"""Numbers of several words in digits: `two hundred and fifty`, `three thousand two hundred`, zweihundertfünfzig.

A number of one scale (`two hundred`, zweihundert) is left as it is: `layers.figures` reads it. So is `a hundred`, which is as
often a manner of speaking. What follows `and` belongs to the number unless it begins another: `two hundred and three hundred`
are two.
"""

import re
from functools import cache

from layers.units import GERMAN, SCALES, SPELLED, english_pattern, german_pattern

_BIG = ("thousand", "million", "billion", "trillion")
_SCALES = ("hundred", *_BIG)
_JOINT = r"(?:,? and |-and-|, |[ -])"
_WORD = re.compile(r"[a-z]+")
_EIN = {"ein": 1, "eins": 1}


def in_digits(text: str, small: str) -> str:
    """Return `text` with these numbers in digits; `small` is the text in small letters."""
    if any(scale in small for scale in _SCALES):
        text = _english().sub(_of_english, text)
    if "hundert" in small or "tausend" in small:
        text = _german().sub(_of_german, text)
    return text


@cache
def _english() -> re.Pattern[str]:
    below = rf"{english_pattern()}\b"
    alone = rf"(?![ -](?:{english_pattern()}|{'|'.join(_SCALES)})\b)"  # or it begins a number of its own
    hundred = rf"(?:{below}[ -]|an?[ -])?hundred\b"
    times = rf"(?:{hundred}(?:(?: and |-and-|[ -]){below})?|{below}|an?)"  # what a scale is multiplied by
    whole = rf"(?:{hundred}(?:{_JOINT}{below}{alone})?|{below})"
    for scale in _BIG:
        whole = rf"(?:{times}[ -]{scale}\b(?:{_JOINT}{whole}{alone})?|{whole})"
    begins = rf"(?=[aefhnost])(?={below}|(?:an?[ -])?(?:{'|'.join(_SCALES)})\b)"  # most words of a text do not: that is quick
    return re.compile(rf"\b{begins}{whole}", re.IGNORECASE)


def _of_english(match: re.Match[str]) -> str:
    words = [word for word in _WORD.findall(match.group().lower()) if word not in ("and", "a", "an")]
    scales = [word for word in words if word in _SCALES]
    if not scales or (words[-1] in _SCALES and len(scales) == 1):
        return match.group()
    whole = part = 0
    for word in words:
        if word in _BIG:
            whole, part = whole + (part or 1) * SCALES[word], 0
        else:
            part = (part or 1) * 100 if word == "hundred" else part + SPELLED[word]
    return str(whole + part)


@cache
def _german() -> re.Pattern[str]:
    below = f"(?:{german_pattern()}|eins|{'|'.join(word for word, number in GERMAN.items() if number < 10)})"
    group = rf"(?:{below}?hundert(?:und)?{below}?|{below})"
    whole = rf"(?:{group}?tausend(?:und)?{group}?|{below}?hundert(?:und)?{below}?)"
    return re.compile(rf"\b{whole}(?<!und)(?=mal|fach|\b)", re.IGNORECASE)


def _of_german(match: re.Match[str]) -> str:
    word = match.group().lower()
    if word in SPELLED or word in SCALES:
        return match.group()
    above, thousand, below = word.rpartition("tausend")
    return str((_below_thousand(above) or 1) * 1_000 * bool(thousand) + _below_thousand(below.removeprefix("und")))


def _below_thousand(word: str) -> int:
    above, hundred, below = word.rpartition("hundert")
    known = GERMAN | _EIN
    return known.get(above, 1) * 100 * bool(hundred) + known.get(below.removeprefix("und"), 0)
