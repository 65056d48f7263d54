"""What must hold after an article was published through faults, judged from outside."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from benchmarks.killing.outside import Record, Sites
from benchmarks.killing.verdict import Scene, changed, links, paid_twice, posts, wrong_elsewhere, wrong_posts

MOST_LINKS_IN, FEWEST_LINKS_OUT = 3, 1
HREF = re.compile(r"<a\b[^>]*href=\"([^\"#?]+)")


def judged(scene: Scene) -> Iterator[str]:
    """Say everything that is wrong; nothing means that the row is ok."""
    for each in each_article(scene):
        yield from wrong_posts(each)
        yield from wrong_links(each)
    yield from wrong_elsewhere(scene)
    yield from doubled_terms(scene)
    yield from paid_twice(scene)


def each_article(scene: Scene) -> Iterator[Scene]:
    """The scene as it is judged for each article of it; what the other one of a pair is, is seen as any post of the site."""
    yield scene
    if scene.partner:
        yield replace(scene, slug=scene.partner, partner=scene.slug, status=scene.partner_status)


def wrong_links(scene: Scene) -> Iterator[str]:
    """At most so many links in as the site allows; out of the post at least one, and none twice."""
    if len(links(scene)) > MOST_LINKS_IN:
        yield f"{len(links(scene))} posts link to it"
    for post in posts(scene)[:1]:
        others = posts(replace(scene, slug=scene.partner)) if scene.partner else []
        known = {record.url.rstrip("/") for record in (*scene.before.records.values(), *others)}
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
