"""The same work on very many values, in processes of their own: Python computes on one core only.

A process ends with the pipe that it is given its work through, so it does not outlive a Masthead that is killed. It has
nothing of our environment: it needs no password.
"""

import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

MOST = 4
AT_ONCE = 50  # values that a process is given: few enough that none waits long for the last
Given = TypeVar("Given")
Made = TypeVar("Made")


class Apart(Generic[Given, Made]):
    """Makes one thing of each value by `make`, which must be a function of a module or a method of a value.

    The processes are started with the first work. What one raises is raised here. Where one was killed, as by a machine
    without memory, its work is done here.
    """

    def __init__(self, make: Callable[[Given], Made], processes: int = 0) -> None:
        number = processes or min(MOST, os.cpu_count() or 1)
        self._make = make
        self._threads = ThreadPoolExecutor(number)  # each waits for one process
        self._idle: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()
        self.started: list[subprocess.Popen[bytes]] = []
        for _ in range(number):
            self._idle.put(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._threads.shutdown(cancel_futures=True)
        for process in self.started:
            with suppress(OSError):  # one that was killed reads no more
                process.communicate()

    def begun(self, values: Sequence[Given]) -> Callable[[], list[Made]]:
        """Begin with these values. What is returned waits for the end, and gives what was made of each in their order."""
        parts = [values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE)]
        coming = [self._threads.submit(self._made, part) for part in parts]
        return lambda: list(_in_order(coming))

    def _made(self, values: Sequence[Given]) -> list[Made]:
        process = self._idle.get() or self._start()
        try:
            answer = _exchanged(process, (self._make, values))
        except (OSError, EOFError, pickle.UnpicklingError):
            return [self._make(value) for value in values]
        finally:
            self._idle.put(process)
        if isinstance(answer, Exception):
            raise answer
        return list(answer)

    def _start(self) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"from {__name__} import serve; serve()"],
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for us: we end it
        )  # fmt: skip
        self.started.append(process)
        return process


def _in_order(coming: "list[Future[list[Made]]]") -> Iterator[Made]:
    for part in coming:
        yield from part.result()


def _exchanged(process: "subprocess.Popen[bytes]", work: object) -> Any:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    pickle.dump(work, process.stdin, pickle.HIGHEST_PROTOCOL)
    process.stdin.flush()
    return pickle.load(process.stdout)  # noqa: S301 - our own process wrote it


def serve() -> None:
    """Do what comes in by standard input, until it ends. Standard output is the answers' alone."""
    given, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    while True:
        try:
            make, values = pickle.load(given)  # noqa: S301 - Masthead wrote it
        except EOFError:
            return
        try:
            answer: object = [make(value) for value in values]
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is raised where it was asked for
            answer = problem
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()
