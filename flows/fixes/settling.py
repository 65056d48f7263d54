"""What a killed run left: writes whose end nobody saw are looked up on the site, and pages that nobody looked at are looked at."""

from typing import TYPE_CHECKING

from flows.fixes.looking import looked, worsened
from flows.fixes.standing import Group, Standing, groups
from layers.errors import GoneError
from layers.maintenance.fixing.fields import text_of
from layers.maintenance.fixing.fragments import taken_out
from layers.maintenance.fixing.preparing import Step
from layers.nouns import Post

if TYPE_CHECKING:
    from flows.fixes.applying import Applying

GONE = "the object is not there any more"
BACK = "its live page was worse with it"
LOST = "somebody has changed it since, and nothing of this fix stands there"


def settled(work: "Applying") -> None:
    """Settle the writes of the plan that are open, then look at the pages of those that were kept."""
    standing = Standing.of(work.room, work.plan.id)
    for group in of_numbers(work, standing.open()):
        settle(work, group, standing)
    standing = Standing.of(work.room, work.plan.id)
    for group in of_numbers(work, standing.unseen()):
        look(work, group, standing)


def of_numbers(work: "Applying", numbers: list[int]) -> list[Group]:
    return groups([fix for fix in work.plan.fixes if fix.number in set(numbers)])


def settle(work: "Applying", group: Group, standing: Standing) -> None:
    """Say of each open write whether the site has it. All writes to one object were one request."""
    texts = present(work, group)
    kept, lost, gone = {}, {}, {}
    for fix in group.fixes:
        entry = standing.entry(fix.number)
        if entry is None:
            continue
        last = [each for each in map(standing.entry, [one.number for one in group.by_field()[fix.field]]) if each]
        now = texts.get(fix.field)
        if now is None:
            gone[fix.number] = entry.id
        elif now == min(last, key=lambda each: each.id).before:
            lost[fix.number] = (entry.id, True)
        elif now == max(last, key=lambda each: each.id).after or stands(now, entry.before, entry.after):
            kept[fix.number] = entry.id
        else:
            lost[fix.number] = (entry.id, False)
    store, plan = work.room.store, work.plan.id
    # all of them were entered with the faults that the page had before
    store.confirm_fixes(plan, kept, by=work.by, why=standing.marks[group.fixes[0].number].why)
    store.deny_fixes(plan, gone, GONE)
    store.deny_fixes(plan, {number: entry for number, (entry, as_before) in lost.items() if not as_before}, LOST)
    store.settle_writes([entry for entry, as_before in lost.values() if as_before], "not written")


def stands(now: str, before: str, after: str) -> bool:
    """Whether our change is in a text that somebody has edited elsewhere."""
    return now != before and taken_out(now, before, after) is not None


def present(work: "Applying", group: Group) -> dict[str, str]:
    """The fields of an object as they are; none where it is gone."""
    try:
        if group.object_type == "media":
            return {"alt_text": work.wordpress.alt_text(group.object_id)}
        stored = work.wordpress.post(group.object_id, group.object_type)
    except GoneError:
        return {}
    return {name: text_of(stored, name) for name in group.by_field()}


def look(work: "Applying", group: Group, standing: Standing) -> None:
    """Look at the live page of what was kept. How it was before was entered with the write."""
    from flows.fixes.applying import seen, take_back

    if group.object_type == "media":
        seen(work, group.fixes)
        return
    try:
        stored: Post = work.wordpress.post(group.object_id, group.object_type)
    except GoneError:
        seen(work, group.fixes)
        return
    rows = [(fix, entry) for fix in group.fixes if (entry := standing.entry(fix.number))]
    rows.sort(key=lambda row: row[1].id)
    steps = [Step(fix, entry.before, entry.after) for fix, entry in rows]
    entries = {fix.number: entry.id for fix, entry in rows}
    if was_taken_back(stored, steps):
        work.room.store.return_fixes(work.plan.id, entries, "taken back", run=work.plan.id, by=work.by, why=BACK)
        return
    before = standing.marks[group.fixes[0].number].why.splitlines()
    if problems := worsened(before, looked(work.wordpress, group.url).faults(stored)):
        take_back(work, group, steps, entries, f"its live page is worse with it: {'; '.join(problems)}")
    else:
        seen(work, group.fixes)


def was_taken_back(stored: Post, steps: list[Step]) -> bool:
    """Whether the run that was killed had put everything back before it could say so."""
    first = {step.fix.field: step.before for step in reversed(steps)}
    return all(text_of(stored, name) == text for name, text in first.items())
