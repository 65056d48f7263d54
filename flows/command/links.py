"""masthead links."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.command.app import REFUSED, SITES, WAITING, AsJson, Rehearse, Sites, app, hint, numbers, say
from layers.errors import MistakeError

if TYPE_CHECKING:
    from flows.link_plans import LinkPlan, Looked
    from flows.newsroom import Newsroom


@app.command()
def links(
    name: Annotated[
        str,
        typer.Argument(metavar="SITE", help="A site; with --apply rather the plan that was shown: site/2026-11-20-a."),
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Set links that were proposed.")] = False,
    only: Annotated[str, typer.Option("--only", metavar="N[,N]", help="With --apply: approve and set these.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="With --apply: approve and set all of the plan.")] = False,
    write_sentences: Annotated[
        bool, typer.Option("--write-sentences", help="Ask the model for a sentence where no page has words to link.")
    ] = False,
    graph: Annotated[
        Path | None, typer.Option("--graph", metavar="FILE", help="Write a picture of the links that opens offline.")
    ] = None,
    as_json: AsJson = False,
    rehearse: Rehearse = False,
    sites: Sites = SITES,
) -> None:
    """Show who links to whom and which links are missing; set those that are approved. Reads only without --apply."""
    from flows.newsroom import Newsroom

    if (only or yes) and not apply:
        raise MistakeError("--only and --yes say what may be set: add --apply.")
    if only and yes:
        raise MistakeError("Choose one of --only and --yes.")
    if apply and (write_sentences or graph is not None):
        raise MistakeError("--apply sets what was shown before: leave out --write-sentences and --graph.")
    room = Newsroom(sites, rehearse=rehearse)
    if apply:
        raise typer.Exit(set_links(room, name, only=numbers(only, "--only"), yes=yes, as_json=as_json))
    show(room, name, write_sentences=write_sentences, graph=graph, as_json=as_json)


def show(room: "Newsroom", name: str, *, write_sentences: bool, graph: Path | None, as_json: bool) -> None:
    """Print the graph as numbers and what is proposed; the picture goes into its file."""
    from flows.link_plans import looked
    from flows.link_reports import as_json_text, picture, terminal

    if graph is not None and not graph.absolute().parent.is_dir():
        raise MistakeError(f"--graph {graph}: there is no folder {graph.absolute().parent}.")
    found = looked(room, name)
    plan = sentences(room, found, write=write_sentences)
    say(as_json_text(found.linkage, plan) if as_json else terminal(room, found.linkage, plan))
    if graph is not None:
        graph.write_text(picture(room, found.linkage), encoding="utf-8")
        hint(f"Picture: {graph}")
    if plan.proposals:
        hint(f"Set them: masthead links {plan.id} --apply --only N,N (or --yes for all of them)")


def sentences(room: "Newsroom", found: "Looked", *, write: bool) -> "LinkPlan":
    """Say what sentences would cost, or have them written; return the plan as it is then."""
    from flows.link_plans import at_most_usd, wanted, with_sentences

    waiting = wanted(found)
    if not waiting:
        return found.plan
    said = f"for {len(waiting)} pages a sentence can be written, at most ${at_most_usd(room, found.site, waiting):.4f} if each is asked for once"
    if not write:
        hint(f"{said}: --write-sentences")
        return found.plan
    hint(said)
    return with_sentences(room, found)


def set_links(room: "Newsroom", name: str, *, only: tuple[int, ...], yes: bool, as_json: bool) -> int:
    """Set what is approved and say what became of each; return the exit code."""
    from flows.link_applying import applied
    from flows.link_reports import outcome_lines, outcomes_json
    from flows.link_setting import AwaitingApprovalError

    try:
        done = applied(room, name, only=only, everything=yes, by=getpass.getuser())
    except AwaitingApprovalError as waiting:
        hint(f"masthead: {waiting}")
        return WAITING
    if not done:
        hint("Nothing is proposed: there is nothing to set.")
    if as_json:
        say(outcomes_json(done))
    for line in () if as_json else outcome_lines(done):
        say(line)
    return 0 if all(each.link is not None for each in done) else REFUSED
