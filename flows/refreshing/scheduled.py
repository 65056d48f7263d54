"""The refreshes that a schedule makes after an audit: as far as the site's dial allows, and never further."""

from collections.abc import Callable

from flows.newsroom import Newsroom
from flows.refreshing.carrying import Wish, refreshed
from flows.refreshing.choosing import candidates
from flows.steps import Runner
from layers.errors import CapReachedError, MistakeError, RefusedError
from layers.nouns import Value, Verdict


class Line(Value):
    """What became of one post: `refreshed`, `waits`, `left` or `nothing`; `said` is the sentence about it."""

    page_id: int
    url: str
    title: str
    state: str
    said: str


class Report(Value):
    """What a scheduled run has refreshed, and what it has left to a person with the command for it."""

    site: str
    audit: str
    lines: tuple[Line, ...]

    def of(self, state: str) -> tuple[Line, ...]:
        return tuple(each for each in self.lines if each.state == state)


def refreshed_all(room: Newsroom, site: str, runner: Runner, told: Callable[[str, str], None]) -> Report:
    """Refresh the first posts that the newest audit would have updated. Where a person approves, nothing is drafted nor paid."""
    found = candidates(room, site)
    dial = room.site(site).autonomy.publish
    most = room.site(site).refresh.posts if dial != "always" else 0
    lines = [one(room, site, each, runner, told) for each in found.verdicts[:most]]
    lines += [left(each, f"masthead refresh {site} {each.page_id}") for each in found.verdicts[most:]]
    return Report(site=site, audit=found.audit.id, lines=tuple(lines))


def one(room: Newsroom, site: str, each: Verdict, runner: Runner, told: Callable[[str, str], None]) -> Line:
    """Refresh one post. What is refused keeps none of the others; a cap that is reached, or an outage, ends the run."""
    dial = room.site(site).autonomy.publish
    try:
        ended = refreshed(room, site, str(each.page_id), Wish(by=f"autonomy.publish: {dial}"), told, runner)
    except CapReachedError:
        raise
    except (RefusedError, MistakeError) as refused:
        return left(each, str(refused))
    if ended.waiting and ended.plan:
        command = f"masthead refresh {site} {each.page_id} --approve {ended.plan.id}"
        return line(each, "waits", command)
    if ended.outcome is None:
        return line(each, "nothing", "nothing of it is out of date")
    refusals = [*ended.outcome.set_aside, *ended.outcome.taken_back]
    if refusals:
        return left(each, refusals[0][1])
    return line(each, "refreshed", f"masthead undo {ended.plan.id}" if ended.plan else "")


def line(each: Verdict, state: str, said: str) -> Line:
    return Line(page_id=each.page_id, url=each.url, title=each.title, state=state, said=said)


def left(each: Verdict, said: str) -> Line:
    return line(each, "left", said)
