"""One update of a mirror, and the inventory out of it, as a process of its own whose time, memory and requests are told."""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import requests

from flows.inventory import inventory_of
from layers.boundary.clock import now
from layers.boundary.store import Store
from layers.boundary.wordpress import WordPress
from sandbox import wordpress as sandbox


@dataclass(frozen=True)
class Reading:
    seconds: float
    read_s: float
    cpu_s: float
    requests: int
    peak_mb: float
    pages: int


def reading(store: Path, site: sandbox.Site) -> Reading:
    """Bring the mirror in `store` up to the site; the seconds are without the start of the process."""
    ended = subprocess.run(
        [sys.executable, "-m", "benchmarks.readings", str(store), site.url, site.user],
        env={**os.environ, "MASTHEAD_READING_PASSWORD": site.application_password},
        stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Reading(**json.loads(ended.stdout))


class Counting(requests.Session):
    """Counts what is sent, whoever sends it."""

    sent = 0

    def send(self, request: requests.PreparedRequest, **kwargs: object) -> requests.Response:
        Counting.sent += 1
        return super().send(request, **kwargs)  # type: ignore[arg-type]


def counted(path: str, url: str, user: str, password: str) -> Reading:
    store = Store(f"sqlite:///{path}")
    requests.Session = Counting  # type: ignore[misc]
    client = WordPress("large", url, user, password, timeout_s=120)
    began, cpu = time.perf_counter(), time.process_time()
    state = client.mirror(store, lambda line: None)
    read_s = time.perf_counter() - began
    found = inventory_of(store, state, now())
    seconds = time.perf_counter() - began
    cpu_s = time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Reading(seconds, read_s, cpu_s, Counting.sent, peak, len(found.pages))


if __name__ == "__main__":
    where, address, name = sys.argv[1:]
    print(json.dumps(asdict(counted(where, address, name, os.environ["MASTHEAD_READING_PASSWORD"]))))
