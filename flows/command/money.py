"""masthead costs."""

import gc
from typing import Annotated

import typer

from flows.command.app import SITES, AsJson, Sites, app, say

BY = ("article", "layer", "step", "round", "model", "site", "month")


@app.command()
def costs(
    site: Annotated[str, typer.Argument(help="Only this site.")] = "",
    article: Annotated[
        str,
        typer.Option(
            "--article", metavar="ID", help="Only this article, plan of links, fixes or refresh, as the table names it."
        ),
    ] = "",
    month: Annotated[str, typer.Option("--month", metavar="YYYY-MM", help="Only this month (UTC).")] = "",
    by: Annotated[str, typer.Option("--by", help=f"Group by one of: {', '.join(BY)}.")] = "article",
    as_json: AsJson = False,
    sites: Sites = SITES,
) -> None:
    """What was spent: failed, repeated and unconfirmed calls included."""
    gc.disable()  # a tenth of its CPU: it reads, prints and ends

    from flows.costs import as_table, group_by, report
    from flows.newsroom import Newsroom

    field = group_by(by, BY)
    found = report(Newsroom(sites), site=site, article=article, month=month)
    say(found.model_dump_json(indent=2) if as_json else as_table(found, field))
