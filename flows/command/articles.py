"""masthead publish, brief, articles, show, resume, review."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.command.app import (
    PARKED,
    REFUSED,
    SITES,
    WAITING,
    AsJson,
    Rehearse,
    Sites,
    app,
    hint,
    numbers,
    say,
)
from layers.errors import MistakeError

if TYPE_CHECKING:
    from flows.newsroom import Newsroom
    from flows.orders import Order, Outcome
    from layers.boundary.store import Run
    from layers.nouns import FixPlan

Id = Annotated[str, typer.Argument(metavar="ID", help="An article: site/slug.")]
EXIT_CODES = {
    "published": 0,
    "working": 0,
    "awaiting host": WAITING,
    "awaiting review": WAITING,
    "awaiting answer": WAITING,
    "links pending": WAITING,
}


@app.command()
def publish(
    site: Annotated[str, typer.Argument(help="The site's name, as in sites/NAME.yaml.")],
    keyword: Annotated[str, typer.Argument(help="What people search for.")] = "",
    brief: Annotated[
        Path | None, typer.Option("--brief", help="Enter with a brief of your own (JSON or YAML).")
    ] = None,
    draft: Annotated[
        Path | None, typer.Option("--draft", help="Enter with a draft of your own and its brief (JSON or YAML).")
    ] = None,
    slug: Annotated[
        str,
        typer.Option(
            "--slug", help="The post's slug, also in place of a brief's; needed for keywords without Latin letters."
        ),
    ] = "",
    at: Annotated[
        str, typer.Option("--at", metavar="TIME", help="When it goes live: '2026-12-01 09:00' in the site's time zone.")
    ] = "",
    image: Annotated[
        Path | None,
        typer.Option("--image", metavar="FILE", help="The featured image; without it a title card is drawn."),
    ] = None,
    alt: Annotated[str, typer.Option("--alt", help="What the image shows.")] = "",
    changes: Annotated[
        list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="A key of the site's `post:`, for this post.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Go as far as the finished article and show what would be written.")
    ] = False,
    rehearse: Rehearse = False,
    sites: Sites = SITES,
) -> None:
    """Take a keyword to a linked post. Run it again to go on where it stopped."""
    from flows.newsroom import Newsroom
    from flows.options import Options, applied
    from flows.ordering import order_for, order_from_brief, order_from_draft

    room = Newsroom(sites, rehearse=rehearse)
    if sum((bool(keyword), brief is not None, draft is not None)) > 1:
        raise MistakeError(
            "Give a keyword, --brief or --draft, and only one of them: a brief and a draft bring their keyword with them."
        )
    if brief is not None:
        order = order_from_brief(room, site, brief, slug)
    elif draft is not None:
        order = order_from_draft(room, site, draft, slug)
    else:
        order = order_for(room, site, keyword, slug)
    finish(produce(room, applied(room, order, Options(at, image, alt, changes or ())), dry_run=dry_run))


def produce(room: "Newsroom", order: "Order", *, dry_run: bool = False) -> "Outcome":
    """Carry the order out through Prefect where a server is configured, and here and now where none is."""
    from flows.production import produced

    return produced(room, order, dry_run=dry_run)


def finish(outcome: "Outcome") -> None:
    """Print how it ended: the address on stdout, everything else on stderr, and an exit code that says which."""
    if outcome.status == "published":
        say(outcome.url)
        for source in outcome.linked_from:
            hint(f"  linked from {source}")
        for lost in outcome.lost:
            hint(f"  not taken by the site: {lost}")
        told_short(outcome)
        return
    hint(f"{outcome.article}: {outcome.status}")
    for reason in outcome.reasons:
        hint(f"  {reason}")
    told_short(outcome)
    raise typer.Exit(EXIT_CODES.get(outcome.status, PARKED))


def told_short(outcome: "Outcome") -> None:
    if outcome.short:
        hint(f"  short: {outcome.short}")


@app.command()
def brief(
    site: Annotated[str, typer.Argument(help="The site's name.")],
    keyword: Annotated[str, typer.Argument(help="What people search for.")],
    slug: Annotated[
        str, typer.Option("--slug", help="The post's slug; needed for keywords without Latin letters.")
    ] = "",
    as_json: AsJson = False,
    rehearse: Rehearse = False,
    sites: Sites = SITES,
) -> None:
    """Research a keyword and stop after the brief; `publish` goes on from it without paying again."""
    from flows.newsroom import Newsroom
    from flows.ordering import order_for
    from flows.production import briefed

    room = Newsroom(sites, rehearse=rehearse)
    made = briefed(room, order_for(room, site, keyword, slug))
    if as_json:
        say(made.model_dump_json(indent=2))
        return
    say(room.templates.render("reports/brief.md.j2", brief=made))


@app.command()
def articles(
    site: Annotated[str, typer.Argument(help="Only this site.")] = "",
    all_: Annotated[
        bool, typer.Option("--all", help="Also tries that were refused before anything was spent on them.")
    ] = False,
    as_json: AsJson = False,
    sites: Sites = SITES,
) -> None:
    """List the articles with their state."""
    import json

    from flows.newsroom import Newsroom
    from flows.showing import is_mere_try

    room = Newsroom(sites)
    if site:
        room.site(site)
    known = room.store.articles(site=site)
    rows = [row for row in known if all_ or not is_mere_try(room, row)]
    if as_json:
        say(
            json.dumps(
                [
                    {"id": row.id, "keyword": row.keyword, "status": row.status, "url": row.url, "reason": row.reason}
                    for row in rows
                ]
            )
        )
        return
    for row in rows:
        say(f"{row.id:<44} {row.status:<16} {row.url if row.status == 'published' else row.reason}")
    if tries := len(known) - len(rows):
        count = "1 try that was refused is" if tries == 1 else f"{tries} tries that were refused are"
        hint(f"{count} left out, for nothing was spent on it: masthead articles --all")
    if not known:
        hint('No articles yet. Begin one: masthead publish SITE "keyword"')


@app.command()
def show(article: Id, sites: Sites = SITES) -> None:
    """Show one article: its state, its steps, what it cost, and its text as far as it has come."""
    from flows.newsroom import Newsroom
    from flows.showing import shown

    say(shown(Newsroom(sites), article))


@app.command()
def resume(
    article: Id,
    notes: Annotated[str, typer.Option("--notes", help="What to change; buys three more rounds of review.")] = "",
    redo: Annotated[
        str, typer.Option("--redo", metavar="STEP", help="Do a step anew, and pay for it: angle, brief, draft, seo ...")
    ] = "",
    rehearse: Rehearse = False,
    sites: Sites = SITES,
) -> None:
    """Go on with an article that is parked, waiting or was killed."""
    from flows.newsroom import Newsroom
    from flows.ordering import resumed

    room = Newsroom(sites, rehearse=rehearse)
    finish(produce(room, resumed(room, article, notes=notes, redo=redo, by=getpass.getuser())))


@app.command()
def review(
    article: Annotated[
        str,
        typer.Argument(
            metavar="[ID]", help="An article: site/slug; or a plan: site/2026-11-20-a. Without it: what waits."
        ),
    ] = "",
    approve: Annotated[bool, typer.Option("--approve", help="Let exactly this text be published.")] = False,
    send_back: Annotated[str | None, typer.Option("--send-back", metavar="NOTES", help="Have it changed.")] = None,
    reject: Annotated[str | None, typer.Option("--reject", metavar="WHY", help="Never publish it.")] = None,
    sites: Sites = SITES,
) -> None:
    """Decide what waits for a person: list, show, approve, send back with notes, reject. Also plans of fixes and refreshes."""
    from flows import plan_reviewing, reviewing
    from flows.newsroom import Newsroom

    room = Newsroom(sites)
    if sum((approve, send_back is not None, reject is not None)) > 1:
        raise MistakeError("Choose one of --approve, --send-back and --reject.")
    decision = reviewing.choice(approve=approve, send_back=send_back, reject=reject)
    if not article:
        if decision is not None:
            raise MistakeError("Name the article that you decide about: site/slug. `masthead review` lists what waits.")
        list_waiting(room)
        return
    if plan := plan_reviewing.plan_of(room, article):
        if decision is None:
            show_plan(*plan)
        else:
            say(plan_reviewing.decided(room, *plan, decision, by=getpass.getuser()))
        return
    if decision is None:
        say(reviewing.page(room, article))
        hint(f'Decide: masthead review {article} --approve | --send-back "NOTES" | --reject "WHY"')
        return
    say(reviewing.decided(room, article, decision, by=getpass.getuser()))


def show_plan(run: "Run", plan: "FixPlan") -> None:
    """The changes of a plan as they were shown when it was made, and what can be done with it."""
    from flows.command.fixes import show
    from flows.plan_reviewing import next_step

    for note in plan.notes:
        say(note)
    show(plan.fixes)
    hint(next_step(run, plan))


def list_waiting(room: "Newsroom") -> None:
    from flows.waiting import waiting_plans

    articles = room.store.articles(status="awaiting review")
    plans = tuple(waiting_plans(room))
    for row in articles:
        say(f"{row.id:<44} {row.keyword}")
    for plan in plans:
        say(f"{plan.id:<44} {plan.what}: {plan.command}")
    hint("" if articles or plans else "Nothing waits for you.")


@app.command()
def undo(
    name: Annotated[
        str, typer.Argument(metavar="ID", help="An article: site/slug; a run: site/2026-11-20-a; with --all a site.")
    ],
    only: Annotated[
        str,
        typer.Option(
            "--only",
            metavar="N[,N]",
            help="Only these links, by the numbers that `history` shows; or these fixes of a plan.",
        ),
    ] = "",
    all_: Annotated[bool, typer.Option("--all", help="Every link that `masthead links` has set on the site.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be taken back.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Also where others have linked to it since.")] = False,
    sites: Sites = SITES,
) -> None:
    """Take an article off its site again, links first; or a run of fixes or links, some of it, or all links."""
    from flows.newsroom import Newsroom
    from flows.taking_back import Taking, taken_back

    numbered = numbers(only, "--only")
    undone = taken_back(Newsroom(sites), name, Taking(numbered, all_, dry_run, force, getpass.getuser()))
    for line in undone.lines:
        say(line)
    raise typer.Exit(0 if undone.complete else REFUSED)


@app.command()
def history(
    name: Annotated[
        str,
        typer.Argument(
            metavar="SITE|ID|ADDRESS", help="A site, an article (site/slug), a run, or the address of a post."
        ),
    ],
    as_json: AsJson = False,
    sites: Sites = SITES,
) -> None:
    """Show every change to the site: its number, when, by which run, what, why, approved by whom, undone or not."""
    import json
    from dataclasses import asdict

    from flows.histories import changes
    from flows.newsroom import Newsroom

    found = list(changes(Newsroom(sites), name))
    if as_json:
        say(json.dumps([asdict(each) for each in found], default=str))
        return
    for each in found:
        say(each.line)
