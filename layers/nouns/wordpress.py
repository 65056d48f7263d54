"""What WordPress holds: posts, terms, and a site's inventory."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field, JsonValue

from layers.nouns.markup import Markup, Scan
from layers.nouns.seo import SeoFields
from layers.nouns.value import Value

PostFormat = Literal["standard", "aside", "chat", "gallery", "link", "image", "quote", "status", "video", "audio"]
Discussion = Literal["", "open", "closed"]


class Term(Value):
    """A category or a tag. `description` is None where it was not read."""

    id: int
    slug: str
    name: str
    count: int = 0
    parent: int = 0
    description: str | None = None


class Media(Value):
    """An image that the site holds. `url` is the file's own address; width and height are in pixels, size in bytes, 0 where not known."""

    id: int
    url: str
    alt: str = ""
    width: int = 0
    height: int = 0
    title: str = ""
    caption: str = ""
    mime: str = ""
    size_bytes: int = 0


class Author(Value):
    """Who wrote posts here. `bio` is what WordPress calls the biographical info."""

    id: int
    slug: str
    name: str
    bio: str = ""


class MenuItem(Value):
    """One line of a navigation menu. `page_id` is the post or page that it leads to, 0 for any other address."""

    menu: str
    label: str
    url: str
    page_id: int = 0


class Hidden(Value):
    """A post that visitors are not shown: a draft, one in the trash, private, for a later date, or behind a password."""

    id: int
    type: str
    status: str
    url: str
    slug: str = ""
    title: str = ""


class PostFields(Value):
    """Every field of a post, as it is sent in one write. Text is raw, not rendered.

    `author` and `featured_media` 0, `template`, `comment_status` and `ping_status` empty: what the site does by itself.
    `date_gmt` is ISO without a zone, in UTC; empty: now. `meta` holds registered keys, `plugin_fields` what a plugin takes
    at the top of the record. A password is not among the fields: nobody could follow a link to such a post.
    """

    title: str
    slug: str
    content: str
    excerpt: str
    status: str = "draft"
    categories: tuple[int, ...] = ()
    tags: tuple[int, ...] = ()
    author: int = 0
    featured_media: int = 0
    date_gmt: str = ""
    template: str = ""
    format: PostFormat = "standard"
    sticky: bool = False
    comment_status: Discussion = ""
    ping_status: Discussion = ""
    meta: Mapping[str, JsonValue] = Field(default_factory=dict)
    plugin_fields: Mapping[str, JsonValue] = Field(default_factory=dict)


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
    author: int = 0
    featured_media: int = 0
    date_gmt: str = ""
    template: str = ""
    format: str = "standard"
    sticky: bool = False
    comment_status: str = ""
    ping_status: str = ""
    meta: Mapping[str, JsonValue] = Field(default_factory=dict)


class Image(Value):
    """An image in a page's own body. `alt` is None where the attribute is missing, empty where it says: decoration.

    `media_id` is the file in the site's own library, 0 where the markup does not say; width and height are what the
    markup says, in pixels, 0 where it says nothing.
    """

    url: str
    alt: str | None = None
    media_id: int = 0
    width: int = 0
    height: int = 0


LinkPlace = Literal["text", "image", "button", "navigation", "code", "comment"]


class PageLink(Value):
    """A link in a page's own body: where it points, its words, and whether the page does not vouch for its target.

    `nofollow` is true for nofollow, sponsored and ugc; `rel` has the words themselves. An image's words are its alt text.
    """

    url: str
    anchor: str
    nofollow: bool = False
    place: LinkPlace = "text"
    rel: tuple[str, ...] = ()


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
    links: tuple[PageLink, ...] = Field(default=(), description="what a reader of the body can follow, code left out")
    set_aside: tuple[PageLink, ...] = Field(
        default=(), description="what counts as no link: in code, in comments, without an address"
    )
    author: int = 0
    featured_media: int = 0
    images: tuple[Image, ...] = ()
    old_slugs: tuple[str, ...] = ()
    seo: SeoFields | None = Field(default=None, description="None: this site does not say")
    markup: Markup = Markup()
    scan: Scan | None = None
    sketch: str = Field(
        default="", repr=False, description="what of it is compared with other pages, packed; empty: not read"
    )


class Inventory(Value):
    """What this user can see of a site at one moment. `total` is the number WordPress says there are."""

    site: str
    read_at: datetime
    total: int
    pages: tuple[Page, ...]
    categories: tuple[Term, ...] = ()
    tags: tuple[Term, ...] = ()
    media: tuple[Media, ...] = ()
    authors: tuple[Author, ...] = ()
    menus: tuple[MenuItem, ...] = ()
    hidden: tuple[Hidden, ...] = ()
    front_page: int = Field(default=0, description="the page that stands at the site's address; 0: the newest posts")
    other_folders: tuple[str, ...] = Field(
        default=(), description="paths below which products, events and the like are"
    )
    not_seen: tuple[str, ...] = Field(default=(), description="what this user was not shown, each as a sentence")
