"""Layer 1 in order: search, read, angle, brief."""

from datetime import UTC, datetime

from flows.asking import ask
from flows.job import Job
from layers import intelligence
from layers.boundary.web import Reading
from layers.errors import PoorResearchError
from layers.nouns import Brief, Evidence, Landscape, Unread, Value


class Research(Value):
    landscape: Landscape
    evidence: tuple[Evidence, ...]


def brief(job: Job) -> Brief:
    """Return the operator's own brief, or make one: landscape, evidence, angle, gaps, taxonomy."""
    if job.order.brief is not None:
        return job.order.brief
    found = job.steps.take("research", [job.order.keyword, job.site.language], Research, lambda: research(job))
    angle = ask(job, intelligence.ask_for_angle(job.site, job.order.keyword, found.landscape, found.evidence))
    notes = ask(job, intelligence.ask_for_brief(job.site, job.order.keyword, found.landscape, angle, found.evidence))
    return job.steps.take(
        "brief", [angle.model_dump_json(), notes.model_dump_json()], Brief,
        lambda: intelligence.brief(job.site, job.order.keyword, job.order.slug, found.landscape, angle, notes, found.evidence),
    )  # fmt: skip


def research(job: Job) -> Research:
    """Search and read. Raises SearchDownError for an outage and PoorResearchError for a poor field: never one for the other."""
    rules = job.site.research
    result = job.room.search(job.site).find(job.order.keyword, job.site.language, rules.pages)
    web = job.room.web(job.site)
    read = [web.read(hit.url) for hit in result.hits[: rules.pages]]
    readings = tuple(page for page in read if isinstance(page, Reading))
    unread = tuple(page for page in read if isinstance(page, Unread))
    if len(readings) < rules.min_pages:
        raise PoorResearchError(job.site.name, job.order.keyword, tally(readings, unread), ADVICE)
    landscape = intelligence.landscape(job.order.keyword, result.engine, readings, unread)
    return Research(landscape=landscape, evidence=intelligence.evidence(readings, job.order.keyword, datetime.now(UTC)))


ADVICE = "Try a keyword that more people write about, lower `research.min_pages`, or give your own material with --brief FILE."


def tally(readings: tuple[Reading, ...], unread: tuple[Unread, ...]) -> str:
    why = "; ".join(f"{page.url}: {page.reason}" for page in unread[:3])
    return f"{len(readings)} pages could be read" + (f" ({why})" if why else "")
