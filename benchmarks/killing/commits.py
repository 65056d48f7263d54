"""SIGKILL at a commit of the store, by strace: the kernel delivers it at the N-th system call on the write-ahead log.

SQLite in WAL mode with synchronous=FULL writes a transaction's pages to the log and then calls fdatasync on it. Killed at
the last write, the transaction lacks its end and was never made; killed at the fdatasync, it is whole in the log and
counts, although the program never learned of it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks.killing.gate import Passage

Side = Literal["before", "after"]
CALL = re.compile(r"^(?:\d+ +)?(?P<at>\d+\.\d+) (?P<name>pwrite64|fdatasync)\(", re.MULTILINE)
SYSTEM_CALLS = {"before": "pwrite64", "after": "fdatasync"}


@dataclass(frozen=True)
class Commit:
    """One sync of the log: the how-manieth, its last write, and the request that came before it, counted from 1 (0: none)."""

    number: int
    last_write: int
    following: str
    request: int = 0

    def when(self, side: Side) -> int:
        """Which call of its kind the kill is delivered at."""
        return self.last_write if side == "before" else self.number


def log_of(store: Path) -> Path:
    return store.with_name(store.name + "-wal")


def tracing(store: Path, output: Path) -> tuple[str, ...]:
    """The tracer to run the command under, to see its writes and syncs."""
    return (
        "strace",
        "-f",
        "-qq",
        "-ttt",
        "-s",
        "0",
        "-P",
        str(log_of(store)),
        "-e",
        "trace=pwrite64,fdatasync",
        "-o",
        str(output),
    )


def killing(store: Path, side: Side, when: int) -> tuple[str, ...]:
    """The tracer to run the command under, to have it killed at the `when`-th write or sync.

    Not with --seccomp-bpf: strace 6.1 then sees the calls and injects nothing.
    """
    name = SYSTEM_CALLS[side]
    only = ("-f", "-qq", "-P", str(log_of(store)), "-e", f"trace={name}", "-o", "/dev/null")
    return ("strace", *only, "-e", f"inject={name}:signal=SIGKILL:when={when}")


def commits(trace: str, passages: Sequence[Passage]) -> Iterator[Commit]:
    """Read a trace; a sync with no write before it (the log is copied back) is no commit."""
    times = [passage.ended for passage in passages]
    writes = syncs = 0
    written = False
    for call in CALL.finditer(trace):
        if call["name"] == "pwrite64":
            writes, written = writes + 1, True
            continue
        syncs += 1
        if written:
            done = bisect_right(times, float(call["at"]))
            yield Commit(syncs, writes, passages[done - 1].label if done else "the start", done)
        written = False
