"""Audits for the terminal and for programs: tables of at most 80 columns, and JSON."""

import io
import json
from collections.abc import Sequence

from flows import HOME
from layers.boundary.store import AuditLine
from layers.boundary.templates import Templates
from layers.maintenance import Report, identity

COLUMNS = 80


def terminal(report: Report, *, told: bool) -> str:
    """Return the audit as a person reads it in a terminal. `told`: each new and each gone finding is named."""
    return Templates(HOME / "templates").render(
        "reports/audit.txt.j2", report=report, audit=report.audit, table=checks_table(report), told=told
    )


def checks_table(report: Report) -> str:
    """Return one line per check: how severe, how many, how many of them are new."""
    new = {identity(finding) for finding in report.change.new} if report.change else set()
    came = {check: sum(1 for each in new if each.check == check) for check in {each.check for each in new}}
    rows = [
        (group.severity, group.title, str(group.count), f"+{came[group.check]}" if group.check in came else "", group.fix)
        for group in report.audit.groups
    ]  # fmt: skip
    return table(("severity", "what", "how many", "new", "fix"), rows) if rows else ""


def as_list(lines: Sequence[AuditLine], as_json: bool) -> str:
    """Return stored audits, oldest first."""
    if as_json:
        return json.dumps([{**vars(line), "at": line.at.isoformat()} for line in lines], indent=2)
    if not lines:
        return "No audit is stored yet."
    rows = [
        (line.id, f"{line.at:%Y-%m-%d %H:%M}", str(line.errors), str(line.warnings), str(line.notices))
        for line in lines
    ]
    return table(("id", "read at (UTC)", "errors", "warnings", "notices"), rows)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table of at most 80 columns; a longer cell goes on in the next line. Text of a site is no markup."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in header:
        drawn.add_column(name, justify="right" if name in NUMBERS else "left", overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    text = io.StringIO()
    Console(file=text, width=COLUMNS, color_system=None, force_terminal=False).print(drawn)
    return "\n".join(line.rstrip() for line in text.getvalue().rstrip().splitlines())


NUMBERS = frozenset({"how many", "new", "errors", "warnings", "notices"})


def as_json_text(reports: Sequence[Report]) -> str:
    """One audit is one object; several are a list."""
    values = [
        {
            **report.audit.model_dump(mode="json"),
            "change": report.change.model_dump(mode="json") if report.change else None,
            "trend": [point.model_dump(mode="json") for point in report.trend],
        }
        for report in reports
    ]
    return json.dumps(values[0] if len(values) == 1 else values, indent=2, ensure_ascii=False)
