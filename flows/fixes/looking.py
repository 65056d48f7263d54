"""The live page of an object that is written to, before and after: a fix must leave nothing worse for a visitor."""

from collections.abc import Sequence
from dataclasses import dataclass

from layers.boundary.wordpress import WordPress
from layers.nouns import Post
from layers.publishing.live import LivePage, problems


@dataclass(frozen=True)
class Look:
    """A live page as it was got."""

    page: LivePage

    @property
    def html(self) -> str:
        return self.page.html

    def faults(self, stored: Post) -> tuple[str, ...]:
        """What is wrong with the page, held against the record."""
        return problems(self.page, stored.url, stored.content, canonical=self.page.canonical, noindex=self.page.noindex)


def looked(wordpress: WordPress, url: str) -> Look:
    return Look(wordpress.live(url))


def worsened(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The faults that a page had not before; where it had as many, of other words, nothing is worse."""
    new = tuple(each for each in after if each not in before)
    return new if len(after) > len(before) else ()
