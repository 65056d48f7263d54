"""A page as the public sees it, past caches and without a login."""

import html
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

from selectolax.lexbor import LexborHTMLParser

from layers.boundary import robots
from layers.boundary.wordpress.firewalls import firewall
from layers.boundary.wordpress.heads import cache_signs, head_of
from layers.boundary.wordpress.pacing import TRIES, pause_s
from layers.boundary.wordpress.transport import Transport, checked_address
from layers.boundary.wordpress.visiting import Visit, Visitor
from layers.errors import WordPressDownError
from layers.nouns import PageLink
from layers.publishing.live import LivePage

__all__ = ["LivePage", "SiteFacts", "barred", "fetch", "read", "site_facts"]

MARK = "masthead"
UNSEEN = "script, style, noscript, template"
CRAWLERS = ("Googlebot", "Bingbot", "OAI-SearchBot", "Claude-SearchBot", "PerplexityBot")
# Page caches leave out whoever has commented or asks for no cache; WordPress itself makes nothing of either cookie
PAST_CACHES = {
    "Cache-Control": "no-cache",
    "Pragma": "no-cache",
    "Cookie": "wordpress_no_cache=1; comment_author_masthead=1",
}


@dataclass(frozen=True)
class SiteFacts:
    """What a site says of itself to everybody. `language` is the two letters of its pages' `lang`."""

    url: str
    title: str
    tagline: str
    timezone: str
    language: str


def site_facts(site: str, url: str, timeout_s: float = 30.0) -> SiteFacts:
    """Ask a site about itself, without a login. Raises WordPressRefusedError where no WordPress answers."""
    index = Transport(site, url, "", "", timeout_s).index()
    home = checked_address(str(index.get("home") or url))
    tree = LexborHTMLParser(_page(stranger(timeout_s), site, home, fresh=True).text)
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "en") if root else "en"
    return SiteFacts(
        url=home, title=html.unescape(str(index.get("name", ""))), tagline=html.unescape(str(index.get("description", ""))),
        timezone=str(index.get("timezone_string") or "UTC"), language=language.split("-")[0].lower(),
    )  # fmt: skip


def fetch(
    site: str, url: str, timeout_s: float, *, fresh: bool = True, pause: Callable[[float], None] = time.sleep
) -> LivePage:
    """One page, fetched as `looked_at` does."""
    return looked_at(stranger(timeout_s), site, url, fresh=fresh, pause=pause)


def stranger(timeout_s: float) -> Visitor:
    """A visitor without a login."""
    return Visitor("", "", timeout_s)


def looked_at(
    visitor: Visitor, site: str, url: str, *, fresh: bool = True, pause: Callable[[float], None] = time.sleep
) -> LivePage:
    """Fetch the page; a status of 4xx or 5xx is a value. Raises WordPressDownError when nothing answers.

    `fresh` asks past caches; otherwise it is the page as the next visitor gets it, out of a cache or not. A server that
    asks for a pause gets it.
    """
    for _ in range(TRIES - 1):
        visit = _page(visitor, site, url, fresh=fresh)
        wait_s = pause_s(visit.status, visit.headers)
        if wait_s is None:
            return read(url, visit)
        pause(wait_s)
    return read(url, _page(visitor, site, url, fresh=fresh))


def _page(visitor: Visitor, site: str, url: str, *, fresh: bool) -> Visit:
    checked_address(url)
    # A page cache has never seen an address with this parameter
    visit = visitor.page(url, {MARK: uuid4().hex[:12]}, PAST_CACHES) if fresh else visitor.page(url)
    if visit.status == 0:
        raise WordPressDownError(site, f"{url} did not answer: {visit.said}")
    return visit


def barred(url: str, timeout_s: float) -> tuple[str, ...]:
    """Which of the crawlers that search engines and answer engines cite from may not read the address, by robots.txt."""
    parts = urlsplit(checked_address(url))
    visit = stranger(timeout_s).page(f"{parts.scheme}://{parts.netloc}/robots.txt")
    if visit.status != 200:
        return ()
    return tuple(name for name in CRAWLERS if not robots.parse(visit.text, name).allows(url))


def read(url: str, visit: Visit) -> LivePage:
    """Read what matters for publishing from a page's HTML."""
    tree = LexborHTMLParser(visit.text)
    scripts = tuple(node.text() for node in tree.css('script[type="application/ld+json"]'))
    return LivePage(
        url=url, head=head_of(tree, visit), landed=_unmarked(visit.url),
        canonicals=tuple(node.attributes.get("href") or "" for node in tree.css('link[rel="canonical" i]')),
        robots_header=visit.headers.get("X-Robots-Tag", ""),
        h1=tuple(text for node in tree.css("h1") if (text := " ".join(node.text().split()))),
        json_ld=scripts, broken_json_ld=sum(not _parses(script) for script in scripts),
        links=tuple(_links(tree)), text=_text(tree), cache=cache_signs(visit), html=visit.text,
        blocked_by=firewall(visit.headers, "" if visit.status == 200 else visit.text),  # a post may quote such a page
    )  # fmt: skip


def _unmarked(url: str) -> str:
    """The address without the parameter that went past the cache."""
    parts = urlsplit(url)
    kept = "&".join(each for each in parts.query.split("&") if not each.startswith(f"{MARK}="))
    return urlunsplit(parts._replace(query=kept))


def _links(tree: LexborHTMLParser) -> list[PageLink]:
    return [
        PageLink(
            url=node.attributes.get("href") or "",
            anchor=node.text().strip(),
            nofollow="nofollow" in (node.attributes.get("rel") or ""),
        )
        for node in tree.css("a[href]")
    ]


def _text(tree: LexborHTMLParser) -> str:
    """What a reader sees; JSON-LD may hold the whole article where a page builder shows something else. Takes it out of the tree."""
    for node in tree.css(UNSEEN):
        node.decompose()
    return str(tree.body.text(separator=" ")) if tree.body else ""


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
