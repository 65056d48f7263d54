"""A live page held against what was written: what is wrong with it, what is worth a look, what a page cache holds back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from layers import urls
from layers.directives import directives
from layers.nouns import Head, PageLink
from layers.publishing.insert import addresses, same_address
from layers.publishing.shown import letters, missing

_HIT = re.compile(r"\b(?:hit|stale|updating|revalidated)\b|^age: 0*[1-9]", re.IGNORECASE)
_CACHES = {
    "w3 total cache": "W3 Total Cache", "super": "WP Super Cache", "rocket": "WP Rocket", "litespeed": "LiteSpeed Cache",
    "fastest": "WP Fastest Cache", "enabler": "Cache Enabler", "hummingbird": "Hummingbird", "cf-cache-status": "Cloudflare",
    "kinsta": "Kinsta", "varnish": "Varnish", "fastcgi": "nginx",
}  # fmt: skip


@dataclass(frozen=True)
class LivePage:
    """What a visitor and a search engine get at `url`.

    `landed` is where redirects led, `canonicals` every canonical that the head names, `robots_header` X-Robots-Tag.
    `json_ld` holds each script as printed; `broken_json_ld` counts those that do not parse. `cache` are the signs of a page
    cache, `blocked_by` names a firewall that answered in the site's place, `html` is the page itself.
    """

    url: str
    head: Head
    landed: str = ""
    canonicals: tuple[str, ...] = ()
    robots_header: str = ""
    h1: tuple[str, ...] = ()
    json_ld: tuple[str, ...] = ()
    broken_json_ld: int = 0
    links: tuple[PageLink, ...] = ()
    text: str = ""
    cache: tuple[str, ...] = ()
    blocked_by: str = ""
    html: str = field(default="", repr=False)

    @property
    def status(self) -> int:
        return self.head.status

    @property
    def title(self) -> str:
        return self.head.title

    @property
    def description(self) -> str:
        return self.head.description

    @property
    def canonical(self) -> str:
        return self.head.canonical

    @property
    def directives(self) -> frozenset[str]:
        """What search engines are told, in the head and in the header."""
        return directives(self.head.robots) | directives(self.robots_header)

    @property
    def noindex(self) -> bool:
        return not self.directives.isdisjoint({"noindex", "none"})

    @property
    def from_cache(self) -> bool:
        """Whether a cache says that this answer came out of it."""
        return any(_HIT.search(sign) for sign in self.cache)

    def links_to(self, url: str) -> bool:
        """Whether the page has a link to the address, however it is written (see `same_address`)."""
        # a page shows most of its links as they were written: only the others are compared one by one
        return (url in self._addresses and same_address(url, url)) or any(
            same_address(each, url) for each in self._addresses
        )

    @cached_property
    def _addresses(self) -> frozenset[str]:
        return frozenset(link.url for link in self.links)


def problems(page: LivePage, url: str, content: str, *, canonical: str = "", noindex: bool = False) -> tuple[str, ...]:
    """Why the post at `url` is not live as it was written; empty when it is.

    `content` is the raw content; `canonical` and `noindex` are what the head shall say, where that is not the usual.
    """
    if page.blocked_by:
        return (f"{page.blocked_by} answers in its place ({page.status}): let Masthead see the site's pages",)
    if page.status != 200:
        return (f"it answers {page.status}",)
    found = [
        *_address(page, url), *_robots(page, noindex), *_canonicals(page, canonical or url), *_text(page, content),
        *_links(page, url, content),
    ]  # fmt: skip
    if page.broken_json_ld:
        found.append("its JSON-LD does not parse")
    if found and page.from_cache:
        found.append(
            f"and this answer came out of a cache although a fresh one was asked for ({_signs(page)}): empty it and look again"
        )
    return tuple(found)


def warnings(page: LivePage, url: str, content: str, *, title: str = "", noindex: bool = False) -> tuple[str, ...]:
    """What is worth a look on a page that is live: it keeps nothing from being published. `title` is the post's."""
    return tuple(_warnings(page, url, content, title, noindex)) if page.status == 200 else ()


def stale(fresh: LivePage, seen: LivePage, content: str = "") -> str:
    """What visitors still get from a page cache, and what to do; empty where they get the page as it is.

    `seen` is the page as a visitor gets it, `fresh` past caches; `content` is raw content that it must show.
    """
    differs = [*_differences(fresh, seen), *_behind(fresh, seen, content)]
    if not differs:
        return ""
    sign = f" ({_signs(seen)})" if seen.cache else ""
    return (
        f"visitors still get an older copy of {fresh.url}: {', '.join(differs)}. "
        f"Empty the page cache of {_cache_name(seen.cache)}{sign} for this address, or wait until the copy is too old."
    )


