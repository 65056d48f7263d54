"""What a check looks at beside posts and pages: a term, a file, an author, the site as a whole."""

from dataclasses import dataclass
from typing import NamedTuple

from layers.nouns import Author, Media, Term


class Listed(NamedTuple):
    """Something of a site by the name that a person knows it by, and its address, empty where it has none."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A category or tag. `posts` counts the published ones; `alike` are names of terms of its kind that say the same,
    `also_category` is the category of a tag's name. `planned` says that the site's YAML knows it, or plans none.
    """

    term: Term
    posts: int = 0
    children: int = 0
    alike: tuple[str, ...] = ()
    also_category: str = ""
    planned: bool = True


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """A file that posts use: as featured image of so many, and as an image in the text of so many."""

    media: Media
    featured_on: int = 0


@dataclass(frozen=True, slots=True)
class AuthorFacts:
    author: Author
    posts: int = 0


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The site as a whole. Menu lines are those that lead nowhere; `planned_missing` are slugs of the YAML's categories."""

    posts: int = 0
    tags: int = 0
    classic: tuple[Listed, ...] = ()
    planned_missing: tuple[str, ...] = ()
    menu_missing: tuple[Listed, ...] = ()
    menu_hidden: tuple[Listed, ...] = ()
    locked: tuple[Listed, ...] = ()
    overdue: tuple[Listed, ...] = ()


Thing = TermFacts | MediaFacts | AuthorFacts | SiteFacts
