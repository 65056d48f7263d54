"""`python -m benchmarks.fixes`: what fixes cost in time, memory and money.

A plan for 10,000 findings without the model; 1,000 mechanical fixes applied to a WordPress of the sandbox, counted in the
program's own CPU time; 500 descriptions by the rehearsal model, its book against what was foretold. Exit code 1 where a
target is missed.
"""

import argparse
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from benchmarks.stage import Desk, Stage, desk, raised
from flows.fixes import planning, wording
from flows.fixes.applying import applied
from flows.newsroom import Newsroom
from layers.boundary.plans import read_plan, write_plan
from layers.maintenance import page as page_of
from layers.maintenance.fixing.planning import asked_for, drafted
from layers.maintenance.fixing.scene import Scene, numbered
from layers.maintenance.fixing.wording import Wanted
from layers.nouns import Finding, FixPlan, Inventory, Page, Site, Term
from sandbox import wordpress

FINDINGS, FIXES, TEXTS = 10_000, 1_000, 500
LINKS_PER_POST = 4
SERVERS = frozenset({"rehearsal-model", "saved-web"})  # threads of the sandbox, no part of the program
WORDS = 700
PLAN_S, CPU_MS, MEMORY_MB = 5.0, 5.0, 400
FORETOLD_USD = Decimal("0.13")  # 500 descriptions at Haiku's price, each from a whole post in a question of its own
SENTENCES = (
    "The beds by the wall dry out first, so they are watered before the others. ",
    "Roots follow the water down when it comes seldom and in plenty. ",
    "A layer of mulch keeps what was poured for twice as long. ",
    "In a warm week the soil tells more than any calendar does. ",
)


def main() -> int:
    made = argparse.ArgumentParser(prog="benchmarks.fixes", description=__doc__)
    made.add_argument("--fixes", type=int, default=FIXES, metavar="N", help="how many are applied, four to a post")
    count = made.parse_args().fixes
    good = [planned()]
    with tempfile.TemporaryDirectory(prefix="masthead-fixes-") as folder:
        home = Path(folder)
        (home / "sandbox").mkdir()
        try:
            with raised(home / "sandbox") as stage:
                good += [written(stage, desk(stage, home / "sites"), count), paid(stage, desk(stage, home / "other"))]
        finally:
            wordpress.down(home / "sandbox", wipe=True)
    memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    good.append(row("memory of all of it", f"{memory_mb:.0f} MB", f"< {MEMORY_MB} MB", memory_mb < MEMORY_MB))
    return 0 if all(good) else 1


def row(what: str, measured: str, target: str, good: bool) -> bool:
    print(f"{what:<52} {measured:>24}  {target:<20} {'ok' if good else 'MISSED'}", flush=True)
    return good


def planned() -> bool:
    """Plan, write and read again."""
    site = Site.model_validate({
        "name": "garden", "url": "https://example.org", "voice": "Plain.", "remit": "Gardens.",
        "credentials": {"user_env": "U", "password_env": "P"}, "categories": [{"name": "Soil", "slug": "soil"}],
    })  # fmt: skip
    pages = tuple(garden(number, "https://example.org") for number in range(1, FINDINGS + 1))
    inventory = Inventory(
        site="garden", read_at=datetime(2026, 11, 20, tzinfo=UTC), total=len(pages), pages=pages, categories=(Term(id=1, slug="soil", name="Soil"),)
    )  # fmt: skip
    findings = [
        Finding(check="link-detour", severity="notice", fix_class="A", page_id=page.id, url=page.url, title=page.title, evidence="as seen")
        for page in pages
    ]  # fmt: skip
    began = time.process_time()
    fixes = numbered(iter(drafted(Scene(site, inventory), asked_for(findings, (), "AB")).fixes))
    plan = FixPlan(id="garden/2026-11-20-a", site="garden", url=site.url, made_at=inventory.read_at, fixes=fixes)
    with tempfile.TemporaryDirectory() as folder:
        path = write_plan(Path(folder), plan)
        made_s = time.process_time() - began
        began = time.process_time()
        same = read_plan(path)[0] == plan
        read_s = time.process_time() - began
    good = row(
        f"a plan for {len(findings):,} findings, {len(fixes):,} fixes",
        f"{made_s:.2f} s",
        f"< {PLAN_S:g} s",
        made_s < PLAN_S,
    )
    return row("  its file read and checked again", f"{read_s:.2f} s", "", same) and good


