"""masthead demo."""

from typing import Annotated

import typer

from flows.command.app import PARKED, SITES, Sites, app, say


@app.command()
def demo(
    keep: Annotated[bool, typer.Option("--keep", help="Leave the sites up afterwards and say how to log in.")] = False,
    sites: Sites = SITES,
) -> None:
    """Two real WordPress sites on this machine, keywords to linked posts, an audit before and after, the bill."""
    from flows.demo import demonstrate

    lines, complete = demonstrate(sites, keep=keep)
    for line in lines:
        say(line)
    raise typer.Exit(0 if complete else PARKED)
