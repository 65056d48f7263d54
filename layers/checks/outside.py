"""What is known of a page and of a site from outside, beside the visit itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from layers.nouns import Outbound, RobotsFile, Sitemaps


@dataclass(frozen=True, slots=True)
class Crawl:
    """How a page stands among the others. `in_sitemap` is None where no sitemap was read whole.

    `canonical_error` says what is wrong with the address that the page names as canonical; empty where nothing is known to be.
    `outbound` are the addresses elsewhere that its text links to and that were looked at.
    """

    in_sitemap: bool | None = None
    canonical_error: str = ""
    outbound: tuple[Outbound, ...] = ()


NOT_CRAWLED = Crawl()


@dataclass(frozen=True, slots=True)
class SiteView:
    """A site's robots.txt and sitemaps. `barred` are pages by the crawler that may not read them.

    `dead_in_sitemap` are addresses of the sitemaps that WordPress does not know. `strangers` are addresses that Google shows,
    with their clicks, that answer as pages and are none of WordPress's.
    """

    robots: RobotsFile | None = None
    sitemaps: Sitemaps | None = None
    barred: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dead_in_sitemap: tuple[str, ...] = ()
    strangers: Mapping[str, int] = field(default_factory=dict)
