"""masthead sandbox up, down, status."""

from typing import Annotated

import typer

from flows.command.app import SITES, AsJson, Sites, app, hint, say

sandbox_app = typer.Typer(
    help="Local WordPress sites, a rehearsal model and a saved web, to try things on.", no_args_is_help=True
)
app.add_typer(sandbox_app, name="sandbox")


@sandbox_app.command()
def up(
    empty: Annotated[
        list[str] | None, typer.Option("--empty", metavar="NAME", help="Another site without content (repeatable).")
    ] = None,
    sites: Sites = SITES,
) -> None:
    """Start two real WordPress sites, the rehearsal model and the saved web; makes what does not exist yet."""
    from flows.sandboxes import started

    for line in started(sites, tuple(empty or ())):
        say(line)
    hint('Try: masthead doctor coffee --probe && masthead publish coffee "cold brew ratio" --rehearse')
    hint("Stop: masthead sandbox down")


@sandbox_app.command()
def down(
    wipe: Annotated[bool, typer.Option("--wipe", help="Remove the sites and their databases too.")] = False,
    sites: Sites = SITES,
) -> None:
    """End everything that `up` started."""
    from flows.sandboxes import stopped

    stopped(sites, wipe=wipe)
    hint(
        "The sandbox is down, its sites are gone."
        if wipe
        else "The sandbox is down; its sites are kept: masthead sandbox up"
    )


@sandbox_app.command()
def status(as_json: AsJson = False) -> None:
    """Show what runs, and how to log in. With --json: passwords too."""
    from flows.sandboxes import described

    say(described(as_json=as_json))
