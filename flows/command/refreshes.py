"""masthead refresh."""

import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.command.app import REFUSED, SITES, WAITING, AsJson, Rehearse, Sites, app, hint, say
from layers.errors import MistakeError

if TYPE_CHECKING:
    from flows.newsroom import Newsroom
    from flows.refreshing.carrying import Ended, Wish
    from flows.refreshing.planning import Made


Post = Annotated[
    str,
    typer.Argument(metavar="[ID]", help="The post: its number, slug or address, or site/slug. Without it: a list."),
]
Approved = Annotated[
    str, typer.Option("--approve", metavar="RUN", help="Approve exactly what an earlier run has shown.")
]
Phrase = Annotated[
    str,
    typer.Option("--keyword", help="What the competition is looked up by; without it the article's, or the title."),
]
Notes = Annotated[
    str, typer.Option("--notes", metavar="NOTES", help="What to write otherwise than it was shown before.")
]
Redirects = Annotated[
    Path | None,
    typer.Option(
        "--redirects", metavar="FOLDER", help="Write redirect rules for posts that should leave; nothing is applied."
    ),
]


@app.command()
def refresh(
    site: Annotated[str, typer.Argument(help="The site's name.")],
    post: Post = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Draft and show; write nothing to the site.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Approve what this run shows.")] = False,
    approve: Approved = "",
    keyword: Phrase = "",
    notes: Notes = "",
    redirects: Redirects = None,
    as_json: AsJson = False,
    rehearse: Rehearse = False,
    sites: Sites = SITES,
) -> None:
    """List the stale posts that are worth new work; with a post, bring what is out of date in it up to date."""
    from flows.newsroom import Newsroom

    room = Newsroom(sites, rehearse=rehearse)
    if redirects is not None or not post:
        if post or dry_run or yes or approve or keyword or notes:
            raise MistakeError(
                "--dry-run, --yes, --approve, --keyword and --notes go with a post, --redirects and the list without."
            )
        say(listed(room, site, as_json=as_json) if redirects is None else proposed(room, site, redirects))
        return
    if dry_run and (yes or approve):
        raise MistakeError("--dry-run writes nothing, so it approves nothing: leave out --yes and --approve.")
    if approve and keyword:
        raise MistakeError("--approve writes what was shown before, so nothing is looked up: leave out --keyword.")
    if notes and not notes.strip():
        raise MistakeError('--notes needs words, for example --notes "leave out the section about the dose".')
    if approve and notes:
        raise MistakeError("--approve writes what was shown before, so no note changes it: leave out --notes.")
    from flows.refreshing.carrying import Wish

    ask = asked if sys.stdin.isatty() and sys.stdout.isatty() and not as_json else None
    wish = Wish(
        getpass.getuser(),
        yes=yes,
        dry_run=dry_run,
        plan=approve,
        keyword=keyword,
        notes=notes,
        ask=ask,
        show=nothing if as_json else show,
    )
    raise typer.Exit(one(room, site, post, wish, as_json=as_json))


def listed(room: "Newsroom", site: str, *, as_json: bool) -> str:
    from flows.refreshing.choosing import candidates

    found = candidates(room, site)
    if as_json:
        rows = [each.model_dump(mode="json") for each in found.verdicts]
        usd = {"about_usd": str(found.about_usd), "at_most_usd": str(found.at_most_usd)}
        return json.dumps({"audit": found.audit.id, **usd, "posts": rows})
    return room.templates.render("reports/refreshes.txt.j2", found=found, site=site).rstrip("\n")


def proposed(room: "Newsroom", site: str, folder: Path) -> str:
    from flows.refreshing.redirecting import written

    return "\n".join(written(room, site, folder))


def one(room: "Newsroom", site: str, post: str, wish: "Wish", *, as_json: bool) -> int:
    """Refresh one post and say what became of it; returns the exit code."""
    from flows.progress import told
    from flows.refreshing.carrying import refreshed

    ended = refreshed(room, site, post, wish, told)
    if as_json:
        say(as_data(ended))
    return outcome_of(site, post, ended, wish, as_json=as_json)


def asked() -> bool:
    answer = typer.prompt("Write this? [y/n] ", prompt_suffix="", default="n", show_default=False)
    return str(answer).strip().lower() in ("y", "yes")


def nothing(made: "Made") -> None:
    """What is printed as JSON at the end is not told before."""


def show(made: "Made") -> None:
    from flows import HOME
    from flows.command.fixes import shown
    from layers.boundary.templates import Templates

    say(Templates(HOME / "templates").render("reports/refresh.txt.j2", made=made).rstrip("\n"))
    for line in shown(made.plan.fixes, coloured=sys.stdout.isatty()):
        say(line)


def outcome_of(site: str, post: str, ended: "Ended", wish: "Wish", *, as_json: bool) -> int:
    plan, outcome = ended.plan, ended.outcome
    if plan is None or not plan.fixes:
        hint("Nothing is to be written: nothing of it is out of date that evidence at hand could mend.")
        return 0
    if ended.waiting:
        hint(f"It waits for your approval: masthead refresh {site} {post} --approve {plan.id}")
        hint(
            f'Or have it written anew: masthead refresh {site} {post} --notes "NOTES". See it again: masthead review {plan.id}'
        )
        return WAITING
    if outcome is None:
        hint("Nothing was written.")
        return 0
    for fix, why in [*outcome.set_aside, *outcome.taken_back]:
        hint(f"change {fix.number}: {why}")
    if not outcome.applied:
        hint("The post stays as it is.")
        return REFUSED
    if not as_json:
        say(f"{plan.id}: {plan.fixes[0].url} is refreshed: {len(outcome.applied)} changes written and verified")
    hint(f"Take it back: masthead undo {plan.id}")
    return REFUSED if outcome.taken_back or outcome.set_aside else 0


def as_data(ended: "Ended") -> str:
    plan, outcome = ended.plan, ended.outcome
    return json.dumps({
        "brief": ended.made.brief.model_dump(mode="json", exclude={"evidence"}) if ended.made else None,
        "concerns": list(ended.made.concerns) if ended.made else [],
        "plan": plan.model_dump(mode="json") if plan else None,
        "waiting": ended.waiting,
        "applied": [fix.number for fix in outcome.applied] if outcome else [],
        "set_aside": [{"number": fix.number, "why": why} for fix, why in outcome.set_aside] if outcome else [],
        "taken_back": [{"number": fix.number, "why": why} for fix, why in outcome.taken_back] if outcome else [],
    })  # fmt: skip
