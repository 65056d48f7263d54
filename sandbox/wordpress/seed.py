"""Reads a content folder: `site.yaml`, `pages/<slug>.md`, `posts/NN-slug.md` with front matter."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from sandbox.errors import SandboxError
from sandbox.wordpress.blocks import blocks
from sandbox.wordpress.site import SiteSpec

FRONT_MATTER = re.compile(r"\A---\n(?P<yaml>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
PUBLISHED_AT = "09:00:00"  # the site's own clock


@dataclass(frozen=True)
class Author:
    """Who signs the posts of a site."""

    login: str
    name: str
    bio: str


@dataclass(frozen=True)
class Category:
    """A category as it stands in `site.yaml`."""

    slug: str
    name: str
    description: str


@dataclass(frozen=True)
class SeedPost:
    """A post or page as WordPress is given it: block markup, local times, category slugs, tag names."""

    type: str
    slug: str
    title: str
    date: str
    modified: str
    content: str
    excerpt: str
    categories: tuple[str, ...]
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Seed:
    """Everything a content folder puts on its site."""

    author: Author
    categories: tuple[Category, ...]
    tags: tuple[str, ...]
    menu: tuple[str, ...]
    posts: tuple[SeedPost, ...]

    def task(self) -> dict[str, object]:
        """The same as JSON-ready values, for the PHP side."""
        return asdict(self)


def spec(folder: Path) -> SiteSpec:
    """The site that a content folder describes, named after the folder."""
    site = _yaml(folder / "site.yaml")
    return SiteSpec(
        name=folder.name,
        title=_word(site, "title", folder),
        tagline=_word(site, "tagline", folder),
        timezone=_word(site, "timezone", folder),
        language=_word(site, "language", folder),
        accent=_word(site, "accent", folder),
        seed=folder,
    )


def read(folder: Path, url: str) -> Seed:
    """The folder's content with links to `url`; raises SandboxError that names file and key when something does not fit."""
    site = _yaml(folder / "site.yaml")
    sources = [_Source.page(folder, page) for page in _rows(site, "pages")]
    sources += [_Source.post(path) for path in sorted((folder / "posts").glob("*.md"))]
    author = site.get("author")
    if not isinstance(author, dict):
        raise SandboxError(f"{folder / 'site.yaml'}: 'author' needs login, name and bio.")
    seed = Seed(
        Author(*(_word(author, key, folder) for key in ("login", "name", "bio"))),
        tuple(
            Category(*(_word(row, key, folder) for key in ("slug", "name", "description")))
            for row in _rows(site, "categories")
        ),
        _names(site, "tags", folder),
        _names(site, "menu", folder),
        tuple(source.seed_post(_linker(url, {s.slug for s in sources}, source.path)) for source in sources),
    )
    _check(seed, folder)
    return seed


def post(path: Path, link: Callable[[str], str]) -> SeedPost:
    """One post's file by itself; `link` turns what its links name into addresses."""
    return _Source.post(path).seed_post(link)


@dataclass(frozen=True)
class _Source:
    """One Markdown file with what its front matter, or `site.yaml`, says of it."""

    path: Path
    type: str
    slug: str
    title: str
    fields: dict[str, object]
    body: str

    @classmethod
    def page(cls, folder: Path, row: dict[str, object]) -> "_Source":
        slug = _word(row, "slug", folder / "site.yaml")
        path = folder / "pages" / f"{slug}.md"
        if not path.exists():
            raise SandboxError(f"{folder / 'site.yaml'} names the page {slug!r}, but {path} does not exist.")
        match = FRONT_MATTER.match(path.read_text())
        body = match["body"] if match else path.read_text()
        return cls(path, "page", slug, _word(row, "title", folder / "site.yaml"), row, body)

    @classmethod
    def post(cls, path: Path) -> "_Source":
        match = FRONT_MATTER.match(path.read_text())
        fields = _parsed(match["yaml"], path) if match else None
        if match is None or fields is None:
            raise SandboxError(f"{path} does not begin with front matter between two lines of ---.")
        return cls(path, "post", _word(fields, "slug", path), _word(fields, "title", path), fields, match["body"])

    def seed_post(self, link: Callable[[str], str]) -> SeedPost:
        """As WordPress is given it; a page without a date is as old as the oldest thing one may find on a site."""
        date = _day(self.fields.get("date", "2023-01-02"), self.path)
        return SeedPost(
            type=self.type,
            slug=self.slug,
            title=self.title,
            date=date,
            modified=_day(self.fields["modified"], self.path) if "modified" in self.fields else date,
            content=blocks(self.body, link),
            excerpt=str(self.fields.get("excerpt") or ""),
            categories=(str(self.fields["category"]),) if self.fields.get("category") else (),
            tags=_names(self.fields, "tags", self.path),
        )


def _linker(url: str, slugs: set[str], path: Path) -> Callable[[str], str]:
    def link(to: str) -> str:
        if re.match(r"[a-z]+:", to):
            return to
        slug, _, fragment = to.strip("/").partition("#")
        if slug not in slugs and not to.startswith("/"):  # "/x" is an address of the site as it stands, a dead one too
            raise SandboxError(f"{path} links to {to!r}, which is no post or page of the site.")
        return f"{url}/{slug}/" + (f"#{fragment}" if fragment else "")

    return link


def _check(seed: Seed, folder: Path) -> None:
    known = {category.slug for category in seed.categories}
    for post in seed.posts:
        if strange := [*(set(post.categories) - known), *(set(post.tags) - set(seed.tags))]:
            raise SandboxError(f"{folder}: {post.slug!r} uses {strange[0]!r}, which site.yaml does not list.")
    pages = {post.slug for post in seed.posts if post.type == "page"}
    if strange := [slug for slug in seed.menu if slug not in known | pages]:
        raise SandboxError(
            f"{folder / 'site.yaml'}: the menu names {strange[0]!r}, which is neither a page nor a category."
        )


def _day(value: object, path: Path) -> str:
    try:
        return f"{dt.date.fromisoformat(str(value))} {PUBLISHED_AT}"
    except ValueError as unreadable:
        raise SandboxError(f"{path}: the date {value!r} is not of the form 2025-06-30.") from unreadable


def _yaml(path: Path) -> dict[str, object]:
    if not path.exists():
        raise SandboxError(f"{path} does not exist: a content folder needs it.")
    return _parsed(path.read_text(), path)


def _parsed(text: str, path: Path) -> dict[str, object]:
    try:
        values = yaml.safe_load(text)
    except yaml.YAMLError as unreadable:
        raise SandboxError(f"{path} is not valid YAML: {' '.join(str(unreadable).split())}") from unreadable
    if not isinstance(values, dict):
        raise SandboxError(f"{path} should hold keys and values.")
    return values


def _word(fields: dict[str, object], key: str, path: Path) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SandboxError(f"{path}: the key {key!r} is missing or is not text.")
    return value.strip()


def _names(fields: dict[str, object], key: str, path: Path) -> tuple[str, ...]:
    values = fields.get(key) or []
    if not isinstance(values, list):
        raise SandboxError(f"{path}: {key!r} should be a list.")
    return tuple(str(value) for value in values)


def _rows(fields: dict[str, object], key: str) -> list[dict[str, object]]:
    rows = fields.get(key) or []
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise SandboxError(f"site.yaml: {key!r} should be a list of entries with keys.")
    return rows
