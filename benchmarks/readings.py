"""One update of a mirror, and the inventory out of it, as a process of its own whose time, memory and requests are told."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
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


def counted(path: str, url: str, user: str, environment: Mapping[str, str] = os.environ) -> Reading:
    store = Store(f"sqlite:///{path}")
    requests.Session = Counting  # type: ignore[misc]
    client = WordPress("large", url, user, environment["MASTHEAD_READING_PASSWORD"], timeout_s=120)
    began = time.perf_counter()
    state = client.mirror(store, lambda line: None)
    read_s = time.perf_counter() - began
    found = inventory_of(store, state, now())
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Reading(seconds, read_s, Counting.sent, peak, len(found.pages))


if __name__ == "__main__":
    print(json.dumps(asdict(counted(*sys.argv[1:]))))
