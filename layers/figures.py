"""Numbers, ranges, ratios, units and dates, read from text and written in one way each, so that they can be compared.

`1,000 g`, `1000 grams` and `1 000 g` are all `1000 g`; `12 to 18 hours`, `12–18 h` and `between 12 and 18 hours` are all
`12-18 h`; `two minutes` is `2 min`; `12 January 2026` is `2026-01-12`. Units are aliases of one another and are never
converted: 80 °C and 176 °F are different figures, because a source that says one has not said the other.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

MASK = "\ufffc"
LARGEST_ROUNDED = 10**15  # beyond it six decimals no longer fit the precision of Decimal
DECIMAL_COMMA = frozenset({"de", "fr", "es", "it", "nl", "pt", "pl", "cs", "sv", "da", "nb", "fi", "ru", "tr"})

_UNITS = {
    "°C": "°C|degrees? (?:Celsius|centigrade)|Grad Celsius|degrees? C",
    "°F": "°F|degrees? (?:Fahrenheit)|Grad Fahrenheit|degrees? F",
    "°": "°|degrees?|Grad|度",
    "%": "%|per ?cent|percent|Prozent|パーセント",
    "kg": "kg|kilos?|kilograms?|kilogrammes?|Kilogramm|キログラム",
    "mg": "mg|milligrams?|Milligramm",
    "g": "g|grams?|grammes?|Gramm|グラム",
    "ml": "ml|mL|millilit(?:re|er)s?|Milliliter|ミリリットル",
    "cl": "cl|centilit(?:re|er)s?|Zentiliter",
    "l": "l|L|lit(?:re|er)s?|Litern?|リットル",
    "oz": "oz|ounces?",
    "lb": "lbs?|pounds?",
    "cup": "cups?|Tassen?|杯",
    "tbsp": "tbsp|tablespoons?|EL|Esslöffel",
    "tsp": "tsp|teaspoons?|TL|Teelöffel",
    "ms": "ms|milliseconds?",
    "s": "s|secs?|seconds?|Sekunden?|秒",
    "min": "min|mins|minutes?|Minuten?|分間?",
    "h": "h|hrs?|hours?|Stunden?|時間",
    "day": "days?|Tage?n?|日間?",
    "week": "weeks?|Wochen?|週間",
    "month": "months?|Monate?n?|[かヶカケ]月間?",
    "year": "years?|yrs?|Jahre?n?|年間?",
    "mm": "mm|millimet(?:re|er)s?|Millimeter|ミリ",
    "cm": "cm|centimet(?:re|er)s?|Zentimeter|センチ",
    "µm": "µm|μm|microns?|micromet(?:re|er)s?|Mikrometer",
    "km": "km|kilomet(?:re|er)s?|Kilometern?",
    "m": "m|met(?:re|er)s?|Metern?|メートル",
    "inch": "inch(?:es)?|Zoll|″",
    "ft": "ft|foot|feet",
    "mi": "miles?|mi",
    "km/h": "km/h|kph",
    "mph": "mph",
    "bar": "bars?",
    "psi": "psi|PSI",
    "W": "W|watts?|Watt",
    "kW": "kW|kilowatts?|Kilowatt",
    "MW": "MW|megawatts?|Megawatt",
    "Wh": "Wh|watt[- ]hours?|Wattstunden?",
    "kWh": "kWh|kilowatt[- ]hours?|Kilowattstunden?",
    "MWh": "MWh|megawatt[- ]hours?|Megawattstunden?",
    "mAh": "mAh",
    "Hz": "Hz|hertz",
    "kHz": "kHz|kilohertz",
    "MHz": "MHz|megahertz",
    "GHz": "GHz|gigahertz",
    "m2": "m2|sqm|square met(?:re|er)s?|Quadratmetern?",
    "m3": "m3|cubic met(?:re|er)s?|Kubikmetern?",
    "t": "t|tonnes?|tons?|Tonnen?",
    "TB": "TB|terabytes?",
    "V": "V|volts?|Volt",
    "Nm": "Nm|newton[- ]met(?:re|er)s?",
    "kcal": "kcal|calories|Kalorien",
    "ppm": "ppm",
    "lm": "lm|lumens?|Lumen",
    "rpm": "rpm",
    "GB": "GB|gigabytes?",
    "MB": "MB|megabytes?",
    "$": "dollars?|USD|Dollar",
    "€": "€|euros?|EUR|Euro",
    "£": "£|pounds? sterling|GBP",
    "¥": "¥|yen|円",
    "th": "st|nd|rd|th",
}  # fmt: skip
_SCALES = {
    "thousand": 1_000, "tausend": 1_000, "million": 1_000_000, "millionen": 1_000_000, "billion": 10**9,
    "milliarde": 10**9, "milliarden": 10**9, "billionen": 10**12, "trillion": 10**12, "mio": 10**6, "mio.": 10**6,
    "mrd": 10**9, "mrd.": 10**9, "hundred": 100, "hundert": 100, "万": 10_000, "億": 10**8, "兆": 10**12,
}  # fmt: skip
_SHORT_SCALES = {
    "k": 1_000,
    "m": 10**6,
    "mn": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "tn": 10**12,
}  # right behind a sum of money
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_EINER = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
_ZEHN = (
    "zehn", "elf", "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_ZEHNER = ("zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig")
SPELLED = {
    **{word: number for number, word in enumerate((*_ONES, *_TEENS), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{f"{ten}-{one}": 10 * tens + ones for tens, ten in enumerate(_TENS, 2) for ones, one in enumerate(_ONES, 1)},
    **{word: number for number, word in enumerate((*_EINER, *_ZEHN), 1) if word != "ein"},  # also an article
    **{word: 10 * number for number, word in enumerate(_ZEHNER, 2)},
    **{f"{one}und{ten}": 10 * tens + ones for tens, ten in enumerate(_ZEHNER, 2) for ones, one in enumerate(_EINER, 1)},
    "hundred": 100, "hundert": 100,
}  # fmt: skip
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}

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
    """Return `text` in compatibility form (full-width digits, one-character units), fractions as `1/2`."""
    for character, fraction in _VULGAR.items():
        text = text.replace(character, f" {fraction}")
    return unicodedata.normalize("NFKC", text).replace("−", "-").replace("⁄", "/")


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
    year = rf"(?<![\w$€£¥:.,/])(?P<y>1[89]\d\d|20\d\d)(?![\w%/:]|[.,]\d)(?!\s?(?:{_unit()})(?![A-Za-zÀ-ɏ]))"
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
def _unit() -> str:
    ordered = sorted(_UNITS, key=lambda unit: -len(_UNITS[unit]))
    return "|".join(f"(?:{_UNITS[unit]})" for unit in ordered)


@cache
def _atom_pattern() -> re.Pattern[str]:
    # never a part of it: of $359k no 35 may be left that another source states
    number = r"(?>\d+\s\d+/\d+(?!\d)|\d+/\d+(?![\d/])|\d{1,3}(?: \d{3})+(?![\d])|\d+(?:[.,]\d+)*)"
    words = "|".join(word.replace("-", "[- ]") for word in sorted(SPELLED, key=len, reverse=True))
    spelled = f"(?=[adefhnostvz])(?:{words})"
    scales = "|".join(re.escape(word) for word in sorted(_SCALES, key=len, reverse=True))
    short = "|".join(sorted(_SHORT_SCALES, key=len, reverse=True))
    unit = (
        rf"(?P<u1>{_unit()})(?:(?:\s?/\s?|\s(?:per|pro|an?)\s)(?P<u2>{_unit()}))?(?![A-Za-zÀ-ɏ])(?!(?<=[A-Za-z])[23])"
    )
    return re.compile(
        rf"(?:(?P<currency>[$€£¥])\s?)?(?:(?<![\w.,/])(?P<minus>-)|(?<![A-Za-zÀ-ɏ0-9_])|(?<=\d[x×]))(?P<n>{number}|(?i:{spelled})\b)"
        rf"(?(currency)(?:(?P<short>(?i:{short}))(?![A-Za-z]))?)(?:[\s-]?(?P<scale>(?i:{scales}))(?![A-Za-z]))?"
        rf"(?:[\s-]?{unit}|[A-Za-zÀ-ɏ]+)?(?![A-Za-zÀ-ɏ])"
    )


def _atom(match: re.Match[str], language: str) -> Figure:
    raw = match["n"]
    spelled = not raw[0].isdigit()
    number = Decimal(SPELLED[raw.lower().replace(" ", "-")]) if spelled else _decimal(raw, language)
    scaled = number * _SCALES[match["scale"].casefold()] if match["scale"] else number
    scaled = scaled * _SHORT_SCALES[match["short"].casefold()] if match["short"] else scaled
    units = [_canonical(unit) for unit in (match["currency"], match["u1"], match["u2"]) if unit]
    return Figure(
        match.start(), match.end(), _written(-scaled if match["minus"] else scaled), "/".join(units), spelled=spelled
    )


def _canonical(unit: str) -> str:
    return next((name for name, pattern in _UNITS.items() if re.fullmatch(pattern, unit)), unit)


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
    if first.unit == second.unit == "" and _RATIO.fullmatch(text, first.end, second.start):
        return Figure(first.start, second.end, f"{first.number}:{second.number}")
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
