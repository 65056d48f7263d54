"""Plans of fixes and refreshes that wait for a person, the newest of each kind: an older one is of a site as it was."""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.fixes.standing import Standing, pending
from flows.fixes.undoing import KIND as FIXES
from flows.newsroom import Newsroom
from flows.refreshing.planning import KIND as REFRESH
from layers.nouns import FixPlan

COMMANDS = {
    FIXES: "masthead fix {site} --apply --plan {id}",
    REFRESH: "masthead refresh {site} {post} --approve {id}",
}


@dataclass(frozen=True)
class WaitingPlan:
    """A plan with so many changes that nobody has decided, and the command that shows them or lets them be made."""

    id: str
    what: str
    command: str


def waiting_plans(room: Newsroom) -> Iterator[WaitingPlan]:
    for site in room.network.sites:
        newest: dict[tuple[str, str], str] = {}
        for plan in room.store.plans(site):
            if (run := room.store.run(plan)) is not None:
                newest[run.kind, run.article] = plan
        for (kind, _), plan in newest.items():
            yield from waiting(room, kind, room.store.plan(plan))


def waiting(room: Newsroom, kind: str, plan: FixPlan) -> Iterator[WaitingPlan]:
    left = pending(plan, Standing.of(room, plan.id))
    if left and kind in COMMANDS:
        what = f"{len(left)} fixes" if kind == FIXES else f"a refresh of {left[0].url}"
        command = COMMANDS[kind].format(site=plan.site, id=plan.id, post=left[0].object_id)
        yield WaitingPlan(plan.id, what, command)
