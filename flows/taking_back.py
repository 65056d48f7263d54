"""`masthead undo`: an article or a run, each taken back by those who made its changes."""

from collections.abc import Callable, Collection, Mapping

from flows.fixes import undoing as fixes
from flows.newsroom import Newsroom
from flows.undoing import Undone, undo
from layers.errors import MistakeError

Undoer = Callable[..., Undone]
RUNS: Mapping[str, Undoer] = {fixes.KIND: fixes.undone}  # by the kind of run
UNDO = "{0} took changes back itself. To have them again, make them again: masthead fix {1}"
NOTHING = "{0} is a run of the kind '{1}', which cannot be taken back by itself. `masthead history {2}` shows what can."


def taken_back(room: Newsroom, name: str, by: str, *, only: Collection[int] = (), dry_run: bool = False) -> Undone:
    """Take back what an article or a run changed. Raises MistakeError for a run that has nothing to take back."""
    run = room.store.run(name)
    if run is None or room.store.find_article(name) is not None:
        if only:
            raise MistakeError("--only goes with a run of fixes; an article is taken back whole.")
        return undo(room, name, dry_run=dry_run)
    if run.kind == "undo":
        raise MistakeError(UNDO.format(name, run.site))
    if run.kind not in RUNS:
        raise MistakeError(NOTHING.format(name, run.kind, run.site))
    return RUNS[run.kind](room, name, by, only=only, dry_run=dry_run)
