"""Fixes taken back: exactly, where nobody has edited since; else our change alone, and where that cannot be told, nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from flows.fixes.standing import Group, Standing, groups
from flows.lease import keep, writing_to
from flows.newsroom import Newsroom
from flows.undoing import Undone
from layers.boundary.store import JournalEntry
from layers.boundary.wordpress import WordPress
from layers.errors import ChangedMeanwhileError, GoneError, MistakeError, WordPressRefusedError
from layers.maintenance.fixing.differing import plainly
from layers.maintenance.fixing.fields import changes, text_of
from layers.maintenance.fixing.returning import Change, Returned, returned
from layers.nouns import Fix, FixPlan, Post

KIND = "fix"
NOT_OPEN = ("open", "written")


@dataclass
class Undoing:
    """One plan on its way back. `run` is the run that takes it back, `by` who asked for it."""

    room: Newsroom
    plan: FixPlan
    standing: Standing
    run: str
    by: str
    lines: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def undone(room: Newsroom, plan_id: str, by: str, *, only: Collection[int] = (), dry_run: bool = False) -> Undone:
    """Take back the fixes of a plan, or those of these numbers. A person's later edit stays, and the difference is told."""
    plan = room.store.plan(plan_id)
    standing = Standing.of(room, plan_id)
    fixes = standing_fixes(plan, standing, only)
    if not fixes:
        return Undone((f"{plan_id}: nothing of it stands on the site",))
    if dry_run:
        return Undone(tuple(f"would take back: fix {fix.number}, {fix.check}: {fix.url}" for fix in fixes))
    run = room.store.open_run(plan.site, "undo", plan_id)
    with writing_to(room.store, plan.site):
        work = Undoing(room, plan, Standing.of(room, plan_id), run, by)
        wordpress = room.wordpress(room.site(plan.site))
        for group in groups(fixes):
            keep(room.store, plan.site)
            one(work, wordpress, group)
    room.store.close_run(run, "partly undone" if work.left else "undone")
    return Undone(tuple(work.lines), tuple(work.left))


def standing_fixes(plan: FixPlan, standing: Standing, only: Collection[int]) -> list[Fix]:
    """The fixes that stand on the site, those whose end nobody saw among them. Raises MistakeError for a number that is none."""
    strange = sorted(set(only) - {fix.number for fix in plan.fixes})
    if strange:
        raise MistakeError(f"{plan.id} has no fix {strange[0]}.")
    return [
        fix for fix in plan.fixes
        if (not only or fix.number in only) and (entry := standing.entry(fix.number)) and entry.state in NOT_OPEN
    ]  # fmt: skip


def one(work: Undoing, wordpress: WordPress, group: Group) -> None:
    """Take the fixes of one object back."""
    try:
        done = of_media(work, wordpress, group) if group.object_type == "media" else of_post(work, wordpress, group)
    except GoneError:
        work.lines.append(f"{group.object_type} {group.object_id} is not there any more")
        done = list(group.fixes)
    except (ChangedMeanwhileError, WordPressRefusedError) as error:
        leave(work, group.fixes, str(error))
        return
    entries = {fix.number: entry.id for fix in done if (entry := work.standing.entry(fix.number))}
    work.room.store.return_fixes(work.plan.id, entries, "undone", run=work.run, by=work.by)


def of_post(work: Undoing, wordpress: WordPress, group: Group) -> list[Fix]:
    done: list[Fix] = []
    told: list[str] = []

    def decide(stored: Post) -> dict[str, object]:
        texts = {}
        for name, fixes in group.by_field().items():
            back = without(work, group, name, text_of(stored, name), fixes)
            texts[name] = back.text
            done.extend(fix for fix in fixes if fix.number in back.done)
            told.extend(refusals(work, group, name, text_of(stored, name), back))
        return changes(texts)

    wordpress.change(group.object_id, group.object_type, decide)
    said(work, group, done, told)
    return done


def of_media(work: Undoing, wordpress: WordPress, group: Group) -> list[Fix]:
    now = wordpress.alt_text(group.object_id)
    back = without(work, group, "alt_text", now, group.fixes)
    wordpress.write_alt_text(group.object_id, now, back.text)
    done = [fix for fix in group.fixes if fix.number in back.done]
    said(work, group, done, refusals(work, group, "alt_text", now, back))
    return done


def without(work: Undoing, group: Group, name: str, now: str, fixes: Sequence[Fix]) -> Returned:
    """A field without these fixes. One value that a later run wrote too is left: it may be the same by chance."""
    numbers = {fix.number: fix for fix in work.plan.fixes}
    rows = [
        Change(numbers[number], entry.before, entry.after)
        for number, entry in work.standing.standing_at((group.object_type, group.object_id, name)) if number in numbers
    ]  # fmt: skip
    going = {fix.number for fix in fixes}
    whole = name != "content"
    if whole and any(later_run(work, group, name, number) for number in going):
        return Returned(now, frozenset(), tuple(change for change in rows if change.fix.number in going))
    return returned(now, rows, going, whole)


def refusals(work: Undoing, group: Group, name: str, now: str, back: Returned) -> list[str]:
    """Why fixes are left as they are: a later run built on them, or a person has written something else there."""
    lines = []
    for change in back.left:
        later = later_run(work, group, name, change.fix.number)
        if later:
            why = f"{later} has written there since; take that back first: masthead undo {later}"
        elif name == "content":
            why = f"somebody has changed this place since, and theirs stays; ours was {plainly(change.fix.before, change.fix.after)}"
        else:
            why = f"somebody has changed it since, and theirs stays: {plainly(change.after, now)}"
        lines.append(f"fix {change.fix.number}, {group.url}: left as it is: {why}")
    work.left += lines
    return lines


def later_run(work: Undoing, group: Group, name: str, number: int) -> str:
    """Another run that has written to the same field after ours, and whose change stands."""
    own = work.standing.entry(number)
    rows: tuple[JournalEntry, ...] = work.room.store.journal(
        site=work.plan.site, object_type=group.object_type, object_id=group.object_id
    )
    later = [
        entry.run for entry in rows
        if own and entry.id > own.id and entry.field == name and entry.run != work.plan.id and entry.state == "written"
    ]  # fmt: skip
    return later[-1] if later else ""


def leave(work: Undoing, fixes: Sequence[Fix], why: str) -> None:
    lines = [f"fix {fix.number}, {fix.url}: left as it is: {why}" for fix in fixes]
    work.left += lines
    work.lines += lines


def said(work: Undoing, group: Group, done: Sequence[Fix], told: Sequence[str]) -> None:
    if done:
        numbers = ", ".join(str(fix.number) for fix in done)
        work.lines.append(f"{group.url or group.object_type}: fix {numbers} taken back")
    work.lines += told
