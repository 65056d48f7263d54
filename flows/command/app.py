"""The command's root: options all commands share, and how an error is told."""

import sys
import traceback
from pathlib import Path
from types import TracebackType
from typing import Annotated

import typer

from flows import HOME
from layers.errors import MastheadError, MistakeError, OutageError

REFUSED, MISTAKE, OUTAGE, WAITING, PARKED, INTERRUPTED = 1, 2, 3, 4, 5, 130

app = typer.Typer(
    name="masthead",
    help="One person, many WordPress sites: research, writing, optimisation, publishing and audits as one system.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich costs 0.1 s of CPU that `--help` does not have
)

Sites = Annotated[Path, typer.Option("--sites", envvar="MASTHEAD_SITES", help="The folder with network.yaml and the sites' files.")]
Rehearse = Annotated[bool, typer.Option("--rehearse", help="Ask the sandbox's rehearsal model; costs nothing, loopback sites only.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
SITES = HOME / "sites"


def main() -> None:
    """Run the command; every error is one sentence on stderr and an exit code."""
    sys.excepthook = unforeseen
    from flows.command import articles, audits, demo, money, sandboxes, serving, sites  # noqa: F401 - they register their commands

    try:
        typer.main.get_command(app)()  # `app()` itself would put typer's own traceback printer in place
    except MastheadError as error:
        sys.exit(tell(error))
    except KeyboardInterrupt:
        print("Stopped. Run the same command again: it goes on where it was.", file=sys.stderr)  # noqa: T201
        sys.exit(INTERRUPTED)


def tell(error: MastheadError) -> int:
    """Print the one sentence and return the exit code that says what to do."""
    print(f"masthead: {error}", file=sys.stderr)  # noqa: T201 - this is what the operator reads
    if isinstance(error, MistakeError):
        return MISTAKE
    return OUTAGE if isinstance(error, OutageError) else REFUSED


def unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of ours: keep the traceback for whoever mends it, and tell the operator one sentence."""
    path = HOME / ".masthead" / "crash.log"
    path.parent.mkdir(exist_ok=True)
    path.write_text("".join(traceback.format_exception(kind, error, trace)), encoding="utf-8")
    print(f"masthead: this is a fault in Masthead itself ({kind.__name__}); {path} says where. What was paid is kept.", file=sys.stderr)  # noqa: T201


def say(text: str) -> None:
    print(text)  # noqa: T201 - stdout carries the result


def hint(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - stderr carries everything else
