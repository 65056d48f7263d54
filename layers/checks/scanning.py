"""What is looked for in a whole text, letter by letter: done once, when a page is read, and not at every audit."""

import re

from layers.checks.body import first_words
from layers.checks.phrases import PLACEHOLDER_SIGNS, PLACEHOLDERS, UNFINISHED, UNFINISHED_SIGNS
from layers.nouns import Scan

OPENING_WORDS = 100
_MAY_BE_YEAR = re.compile(r"(?:19|20)\d\d")


def scan(text: str) -> Scan:
    """Look for what must not stand in a text, for years, and for the end of its opening."""
    return Scan(
        placeholders=placeholders(text),
        unfinished=unfinished(text),
        opening_end=len(first_words(text, OPENING_WORDS)),
        dated=("20" in text or "19" in text) and _MAY_BE_YEAR.search(text) is not None,
    )


def placeholders(text: str) -> tuple[str, ...]:
    small = text.casefold()
    if not any(map(small.__contains__, PLACEHOLDER_SIGNS)):
        return ()
    return tuple(phrase for phrase in PLACEHOLDERS if phrase in small)


def unfinished(text: str) -> tuple[str, ...]:
    if not any(map(text.__contains__, UNFINISHED_SIGNS)):
        return ()
    return tuple(match.group() for match in UNFINISHED.finditer(text))
