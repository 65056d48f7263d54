"""A site as tables: every column by name and kind, with the keys by which rows of one lead to rows of another."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from layers.maintenance.addresses import Addresses
from layers.nouns import Finding, Inventory, Page, SeoFields

Cell = str | int | None
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """`columns` are names with their SQLite type, the first the primary key (all of them where `whole_key`); `links` say to which
    table's `id` a column leads."""

    name: str
    columns: Mapping[str, str]
    links: Mapping[str, str] = field(default_factory=dict)
    whole_key: bool = False


@dataclass(frozen=True)
class Filled:
    table: Table
    rows: Sequence[Row]


TEXT, INTEGER = "TEXT", "INTEGER"
ABOUT = Table("about", {"site": TEXT, "read_at": TEXT})
NOT_SEEN = Table("not_seen", {"id": INTEGER, "sentence": TEXT})
AUTHORS = Table("authors", {"id": INTEGER, "name": TEXT, "slug": TEXT, "bio": TEXT})
MEDIA = Table("media", {
    "id": INTEGER, "title": TEXT, "url": TEXT, "alt": TEXT, "caption": TEXT, "mime": TEXT, "width": INTEGER, "height": INTEGER,
    "size_bytes": INTEGER,
})  # fmt: skip
TERMS = Table("terms", {
    "id": INTEGER, "name": TEXT, "taxonomy": TEXT, "slug": TEXT, "parent": INTEGER, "count": INTEGER,
}, {"parent": "terms"})  # fmt: skip
POSTS = Table("posts", {
    "id": INTEGER, "title": TEXT, "type": TEXT, "status": TEXT, "url": TEXT, "slug": TEXT, "excerpt": TEXT, "words": INTEGER,
    "published_at": TEXT, "modified_at": TEXT, "author": INTEGER, "featured_media": INTEGER, "seo_title": TEXT,
    "seo_description": TEXT, "focus_keyword": TEXT, "canonical": TEXT, "noindex": INTEGER, "text": TEXT,
}, {"author": "authors", "featured_media": "media"})  # fmt: skip
POST_TERMS = Table("post_terms", {"post": INTEGER, "term": INTEGER}, {"post": "posts", "term": "terms"}, whole_key=True)
LINKS = Table("links", {
    "id": INTEGER, "source": INTEGER, "position": INTEGER, "anchor": TEXT, "url": TEXT, "nofollow": INTEGER, "leads_to": TEXT,
    "target": INTEGER, "detour": INTEGER,
}, {"source": "posts", "target": "posts"})  # fmt: skip
HEADINGS = Table("headings", {
    "id": INTEGER, "post": INTEGER, "position": INTEGER, "level": INTEGER, "text": TEXT,
}, {"post": "posts"})  # fmt: skip
IMAGES = Table("images", {
    "id": INTEGER, "post": INTEGER, "position": INTEGER, "url": TEXT, "alt": TEXT, "media": INTEGER, "width": INTEGER, "height": INTEGER,
}, {"post": "posts", "media": "media"})  # fmt: skip
MENUS = Table("menus", {
    "id": INTEGER, "menu": TEXT, "label": TEXT, "url": TEXT, "target": INTEGER,
}, {"target": "posts"})  # fmt: skip
OLD_SLUGS = Table("old_slugs", {"post": INTEGER, "slug": TEXT}, {"post": "posts"}, whole_key=True)
FINDINGS = Table("findings", {
    "id": INTEGER, "check": TEXT, "severity": TEXT, "fix_class": TEXT, "object_type": TEXT, "object_id": INTEGER, "post": INTEGER,
    "title": TEXT, "url": TEXT, "evidence": TEXT,
}, {"post": "posts"})  # fmt: skip


def tables(site_url: str, inventory: Inventory, findings: Iterable[Finding] = ()) -> tuple[Filled, ...]:
    """Every table with its rows, those that others lead to first. `findings` are those of the newest audit."""
    return _Tables(site_url, inventory).all(findings)


