"""What the rest of a site says of one page: who is like it, who says the same, which files there are, what is usual here."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from layers.nouns import Image, Media

_SIZE = re.compile(r"(?:-\d+x\d+|-scaled|-rotated|-e\d{10,})(?=\.[a-z0-9]+$)")


class Likeness(NamedTuple):
    """Another page of the site, and how alike the two are, 0 to 1."""

    url: str
    score: float


class Repeat(NamedTuple):
    """A question that is asked and answered in the same words on this many other pages."""

    question: str
    pages: int


class Library:
    """The files of a site, found by id or by the address that an image has in a body, whatever size it is cut to."""

    def __init__(self, media: Iterable[Media]) -> None:
        self._by_id = {each.id: each for each in media}

    @cached_property
    def _by_file(self) -> Mapping[str, Media]:
        """Asked only for an image whose number is no file of the library: most have the right one."""
        return {_file(each.url): each for each in self._by_id.values()}

    def __bool__(self) -> bool:
        """Whether the files were read: a site without a single image is as good as unread."""
        return bool(self._by_id)

    def by_id(self, media_id: int) -> Media | None:
        return self._by_id.get(media_id)

    def of(self, image: Image) -> Media | None:
        return self._by_id.get(image.media_id) or self._by_file.get(_file(image.url))


def _file(url: str) -> str:
    """The address of a file without scheme, query and the size that WordPress writes into a name."""
    return _SIZE.sub("", url.lower().partition("?")[0].partition("//")[2])


@dataclass(frozen=True, slots=True)
class Around:
    """Twins are addresses of pages that share a field with this one. `slug_twin` is the address of the page of the same slug
    without the number behind it.

    `features` and `carries_schema` say whether most posts of the site have a featured image, and JSON-LD in the content.
    """

    seo_title_twins: tuple[str, ...] = ()
    description_twins: tuple[str, ...] = ()
    keyword_twins: tuple[str, ...] = ()
    slug_twin: str = ""
    copies: tuple[Likeness, ...] = ()
    near: tuple[Likeness, ...] = ()
    copied: tuple[Likeness, ...] = ()
    rivals: tuple[Likeness, ...] = ()
    repeats: tuple[Repeat, ...] = ()
    library: Library = Library(())  # noqa: RUF009 - it never changes
    features: bool = False
    carries_schema: bool = False
