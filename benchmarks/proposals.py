"""`python -m benchmarks.proposals`: the links proposed for the demo sites with their sentences, and what a reader said of each.

The demo sites' own posts, read offline. Their authors have linked nearly everything that names another post, so the links are
taken out first: what is proposed then can also be held against what the authors chose. A reader's verdicts are kept in
`judgements.yaml`; one that is proposed and not judged is said to be so. Exit code 1 where there are fewer than forty, where
one is judged wrong, or one is not judged.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args

import yaml

from layers import maintenance
from layers.boundary.configuration import read_network
from layers.maintenance import Proposal
from layers.maintenance.proposing import End
from layers.nouns import Inventory, Site, Term
from layers.publishing import SiteIndex
from sandbox.wordpress import seed

HOME = Path(__file__).parents[1]
JUDGEMENTS = Path(__file__).with_name("judgements.yaml")
CONTENT = HOME / "sandbox" / "content"
READ_AT = datetime(2026, 11, 20, tzinfo=UTC)
SITES, WANTED = ("bikes", "coffee"), 40
Verdict = Literal["good", "doubtful", "wrong", "not judged"]
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


@dataclass(frozen=True)
class Row:
    """One proposal, whether the authors linked the same pages, and what a reader said of it."""

    site: str
    proposal: Proposal
    chosen_by_author: bool
    verdict: Verdict


def rows() -> list[Row]:
    network, verdicts, found = read_network(HOME / "sites"), judged(), []
    for site in (network.site(name) for name in SITES):
        theirs = chosen_by_authors(site)
        for each in proposed(site):
            key = (site.name, _slug(each.host), _slug(each.target), each.spot.words)
            found.append(Row(site.name, each, _pair(each) in theirs, verdicts.get(key, "not judged")))
    return found


def judged() -> dict[tuple[str, ...], Verdict]:
    """The verdicts by site, host, target and words."""
    kept = yaml.safe_load(JUDGEMENTS.read_text(encoding="utf-8"))
    return {(row["site"], row["host"], row["target"], row["words"]): row["verdict"] for row in kept}


def lines(found: list[Row]) -> Iterator[str]:
    for number, row in enumerate(found, 1):
        each = row.proposal
        same = " (its author linked them)" if row.chosen_by_author else ""
        yield f"{number}. {row.site}: {each.host.title} -> {each.target.title}{same}"
        yield f"   {each.spot.before}[{each.spot.words}]{each.spot.after}"
        yield f"   {each.why}; judged: {row.verdict}"
    agreed = sum(row.chosen_by_author for row in found)
    yield f"{len(found)} proposals; {agreed} of them are pairs that the authors linked themselves"
    told = Counter(row.verdict for row in found)
    yield f"judged by reading them: {', '.join(f'{told[verdict]} {verdict}' for verdict in get_args(Verdict))}"


def is_fit(found: list[Row]) -> bool:
    return len(found) >= WANTED and not {"wrong", "not judged"} & {row.verdict for row in found}


def _slug(end: End) -> str:
    return end.url.rstrip("/").rpartition("/")[2]


def _pair(proposal: Proposal) -> tuple[int, int]:
    return proposal.host.id, proposal.target.id


def main() -> int:
    found = rows()
    print("\n".join(lines(found)))
    return 0 if is_fit(found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
