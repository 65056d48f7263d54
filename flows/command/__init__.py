"""The `masthead` command. Nothing heavy is imported before a command needs it: `--help` must answer at once."""

# ruff: noqa: F401 - the modules of commands are imported to register them
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType, TracebackType

import typer

from flows import HOME
from flows.command import (
    articles,
    audits,
    demo,
    doctor,
    fixes,
    inventories,
    links,
    money,
    refreshes,
    sandboxes,
    serving,
    sites,
)
from flows.command.app import STOPPED, app, exit_code, hint
from layers.errors import MastheadError, MistakeError

__all__ = ["main"]


def main() -> None:
    """Run the command; every error is one sentence on stderr and an exit code."""
    sys.excepthook = unforeseen
    signal.signal(signal.SIGINT, stop)
    try:
        refuse_broken(sys.argv[1:])
        typer.main.get_command(app)()  # `app()` itself would put typer's own traceback printer in place
    except MastheadError as error:
        sys.exit(tell(error))


def refuse_broken(arguments: Sequence[str]) -> None:
    """Bytes that are no UTF-8 can be neither printed nor stored, and would fail far from here. Raises MistakeError."""
    for number, argument in enumerate(arguments, start=1):
        if any("\ud800" <= letter <= "\udfff" for letter in argument):
            shown = argument.encode("utf-8", "replace").decode("utf-8")
            raise MistakeError(
                f"Argument {number}, '{shown}', is not UTF-8 text. Type it in a terminal that sends UTF-8."
            )


def tell(error: MastheadError) -> int:
    """Print the one sentence and return the exit code that says what to do."""
    hint(f"masthead: {error}")
    return exit_code(error)


def stop(_signal: int, _frame: FrameType | None) -> None:
    """Ctrl-C: whatever is stored stays, so the same command goes on."""
    hint("Stopped. Run the same command again: it goes on where it was.")
    sys.exit(STOPPED)


def unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of ours: keep the traceback for whoever mends it, and tell the operator one sentence."""
    path = HOME / ".masthead" / "crash.log"
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(traceback.format_exception(kind, error, trace)), encoding="utf-8")
    hint(f"masthead: this is a fault in Masthead itself ({kind.__name__}); {path} says where. What was paid is kept.")
