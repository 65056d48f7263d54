"""One whole audit (mirror brought up to date, read, judged, findings kept) as a process of its own that tells what it took."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import requests

from benchmarks.links import SITE
from flows.inventory import inventory_of
from layers.boundary.apart import MOST
from layers.boundary.clock import now
from layers.boundary.store import Store
from layers.boundary.wordpress import WordPress, sessions
from layers.maintenance import audit
from layers.maintenance.likeness import alike
from layers.nouns import Inventory
from sandbox import wordpress as sandbox


@dataclass(frozen=True)
class Reading:
    """`read_s` went into the mirror, `load_s` out of it, `audit_s` into judging; `near_s` of that into near-duplicates, where
    that was asked."""

    seconds: float
    read_s: float
    load_s: float
    audit_s: float
    near_s: float
    cpu_s: float
    requests: int
    peak_mb: float
    pages: int


def reading(store: Path, site: sandbox.Site, *, near: bool = False) -> Reading:
    """Audit the site with the mirror in `store`; the seconds are without the start of the process.

    With `near`, near-duplicates are looked for once more afterwards, to tell how long that takes.
    """
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.readings", str(store), site.url, site.user, *(["near"] if near else [])],
        env={**os.environ, "MASTHEAD_READING_PASSWORD": site.application_password},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Reading(**json.loads(ended.stdout))


class Counting:
    """Counts what is sent by the sessions to WordPress: each request goes by this method of the adapter."""

    sent = 0
    send = sessions.Adapter.send

    def __call__(self, adapter: sessions.Adapter, *asked: object, **how: object) -> requests.Response:
        self.sent += 1
        return Counting.send(adapter, *asked, **how)  # type: ignore[arg-type]


def cpu_s() -> float:
    """Of this process, and of those that it has started and that have ended."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def peak_mb() -> float:
    """Of this process and of those that have read for it: as if each had been as large as the largest, and shared nothing."""
    own, others = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + others * min(MOST, os.cpu_count() or 1)) / 1024


def counted(path: str, url: str, user: str, password: str, near: bool) -> Reading:
    store = Store(f"sqlite:///{path}")
    counting = Counting()
    sessions.Adapter.send = lambda *asked, **how: counting(*asked, **how)  # type: ignore[method-assign]
    client = WordPress("large", url, user, password, timeout_s=120)
    began, cpu = time.perf_counter(), cpu_s()
    state = client.mirror(store, lambda line: None)
    read_s, reading_mb = time.perf_counter() - began, peak_mb()
    inventory = inventory_of(store, state, now(), contents=False)
    load_s = time.perf_counter() - began - read_s
    site = SITE.model_copy(update={"name": "large", "url": url})
    found = audit(site, inventory, inventory.read_at.date())
    run = store.open_run(site.name, "audit")
    content = found.model_dump_json(exclude={"findings"})
    store.put_audit(run, site.name, inventory.read_at, found.findings, content)
    seconds = time.perf_counter() - began
    assert counting.sent, "nobody has counted: the requests go another way"
    used_s, own_mb = cpu_s() - cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    peak = max(reading_mb, own_mb)  # the others end with the reading
    near_s = _near_s(inventory) if near else 0.0
    audit_s = seconds - read_s - load_s
    return Reading(seconds, read_s, load_s, audit_s, near_s, used_s, counting.sent, peak, len(inventory.pages))


def _near_s(inventory: Inventory) -> float:
    began = time.perf_counter()
    alike(inventory, SITE.thresholds)
    return time.perf_counter() - began


if __name__ == "__main__":
    where, address, name, *more = sys.argv[1:]
    print(json.dumps(asdict(counted(where, address, name, os.environ["MASTHEAD_READING_PASSWORD"], "near" in more))))
