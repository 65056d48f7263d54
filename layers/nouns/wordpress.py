"""What WordPress holds: posts, terms, and a site's inventory."""

from datetime import datetime

from pydantic import Field

from layers.nouns.value import Value


class Term(Value):
    id: int
    slug: str
    name: str
    count: int = 0


class PostFields(Value):
    """Every field of a post, as it is sent in one write. Text is raw, not rendered."""

    title: str
    slug: str
    content: str
    excerpt: str
    status: str = "draft"
    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()


class Post(Value):
    """What WordPress says that it stored (`context=edit`).

    `unfiltered_html`: whether this user's next write of the content keeps its scripts and frames.
    """

    id: int
    type: str = "post"
    url: str
    slug: str
    status: str
    title: str
    content: str
    excerpt: str
    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    modified_gmt: str
    unfiltered_html: bool = True


class PageLink(Value):
    """A link in a page's own body: where it points, its words, and whether the page says nofollow."""

    url: str
    anchor: str
    nofollow: bool = False


class Page(Value):
    """One row of a site's inventory: a published post or page, read from `content.raw`."""

    id: int
    type: str
    url: str
    slug: str
    title: str
    excerpt: str
    content: str
    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    published_at: datetime
    modified_at: datetime
    words: int = Field(ge=0)
    headings: tuple[tuple[int, str], ...] = ()
    text: str = Field(description="the body without markup, code, comments and shortcodes")
    links: tuple[PageLink, ...] = ()


class Inventory(Value):
    """What this user can see of a site at one moment. `total` is the number WordPress says there are."""

    site: str
    read_at: datetime
    total: int
    pages: tuple[Page, ...]
    categories: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()
