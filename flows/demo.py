"""`masthead demo`: two real WordPress sites, two articles from keyword to linked post, an audit before and after, the bill."""

import atexit
import os
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from pathlib import Path

from flows.audit import audited
from flows.costs import aligned, as_table, report
from flows.examination import probed
from flows.newsroom import Newsroom
from flows.ordering import order_for
from flows.orders import Outcome
from flows.prefect_environment import be_quiet
from flows.progress import told
from flows.sandboxes import log_in, started, stopped
from layers.errors import OutageError
from layers.maintenance import Audit
from sandbox.paths import state_dir
from sandbox.processes import Service

PREFECT_PORT = 8892
KEYWORDS = {
    "coffee": ("cold brew ratio", "espresso grind size"),
    "bikes": ("how often to lube a bike chain", "bike tyre pressure"),
}
READY_S = 180  # Prefect alone took over a minute on a machine with other work; one that dies is told at once


def demonstrate(folder: Path, *, keep: bool) -> tuple[list[str], bool]:
    """Return what the demo ends with (audits, bill, addresses) and whether all was published.

    What it started ends with the process unless `keep`: at its exit, after Prefect's client has sent its last lines. A
    server that is stopped before that costs a minute of vain attempts to reach it.
    """
    if not keep:
        atexit.register(stopped, folder)
    began = time.monotonic()
    told("demo", "starting two WordPress sites, the rehearsal model, the saved web and a Prefect server")
    started(folder, more=(prefect_server(),))
    use_prefect()
    room = Newsroom(folder, rehearse=True)
    before = {site: audited(room, site) for site in KEYWORDS}
    for site in KEYWORDS:
        probed(room, site, lambda text: told("demo", text))
    made = [published(room, site) for site in KEYWORDS]
    after = {site: audited(room, site) for site in KEYWORDS}
    told("demo", f"done in {time.monotonic() - began:.0f} s")
    lines = [
        "", "AUDIT, before and after (masthead audit SITE shows each finding with its evidence)",
        *compared(before, after), "",
        "BILL of everything so far (what the rehearsal would have cost at today's prices; nothing was charged)",
        as_table(report(room), "article"), "",
        "PUBLISHED", *(line for each in made for line in told_outcome(each)),
        *(after_keeping() if keep else ("", "Everything stops now. To look at the posts: make demo KEEP=1")),
    ]  # fmt: skip
    return lines, all(each.status == "published" for each in made)


def prefect_server() -> Service:
    """A Prefect server of the demo's own, beside the sites."""
    home = state_dir() / "prefect"
    command = (sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", "{port}")
    be_quiet()
    return Service("prefect", command, PREFECT_PORT, {"PREFECT_HOME": str(home)}, ready_s=READY_S)


def use_prefect() -> None:
    """Point this process at the demo's server; it answers its port before it answers requests."""
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{PREFECT_PORT}/api"
    deadline = time.monotonic() + READY_S
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"{os.environ['PREFECT_API_URL']}/health", timeout=2).close()  # noqa: S310 - a loopback address
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise OutageError("The demo's Prefect server did not start; its log is in .sandbox/logs.")


def published(room: Newsroom, site: str) -> Outcome:
    """Publish the first of the site's demo keywords that is not published yet, or tell where they are."""
    from flows.production import produced

    orders = [order_for(room, site, keyword) for keyword in KEYWORDS[site]]
    rows = [room.store.find_article(order.article) for order in orders]
    open_ = [order for order, row in zip(orders, rows, strict=True) if row is None or row.status != "published"]
    return produced(room, (open_ or orders)[0])


def compared(before: dict[str, Audit], after: dict[str, Audit]) -> list[str]:
    """Return a table of how many pages each check found, before and after."""
    rows: list[tuple[object, ...]] = [("site", "check", "severity", "before", "after")]
    for site, first in before.items():
        then, now = (Counter(each.check for each in audit.findings) for audit in (first, after[site]))
        severity = {each.check: each.severity for audit in (first, after[site]) for each in audit.findings}
        rows += [(site, check, severity[check], then[check], now[check]) for check in sorted(severity)]
    return aligned(rows)


def told_outcome(outcome: Outcome) -> list[str]:
    if outcome.status != "published":
        return [f"{outcome.article}: {outcome.status}: {'; '.join(outcome.reasons)}"]
    return [outcome.url, *(f"    linked from {source}" for source in outcome.linked_from)]


def after_keeping() -> list[str]:
    lines = ["", "The sites stay up. Log in:"]
    for site in KEYWORDS:
        url, user, password = log_in(site)
        lines.append(f"    {url}  user {user}  password {password}")
    return [
        *lines,
        f"Runs: http://127.0.0.1:{PREFECT_PORT}/runs",
        f"Stop: {Path(sys.executable).parent / 'masthead'} sandbox down",
    ]
