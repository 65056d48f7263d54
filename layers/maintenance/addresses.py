"""Which page of the site an address leads to, however it is spelled.

Known spellings: relative; with or without the last slash; http or https; with or without www; any case of host and path;
a default port; escapes of another case, or none; doubled slashes and dots in the path; `index.php` before it; a fragment;
a query that WordPress ignores; `?p=12` and `?page_id=12`; a page of a post that is divided or of its comments.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from functools import lru_cache
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, parse_qs, unquote, urljoin, urlsplit

from layers import urls
from layers.nouns import Page

Lead = Literal["page", "missing", "own", "elsewhere"]
DEFAULT_PORTS = {"http": 80, "https": 443}
_NOT_POSTS = frozenset(
    {
        "wp-content", "wp-admin", "wp-includes", "wp-json", "wp-login.php", "wp-sitemap.xml", "feed", "comments", "category",
        "tag", "author", "page", "search", "type", "date",
    }
)  # fmt: skip
_VIEWS = frozenset({"feed", "embed", "trackback", "amp", "rss", "rss2", "atom"})
_FILE = re.compile(r"\.(?!html?$|php$)[a-z0-9]{2,5}$")
_PART = re.compile(r"\d+|comment-page-\d+")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")


class Resolved(NamedTuple):
    """Where an address leads: a published page, nowhere on the site, another part of the site, or elsewhere.

    `page_id` is 0 unless it leads to a page. `detour` says that a visitor is redirected on the way.
    """

    lead: Lead
    page_id: int = 0
    detour: bool = False


ELSEWHERE = Resolved("elsewhere")
OWN = Resolved("own")
MISSING = Resolved("missing")


class Addresses:
    """The addresses of one site's published pages. `term_slugs` are those of its categories and tags."""

    def __init__(self, site_url: str, pages: Iterable[Page], term_slugs: Iterable[str] = ()) -> None:
        self._home = urlsplit(site_url)
        self._base = _segments(self._home.path)
        self._terms = frozenset(slug.lower() for slug in term_slugs)
        self._addresses = {page.id: page.url for page in pages}
        self._split = {page_id: split for page_id, url in self._addresses.items() if (split := urls.split(url))}
        self._origins = {
            _origin(self._home),
            *map(_origin, self._split.values()),
        }  # the YAML may say www, WordPress not
        self._by_path = {_segments(split.path): page_id for page_id, split in self._split.items() if not split.query}
        self._known: dict[str, Resolved] = {}

    def resolve(self, url: str, base: str) -> Resolved:
        """Return where `url` leads when it stands on the page whose address is `base`."""
        absolute = _absolute(url, base)
        if absolute not in self._known:
            self._known[absolute] = self._resolved(absolute)
        return self._known[absolute]

    def _resolved(self, absolute: str) -> Resolved:
        split = urls.split(absolute)
        if split is None or split.scheme not in DEFAULT_PORTS or _origin(split) not in self._origins:
            return ELSEWHERE
        path = _segments(split.path)
        if path[: len(self._base)] != self._base:
            return ELSEWHERE
        if path in self._by_path and not (path == self._base and split.query):
            return self._found(self._by_path[path], split)
        return self._by_query(split) if path == self._base else self._by_rest(path, split)

    def _found(self, page_id: int, split: SplitResult) -> Resolved:
        own = self._split[page_id]
        exact = _exact_origin(split) == _exact_origin(own) and unquote(split.path) == unquote(own.path)
        return Resolved("page", page_id, not exact)

    def _by_query(self, split: SplitResult) -> Resolved:
        """Resolve `?p=12` on the front page; any other query there shows a list, a search or the front page itself."""
        query = parse_qs(split.query)
        number = re.match(r"\d+", (query.get("p") or query.get("page_id") or [""])[0])
        if number:
            page_id = int(number.group())
            return Resolved("page", page_id, detour=True) if page_id in self._addresses else MISSING
        return self._found(self._by_path[self._base], split) if self._base in self._by_path else OWN

    def _by_rest(self, path: tuple[str, ...], split: SplitResult) -> Resolved:
        rest = path[len(self._base) :]
        if _PART.fullmatch(rest[-1]) and path[:-1] in self._by_path and len(rest) > 1:
            return Resolved("page", self._by_path[path[:-1]])
        return OWN if self._is_no_post(rest) else MISSING

    def _is_no_post(self, rest: tuple[str, ...]) -> bool:
        """Lists of posts, files and machinery: parts of the site that an inventory of posts does not hold."""
        first, last = rest[0], rest[-1]
        return (
            first in _NOT_POSTS
            or last in _VIEWS
            or last in self._terms
            or bool(_FILE.search(last))
            or all(map(str.isdigit, rest))
            or "page" in rest[:-1]
        )


def _absolute(url: str, base: str) -> str:
    """Return `url` without its fragment, made absolute; unchanged where it cannot be read as an address."""
    url = url.strip().replace("\\", "/").partition("#")[0]
    if url.startswith(("http://", "https://")) or (_SCHEME.match(url) and not url.lower().startswith("http")):
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url


class Origin(NamedTuple):
    host: str
    port: int | None


@lru_cache(maxsize=4096)
def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    with suppress(UnicodeError):  # a label that is empty or too long: then it is compared as it is written
        host = host.encode("idna").decode()
    return host.removeprefix("www.")


def _origin(split: SplitResult) -> Origin:
    port = None if split.port == DEFAULT_PORTS.get(split.scheme) else split.port
    return Origin(_host(split.hostname or ""), port)


def _exact_origin(split: SplitResult) -> tuple[str, str, int | None]:
    return split.scheme, (split.hostname or "").lower(), _origin(split).port


@lru_cache(maxsize=65536)
def _segments(path: str) -> tuple[str, ...]:
    """Return the parts of a path in one form: unescaped, composed, small letters, dots resolved, no `index.php`."""
    parts: list[str] = []
    for part in unicodedata.normalize("NFC", unquote(path)).lower().split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return tuple(parts[1:] if parts[:1] == ["index.php"] else parts)
