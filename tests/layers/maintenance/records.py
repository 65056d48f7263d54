"""Inventories for the tests: the demo sites' own content read as WordPress would hand it out, and small made-up sites."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from layers.maintenance import page as page_of
from layers.nouns import Category, Credentials, Inventory, Page, PageLink, Site, Term
from sandbox.wordpress import seed

CONTENT = Path(__file__).parents[3] / "sandbox" / "content"
TODAY = datetime(2026, 11, 20, tzinfo=UTC)
HOME = "https://example.org"


def site(url: str = HOME, **values: object) -> Site:
    return Site(
        name="garden", url=url, title="The Garden", voice="Plain.", remit="Growing vegetables.",
        credentials=Credentials(user_env="U", password_env="P"), categories=(Category(name="Soil", slug="soil"),), **values,
    )  # fmt: skip


@cache
def demo_inventory(name: str, url: str = "http://127.0.0.1:8801") -> Inventory:
    """The content of a demo site, through the block markup that the sandbox writes and the reader of REST records."""
    content = seed.read(CONTENT / name, url)
    slugs = [category.slug for category in content.categories]
    pages = tuple(page_of(_record(number, row, url, slugs)) for number, row in enumerate(content.posts, 10))
    terms = tuple(Term(id=number, slug=slug, name=slug) for number, slug in enumerate(slugs, 1))
    return Inventory(site=name, read_at=TODAY, total=len(pages), pages=pages, categories=terms)


def _record(number: int, row: seed.SeedPost, url: str, slugs: list[str]) -> dict[str, object]:
    return {
        "id": number, "type": row.type, "slug": row.slug, "link": f"{url}/{row.slug}/", "status": "publish",
        "title": {"raw": row.title}, "content": {"raw": row.content}, "excerpt": {"raw": row.excerpt},
        "categories": [slugs.index(slug) + 1 for slug in row.categories], "tags": [],
        "date_gmt": f"{row.date[:10]}T09:00:00", "modified_gmt": f"{row.modified[:10]}T09:00:00",
    }  # fmt: skip


def page(number: int, *links: str | PageLink, **values: object) -> Page:
    """A published post at /post-<number>/ that breaks no rule beyond its links."""
    fields: dict[str, object] = {
        "id": number, "type": "post", "url": f"{HOME}/post-{number}/", "slug": f"post-{number}", "title": f"Post number {number}",
        "excerpt": f"What post {number} says.", "content": "", "categories": (1,), "published_at": TODAY, "modified_at": TODAY,
        "words": 500, "headings": ((2, "Why"),), "text": " ".join(f"Leaf{number}n{n}." for n in range(80)),
        "links": tuple(link if isinstance(link, PageLink) else PageLink(url=link, anchor="there") for link in links),
    }  # fmt: skip
    return Page.model_validate(fields | values)


def ring(size: int) -> list[Page]:
    """Posts that break no rule: each links to the next two, none links back."""
    return [page(n, *(_named((n + step) % size + 1) for step in (0, 1))) for n in range(1, size + 1)]


def _named(number: int) -> PageLink:
    return PageLink(url=f"/post-{number}/", anchor=f"post number {number}")


def inventory(*pages: Page, total: int = 0) -> Inventory:
    terms = (Term(id=1, slug="soil", name="Soil"), Term(id=2, slug="uncategorized", name="Uncategorized"))
    return Inventory(site="garden", read_at=TODAY, total=total or len(pages), pages=pages, categories=terms)
