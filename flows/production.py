"""How a run is carried out: through Prefect where a server is configured, else the same steps in this process."""

from collections.abc import Callable
from typing import TypeVar

from flows import planning, research
from flows.article import Production
from flows.newsroom import Newsroom
from flows.orders import Order, Outcome
from flows.prefect_environment import be_quiet, server_configured
from flows.progress import told
from layers.errors import MastheadError, OutageError
from layers.nouns import Brief

T = TypeVar("T")


def here(name: str, work: Callable[[], T]) -> T:
    """Run one step in this process. Whoever talks to the outside has retried already."""
    return work()


def produced(room: Newsroom, order: Order, *, dry_run: bool = False) -> Outcome:
    if server_configured():
        return through_prefect(room, order, dry_run=dry_run)
    return Production(room, here, told).publish(order, dry_run=dry_run)


def through_prefect(room: Newsroom, order: Order, *, dry_run: bool) -> Outcome:
    """Run the `article` flow in this process, reporting to the configured server."""
    be_quiet()
    from flows.runs import PREFECT_DOWN, produce_in_flow

    try:
        return produce_in_flow(room, order, dry_run=dry_run)
    except PREFECT_DOWN as error:
        if isinstance(error, MastheadError):
            raise
        raise PrefectDownError(str(error).splitlines()[0]) from None


class PrefectDownError(OutageError):
    summary = "The Prefect server of PREFECT_API_URL does not answer ({0}). Start it, or unset PREFECT_API_URL to run without one."


def briefed(room: Newsroom, order: Order) -> Brief:
    """Take an order to its brief and stop."""
    production = Production(room, here, told)
    run = room.store.open_run(order.site, "brief", order.article)
    production.begin(order, run)
    job = production.job(order, run)
    try:
        planning.plan(job, production.held(job))
        made = research.brief(job)
    except planning.HeldError:
        made = research.brief(job)
    except MastheadError as error:
        room.store.close_run(run, str(error))
        raise
    room.store.close_run(run, "brief")
    return made
