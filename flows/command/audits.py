"""masthead audit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.command.app import OUTAGE, SITES, AsJson, Sites, app, hint, say
from layers.errors import MistakeError

if TYPE_CHECKING:
    from flows.outside import Looks
    from layers.maintenance import Audit

AUDIT_CODES = {0: 0, 1: 10, 2: 11}
LivePages = Annotated[
    int | None,
    typer.Option("--live", min=1, metavar="N", help="Visit at most N published pages (otherwise as the YAML says)."),
]
NoLive = Annotated[bool, typer.Option("--no-live", help="Visit no page: judge what WordPress holds.")]
Fresh = Annotated[bool, typer.Option("--fresh", help="Visit all pages anew, also those seen a few days ago.")]
AskOthers = Annotated[
    bool, typer.Option("--outbound", help="Ask other sites whether what is linked to is still there.")
]
Exports = Annotated[
    list[Path] | None,
    typer.Option("--search-console", metavar="FILE", help="An export of Search Console: zip, folder, CSV or JSON."),
]


@app.command()
def audit(
    site: Annotated[str, typer.Argument(help="The site's name; or --all.")] = "",
    all_: Annotated[bool, typer.Option("--all", help="Every site of the network.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE", help="Write an HTML page that opens offline.")
    ] = None,
    live: LivePages = None,
    no_live: NoLive = False,
    fresh: Fresh = False,
    outbound: AskOthers = False,
    search_console: Exports = None,
    as_json: AsJson = False,
    sites: Sites = SITES,
) -> None:
    """Find orphans, missing metadata, thin and stale posts. Reads only. Exit code 0 clean, 10 warnings, 11 errors."""
    from flows.audit import audited_all, html_report, terminal
    from flows.newsroom import Newsroom
    from layers.maintenance import exit_code

    room = Newsroom(sites)
    if bool(site) == all_:
        raise MistakeError("Name one site, or say --all.")
    if report is not None and not report.absolute().parent.is_dir():
        raise MistakeError(f"--report {report}: there is no folder {report.absolute().parent}.")
    if search_console and all_:
        raise MistakeError("--search-console belongs to one site: name it.")
    looks = _looks(live, no_live=no_live, fresh=fresh, outbound=outbound, exports=search_console)
    found, failed = audited_all(room, sorted(room.network.sites) if all_ else [site], looks)
    say(as_json_text(found) if as_json else "\n".join(terminal(each) for each in found))
    if report is not None and found:
        report.write_text(html_report(room, found), encoding="utf-8")
        hint(f"Report: {report}")
    for name, error in failed:
        hint(f"masthead: {name} was not audited: {error}")
    raise typer.Exit(OUTAGE if failed else AUDIT_CODES[max(exit_code(each.findings) for each in found)])


def _looks(live: int | None, *, no_live: bool, fresh: bool, outbound: bool, exports: list[Path] | None) -> "Looks":
    from flows.outside import Looks

    if no_live and (fresh or live is not None):
        raise MistakeError("--no-live visits no page; leave out --live and --fresh.")
    return Looks(0 if no_live else live, fresh=fresh, outbound=outbound, search_console=tuple(exports or ()))


def as_json_text(found: "list[Audit]") -> str:
    """One audit is one object; several are a list."""
    texts = [each.model_dump_json(indent=2) for each in found]
    return texts[0] if len(texts) == 1 else f"[{', '.join(texts)}]"
