"""The refresh brief in order: sources asked after again, the field searched again, and what of the post needs work."""

from datetime import date

from flows.refreshing.work import Work, midnight
from flows.research import Research, bare_host, research
from layers.boundary.clock import now
from layers.maintenance.fixing.fragments import fingerprint
from layers.maintenance.outside import outward
from layers.maintenance.refreshing import briefing
from layers.nouns import Outbound, RefreshBrief, Value


class Looked(Value):
    """Every address elsewhere that the post links to, as it answers now."""

    outbound: tuple[Outbound, ...]


def briefed(work: Work) -> RefreshBrief:
    """Make the brief. Sources and field are looked at once a week at most: a brief of last month is none."""
    day = today(work)
    week = f"{day:%G-W%V}"
    text = fingerprint(work.post.content)
    phrase = work.keyword.phrase
    looked = work.steps.take("sources", [text, week], Looked, lambda: look(work))
    own = sorted({bare_host(site.url) for site in work.room.network.sites.values()})
    found = work.steps.take(
        "research",
        [phrase, work.site.language, week],
        Research,
        lambda: research(work.room, work.site, work.keyword, own),
    )
    return work.steps.take(
        "brief",
        [text, looked.model_dump_json(), found.model_dump_json(), str(day), work.site.refresh.model_dump_json()],
        RefreshBrief,
        lambda: briefing.brief(
            work.site, phrase, work.post.title, work.post.content, work.found, looked.outbound,
            found.landscape, found.evidence, earlier(work), day,
        ),
    )  # fmt: skip


def look(work: Work) -> Looked:
    """Ask after each source again, whatever an audit has seen: what a reader is told is gone must be gone today."""
    elsewhere = work.room.elsewhere(work.site)
    seen = tuple(elsewhere.look(url) for url in outward(work.site, work.page))
    for each in seen:
        work.room.store.put_outbound(each)
    return Looked(outbound=seen)


def earlier(work: Work) -> frozenset[str]:
    """The questions that pages which ranked asked when the post was made; none for one that Masthead did not make."""
    kept = work.room.store.step(work.made_as, "research") if work.made_as else None
    if kept is None:
        return frozenset()
    pages = Research.model_validate_json(kept.output).landscape.pages
    return frozenset(question for page in pages for question in page.questions)


def today(work: Work) -> date:
    return midnight(work.site, now()).date()
