"""Which page of the site an address leads to, however it is spelled, and what redirects a reader on the way.

The rules are WordPress's own: what it answers at once, what it redirects (`?p=12`, a missing slash, an old slug, the
beginning of a slug), what it does not show. A browser's part, from href to address, is `spelling`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple, Self
from urllib.parse import SplitResult, parse_qs, urlsplit

from layers import urls
from layers.maintenance.spelling import (
    DEFAULT_PORTS,
    WHOLE,
    Origin,
    absolute,
    as_asked,
    exact_host,
    origin,
    segments,
    unescaped,
)
from layers.nouns import Hidden, Inventory, Page

Lead = Literal["page", "hidden", "missing", "own", "elsewhere", "malformed"]
Reason = Literal[
    "http", "https", "www", "no final slash", "doubled slash", "index.php", "?p=", "?name=", "old slug", "guessed slug",
    "page number", "comment page", "punctuation",
]  # fmt: skip
_NOT_POSTS = frozenset(
    {
        "wp-content", "wp-admin", "wp-includes", "wp-json", "wp-login.php", "wp-sitemap.xml", "feed", "comments", "category",
        "tag", "author", "page", "search", "type", "date", "embed",
    }
)  # fmt: skip
_LISTS = frozenset({"category", "tag"})
AMP = "amp"
_VIEWS = frozenset({"feed", "embed", "trackback", AMP, "rss", "rss2", "atom", "rdf"})
_LISTING = frozenset(
    {"s", "cat", "tag", "author", "m", "feed", "attachment_id", "year", "paged", "preview", "rest_route"}
)
_NUMBERED = ("p", "page_id")
_FILE = re.compile(r"\.(?!html?$|php$)[a-z0-9]{2,5}$")
_NUMBER = re.compile(r"\d{1,18}")
_COMMENTS = re.compile(r"comment-page-\d+")
_PUNCTUATION = " !\"'(),.;{}“”\u00a0"  # WordPress takes these off the end of a path
NEXT_PAGE = "<!--nextpage-->"
_TRASHED = "__trashed"


class Resolved(NamedTuple):
    """Where an address leads: a published page, one that is not shown, nowhere on the site, another part of it, elsewhere.

    `page_id` is 0 unless it leads to a page, `status` empty unless that is hidden. `reasons` say why a reader is
    redirected on the way to the page.
    """

    lead: Lead
    page_id: int = 0
    reasons: tuple[Reason, ...] = ()
    status: str = ""

    @property
    def detour(self) -> bool:
        return bool(self.reasons)


ELSEWHERE = Resolved("elsewhere")
OWN = Resolved("own")
MISSING = Resolved("missing")
MALFORMED = Resolved("malformed")


class Addresses:
    """The addresses of one site's pages. `term_slugs` are those of its categories and tags; none: they are not known.

    `hidden` are the posts that visitors are not shown, `folders` the paths below which other content than posts and pages is.
    """

    def __init__(
        self,
        site_url: str,
        pages: Iterable[Page],
        term_slugs: Iterable[str] = (),
        hidden: Iterable[Hidden] = (),
        folders: Iterable[str] = (),
    ) -> None:
        self._home = urlsplit(site_url)
        self._base = segments(self._home.path)
        self._terms = frozenset(slug.lower() for slug in term_slugs)
        self._folders = frozenset(map(segments, folders))
        pages = tuple(pages)
        self._divided = {page.id: page.content.count(NEXT_PAGE) + 1 for page in pages if NEXT_PAGE in page.content}
        self._split = {page.id: split for page in pages if (split := urls.split(page.url))}
        self._ids = {page.id for page in pages}
        # the YAML may say www, WordPress not
        self._origins = {origin(self._home), *_origins(self._split.values())}
        self._by_path = {segments(split.path): page_id for page_id, split in self._split.items() if not split.query}
        # WordPress keeps old slugs of pages too, and follows none of them
        self._old = {slug.lower(): page.id for page in pages if page.type != "page" for slug in page.old_slugs}
        self._pages = {
            unescaped(path): page.id for page in pages if page.type == "page" and (path := self._path(page.id))
        }
        self._slugs = sorted((_slug(page.slug), page.id) for page in pages if page.slug and page.id in self._split)
        self._hidden = tuple(hidden)
        self._hidden_ids = {post.id: post.status for post in self._hidden}
        self._hidden_slugs = {
            _slug(post.slug).removesuffix(_TRASHED): post.status for post in self._hidden if post.slug
        }
        # with the slug alone as path, WordPress guesses in the root and one folder below it
        self._at_root = any(len(path) == len(self._base) + 1 and path not in self._pages for path in self._by_path)
        self._known = {page.url: Resolved("page", page.id) for page in pages if self._is_plain(page)}

    @classmethod
    def of(cls, site_url: str, inventory: Inventory, *, hidden: bool = True) -> Self:
        """Those of an inventory; without `hidden`, what visitors are not shown is missing like all else that is not there."""
        terms = [term.slug for term in (*inventory.categories, *inventory.tags)]
        return cls(site_url, inventory.pages, terms, inventory.hidden if hidden else (), inventory.other_folders)

    def _is_plain(self, page: Page) -> bool:
        """Whether a link of just this address leads to the page, straight from everywhere: nearly all links are such."""
        split = self._split.get(page.id)
        if (
            split is None
            or split.query
            or not split.hostname
            or not WHOLE.fullmatch(page.url)
            or "//" in as_asked(split.path)
        ):
            return False
        path = segments(split.path)
        return path[: len(self._base)] == self._base and self._by_path[path] == page.id

    def _path(self, page_id: int) -> tuple[str, ...]:
        split = self._split.get(page_id)
        return segments(split.path) if split else ()

    def resolve(self, url: str, base: str) -> Resolved:
        """Return where `url` leads when it stands on the page whose address is `base`."""
        if url.startswith("http") and (known := self._known.get(url)):  # whole as it is, and the same on every page
            return known
        address = absolute(url, base)
        if address not in self._known:
            self._known[address] = self._resolved(address)
        return self._known[address]

    def _resolved(self, address: str) -> Resolved:
        split = urls.split(address)
        if split is None or (split.scheme in DEFAULT_PORTS and not split.hostname):
            return MALFORMED
        if split.scheme not in DEFAULT_PORTS or origin(split) not in self._origins:
            return ELSEWHERE
        path = segments(split.path)
        if path[: len(self._base)] != self._base:
            return ELSEWHERE
        return self._by_query(path, split) or self._by_address(path, split)

    def _by_query(self, path: tuple[str, ...], split: SplitResult) -> Resolved | None:
        """Resolve `?p=12` and `?name=slug`; None where the query decides nothing."""
        if not split.query:
            return None
        query = parse_qs(split.query)
        for number in (number for key in _NUMBERED if (number := _NUMBER.match(query.get(key, [""])[0]))):
            return self._numbered(int(number.group()), path, split)
        if path == self._base and (name := query.get("name") or query.get("pagename")):
            return self._renamed(segments(name[0]), "?name=") or MISSING
        if path == self._base and not _LISTING.isdisjoint(query):
            return OWN
        return None

    def _numbered(self, number: int, path: tuple[str, ...], split: SplitResult) -> Resolved | None:
        if number in self._ids:
            own = self._split.get(number)
            if own is not None and not own.query and self._path(number) == path == self._base:
                return None  # the front page, whose own address is that of the site
            way: tuple[Reason, ...] = ("?p=",) if own is None or own.query != split.query else ()  # plain permalinks
            return Resolved("page", number, (*self._way_to_site(split, number), *way))
        if number in self._hidden_ids:
            return Resolved("hidden", status=self._hidden_ids[number])
        return MISSING if path == self._base else None

    def _by_address(self, path: tuple[str, ...], split: SplitResult) -> Resolved:
        if path in self._by_path:
            return self._found(self._by_path[path], split)
        if path == self._base:
            return OWN
        if "%" in split.path and (page_id := self._pages.get(unescaped(path))):
            return self._found(page_id, split)
        return self._by_rest(path, split)

    def _found(self, page_id: int, split: SplitResult) -> Resolved:
        return Resolved(
            "page", page_id, (*self._way_to_site(split, page_id), *_way_to_path(split, self._split[page_id]))
        )

    def _way_to_site(self, split: SplitResult, page_id: int) -> tuple[Reason, ...]:
        """What redirects before the path is looked at."""
        own = self._split.get(page_id, self._home)
        reasons: list[Reason] = []
        if split.scheme != own.scheme:
            reasons.append("http" if split.scheme == "http" else "https")
        if exact_host(split) != exact_host(own):
            reasons.append("www")
        return tuple(reasons)

    def _by_rest(self, path: tuple[str, ...], split: SplitResult) -> Resolved:
        """Resolve a path that is no page's own: part of a page, a list, an old slug, one that WordPress guesses."""
        rest = path[len(self._base) :]
        if part := self._part(path, rest, split):
            return part
        if self._is_no_post(rest) or self._is_other(rest):
            return OWN
        if rest[0] in _LISTS:
            return MISSING
        last = rest[-1].rstrip(_PUNCTUATION)
        bare = (*path[:-1], last) if last else path[:-1]
        if last != rest[-1] and bare in self._by_path:
            return self._because("punctuation", self._by_path[bare], split)
        return self._renamed(rest, "old slug", split) or self._unseen(last) or MISSING

    def _part(self, path: tuple[str, ...], rest: tuple[str, ...], split: SplitResult) -> Resolved | None:
        """A page of a divided post, or of its comments; what AMP makes of a post is that post."""
        page_id = self._by_path.get(path[:-1]) if len(rest) > 1 else None
        if page_id is None:
            front = self._by_path.get(self._base) if rest[0] == "page" and _NUMBER.fullmatch(rest[-1]) else None
            return self._found(front, split) if front and len(rest) == 2 else None
        if rest[-1] == AMP:
            return Resolved("page", page_id, self._way_to_site(split, page_id))
        if _COMMENTS.fullmatch(rest[-1]):
            return self._because("comment page", page_id, split)
        if not _NUMBER.fullmatch(rest[-1]):
            return None
        if 1 < int(rest[-1]) <= self._divided.get(page_id, 1):
            slash: tuple[Reason, ...] = () if split.path.endswith("/") else ("no final slash",)
            return Resolved("page", page_id, (*self._way_to_site(split, page_id), *slash))
        return self._because("page number", page_id, split)

    def _because(self, reason: Reason, page_id: int, split: SplitResult) -> Resolved:
        return Resolved("page", page_id, (*self._way_to_site(split, page_id), reason))

    def _renamed(self, rest: tuple[str, ...], reason: Reason, split: SplitResult | None = None) -> Resolved | None:
        """Follow an old slug, or the first slug that begins like this one, as WordPress does when it finds nothing."""
        way = self._way_to_site(split, 0) if split else ()
        old = self._old.get(rest[-1])
        if old and self._path(old)[:-1] == self._base + rest[:-1]:
            return Resolved("page", old, (*way, reason))
        guessed = self._guessed(rest)
        return (
            Resolved("page", guessed, (*way, "guessed slug" if reason == "old slug" else reason)) if guessed else None
        )

    def _guessed(self, rest: tuple[str, ...]) -> int:
        """The first slug that begins like the last part of a path; below a date, among the posts of that date."""
        begins, above = rest[-1], rest[:-1]
        if not begins or (self._at_root and len(above) > 1):
            return 0
        dated = bool(above) and all(map(str.isdecimal, above))
        for at in range(bisect_left(self._slugs, (begins, 0)), len(self._slugs)):
            slug, page_id = self._slugs[at]
            if not slug.startswith(begins):
                return 0
            if not dated or self._path(page_id)[:-1] == self._base + above:
                return page_id
        return 0

    def _unseen(self, slug: str) -> Resolved | None:
        status = self._hidden_slugs.get(slug)
        return Resolved("hidden", status=status) if status else None

    def _is_other(self, rest: tuple[str, ...]) -> bool:
        """Products, events, their lists and terms: whether one of them is there, no inventory of posts and pages knows."""
        return bool(self._folders) and any(rest[:length] in self._folders for length in range(1, len(rest) + 1))

    def _is_no_post(self, rest: tuple[str, ...]) -> bool:
        """Lists of posts, files and machinery: parts of the site that an inventory of posts does not hold."""
        first, last = rest[0], rest[-1]
        if first in _LISTS and self._terms:
            return any(part in self._terms for part in rest[1:])
        return (
            first in _NOT_POSTS
            or last in _VIEWS
            or last in self._terms
            or bool(_FILE.search(last))
            or all(map(str.isdigit, rest))
            or "page" in rest[:-1]
        )


