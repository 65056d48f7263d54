"""What a person wants changed in a refresh that was shown: kept with the text that it is about, and worked in by the next one."""

from flows.fixes.standing import Standing, pending
from flows.newsroom import Newsroom
from flows.refreshing.work import text_of_post
from layers.boundary.store import Run
from layers.errors import MistakeError
from layers.nouns import Fix, FixPlan

NOT_WAITING = (
    "{0} does not wait for a decision: it was carried out, taken back or set aside. `masthead review` lists what does."
)
BEGUN = "{0} was begun to be written, and its end was not seen. Go on with it first: {1}"
GO_ON = "{0}: the notes are kept. Have it written anew with them: masthead refresh {1} {2}"


def noted(room: Newsroom, text: str, notes: str, by: str) -> None:
    """Keep notes about the refresh of one text. The same again, to a run that was killed, is the same command run again."""
    if room.store.notes(text)[-1:] != (notes,):
        room.store.decide(text, "", "send-back", notes=notes, by=by)


def sent_back(room: Newsroom, run: Run, plan: FixPlan, notes: str, by: str) -> str:
    """Have the next refresh of the post written with these notes; what was shown is set aside."""
    fixes = waiting(room, plan)
    of_content = [fix for fix in fixes if fix.field == "content"]
    if not of_content:
        raise MistakeError(f"{plan.id} changes no words, so there is nothing to write anew. Use --reject instead.")
    noted(room, text_of_post(run.article, of_content[0].field_sha256), notes, by)
    room.store.mark_fixes(plan.id, [fix.number for fix in fixes], "set aside", why=f"sent back: {notes}", by=by)
    return GO_ON.format(plan.id, plan.site, fixes[0].object_id)


def rejected(room: Newsroom, plan: FixPlan, why: str, by: str) -> str:
    """Set aside all that waits of a plan: nothing of it is written any more."""
    fixes = waiting(room, plan)
    room.store.mark_fixes(plan.id, [fix.number for fix in fixes], "set aside", why=f"rejected: {why}", by=by)
    return f"{plan.id} is rejected: {why}"


def waiting(room: Newsroom, plan: FixPlan) -> tuple[Fix, ...]:
    """The fixes that nobody has decided. Raises MistakeError where there is none, and for writes whose end nobody saw."""
    standing = Standing.of(room, plan.id)
    fixes = pending(plan, standing)
    if standing.open() or standing.unseen():
        raise MistakeError(BEGUN.format(plan.id, command(plan)))
    if not fixes:
        raise MistakeError(NOT_WAITING.format(plan.id))
    return fixes


def command(plan: FixPlan) -> str:
    """The command that writes what a plan has."""
    if plan.together:
        return f"masthead refresh {plan.site} {plan.fixes[0].object_id} --approve {plan.id}"
    return f"masthead fix {plan.site} --apply --plan {plan.id}"
