"""Inline text: plain words with two marks, `*emphasis*` and `[e2.5]`, and nothing else.

Whatever is not one of the two marks is literal text, tags and brackets included: nothing is ever an error, and
escaping is left to the templates. `**bold**`, `2*3*4` and an asterisk that stands alone are literal.
"""

import re
from dataclasses import dataclass

from layers import prose

_REFERENCE = re.compile(r"\[(e\d+\.\d+)\]", re.ASCII)
_EMPHASIS = re.compile(r"(?<![0-9A-Za-zÀ-ɏ*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![0-9A-Za-zÀ-ɏ*])")


@dataclass(frozen=True)
class Text:
    text: str

    @property
    def raw(self) -> str:
        return self.text


@dataclass(frozen=True)
class Emphasis:
    text: str

    @property
    def raw(self) -> str:
        return f"*{self.text}*"


@dataclass(frozen=True)
class Reference:
    """A span of evidence that the sentence before it rests on."""

    span: str

    @property
    def raw(self) -> str:
        return f"[{self.span}]"


Token = Text | Emphasis | Reference


@dataclass(frozen=True)
class CitedSentence:
    """One sentence without marks, and the spans that it cites, in order."""

    text: str
    spans: tuple[str, ...]


def parse(text: str) -> tuple[Token, ...]:
    """Split inline text into tokens; their `raw` forms joined are `text` again."""
    tokens: list[Token] = []
    pieces = _REFERENCE.split(text)
    for index, piece in enumerate(pieces):
        tokens.extend([Reference(piece)] if index % 2 else _emphasised(piece))
    return tuple(tokens)


def _emphasised(text: str) -> list[Token]:
    pieces = _EMPHASIS.split(text)
    return [Emphasis(piece) if index % 2 else Text(piece) for index, piece in enumerate(pieces) if piece]


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
