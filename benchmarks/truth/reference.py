"""What is true of a site's links, told from its public pages alone. Imports nothing of the program and knows no plan.

A visitor finds every page in the site's own sitemap, reads what each shows in its body, and follows every link.
"""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import unquote

import ada_url
import lxml.html
from lxml.html import HtmlElement

from benchmarks.truth.visitor import Landing, Visitor

AT_ONCE = 4
NO_TEXT = frozenset({"pre", "code", "script", "style", "noscript", "template", "svg", "iframe"})
SHUT = "links to what is not shown"
NOT_VOUCHED = frozenset({"nofollow", "sponsored", "ugc"})
NUMBER = re.compile(rb'<body[^>]* class="[^"]*\b(?:postid|page-id)-(\d+)')
NAMED = re.compile(r"[?&](?:p|page_id|name)=")
OWN_WORD = re.compile(r"\d*|comment-page-\d+")
SINGLE = re.compile(rb'<body[^>]* class="[^"]*\bsingle\b')


@dataclass(frozen=True)
class Followed:
    """A link of a body and where it led. `page` is the page's number, 0 for none; `apart`: in a navigation."""

    href: str
    address: str
    landing: Landing | None
    page: int
    apart: bool
    vouched: bool


@dataclass
class Truth:
    """Numbers of pages, by what is wrong with them, and the counts of each page. `posts` are judged, pages link."""

    pages: set[int] = field(default_factory=set)
    posts: set[int] = field(default_factory=set)
    wrong: dict[str, set[int]] = field(default_factory=dict)
    inbound: dict[int, int] = field(default_factory=dict)
    outbound: dict[int, int] = field(default_factory=dict)
    depth: dict[int, int] = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps({**vars(self), **{name: sorted(getattr(self, name)) for name in ("pages", "posts")},
                           "wrong": {name: sorted(ids) for name, ids in self.wrong.items()}})  # fmt: skip

    @classmethod
    def from_json(cls, text: str) -> "Truth":
        read = json.loads(text)
        counts = {
            name: {int(key): value for key, value in read[name].items()} for name in ("inbound", "outbound", "depth")
        }
        wrong = {name: set(ids) for name, ids in read["wrong"].items()}
        return cls(set(read["pages"]), set(read["posts"]), wrong, **counts)


def truth(visitor: Visitor, home: str, *, ahead: bool = False) -> Truth:
    """Read the whole site and conclude. `ahead`: the site answers many addresses in one request."""
    return _Reading(visitor, home, ahead=ahead).conclude()


def _by_http(asked: str, shown: str) -> bool:
    return ada_url.URL(asked).protocol != ada_url.URL(shown).protocol


def _by_other_host(asked: str, shown: str) -> bool:
    return ada_url.URL(asked).hostname.rstrip(".") != ada_url.URL(shown).hostname


def _by_former_slug(asked: str, shown: str) -> bool:
    """The path has words that are neither the slug at which the page is shown nor WordPress's own; no number or name was asked for."""
    url = ada_url.URL(asked)
    slug = unquote(ada_url.URL(shown).pathname.strip("/").partition("/")[0]).lower()
    words = re.split(r"[/.)]", unquote(url.pathname).lower().replace("index.php", ""))
    return not NAMED.search(url.search) and any(word != slug and not OWN_WORD.fullmatch(word) for word in words)


def _by_another_way(asked: str, shown: str) -> bool:
    """The way itself is another one, whatever it is; not only scheme, host or slug."""
    former, path = _by_former_slug(asked, shown), ada_url.URL(asked).pathname
    return bool(NAMED.search(ada_url.URL(asked).search)) or (
        not former and path.lower() != ada_url.URL(shown).pathname.lower()
    )


WAYS: Mapping[str, Callable[[str, str], bool]] = {
    "link-http-own": _by_http,
    "link-mixed-host": _by_other_host,
    "link-old-slug": _by_former_slug,
    "link-detour": _by_another_way,
}


