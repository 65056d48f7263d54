"""Reading a body: its first words."""

from layers import prose

ENOUGH_CHARS_PER_WORD = 40


def first_words(text: str, count: int) -> str:
    """Return the beginning of `text` up to its word number `count`, as written."""
    start = text[: count * ENOUGH_CHARS_PER_WORD]
    return start[: prose.end_of_words(start, count)]
