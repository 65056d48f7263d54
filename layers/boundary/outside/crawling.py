"""robots.txt and sitemaps of a site, read as a search engine would, within limits."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urljoin
from xml.parsers import expat

from layers import urls
from layers.boundary import robots
from layers.boundary.outside.fetching import Fetched, Fetcher
from layers.boundary.wordpress.live import CRAWLERS
from layers.nouns import RobotsFile, Sitemap, Sitemaps

ROBOTS_BYTES = 500 * 1024
GUESSES = ("/wp-sitemap.xml", "/sitemap_index.xml", "/sitemap.xml")
MOST_FILES = 200
MOST_URLS = 200_000
MOST_BYTES = 50 * 1024 * 1024 + 1  # the limit of the standard, and one byte to see that it is passed
ALL_BYTES = 200 * 1024 * 1024
OK = 200
_OF_POSTS = re.compile(r"/(?:wp-sitemap-posts-)?(?:post|page)(?:-sitemap)?[\d_-]*\.xml(?:\.gz)?$")


class Rules(NamedTuple):
    """A site's robots.txt, and what it says to each crawler of search and answer engines."""

    file: RobotsFile
    by_crawler: Mapping[str, robots.Robots]

    def barred(self, url: str) -> tuple[str, ...]:
        """The crawlers that may not read the address."""
        return tuple(name for name, rules in self.by_crawler.items() if not rules.allows(url))


def read_robots(fetcher: Fetcher, site_url: str) -> Rules:
    """robots.txt stands at the root of the host, wherever the site begins. A file that is not there allows everything."""
    url = urljoin(site_url, "/robots.txt")
    got = fetcher.fetch(url, ROBOTS_BYTES)
    text = got.body.decode("utf-8", "replace") if got.status == OK else ""
    file = RobotsFile(url=url, status=got.status, said=got.said, sitemaps=tuple(_named(text))[:MOST_FILES])
    rules = Rules(file, {name: robots.parse(text, name) for name in CRAWLERS})
    return rules._replace(file=file.model_copy(update={"barred": rules.barred(site_url.rstrip("/") + "/")}))


def _named(robots_text: str) -> Iterator[str]:
    """The sitemaps that a robots.txt names, for whichever crawler."""
    for line in robots_text.removeprefix("\ufeff").splitlines():
        name, _, value = line.split("#", 1)[0].partition(":")
        if name.strip().casefold() == "sitemap" and value.strip():
            yield value.strip()


def read_sitemaps(fetcher: Fetcher, site_url: str, named: tuple[str, ...]) -> Sitemaps:
    """Read those that robots.txt names, or else the first of the usual ones that is there.

    robots.txt belongs to the host: that of a site in a folder may name the sitemaps of another site.
    """
    if not named:
        return _usual(fetcher, site_url)
    found = _Reading(fetcher, site_url).all(_whole(site_url, named))
    if found.capped or any(_is_below(each, site_url) for each in found.urls):
        return found
    own = _usual(fetcher, site_url)
    return own if own.files else found


def _is_below(url: str, site_url: str) -> bool:
    parts, site = urls.split(url), urls.split(site_url)
    return bool(parts and site and f"{parts.path.rstrip('/')}/".startswith(f"{site.path.rstrip('/')}/"))


def _usual(fetcher: Fetcher, site_url: str) -> Sitemaps:
    for path in GUESSES:
        found = _Reading(fetcher, site_url).all([site_url.rstrip("/") + path])
        if found.files and found.files[0].status == OK:
            return found
    return Sitemaps()


def _whole(base: str, named: Iterable[str]) -> list[str]:
    """What is no address stays as it is written, so that a report can show it."""
    return [urls.joined(base, each) or each for each in named]