def garden(number: int, home: str) -> Page:
    """A post of ordinary length with links to its neighbours, each without the slash at the end."""
    links = "".join(f'<a href="{home}/post-{(number + step) % FINDINGS + 1}">a neighbour</a> ' for step in range(1, 2))
    text = "".join(SENTENCES) * (WORDS // 50)
    return page_of({
        "id": number, "type": "post", "link": f"{home}/post-{number}/", "slug": f"post-{number}",
        "title": {"raw": f"Bed number {number}"}, "excerpt": {"raw": ""}, "categories": [1], "tags": [],
        "content": {"raw": f"<!-- wp:paragraph -->\n<p>{text}{links}</p>\n<!-- /wp:paragraph -->"},
        "date_gmt": "2026-05-01T08:00:00", "modified_gmt": "2026-06-02T08:00:00",
    })  # fmt: skip


@contextmanager
def told_by(where: Desk) -> Iterator[Newsroom]:
    """The newsroom of a desk, in this process."""
    import os

    kept = dict(os.environ)
    os.environ.update(where.environment())
    try:
        yield Newsroom(where.folder, rehearse=True)
    finally:
        os.environ.clear()
        os.environ.update(kept)


def written(stage: Stage, where: Desk, count: int) -> bool:
    """Apply mechanical fixes to posts made for it, and count this process's CPU time."""
    home = stage.state.site("coffee").url
    with told_by(where) as room:
        unpaced = room.site("coffee").model_copy(update={"writes_per_minute": 6_000})
        object.__setattr__(room.network, "sites", {**room.network.sites, "coffee": unpaced})
        seeded(room, home, count)
        plan = planning.planned(
            room, "coffee", where.folder.parent / "fixes", silent, only={"link-detour"}, most="A"
        ).plan
        fixes = plan.fixes[:count]
        wall, before = time.perf_counter(), cpu_s()
        done = applied(room, plan, fixes, "the benchmark", silent)
        used_ms = 1000 * (cpu_s() - before) / max(1, len(done.applied))
    print(
        f"  {len(done.applied)} applied, {len(done.set_aside)} set aside, {time.perf_counter() - wall:.0f} s by the clock",
        flush=True,
    )
    whole = len(done.applied) == count
    return row(
        f"own CPU for each of {count:,} fixes, read to live page",
        f"{used_ms:.2f} ms",
        f"< {CPU_MS:g} ms",
        whole and used_ms < CPU_MS,
    )


def seeded(room: Newsroom, home: str, count: int) -> None:
    """Publish posts that link to the site's own with a detour, a while ago: an apply reads again what was changed just now."""
    site = room.wordpress(room.site("coffee"))
    slugs = [page.slug for page in site.inventory(datetime.now(UTC)).pages][: LINKS_PER_POST + 1]
    text = "".join(SENTENCES) * (WORDS // 50)
    for number in range(count // LINKS_PER_POST):
        links = " ".join(f'<a href="{home}/{slug}">number {number}</a>' for slug in slugs[:LINKS_PER_POST])
        content = f"<!-- wp:paragraph -->\n<p>{text}{links}</p>\n<!-- /wp:paragraph -->"
        body = {
            "title": f"Bed {number}",
            "slug": f"bed-{number}",
            "content": content,
            "excerpt": "x",
            "status": "publish",
            "date_gmt": "2026-05-01T08:00:00",
        }
        site.transport.post("/wp/v2/posts", body, {"_fields": "id"})


def cpu_s() -> float:
    """This process's CPU time, but for that of the sandbox's servers in it: they look 50 times a second for who calls."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    clocks = [time.pthread_getcpuclockid(each.ident or 0) for each in threading.enumerate() if each.name in SERVERS]
    return used.ru_utime + used.ru_stime - sum(map(time.clock_gettime, clocks))


def paid(stage: Stage, where: Desk) -> bool:
    """Have descriptions written, and hold the model's book against what was foretold."""
    with told_by(where) as room:
        site = room.site("coffee")
        inventory = room.wordpress(site).inventory(datetime.now(UTC))
        own = [page for page in inventory.pages if page.type == "post" and page.slug[:4] != "bed-"]
        pages = [
            own[number % len(own)].model_copy(
                update={"id": number, "title": f"{own[number % len(own)].title} {number}"}
            )
            for number in range(1, TEXTS + 1)
        ]
        scene = Scene(site, inventory.model_copy(update={"pages": tuple(pages)}))
        wanted = [Wanted(page, described(page), "description", "meta.x", "") for page in pages]
        said: list[str] = []
        wording.worded(room, scene, wanted, lambda _, line: said.append(line))
        usd = sum(
            (room.prices.cost(each.usage, each.model, each.at) for each in room.ledger.charges(site="coffee")),
            Decimal(0),
        )
    shown = Decimal(said[0].rpartition("$")[2])
    off = abs(usd - shown) / shown
    good = row(
        f"{TEXTS} descriptions: billed, and shown before",
        f"${usd:.4f}, ${shown:.4f}",
        "within 20 %",
        off <= Decimal("0.2"),
    )
    most = FORETOLD_USD * Decimal("1.2")
    return row("  against what one at a time would cost", f"${usd:.4f}", f"< ${most:.3f}", usd < most) and good


def described(page: Page) -> Finding:
    return Finding(
        check="description-missing", severity="error", fix_class="B", page_id=page.id, url=page.url, title=page.title, evidence="none"
    )  # fmt: skip


def silent(_site: str, _line: str) -> None:
    """Say nothing."""


if __name__ == "__main__":
    sys.exit(main())
