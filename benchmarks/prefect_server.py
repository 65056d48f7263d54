"""A Prefect server with a home of its own, for as long as a measurement takes."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sandbox.processes import free_port

FIRST_PORT = 9900
READY_S = 90.0
QUIET = {"DO_NOT_TRACK": "1", "PREFECT_SERVER_ANALYTICS_ENABLED": "false"}


@contextmanager
def prefect_server(home: Path) -> Iterator[str]:
    """Start it and yield the address of its API."""
    home.mkdir(parents=True)
    port = free_port(FIRST_PORT + os.getpid() % 90)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    with (home / "server.log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | QUIET | {"PREFECT_HOME": str(home)}, stdout=log, stderr=log)
    try:
        wait(f"http://127.0.0.1:{port}/api/health", home / "server.log")
        yield f"http://127.0.0.1:{port}/api"
    finally:
        server.terminate()
        server.wait(20)


def wait(url: str, log: Path) -> None:
    give_up = time.monotonic() + READY_S
    while time.monotonic() < give_up:
        try:
            urllib.request.urlopen(url, timeout=2).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"Prefect did not start: {log.read_text()[-2000:]}")


def last_flow_run(api: str) -> dict[str, Any]:
    """Return the newest flow run as the server knows it; `total_run_time` is in seconds."""
    body = json.dumps({"sort": "START_TIME_DESC", "limit": 1}).encode()
    request = urllib.request.Request(f"{api}/flow_runs/filter", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=20) as reply:
        return dict(json.loads(reply.read())[0])
