"""The fixes that a schedule makes after an audit: as far as the site's dial allows, and never further."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flows.fixes.applying import Outcome
from flows.fixes.approving import Wish, latest, opened
from flows.fixes.carrying import Orders, carried
from flows.fixes.planning import planned
from flows.newsroom import Newsroom
from layers.boundary.clock import now
from layers.nouns import FixPlan, Value

FRESH = timedelta(days=7)


class Report(Value):
    """What a scheduled run has done to a site, and what it has left to a person."""

    plan: FixPlan
    applied: tuple[int, ...] = ()
    set_aside: tuple[str, ...] = ()
    taken_back: tuple[str, ...] = ()
    waiting: tuple[int, ...] = ()
    stopped: str = ""


def fixed(room: Newsroom, site: str, told: Callable[[str, str], None]) -> Report:
    """Go on with the newest plan that is not done, or make one, and apply what needs no approval."""
    folder = plans_of(room)
    plan = under_way(room, site, folder) or planned(room, site, folder, told).plan
    if not plan.fixes:
        return Report(plan=plan)
    return report(plan, carried(room, plan, Orders(Wish(), "the schedule"), told))


def under_way(room: Newsroom, site: str, folder: Path) -> FixPlan | None:
    """The plan to go on with, where there is one of these days; one that has waited since the last quarter is made anew."""
    name = latest(room, site)
    plan = opened(room, site, name, folder) if name else None
    return plan if plan is not None and now() - plan.made_at < FRESH else None


def plans_of(room: Newsroom) -> Path:
    """Where a network's plans are: beside its folder of sites."""
    return room.folder.resolve().parent / "fixes"


def report(plan: FixPlan, outcome: Outcome) -> Report:
    return Report(
        plan=plan, applied=tuple(fix.number for fix in outcome.applied), stopped=outcome.stopped,
        set_aside=tuple(f"fix {fix.number}, {fix.url}: {why}" for fix, why in outcome.set_aside),
        taken_back=tuple(f"fix {fix.number}, {fix.url}: {why}" for fix, why in outcome.taken_back),
        waiting=tuple(fix.number for fix in outcome.waiting),
    )  # fmt: skip
