"""A plan carried out: each object read again, written at once, held against record and live page, and entered in the journal."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from flows.fixes import settling
from flows.fixes.looking import Look, looked, worsened
from flows.fixes.standing import Group, Standing, groups, pending
from flows.inventory import inventoried
from flows.lease import keep, writing_to
from flows.newsroom import Newsroom
from layers.boundary.store import Write
from layers.boundary.wordpress import WordPress
from layers.errors import ChangedMeanwhileError, GoneError, LoginError, MastheadError, WordPressRefusedError
from layers.maintenance.addresses import Addresses
from layers.maintenance.fixing.fields import changes, text_of, with_text
from layers.maintenance.fixing.fragments import fingerprint
from layers.maintenance.fixing.judging import Bench, worse
from layers.maintenance.fixing.preparing import Step, Written, prepared
from layers.nouns import Fix, FixPlan, Inventory, Post, Site
from layers.publishing.builders import page_builder
from layers.publishing.kses import unkept

CANARY = 5
RENEWED_S = 60.0  # a lease lasts ten minutes: once a minute is often enough to keep it
DENIED = 2  # objects refused in a row for want of rights, after which the rest would be too
Told = Callable[[str, str], None]


@dataclass
class Outcome:
    """What became of a plan's fixes in one run. `stopped` says why it ended before its end."""

    applied: list[Fix] = field(default_factory=list)
    set_aside: list[tuple[Fix, str]] = field(default_factory=list)
    taken_back: list[tuple[Fix, str]] = field(default_factory=list)
    waiting: tuple[Fix, ...] = ()
    stopped: str = ""


@dataclass
class Applying:
    """One plan on its way to one site, approved by `by`."""

    room: Newsroom
    site: Site
    plan: FixPlan
    by: str
    told: Told
    inventory: Inventory
    standing: Standing = field(default_factory=Standing)
    outcome: Outcome = field(default_factory=Outcome)
    renewed_at: float = 0.0

    @cached_property
    def wordpress(self) -> WordPress:
        return self.room.wordpress(self.site)

    @cached_property
    def bench(self) -> Bench:
        addresses = Addresses.of(self.site.url, self.inventory)
        slugs = {term.id: term.slug for term in self.inventory.categories}
        return Bench.of(self.site, self.inventory.read_at.date(), addresses, slugs)

    def keep_lease(self) -> None:
        if time.monotonic() - self.renewed_at > RENEWED_S:
            keep(self.room.store, self.site.name)
            self.renewed_at = time.monotonic()

    def aside(self, refused: Sequence[tuple[Fix, str]]) -> None:
        """Set fixes aside that nothing was written for."""
        for fix, why in refused:
            self.room.store.mark_fixes(self.plan.id, [fix.number], "set aside", why=why)
            self.outcome.set_aside.append((fix, why))
            self.told(self.plan.id, f"fix {fix.number} set aside: {why}")


def applied(room: Newsroom, plan: FixPlan, fixes: Sequence[Fix], by: str, told: Told) -> Outcome:
    """Apply the fixes of a plan, and say what became of each. Outages are raised: the same command goes on.

    The first five objects are the canary: where the live page of one of them is worse afterwards, nothing more is written.
    """
    site = room.site(plan.site)
    with writing_to(room.store, site.name):
        work = Applying(room, site, plan, by, told, inventoried(room, site))
        settling.settled(work)
        work.standing = Standing.of(room, plan.id)
        chosen = {fix.number for fix in fixes}
        work_off(work, groups([fix for fix in pending(plan, work.standing) if fix.number in chosen]))
        left = pending(plan, Standing.of(room, plan.id))
        work.outcome.waiting = left
    if not left:
        room.store.close_run(plan.id, said(work.outcome))
    return work.outcome


def work_off(work: Applying, rows: Sequence[Group]) -> None:
    written, denied = 0, 0
    for group in rows:
        work.keep_lease()
        before = len(work.outcome.applied), len(work.outcome.taken_back)
        denied = denied + 1 if lacks_rights(work, group) else 0
        after = len(work.outcome.applied), len(work.outcome.taken_back)
        written += after != before
        if after[1] > before[1] and written <= CANARY:
            work.outcome.stopped = f"the canary was taken back: {work.outcome.taken_back[-1][1]}"
        if denied == DENIED:
            work.outcome.stopped = "the site refuses this user's writes; see `masthead doctor`. Nothing more was tried"
        if work.outcome.stopped:
            return


