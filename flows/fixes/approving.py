"""Which fixes of a plan may be written: as the site's dial says, as a person says in the terminal, or as the command was told."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.fixes.standing import Standing, pending
from flows.newsroom import Newsroom
from layers.boundary.plans import file_of, is_as_made, mistake, read_plan
from layers.errors import MistakeError
from layers.maintenance.fixing.editing import slips
from layers.nouns import Fix, FixApproval, FixPlan

ALLOWED: dict[FixApproval, str] = {"none": "", "A": "A", "B": "AB"}
Ask = Callable[[str], str]
Show = Callable[[Fix], None]
CHOICES = "Apply [a]ll, class A only [A], class B only [B], by [c]heck, [o]ne by one, or [n]one? "


@dataclass(frozen=True)
class Wish:
    """What the command was told: only these numbers, checks, this class; `yes` approves them."""

    only: frozenset[int] = frozenset()
    checks: frozenset[str] = frozenset()
    fix_class: str = ""
    yes: bool = False


def latest(room: Newsroom, site: str) -> str:
    """The newest plan of a site, where it still has a fix to be applied; else empty. An older one was planned for an older site."""
    for plan in reversed(room.store.plans(site)):
        made = room.store.plan(plan)
        if not made.together:
            return plan if pending(made, Standing.of(room, plan)) else ""
    return ""


def opened(room: Newsroom, site: str, name: str, folder: Path) -> FixPlan:
    """Read a plan, by its id or its file, with what a person has edited in it. Raises PlanError for what cannot be applied."""
    room.site(site)
    made = room.store.find_plan(name)
    path = file_of(folder, name) if made is not None else Path(name)
    if made is not None and made.together:
        raise MistakeError(f"{name} is a refresh of one post, and no plan of fixes: masthead refresh {made.site}")
    if made is not None and made.site != site:
        raise MistakeError(f"The plan {name} is for {made.site}, not for {site}.")
    if made is not None and not path.exists():
        return made
    if made is not None and is_as_made(path, made):
        return made
    edited, document = read_plan(path)
    if edited.site != site:
        raise mistake(document, ("site",), f"the plan is for '{edited.site}', not for '{site}'")
    made = made or room.store.plan(edited.id)
    if edited.id != made.id:
        raise mistake(document, ("id",), f"the file of {made.id} says that it is '{edited.id}'")
    for slip in slips(edited, made, room_ids(room, edited)):
        raise mistake(document, slip.key, slip.problem)
    return amended(room, made, edited)


def room_ids(room: Newsroom, plan: FixPlan) -> frozenset[int] | None:
    """The ids of the site's terms, looked up where the plan has a fix of terms."""
    if not any(fix.field in ("categories", "tags") for fix in plan.fixes):
        return None
    wordpress = room.wordpress(room.site(plan.site))
    return frozenset(term.id for kind in ("categories", "tags") for term in wordpress.terms(kind))


def amended(room: Newsroom, made: FixPlan, edited: FixPlan) -> FixPlan:
    """Keep what a person has put into the plan; a fix that is applied already stays what it was."""
    standing = Standing.of(room, made.id)
    words = {fix.number: fix for fix in edited.fixes if standing.entry(fix.number) is None}
    whole = made.model_copy(update={"fixes": tuple(words.get(fix.number, fix) for fix in made.fixes)})
    if whole != made:
        room.store.amend_plan(whole)
    kept = {fix.number for fix in edited.fixes}
    return whole.model_copy(update={"fixes": tuple(fix for fix in whole.fixes if fix.number in kept)})


def wished(fixes: Sequence[Fix], wish: Wish, plan: FixPlan) -> tuple[Fix, ...]:
    """The fixes that the command names. Raises MistakeError for a number that the plan has not."""
    strange = sorted(wish.only - {fix.number for fix in plan.fixes})
    if strange:
        raise MistakeError(f"The plan {plan.id} has no fix {strange[0]}.")
    return tuple(
        fix for fix in fixes
        if (not wish.only or fix.number in wish.only) and (not wish.checks or fix.check in wish.checks)
        and fix.fix_class in (wish.fix_class or "ABC")
    )  # fmt: skip


def dialled(fixes: Sequence[Fix], dial: FixApproval) -> tuple[Fix, ...]:
    """The fixes that need no approval here."""
    return tuple(fix for fix in fixes if fix.fix_class in ALLOWED[dial])


def chosen(fixes: Sequence[Fix], ask: Ask, show: Show) -> tuple[Fix, ...]:
    """Have a person choose, in a terminal."""
    answer = ask(CHOICES).strip()
    if answer in ("A", "B"):
        return tuple(fix for fix in fixes if fix.fix_class == answer)
    if answer.lower() in ("a", "all"):
        return tuple(fixes)
    if answer.lower() in ("c", "check"):
        return by_check(fixes, ask)
    return one_by_one(fixes, ask, show) if answer.lower() in ("o", "one") else ()


def by_check(fixes: Sequence[Fix], ask: Ask) -> tuple[Fix, ...]:
    names: Collection[str] = dict.fromkeys(fix.check for fix in fixes)
    taken = {
        name for name in names if yes(ask(f"{name}, {sum(fix.check == name for fix in fixes)} fixes: apply? [y/n] "))
    }
    return tuple(fix for fix in fixes if fix.check in taken)


def one_by_one(fixes: Sequence[Fix], ask: Ask, show: Show) -> tuple[Fix, ...]:
    taken = []
    for fix in fixes:
        show(fix)
        if yes(ask(f"fix {fix.number}: apply? [y/n] ")):
            taken.append(fix)
    return tuple(taken)


def yes(answer: str) -> bool:
    return answer.strip().lower() in ("y", "yes")
