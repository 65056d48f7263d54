"""The Prefect flows: the same production, each step a task that a server can show, schedule and retry."""

from flows.prefect_environment import be_quiet

be_quiet()

from collections.abc import Callable  # noqa: E402 - Prefect reads its environment when it is imported
from pathlib import Path  # noqa: E402
from typing import Any, TypeVar  # noqa: E402

from prefect import flow, task  # noqa: E402
from prefect.artifacts import create_markdown_artifact, create_table_artifact  # noqa: E402
from prefect.cache_policies import NO_CACHE  # noqa: E402
from prefect.client.schemas.objects import State  # noqa: E402
from prefect.states import Completed  # noqa: E402

from flows.article import Production  # noqa: E402
from flows.audit import audited, by_check, reported, summary  # noqa: E402
from flows.audit import state_name as audit_state  # noqa: E402
from flows.fixes.scheduled import fixed  # noqa: E402
from flows.newsroom import Newsroom  # noqa: E402
from flows.ordering import order_for, unfinished  # noqa: E402
from flows.orders import Order, Outcome  # noqa: E402
from flows.outside import Looks  # noqa: E402
from flows.progress import told  # noqa: E402
from flows.refreshing.scheduled import refreshed_all  # noqa: E402
from layers.errors import BusyError, MastheadError, OutageError  # noqa: E402
from layers.maintenance import Report  # noqa: E402

T = TypeVar("T")
RETRY_DELAYS_S: list[float] = [2, 20]


def outage(_task: Any, _run: Any, state: State[Any]) -> bool:
    """Retry an outage; never retry a refusal."""
    return isinstance(state.result(raise_on_failure=False), OutageError)


def as_task(name: str, work: Callable[[], T]) -> T:
    """Run one step as a Prefect task. What makes it durable is the store: Prefect keeps no result and no cache."""
    step = task(
        name=name.partition(".")[0], task_run_name=name, cache_policy=NO_CACHE, persist_result=False,
        retries=len(RETRY_DELAYS_S), retry_delay_seconds=RETRY_DELAYS_S, retry_condition_fn=outage,
    )(work)  # fmt: skip
    return step()


@flow(name="article", flow_run_name="{site}: {keyword}")
def article(
    folder: str, site: str, keyword: str = "", slug: str = "", rehearse: bool = False, dry_run: bool = False
) -> Any:
    """Take one keyword to a linked post; without a keyword, go on with everything of the site that is unfinished."""
    room = Newsroom(Path(folder), rehearse=rehearse)
    production = Production(room, as_task, told)
    orders = [order_for(room, site, keyword, slug)] if keyword else unfinished(room, site)
    outcomes = (
        [production.publish(order, dry_run=dry_run) for order in orders]
        if keyword
        else gone_on_with(production, orders)
    )
    return Completed(name=state_name(outcomes), message=summed_up(outcomes), data=outcomes)


def gone_on_with(production: Production, orders: list[Order]) -> list[Outcome]:
    """Carry out what is unfinished. An article that is refused, or that another run is at work on, keeps none of the others.

    Raises the first error where nothing could be gone on with: Prefect then shows the run as failed, with the reason.
    """
    outcomes: list[Outcome] = []
    errors: list[MastheadError] = []
    for order in orders:
        try:
            outcomes.append(production.publish(order))
        except MastheadError as error:
            told(order.article, str(error))
            if not isinstance(error, BusyError):
                errors.append(error)
    if errors and not outcomes:
        raise errors[0]
    return outcomes


@flow(name="audit", flow_run_name="{site}: audit")
def audit(
    folder: str,
    site: str,
    live: int | None = None,
    fresh: bool = False,
    outbound: bool = False,
    search_console: list[str] | None = None,
) -> Any:
    """Read the site and judge it; never writes to it. Ends as `Clean`, `Warnings` or `Errors`, with the audit's id."""
    room = Newsroom(Path(folder))
    looks = Looks(
        live, fresh=fresh, outbound=outbound, search_console=tuple(Path(each) for each in search_console or ())
    )
    report = reported(room, audited(room, site, as_task, looks))
    show(report)
    found = report.audit
    return Completed(
        name=audit_state(found),
        message=f"{found.id}: {found.errors} errors, {found.warnings} warnings, {found.notices} notices",
        data=found.id,
    )


def show(report: Report) -> None:
    """Show the audit on the server: a summary, and the findings by check. What counts is in the store."""
    site = report.audit.site
    create_markdown_artifact(key=f"audit-{site}", markdown=summary(report), description=f"Audit of {site}")
    create_table_artifact(
        key=f"audit-{site}-checks", table=by_check(report), description=f"Findings on {site} by check"
    )


@flow(name="fix", flow_run_name="{site}: fix")
def fix(folder: str, site: str, rehearse: bool = False) -> Any:
    """Mend what the audit found, as far as the site's `autonomy.fix` allows; what is left waits for a person."""
    room = Newsroom(Path(folder), rehearse=rehearse)
    done = fixed(room, site, told)
    markdown = room.templates.render("reports/fixes.md.j2", report=done)
    create_markdown_artifact(key=f"fix-{site}", markdown=markdown, description=f"Fixes on {site}")
    name = "AwaitingReview" if done.waiting else "Fixed"
    return Completed(name=name, message=f"{len(done.applied)} fixes applied, {len(done.waiting)} wait", data=None)


@flow(name="refresh", flow_run_name="{site}: refresh")
def refresh(folder: str, site: str, rehearse: bool = False) -> Any:
    """Bring stale posts up to date, as far as the site's `autonomy.publish` allows; what is left waits for a person."""
    room = Newsroom(Path(folder), rehearse=rehearse)
    done = refreshed_all(room, site, as_task, told)
    markdown = room.templates.render("reports/refreshes.md.j2", report=done)
    create_markdown_artifact(key=f"refresh-{site}", markdown=markdown, description=f"Stale posts of {site}")
    left = [*done.of("waits"), *done.of("left")]
    for each in left:
        told(site, f"{each.url}: {each.said}")
    name = "AwaitingReview" if left else "Refreshed"
    return Completed(name=name, message=f"{len(done.of('refreshed'))} posts refreshed, {len(left)} left", data=None)


def state_name(outcomes: list[Outcome]) -> str:
    """Name the run's end as an automation can listen for it: `Published`, `AwaitingReview`, `Parked`."""
    return "".join(word.capitalize() for word in outcomes[-1].status.split()) if outcomes else "NothingToDo"


def summed_up(outcomes: list[Outcome]) -> str:
    return "; ".join(f"{each.article}: {each.status} {each.url}".rstrip() for each in outcomes)
