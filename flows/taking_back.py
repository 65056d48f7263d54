"""`masthead undo`: an article, links, or a run, each taken back by those who made its changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flows import unlinking
from flows.fixes import undoing as fixes
from flows.newsroom import Newsroom
from flows.refreshing import planning as refreshing
from flows.undoing import Undone
from layers.errors import MistakeError

UNDO = "{0} took changes back itself. To have them again, make them again: masthead fix {1}, or masthead links {1}"


@dataclass(frozen=True)
class Taking:
    """What the command was told: only these numbers, all links of the site, only to be shown, also what others built on; by whom."""

    only: tuple[int, ...] = ()
    everything: bool = False
    dry_run: bool = False
    force: bool = False
    by: str = ""


Undoer = Callable[[Newsroom, str, Taking], Undone]


def of_fixes(room: Newsroom, run: str, taking: Taking) -> Undone:
    return fixes.undone(room, run, taking.by, only=taking.only, dry_run=taking.dry_run)


RUNS: Mapping[str, Undoer] = {
    fixes.KIND: of_fixes,
    refreshing.KIND: of_fixes,
}  # by the kind of run; all else is articles and links


def taken_back(room: Newsroom, name: str, taking: Taking) -> Undone:
    """Take back what an article or a run changed. Raises MistakeError for a run that has nothing to take back."""
    run = room.store.run(name)
    if run is not None and room.store.find_article(name) is None:
        if run.kind == "undo":
            raise MistakeError(UNDO.format(name, run.site))
        if run.kind in RUNS:
            return RUNS[run.kind](room, name, taking)
    return unlinking.taken_back(
        room, name, only=taking.only, everything=taking.everything, dry_run=taking.dry_run, force=taking.force
    )
