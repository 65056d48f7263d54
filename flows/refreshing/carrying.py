"""A refresh from its approval to its end: what was begun and killed is ended first, then what the dial or a person lets through."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from flows.fixes.applying import Outcome, applied
from flows.fixes.standing import Standing, pending
from flows.lease import writing_to
from flows.newsroom import Newsroom
from flows.refreshing.noting import noted
from flows.refreshing.planning import KIND, Made, planned
from flows.refreshing.work import Work, located, midnight, of_post, opened
from flows.steps import Runner, here
from layers.boundary.clock import now
from layers.errors import MistakeError
from layers.maintenance.refreshing.editing import redated
from layers.nouns import FixPlan, Page, PublishApproval, Site

Told = Callable[[str, str], None]
FRESH = timedelta(days=7)
STALE = "The plan {0} cannot be approved any more: {1}. Make it anew, at no further cost where the text is the same: masthead refresh {2} {3}"


@dataclass(frozen=True)
class Wish:
    """What the command was told, and by whom. `show` is given every change before it is decided on.

    `ask` asks a person about what was shown; it is None without a terminal. `plan` is the id of a change that was shown
    before and is approved as it was. `notes` are what is to be written otherwise than it was shown.
    """

    by: str
    yes: bool = False
    dry_run: bool = False
    plan: str = ""
    keyword: str = ""
    notes: str = ""
    ask: Callable[[], bool] | None = None
    show: Callable[[Made], None] = lambda made: None


@dataclass(frozen=True)
class Ended:
    """How a refresh ended. `waiting`: it wants a person's approval. Without `made`, an earlier one was ended instead."""

    made: Made | None
    outcome: Outcome | None = None
    waiting: bool = False
    plan: FixPlan | None = None


def refreshed(room: Newsroom, site: str, name: str, wish: Wish, told: Told, runner: Runner = here) -> Ended:
    """Refresh one post, or go on with it. Raises MistakeError, RefusedError, OutageError; what was paid is kept."""
    inventory, page = located(room, site, name)
    with writing_to(room.store, of_post(site, page.id)):
        if (plan := under_way(room, site, page.id)) and not wish.dry_run:
            return Ended(None, applied(room, plan, plan.fixes, wish.by, told), plan=plan)
        if wish.plan:
            plan = approved_plan(room, room.site(site), page, wish.plan)
            return Ended(None, carried(room, plan, wish.by, told), plan=plan)
        work = opened(room, site, inventory, page, wish.keyword, runner)
        if wish.notes:
            noted(room, work.article, wish.notes, wish.by)
        with writing_to(room.store, work.article):
            made = planned(work)
        return decided(work, made, wish, told)


def decided(work: Work, made: Made, wish: Wish, told: Told) -> Ended:
    """Write what the dial lets through, or what a person approves."""
    wish.show(made)
    if wish.dry_run or not made.plan.fixes:
        return Ended(made, plan=made.plan)
    dial = work.site.autonomy.publish
    if wish.yes:
        return Ended(made, carried(work.room, made.plan, wish.by, told), plan=made.plan)
    if free(dial, made):
        return Ended(made, carried(work.room, made.plan, f"autonomy.publish: {dial}", told), plan=made.plan)
    if wish.ask is not None and wish.ask():
        return Ended(made, carried(work.room, made.plan, wish.by, told), plan=made.plan)
    return Ended(made, waiting=True, plan=made.plan)


def free(dial: PublishApproval, made: Made) -> bool:
    """Whether new words need no person here: the dial of new articles counts, for these are words that readers see."""
    return dial == "never" or (dial == "on-concern" and not made.concerns)


def carried(room: Newsroom, plan: FixPlan, by: str, told: Told) -> Outcome:
    """Write the whole plan or nothing of it; the record is read again first, and a person's edit in between wins."""
    return applied(room, plan, pending(plan, Standing.of(room, plan.id)), by, told)


def under_way(room: Newsroom, site: str, post_id: int) -> FixPlan | None:
    """The plan whose write to this post was begun, and whose end nobody saw."""
    for plan in plans_of(room, site, post_id):
        standing = Standing.of(room, plan.id)
        if standing.open() or standing.unseen():
            return plan
    return None


def plans_of(room: Newsroom, site: str, post_id: int) -> list[FixPlan]:
    """The plans of one post, the newest first."""
    runs = room.store.runs(site=site, article=of_post(site, post_id))
    found = [room.store.find_plan(run.id) for run in reversed(runs) if run.kind == KIND]
    return [plan for plan in found if plan is not None]


def approved_plan(room: Newsroom, site: Site, page: Page, name: str) -> FixPlan:
    """A plan that was shown before, told as a change of today. Raises MistakeError where it cannot be approved any more."""
    newest = next(iter(plans_of(room, site.name, page.id)), None)
    why = ""
    if newest is None or newest.id != name:
        why = f"the newest of this post is {newest.id}" if newest else "this post has none"
    elif not pending(newest, Standing.of(room, newest.id)):
        why = "it was carried out, taken back or set aside already"
    elif now() - newest.made_at > FRESH:
        why = f"it was made on {newest.made_at:%Y-%m-%d}, and its sources were read then"
    if why or newest is None:
        raise MistakeError(STALE.format(name, why, site.name, page.id))
    return of_today(room, site, newest)


def of_today(room: Newsroom, site: Site, plan: FixPlan) -> FixPlan:
    """The plan with the day on which it is written: a note of another day would not be true."""
    dated = plan.model_copy(update={"fixes": redated(site, plan.fixes, midnight(site, now()))})
    if dated != plan:
        room.store.amend_plan(dated)
    return dated
