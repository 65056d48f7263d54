"""Where words could be linked, with the sentence around them: what a person is shown, and what is found again later."""

from collections.abc import Iterator

from layers import prose
from layers.nouns import Value
from layers.publishing.insert import ANYWHERE, Occurrence, Place, insert, occurrences
from layers.publishing.paragraphs import BREAK


class Spot(Value):
    """One place for a link. `occurrence` is its number among those of the same words, `paragraph` that of the paragraph.

    `before`, `words` and `after` are the sentence as a reader sees it. Both numbers count from 1.
    """

    occurrence: int
    paragraph: int
    before: str
    words: str
    after: str

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.words}{self.after}"


def spots(content: str, anchor: str, place: Place = ANYWHERE) -> Iterator[Spot]:
    """Every place in the content where the anchor could be linked, in order."""
    for number, found in enumerate(occurrences(content, anchor, place), 1):
        yield _spot(number, found)


def best_spot(content: str, anchor: str, place: Place = ANYWHERE) -> Spot | None:
    """The first place whose sentence has no link yet, else the first; None where there is none."""
    found = [
        (_is_interrupted(each), _spot(number, each))
        for number, each in enumerate(occurrences(content, anchor, place), 1)
    ]
    return min(found, key=lambda pair: (pair[0], pair[1].occurrence))[1] if found else None


def same_spot(content: str, spot: Spot, place: Place = ANYWHERE) -> Spot | None:
    """Where the spot's sentence stands in a content that may have changed since; None where it does not stand any more."""
    return next((each for each in spots(content, spot.words, place) if each.sentence == spot.sentence), None)


def linked_at(content: str, spot: Spot, url: str, place: Place = ANYWHERE) -> str:
    """The content with the spot's words linked to the address."""
    return insert(content, spot.words, url, Place(spot.occurrence, place.skip_first_paragraph))


def _spot(number: int, found: Occurrence) -> Spot:
    text = found.paragraph.text
    start, end = _sentence_range(found)
    return Spot(
        occurrence=number,
        paragraph=found.number,
        before=_seen(text[start : found.start]),
        words=text[found.start : found.end],
        after=_seen(text[found.end : end]),
    )


def _sentence_range(found: Occurrence) -> tuple[int, int]:
    """From where to where the sentence reaches; it may be parted where the anchor holds a full stop."""
    ranges = prose.sentence_ranges(found.paragraph.text)
    start = max((start for start, _ in ranges if start <= found.start), default=0)
    return start, min((end for _, end in ranges if end >= found.end), default=len(found.paragraph.text))


def _is_interrupted(found: Occurrence) -> bool:
    start, end = _sentence_range(found)
    return BREAK in found.paragraph.text[start:end]


def _seen(text: str) -> str:
    """What interrupts a text, a link or code, is one sign in it; a reader of the proposal is shown three dots."""
    return text.replace(BREAK, "…")
