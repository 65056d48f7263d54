"""Numbers, ranges, ratios, units and dates, read from text and written in one way each, so that they can be compared.

`1,000 g`, `1000 grams` and `1 000 g` are all `1000 g`; `12 to 18 hours`, `12–18 h` and `between 12 and 18 hours` are all
`12-18 h`; `two minutes` is `2 min`; `12 January 2026` is `2026-01-12`. Units are aliases of one another and are never
converted: 80 °C and 176 °F are different figures, because a source that says one has not said the other.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from layers import amounts
from layers.units import (
    ATTACHED,
    CLOCK,
    COUNTED,
    SCALES,
    SHORT_SCALES,
    canonical,
    scale_pattern,
    spelled_pattern,
    unit_pattern,
)
from layers.units import SPELLED as SPELLED  # who reads figures asks here for the words of them

MASK = "\ufffc"
LARGEST_LISTED = 10  # a text may list ten things of its own, and say so in words
LARGEST_ROUNDED = 10**15  # beyond it six decimals no longer fit the precision of Decimal
DECIMAL_COMMA = frozenset({"de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sv", "da", "nb", "fi", "ru", "tr"})

_MONTHS = (
    "jan(?:uary|uar)?", "feb(?:ruary|ruar)?", "mar(?:ch)?|märz?", "apr(?:il)?", "ma[yi]", "june?|juni", "july?|juli",
    "aug(?:ust)?", "sept?(?:ember)?", "o[ck]t(?:ober)?", "nov(?:ember)?", "de[cz](?:ember)?",
)  # fmt: skip
_MONTH = "(?:(?=[A-ZÄ])(?i:" + "|".join(_MONTHS) + r")\b\.?)"
_DATES = (
    r"(?<!\d)(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})(?!\d)",
    r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)",
    rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?P<n>{_MONTH})(?:,?\s+(?P<y>\d{{4}}))?(?!\w)",
    rf"\b(?P<n>{_MONTH}),?\s+(?P<y>\d{{4}})(?!\w)",
    rf"\b(?P<n>{_MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s+(?P<y>\d{{4}}))?(?![\w%°])(?!\s?[°%])",
    r"(?<!\d)(?P<y>\d{4})年(?!間)(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?",
    r"(?<!\d)(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?",
    r"(?<!\w)(?P<decade>\d{3}0)s\b",
    rf"\b(?:in|since|until|during|by|early|late|mid|im|seit|bis|Anfang|Ende|Mitte)[\s-](?P<n>{_MONTH})(?!\w)",
)


@dataclass(frozen=True)
class Figure:
    """One number, range or ratio: `value` is its normal form, `parts` the figures that it also states."""

    start: int
    end: int
    number: str
    unit: str = ""
    parts: tuple[str, ...] = ()
    spelled: bool = False

    @property
    def value(self) -> str:
        return f"{self.number} {self.unit}".strip()

    @property
    def is_amount(self) -> bool:
        """Whether it is one for sure. `Two` may be any two, that the text itself lists; who says `seventeen` has counted.

        A hundred is also a manner of speaking.
        """
        return bool(self.unit) or not self.spelled or any(_is_counted(each) for each in self.parts or (self.number,))


@dataclass(frozen=True)
class Day:
    """A date, or as much of one as is said: `2026-01-12`, `2026-01`, `2026`, `--01-12`, `--01`, `1980s`."""

    start: int
    end: int
    value: str

    @property
    def parts(self) -> tuple[str, ...]:
        """What a source that gives this date has said as well: 12 January 2026 is in January 2026 and in 2026."""
        if len(self.value) == len("2026-01-12") and self.value[0].isdigit():
            return (self.value[:7], self.value[:4], "-" + self.value[4:], "-" + self.value[4:7])
        if len(self.value) == len("2026-01") and self.value[0].isdigit():
            return (self.value[:4], "-" + self.value[4:])
        return (self.value[:4],) if self.value.startswith("--") and len(self.value) > 4 else ()


def normalised(text: str) -> str:
    """Return `text` in compatibility form (full-width digits, one-character units), amounts in words as digits."""
    return amounts.in_digits(text)


def masked(text: str, found: tuple[Figure, ...] | tuple[Day, ...]) -> str:
    """Return `text` with what was found blanked out, length kept."""
    for figure in found:
        text = text[: figure.start] + MASK * (figure.end - figure.start) + text[figure.end :]
    return text


def dates(text: str) -> tuple[Day, ...]:
    """Return the dates in normalised text. A bare year is 1800 to 2099 and has no unit behind it."""
    found: list[Day] = []
    rest = text
    for pattern in _date_patterns():
        here = tuple(Day(*match.span(), _date(match)) for match in pattern.finditer(rest))
        found += here
        rest = masked(rest, here)
    return tuple(sorted(found, key=lambda day: day.start))


@cache
def _date_patterns() -> tuple[re.Pattern[str], ...]:
    year = rf"(?<![\w$€£¥:.,/])(?P<y>1[89]\d\d|20\d\d)(?![\w%/:]|[.,]\d)(?!\s?(?![CF]\b)(?:{unit_pattern(clock=False)})(?![A-Za-zÀ-ɏ]))"
    return tuple(re.compile(pattern) for pattern in (*_DATES, year))


def _date(match: re.Match[str]) -> str:
    part = match.groupdict()
    if part.get("decade"):
        return f"{part['decade']}s"
    month = _month_number(part["n"]) if part.get("n") else part.get("m")
    pieces = [
        part.get("y") or "-",
        f"{int(month):02}" if month else "",
        f"{int(part['d']):02}" if part.get("d") else "",
    ]
    return "-".join(piece for piece in pieces if piece)


def _month_number(name: str) -> str:
    bare = name.rstrip(".").casefold()
    return str(next(number for number, pattern in enumerate(_MONTHS, 1) if re.fullmatch(pattern, bare)))


def numbers(text: str, language: str = "en") -> tuple[Figure, ...]:
    """Return numbers, ranges and ratios in normalised text, dates left out.

    A spelled-out number is returned as well, marked `spelled`; whether it counts without a unit is the caller's to say.
    `1.000` is a thousand in a language that writes a decimal comma, and one elsewhere.
    """
    atoms = [_atom(match, language) for match in _atom_pattern().finditer(masked(text, dates(text)))]
    return tuple(_joined(text, _units_shared(text, atoms)))


@cache
def _atom_pattern() -> re.Pattern[str]:
    # never a part of it: of $359k no 35 may be left that another source states
    number = r"(?>\d+\s\d+/\d+(?!\d)|\d+/\d+(?![\d/])|\d{1,3}(?: \d{3})+(?![\d])|\d+(?:[.,]\d+)*)"
    short = "|".join(sorted(SHORT_SCALES, key=len, reverse=True))
    unit = (
        rf"(?P<u1>{unit_pattern()})(?:(?:\s?/\s?|\s(?:per|pro|an?)\s)(?P<u2>{unit_pattern()}))?"
        r"(?![A-Za-zÀ-ɏ])(?!(?<=[A-Za-z])[23])"
    )
    return re.compile(
        rf"(?:(?P<currency>[$€£¥])\s?)?(?:(?<![\w.,/])(?P<minus>-)|(?<![A-Za-zÀ-ɏ0-9_])|(?<=\d[x×]))"
        rf"(?P<n>{number}|(?i:{spelled_pattern()})\b)"
        rf"(?:(?P<short>(?(currency)(?i:{short})|(?<=\d)(?:{ATTACHED})))(?![A-Za-zÀ-ɏ/°]))?"
        rf"(?:[\s-]?(?P<scale>(?i:{scale_pattern()}))(?![A-Za-z]))?"
        rf"(?:[\s-]?{unit}|(?P<tail>[A-Za-zÀ-ɏ]+))?(?![A-Za-zÀ-ɏ])"
    )


def _atom(match: re.Match[str], language: str) -> Figure:
    raw = match["n"]
    spelled = not raw[0].isdigit()
    number = Decimal(SPELLED[raw.lower().replace(" ", "-")]) if spelled else _decimal(raw, language)
    number *= SCALES[match["scale"].casefold()] if match["scale"] else 1
    number *= SHORT_SCALES[match["short"].casefold()] if match["short"] else 1
    counted = number != 1 and _COUNTED.match(match.string, match.end())
    counts = bool(match["scale"] or counted)  # `two million` is an amount by itself, `two` may be any two
    written = _written(-number if match["minus"] else number)
    return Figure(*match.span(), written, _unit_of(match, language), spelled=spelled and not counts)


_COUNTED = re.compile(rf"\s(?:[a-zäöüß]+\s)?(?:{COUNTED})\b")


def _is_counted(number: str) -> bool:
    return LARGEST_LISTED < Decimal(number) != 100


def _unit_of(match: re.Match[str], language: str) -> str:
    """The unit; letters that no table knows are one, or 40 Mbq would be stated by a source that says 40 Kbq."""
    units = [canonical(unit) for unit in (match["currency"], match["u1"], match["u2"]) if unit]
    if units[-1:] == ["am"] and language.startswith("de"):  # `um 7 am Abend`
        return ""
    tail = match["tail"] or ""
    sides = tail in ("x", "×") and match.string[match.end() : match.end() + 1].isdigit()  # 20x30 cm
    return "/".join([*units, tail] if tail and not sides else units)


def _decimal(raw: str, language: str) -> Decimal:
    if "/" in raw:
        whole, _, fraction = raw.rpartition(" ")
        above, below = fraction.split("/")
        return Decimal(whole or 0) + (Decimal(above) / Decimal(below) if int(below) else Decimal(0))
    thousands, point = (".", ",") if language.split("-")[0] in DECIMAL_COMMA else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{point}\d+)?", raw):
        raw = raw.replace(thousands, "")
    raw = raw.replace(" ", "").replace(",", ".")
    return Decimal(raw) if raw.count(".") <= 1 else Decimal(raw.replace(".", ""))


def _written(number: Decimal) -> str:
    """Write without an exponent or trailing zeros; only a fraction is rounded, for a long number cannot be."""
    rounded = round(number, 6) if abs(number) < LARGEST_ROUNDED else number
    return f"{rounded.normalize():f}"


_SHARES_UNIT = re.compile(r"\s*(?:,|and|or|to|und|oder|bis|&|/|–|—|-|~|〜|、|と|から|,\s*(?:and|or))\s*")
_RANGE = re.compile(r"\s*(?:to|bis|through|–|—|-|‑|~|〜|から)\s*")
_AND = re.compile(r"\s*(?:and|und)\s*")
_BETWEEN = re.compile(r"(?:between|zwischen)\s+$", re.IGNORECASE)
_RATIO = re.compile(r"\s?[:∶]\s?")


def _units_shared(text: str, atoms: list[Figure]) -> list[Figure]:
    """In `50, 60 and 70 °C` and in `50–60 °C` the unit is everybody's."""
    shared = list(atoms)
    for left in range(len(shared) - 2, -1, -1):
        near, far = shared[left], shared[left + 1]
        if not near.unit and far.unit and _SHARES_UNIT.fullmatch(text, near.end, far.start):
            shared[left] = replace(near, unit=far.unit)
    return shared


