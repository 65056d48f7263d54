"""Amounts in words written in digits: `minus 5`, `half an hour`, `two thirds`, `a million dollars`, 十二時間, 3分の1.

Only what is an amount for sure: `a third` may be the next after the second, 十分 is `enough` as often as ten minutes.
"""

import re
import unicodedata
from functools import cache

from layers import numerals, shares
from layers.units import COUNTED, SPELLED, scale_pattern, spelled_pattern, unit_pattern

_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}
_MINUS = re.compile(r"\bminus\s+(?=\d)", re.IGNORECASE)
_MIXED = re.compile(r"(?<![\d/.,-])(\d+)-(\d+/\d+)(?![\d/])")  # 1-1/2 cups are one and a half, no range
_IN_WORDS = (
    "half", "halb", "third", "quarter", "fifth", "tenth", "drittel", "viertel", "fünftel", "zehntel", "hundred",
    "hundert", "thousand", "tausend", "illion", "illiarde",
)  # fmt: skip
_JAPANESE = re.compile("[一-鿿]")
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "drittel": 3, "viertel": 4, "fünftel": 5, "zehntel": 10,
}  # fmt: skip
_FRACTION = re.compile(  # `two third-party apps` are no two thirds: only one has a third without an s
    r"\b(?:(?P<above>two|three|four|five|seven|nine)[\s-](?P<below>thirds|fifths|tenths|quarters(?=\sof\b))|"
    r"(?P<one>one)[\s-](?P<part>third|fifth|tenth|quarter)(?=\sof\b)|"
    r"(?P<ein>ein|zwei|drei|vier)\s(?P<teil>drittel|fünftel|zehntel|(?<!\bein\s)viertel))\b",
    re.IGNORECASE,
)
_AND_A_HALF_IN_GERMAN = re.compile(r"\b(?:(ein|zwei|drei|vier|fünf|sechs)einhalb|(anderthalb))\b", re.IGNORECASE)
_QUARTERS_OF_AN_HOUR = re.compile(r"\b(drei)?viertelstunden?\b", re.IGNORECASE)

_KANJI_ONES = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}
_KANJI_TENS = {"十": 10, "百": 100, "千": 1_000}
_KANJI_SCALES = {"万": 10_000, "億": 10**8, "兆": 10**12}
# 一人 is `alone` and 一度 is `once`: in front of what one counts, only a longer numeral is an amount
_KANJI_AMOUNT = re.compile(
    r"(?<![\d,.数何幾第一二三四五六七八九十百千万億兆])(?!十分(?!間))(?:([一二三四五六七八九十百千万億兆]+)"
    r"(?=時間|分(?!の)|秒|日間|週間|[かヶカケ]月間?|年間|キロ|グラム|ミリ|センチ|メートル|リットル|パーセント|円)|"
    r"([一二三四五六七八九十百千万億兆]{2,})(?=度|人|個|種類))"
)
_KANJI_FRACTION = re.compile("([0-9]+|[一二三四五六七八九十百])分の([0-9]+|[一二三四五六七八九])")


def in_digits(text: str) -> str:
    """Return `text` in compatibility form, with the amounts in it written in digits."""
    if not text.isascii():
        text = _of_other_scripts(text)
    if "/" in text:
        text = _MIXED.sub(r"\1 \2", text)
    small = text.lower()  # to look for a word is quick, to try an expression at each letter is not
    if "minus" in small:
        text = _MINUS.sub("-", text)
    text = shares.in_digits(numerals.in_digits(text, small), small)
    return _of_words(text, small) if any(word in small for word in _IN_WORDS) else text


def _of_other_scripts(text: str) -> str:
    for character, fraction in _VULGAR.items():
        text = text.replace(character, f" {fraction}")
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("⁄", "/")
    if not _JAPANESE.search(text):
        return text
    text = _KANJI_FRACTION.sub(lambda match: f"{_counted(match[2])}/{_counted(match[1])}", text)
    return _KANJI_AMOUNT.sub(lambda match: str(_counted(match[1] or match[2])), text)


def _counted(numeral: str) -> int:
    """The number that digits or kanji write: 三百二十万 is 3 200 000."""
    if numeral.isascii():
        return int(numeral)
    whole = part = one = 0
    for sign in numeral:
        if sign in _KANJI_ONES:
            one = _KANJI_ONES[sign]
        elif sign in _KANJI_TENS:
            part, one = part + (one or 1) * _KANJI_TENS[sign], 0
        else:
            whole, part, one = whole + (part + one or 1) * _KANJI_SCALES[sign], 0, 0
    return whole + part + one


def _of_words(text: str, small: str) -> str:
    text = _FRACTION.sub(_fraction, text)
    text = _AND_A_HALF_IN_GERMAN.sub(lambda match: f"{SPELLED.get((match[1] or '').lower(), 1)} 1/2", text)
    text = _QUARTERS_OF_AN_HOUR.sub(lambda match: f"{3 if match[1] else 1}/4 Stunde", text)
    if "and a half" in small:  # before `half hours` of it is read alone
        text = _and_a_half().sub(lambda match: f"{_value(match[1])} 1/2", text)
    for pattern, digits in _phrases():
        text = pattern.sub(digits, text)
    return text


def _fraction(match: re.Match[str]) -> str:
    above, below = (part.lower() for part in match.groups() if part)
    return f"{SPELLED.get(above, 1)}/{_PARTS[below.rstrip('s')]}"


def _value(written: str) -> str:
    return written if written[0].isdigit() else str(SPELLED[written.lower().replace(" ", "-")])


@cache
def _and_a_half() -> re.Pattern[str]:
    return re.compile(rf"\b(\d+|(?i:{spelled_pattern()})) and a half\b")


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Articles and halves in front of a unit: behind `a million` without one may stand anything, reasons for example."""
    unit, scale = rf"(?:{unit_pattern(clock=False)})(?![A-Za-zÀ-ɏ])", rf"(?i:{scale_pattern()})(?![A-Za-z])"
    return (
        (re.compile(rf"\b(?i:an?|one) ({unit}) and a half\b"), r"1 1/2 \1"),
        (re.compile(rf"\b(?i:(?:a|one) )?(?i:half)[ -](?i:of )?(?i:an? )?(?={unit}|{scale})"), "1/2 "),
        (re.compile(rf"\b(?i:(?:a|one) )quarter(?: of)? (?i:an? )?(?={unit})"), "1/4 "),
        (re.compile(rf"(?<=\d/\d) (?:of )?an? (?={unit})"), " "),
        (re.compile(rf"\b(?i:eine?[nmrs]? )?(?i:halbe[nmrs]?) (?={unit}|{scale})"), "1/2 "),
        (re.compile(rf"\b(?i:an?|eine[rn]?) (?={scale}[ -](?:{unit}|(?:{COUNTED})\b))"), "1 "),
    )
