"""The words and signs around a number: units under all their names, scales, numbers in words."""

import re
from collections.abc import Iterable
from functools import cache

UNITS = {
    "°C": "°C|C|degrees? (?:Celsius|centigrade)|Grad Celsius|degrees? C",
    "°F": "°F|F|degrees? (?:Fahrenheit)|Grad Fahrenheit|degrees? F",
    "°": "°|degrees?|Grad|度",
    "%": "%|per ?cent|percent|pour ?cent|Prozent|パーセント",
    "pp": "pp|percentage[- ]points?|percent[- ]points?|Prozentpunkte?n?|ポイント",
    "bp": "bps?|basis[- ]points?|Basispunkte?n?",
    "kg": "kg|kilos?|kilograms?|kilogrammes?|Kilogramm|キログラム",
    "mg": "mg|milligrams?|milligrammes?|Milligramm",
    "µg": "μg|µg|mcg|micrograms?|microgrammes?|Mikrogramm",
    "ng": "ng|nanograms?|nanogrammes?|Nanogramm",
    "IU": "IU|IE|UI|international units?|Internationale Einheiten",
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
    "s": "s|secs?|seconds?|secondes?|Sekunden?|Sek\\.?|秒",
    "min": "min|mins|minutes?|Minuten?|Min\\.?|分間?(?!の\\d)",
    "h": "h|hrs?|hours?|heures?|Stunden?|Std\\.?|時間",
    "day": "days?|jours?|Tage?n?|日間?",
    "week": "weeks?|semaines?|Wochen?|週間",
    "month": "months?|mois|Monate?n?|[かヶカケ]月間?",
    "year": "years?|yrs?|ans|années?|Jahre?n?|年間?",
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
    "GW": "GW|gigawatts?|Gigawatt",
    "TW": "TW|terawatts?|Terawatt",
    "Wh": "Wh|watt[- ]hours?|Wattstunden?",
    "kWh": "kWh|kilowatt[- ]hours?|Kilowattstunden?",
    "MWh": "MWh|megawatt[- ]hours?|Megawattstunden?",
    "GWh": "GWh|gigawatt[- ]hours?|Gigawattstunden?",
    "TWh": "TWh|terawatt[- ]hours?|Terawattstunden?",
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
    "am": "am|a\\.m\\.?",
    "pm": "pm|p\\.m\\.?",
    "th": "st|nd|rd|th",
}  # fmt: skip
SCALES = {
    "thousand": 1_000, "tausend": 1_000, "million": 1_000_000, "millionen": 1_000_000, "billion": 10**9,
    "milliarde": 10**9, "milliarden": 10**9, "billionen": 10**12, "trillion": 10**12, "mio": 10**6, "mio.": 10**6,
    "mrd": 10**9, "mrd.": 10**9, "hundred": 100, "hundert": 100, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
    "百": 100, "千": 1_000, "万": 10_000, "百万": 10**6, "千万": 10**7, "億": 10**8, "兆": 10**12,
}  # fmt: skip
SHORT_SCALES = {  # right behind a sum of money; elsewhere only as `ATTACHED` writes them, for 40m is a length
    "k": 1_000, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12,
}  # fmt: skip
ATTACHED = "[kKMB]|[mb]n|tn"
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
ENGLISH = {
    **{word: number for number, word in enumerate((*_ONES, *_TEENS), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{f"{ten}-{one}": 10 * tens + ones for tens, ten in enumerate(_TENS, 2) for ones, one in enumerate(_ONES, 1)},
}  # below a hundred
GERMAN = {
    **{word: number for number, word in enumerate((*_EINER, *_ZEHN), 1)},
    **{word: 10 * number for number, word in enumerate(_ZEHNER, 2)},
    **{f"{one}und{ten}": 10 * tens + ones for tens, ten in enumerate(_ZEHNER, 2) for ones, one in enumerate(_EINER, 1)},
}  # below a hundred
SPELLED = {
    **ENGLISH,
    **{word: number for word, number in GERMAN.items() if word != "ein"},  # also an article
    **{f"{one}hundert": 100 * ones for ones, one in enumerate(_EINER, 1)},
    **{f"{one}tausend": 1_000 * ones for ones, one in enumerate(_EINER, 1)},
    "hundred": 100, "hundert": 100,
}  # fmt: skip
COUNTED = (  # who or what a text does not list itself: `three studies` is a figure, `three ways` is what follows
    "people|persons?|users?|readers?|customers?|shoppers?|households?|participants?|adults?|children|women|men|patients?|"
    "respondents?|volunteers?|testers?|tasters?|experts?|studies|trials|surveys|experiments|countries|cities|deaths|cases|samples|"
    "Menschen|Personen|Frauen|Männern?|Kindern?|Studien|Ländern?|Städten?|Teilnehmern?|Befragten?|Testern?|Haushalten?|Proben"
)
CLOCK = frozenset({"am", "pm"})


@cache
def unit_pattern(*, clock: bool = True) -> str:
    """Any unit, the longest first. Without `clock` the halves of a day are none: `2024 am` is a year in German."""
    ordered = sorted((unit for unit in UNITS if clock or unit not in CLOCK), key=lambda unit: -len(UNITS[unit]))
    return "|".join(f"(?:{UNITS[unit]})" for unit in ordered)


def scale_pattern() -> str:
    return "|".join(re.escape(word) for word in sorted(SCALES, key=len, reverse=True))


@cache
def spelled_pattern() -> str:
    """Any number of one word, and `twenty one`."""
    german = f"(?:{_any(_EINER)})(?:hundert|tausend)|{german_pattern()}|{_any(_EINER[1:])}"  # `ein` is also an article
    return f"(?=[adefhnostvz])(?:{english_pattern()}|{german}|hundred|hundert)"


@cache
def english_pattern() -> str:
    """One to ninety-nine. The tens stand before what they begin with: an expression tries each alternative in turn."""
    return rf"(?:(?:{_any(_TENS)})(?:[ -](?:{_any(_ONES)})\b)?|{_any(_TEENS)}|{_any(_ONES)})"


@cache
def german_pattern() -> str:
    """Zwei to neunundneunzig, and ein in front of what it counts."""
    return f"(?:(?:(?:{_any(_EINER)})und)?(?:{_any(_ZEHNER)})|{_any(_ZEHN)})"


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


@cache
def canonical(unit: str) -> str:
    return next((name for name, pattern in UNITS.items() if re.fullmatch(pattern, unit)), unit)