def lacks_rights(work: Applying, group: Group) -> bool:
    """Carry out the fixes of one object; says whether the site refused them for want of rights, which leaves them as they were."""
    try:
        media(work, group) if group.object_type == "media" else post(work, group)
    except GoneError:
        work.aside([(fix, f"{group.object_type} {group.object_id} is not there any more") for fix in group.fixes])
    except LoginError:
        raise
    except WordPressRefusedError as refused:
        if "(status 403)" in str(refused):
            return True
        work.aside([(fix, str(refused)) for fix in group.fixes])
    return False


def media(work: Applying, group: Group) -> None:
    """Write the alternative text of a file. Its record is all there is to look at: pages hold their own."""
    now_text = work.wordpress.alt_text(group.object_id)
    ready = prepared(now_text, group.fixes, None, "alt text")
    work.aside(ready.refused)
    if not ready.steps:
        return
    entries = entered(work, group, ready.steps)
    try:
        work.wordpress.write_alt_text(group.object_id, ready.steps[0].before, ready.steps[-1].after)
    except (ChangedMeanwhileError, WordPressRefusedError) as error:
        denied_by(work, group, entries, error)
        return
    work.room.store.verify_fixes(work.plan.id, entries, by=work.by)
    work.outcome.applied += [step.fix for step in ready.steps]


def post(work: Applying, group: Group) -> None:
    """Write the fixes of one post or page, and look at its live page before and after."""
    before_look = looked(work.wordpress, group.url)
    faults: tuple[str, ...] = ()
    entries: dict[int, int] = {}
    steps: list[Step] = []

    def decide(stored: Post) -> dict[str, object]:
        nonlocal faults
        steps.extend(chosen_steps(work, group, stored, before_look))
        faults = before_look.faults(stored) if steps else ()
        entries.update(entered(work, group, steps, faults))
        return changes({step.fix.field: step.after for step in steps})

    try:
        _, kept = work.wordpress.change(group.object_id, group.object_type, decide)
    except (ChangedMeanwhileError, WordPressRefusedError) as error:
        if isinstance(error, GoneError) or not entries:
            raise
        denied_by(work, group, entries, error)
        return
    if not steps:
        return
    if problems := worsened(faults, looked(work.wordpress, group.url).faults(kept)):
        # entered first: a run that is killed while it takes a fix back must not take it for one that was never written
        work.room.store.confirm_fixes(work.plan.id, entries, by=work.by, why="\n".join(faults))
        take_back(work, group, steps, entries, f"its live page is worse with it: {'; '.join(problems)}")
    else:
        work.room.store.verify_fixes(work.plan.id, entries, by=work.by)
        work.outcome.applied += [step.fix for step in steps]


def chosen_steps(work: Applying, group: Group, stored: Post, look: Look) -> list[Step]:
    """The steps that can be made now, and that make nothing worse; the others are set aside."""
    if reason := unfit(stored, group, look):
        work.aside([(fix, reason) for fix in group.fixes])
        return []
    steps: list[Step] = []
    for name, fixes in group.by_field().items():
        ready = prepared(text_of(stored, name), fixes, already(work, group, name), stored.modified_gmt)
        work.aside(ready.refused)
        steps += ready.steps
    return harmless(work, stored, steps)


def unfit(stored: Post, group: Group, look: Look) -> str:
    """Why a post is not written to at all; empty where it is."""
    if stored.status != "publish":
        return f"it is '{stored.status}' now, and not published"
    if builder := page_builder(stored.content, look.html, stored.meta, look.page.text):
        return f"it is made with {builder}, and is not edited"
    lost = "" if stored.unfiltered_html or "content" not in group.by_field() else unkept(stored.content)
    return f"it has {lost}, which WordPress would take out of this user's text" if lost else ""


def already(work: Applying, group: Group, name: str) -> Written | None:
    """What earlier runs of this plan have written into the field, from its text before the first of them."""
    rows = work.standing.written((group.object_type, group.object_id, name))
    if not rows:
        return None
    fixes = {fix.number: fix for fix in work.plan.fixes}
    sha = next(fix.field_sha256 for fix in group.fixes if fix.field == name)
    original = next((entry.before for _, entry in rows if fingerprint(entry.before) == sha), rows[0][1].before)
    return Written(original, tuple(fixes[number] for number, _ in rows if number in fixes))


