"""The same work on very many values, in processes of their own: Python computes on one core only."""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from layers.errors import MastheadError

MOST = 4
AT_ONCE = 50  # values that a process is given: few enough that none waits long for the last
END_S = 10
PATIENCE_S = 120  # for what takes a tenth of a second: a process that does not answer by then never will
# A fork is there at once; elsewhere than on Linux it is not safe, and each process imports what it needs (a second of CPU)
HOW = "fork" if sys.platform == "linux" else "spawn"
# What reading a record may raise. Of anything else the process ends: its work is done here, and raises it here
RAISED = (MastheadError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
Given = TypeVar("Given")
Made = TypeVar("Made")


class Apart(Generic[Given, Made]):
    """Makes one thing of each value by `make`, which must be a function of a module or a method of a value.

    The processes are started with the first work, and end with this, or with a Masthead that is killed. What one raises is
    raised here. Where one was killed, as by a machine without memory, or does not answer, its work is done here.
    """

    def __init__(self, make: Callable[[Given], Made], processes: int = 0) -> None:
        self._number = processes or min(MOST, os.cpu_count() or 1)
        self._make = make
        self._threads = ThreadPoolExecutor(self._number)  # each waits for one process
        self._idle: SimpleQueue[Connection] = SimpleQueue()
        self._ends: list[Connection] = []
        self.started: list[BaseProcess] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._threads.shutdown(cancel_futures=True)
        for end in self._ends:
            with suppress(OSError):  # one that was killed hears nothing
                end.send(None)
            end.close()
        for process in self.started:
            process.join(END_S)
            process.kill()
            process.join()

    def begun(self, values: Sequence[Given]) -> Callable[[], list[Made]]:
        """Begin with these values. What is returned waits for the end, and gives what was made of each in their order."""
        if values and not self.started:
            # imports what is imported late: an import that another thread has under way would never end in a fork
            _answer(self._make, values[:1])
            self._start()
        parts = [values[start : start + AT_ONCE] for start in range(0, len(values), AT_ONCE)]
        coming = [self._threads.submit(self._made, part) for part in parts]
        return lambda: list(_in_order(coming))

    def _made(self, values: Sequence[Given]) -> list[Made]:
        end = self._idle.get()
        try:
            answer = _exchanged(end, values)
        except (OSError, EOFError):
            return [self._make(value) for value in values]
        finally:
            self._idle.put(end)
        if isinstance(answer, Exception):
            raise answer
        return list(answer)

    def _start(self) -> None:
        context: Any = get_context(HOW)
        for _ in range(self._number):
            ours, theirs = context.Pipe()
            process = context.Process(target=_serve, args=(theirs, ours, self._make), daemon=True)
            process.start()
            theirs.close()  # else we would not hear that it was killed
            self._ends.append(ours)
            self._idle.put(ours)
            self.started.append(process)


def _in_order(coming: "list[Future[list[Made]]]") -> Iterator[Made]:
    for part in coming:
        yield from part.result()


def _exchanged(end: Connection, work: object) -> Any:
    end.send(work)
    if not end.poll(PATIENCE_S):
        end.close()  # what it answers later is no answer to what comes next
        raise EOFError
    return end.recv()


def _serve(end: Connection, ours: Connection, make: Callable[[Any], Any]) -> None:
    """Do what comes until there is no more. `ours` is the other end: open here, it would hide that Masthead was killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for Masthead, which ends us
    ours.close()
    with suppress(OSError, EOFError):
        while (values := end.recv()) is not None:
            end.send(_answer(make, values))


def _answer(make: Callable[[Any], Any], values: Sequence[Any]) -> object:
    try:
        return [make(value) for value in values]
    except RAISED as problem:
        return problem
