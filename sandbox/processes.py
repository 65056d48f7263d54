"""Processes that outlive the command that started them, each recorded so that only it is ever ended.

A record is a pid with the time the kernel says it started, within one boot: a pid that was given to another program
meanwhile does not match and is left alone. Each process leads its own group, because `php -S` forks its workers.
Linux only: the identity of a process is read from `/proc`.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from sandbox.errors import SandboxError

POLL_S = 0.02
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True)
class Service:
    """A program to keep running. `{port}` in the command is replaced by the port it was given; `socket` is its Unix socket."""

    name: str
    command: tuple[str, ...]
    port: int | None = None
    environment: Mapping[str, str] = field(default_factory=dict)
    ready_s: float = 60.0  # a machine with other work; a service that dies is told at once
    grace_s: float = 10.0  # what a SIGTERM is given before SIGKILL
    socket: str = ""

    def argv(self) -> list[str]:
        """The command with its port filled in."""
        return [part.replace("{port}", str(self.port)) for part in self.command]

    def listens(self) -> bool:
        """Whether its port and its socket take connections, as far as it has them."""
        return (self.port is None or port_is_open(self.port)) and (not self.socket or socket_is_open(self.socket))


@dataclass(frozen=True)
class Running:
    """What is known of a started process; `started` counts kernel ticks since boot."""

    name: str
    pid: int
    started: int
    boot: str
    port: int | None
    log: str
    command: tuple[str, ...] = ()
    grace_s: float = 10.0


@dataclass(frozen=True)
class _Stat:
    """The four fields of `/proc/PID/stat` that identify a process."""

    pid: int
    state: str
    group: int
    started: int


def _stat(pid: int) -> _Stat | None:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None
    fields = text.rpartition(")")[2].split()  # the name in brackets may itself hold spaces and brackets
    return _Stat(pid, fields[0], int(fields[2]), int(fields[19]))


def _boot() -> str:
    try:
        return BOOT_ID.read_text().strip()
    except OSError as missing:
        raise SandboxError(
            "The sandbox needs Linux: it tells processes apart by /proc, which this system has not."
        ) from missing


def _members(process: Running) -> list[int]:
    """Pids of the group that are still at work; zombies nobody has reaped count as gone."""
    if process.boot != _boot():
        return []
    leader = _stat(process.pid)
    if leader is not None and leader.started != process.started:
        return []
    stats = (_stat(int(entry.name)) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [
        s.pid for s in stats if s and s.group == process.pid and s.started >= process.started and s.state not in "ZX"
    ]


def is_alive(process: Running) -> bool:
    """Whether the leader itself still runs: workers without it serve nobody reliably."""
    stat = _stat(process.pid)
    return stat is not None and stat.state not in "ZX" and stat.started == process.started and process.boot == _boot()


def port_is_open(port: int) -> bool:
    """Whether anything on loopback accepts connections there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def socket_is_open(path: str) -> bool:
    """Whether anything accepts connections at this Unix socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        probe.settimeout(1)
        return probe.connect_ex(path) == 0


class ProcessTable:
    """The started processes of one state folder, by name, each in a file of its own under `run/`."""

    def __init__(self, root: Path) -> None:
        self.records = root / "run"
        self.logs = root / "logs"

    def running(self) -> dict[str, Running]:
        """Every process recorded here that is alive, by name."""
        return {record.name: record for record in self._recorded() if is_alive(record)}

    def start(self, service: Service) -> Running:
        """Start it unless it runs already; raises SandboxError when another program holds its port."""
        earlier = self._read(service.name)
        if earlier and is_alive(earlier) and earlier.command == tuple(service.argv()):
            return earlier
        if earlier:
            self.stop(service.name)
        if service.port is not None and port_is_open(service.port):
            raise SandboxError(
                f"Port {service.port} for {service.name!r} is taken by a program that the sandbox did not start: "
                "end that program, or choose another port with --port and another folder with --root."
            )
        return self._spawn(service)

    def wait(self, service: Service) -> None:
        """Return when it takes connections; raises SandboxError with the end of its log when it dies or takes too long."""
        process, give_up = self._read(service.name), time.monotonic() + service.ready_s
        while process and is_alive(process) and time.monotonic() < give_up:
            if service.listens():
                return
            time.sleep(POLL_S)
        log = self.logs / f"{service.name}.log"
        lives = process and is_alive(process)
        how = f"did not start within {service.ready_s:g} s" if lives else "ended before it was ready"
        raise SandboxError(f"{service.name!r} {how}; the end of {log} says: {tail(log)}")

    def stop(self, name: str) -> None:
        """End the process and what it forked: first asked, then forced. Nothing happens when it is gone already."""
        record = self._read(name)
        if record is None:
            return
        give_up = time.monotonic() + record.grace_s
        asked: set[int] = set()
        while (left := _members(record)) and time.monotonic() < give_up:
            _signal(set(left) - asked, signal.SIGTERM)  # also what was forked after the look before
            asked |= set(left)
            time.sleep(POLL_S)
        while left := _members(record):
            _signal(left, signal.SIGKILL)
            time.sleep(POLL_S)
        self._file(name).unlink(missing_ok=True)

    def stop_all(self, last: Sequence[str] = ()) -> None:
        """End everything recorded; the names in `last` (databases) go after what depends on them."""
        names = [record.name for record in self._recorded()]
        for name in [n for n in names if n not in last] + [n for n in last if n in names]:
            self.stop(name)

    def _spawn(self, service: Service) -> Running:
        self.records.mkdir(parents=True, exist_ok=True)
        self.logs.mkdir(parents=True, exist_ok=True)
        log = self.logs / f"{service.name}.log"
        with log.open("ab") as output:
            child = subprocess.Popen(
                service.argv(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env={**os.environ, **service.environment},
                start_new_session=True,
            )
        child.returncode = 0  # detached on purpose: without this Python warns that the child is still running
        record = _record(service, child.pid, log)
        temporary = self._file(service.name).with_suffix(".new")
        temporary.write_text(json.dumps(asdict(record)))
        temporary.replace(self._file(service.name))
        return record

    def _recorded(self) -> list[Running]:
        names = sorted(path.stem for path in self.records.glob("*.json")) if self.records.is_dir() else []
        return [record for name in names if (record := self._read(name))]

    def _read(self, name: str) -> Running | None:
        try:
            values = json.loads(self._file(name).read_text())
        except FileNotFoundError:
            return None
        return Running(**{**values, "command": tuple(values["command"])})

    def _file(self, name: str) -> Path:
        return self.records / f"{name}.json"


def _record(service: Service, pid: int, log: Path) -> Running:
    stat = _stat(pid)
    started = stat.started if stat else 0
    return Running(service.name, pid, started, _boot(), service.port, str(log), tuple(service.argv()), service.grace_s)


def _signal(pids: Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue  # it ended between the look and the signal


def tail(log: Path, characters: int = 400) -> str:
    """The end of a log on one line, for an error message."""
    text = log.read_text(errors="replace") if log.exists() else ""
    return " | ".join(text[-characters:].split("\n")).strip(" |") or "(nothing)"


def free_port(first: int, taken: Sequence[int] = ()) -> int:
    """The first port from `first` upwards that nobody listens on and that is not in `taken`."""
    for port in range(first, min(first + 500, 65536)):
        if port not in taken and not port_is_open(port):
            return port
    raise SandboxError(f"No free port on loopback between {first} and {first + 499}: choose another one with --port.")


def progress(sentence: str) -> None:
    """One line for the person who waits; results go to stdout, this does not."""
    print(sentence, file=sys.stderr, flush=True)
