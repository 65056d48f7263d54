"""The nodes of one graph as `templates/schema/article.json.j2` renders them.

A field that names another node holds its `@id`; where it is empty, that node is not ours to write.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Image:
    """`width` and `height` are in pixels, 0 where not known."""

    id: str
    url: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True)
class Person:
    id: str
    name: str
    url: str
    same_as: tuple[str, ...]


@dataclass(frozen=True)
class Organization:
    id: str
    name: str
    url: str
    logo: str
    same_as: tuple[str, ...]


@dataclass(frozen=True)
class Crumb:
    """One step of the way to the page. The last one is the page itself and needs no address."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Breadcrumbs:
    id: str
    crumbs: tuple[Crumb, ...]


@dataclass(frozen=True)
class WebPage:
    id: str
    url: str
    name: str
    language: str
    breadcrumbs: str
    image: str
    selectors: tuple[str, ...]


@dataclass(frozen=True)
class Named:
    """Something that the article mentions, or a work that it cites."""

    type: str
    name: str
    url: str = ""


@dataclass(frozen=True)
class Posting:
    """The article. `page_url` and `image_url` stand in for a page and an image that are no nodes of ours."""

    type: str
    id: str
    headline: str
    description: str
    published: str
    language: str
    keywords: tuple[str, ...]
    words: int
    author: str
    publisher: str
    page: str
    page_url: str
    image: str
    image_url: str
    selectors: tuple[str, ...]
    citations: tuple[Named, ...]
    mentions: tuple[Named, ...]


@dataclass(frozen=True)
class Questions:
    """The questions of the page with their answers; `page` is the page that they are a part of."""

    id: str
    page: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Graph:
    """One page's nodes; None is a type that the site itself emits, or that is switched off."""

    posting: Posting | None
    page: WebPage | None
    breadcrumbs: Breadcrumbs | None
    questions: Questions | None
    author: Person | None
    organization: Organization | None
    image: Image | None

    @property
    def empty(self) -> bool:
        return not (self.posting or self.page or self.breadcrumbs or self.questions)