def _joined(text: str, atoms: list[Figure]) -> list[Figure]:
    joined: list[Figure] = []
    pending = list(atoms)
    while pending:
        first = pending.pop(0)
        pair = _pair(text, first, pending[0]) if pending else None
        if pair:
            pending.pop(0)
        joined.append(pair or first)
    return joined


def _pair(text: str, first: Figure, second: Figure) -> Figure | None:
    """Return the range or ratio that two neighbours make, or None."""
    if first.unit == "" and second.unit in ("", *CLOCK) and _RATIO.fullmatch(text, first.end, second.start):
        return Figure(first.start, second.end, f"{first.number}:{second.number}", second.unit)
    between = _AND.fullmatch(text, first.end, second.start) and _BETWEEN.search(text[: first.start])
    if first.unit == second.unit and (between or _RANGE.fullmatch(text, first.end, second.start)):
        spelled = first.spelled and second.spelled
        parts = (first.value, second.value)
        return Figure(first.start, second.end, f"{first.number}-{second.number}", first.unit, parts, spelled)
    return None


def stated(text: str, language: str = "en") -> frozenset[str]:
    """Return every figure and date that a source states, with what each implies (the ends of a range, the year of a day)."""
    text = normalised(text)
    found: tuple[Figure | Day, ...] = (*dates(text), *numbers(text, language))
    return frozenset(value for figure in found for value in (figure.value, *figure.parts))
