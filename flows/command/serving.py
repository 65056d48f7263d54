"""masthead serve."""

from typing import Annotated

import typer

from flows.command.app import SITES, Sites, app, hint


@app.command()
def serve(
    deploy_only: Annotated[
        bool, typer.Option("--deploy-only", help="Write the deployments and end; a worker elsewhere runs them.")
    ] = False,
    sites: Sites = SITES,
) -> None:
    """Deploy every site's schedules to the Prefect server of PREFECT_API_URL and work on them until stopped."""
    from flows.serving import deployed, work

    for name in deployed(sites):
        hint(f"deployed {name}")
    if not deploy_only:
        work()
