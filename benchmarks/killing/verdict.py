"""What must hold after a run that was killed and the runs that completed it, judged from outside."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from benchmarks.killing.outside import TOKENS, Billed, Record, Sites, links_to, only_linked, versions

Json = Mapping[str, object]


@dataclass(frozen=True)
class Bill:
    """`masthead costs --json`: its lines by state."""

    settled: tuple[Json, ...]
    failed: tuple[Json, ...]
    unconfirmed: tuple[Json, ...]

    @classmethod
    def read(cls, text: str) -> "Bill":
        calls = json.loads(text)["calls"]
        of = {
            state: tuple(call for call in calls if call["state"] == state)
            for state in ("settled", "failed", "unconfirmed")
        }
        return cls(of["settled"], of["failed"], of["unconfirmed"])


@dataclass(frozen=True)
class Scene:
    """All that a row of the table is judged by. `delivered` are the request ids whose whole reply went to the program.

    `partner` is the slug of the article that was published together with this one.
    """

    slug: str
    before: Sites
    after: Sites
    bill: Bill
    billed: tuple[Billed, ...]
    delivered: frozenset[str]
    lost_at_most: int
    status: str
    clean_calls: frozenset[str]
    price: Mapping[str, Decimal]
    partner: str = ""
    partner_status: str = ""

    @property
    def slugs(self) -> tuple[str, ...]:
        return (self.slug, self.partner) if self.partner else (self.slug,)


def call_key(line: Json) -> str:
    return f"{line['step']}.{line['round']}.{line['attempt']}"


def posts(scene: Scene) -> list[Record]:
    """What could be the article's post; one that a person had there before is not."""
    found = versions(scene.after.records, scene.slug)
    return [each for each in found if (each.site, each.id) not in scene.before.records]


def links(scene: Scene) -> list[int]:
    """How many links to the article each other post or page has, where it has any."""
    article = posts(scene)
    if not article:
        return []
    others = [
        record
        for record in scene.after.records.values()
        if record.id != article[0].id or record.site != article[0].site
    ]
    return [count for record in others if (count := links_to(record.content, article[0].url))]


def problems(scene: Scene) -> Iterator[str]:
    """Say everything that is wrong; nothing means that the row is ok."""
    yield from wrong_posts(scene)
    yield from wrong_elsewhere(scene)
    yield from wrong_charges(scene)
    yield from wrong_reservations(scene)


def wrong_posts(scene: Scene) -> Iterator[str]:
    found = posts(scene)
    if len(found) != 1:
        yield f"{len(found)} posts: {', '.join(each.slug for each in found)}"
    elif found[0].fields["status"] != "publish":
        yield f"the post is '{found[0].fields['status']}'"
    if scene.status != "published":
        yield f"the store says '{scene.status}'"
    counts = links(scene)
    if not counts:
        yield "no post links to it"
    if any(count > 1 for count in counts):
        yield f"links doubled: {counts}"


def wrong_elsewhere(scene: Scene) -> Iterator[str]:
    """Every other post must be as it was, but for the one link of a host (and the date of that change)."""
    own = [post for slug in scene.slugs for post in posts(replace(scene, slug=slug))]
    for key, was in scene.before.records.items():
        now = scene.after.records.get(key)
        if now is None:
            yield f"{was.site} {was.slug} is gone"
        elif changed(was, now) and not (own and hosts(was, now, own[0])):
            yield f"{was.site} {was.slug} was changed: {', '.join(changed(was, now))}"
    extra = scene.after.records.keys() - scene.before.records.keys() - {(each.site, each.id) for each in own}
    yield from (f"{site} has a new record {id_}" for site, id_ in sorted(extra))
    images = [image for image in scene.after.images if image not in scene.before.images]
    if len(images) > len(scene.slugs):
        yield f"{len(images)} images for {'two articles' if scene.partner else 'one article'}: {', '.join(images)}"
    yield from (f"term {term} stands {count} times" for term, count in Counter(scene.after.terms).items() if count > 1)


def changed(was: Record, now: Record) -> list[str]:
    return [name for name in was.fields if was.fields[name] != now.fields[name]]


def hosts(was: Record, now: Record, article: Record) -> bool:
    return set(changed(was, now)) <= {"content", "modified"} and only_linked(was.content, now.content, article.url)


def wrong_charges(scene: Scene) -> Iterator[str]:
    """What was answered is charged, and no other call was made than where nobody kills."""
    yield from paid_twice(scene)
    calls = {call_key(line) for line in scene.bill.settled}
    if calls != scene.clean_calls:
        yield f"other calls than in a run that nobody kills: {sorted(calls ^ scene.clean_calls)}"
    unpaid = scene.delivered & {each.request_id for each in scene.billed} - {
        str(line["request_id"]) for line in scene.bill.settled
    }
    if len(unpaid) > scene.lost_at_most:
        yield f"{len(unpaid)} answers were delivered and are not charged"


def paid_twice(scene: Scene) -> Iterator[str]:
    """What was answered is charged once, to the token; nothing else is, and no call was made again."""
    book = {each.request_id: each for each in scene.billed}
    ids = [str(line["request_id"]) for line in scene.bill.settled]
    yield from (f"{id_} is charged {count} times" for id_, count in Counter(ids).items() if count > 1)
    yield from (f"{id_} is charged and was never billed" for id_ in ids if id_ not in book)
    for line in scene.bill.settled:
        billed = book.get(str(line["request_id"]))
        if billed and tokens(line) != billed.tokens:
            yield f"{line['step']}: {tokens(line)} charged, {dict(billed.tokens)} billed"
    calls = Counter((line.get("article"), call_key(line)) for line in scene.bill.settled)
    yield from (f"{key} was paid {count} times" for (_, key), count in calls.items() if count > 1)


def wrong_reservations(scene: Scene) -> Iterator[str]:
    """Each call that was billed and not seen stands as unconfirmed, for at least its price; one kill leaves one at most."""
    settled = {str(line["request_id"]) for line in scene.bill.settled}
    lost = sorted(
        (scene.price[each.request_id] for each in scene.billed if each.request_id not in settled), reverse=True
    )
    held = sorted((Decimal(str(line["at_most_usd"])) for line in scene.bill.unconfirmed), reverse=True)
    if len(lost) > len(held):
        yield f"{len(lost)} calls were billed unseen, {len(held)} are unconfirmed"
    if any(worst < cost for cost, worst in zip(lost, held, strict=False)):
        yield f"an unconfirmed call is held at {held}, and {lost} was billed"
    if len(held) > 1:
        yield f"{len(held)} calls are unconfirmed after one kill"


def tokens(line: Json) -> dict[str, int]:
    usage = line["usage"]
    assert isinstance(usage, dict)
    return {name: usage[name] for name in TOKENS}


def told(found: Sequence[str]) -> str:
    return "yes" if not found else "NO: " + "; ".join(found)
