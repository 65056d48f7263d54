"""Work in processes of their own: as if it were done here, whatever becomes of them."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layers.boundary.apart import AT_ONCE, Apart
from layers.boundary.wordpress.records import raw
from layers.errors import WordPressRefusedError

MANY = [f"{number}" for number in range(5 * AT_ONCE // 2)]
KILLED = """
import os
from layers.boundary.apart import Apart
apart = Apart(int, 1)
apart.begun(["1"])()
print(apart.started[0].pid, flush=True)
os.kill(os.getpid(), 9)
"""


def title(record: object) -> str:
    return raw(record, "title", "salt")


def ended(pid: int) -> bool:
    """Whether a process is gone; one that nobody has waited for counts."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def ended_within(seconds: float, pid: int) -> bool:
    until = time.monotonic() + seconds
    while not ended(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return ended(pid)


def test_things_come_in_the_order_of_their_values_from_several_processes() -> None:
    with Apart(int, 2) as apart:
        first, second = apart.begun(MANY), apart.begun(["7"])
        assert (second(), first()) == ([7], list(range(len(MANY))))
        assert len(apart.started) == 2
        assert os.getpid() not in {process.pid for process in apart.started}


def test_nothing_to_do_starts_nothing() -> None:
    with Apart(int, 2) as apart:
        assert apart.begun([])() == []
        assert apart.started == []


def test_what_is_raised_there_is_raised_here_with_its_fields() -> None:
    with Apart(title, 1) as apart:
        reading = apart.begun([{"id": 7}])
        with pytest.raises(WordPressRefusedError, match=r"reading post 7: the answer has no title\.raw"):
            reading()
        assert apart.begun([{"title": {"raw": "Brine"}}])() == ["Brine"]


def test_the_work_of_a_process_that_was_killed_is_done_here() -> None:
    with Apart(int, 1) as apart:
        assert apart.begun(["1"])() == [1]
        apart.started[0].kill()
        apart.started[0].join()
        assert apart.begun(MANY)() == list(range(len(MANY)))


def unheard_of(value: str) -> str:
    if value == MANY[-1]:
        raise AssertionError(value)
    return value


def test_what_nobody_expects_ends_a_process_and_is_raised_here() -> None:
    with Apart(unheard_of, 1) as apart, pytest.raises(AssertionError, match=MANY[-1]):
        apart.begun(MANY)()


def test_processes_end_with_their_work() -> None:
    with Apart(int, 1) as apart:
        apart.begun(["1"])()
    assert apart.started[0].exitcode == 0


def test_processes_end_when_masthead_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", KILLED], stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        pid = int(killed.stdout.readline())
        try:
            assert killed.wait(20) == -9
            assert ended_within(20, pid)
        finally:
            if not ended(pid):
                os.kill(pid, 9)
