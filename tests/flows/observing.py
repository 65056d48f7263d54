"""How the tests of the flows run the command and see what came of it, by other means than the program's own code."""

import base64
import io
import json
import os
import re
import shutil
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import yaml

from benchmarks.killing import outside
from benchmarks.stage import REHEARSED, Desk, Ended, Stage, fresh
from flows.command import main
from sandbox import wordpress

PROGRESS = re.compile(r"^ +\d+\.\d s  ")
INTERNALS = re.compile(
    r"Traceback|Error\(|\bpydantic\b|\bsqlalchemy\b|\brequests\.|\.py\b|0x[0-9a-f]{6}|<class|NoneType"
)


def here(desk: Desk, *words: str, paid: bool = False, **more: str) -> Ended:
    """Run the command in this process, for its imports take longer than most of what it does.

    `more` is added to its environment. `paid` leaves `--rehearse` out where the model is asked.
    """
    rehearse = ["--rehearse"] if words and words[0] in REHEARSED and not paid else []
    line = [*words, *rehearse]
    out, err = io.StringIO(), io.StringIO()
    with told(line, {**desk.environment(), **more}), redirect_stdout(out), redirect_stderr(err):
        code = exit_code()
    return Ended(line, code, out.getvalue(), err.getvalue())


def exit_code() -> int:
    try:
        main()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    return 0


@contextmanager
def told(words: list[str], environment: dict[str, str]) -> Iterator[None]:
    """Give this process the command's words and environment for a while."""
    kept, hook, line = dict(os.environ), sys.excepthook, sys.argv
    sys.argv = ["masthead", *words]
    replaced(environment)
    try:
        yield
    finally:
        sys.argv, sys.excepthook = line, hook
        replaced(kept)


def replaced(environment: dict[str, str]) -> None:
    """Make this the environment of the process, key by key: clearing it would leave a moment without PATH."""
    for name in set(os.environ) - set(environment):
        del os.environ[name]
    os.environ.update(environment)


def sentence(ended: Ended) -> str:
    """Return the one sentence that the operator reads besides the progress; the test fails where there is more, or a trace."""
    said = [line for line in ended.stderr.splitlines() if line.strip() and not PROGRESS.match(line)]
    assert len(said) == 1, ended.stderr
    assert said[0].startswith("masthead: ")
    assert not INTERNALS.search(said[0]), said[0]
    assert ended.stdout == ""
    return said[0].removeprefix("masthead: ")


def bill(desk: Desk, article: str = "") -> list[dict[str, Any]]:
    """Return the lines of `masthead costs --json`."""
    words = ("--article", article) if article else ()
    return list(json.loads(here(desk, "costs", "--json", *words).stdout)["calls"])


def paid(stage: Stage, since: int) -> Counter[str]:
    """Count what the model's own book says was billed since its line `since`, by the title of the answer's schema."""
    return Counter(each.schema for each in outside.billed(stage.usage, since))


def edited(desk: Desk, site: str, **changes: Any) -> Desk:
    """Change keys of a site's YAML."""
    path = desk.folder / f"{site}.yaml"
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    path.write_text(yaml.safe_dump({**written, **changes}, allow_unicode=True), encoding="utf-8")
    return desk


def with_copy(desk: Desk, folder: Path) -> Desk:
    """Return the desk with a copy of its store, to go on from there and leave the first as it is."""
    shutil.copytree(desk.store.parent, folder)
    return fresh(desk, folder / desk.store.name)


def seeded(stage: Stage, *sites: str) -> None:
    for site in sites:
        wordpress.restore(stage.root, site)


def sent(stage: Stage, site: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """POST to a site's REST API as its administrator: what a person does there."""
    there = stage.state.site(site)
    login = base64.b64encode(f"{there.user}:{there.application_password}".encode()).decode()
    headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
    request = urllib.request.Request(f"{there.url}/wp-json/wp/v2/{path}", json.dumps(body).encode(), headers)
    with outside.DIRECT.open(request, timeout=60) as reply:
        return json.loads(reply.read())


def with_site(desk: Desk, site: str, **changes: Any) -> Desk:
    """Give the desk a site of the sandbox that is not one of the demo's, set up like `coffee` but for `changes`."""
    there = desk.stage.state.site(site)
    like = yaml.safe_load((desk.folder / "coffee.yaml").read_text(encoding="utf-8"))
    names = {"user_env": f"{site.upper()}_USER", "password_env": f"{site.upper()}_APP_PASSWORD"}
    own = {**like, "name": site, "url": there.url, "title": there.title, "credentials": names, **changes}
    (desk.folder / f"{site}.yaml").write_text(yaml.safe_dump(own, allow_unicode=True), encoding="utf-8")
    with (desk.folder / ".env").open("a", encoding="utf-8") as file:
        file.write(f"{names['user_env']}='{there.user}'\n{names['password_env']}='{there.application_password}'\n")
    if site not in desk.stage.names:
        probed = here(desk, "doctor", site, "--probe")
        assert probed.returncode == 0, probed.stdout + probed.stderr
    return desk