def _differences(fresh: LivePage, seen: LivePage) -> Iterator[str]:
    if fresh.status != seen.status:
        yield f"it answers {seen.status}"
        return
    pairs = {
        "title": (fresh.head.title, seen.head.title), "description": (fresh.head.description, seen.head.description),
        "canonical": (fresh.head.canonical, seen.head.canonical), "robots": (fresh.directives, seen.directives),
        "JSON-LD": (set(fresh.head.types), set(seen.head.types)),
    }  # fmt: skip
    yield from (f"its {name} differs" for name, (new, old) in pairs.items() if new != old)


def _behind(fresh: LivePage, seen: LivePage, content: str) -> Iterator[str]:
    if fresh.status != 200 or seen.status != 200:
        return
    if missing(seen.text, content)[0] > missing(fresh.text, content)[0]:
        yield "its text is the old one"
    gone = [each for each in _targets(content) if fresh.links_to(each) and not seen.links_to(each)]
    if gone:
        yield f"it lacks {_some(gone)}"


def _cache_name(signs: tuple[str, ...]) -> str:
    said = " ".join(signs).lower()
    return " and ".join(name for mark, name in _CACHES.items() if mark in said) or "the site or its network"


def _signs(page: LivePage) -> str:
    return "; ".join(page.cache)


def _address(page: LivePage, url: str) -> Iterator[str]:
    if page.landed and unquote(page.landed) != unquote(url):
        yield f"it redirects to {page.landed}"


def _robots(page: LivePage, noindex: bool) -> Iterator[str]:
    if page.noindex and not noindex:
        yield "it tells search engines not to index it"
    if noindex and not page.noindex:
        yield "it does not tell search engines to leave it out, as its robots field says"


def _canonicals(page: LivePage, wanted: str) -> Iterator[str]:
    """A page may have no canonical: a plugin leaves it out under noindex. One that is there must be the right one."""
    named = tuple(dict.fromkeys(page.canonicals))
    if len(named) > 1:
        yield f"its head names {len(named)} canonical addresses: {', '.join(named)}"
        return
    for each in named:
        if unquote(each) == unquote(wanted):
            continue
        if not urls.host_of(each):
            yield f"its canonical address '{each}' is not a whole one"
        else:
            yield f"its canonical address is {each}, not {wanted}"


def _text(page: LivePage, content: str) -> Iterator[str]:
    lacking, wanted = missing(page.text, content)
    if lacking * 2 > wanted:
        yield f"{lacking} of {wanted} passages of its text are missing"


def _links(page: LivePage, url: str, content: str) -> Iterator[str]:
    gone = [each for each in _targets(content) if _is_own(each, url) and not page.links_to(each)]
    if gone:
        yield f"it does not show {_some(gone)}"


def _warnings(page: LivePage, url: str, content: str, title: str, noindex: bool) -> Iterator[str]:
    if not page.title:
        yield "it has no <title>"
    if not page.canonicals and not noindex:
        yield "its head names no canonical address"
    if len(page.h1) != 1:
        yield f"it has {len(page.h1) or 'no'} <h1>: the theme should print the title alone as one"
    elif title and letters(title) not in letters(page.h1[0]):
        yield f"its <h1> is '{page.h1[0]}', not the title"
    told = sorted(page.directives & {"nofollow", "nosnippet", "noarchive", "max-snippet:0"})
    if told:
        yield f"it tells search engines '{', '.join(told)}'"
    yield from _link_warnings(page, url, content)


def _link_warnings(page: LivePage, url: str, content: str) -> Iterator[str]:
    out = [each for each in _targets(content) if not _is_own(each, url) and not page.links_to(each)]
    if out:
        yield f"it does not show {_some(out)}"
    kept_from = [
        each for each in _targets(content)
        if _is_own(each, url) and (found := [link for link in page.links if same_address(link.url, each)])
        and all(link.nofollow for link in found)
    ]  # fmt: skip
    if kept_from:
        yield f"it says nofollow at {_some(kept_from)} of the site itself: a plugin adds that"


def _targets(content: str) -> tuple[str, ...]:
    """The addresses that a content links to, once each; not those of the page itself, of mail and telephone, nor what is none."""
    found = dict.fromkeys(each for each in addresses(content) if not each.startswith("#"))
    return tuple(
        each for each in found if (parts := urls.split(each)) and parts.scheme in ("", "http", "https") and each
    )


def _is_own(target: str, url: str) -> bool:
    host = urls.host_of(target)
    return not host or same_address(f"//{host}/", f"//{urls.host_of(url)}/")


def _some(links: list[str]) -> str:
    more = f" and {len(links) - 3} more" if len(links) > 3 else ""
    return f"the link{'s' if len(links) > 1 else ''} to {', '.join(links[:3])}{more}"
