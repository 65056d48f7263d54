"""What must hold after an article was published through faults, judged from outside."""

import re
from collections import Counter
from collections.abc import Iterator

from benchmarks.killing.outside import Record, Sites
from benchmarks.killing.verdict import Scene, changed, links, paid_twice, posts, wrong_elsewhere, wrong_posts

MOST_LINKS_IN, FEWEST_LINKS_OUT = 3, 1
HREF = re.compile(r"<a\b[^>]*href=\"([^\"#?]+)")


def judged(scene: Scene) -> Iterator[str]:
    """Say everything that is wrong; nothing means that the row is ok."""
    yield from wrong_posts(scene)
    yield from wrong_elsewhere(scene)
    yield from wrong_links(scene)
    yield from doubled_terms(scene)
    yield from paid_twice(scene)


def wrong_links(scene: Scene) -> Iterator[str]:
    """At most so many links in as the site allows; out of the post at least one, and none twice."""
    if len(links(scene)) > MOST_LINKS_IN:
        yield f"{len(links(scene))} posts link to it"
    for post in posts(scene)[:1]:
        known = {record.url.rstrip("/") for record in scene.before.records.values()}
        out = Counter(url.rstrip("/") for url in HREF.findall(post.content) if url.rstrip("/") in known)
        if len(out) < FEWEST_LINKS_OUT:
            yield "it links to no other post"
        yield from (f"it links to {url} {count} times" for url, count in out.items() if count > 1)


def doubled_terms(scene: Scene) -> Iterator[str]:
    """WordPress makes `-2` of a slug that is taken: two terms of one name are one that was made twice."""
    names = Counter(named(term) for term in scene.after.terms)
    before = Counter(named(term) for term in scene.before.terms)
    yield from (f"{name} stands {count} times" for name, count in names.items() if count > max(1, before[name]))


def named(term: str) -> str:
    site, kind, _, name = term.split(" ", 3)
    return f"{site} {kind} {name}"


def left_after_undo(scene: Scene, after: Sites) -> Iterator[str]:
    """Every record is as it was but for the date of its change; the article is a draft."""
    for key, was in scene.before.records.items():
        now = after.records.get(key)
        if now is None or set(changed(was, now)) - {"modified"}:
            yield f"after undo {was.site} {was.slug} is not as it was"
    own = [record for key, record in after.records.items() if key not in scene.before.records]
    yield from (f"after undo {record.slug} is '{status(record)}'" for record in own if status(record) != "draft")


def status(record: Record) -> str:
    return str(record.fields["status"])
