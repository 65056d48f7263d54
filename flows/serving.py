"""Schedules: one deployment per flow and site on a process work pool, and a worker that carries them out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows import HOME
from flows.newsroom import Newsroom
from flows.prefect_environment import be_quiet, server_configured
from layers.errors import MistakeError
from layers.nouns import Site

POOL = "masthead"


@dataclass(frozen=True)
class Planned:
    """One deployment: which flow, for which site, and when (an empty cron line: only on demand)."""

    flow: str
    site: str
    cron: str
    timezone: str
    parameters: dict[str, object]


def planned(folder: Path, site: Site) -> Iterator[Planned]:
    base: dict[str, object] = {"folder": str(folder.resolve()), "site": site.name}
    yield Planned("article", site.name, site.schedules.article, site.timezone, {**base, "keyword": ""})
    yield Planned("audit", site.name, site.schedules.audit, site.timezone, base)
    yield Planned("fix", site.name, site.schedules.fix, site.timezone, base)
    yield Planned("refresh", site.name, site.schedules.refresh, site.timezone, base)


def deployed(folder: Path) -> list[str]:
    """Write every deployment and return their names. Raises MistakeError where no server is configured."""
    if not server_configured():
        raise MistakeError(
            "Set PREFECT_API_URL to a Prefect server first: prefect server start, then PREFECT_API_URL=http://127.0.0.1:4200/api"
        )
    be_quiet()
    network = Newsroom(folder).network
    make_pool()
    return [deploy(each) for site in network.sites.values() for each in planned(folder, site)]


def make_pool() -> None:
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.exceptions import ObjectAlreadyExists

    with get_client(sync_client=True) as client:
        try:
            client.create_work_pool(WorkPoolCreate(name=POOL, type="process"))
        except ObjectAlreadyExists:
            return


def deploy(each: Planned) -> str:
    """Write one deployment; a second time changes it. One run at a time per flow and site, the next one queued."""
    from prefect import flow
    from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
    from prefect.schedules import Cron

    source: Any = flow.from_source(source=str(HOME), entrypoint=f"flows/runs.py:{each.flow}")
    source.deploy(
        name=each.site,
        work_pool_name=POOL,
        parameters=each.parameters,
        tags=[f"site:{each.site}"],
        schedules=[Cron(each.cron, timezone=each.timezone, slug=each.flow)] if each.cron else None,
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.ENQUEUE),
        print_next_steps=False,
        ignore_warnings=True,
    )
    return f"{each.flow}/{each.site}"


def work() -> None:
    """Carry out what is due until stopped."""
    import asyncio

    from prefect.workers.process import ProcessWorker

    asyncio.run(ProcessWorker(work_pool_name=POOL).start())
