"""How a run is carried out: through Prefect where a server is configured, else the same steps in this process."""

from typing import Any

from flows import planning, research
from flows.article import Production
from flows.job import Job
from flows.lease import writing_to
from flows.newsroom import Newsroom
from flows.orders import Order, Outcome
from flows.prefect_environment import be_quiet, reached, server_configured
from flows.progress import told
from flows.steps import here
from layers.errors import MastheadError
from layers.nouns import Brief


def produced(room: Newsroom, order: Order, *, dry_run: bool = False) -> Outcome:
    if server_configured():
        return through_prefect(room, order, dry_run=dry_run)
    return Production(room, here, told).publish(order, dry_run=dry_run)


def through_prefect(room: Newsroom, order: Order, *, dry_run: bool) -> Outcome:
    """Run the `article` flow in this process, reporting to the configured server."""
    be_quiet()
    from flows.runs import article

    Production(room, here, told).begin(
        order, "", ordered=not dry_run
    )  # the flow is given names alone: it finds the order in the store
    with reached():
        outcomes: Any = article(
            str(room.folder.resolve()), order.site, order.keyword, order.slug, rehearse=room.rehearse, dry_run=dry_run
        )
    return Outcome.model_validate(outcomes[0])


def briefed(room: Newsroom, order: Order) -> Brief:
    """Take an order to its brief and stop."""
    with writing_to(room.store, order.article):
        return researched(Production(room, here, told), order)


def researched(production: Production, order: Order) -> Brief:
    room = production.room
    run = room.store.open_run(order.site, "brief", order.article)
    production.begin(order, run, ordered=False)
    job = production.job(order, run)
    try:
        made = brief_of(production, job)
    except MastheadError as error:
        room.store.close_run(run, str(error))
        raise
    room.store.close_run(run, "brief")
    return made


def brief_of(production: Production, job: Job) -> Brief:
    """A brief needs no host yet: on a young site the article would be held, the brief is made all the same."""
    try:
        planning.plan(job, production.held(job))
    except planning.HeldError:
        job.steps.told(job.article, "no page can link to it yet; the brief is made all the same")
    return research.brief(job)
