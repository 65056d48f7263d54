"""`python -m benchmarks.analysis [POSTS]`: judging a whole site, its speed and memory. Exit code 1 over a limit.

The site is generated: posts of about 800 words with links, images, terms, SEO fields and a share of defects. Times are of
the CPU of one core, so that what else the machine does is not in them. Near-duplicates stand on a line of their own.
"""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from benchmarks.clusters import READ_AT, clustered_site
from benchmarks.figure import Figure, shown
from benchmarks.links import SITE, WORDS, peak_mb, timed
from layers import checks
from layers.checks import GROUPS, Rules, Subject
from layers.maintenance import audit, graph, page
from layers.maintenance.auditing import Outside, subjects
from layers.maintenance.likeness import Alike, alike
from layers.maintenance.mirrored import kept_page
from layers.maintenance.sketching import sketch_of
from layers.maintenance.surroundings import Surroundings
from layers.nouns import Author, Inventory, LiveSite, Media, Page, SeoFields, Site, Term

POSTS = 10_000
TAGS, AUTHORS, LINKS = 300, 12, 6
COPIES = 50  # one post of so many is another one again, a few words changed
LEAST_PER_S = 3_000
TODAY = READ_AT.date()


def site_of(posts: int) -> Inventory:
    """A generated site as the audit reads it: from raw content, through the reader of REST records."""
    dice = random.Random(11)
    plain = clustered_site(max(1, posts // 20), 20, WORDS).inventory
    records = (
        _record(each, plain.pages, dice) for each in plain.pages
    )  # one by one: only the site itself is in memory
    pages = tuple(_furnished(page(record), dice) for record in records)  # as they come out of a mirror: without content
    return plain.model_copy(
        update={
            "pages": pages,
            "tags": tuple(Term(id=n, slug=f"tag-{n}", name=f"Tag {n}", count=9) for n in range(1, TAGS)),
            "media": tuple(
                Media(id=n, url=f"{SITE.url}/{n}.jpg", alt="A", width=1600, size_bytes=n) for n in range(1, posts)
            ),
            "authors": tuple(Author(id=n, slug=f"a{n}", name=f"A {n}", bio="B") for n in range(1, AUTHORS)),
        }
    )


def _record(of: Page, pages: tuple[Page, ...], dice: random.Random) -> dict[str, object]:
    """The post with headings, links and an image in it; now and then another post's text with a few words changed."""
    content = of.content if dice.randrange(COPIES) else pages[dice.randrange(len(pages))].content.replace("the", "a", 9)
    paragraphs = content.split("\n\n")
    for at, other in enumerate(dice.sample(pages, LINKS)):
        paragraphs[at % len(paragraphs)] += f'\n\n<p>See <a href="{other.url}">{other.slug}</a>.</p>'
    paragraphs.insert(1, '<h2 id="a">What is it?</h2>')
    paragraphs.insert(4, f'<h3>More of it</h3><img src="{SITE.url}/{of.id}.jpg" alt="It" class="wp-image-{of.id}">')
    return {
        "id": of.id, "type": "post", "link": of.url, "slug": of.slug, "title": {"raw": of.title}, "excerpt": {"raw": "It."},
        "content": {"raw": "\n\n".join(paragraphs)}, "categories": [1], "tags": [dice.randrange(1, TAGS)],
        "date_gmt": "2024-01-05T08:00:00", "modified_gmt": "2025-01-06T08:00:00",
    }  # fmt: skip


def _furnished(read: Page, dice: random.Random) -> Page:
    seo = SeoFields(
        title=read.title,
        description=f"{read.title}: all that there is to say of it, and why.",
        focus_keyword=read.title.lower(),
    )
    at = READ_AT - timedelta(days=dice.randrange(2_000))
    more = {
        "seo": seo,
        "featured_media": read.id,
        "author": dice.randrange(1, AUTHORS),
        "published_at": at,
        "modified_at": at,
        "content": "",
        "sketch": sketch_of(read).packed(),
    }
    return read.model_copy(update=more)


def figures(posts: int) -> Iterator[Figure]:
    """Measure reading, near-duplicates, each group of checks and the whole audit on a site of so many posts."""
    inventory, built_s = timed(lambda: site_of(posts))
    before_mb = peak_mb()
    yield Figure(f"site of {posts:,} posts generated and read, CPU", built_s, "s", None, f"{before_mb:,.0f} MB with it")
    yield Figure("reading the records alone, CPU", *_reading(posts))
    like, like_s = timed(lambda: alike(inventory, SITE.thresholds))
    yield Figure("near-duplicates, CPU", like_s, "s", None, f"{posts / like_s:,.0f} posts/s; {_told(like)}")
    linked, linked_s = timed(lambda: graph(SITE.url, inventory))
    yield Figure("link graph, CPU", linked_s, "s")
    around, around_s = timed(lambda: Surroundings(inventory, like))
    seen, seen_s = timed(lambda: list(subjects(inventory, linked, around, Outside(SITE, inventory, LiveSite(), None))))
    yield Figure("what is around each page, CPU", around_s + seen_s, "s")
    rules = Rules.of(SITE, TODAY)
    yield from _groups(seen, rules)
    del seen
    yield from _whole(inventory, posts)
    yield Figure(
        "memory, peak", peak_mb(), "MB", 600 if posts <= POSTS else 1_500, f"{before_mb:,.0f} MB of it the site itself"
    )


def _reading(posts: int) -> tuple[float, str, None, str]:
    plain, dice = clustered_site(max(1, posts // 20), 20, WORDS).inventory.pages[:1_000], random.Random(11)
    records = [_record(each, plain, dice) for each in plain]
    _, read_s = timed(lambda: [kept_page(record, None, ()) for record in records])
    return (
        read_s * posts / len(records),
        "s",
        None,
        f"{len(records) / read_s:,.0f} posts/s, from {len(records):,}",
    )


def _told(like: Alike) -> str:
    return f"{len(like.copies):,} pages with copies, {len(like.near):,} near, {len(like.copied):,} with copied passages"


def _groups(seen: list[Subject], rules: Rules) -> Iterator[Figure]:
    for name, group in GROUPS.items():
        caught, group_s = timed(partial(_caught, seen, rules, group))
        yield Figure(f"checks: {name}, CPU", group_s, "s", None, f"{caught:,} findings")


def _caught(seen: list[Subject], rules: Rules, group: tuple[checks.Check, ...]) -> int:
    fitting = [check for check in group if check.about == "post"]
    return sum(1 for subject in seen for _ in checks.found(subject, rules, fitting))


def _whole(inventory: Inventory, posts: int) -> Iterator[Figure]:
    """The audit as it is run, without what compares all pages with each other."""
    without = Site.model_validate({**SITE.model_dump(by_alias=True), "checks": dict.fromkeys(checks.COMPARING, False)})
    began = time.process_time()
    found = audit(without, inventory, TODAY)
    took = time.process_time() - began
    most = 1_000_000 / LEAST_PER_S
    remark = f"{posts / took:,.0f} posts/s and core; {len(found.findings):,} findings"
    yield Figure("whole analysis, CPU for each post", took / posts * 1_000_000, "µs", most, remark)


def main() -> int:
    """Measure in a process of its own for each size: its memory is that of the analysis and nothing else's."""
    if sys.argv[1:2] == ["within"]:
        measured = [shown(figure) for figure in figures(int(sys.argv[2]))]
        return 0 if all(figure.ok for figure in measured) else 1
    sizes = [int(each) for each in sys.argv[1:]] or [POSTS]
    codes = [
        subprocess.run([sys.executable, "-m", "benchmarks.analysis", "within", str(size)], check=False).returncode
        for size in sizes
    ]
    return max(codes)


if __name__ == "__main__":
    raise SystemExit(main())
