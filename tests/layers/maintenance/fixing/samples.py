"""Fixes, pages and findings for the tests of the fixes."""

from datetime import UTC, datetime

from layers.maintenance import page as page_of
from layers.maintenance.fixing.fragments import fingerprint
from layers.maintenance.fixing.scene import Scene
from layers.nouns import Category, Finding, Fix, FixPlan, Inventory, Media, Page, Site, Term
from tests.layers.maintenance.records import HOME, TODAY, site

CLASSES = {"link-nofollow": "B", "link-missing-page": "B", "uncategorised": "B", "excerpt-missing": "B", "orphan": "B"}
TERMS = (
    Term(id=1, slug="uncategorized", name="Uncategorized"),
    Term(id=2, slug="soil", name="Soil"),
    Term(id=3, slug="tools", name="Tools"),
)
MANY = (
    Category(name="Soil", slug="soil", purpose="compost, mulch and feeding the ground"),
    Category(name="Tools", slug="tools", purpose="spades, forks and sharpening blades"),
)


def fix(**values: object) -> Fix:
    fields: dict[str, object] = {
        "number": 1, "check": "link-detour", "fix_class": "A", "object_type": "post", "object_id": 7, "url": f"{HOME}/post-7/",
        "title": "Post", "field": "content", "field_sha256": fingerprint(""), "before": "a", "after": "b", "reason": "because",
        "risk": "none",
    }  # fmt: skip
    return Fix.model_validate(fields | values)


def plan(*fixes: Fix, **values: object) -> FixPlan:
    fields: dict[str, object] = {
        "id": "garden/2026-11-20-a", "site": "garden", "url": HOME, "made_at": datetime(2026, 11, 20, tzinfo=UTC), "fixes": fixes,
    }  # fmt: skip
    return FixPlan.model_validate(fields | values)


def post(number: int, content: str = "", **values: object) -> Page:
    """A post at /post-<number>/, its body read as an inventory reads it."""
    record: dict[str, object] = {
        "id": number, "type": "post", "link": f"{HOME}/post-{number}/", "slug": f"post-{number}",
        "title": {"raw": f"Post number {number}"}, "excerpt": {"raw": f"What post {number} says."}, "content": {"raw": content},
        "categories": [2], "tags": [], "date_gmt": "2026-05-01T08:00:00", "modified_gmt": "2026-06-02T08:00:00",
    }  # fmt: skip
    return page_of(record).model_copy(update=values)


def scene(
    *pages: Page,
    redirects: dict[str, str] | None = None,
    media: tuple[Media, ...] = (),
    tags: tuple[Term, ...] = (),
    **values: object,
) -> Scene:
    inventory = Inventory(
        site="garden", read_at=TODAY, total=len(pages), pages=pages, categories=TERMS, tags=tags, media=media
    )  # fmt: skip
    known: Site = site().model_copy(update={"categories": MANY, **values})
    return Scene(known, inventory, redirects or {})


def finding(check: str, page: Page, evidence: str = "as seen") -> Finding:
    return Finding(
        check=check, severity="warning", fix_class=CLASSES.get(check, "A"), page_id=page.id, url=page.url, title=page.title,
        evidence=evidence,
    )  # type: ignore[arg-type]  # fmt: skip
