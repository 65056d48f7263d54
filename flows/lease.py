"""One run per article, and one writer per site: a lease that a killed run does not hold on to."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from layers.boundary.clock import now
from layers.boundary.store import Lease, Store
from layers.errors import BusyError

LEASE = timedelta(minutes=40)  # longer than a call of the model and its repetitions; one that died here is seen at once


def owner() -> str:
    """Name this process so that another one on this machine can tell whether it still lives."""
    return f"{socket.gethostname()}:{os.getpid()}:{started(os.getpid())}"


def started(pid: int) -> str:
    """Return when the process began, in clock ticks: a recycled pid is another process."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def dead(name: str) -> bool:
    """Say whether `name` was a process of this machine that has ended."""
    host, _, rest = name.partition(":")
    pid, _, began = rest.partition(":")
    return host == socket.gethostname() and pid.isdigit() and Path("/proc").exists() and started(int(pid)) != began


@contextmanager
def writing_to(store: Store, what: str) -> Iterator[None]:
    """Hold the lease of a site (to write to it) or of an article (to work on it). Raises BusyError when a living run holds it."""
    lease = acquired(store, what, owner())
    try:
        yield
    finally:
        store.release_lease(lease)


def keep(store: Store, what: str) -> None:
    """Make the lease last from now on, and what else this process holds. Raises BusyError when it ran out and another run has it.

    A pair of articles takes turns: while one is written, nobody else renews the other's.
    """
    acquired(store, what, owner())
    store.renew_leases(owner(), now(), LEASE)


def acquired(store: Store, site: str, me: str) -> Lease:
    try:
        return store.acquire_lease(site, me, now(), LEASE)
    except BusyError as busy:
        holder = str(busy.args[1])
        if not dead(holder):
            raise
        store.release_lease(Lease(site, holder, now()))
        return store.acquire_lease(site, me, now(), LEASE)