class _Reading:
    """One walk over sitemaps and what their indexes name, each file once."""

    def __init__(self, fetcher: Fetcher, site_url: str) -> None:
        self._fetcher = fetcher
        self._host = urls.host_of(site_url).removeprefix("www.")
        self._files: dict[str, Sitemap] = {}
        self._urls: dict[str, None] = {}
        self._of_posts: set[str] = set()
        self._bytes = 0
        self._capped = False

    def all(self, first: list[str]) -> Sitemaps:
        queue = list(dict.fromkeys(first))
        while queue:
            url = queue.pop(0)
            if url in self._files:
                continue
            if len(self._files) >= MOST_FILES or self._bytes > ALL_BYTES:
                self._capped = True
                break
            queue += self._one(url)
        return Sitemaps(
            files=tuple(self._files.values()),
            urls=tuple(self._urls),
            of_posts=frozenset(self._of_posts),
            capped=self._capped,
        )

    def _one(self, url: str) -> list[str]:
        """Read one file; return the files that it names, where it is an index."""
        if problem := self._unread(url):
            self._files[url] = Sitemap(url=url, status=0, problem=problem)
            self._capped = True
            return []
        got = self._fetcher.fetch(url, MOST_BYTES)
        found = _parsed(got)
        self._bytes += found.size_bytes
        self._files[url] = Sitemap(
            url=url, status=got.status, problem=found.problem, urls=0 if found.is_index else len(found.named),
            size_bytes=found.size_bytes, index=found.is_index,
        )  # fmt: skip
        if found.problem:
            self._capped = True  # what it names is not known, so no page can be said to be missing
        if found.is_index:
            return _whole(url, found.named)
        self._note(url, found.named)
        return []

    def _unread(self, url: str) -> str:
        """Why a file is not asked for; plugins and themes leave `https://[your-domain]/sitemap.xml` in robots.txt."""
        if urls.split(url) is None:
            return "it is no address"
        own = urls.host_of(url).removeprefix("www.") == self._host
        return "" if own else "it stands on another host, and is not read"

    def _note(self, url: str, named: list[str]) -> None:
        room = MOST_URLS - len(self._urls)
        self._capped = self._capped or len(named) > room
        self._urls.update(dict.fromkeys(named[:room]))
        if _OF_POSTS.search(url):
            self._of_posts.update(named[:room])


class _Parsed(NamedTuple):
    named: list[str]
    is_index: bool = False
    problem: str = ""
    size_bytes: int = 0


def _parsed(got: Fetched) -> _Parsed:
    if got.loop or got.outward:
        return _Parsed([], problem="it redirects without end" if got.loop else f"it leads off the site, to {got.url}")
    if got.status != OK:
        return _Parsed([], problem=f"it answers {got.status}" if got.status else got.said)
    try:
        text = _unpacked(got.body)
    except (zlib.error, ValueError):
        return _Parsed([], problem="it is no gzip file", size_bytes=len(got.body))
    if got.cut or len(text) >= MOST_BYTES:
        return _Parsed([], problem="", size_bytes=MOST_BYTES)
    try:
        index, named = _locations(text)
    except (expat.ExpatError, ValueError) as error:
        return _Parsed([], problem=f"it is no XML of a sitemap ({str(error)[:100]})", size_bytes=len(text))
    return _Parsed(named, index, size_bytes=len(text))


def _unpacked(body: bytes) -> bytes:
    """A gzip file is unpacked up to the limit: a small one may hold gigabytes."""
    if body[:2] != b"\x1f\x8b":
        return body
    unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
    return unpacking.decompress(body, MOST_BYTES)


def _locations(text: bytes) -> tuple[bool, list[str]]:
    """The addresses that a file names. Entities and document types are refused: a few of them can fill the memory."""
    parser = expat.ParserCreate(namespace_separator=" ")
    roots: list[str] = []
    named: list[str] = []
    path: list[str] = []
    words: list[str] = []

    def start(name: str, _attributes: object) -> None:
        path.append(name.rpartition(" ")[2])
        if len(path) == 1:
            roots.append(path[0])
        words.clear()

    def end(_name: str) -> None:
        if path[1:] in (["url", "loc"], ["sitemap", "loc"]) and (location := "".join(words).strip()):
            named.append(location[:2_048])
        path.pop()
        words.clear()

    def refuse(*_: object) -> None:
        raise ValueError("it has a document type or entities")

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, words.append
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    parser.Parse(text.lstrip(), True)
    if roots[0] not in ("urlset", "sitemapindex"):
        raise ValueError(f"its root is <{roots[0][:40]}>")
    return roots[0] == "sitemapindex", named
