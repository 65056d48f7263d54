"""The catalogue as the table of docs/checks.md: `python -m layers.checks.table > docs/checks.md`."""

from layers.checks.catalogue import GROUPS
from layers.checks.check import Check

HEAD = """# The checks

Every check that there is, by what it looks at. A test holds this page against the catalogue
(`tests/layers/checks/test_docs.py`); `python -m layers.checks.table` prints it.

- **Fix**: A is mechanical, B is made for you and you approve, C is for you to decide.
- **Judges** is what the finding is about; *pages too* says that pages such as contact or about are judged like posts.
- **Seen** is where: in the record that WordPress stores, on the live page, or in Search Console.
- **Rests on**: a search engine's own words, peer-reviewed work, or the habit of the trade, and when that was published or read.

A check is switched off by its id under `checks:` in the site's YAML; figures are keys under `thresholds:`.
"""
COLUMNS = "| id | title | severity | fix | judges | seen | rests on | source |\n| --- | --- | --- | --- | --- | --- | --- | --- |"


def page() -> str:
    """Return docs/checks.md."""
    sections = (f"\n## {name[0].upper()}{name[1:]}\n\n{COLUMNS}\n{_rows(group)}" for name, group in GROUPS.items())
    return HEAD + "".join(sections)


def _rows(group: tuple[Check, ...]) -> str:
    return "".join(f"| {' | '.join(_cells(check))} |\n" for check in group)


def _cells(check: Check) -> tuple[str, ...]:
    judges = f"{check.about}{', pages too' if check.pages and check.about == 'post' else ''}"
    rests = f"{check.kind}, {check.date}"
    return f"`{check.id}`", check.title, check.severity, check.fix_class, judges, check.seen, rests, check.source


if __name__ == "__main__":
    print(page(), end="")  # noqa: T201 - a command that prints a page
