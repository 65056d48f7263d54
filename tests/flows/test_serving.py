"""A schedule in a site's YAML makes scheduled runs: some sets of Prefect, fastapi and SQLAlchemy silently make none."""

import asyncio
import json
import os
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from flows.serving import planned
from layers.nouns import Site

HOME = Path(__file__).parent.parent.parent
EXAMPLE = yaml.safe_load((HOME / "sites" / "example.yaml").read_text())

pytestmark = [pytest.mark.server, pytest.mark.matrix]


def call(url: str, body: dict[str, object]) -> object:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=10) as reply:
        return json.loads(reply.read())


def scheduled(api: str) -> int:
    return int(str(call(f"{api}/flow_runs/count", {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}})))


def masthead(*words: str, api: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PREFECT_API_URL": api, "PREFECT_HOME": str(home)}
    return subprocess.run(
        [sys.executable, "-c", "from flows.command import main; main()", *words],
        cwd=HOME, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_deployed_cron_schedules_make_scheduled_runs(prefect_server, tmp_path):
    ended = masthead("serve", "--deploy-only", api=prefect_server, home=tmp_path)

    assert ended.returncode == 0, ended.stderr
    deadline = time.monotonic() + 60
    while scheduled(prefect_server) < 2 and time.monotonic() < deadline:
        time.sleep(0.5)
    assert scheduled(prefect_server) >= 2
    deployments = call(f"{prefect_server}/deployments/filter", {})
    zones = {d["name"]: d["schedules"][0]["schedule"]["timezone"] for d in deployments if d["schedules"]}
    assert zones == {"coffee": "Europe/London", "bikes": "America/New_York"}


def test_a_quarterly_audit_keeps_its_hour_through_daylight_saving():
    """Six in the morning in Berlin is five in UTC in winter and four in summer."""
    site = Site.model_validate({**EXAMPLE, "timezone": "Europe/Berlin"})
    [audit] = [each for each in planned(HOME / "sites", site) if each.flow == "audit"]

    from prefect.server.schemas.schedules import CronSchedule  # here, for where no test needs it nobody waits for it

    schedule = CronSchedule(cron=audit.cron, timezone=audit.timezone)
    dates = asyncio.run(schedule.get_dates(4, start=datetime(2026, 12, 1, tzinfo=UTC)))

    assert [f"{date.astimezone(UTC):%Y-%m-%d %H:%M}" for date in dates] == [
        "2027-01-01 05:00",
        "2027-04-01 04:00",
        "2027-07-01 04:00",
        "2027-10-01 04:00",
    ]


def test_without_a_server_serve_says_what_to_do():
    environment = {name: value for name, value in os.environ.items() if name != "PREFECT_API_URL"}
    ended = subprocess.run(
        [sys.executable, "-c", "from flows.command import main; main()", "serve"],
        cwd=HOME, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert ended.returncode == 2
    assert "Set PREFECT_API_URL" in ended.stderr
    assert "Traceback" not in ended.stderr
