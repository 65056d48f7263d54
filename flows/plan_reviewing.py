"""A plan of fixes or a refresh put before a person again, and the decisions about it that are no writing."""

from flows.newsroom import Newsroom
from flows.refreshing import noting
from flows.refreshing.planning import KIND
from flows.reviewing import Decision
from layers.boundary.store import Run
from layers.errors import MistakeError
from layers.nouns import FixPlan

APPROVED_THERE = "A plan is approved where it is written: {0}"
EDITED_THERE = "{0} is a plan of fixes: edit its file, or name those that you want with --only: {1}"


def plan_of(room: Newsroom, name: str) -> tuple[Run, FixPlan] | None:
    """The run and the plan of this id; None where there is none, or an article has the name."""
    run = room.store.run(name)
    plan = room.store.find_plan(name) if run is not None and room.store.find_article(name) is None else None
    return (run, plan) if run is not None and plan is not None else None


def next_step(run: Run, plan: FixPlan) -> str:
    """Say what a person can do with what was shown."""
    again = f'masthead review {plan.id} --send-back "NOTES" | ' if run.kind == KIND else ""
    return f'Decide: {noting.command(plan)} | {again}masthead review {plan.id} --reject "WHY"'


def decided(room: Newsroom, run: Run, plan: FixPlan, decision: Decision, *, by: str) -> str:
    """Carry out a decision, and say what comes next. Raises MistakeError for one that is made elsewhere."""
    command = noting.command(plan)
    if decision.kind == "approve":
        raise MistakeError(APPROVED_THERE.format(command))
    if decision.kind == "reject":
        return noting.rejected(room, plan, decision.notes, by)
    if run.kind != KIND:
        raise MistakeError(EDITED_THERE.format(plan.id, command))
    return noting.sent_back(room, run, plan, decision.notes, by)
