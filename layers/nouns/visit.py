"""What a visitor and a search engine get from a site: one page, its robots.txt, its sitemaps, addresses elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from pydantic import Field

from layers.directives import directives
from layers.nouns.value import Value

OutboundState = Literal["answers", "broken", "not seen"]


class Hop(Value):
    """One redirect on the way to a page: what was asked for, and with which status it was sent on."""

    url: str
    status: int


class JsonLd(Value):
    """One JSON-LD script: the types of its own nodes, each with its `@id` or nothing, and why it cannot be used, where it cannot."""

    types: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    problem: str = ""


class Visit(Value):
    """One address as it answered at `at`, without a login and without JavaScript. `status` 0: no answer, `said` tells why.

    `modified_at` is when WordPress says that the page was changed last, when it was visited. `hops` are the redirects on
    the way to `landed`; one that leads off the site is not followed. `answered_ms` is the time to the first byte,
    `size_bytes` that of the HTML as sent after decompression; `cut` says that it was larger than is read.
    """

    url: str
    page_id: int = 0
    at: datetime
    modified_at: datetime | None = None
    status: int
    said: str = ""
    landed: str = ""
    hops: tuple[Hop, ...] = ()
    loop: bool = False
    blocked_by: str = Field(default="", description="the firewall that answered in the site's place")
    html: bool = True
    canonicals: tuple[str, ...] = ()
    robots: str = Field(default="", description="robots in the head and in the header, as written")
    titles: tuple[str, ...] = ()
    descriptions: tuple[str, ...] = ()
    h1: tuple[str, ...] = ()
    lang: str = ""
    viewport: bool = True
    json_ld: tuple[JsonLd, ...] = ()
    of_wordpress: bool = Field(default=False, description="the head names WordPress's own record of this page")
    mixed: tuple[str, ...] = Field(default=(), description="http: parts of an https page")
    unsized_images: tuple[str, ...] = Field(default=(), description="images of the page without width and height")
    size_bytes: int = 0
    answered_ms: int = 0
    cut: bool = False

    @property
    def directives(self) -> frozenset[str]:
        """What search engines are told, in small letters."""
        return directives(self.robots)

    @property
    def noindex(self) -> bool:
        return not self.directives.isdisjoint({"noindex", "none"})

    @property
    def seen(self) -> bool:
        """Whether it is the page itself: an answer of 200 with HTML, from no firewall."""
        return self.status == 200 and self.html and not self.blocked_by


class RobotsFile(Value):
    """A site's robots.txt. `barred` are the crawlers, by their names, that may not read the front page."""

    url: str
    status: int
    said: str = ""
    sitemaps: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()


class Sitemap(Value):
    """One sitemap file. `problem` says why it cannot be used, empty when it can; `urls` counts the pages that it names."""

    url: str
    status: int
    problem: str = ""
    urls: int = 0
    size_bytes: int = 0
    index: bool = False


class Sitemaps(Value):
    """The sitemaps of a site and the pages that they name, once each. `capped`: there was more than is read.

    `of_posts` are those that stand in a file for posts or pages by its name; other files may name what is neither.
    """

    files: tuple[Sitemap, ...] = ()
    urls: tuple[str, ...] = ()
    of_posts: frozenset[str] = frozenset()
    capped: bool = False


class Outbound(Value):
    """An address elsewhere, as it answered. A refusal (403, 429) or a silence is `not seen`: that says nothing of a reader's chances."""

    url: str
    at: datetime
    state: OutboundState
    status: int = 0
    said: str = ""
    landed: str = ""


class LiveSite(Value):
    """All that was seen of a site from outside. `visits` and `barred` are by page id, 0 for the front page.

    `barred` names the crawlers of search and answer engines that may not read a page; `published` counts the pages that there are to visit; `not_seen` says in sentences what was left out and why.
    """

    published: int = 0
    visits: Mapping[int, Visit] = Field(default_factory=dict)
    barred: Mapping[int, tuple[str, ...]] = Field(default_factory=dict)
    robots: RobotsFile | None = None
    sitemaps: Sitemaps | None = None
    outbound: Mapping[str, Outbound] = Field(default_factory=dict)
    unknown: Mapping[str, Visit] = Field(
        default_factory=dict, description="visits to addresses that WordPress does not know"
    )
    not_seen: tuple[str, ...] = ()
