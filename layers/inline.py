"""Inline text: plain words with two marks, `*emphasis*` and `[e2.5]`, and nothing else.

Whatever is not one of the two marks is literal text, tags and brackets included: nothing is ever an error, and
escaping is left to the templates. `**bold**`, `2*3*4` and an asterisk that stands alone are literal.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from layers import prose

_REFERENCE = re.compile(r"\[(e\d+\.\d+)\]", re.ASCII)
# The brackets are those of formulas: f(x)*g(x)*(h) multiplies
_EMPHASIS = re.compile(r"(?<![0-9A-Za-zÀ-ɏ*)])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![0-9A-Za-zÀ-ɏ*(])")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|\*\*|\]\(|^\s*#{1,6}\s", re.MULTILINE)


@dataclass(frozen=True)
class Text:
    text: str

    @property
    def raw(self) -> str:
        return self.text


@dataclass(frozen=True)
class Emphasis:
    """Emphasised words. References within cut one emphasis into several, of which the first opens and the last closes it."""

    text: str
    opens: bool = True
    closes: bool = True

    @property
    def raw(self) -> str:
        return f"{'*' * self.opens}{self.text}{'*' * self.closes}"


@dataclass(frozen=True)
class Reference:
    """A span of evidence that the sentence before it rests on. It may be the first or the last within an emphasis."""

    span: str
    opens: bool = False
    closes: bool = False

    @property
    def raw(self) -> str:
        return f"{'*' * self.opens}[{self.span}]{'*' * self.closes}"


Token = Text | Emphasis | Reference


@dataclass(frozen=True)
class CitedSentence:
    """One sentence without marks, and the spans that it cites, in order."""

    text: str
    spans: tuple[str, ...]


def parse(text: str) -> tuple[Token, ...]:
    """Split inline text into tokens; their `raw` forms joined are `text` again."""
    pieces = _EMPHASIS.split(text)
    return tuple(
        token for index, piece in enumerate(pieces) for token in (_emphasised(piece) if index % 2 else _cited(piece))
    )


def _cited(text: str) -> list[Token]:
    pieces = _REFERENCE.split(text)
    return [Reference(piece) if index % 2 else Text(piece) for index, piece in enumerate(pieces) if piece]


def _emphasised(text: str) -> list[Token]:
    """What stands between two asterisks. To end the emphasis at a reference would print the asterisks."""
    tokens = _cited(text)
    last = len(tokens) - 1
    return [_marked(token, opens=at == 0, closes=at == last) for at, token in enumerate(tokens)]


def _marked(token: Token, *, opens: bool, closes: bool) -> Token:
    if isinstance(token, Reference):
        return Reference(token.span, opens, closes)
    return Emphasis(token.text, opens, closes) if token.text.strip() else token


def markup(text: str) -> Iterator[str]:
    """Yield each sign of HTML or Markdown, which a reader would see as it is written."""
    return (found.group().strip() for found in _MARKUP.finditer(text))


def plain(text: str) -> str:
    """Return the words alone. White space before a reference goes with it."""
    while (bare := _without_marks(text)[0]) != text:  # taking one mark out can put the halves of another together
        text = bare
    return text.strip()


def references(text: str) -> tuple[str, ...]:
    """Return the spans cited in `text`, in order, each as often as it is cited."""
    return tuple(_REFERENCE.findall(text))


def cited_sentences(text: str) -> tuple[CitedSentence, ...]:
    """Split inline text into sentences, each with what it cites.

    A reference belongs to the sentence whose end it follows, before the full stop or after it.
    """
    bare, marks = _without_marks(text)
    ranges = prose.sentence_ranges(bare)
    cited: list[list[str]] = [[] for _ in ranges]
    for offset, span in marks:
        owner = max((index for index, (start, _) in enumerate(ranges) if start < offset), default=0)
        if ranges:
            cited[owner].append(span)
    return tuple(
        CitedSentence(plain(bare[start:end]), tuple(spans)) for (start, end), spans in zip(ranges, cited, strict=True)
    )


def _without_marks(text: str) -> tuple[str, list[tuple[int, str]]]:
    """Return `text` without marks, and for each reference how many characters stand before it."""
    bare = ""
    marks: list[tuple[int, str]] = []
    for token in parse(text):
        if isinstance(token, Reference):
            bare = bare.rstrip()
            marks.append((len(bare), token.span))
        else:
            bare += token.text
    return bare, marks
