"""Reading a body: its first words, and the paragraph that each heading is answered by."""

from typing import TYPE_CHECKING

from layers import prose

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_HEADINGS = frozenset({"h2", "h3", "h4"})
_ENOUGH_CHARS_PER_WORD = 40


def first_words(text: str, count: int) -> str:
    """Return the beginning of `text` up to its word number `count`, as written."""
    start = text[: count * _ENOUGH_CHARS_PER_WORD]
    words = prose.words(start)[:count]
    end = 0
    for word in words:
        end = start.index(word, end) + len(word)
    return start[:end]


def first_paragraphs(content: str) -> list[tuple[str, str]]:
    """Return each h2 to h4 of raw content with the paragraph right behind it, empty where something else stands there."""
    from selectolax.lexbor import LexborHTMLParser  # an audit without a question heading never needs the parser

    found: list[tuple[str, str]] = []
    waiting = ""
    for node in LexborHTMLParser(content).css("h2, h3, h4, p, ul, ol, table, figure"):
        if node.tag in _HEADINGS:
            found += [(waiting, "")] if waiting else []
            waiting = _words(node)
        elif waiting:
            found.append((waiting, _words(node) if node.tag == "p" else ""))
            waiting = ""
    return found + ([(waiting, "")] if waiting else [])


def _words(node: "LexborNode") -> str:
    return " ".join(node.text().split())
