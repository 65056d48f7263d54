"""masthead site add, site show."""

from typing import Annotated

import typer

from flows.command.app import SITES, AsJson, Sites, app, hint, say

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
    hint(f"3. masthead doctor {name} --probe")


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
