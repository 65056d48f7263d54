"""`python -m benchmarks.links`: choosing links on a generated site, its speed, memory and judgement. Exit code 1 over a limit.

Times are of the CPU, so that what else the machine does is not in them.
"""

import gc
import random
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import TypeVar

from benchmarks.clusters import ClusteredSite, brief_of, clustered_site, draft_of
from benchmarks.figure import Figure, shown
from flows.indexing import site_index
from layers import maintenance
from layers.boundary.store import Store
from layers.nouns import Category, Credentials, Page, Site
from layers.publishing import SiteIndex, choose_hosts, choose_targets
from layers.publishing.anchors import PhraseIndex
from layers.publishing.paragraphs import plainly

T = TypeVar("T")
POSTS, WORDS, CHANGED, QUERIES = 10_000, 800, 20, 20
PHRASES, DOCUMENTS, NAIVE_DOCUMENTS = 5_000, 2_000, 10
SITE = Site(
    name="clustered", url="https://clustered.example", credentials=Credentials(user_env="U", password_env="P"),
    voice="calm", remit="what things mean", categories=(Category(name="All", slug="all"),),
)  # fmt: skip


def links() -> Iterator[Figure]:
    """Choosing links: index, query, memory, anchors of a whole site, and how many links stay in their cluster."""
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.links", "index"], stdout=subprocess.PIPE, text=True, check=True
    )
    for line in ended.stdout.splitlines():  # a process of its own: its memory is the index's and nothing else's
        name, value, unit, limit, remark = line.split("\t")
        yield Figure(name, float(value), unit, float(limit) if limit else None, remark)
    yield from anchors()
    yield from judgement()
    yield from proposals()


