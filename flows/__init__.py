"""When: the order of the steps, what makes them durable, and the `masthead` command."""

from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