@dataclass
class _Tables:
    site_url: str
    inventory: Inventory

    def __post_init__(self) -> None:
        here = self.inventory
        self.posts = {page.id for page in here.pages} | {row.id for row in here.hidden}
        self.media = {each.id for each in here.media}
        self.terms = {term.id for term in (*here.categories, *here.tags)}

    def all(self, findings: Iterable[Finding]) -> tuple[Filled, ...]:
        here = self.inventory
        return (
            Filled(ABOUT, [(here.site, here.read_at.isoformat())]),
            Filled(NOT_SEEN, _numbered((line,) for line in here.not_seen)),
            Filled(AUTHORS, list(self._authors())),
            Filled(MEDIA, [(m.id, m.title, m.url, m.alt, m.caption, m.mime, m.width, m.height, m.size_bytes) for m in here.media]),
            Filled(TERMS, list(self._terms())),
            Filled(POSTS, [*map(self._post, here.pages), *self._hidden()]),
            Filled(POST_TERMS, list(self._post_terms())),
            Filled(LINKS, _numbered(self._links())),
            Filled(HEADINGS, _numbered(_each(here.pages, lambda page: page.headings))),
            Filled(IMAGES, _numbered(self._images())),
            Filled(MENUS, _numbered((m.menu, m.label, m.url, _one_of(m.page_id, self.posts)) for m in here.menus)),
            Filled(OLD_SLUGS, [(page.id, slug) for page in here.pages for slug in dict.fromkeys(page.old_slugs)]),
            Filled(FINDINGS, _numbered(map(self._finding, findings))),
        )  # fmt: skip

    def _authors(self) -> Iterator[Row]:
        """Those who were shown, and those of whom no more is known than that a post is theirs."""
        shown = {author.id: author for author in self.inventory.authors}
        yield from ((each.id, each.name, each.slug, each.bio) for each in shown.values())
        others = {page.author for page in self.inventory.pages if page.author} - set(shown)
        yield from ((number, None, None, None) for number in sorted(others))

    def _terms(self) -> Iterator[Row]:
        for taxonomy, terms in (("category", self.inventory.categories), ("tag", self.inventory.tags)):
            for each in terms:
                yield each.id, each.name, taxonomy, each.slug, _one_of(each.parent, self.terms), each.count

    def _post(self, page: Page) -> Row:
        return (
            page.id, page.title, page.type, "publish", page.url, page.slug, page.excerpt, page.words, page.published_at.isoformat(),
            page.modified_at.isoformat(), page.author or None, _one_of(page.featured_media, self.media), *_seo(page.seo), page.text,
        )  # fmt: skip

    def _hidden(self) -> Iterator[Row]:
        nothing = [None] * (len(POSTS.columns) - 6)
        yield from (
            (row.id, row.title, row.type, row.status, row.url, row.slug, *nothing) for row in self.inventory.hidden
        )

    def _post_terms(self) -> Iterator[Row]:
        for page in self.inventory.pages:
            yield from ((page.id, term) for term in sorted({*page.categories, *page.tags} & self.terms))

    def _links(self) -> Iterator[Row]:
        addresses = Addresses.of(self.site_url, self.inventory, hidden=False)
        for page in self.inventory.pages:
            for position, link in enumerate(page.links, 1):
                found = addresses.resolve(link.url, page.url)
                target = _one_of(found.page_id, self.posts)
                yield (
                    page.id,
                    position,
                    link.anchor,
                    link.url,
                    int(link.nofollow),
                    found.lead,
                    target,
                    int(found.detour),
                )

    def _images(self) -> Iterator[Row]:
        for page in self.inventory.pages:
            for position, each in enumerate(page.images, 1):
                known = _one_of(each.media_id, self.media)
                yield page.id, position, each.url, each.alt, known, each.width or None, each.height or None

    def _finding(self, each: Finding) -> Row:
        post = _one_of(each.page_id, self.posts) if each.object_type in ("post", "page") else None
        return (
            each.check, each.severity, each.fix_class, each.object_type, each.page_id, post, each.title, each.url, each.evidence,
        )  # fmt: skip


def _one_of(number: int, known: set[int]) -> int | None:
    """The id where the table that it leads to has it: a key that leads nowhere is none."""
    return number if number in known else None


def _numbered(rows: Iterable[Row]) -> list[Row]:
    return [(number, *row) for number, row in zip(count(1), rows, strict=False)]


def _each(pages: Iterable[Page], parts: Callable[[Page], Iterable[tuple[int, str]]]) -> Iterator[Row]:
    for page in pages:
        yield from ((page.id, position, *part) for position, part in enumerate(parts(page), 1))


def _seo(seo: SeoFields | None) -> Row:
    """Nothing where this site does not say, which is not the same as an empty title."""
    if seo is None:
        return (None,) * 5
    return seo.title, seo.description, seo.focus_keyword, seo.canonical, int(seo.noindex)
