"""What can be typed is documented, and what is documented can be typed."""

import re
from pathlib import Path

from typer.main import get_command

from flows.command import articles, audits, demo, doctor, fixes, links, money, refreshes, sandboxes, serving, sites  # noqa: F401 - they register their commands
from flows.command.app import app

README = (Path(__file__).parent.parent / "README.md").read_text()
COMMANDS = get_command(app)


def names(command: object, above: str = "") -> list[str]:
    below = getattr(command, "commands", None)
    if below is None:
        return [above.strip()]
    return [name for word, sub in below.items() for name in names(sub, f"{above} {word}")]


def test_the_readme_documents_every_command():
    assert len(names(COMMANDS)) > 10
    assert [name for name in names(COMMANDS) if not re.search(rf"masthead {name}\b", README)] == []


def test_every_command_in_the_readmes_sessions_exists():
    typed = set(re.findall(r"^\$ masthead ([a-z]+(?: (?:up|down|status|add|show))?)", README, re.MULTILINE))

    assert typed
    assert [each for each in typed if each not in names(COMMANDS) and each.split()[0] not in names(COMMANDS)] == []


def options(command: object, above: str = "") -> list[tuple[str, str]]:
    below = getattr(command, "commands", None)
    if below is not None:
        return [row for word, sub in below.items() for row in options(sub, f"{above} {word}")]
    params = getattr(command, "params", [])
    return [(above.strip(), option) for param in params for option in param.opts if option.startswith("--")]


def test_the_readme_documents_every_option():
    assert [each for each in options(COMMANDS) if not re.search(rf"{each[1]}\b", README)] == []


def test_every_exit_code_is_documented():
    for code in ("0", "1", "2", "3", "4", "5", "10", "11", "130"):
        assert re.search(rf"^\| {code} ", README, re.MULTILINE)
