"""Cron lines, judged where they are read: Prefect refuses a wrong one only when the schedules before it are deployed already."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

FIELDS = 5
LAST_DAY = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}
COUNTED = re.compile(r"(?P<day>\w+)#[1-5]|[lL](?P<last>[0-7])")


@dataclass(frozen=True)
class Field:
    """One of the five. `words` are names for the values from `low` on."""

    name: str
    low: int
    high: int
    words: tuple[str, ...] = ()


MINUTE, HOUR, DAY = Field("minute", 0, 59), Field("hour", 0, 23), Field("day of the month", 1, 31)
MONTH = Field(
    "month", 1, 12, ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
)  # fmt: skip
WEEKDAY = Field("day of the week", 0, 7, ("sun", "mon", "tue", "wed", "thu", "fri", "sat"))


def cron_line(text: str) -> str:
    """Return the line with single spaces; empty for empty. Raises ValueError that names the field that is wrong."""
    if not text:
        return text
    parts = text.split()
    if len(parts) != FIELDS:
        raise ValueError(
            f"'{text}' has {len(parts)} fields; a cron line has five: minute, hour, day of the month, month, day of the week"
        )
    minute, hour, day, month, weekday = parts
    values(MINUTE, minute)
    values(HOUR, hour)
    days, months = values(DAY, day), values(MONTH, month)
    values(WEEKDAY, weekday if set(weekday).isdisjoint("#lL") else without_counts(weekday))
    if weekday == "*" and all(min(days) > LAST_DAY.get(each, 31) for each in months):
        raise ValueError(f"'{text}' never comes: no such month has a day {min(days)}")
    return " ".join(parts)


def values(field: Field, text: str) -> frozenset[int]:
    """Return what a field stands for: `*`, `7`, `1,4`, `22-6`, `*/15`, `mon`."""
    return frozenset(value for each in text.split(",") for value in span(field, each))


def span(field: Field, text: str) -> Iterable[int]:
    if field is DAY and text.lower() == "l":
        return (28,)  # the last of a month, which every month has
    ends, slash, step = text.partition("/")
    first, dash, last = ends.partition("-")
    size = field.high - field.low + 1
    every = number(step, 1, size, f"step for the {field.name}") if slash else 1
    if ends == "*":
        return range(field.low, field.high + 1, every)
    low = value(field, first)
    high = value(field, last) if dash else (field.high if slash else low)
    around = high if high >= low else high + size  # 22-6 goes on past midnight
    return (field.low + (each - field.low) % size for each in range(low, around + 1, every))


def value(field: Field, text: str) -> int:
    if text.lower() in field.words:
        return field.low + field.words.index(text.lower())
    return number(text, field.low, field.high, field.name)


def number(text: str, low: int, high: int, name: str) -> int:
    if not (text.isascii() and text.isdigit() and low <= int(text) <= high):
        raise ValueError(f"'{text}' is no {name}; it goes from {low} to {high}")
    return int(text)


def without_counts(text: str) -> str:
    """Make `2` of `2#1` (the first Tuesday of a month) and of `l2` (the last). Beside other days they are not understood."""
    counted = [COUNTED.fullmatch(each) for each in text.split(",")]
    if not all(counted):
        raise ValueError(f"'{text}' is no {WEEKDAY.name}; write each as mon#1 to mon#5, or as l1 for the last Monday")
    return ",".join(each["day"] or each["last"] for each in counted if each is not None)
