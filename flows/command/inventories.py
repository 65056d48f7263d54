"""masthead inventory."""

from pathlib import Path
from typing import Annotated

import typer

from flows.command.app import SITES, AsJson, Sites, app, hint, say


@app.command()
def inventory(
    site: Annotated[str, typer.Argument(help="The site's name.")],
    full: Annotated[
        bool, typer.Option("--full", help="Read every row of the site again, not only what has changed.")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FOLDER|FILE.db",
            help="Write the site as tables: CSV files with a SQLite file, or that alone.",
        ),
    ] = None,
    as_json: AsJson = False,
    sites: Sites = SITES,
) -> None:
    """Bring the mirror of a site up to date, and tell what is in it and what was not shown. Reads only."""
    from flows.inventory import exported, inventoried, terminal
    from flows.newsroom import Newsroom
    from layers.maintenance.counting import counted

    room = Newsroom(sites)
    found = inventoried(room, room.site(site), full=full, told=hint)
    for path in exported(room, room.site(site), found, export) if export else ():
        hint(f"Written: {path}")
    say(counted(found).model_dump_json(indent=2) if as_json else terminal(counted(found)))
