"""What all commands share: the root that they register with, their common options, and where they print."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows import HOME
from layers.errors import MastheadError, MistakeError, OutageError

REFUSED, MISTAKE, OUTAGE, WAITING, PARKED, STOPPED = 1, 2, 3, 4, 5, 130

app = typer.Typer(
    name="masthead",
    help="One person, many WordPress sites: research, writing, optimisation, publishing and audits as one system.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich costs 0.1 s of CPU that `--help` does not have
)

Sites = Annotated[
    Path, typer.Option("--sites", envvar="MASTHEAD_SITES", help="The folder with network.yaml and the sites' files.")
]
Rehearse = Annotated[
    bool, typer.Option("--rehearse", help="Ask the sandbox's rehearsal model; costs nothing, loopback sites only.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
SITES = HOME / "sites"
NO_SITES = "There is no site yet. Add one: masthead site add https://www.example.com --name shop"


def exit_code(error: MastheadError) -> int:
    """Return the exit code that says what to do about an error."""
    if isinstance(error, MistakeError):
        return MISTAKE
    return OUTAGE if isinstance(error, OutageError) else REFUSED


def numbers(text: str, option: str) -> tuple[int, ...]:
    """Read `1,3,7`; empty for no text. Raises MistakeError for anything else."""
    parts = [part.strip() for part in text.split(",")] if text.strip() else []
    wrong = [part for part in parts if not part.isascii() or not part.isdigit()]
    if wrong:
        raise MistakeError(f"{option} takes numbers with commas between them, such as 1,3,7: not '{text}'.")
    return tuple(dict.fromkeys(int(part) for part in parts))


def say(text: str) -> None:
    print(text)  # noqa: T201 - stdout carries the result


def hint(text: str) -> None:
    print(text, file=sys.stderr)  # noqa: T201 - stderr carries everything else
