"""Before a cent is spent: is the keyword free, and which pages will link to the article?"""

from datetime import timedelta

from flows.indexing import site_index
from flows.job import Job
from flows.media import refuse_undrawable
from flows.orders import Order
from layers import prose
from layers.boundary.clock import now
from layers.errors import (
    AlreadyCoveredError,
    CadenceReachedError,
    ImpossibleHereError,
    LoginError,
    MistakeError,
    NoHostError,
    OutageError,
    RefusedError,
)
from layers.intelligence import covering
from layers.intelligence.coverage import told
from layers.nouns import Inventory, SeoFields, Site, Value
from layers.publishing import Host, seo, weigh_hosts

FEW_POSTS = 10
OUT = ("published", "links pending")
UNDER_WAY = ("working", "awaiting host", "awaiting review", "awaiting answer", "links pending")


class Plan(Value):
    """What the article rests on: the site as it was seen, and the pages that will link here (spares behind).

    `partner` is the other article of a pair that is published together on a young site, the two linking each other.
    """

    inventory: Inventory
    hosts: tuple[Host, ...] = ()
    partner: str = ""


class HeldError(Exception):
    """No page of a young site can link to the article yet: it waits, and nothing was spent."""


def plan(job: Job, held: tuple[Order, ...]) -> Plan:
    """Return the stored plan, or make one. Nothing is stored, and the site is read afresh, until there is one."""
    if job.steps.has("plan") and not job.steps.has("created"):
        refuse_unpublishable(job)  # the plan may be weeks old
    return job.steps.take("plan", [job.article], Plan, lambda: made(job, held))


def made(job: Job, held: tuple[Order, ...]) -> Plan:
    keep_cadence(job)
    refuse_unpublishable(job)
    inventory = job.wordpress.inventory(now())
    covered = covering(job.keyword, (inventory, *other_inventories(job)), job.site.links.duplicate_similarity)
    if covered is not None:
        raise AlreadyCoveredError(job.site.name, job.order.keyword, covered.url, covered.reason)
    refuse_twins(job)
    choice = weigh_hosts(job.site, job.order.keyword, inventory, index=site_index(job.room.store, inventory))
    least = job.site.links.in_min
    if len(choice.hosts) >= least:
        return Plan(inventory=inventory, hosts=choice.hosts)
    if choice.hosts or least > 1:  # a pair gives each of the two one link
        few = f"{len(choice.hosts)} can, and links.in_min asks for {least}"
        raise NoHostError(job.site.name, job.order.keyword, few)
    if len(inventory.pages) >= FEW_POSTS:
        raise NoHostError(job.site.name, job.order.keyword, choice.reason)
    other = partner(job.order, held)
    if other is None:
        raise HeldError
    return Plan(inventory=inventory, partner=other.article)


def refuse_unpublishable(job: Job) -> None:
    """Refuse what would else be refused after the article was paid for: rights, card, probe, author, and what nobody can keep."""
    job.wordpress.who()
    refuse_undrawable(job)
    means = job.means  # asks for a probe where there is none, and refuses what it found impossible
    if job.rules.author:
        job.wordpress.author_id(job.rules.author)
    wanted = SeoFields(canonical=job.rules.canonical, noindex=job.rules.noindex)
    for loss in seo.plan(means.adapter, means.meta_keys, wanted, found=means.seo_lost).lost:
        raise ImpossibleHereError(
            job.site.name,
            f"{means.probed_at:%Y-%m-%d}",
            f"{seo.NAMES[loss.field]} is asked for, but {loss.why}. Leave it out of `post:`, or mend that.",
        )


def refuse_twins(job: Job) -> None:
    """Two articles on one subject, neither live yet, would find nothing of each other on any site."""
    subject = prose.content_words(job.order.keyword)
    for row in job.room.store.articles():
        if (
            row.id != job.article
            and row.status in UNDER_WAY
            and subject
            and prose.content_words(row.keyword) == subject
            and told(row.keyword) == told(job.order.keyword)
        ):
            raise AlreadyCoveredError(job.site.name, job.order.keyword, row.id, f"it is {row.status}")


def keep_cadence(job: Job) -> None:
    """Many pages of little value in a short time is what Google calls scaled content abuse: a site has a pace."""
    if job.steps.has("created"):
        return  # it is on the site: what was begun is finished
    since = now() - timedelta(days=7)
    rows = [row for status in OUT for row in job.room.store.articles(site=job.site.name, status=status)]
    published = [row for row in rows if row.updated_at >= since]
    if len(published) >= job.site.cadence.articles_per_week:
        raise CadenceReachedError(job.site.name, len(published), job.site.cadence.articles_per_week)


def other_inventories(job: Job) -> tuple[Inventory, ...]:
    """Read the operator's other sites, for duplicates. One that cannot be read just now is named, and stops nobody."""
    found = []
    for name, site in sorted(job.room.network.sites.items()):
        if name != job.site.name:
            found += readable(job, site)
    return tuple(found)


def readable(job: Job, site: Site) -> list[Inventory]:
    try:
        return [job.room.wordpress(site).inventory(now())]
    except (OutageError, LoginError, MistakeError, RefusedError) as error:
        job.steps.told(job.article, f"duplicates on {site.name} not checked: {error}")
        return []


def partner(order: Order, held: tuple[Order, ...]) -> Order | None:
    """Return the held article that this one can share links with: their keywords have a word in common."""
    mine = content_words(order.keyword)
    return next(
        (other for other in held if other.article != order.article and mine & content_words(other.keyword)), None
    )


def content_words(phrase: str) -> set[str]:
    return {word for word in prose.words(phrase.lower()) if len(word) > 2} - SMALL_WORDS


SMALL_WORDS = frozenset(
    [
        "and",
        "are",
        "best",
        "can",
        "does",
        "for",
        "from",
        "how",
        "into",
        "many",
        "much",
        "often",
        "the",
        "what",
        "when",
        "why",
        "with",
        "you",
        "your",
    ]
)
