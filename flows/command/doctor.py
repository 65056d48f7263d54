"""masthead doctor."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from flows.command.app import NO_SITES, REFUSED, SITES, AsJson, Sites, app, exit_code, hint, say
from layers.errors import MastheadError, MistakeError

if TYPE_CHECKING:
    from flows.newsroom import Newsroom
    from layers.publishing.doctor import Diagnosis


@app.command()
def doctor(
    site: Annotated[str, typer.Argument(help="The site's name; without it, all sites.")] = "",
    probe: Annotated[
        bool, typer.Option("--probe", help="Also try out, with a draft that is removed again, what the site keeps.")
    ] = False,
    companion: Annotated[
        bool, typer.Option("--companion", help="Print the optional WordPress companion, and how to install it.")
    ] = False,
    sites: Sites = SITES,
    as_json: AsJson = False,
) -> None:
    """Examine a site and its login: what works, what does not and what to do.

    Only reads; with --probe it also writes, says so first, and removes it again. Exit code 0 well, 1 any fault.
    """
    from flows import examination
    from flows.newsroom import Newsroom

    if companion:
        if site or probe:
            raise MistakeError("--companion only prints a file: leave SITE and --probe out.")
        say(examination.companion().rstrip("\n"))
        hint("\n".join(examination.INSTALLING))
        return
    room = Newsroom(sites)
    if site:
        found = visited(room, site, probe=probe)
        say(found.model_dump_json(indent=2) if as_json else examination.terminal(found))
        raise typer.Exit(0 if found.healthy else REFUSED)
    raise typer.Exit(every(room, probe=probe, as_json=as_json))


def visited(room: "Newsroom", name: str, *, probe: bool) -> "Diagnosis":
    from flows import examination

    return examination.probed(room, name, hint) if probe else examination.examined(room, name)


def every(room: "Newsroom", *, probe: bool, as_json: bool) -> int:
    """Visit all sites and return the exit code: a site that cannot be visited is told and keeps no other from its turn."""
    from flows.examination import terminal

    names = sorted(room.network.sites)
    if not names:
        raise MistakeError(NO_SITES)
    codes: list[int] = []
    made = each(room, names, codes, probe=probe)
    if as_json:
        say(json.dumps([found.model_dump(mode="json") for found in made], indent=2))
    else:
        for found in made:
            say(terminal(found))
    return max(codes)


def each(room: "Newsroom", names: list[str], codes: list[int], *, probe: bool) -> Iterator["Diagnosis"]:
    """Visit one site after the other; what each ends with is added to `codes`."""
    for name in names:
        try:
            found = visited(room, name, probe=probe)
        except MastheadError as error:
            hint(f"masthead: {error}")
            codes.append(exit_code(error))
        else:
            codes.append(0 if found.healthy else REFUSED)
            yield found
