"""Runs the command many times without paying for its imports each time: a process that has them forks for each run.

Each run is still a process of its own with its own environment, output and exit code, and can be killed like any other;
only the interpreter's first two seconds are shared. `python -m benchmarks.warm` is the process that forks; it is spoken
to in lines of JSON: a request in, the pid out, and, when that run has ended, its exit status.
"""

import ctypes
import gc
import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

CHECKOUT = Path(__file__).resolve().parent.parent
WITH_PREFECT = ("flows.runs", "flows.serving")  # part of a run only where a Prefect server is configured
FIRST_USED_LATE = (
    "anthropic.resources.messages",
    "httpx2",
    "jinja2",
    "sqlalchemy.dialects.sqlite",
    "sklearn.preprocessing",
    "alembic.command",
)
PR_SET_PTRACER = 0x59616D61
ANY = ctypes.c_ulong(-1)
ATTACH_S = 10.0


@dataclass(frozen=True)
class Run:
    """One run of the command. `output` and `errors` are the files that it writes to."""

    pid: int
    output: Path
    errors: Path
    _answers: IO[str]
    _tracer: "subprocess.Popen[bytes] | None"

    def ended(self, timeout_s: float) -> tuple[int, str, str]:
        """Wait; return exit code (negative: the signal), stdout and stderr. A run that hangs is killed: TimeoutError."""
        lines: list[str] = []
        reader = Thread(target=lambda: lines.append(self._answers.readline()), daemon=True)
        reader.start()
        reader.join(timeout_s)
        if reader.is_alive():
            os.kill(self.pid, signal.SIGKILL)
            reader.join()
            raise TimeoutError(f"the run did not end within {timeout_s:g} s: {self.errors.read_text()[-400:]}")
        if self._tracer is not None:
            self._tracer.wait(timeout_s)
        return int(json.loads(lines[0])["status"]), self.output.read_text(), self.errors.read_text()


@dataclass(frozen=True)
class Warm:
    """A process that has everything imported. One run at a time."""

    process: "subprocess.Popen[str]"
    scratch: Path

    def start(self, words: tuple[str, ...], environment: Mapping[str, str], tracer: tuple[str, ...] = ()) -> Run:
        """Start one run; with a `tracer` (strace and its options), only once that is attached."""
        output, errors = self.scratch / "output", self.scratch / "errors"
        order = {
            "words": words,
            "environment": dict(environment),
            "output": str(output),
            "errors": str(errors),
            "held": bool(tracer),
        }
        into, answers = self.process.stdin, self.process.stdout
        assert into is not None
        assert answers is not None
        into.write(json.dumps(order) + "\n")
        into.flush()
        pid = int(json.loads(answers.readline())["pid"])
        return Run(pid, output, errors, answers, attached(tracer, pid) if tracer else None)


@contextmanager
def warmed(**environment: str) -> Iterator[Warm]:
    """Start the process that forks, and end it. `environment` is what has to be known at import (Prefect reads its own then)."""
    with tempfile.TemporaryDirectory(prefix="masthead-warm-") as scratch:
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.warm"],
            cwd=CHECKOUT,
            env=os.environ | environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Warm(process, Path(scratch))
        finally:
            process.communicate(timeout=20)


def attached(tracer: tuple[str, ...], pid: int) -> "subprocess.Popen[bytes]":
    """Attach the tracer to a run that has stopped itself, and let it go on."""
    until(lambda: stat_of(pid, "State:").startswith("T"), "the run did not stop to be traced")
    started = subprocess.Popen([*tracer, "-p", str(pid)], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    until(lambda: stat_of(pid, "TracerPid:") != "0", "the tracer did not attach")
    os.kill(pid, signal.SIGCONT)
    return started


def until(holds: Callable[[], bool], problem: str) -> None:
    give_up = time.monotonic() + ATTACH_S
    while not holds():
        if time.monotonic() > give_up:
            raise TimeoutError(problem)
        time.sleep(0.002)


def stat_of(pid: int, name: str) -> str:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name):
            return line.removeprefix(name).strip()
    return ""


def serve() -> int:
    """Fork for each order until the other side closes; in the fork, carry the order out and return its exit code."""
    imported()
    gc.freeze()  # what is imported stays shared between the runs
    for line in sys.stdin:
        order = json.loads(line)
        pid = os.fork()
        if pid == 0:
            return carried_out(order)
        print(json.dumps({"pid": pid}), flush=True)
        _, status = os.waitpid(pid, 0)
        print(json.dumps({"status": os.waitstatus_to_exitcode(status)}), flush=True)
    return 0


def imported() -> None:
    """Import what a run imports, sooner or later."""
    import flows
    import layers

    for package in (flows, layers):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            left_out = () if os.environ.get("PREFECT_API_URL") else WITH_PREFECT
            if module.name not in left_out and "migrations" not in module.name:
                importlib.import_module(module.name)
    for name in FIRST_USED_LATE:
        with suppress(ModuleNotFoundError):
            importlib.import_module(name)


def carried_out(order: Mapping[str, object]) -> int:
    """Become the command: its environment, its output, its words."""
    environment, words = order["environment"], order["words"]
    assert isinstance(environment, dict)
    assert isinstance(words, list)
    redirected("/dev/null", 0, os.O_RDONLY)
    redirected(str(order["output"]), 1, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    redirected(str(order["errors"]), 2, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["masthead", *words]
    if order["held"]:
        ctypes.CDLL(None).prctl(PR_SET_PTRACER, ANY, 0, 0, 0)  # where only a parent may trace, let strace too
        os.kill(os.getpid(), signal.SIGSTOP)
    from flows.command import main

    main()
    return 0


def redirected(path: str, to: int, flags: int) -> None:
    opened = os.open(path, flags, 0o600)
    os.dup2(opened, to)
    os.close(opened)


if __name__ == "__main__":
    raise SystemExit(serve())
