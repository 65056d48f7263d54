"""Which proposals may be set now: those that a person names, or, where the site's dial says so, all of them."""

from collections.abc import Sequence

from flows.link_plans import LinkPlan, looked, newest_plan, plan_of
from flows.link_setting import AwaitingApprovalError, SetLink, approve, approved, may_set_unasked, set_all, unfinished
from flows.newsroom import Newsroom
from layers.boundary.store import Store
from layers.errors import MistakeError


def applied(
    room: Newsroom, name: str, *, only: Sequence[int] = (), everything: bool = False, by: str
) -> tuple[SetLink, ...]:
    """Set links of a plan, or of the site's newest. What a killed run left is gone on with first.

    Raises MistakeError where there is no plan or a newer one, AwaitingApprovalError where a person must name the links and has not.
    """
    site = room.site(name.partition("/")[0])
    if only or everything:
        plan = plan_of(room.store, name)
        numbers = tuple(only) or tuple(each.number for each in plan.proposals)
        refuse_outdated(room.store, plan, numbers)
        approve(room.store, plan, numbers, by)
        return set_all(room, plan, numbers)
    newest = newest_plan(room.store, site.name) if "/" not in name else plan_of(room.store, name)
    if newest is not None and (left := unfinished(room.store, newest)):
        return set_all(room, newest, left)
    if not may_set_unasked(site):
        plan = plan_of(room.store, name)
        if not plan.proposals:
            return ()
        raise AwaitingApprovalError(plan.id, site.autonomy.fix, site.name)
    return unasked(room, looked(room, site.name).plan)


def refuse_outdated(store: Store, plan: LinkPlan, numbers: Sequence[int]) -> None:
    """A newer plan was made from the site as it is now. What was approved before a kill is gone on with all the same."""
    newest = newest_plan(store, plan.site)
    if newest is not None and newest.id != plan.id and not set(numbers) <= set(approved(store, plan)):
        raise MistakeError(
            f"{plan.id} is not the newest plan any more: {newest.id} is. Look at it first: masthead links {plan.site}"
        )


def unasked(room: Newsroom, plan: LinkPlan) -> tuple[SetLink, ...]:
    numbers = tuple(each.number for each in plan.proposals)
    if not numbers:
        return ()
    approve(room.store, plan, numbers, "autonomy.fix: B")
    return set_all(room, plan, numbers)
