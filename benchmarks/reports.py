"""`python -m benchmarks report`: the report of a big site, its verdicts and its spreadsheet, in CPU time and size."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from benchmarks.figure import Figure
from layers.boundary.templates import Templates
from layers.checks import CATALOGUE
from layers.maintenance import Audit, Point, Report, as_csv, change, verdicts
from layers.maintenance.charts import AGES, INBOUND, bars, clusters
from layers.maintenance.report import ordered
from layers.nouns import Category, Credentials, Finding, Inventory, Page, Site, Term

T = TypeVar("T")
POSTS, FINDINGS, AUDITS = 10_000, 5_000, 20
AT = datetime(2026, 11, 20, tzinfo=UTC)
TEMPLATES = Templates(Path(__file__).resolve().parent.parent / "templates")
SITE = Site(
    name="big", url="https://big.example", credentials=Credentials(user_env="U", password_env="P"), voice="calm", remit="all of it",
    categories=(Category(name="All", slug="all"),),
)  # fmt: skip


def report() -> Iterator[Figure]:
    """The report of 10,000 posts with 5,000 findings: verdicts, HTML, spreadsheet."""
    inventory = _inventory()
    found = ordered(_findings(inventory))
    inbound = {page.id: page.id % 7 for page in inventory.pages}
    given, seconds = timed(lambda: verdicts(SITE, inventory, inbound, found, AT.date()))
    yield Figure(f"verdicts on {POSTS:,} posts, CPU", seconds, "s", 2)
    audit = _audit(inventory, found, inbound).model_copy(update={"verdicts": given})
    page, seconds = timed(lambda: _page(audit))
    yield Figure(
        f"report of {POSTS:,} posts, {FINDINGS:,} findings, CPU", seconds, "s", 2, f"{len(page.encode()) / 1e6:.2f} MB"
    )
    text, seconds = timed(lambda: as_csv([audit]))
    yield Figure(
        f"spreadsheet of {POSTS + FINDINGS:,} rows, CPU", seconds, "s", 2, f"{len(text.encode()) / 1e6:.2f} MB"
    )


def timed(work: Callable[[], T]) -> tuple[T, float]:
    began = time.process_time()
    made = work()
    return made, time.process_time() - began


def _page(audit: Audit) -> str:
    then = audit.model_copy(update={"id": "big/1", "findings": audit.findings[: FINDINGS // 2]})
    trend = tuple(Point(id=str(n), at=AT, errors=n, warnings=2 * n, notices=n) for n in range(AUDITS))
    shown = Report(audit=audit, trend=trend, change=change(audit, then))
    return TEMPLATES.render("reports/audit.html.j2", reports=[shown])


def _inventory() -> Inventory:
    pages = tuple(
        Page(
            id=n, type="post", url=f"https://big.example/post-{n}/", slug=f"post-{n}", title=f"What post number {n} is about",
            excerpt="", content="", categories=(n % 40,), published_at=AT - timedelta(days=n % 2_000),
            modified_at=AT - timedelta(days=n % 900), words=100 + n % 1_500, text=f"text {n}",
        )
        for n in range(1, POSTS + 1)
    )  # fmt: skip
    terms = tuple(Term(id=n, slug=f"c{n}", name=f"Category {n}") for n in range(40))
    return Inventory(site="big", read_at=AT, total=POSTS, pages=pages, categories=terms)


def _findings(inventory: Inventory) -> Iterator[Finding]:
    for number in range(FINDINGS):
        check, page = CATALOGUE[number % len(CATALOGUE)], inventory.pages[number * 2 % POSTS]
        yield Finding(
            check=check.id, severity=check.severity, fix_class=check.fix_class, page_id=page.id, url=page.url, title=page.title,
            evidence="what was seen there, told in a sentence of the usual length",
        )  # fmt: skip


def _audit(inventory: Inventory, found: tuple[Finding, ...], inbound: dict[int, int]) -> Audit:
    ages = [(AT - page.published_at).days for page in inventory.pages]
    return Audit(
        id="big/2", site="big", title="Big", url=SITE.url, at=AT, today=AT.date(), posts=POSTS, pages=0, unseen=0,
        words=sum(page.words for page in inventory.pages), checks=len(CATALOGUE), findings=found,
        inbound=bars(list(inbound.values()), INBOUND, frozenset({"none"})), ages=bars(ages, AGES, frozenset()),
        clusters=clusters(inventory, found),
    )  # fmt: skip
