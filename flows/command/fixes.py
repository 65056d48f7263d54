"""masthead fix."""

import getpass
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.command.app import REFUSED, SITES, WAITING, AsJson, Rehearse, Sites, app, hint, numbers, say
from layers.errors import MistakeError

if TYPE_CHECKING:
    from flows.fixes.applying import Outcome
    from flows.fixes.approving import Wish
    from flows.newsroom import Newsroom
    from layers.nouns import Fix, FixPlan

Fixes = Annotated[
    Path | None,
    typer.Option(
        "--fixes",
        envvar="MASTHEAD_FIXES",
        metavar="FOLDER",
        help="Where plans are; without it `fixes` beside the sites.",
    ),
]
COLOURS = {"same": "{}", "out": "\033[31m{}\033[0m", "in": "\033[32m{}\033[0m"}
GO_ON = "masthead fix {0} --apply --plan {1}"


@app.command()
def fix(
    site: Annotated[str, typer.Argument(help="The site's name.")],
    checks: Annotated[
        list[str] | None, typer.Option("--check", metavar="ID", help="Only this check; may be said again.")
    ] = None,
    fix_class: Annotated[str, typer.Option("--class", metavar="A|B", help="Only fixes of this class.")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Carry the plan out, as far as it is approved.")] = False,
    plan: Annotated[
        str, typer.Option("--plan", metavar="ID|FILE", help="Which plan; without it the newest that is not done.")
    ] = "",
    only: Annotated[str, typer.Option("--only", metavar="N,…", help="Only the fixes of these numbers.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Approve what is named.")] = False,
    fixes: Fixes = None,
    as_json: AsJson = False,
    rehearse: Rehearse = False,
    sites: Sites = SITES,
) -> None:
    """Plan fixes for what an audit finds, as a file to read and edit; with --apply, carry them out."""
    from flows.fixes.approving import Wish
    from flows.fixes.scheduled import plans_of
    from flows.newsroom import Newsroom

    room = Newsroom(sites, rehearse=rehearse)
    folder = fixes or plans_of(room)
    wish = Wish(frozenset(numbers(only, "--only")), frozenset(known(checks or ())), fix_class.upper(), yes)
    if wish.fix_class not in ("", "A", "B"):
        raise MistakeError(f"--class is A or B, not '{fix_class}'.")
    if not apply:
        if plan or only or yes:
            raise MistakeError("--plan, --only and --yes go with --apply.")
        show_plan(made(room, site, folder, wish), folder, as_json=as_json)
        return
    raise typer.Exit(carried_out(room, site, plan, folder, wish, as_json=as_json))


def known(checks: Sequence[str]) -> Sequence[str]:
    from layers.checks import IDS

    for check in checks:
        if check not in IDS:
            raise MistakeError(
                f"There is no check '{check}'. `masthead audit SITE --json` names those that found something."
            )
    return checks


def made(room: "Newsroom", site: str, folder: Path, wish: "Wish") -> "FixPlan":
    from flows.fixes.planning import planned
    from flows.progress import told

    return planned(room, site, folder, told, only=wish.checks, most=wish.fix_class).plan


def show_plan(plan: "FixPlan", folder: Path, *, as_json: bool) -> None:
    from flows import HOME
    from flows.fixes.planning import why_left
    from layers.boundary.plans import file_of
    from layers.boundary.templates import Templates

    if as_json:
        say(plan.model_dump_json(indent=2))
        return
    path = str(file_of(folder, plan.id)) if plan.id else ""
    left = [(check, why, len(rows)) for (check, why), rows in why_left(plan).items()]
    say(Templates(HOME / "templates").render("reports/fixes.txt.j2", plan=plan, path=path, left=left).rstrip("\n"))


def carried_out(room: "Newsroom", site: str, name: str, folder: Path, wish: "Wish", *, as_json: bool) -> int:
    """Apply a plan as far as it is approved, and return the exit code."""
    from flows.fixes import approving
    from flows.fixes.applying import Outcome
    from flows.fixes.carrying import Orders, carried

    name = name or approving.latest(room, site)
    plan = approving.opened(room, site, name, folder) if name else made(room, site, folder, wish)
    if not plan.fixes:
        say(as_data(plan, Outcome()) if as_json else f"{site}: nothing to fix")
        return 0
    if not as_json:
        show(plan.fixes if not wish.only else approving.wished(plan.fixes, wish, plan))
    asks = sys.stdin.isatty() and sys.stdout.isatty()
    outcome = carried(room, plan, Orders(wish, getpass.getuser(), asked if asks else None, lambda each: show([each])))
    return told_outcome(plan, outcome, as_json=as_json)


def asked(question: str) -> str:
    return str(typer.prompt(question, prompt_suffix="", default="n", show_default=False))


def show(fixes: Sequence["Fix"]) -> None:
    for line in shown(fixes, coloured=sys.stdout.isatty()):
        say(line)


def shown(fixes: Sequence["Fix"], *, coloured: bool) -> Iterator[str]:
    """Each fix as a person reads it: the words that go and those that come."""
    from layers.maintenance.fixing.differing import of_fix, plainly

    for each in fixes:
        cost = f", ${each.cost_usd:.5f}" if each.cost_usd else ""
        yield f"{each.number:>4}  {each.check} ({each.fix_class}, {each.made_by}{cost})  {each.url or each.title}"
        yield f"      {each.field}: {each.reason}. Risk: {each.risk}."
        words = (
            "".join(COLOURS[piece.part].format(piece.text) for piece in of_fix(each))
            if coloured
            else plainly(each.before, each.after)
        )
        yield "\n".join(f"      | {line}" for line in words.splitlines() or [""])


def told_outcome(plan: "FixPlan", outcome: "Outcome", *, as_json: bool) -> int:
    """Say what became of it on stdout, and what comes next on stderr."""
    if as_json:
        say(as_data(plan, outcome))
    else:
        say(f"{plan.id}: {len(outcome.applied)} of {len(plan.fixes)} fixes applied and verified")
        for each, why in outcome.set_aside:
            say(f"  fix {each.number} set aside, {each.url}: {why}")
        for each, why in outcome.taken_back:
            say(f"  fix {each.number} taken back, {each.url}: {why}")
    if outcome.applied:
        hint(f"Take it back: masthead undo {plan.id}")
    if outcome.stopped:
        hint(f"Stopped: {outcome.stopped}.")
        return REFUSED
    if outcome.waiting:
        count = len(outcome.waiting)
        hint(
            f"{'1 fix waits' if count == 1 else f'{count} fixes wait'} for your approval: {GO_ON.format(plan.site, plan.id)}"
        )
        return WAITING
    return REFUSED if outcome.taken_back else 0


def as_data(plan: "FixPlan", outcome: "Outcome") -> str:
    return json.dumps({
        "plan": plan.id, "applied": [each.number for each in outcome.applied],
        "set_aside": [{"number": each.number, "why": why} for each, why in outcome.set_aside],
        "taken_back": [{"number": each.number, "why": why} for each, why in outcome.taken_back],
        "waiting": [each.number for each in outcome.waiting], "stopped": outcome.stopped,
    })  # fmt: skip
