"""Audits for the tests of reports: those of the demo sites, with a history, and one of any size."""

from datetime import timedelta
from functools import cache
from pathlib import Path

from layers.boundary.templates import Templates
from layers.maintenance import Audit, Point, Report, audit, change
from tests.layers.maintenance.records import TODAY, demo_inventory, site

TEMPLATES = Templates(Path(__file__).parents[3] / "templates")
QUARTER = timedelta(days=91)


@cache
def of_demo(name: str, port: int) -> Audit:
    url = f"http://127.0.0.1:{port}"
    found = audit(site(url).model_copy(update={"name": name}), demo_inventory(name, url), TODAY.date())
    return found.model_copy(update={"id": f"{name}/2026-11-20-a"})


def with_history(found: Audit, client: str = "") -> Report:
    """The audit as the fifth: since the fourth some findings came and some went."""
    then = found.model_copy(
        update={
            "id": f"{found.site}/2026-08-21-a",
            "at": found.at - QUARTER,
            "findings": (
                *found.findings[3:],
                *(each.model_copy(update={"page_id": each.page_id + 9_000}) for each in found.findings[:5]),
            ),
        }
    )
    points = [
        Point(id=f"{found.site}/{n}", at=found.at - n * QUARTER, errors=found.errors + 3 * n, warnings=found.warnings + 2, notices=9)
        for n in (4, 3, 2)
    ]  # fmt: skip
    named = found.model_copy(update={"client": client})
    return Report(audit=named, trend=(*points, then.point, named.point), change=change(named, then))


def html(*reports: Report) -> str:
    return TEMPLATES.render("reports/audit.html.j2", reports=list(reports))
