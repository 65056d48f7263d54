"""Started processes are known again, ended whole, and never mistaken for others."""

import json
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.errors import SandboxError
from sandbox.processes import ProcessTable, Service, free_port, is_alive

SLEEPER = (sys.executable, "-c", "import os, time\nfor _ in range(2):\n    if not os.fork(): break\ntime.sleep(60)")
SINGLE = (sys.executable, "-c", "import time; time.sleep(60)")
SERVER = (sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "{port}")


@pytest.fixture
def table(tmp_path: Path) -> Iterator[ProcessTable]:
    table = ProcessTable(tmp_path)
    yield table
    table.stop_all()


def alive_in_group(group: int) -> list[str]:
    states = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (entry / "stat").exists():
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
            states += [entry.name] if int(fields[2]) == group and fields[0] not in "ZX" else []
    return states


def test_starting_twice_keeps_the_first_process(table: ProcessTable) -> None:
    first = table.start(Service("sleeper", SLEEPER))
    assert table.start(Service("sleeper", SLEEPER)) == first


def test_another_command_under_the_same_name_replaces_the_process(table: ProcessTable) -> None:
    first = table.start(Service("sleeper", SINGLE))
    second = table.start(Service("sleeper", (*SINGLE, "other")))
    assert second.pid != first.pid
    assert not is_alive(first)


def test_stopping_ends_what_the_process_forked(table: ProcessTable) -> None:
    started = table.start(Service("sleeper", SLEEPER))
    while len(alive_in_group(started.pid)) < 3:
        time.sleep(0.01)
    table.stop("sleeper")
    assert alive_in_group(started.pid) == []
    assert table.running() == {}


def test_a_recycled_pid_is_never_ended(table: ProcessTable) -> None:
    started = table.start(Service("sleeper", SLEEPER))
    record = table.records / "sleeper.json"
    values = json.loads(record.read_text())
    record.write_text(json.dumps({**values, "started": values["started"] - 1}))
    table.stop("sleeper")
    assert is_alive(started)
    record.write_text(json.dumps(values))


def test_waiting_returns_when_the_port_answers(table: ProcessTable) -> None:
    service = Service("web", SERVER, free_port(18800))
    table.start(service)
    table.wait(service)
    with socket.create_connection(("127.0.0.1", service.port or 0), timeout=2) as connection:
        assert connection.getpeername()[1] == service.port


def test_a_program_that_dies_at_once_is_reported_with_its_last_words(table: ProcessTable) -> None:
    service = Service("broken", (sys.executable, "-c", "raise SystemExit('no such database')"), free_port(18900))
    table.start(service)
    with pytest.raises(SandboxError, match=r"'broken' ended before it was ready; .*no such database"):
        table.wait(service)


def test_a_program_that_lives_and_takes_no_connections_is_told_as_slow(table: ProcessTable) -> None:
    slow = Service("slow", SINGLE, free_port(45_000), ready_s=0.2)
    table.start(slow)
    with pytest.raises(SandboxError, match=r"'slow' did not start within 0\.2 s"):
        table.wait(slow)


def test_a_port_of_somebody_else_is_left_alone_and_named(table: ProcessTable) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(SandboxError, match=f"Port {port} for 'web' is taken"):
            table.start(Service("web", SERVER, port))


def test_no_secret_of_the_environment_reaches_the_record(table: ProcessTable) -> None:
    table.start(Service("sleeper", SLEEPER, environment={"TOKEN": "hidden-word"}))
    assert "hidden-word" not in (table.records / "sleeper.json").read_text()
    assert os.environ.get("TOKEN") is None
