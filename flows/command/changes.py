"""masthead undo, history: what was changed on a site, by an article or a run."""

import getpass
from typing import Annotated

import typer

from flows.command.app import REFUSED, SITES, AsJson, Sites, app, hint, say
from flows.command.fixes import numbers


@app.command()
def undo(
    what: Annotated[
        str, typer.Argument(metavar="ID", help="An article (site/slug), or a run such as site/2026-11-28-a.")
    ],
    only: Annotated[str, typer.Option("--only", metavar="N,…", help="Only the fixes of these numbers.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be taken back.")] = False,
    sites: Sites = SITES,
) -> None:
    """Take back what an article or a run changed on its site. What a person has written there since stays."""
    from flows.newsroom import Newsroom
    from flows.taking_back import taken_back

    undone = taken_back(Newsroom(sites), what, getpass.getuser(), only=numbers(only), dry_run=dry_run)
    for line in undone.lines:
        say(line)
    raise typer.Exit(0 if undone.complete else REFUSED)


@app.command()
def history(
    what: Annotated[
        str, typer.Argument(metavar="SITE|ID|ADDRESS", help="A site, an article, a run, or a post's address.")
    ],
    as_json: AsJson = False,
    sites: Sites = SITES,
) -> None:
    """Show every change that was made: when, by which run, to what, why, approved by whom, undone or not."""
    import json
    from dataclasses import asdict

    from flows.history import history as changes
    from flows.newsroom import Newsroom

    lines = changes(Newsroom(sites), what)
    if as_json:
        say(json.dumps([asdict(line) for line in lines], default=str))
        return
    for line in lines:
        state = f"undone {line.undone_at:%Y-%m-%d %H:%M}" if line.undone_at else line.state
        by = f"; approved by {line.by}" if line.by else ""
        say(
            f"{line.at:%Y-%m-%d %H:%M:%S}  {line.run:<26} {line.object_type} {line.object_id:<7} {line.field:<9} {state}"
            f"  {line.why}{by}".rstrip()
        )
    if not lines:
        hint("Nothing was changed there.")