def folders_of(links: Sequence[str], site_url: str) -> tuple[str, ...]:
    """The paths below which the addresses of one kind stand: the longest that all share, else that above each; else each its own.

    An address that is a query alone names no path.
    """
    base = segments(urlsplit(site_url).path)
    splits = [split for link in links if (split := urls.split(link)) and not split.query]
    paths = [path[len(base) :] for split in splits if (path := segments(split.path))[: len(base)] == base != path]
    if shared := _beginning([path[:-1] for path in paths]):
        return ("/".join(shared),)
    return tuple(sorted({"/".join(path[:-1] or path) for path in paths}))


def _beginning(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    first, last = min(paths, default=()), max(paths, default=())
    alike = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[:alike]


def _origins(splits: Iterable[SplitResult]) -> set[Origin]:
    """The origins of addresses, most of which have the same."""
    return set(map(origin, {(split.scheme, split.netloc): split for split in splits}.values()))


def _slug(slug: str) -> str:
    return "".join(segments(slug)[-1:])


def _way_to_path(split: SplitResult, own: SplitResult) -> tuple[Reason, ...]:
    """What of a path WordPress redirects. Capitals, escapes and dots it does not."""
    asked, wanted = as_asked(split.path or "/"), as_asked(own.path or "/")
    reasons: list[Reason] = []
    if asked.endswith("/") != wanted.endswith("/"):
        reasons.append("no final slash")
    if "//" in asked:
        reasons.append("doubled slash")
    if "/index.php" in asked.lower() and "/index.php" not in wanted.lower():
        reasons.append("index.php")
    return tuple(reasons)
