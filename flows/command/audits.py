"""masthead audit."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.command.app import NO_SITES, OUTAGE, SITES, AsJson, Sites, app, hint, say
from layers.errors import MistakeError

if TYPE_CHECKING:
    from flows.newsroom import Newsroom
    from flows.outside import Looks
    from layers.errors import MastheadError
    from layers.maintenance import Audit

CLEAN, WARNINGS, ERRORS = 0, 10, 11
AUDIT_CODES = {0: CLEAN, 1: WARNINGS, 2: ERRORS}


class FailOn(StrEnum):
    """From which severity on the exit code is not 0."""

    ERROR = "error"
    WARNING = "warning"
    NEVER = "never"


ReportFile = Annotated[
    Path | None, typer.Option("--report", metavar="FILE", help="Write an HTML page that opens offline.")
]
CsvFile = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write every finding and verdict for a spreadsheet.")
]
Against = Annotated[
    str, typer.Option("--against", metavar="ID|DATE|last", help="Show what is new, gone and still there since then.")
]
Show = Annotated[str, typer.Option("--show", metavar="ID", help="Show a stored audit; the site is not read again.")]

LivePages = Annotated[
    int | None,
    typer.Option("--live", min=1, metavar="N", help="Visit at most N published pages (otherwise as the YAML says)."),
]
NoLive = Annotated[
    bool,
    typer.Option("--no-live", help="Visit no page: judge what WordPress holds, and pages as they were seen lately."),
]
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
    all_: Annotated[bool, typer.Option("--all", help="Every site of the network, the worst first.")] = False,
    report: ReportFile = None,
    csv: CsvFile = None,
    against: Against = "",
    list_: Annotated[bool, typer.Option("--list", help="List the stored audits; the site is not read.")] = False,
    show: Show = "",
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="From which severity on the exit code is not 0.")
    ] = FailOn.WARNING,
    live: LivePages = None,
    no_live: NoLive = False,
    fresh: Fresh = False,
    outbound: AskOthers = False,
    search_console: Exports = None,
    as_json: AsJson = False,
    sites: Sites = SITES,
) -> None:
    """Judge every post with evidence, and say what to do first. Reads only. Exit code 0 clean, 10 warnings, 11 errors."""
    from flows.audit import html_report, reported
    from flows.audit_text import as_json_text, terminal
    from flows.newsroom import Newsroom
    from layers.maintenance import as_csv

    room = Newsroom(sites)
    for option, file in (("--report", report), ("--csv", csv)):
        writable(option, file)
    if sum((bool(site), all_, bool(show))) != 1:
        raise MistakeError("Name one site, or say --all, or --show ID.")
    if list_:
        if report or csv or against or show or search_console:
            raise MistakeError(
                "--list only says which audits are stored: leave out --report, --csv, --against, --show and --search-console."
            )
        return listed(room, [site] if site else sorted(room.network.sites), as_json)
    if search_console and not site:
        raise MistakeError("--search-console belongs to one site: name it.")
    looks = looked(live, no_live=no_live, fresh=fresh, outbound=outbound, exports=search_console)
    found, failed = stored_or_made(room, site, show, against or "last", looks)
    reports = [reported(room, each, against or "last") for each in found]
    say(as_json_text(reports) if as_json else "\n".join(terminal(each, told=bool(against)) for each in reports))
    if report is not None and reports:
        written(report, html_report(room, reports), "utf-8")
    if csv is not None and reports:
        written(csv, as_csv(found), "utf-8-sig")  # Excel takes a file without the mark for one of the old code pages
    for name, error in failed:
        hint(f"masthead: {name} was not audited: {error}")
    raise typer.Exit(OUTAGE if failed else code(found, fail_on))


def stored_or_made(
    room: "Newsroom", site: str, show: str, against: str, looks: "Looks"
) -> "tuple[list[Audit], list[tuple[str, MastheadError]]]":
    from flows.audit import audited_all, kept_audit, settle

    if show:
        return [kept_audit(room, show)], []
    names = [site] if site else sorted(room.network.sites)
    if not names:
        raise MistakeError(NO_SITES)
    settle(room, names, against)
    return audited_all(room, names, looks)


def looked(live: int | None, *, no_live: bool, fresh: bool, outbound: bool, exports: list[Path] | None) -> "Looks":
    from flows.outside import Looks

    if no_live and (fresh or live is not None):
        raise MistakeError("--no-live visits no page; leave out --live and --fresh.")
    return Looks(0 if no_live else live, fresh=fresh, outbound=outbound, search_console=tuple(exports or ()))


def code(found: "list[Audit]", fail_on: FailOn) -> int:
    from layers.maintenance import exit_code

    worst = AUDIT_CODES[max(exit_code(each.findings) for each in found)]
    tolerated = {FailOn.ERROR: {WARNINGS}, FailOn.WARNING: set(), FailOn.NEVER: {WARNINGS, ERRORS}}[fail_on]
    return CLEAN if worst in tolerated else worst


def listed(room: "Newsroom", names: list[str], as_json: bool) -> None:
    from flows.audit_text import as_list

    for name in names:
        room.site(name)
    say(as_list([line for name in names for line in room.store.audits(name)], as_json))


def writable(option: str, file: Path | None) -> None:
    if file is not None and not file.absolute().parent.is_dir():
        raise MistakeError(f"{option} {file}: there is no folder {file.absolute().parent}.")
    if file is not None and file.is_dir():
        raise MistakeError(f"{option} {file}: that is a folder. Name a file in it.")


def written(file: Path, text: str, encoding: str) -> None:
    try:
        file.write_text(text, encoding=encoding, newline="")
    except OSError as error:
        raise MistakeError(f"{file} cannot be written: {error.strerror}. The audit is kept all the same.") from None
    hint(f"Written: {file}")