def harmless(work: Applying, stored: Post, steps: list[Step]) -> list[Step]:
    """The steps without those by which a check objects to more than it did; all are judged at once, and singly where they must be."""
    if not steps:
        return steps
    after = work.bench.flaws(with_all(stored, steps))
    if not after or not (now_worse := worse(work.bench.flaws(stored, of=after.keys()), after)):
        return steps
    if work.plan.together:
        work.aside([(step.fix, f"with it the post would fail {', '.join(now_worse)}") for step in steps])
        return []
    flaws = work.bench.flaws(stored)
    for step in steps:
        now_worse = worse(flaws, work.bench.flaws(with_text(stored, step.fix.field, alone(stored, step))))
        if now_worse:
            work.aside([(step.fix, f"with it the post would fail {', '.join(now_worse)}")])
            return harmless(work, stored, again(work, stored, [each.fix for each in steps if each is not step]))
    work.aside([(step.fix, "together with others of this post it would make a check worse") for step in steps])
    return []


def alone(stored: Post, step: Step) -> str:
    """The field with this one step in it."""
    ready = prepared(text_of(stored, step.fix.field), [step.fix], None, "")
    return ready.steps[0].after if ready.steps else step.after


def again(work: Applying, stored: Post, fixes: list[Fix]) -> list[Step]:
    by_field: dict[str, list[Fix]] = {}
    for fix in fixes:
        by_field.setdefault(fix.field, []).append(fix)
    return [step for name, rows in by_field.items() for step in prepared(text_of(stored, name), rows, None, "").steps]


def with_all(stored: Post, steps: Sequence[Step]) -> Post:
    for step in steps:
        stored = with_text(stored, step.fix.field, step.after)
    return stored


def entered(work: Applying, group: Group, steps: Sequence[Step], faults: Sequence[str] = ()) -> dict[int, int]:
    """Enter the steps in the journal, before anything is sent, with the faults that the live page has without them."""
    writes = [
        (step.fix.number, Write(group.object_type, group.object_id, step.fix.field, step.before, step.after))
        for step in steps
    ]
    if not writes:
        return {}
    entries = work.room.store.enter_fixes(work.plan.id, work.by, writes, why="\n".join(faults))
    return {number: entry for (number, _), entry in zip(writes, entries, strict=True)}


def denied_by(work: Applying, group: Group, entries: dict[int, int], error: MastheadError) -> None:
    """The site kept nothing of it. For want of rights the fixes stay to be done: the next login may have them."""
    fixes = {fix.number: fix for fix in group.fixes}
    if "(status 403)" in str(error):
        work.room.store.settle_writes(entries.values(), "not written")
        raise error
    work.room.store.deny_fixes(work.plan.id, entries, str(error))
    work.outcome.set_aside += [(fixes[number], str(error)) for number in entries]
    work.told(work.plan.id, f"{group.url}: {error}")


def take_back(work: Applying, group: Group, steps: Sequence[Step], entries: dict[int, int], why: str) -> None:
    """Put back what stood there, where ours still stands."""
    first = {step.fix.field: step.before for step in reversed(steps)}
    last = {step.fix.field: step.after for step in steps}

    def decide(stored: Post) -> dict[str, object]:
        edited = [name for name in first if text_of(stored, name) != last[name]]
        if edited:
            raise ChangedMeanwhileError(work.site.name, group.object_id, ", ".join(edited))
        return changes(first)

    try:
        work.wordpress.change(group.object_id, group.object_type, decide)
    except ChangedMeanwhileError as changed:
        seen(work, [step.fix for step in steps])
        work.told(work.plan.id, f"{group.url}: {why}. It is left so: {changed}")
        return
    work.room.store.return_fixes(work.plan.id, entries, "taken back", run=work.plan.id, by=work.by, why=why)
    work.outcome.taken_back += [(step.fix, why) for step in steps]
    work.told(work.plan.id, f"{group.url}: taken back: {why}")


def seen(work: Applying, fixes: Sequence[Fix]) -> None:
    work.room.store.mark_fixes(work.plan.id, [fix.number for fix in fixes], "verified", by=work.by)
    work.outcome.applied += fixes


def said(outcome: Outcome) -> str:
    parts = [f"{len(outcome.applied)} applied"]
    parts += [f"{len(outcome.set_aside)} set aside"] if outcome.set_aside else []
    return ", ".join([*parts, *([f"{len(outcome.taken_back)} taken back"] if outcome.taken_back else [])])
