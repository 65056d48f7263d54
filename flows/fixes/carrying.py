"""A plan from its approval to its end: what the dial allows, what a person says, and what is left."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.fixes.applying import Outcome, applied
from flows.fixes.approving import Ask, Show, Wish, chosen, dialled, wished
from flows.fixes.standing import Standing, pending
from flows.newsroom import Newsroom
from flows.progress import told
from layers.nouns import Fix, FixPlan

BY_HAND = "it was taken out of the plan's file by hand"


@dataclass(frozen=True)
class Orders:
    """What the command was told, who says it, and how a person is asked: not at all without a terminal."""

    wish: Wish
    by: str
    ask: Ask | None = None
    show: Show = lambda fix: None


def carried(room: Newsroom, plan: FixPlan, orders: Orders, say: Callable[[str, str], None] = told) -> Outcome:
    """Apply what is approved of a plan. What was begun and killed is ended first, whatever is approved now."""
    left_out(room, plan)
    standing = Standing.of(room, plan.id)
    fixes = wished(pending(plan, standing), orders.wish, plan)
    approved, by = approvals(room, plan, fixes, orders)
    if not approved and not standing.open() and not standing.unseen():
        return Outcome(waiting=pending(plan, standing))
    return applied(room, plan, approved, by, say)


def approvals(room: Newsroom, plan: FixPlan, fixes: tuple[Fix, ...], orders: Orders) -> tuple[tuple[Fix, ...], str]:
    """The fixes that may be written, and by whose word."""
    dial = room.site(plan.site).autonomy.fix
    free = dialled(fixes, dial)
    if orders.wish.yes:
        return fixes, orders.by
    if orders.ask is not None and len(free) < len(fixes):
        return chosen(fixes, orders.ask, orders.show), orders.by
    return free, f"autonomy.fix: {dial}"


def left_out(room: Newsroom, plan: FixPlan) -> None:
    """Set aside what a person has deleted from the plan's file."""
    kept = {fix.number for fix in plan.fixes}
    made = room.store.plan(plan.id)
    standing = Standing.of(room, plan.id)
    gone = [fix.number for fix in pending(made, standing) if fix.number not in kept]
    room.store.mark_fixes(plan.id, gone, "set aside", why=BY_HAND)
