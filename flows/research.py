"""Layer 1 in order: search, read, angle, brief."""

from collections.abc import Collection

from flows.asking import ask
from flows.job import Job
from flows.newsroom import Newsroom
from layers import intelligence, urls
from layers.intelligence import Reading
from layers.nouns import Brief, Evidence, Keyword, Landscape, Site, Unread, Value


class Research(Value):
    landscape: Landscape
    evidence: tuple[Evidence, ...]


def brief(job: Job) -> Brief:
    """Return the operator's own brief, or make one: landscape, evidence, angle, gaps, taxonomy."""
    if job.order.brief is not None:
        return job.order.brief
    site, keyword = job.site, job.keyword
    found = job.steps.take(
        "research", [keyword.model_dump_json(), site.language], Research, lambda: research(job.room, site, keyword)
    )
    angle = ask(job, intelligence.ask_for_angle(site, keyword, found.landscape, found.evidence))
    notes = ask(job, intelligence.ask_for_brief(site, keyword, found.landscape, angle, found.evidence))
    return job.steps.take(
        "brief", [angle.model_dump_json(), notes.model_dump_json()], Brief,
        lambda: intelligence.brief(site, keyword, job.order.slug, found.landscape, angle, notes, found.evidence),
    )  # fmt: skip


def research(room: Newsroom, site: Site, keyword: Keyword, own: Collection[str] = ()) -> Research:
    """Search and read. An engine that is down raises SearchDownError: an outage is never taken for an empty field.

    Pages of the hosts `own` are left out: a post that ranks must not become its own source.
    """
    result = room.search(site).find(keyword.phrase, site.language, site.research.pages)
    web = room.web(site)
    pages = [(hit.rank, web.read(hit.url)) for hit in result.hits if bare_host(hit.url) not in own]
    readings = tuple(page.model_copy(update={"rank": rank}) for rank, page in pages if isinstance(page, Reading))
    unread = tuple(page for _, page in pages if isinstance(page, Unread))
    return Research(
        landscape=intelligence.landscape(keyword, result.engine, readings, unread, site.language),
        evidence=intelligence.evidence(readings, keyword.phrase),
    )


def bare_host(url: str) -> str:
    return urls.host_of(url).lower().removeprefix("www.")
