"""masthead site add, site show, doctor."""

from typing import Annotated

import typer

from flows.command.app import REFUSED, SITES, AsJson, Sites, app, hint, say
from layers.errors import MistakeError

site_app = typer.Typer(help="Add a site, or show what is in force for one.", no_args_is_help=True)
app.add_typer(site_app, name="site")


@site_app.command()
def add(
    url: Annotated[str, typer.Argument(help="The address of the WordPress site.")],
    name: Annotated[str, typer.Option("--name", help="A short name for it: letters, digits and dashes.")],
    sites: Sites = SITES,
) -> None:
    """Write sites/NAME.yaml for a site, filled in from what the site says of itself."""
    from flows.site_files import added

    path, variables = added(sites, name, url)
    say(str(path))
    hint(f"1. Put the login into {sites / '.env'} (chmod 600): {' and '.join(variables)}")
    hint(f"2. Say what the site is about in {path}: voice, remit, categories")
    hint(f"3. masthead doctor {name}")


@site_app.command()
def show(
    site: Annotated[str, typer.Argument(help="The site's name.")], as_json: AsJson = False, sites: Sites = SITES
) -> None:
    """Show every effective value of a site with the file and line that it comes from."""
    from flows.site_files import effective

    found = effective(sites, site)
    if as_json:
        import json

        say(json.dumps([{"key": each.key, "value": each.value, "from": each.origin} for each in found], indent=2))
        return
    for each in found:
        say(f"{each.key:<34} {each.value:<46} {each.origin}")


@app.command()
def doctor(
    site: Annotated[str, typer.Argument(help="The site's name.")] = "",
    companion: Annotated[
        bool, typer.Option("--companion", help="Print the optional WordPress companion, and how to install it.")
    ] = False,
    sites: Sites = SITES,
    as_json: AsJson = False,
) -> None:
    """Examine a site and its login: what works, what does not and what to do. Reads only. Exit code 0 well, 1 any fault."""
    from flows import examination
    from flows.newsroom import Newsroom

    if bool(site) == companion:
        raise MistakeError("Name one site, or say --companion.")
    if companion:
        say(examination.companion().rstrip("\n"))
        hint("\n".join(examination.INSTALLING))
        return
    found = examination.examined(Newsroom(sites), site)
    say(found.model_dump_json(indent=2) if as_json else examination.terminal(found))
    raise typer.Exit(0 if found.healthy else REFUSED)
