"""Asks WordPress's own editor code, run in headless Chromium, whether it accepts the blocks of stored posts."""

import html
import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass

from sandbox.errors import SandboxError
from sandbox.wordpress.network import State, plugin
from sandbox.wordpress.packages import program, run
from sandbox.wordpress.site import HERE

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PAGE_TIME_MS = 15_000
VERDICT = re.compile(r'<pre id="verdict">(.*?)</pre>', re.DOTALL)


@dataclass(frozen=True)
class Verdict:
    """What the editor makes of one block; `markup` is the block's stored HTML without its delimiters."""

    post: int
    block: str
    valid: bool
    markup: str


def browser() -> str | None:
    """The path of a Chromium, or None."""
    return next((found for name in BROWSERS if (found := program(name))), None)


def verdicts(state: State, site: str, posts: Sequence[int]) -> tuple[Verdict, ...]:
    """Every block of the posts, nested ones included; raises SandboxError without Chromium or without an answer."""
    chromium = browser()
    if chromium is None:
        raise SandboxError("Only a browser can run WordPress's block validator: install chromium.")
    installed = plugin(state.root, site, (HERE / "php" / "editor.php").read_text(), "editor")
    try:
        address = f"{state.site(site).url}/?sandbox_editor={','.join(map(str, posts))}"
        with tempfile.TemporaryDirectory(prefix="masthead-chromium-") as profile:
            page = run(
                [
                    chromium,
                    *QUIET,
                    f"--user-data-dir={profile}",
                    f"--virtual-time-budget={PAGE_TIME_MS}",
                    "--dump-dom",
                    address,
                ],
                timeout_s=90,
            )
    finally:
        installed.unlink(missing_ok=True)
    return _read(page, site)


def invalid_blocks(state: State, site: str, posts: Sequence[int]) -> tuple[Verdict, ...]:
    """The blocks that the editor would not accept as they are; empty is what one wants."""
    return tuple(verdict for verdict in verdicts(state, site, posts) if not verdict.valid)


def _read(page: str, site: str) -> tuple[Verdict, ...]:
    found = VERDICT.search(page)
    if found is None or not found[1]:
        raise SandboxError(f"The editor of {site!r} gave no verdict.")
    return tuple(Verdict(**row) for row in json.loads(html.unescape(found[1])))
