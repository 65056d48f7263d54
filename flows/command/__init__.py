"""The `masthead` command. Nothing heavy is imported before a command needs it: `--help` must answer at once."""

from flows.command.app import main

__all__ = ["main"]
