"""Chromium without a window, driven over its debugging protocol: how a page looks at a width, and what axe-core says of it."""

import base64
import json
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

AXE = "axe-core@4.14.1"
SERIOUS = frozenset({"serious", "critical"})
READY_S = 30
JUDGE = """(async () => {
  const found = await axe.run(document, {resultTypes: ['violations']});
  return JSON.stringify({
    passed: found.passes.length,
    violations: found.violations.map((v) => [v.impact, v.id, v.nodes.map((n) => n.target.join(' ')).slice(0, 5)]),
  });
})()"""
OVERFLOWING = """JSON.stringify([...document.querySelectorAll('body *')].filter((e) =>
  e.getBoundingClientRect().right > document.documentElement.clientWidth + 1).map((e) => e.outerHTML.slice(0, 80)).slice(0, 5))"""


def axe_core(folder: Path) -> str:
    """Fetch axe-core with npm and return its script; the test is skipped where that cannot be done."""
    if not shutil.which("npm"):
        pytest.skip("axe-core comes from npm, and there is no npm here")
    ended = subprocess.run(["npm", "pack", "--silent", AXE], cwd=folder, capture_output=True, text=True, check=False)
    if ended.returncode:
        pytest.skip(f"npm could not fetch {AXE}: {ended.stderr.strip().splitlines()[-1:]}")
    shutil.unpack_archive(next(folder.glob("axe-core-*.tgz")), folder)
    return (folder / "package" / "axe.min.js").read_text(encoding="utf-8")


@dataclass
class Tab:
    """One page at one width."""

    wire: ClientConnection
    width: int
    last: int = 0

    def send(self, method: str, **params: Any) -> dict[str, Any]:
        self.last += 1
        self.wire.send(json.dumps({"id": self.last, "method": method, "params": params}))
        while True:
            answer = json.loads(self.wire.recv(timeout=60))
            if answer.get("id") == self.last:
                assert "error" not in answer, answer
                return dict(answer["result"])

    def value(self, expression: str) -> Any:
        answer = self.send("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def show(self, url: str) -> None:
        phone = self.width < 600
        self.send("Emulation.setDeviceMetricsOverride", width=self.width, height=900, deviceScaleFactor=1, mobile=phone)
        self.send("Page.navigate", url=url)
        deadline = time.monotonic() + READY_S
        while self.value("document.readyState + ' ' + location.href") != f"complete {url}":
            assert time.monotonic() < deadline, f"{url} was not shown"
            time.sleep(0.05)

    def media(self, kind: str = "", scheme: str = "light") -> None:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.send("Emulation.setEmulatedMedia", media=kind, features=features)

    def violations(self, axe: str) -> list[list[Any]]:
        """Return what axe calls serious or critical, each with its impact, rule and places."""
        self.value(axe + ";0")
        said = json.loads(self.value(JUDGE))
        assert said["passed"] > 10, "axe judged nothing"
        return [each for each in said["violations"] if each[0] in SERIOUS]

    def overflowing(self) -> list[str]:
        """Return what stands out of the page to the right."""
        return list(json.loads(self.value(OVERFLOWING)))

    def picture(self, file: Path, height: int) -> None:
        clip = {"x": 0, "y": 0, "width": self.width, "height": height, "scale": 1}
        shot = self.send("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        file.write_bytes(base64.b64decode(shot["data"]))


@dataclass(frozen=True)
class Browser:
    port: int

    @contextmanager
    def tab(self, width: int) -> Iterator[Tab]:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/json/new?about:blank", method="PUT")
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as reply:
            target = json.loads(reply.read())
        with connect(target["webSocketDebuggerUrl"], max_size=None, proxy=None) as wire:
            yield Tab(wire, width)


@contextmanager
def chromium(folder: Path) -> Iterator[Browser]:
    """Start Chromium with a profile of its own in `folder`."""
    if not shutil.which("chromium"):
        pytest.skip("this needs chromium")
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-port=0",
        "--no-first-run", f"--user-data-dir={folder / 'profile'}", "about:blank",
    ]  # fmt: skip
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield Browser(_port(folder / "profile" / "DevToolsActivePort"))
    finally:
        running.terminate()
        running.wait(20)


def _port(file: Path) -> int:
    deadline = time.monotonic() + READY_S
    while not file.exists() or not file.read_text().strip():
        assert time.monotonic() < deadline, "Chromium did not start"
        time.sleep(0.05)
    return int(file.read_text().splitlines()[0])
