"""masthead audit."""

from pathlib import Path
from typing import Annotated

import typer

from flows.command.app import SITES, AsJson, Sites, app, hint, say
from layers.errors import MistakeError

AUDIT_CODES = {0: 0, 1: 10, 2: 11}


@app.command()
def audit(
    site: Annotated[str, typer.Argument(help="The site's name; or --all.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="Every site of the network.")] = False,
    report: Annotated[Path | None, typer.Option("--report", metavar="FILE", help="Write an HTML page that opens offline.")] = None,
    as_json: AsJson = False,
    sites: Sites = SITES,
) -> None:
    """Find orphans, missing metadata, thin and stale posts. Reads only. Exit code 0 clean, 10 warnings, 11 errors."""
    from flows.audit import audited, html_report, terminal
    from flows.newsroom import Newsroom
    from layers.maintenance import exit_code

    room = Newsroom(sites)
    if bool(site) == all_:
        raise MistakeError("Name one site, or say --all.")
    found = [audited(room, name) for name in (sorted(room.network.sites) if all_ else [site])]
    for each in found:
        say(each.model_dump_json(indent=2) if as_json else terminal(each))
    if report is not None:
        report.write_text(html_report(room, found), encoding="utf-8")
        hint(f"Report: {report}")
    raise typer.Exit(AUDIT_CODES[max(exit_code(each.findings) for each in found)])
