"""A page as the public sees it, past caches and without a login."""

import html
import json
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import uuid4

import requests
from selectolax.lexbor import LexborHTMLParser

from layers.boundary.wordpress.transport import AGENT, Transport, checked_address, is_loopback
from layers.errors import WordPressDownError
from layers.nouns import PageLink
from layers.publishing.insert import same_address


@dataclass(frozen=True)
class LivePage:
    """What a visitor and a search engine get. `json_ld` holds each script as printed; `broken_json_ld` counts those that do not parse."""

    url: str
    status: int
    title: str = ""
    description: str = ""
    canonical: str = ""
    noindex: bool = False
    json_ld: tuple[str, ...] = ()
    broken_json_ld: int = 0
    links: tuple[PageLink, ...] = ()
    text: str = ""

    def links_to(self, url: str) -> bool:
        """Whether the page has a link to the address, however it is written (see `same_address`)."""
        return any(same_address(link.url, url) for link in self.links)


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
    tree = LexborHTMLParser(_page(site, home, timeout_s).text)
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "en") if root else "en"
    return SiteFacts(
        url=home, title=html.unescape(str(index.get("name", ""))), tagline=html.unescape(str(index.get("description", ""))),
        timezone=str(index.get("timezone_string") or "UTC"), language=language.split("-")[0].lower(),
    )  # fmt: skip


def fetch(site: str, url: str, timeout_s: float) -> LivePage:
    """Fetch the page; a status of 4xx or 5xx is a value. Raises WordPressDownError when nothing answers."""
    response = _page(site, url, timeout_s)
    return read(url, response.status_code, response.text, response.headers.get("X-Robots-Tag", ""))


def _page(site: str, url: str, timeout_s: float) -> requests.Response:
    checked_address(url)
    session = requests.Session()
    session.trust_env = not is_loopback(urlsplit(url).hostname or "")
    try:
        return session.get(
            url,
            params={"masthead": uuid4().hex[:12]},  # a page cache has never seen this address
            headers={"User-Agent": AGENT, "Cache-Control": "no-cache"},
            timeout=timeout_s,
        )
    except requests.RequestException:
        raise WordPressDownError(site, f"{url} did not answer") from None


def read(url: str, status: int, page: str, robots_header: str = "") -> LivePage:
    """Read what matters for publishing from a page's HTML."""
    tree = LexborHTMLParser(page)
    scripts = tuple(node.text() for node in tree.css('script[type="application/ld+json"]'))
    robots = " ".join(
        [robots_header, *(node.attributes.get("content") or "" for node in tree.css('meta[name="robots"]'))]
    )
    title = tree.css_first("title")
    return LivePage(
        url=url, status=status,
        title=title.text().strip() if title else "",
        description=_attribute(tree, 'meta[name="description"]', "content"),
        canonical=_attribute(tree, 'link[rel="canonical"]', "href"),
        noindex="noindex" in robots.lower(),
        json_ld=scripts, broken_json_ld=sum(not _parses(script) for script in scripts),
        links=tuple(_links(tree)), text=tree.body.text(separator=" ") if tree.body else "",
    )  # fmt: skip


def _links(tree: LexborHTMLParser) -> list[PageLink]:
    return [
        PageLink(
            url=node.attributes.get("href") or "",
            anchor=node.text().strip(),
            nofollow="nofollow" in (node.attributes.get("rel") or ""),
        )
        for node in tree.css("a[href]")
    ]


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str:
    node = tree.css_first(selector)
    return (node.attributes.get(name) or "") if node else ""


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