def index() -> Iterator[Figure]:
    """Build, keep and update the index of a large site, and choose with it."""
    site = clustered_site(POSTS // 20, 20, WORDS)
    before_mb = peak_mb()
    built, build_s = timed(lambda: SiteIndex(site.inventory))
    yield Figure(f"index of {POSTS:,} posts of {WORDS} words, CPU", build_s, "s", 10)
    kept, keep_s = timed(built.terms.to_bytes)
    yield Figure("index kept, CPU", keep_s, "s", None, f"{len(kept) / 1e6:.1f} MB")
    with TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{folder}/masthead.db")
        _, put_s = timed(lambda: store.put_term_index(site.inventory.site, kept))
        yield Figure("index written to the store, CPU", put_s, "s", None)
        built, update_s = timed(lambda: site_index(store, changed(site).inventory))
        remark = f"{built.terms.read} posts read, and kept again"
        yield Figure(f"index out of the store, {CHANGED} posts updated, CPU", update_s, "s", None, remark)
    dice = random.Random(1)
    asked = [dice.randrange(POSTS) for _ in range(QUERIES)]
    yield Figure(
        "hosts of one keyword, CPU", slowest_ms(lambda at: hosts_of(built, site, at), asked), "ms", 100, SLOWEST
    )
    yield Figure(
        "targets of one article, CPU", slowest_ms(lambda at: targets_of(built, site, at), asked), "ms", 100, SLOWEST
    )
    yield Figure("memory of it all, peak", peak_mb(), "MB", 500, f"{before_mb:.0f} MB of it before the index")


SLOWEST = f"slowest of {QUERIES}"


def changed(site: ClusteredSite) -> ClusteredSite:
    """The same site, some of its posts rewritten."""
    pages = site.inventory.pages
    new = tuple(page.model_copy(update={"text": f"{page.text} Rewritten."}) for page in pages[:CHANGED])
    return ClusteredSite(site.inventory.model_copy(update={"pages": (*new, *pages[CHANGED:])}), site.subjects)


def hosts_of(index: SiteIndex, site: ClusteredSite, at: int) -> list[int]:
    page = site.inventory.pages[at]
    found = choose_hosts(SITE, page.title.lower(), index.inventory, url=page.url, index=index)
    return [host.page_id for host in found[: SITE.links.in_max]]


def targets_of(index: SiteIndex, site: ClusteredSite, at: int) -> list[int]:
    page = site.inventory.pages[at]
    return [
        link.post_id
        for link in choose_targets(SITE, brief_of(site.subjects[at]), draft_of(page), index.inventory, index=index)
    ]


def anchors() -> Iterator[Figure]:
    """All phrases over all documents at once, and the same with one regular expression a phrase."""
    pages = clustered_site(DOCUMENTS // 20, 20, WORDS).inventory.pages
    phrases = drawn(pages, PHRASES)
    gc.collect()  # what the figures before have left is none of this one's
    tried = sorted((timed(lambda: matched(phrases, pages)) for _ in range(3)), key=lambda each: each[1])
    found, at_once_s = tried[1]
    matches = f"{found.total():,} matches; the middle of three"
    yield Figure(f"{PHRASES:,} phrases over {DOCUMENTS:,} documents, CPU", at_once_s, "s", 1, matches)
    part, naive_s = timed(lambda: matched_naively(phrases, pages[:NAIVE_DOCUMENTS]))
    same = "the same matches" if part == matched(phrases, pages[:NAIVE_DOCUMENTS]) else "OTHER MATCHES"
    whole_s = naive_s * DOCUMENTS / NAIVE_DOCUMENTS
    remark = f"reckoned from {NAIVE_DOCUMENTS} documents; {whole_s / at_once_s:,.0f} times as long; {same}"
    yield Figure("the same, one regular expression a phrase", whole_s, "s", None, remark)


def drawn(pages: tuple[Page, ...], number: int) -> tuple[str, ...]:
    """Phrases of two to four words, half of them from the documents, half in an order that hardly stands there."""
    dice = random.Random(2)
    rows = [plainly(page.text).lower().replace(".", "").split() for page in pages]
    found: dict[str, None] = {}
    while len(found) < number:
        row, size = dice.choice(rows), dice.randint(2, 4)
        start = dice.randrange(len(row) - size)
        words = row[start : start + size] if len(found) % 2 else dice.sample(row, size)
        found[" ".join(words)] = None
    return tuple(found)


def matched(phrases: tuple[str, ...], pages: tuple[Page, ...]) -> "Counter[int]":
    index = PhraseIndex(phrases)
    return Counter(phrase for page in pages for phrase, _, _ in index.spans(plainly(page.text)))


def matched_naively(phrases: tuple[str, ...], pages: tuple[Page, ...]) -> "Counter[int]":
    """What one writes first: each phrase looked for in each document."""
    patterns = [re.compile(rf"(?=\b{re.escape(phrase)}\b)", re.IGNORECASE) for phrase in phrases]
    found: Counter[int] = Counter()
    for page in pages:
        text = plainly(page.text)
        for number, pattern in enumerate(patterns):
            if count := len(pattern.findall(text)):
                found[number] += count
    return found


@dataclass(frozen=True)
class Verdict:
    """Of the chosen links, how many lead into the cluster; of the articles whose cluster is gone, how many got any link."""

    chosen: int
    in_cluster: int
    unlinked: int
    articles: int
    orphaned: int
    linked_wrongly: int

    @property
    def astray_percent(self) -> float:
        return 100 * (1 - self.in_cluster / self.chosen) if self.chosen else 100.0


def judgement() -> Iterator[Figure]:
    """How well links are chosen on 500 posts in 25 clusters whose titles share a template."""
    verdict = judged(clustered_site(25, 20, WORDS))
    told = f"{verdict.in_cluster} of {verdict.chosen} links; {verdict.unlinked} of {verdict.articles} articles without a host"
    yield Figure("links out of the cluster", verdict.astray_percent, "%", 5, told)
    told = f"of {verdict.orphaned} articles without a cluster"
    yield Figure("articles linked though their cluster is gone", verdict.linked_wrongly, "", 1, told)


def proposals() -> Iterator[Figure]:
    """Propose links on a site where every post is an orphan, and see how many of them stay in their cluster."""
    site = clustered_site(25, 20, WORDS)
    index = SiteIndex(site.inventory)
    linked = maintenance.graph(SITE.url, site.inventory)
    found, propose_s = timed(lambda: maintenance.propose(SITE, site.inventory, index, linked).proposals)
    yield Figure("links proposed for 500 orphans, CPU", propose_s, "s", None, f"{len(found)} proposals")
    astray = sum(site.cluster_of(each.host.id) != site.cluster_of(each.target.id) for each in found)
    yield Figure(
        "proposed links out of the cluster", 100 * astray / max(1, len(found)), "%", 5, f"{astray} of {len(found)}"
    )


def judged(site: ClusteredSite, every: int = 1) -> Verdict:
    """Choose for every so many posts as if they were new: on the site without them, and on the site without their cluster."""
    whole = SiteIndex(site.inventory).terms
    chosen = in_cluster = unlinked = articles = linked_wrongly = 0
    for at in range(0, len(site.subjects), every):
        own = site.subjects[at].cluster
        index = SiteIndex(site.before(at + 1), whole)
        hosts = hosts_of(index, site, at)
        found = [*hosts, *targets_of(index, site, at)]
        chosen += len(found)
        in_cluster += sum(site.cluster_of(page_id) == own for page_id in found)
        unlinked += not hosts
        articles += 1
        alone = SiteIndex(site.without(own), whole)
        linked_wrongly += bool(hosts_of(alone, site, at) or targets_of(alone, site, at))
    return Verdict(chosen, in_cluster, unlinked, articles, articles, linked_wrongly)


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What the work returns, and the seconds of CPU that it took."""
    began = time.process_time()
    return work(), time.process_time() - began


def slowest_ms(work: Callable[[int], object], of: list[int]) -> float:
    return 1000 * max(timed(lambda: work(at))[1] for at in of)  # noqa: B023 - called at once


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    if sys.argv[1:] == ["index"]:
        for each in index():
            print(each.name, each.value, each.unit, "" if each.limit is None else each.limit, each.remark, sep="\t")
        return 0
    return 0 if all(figure.ok for figure in [shown(figure) for figure in links()]) else 1


if __name__ == "__main__":
    raise SystemExit(main())