class _Reading:
    def __init__(self, visitor: Visitor, home: str, *, ahead: bool) -> None:
        self.visitor = visitor
        self.ahead = ahead
        self.home = home
        self.landings = {number: landing for landing in self._open(self._sitemap()) if (number := _number(landing))}
        self._open(self._linked())
        self.links = {number: list(self._followed(landing)) for number, landing in self.landings.items()}

    def _open(self, addresses: Iterable[str]) -> list[Landing]:
        wanted = tuple(dict.fromkeys(addresses))
        if self.ahead:
            self.visitor.ahead(wanted)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(self.visitor.visit, wanted))

    def _sitemap(self) -> Iterator[str]:
        index = lxml.html.fromstring(self.visitor.visit(f"{self.home}/wp-sitemap.xml").html)
        for part in index.iter("loc"):
            if "wp-sitemap-posts-" in part.text:
                yield from (loc.text for loc in lxml.html.fromstring(self.visitor.visit(part.text).html).iter("loc"))
        yield f"{self.home}/"

    def _linked(self) -> Iterator[str]:
        for landing in self.landings.values():
            for anchor, base in self._anchors(landing):
                address = self.visitor.address(anchor.get("href"), base)
                if address and self.visitor.is_here(address):
                    yield address

    def _anchors(self, landing: Landing) -> Iterator[tuple[HtmlElement, str]]:
        """The links of all parts of a post, each with the address at which it stands."""
        page = lxml.html.fromstring(landing.html)
        more = page.xpath('//article//a[contains(@class, "post-page-numbers")]/@href')
        parts = [landing, *(self.visitor.visit(str(ada_url.join_url(landing.address, href))) for href in more)]
        for part in parts:
            for anchor in _anchors(part):
                yield anchor, part.address

    def _followed(self, landing: Landing) -> Iterator[Followed]:
        for anchor, base in self._anchors(landing):
            address = self.visitor.address(anchor.get("href"), base)
            reached = self.visitor.visit(address) if address and self.visitor.is_here(address) else None
            yield Followed(
                anchor.get("href"), address or "", reached, _number(reached) if reached else 0,
                any(each.tag == "nav" for each in anchor.iterancestors()),
                NOT_VOUCHED.isdisjoint((anchor.get("rel") or "").lower().split()),
            )  # fmt: skip

    def conclude(self) -> Truth:
        found = Truth(
            set(self.landings), {number for number, landing in self.landings.items() if SINGLE.search(landing.html)}
        )
        targets = {
            number: {each.page for each in links if self._counts(number, each)} for number, links in self.links.items()
        }
        sources: dict[int, set[int]] = defaultdict(set)
        for number, reached in targets.items():
            for target in reached:
                sources[target].add(number)
        found.inbound = {number: len(sources[number]) for number in self.landings}
        found.outbound = {number: len(targets[number]) for number in self.landings}
        found.depth = self._depths(targets)
        found.wrong = {
            "orphan": {number for number in found.posts if not sources[number]},
            "near-orphan": {number for number in found.posts if len(sources[number]) == 1},
            "dead-end": {number for number in found.posts if not targets[number]},
            "link-to-itself": self._where(lambda number, link: link.page == number and "#" not in link.href),
            "link-nofollow": self._where(
                lambda number, link: bool(link.page) and link.page != number and not link.vouched
            ),
            **{name: self._detours(led) for name, led in WAYS.items()},
            SHUT: self._where(lambda number, link: _is_shut(link.landing)),
        }
        return found

    def _counts(self, number: int, link: Followed) -> bool:
        return link.page in self.landings and link.page != number and link.vouched and not link.apart

    def _detours(self, led: Callable[[str, str], bool]) -> set[int]:
        """Pages with a link by which a reader is redirected to another page, and that led there in this way."""
        return self._where(
            lambda number, link: (
                link.landing is not None
                and link.landing.hops > 0
                and link.page not in (0, number)
                and led(link.address, link.landing.address)
            )
        )

    def _where(self, holds: Callable[[int, Followed], bool]) -> set[int]:
        return {number for number, links in self.links.items() if any(holds(number, link) for link in links)}

    def _depths(self, targets: dict[int, set[int]]) -> dict[int, int]:
        """Clicks from the front page by text and by the menu that every page shows."""
        front = self.visitor.visit(f"{self.home}/")
        start, menu = _number(front), self._menu(front)
        depths, row, clicks = {start: 0}, [start], 0
        while row:
            clicks += 1
            ahead = {target for number in row for target in targets.get(number, ())} | (menu if clicks == 1 else set())
            row = [number for number in ahead if number in self.landings and number not in depths]
            depths.update(dict.fromkeys(row, clicks))
        return depths

    def _menu(self, front: Landing) -> set[int]:
        hrefs = lxml.html.fromstring(front.html).xpath("//header//nav//a/@href")
        return {
            _number(self.visitor.visit(address))
            for href in hrefs
            if (address := self.visitor.address(href, front.address))
        }


def _anchors(landing: Landing) -> Iterator[HtmlElement]:
    """What a reader of a page's body can click and that leads anywhere; code shows links and is not meant to be followed."""
    for body in lxml.html.fromstring(landing.html).xpath('//article//div[@class="body"]'):
        for anchor in body.xpath(".//a[@href] | .//area[@href]"):
            href = anchor.get("href").strip()
            if href and not href.startswith("#") and not any(each.tag in NO_TEXT for each in anchor.iterancestors()):
                yield anchor


def _number(landing: Landing) -> int:
    """The number of the page that is shown; 0 for a list, a file, an error, or a page that asks for a password."""
    found = NUMBER.search(landing.html) if landing.is_page and not _is_locked(landing) else None
    return int(found.group(1)) if found else 0


def _is_locked(landing: Landing) -> bool:
    return b'class="post-password-form"' in landing.html


def _is_shut(landing: Landing | None) -> bool:
    return landing is not None and (landing.status in (404, 410) or _is_locked(landing))
