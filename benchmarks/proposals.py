"""`python -m benchmarks.proposals`: up to forty proposed links with their sentences, for a person to judge.

The demo sites' own posts, read offline. Their authors have linked nearly everything that names another post, so the links are
taken out first: what is proposed then can also be held against what the authors chose.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from layers import maintenance
from layers.boundary.configuration import read_network
from layers.maintenance import Proposal
from layers.nouns import Inventory, Site, Term
from layers.publishing import SiteIndex
from sandbox.wordpress import seed

HOME = Path(__file__).parents[1]
CONTENT = HOME / "sandbox" / "content"
READ_AT = datetime(2026, 11, 20, tzinfo=UTC)
SITES, WANTED = ("bikes", "coffee"), 40
_LINK = re.compile(r"<a\s[^>]*>|</a>")


def inventory(site: Site, *, linked: bool = True) -> Inventory:
    """A demo site's content as WordPress would hand it out; without its links where `linked` is False."""
    content = seed.read(CONTENT / site.name, site.url)
    slugs = [category.slug for category in content.categories]
    pages = tuple(
        maintenance.page(_record(number, row, site.url, slugs, linked=linked))
        for number, row in enumerate(content.posts, 10)
    )
    terms = tuple(Term(id=number, slug=slug, name=slug) for number, slug in enumerate(slugs, 1))
    return Inventory(site=site.name, read_at=READ_AT, total=len(pages), pages=pages, categories=terms)


def _record(number: int, row: seed.SeedPost, url: str, slugs: list[str], *, linked: bool) -> dict[str, object]:
    return {
        "id": number, "type": row.type, "slug": row.slug, "link": f"{url}/{row.slug}/", "status": "publish",
        "title": {"raw": row.title}, "content": {"raw": row.content if linked else _LINK.sub("", row.content)},
        "excerpt": {"raw": row.excerpt}, "categories": [slugs.index(slug) + 1 for slug in row.categories], "tags": [],
        "date_gmt": f"{row.date[:10]}T09:00:00", "modified_gmt": f"{row.modified[:10]}T09:00:00",
    }  # fmt: skip


def proposed(site: Site) -> tuple[Proposal, ...]:
    """What is proposed for the site without its links."""
    held = inventory(site, linked=False)
    return maintenance.propose(site, held, SiteIndex(held), maintenance.graph(site.url, held)).proposals


def chosen_by_authors(site: Site) -> set[tuple[int, int]]:
    """The pairs, host first, that the site's authors linked."""
    sources = maintenance.graph(site.url, inventory(site)).sources
    return {(source, target) for target, linking in sources.items() for source in linking}


def lines() -> Iterator[str]:
    network = read_network(HOME / "sites")
    sites = [network.site(name) for name in SITES]
    rows = [(site, each, chosen_by_authors(site)) for site in sites for each in proposed(site)][:WANTED]
    for number, (site, each, theirs) in enumerate(rows, 1):
        same = " (its author linked them)" if _pair(each) in theirs else ""
        yield f"{number}. {site.name}: {each.host.title} -> {each.target.title}{same}"
        yield f"   {each.spot.before}[{each.spot.words}]{each.spot.after}"
        yield f"   {each.why}"
    agreed = sum(_pair(each) in theirs for _, each, theirs in rows)
    yield f"{len(rows)} proposals; {agreed} of them are pairs that the authors linked themselves"


def _pair(proposal: Proposal) -> tuple[int, int]:
    return proposal.host.id, proposal.target.id


if __name__ == "__main__":
    print("\n".join(lines()))
