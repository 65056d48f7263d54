"""How evidence names things: three of them, then how many more there are."""

from collections.abc import Iterable

NAMED = 3
LONGEST = 80  # characters of one thing: a sentence or an address without end would bury the others


def listed(things: Iterable[str], separator: str = ", ") -> str:
    """Name the first three things, each shortened, and count the rest."""
    told = list(things)
    rest = len(told) - NAMED
    return separator.join(map(short, told[:NAMED])) + (f" and {rest} more" if rest > 0 else "")


def quoted(texts: Iterable[str]) -> str:
    """The same, each in quotation marks."""
    told = list(texts)
    rest = len(told) - NAMED
    return ", ".join(f"“{short(text)}”" for text in told[:NAMED]) + (f" and {rest} more" if rest > 0 else "")


def short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
