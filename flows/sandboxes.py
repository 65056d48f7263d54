"""The sandbox from the operator's side: what it starts, where its logins go, how to look at it."""

import json
import os
import sys
from pathlib import Path

from flows.examination import COMPANION
from flows.newsroom import Newsroom
from flows.undoing import site_wiped
from layers.boundary.configuration import read_document
from layers.errors import MistakeError, OutageError
from sandbox.errors import SandboxError
from sandbox.paths import state_dir
from sandbox.processes import Service
from sandbox.wordpress import SiteSpec, State, demo_sites, down, plugin, status, up

FIRST_PORT = 8801
MODEL_PORT = 8890
WEB_PORT = 8891
DEMO_ORDER = ("coffee", "bikes")


def services(root: Path) -> tuple[Service, ...]:
    """The rehearsal model and the saved web, on loopback."""
    log = root / "rehearsal.jsonl"
    return (
        Service(
            "rehearsal model",
            (sys.executable, "-m", "sandbox.model", "--port", "{port}", "--log", str(log)),
            MODEL_PORT,
        ),
        Service("saved web", (sys.executable, "-m", "sandbox.web", "--port", "{port}"), WEB_PORT),
    )


def started(folder: Path, empty: tuple[str, ...] = (), more: tuple[Service, ...] = ()) -> list[str]:
    """Start everything and return what to tell the operator. The logins go into the `.env` of `folder`."""
    root = state_dir()
    demo = sorted(demo_sites(), key=lambda spec: DEMO_ORDER.index(spec.name))
    before = status(root)
    there = {site.name for site in before.sites} if before else set()
    try:
        specs = [*demo, *(SiteSpec(name=name, title=name.capitalize()) for name in empty)]
        state = up(root, specs, FIRST_PORT, services=(*services(root), *more))
    except SandboxError as error:
        raise SandboxDownError(str(error)) from None
    install_companion(state, {site.name for site in state.sites} - there)
    keep_logins(folder / ".env", state)
    return [
        f"{site.name:<10} {site.url:<24} log in at {site.url}/wp-login.php as {site.user}" for site in state.sites
    ] + moved(folder, state)


def install_companion(state: State, names: set[str]) -> None:
    """Put the companion into new sites, as an operator would; one who removes it does not get it back."""
    if state.database != "compose":
        for name in sorted(names):
            plugin(state.root, name, COMPANION.read_text(encoding="utf-8"), "masthead")


class SandboxDownError(OutageError):
    summary = "The sandbox could not be started: {0}"


def moved(folder: Path, state: State) -> list[str]:
    """Name the sites that run elsewhere than their YAML says, because another program had the port."""
    lines = []
    for site in state.sites:
        path = folder / f"{site.name}.yaml"
        said = str(read_document(path).data.get("url", "")) if path.exists() else site.url
        if said.rstrip("/") != site.url.rstrip("/"):
            lines.append(f"{path}: change `url` to {site.url}: another program has the port of {said}")
    return lines


def keep_logins(path: Path, state: State) -> None:
    """Put each site's login into the `.env`, leaving every other line as it is."""
    login: dict[str, str] = {}
    for site in state.sites:
        name = site.name.upper().replace("-", "_")
        login |= {f"{name}_USER": site.user, f"{name}_APP_PASSWORD": site.application_password}
    old = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    kept = [line for line in old if line.partition("=")[0].strip() not in login]
    text = "\n".join([*kept, *(f"{name}='{value}'" for name, value in login.items())]) + "\n"
    fresh = path.with_name(".env.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def stopped(folder: Path, *, wipe: bool = False) -> None:
    """End what was started. Wiping the sites also forgets, in the store, what stood on them."""
    state = status(state_dir())
    try:
        down(state_dir(), wipe=wipe)
    except SandboxError as error:
        raise SandboxDownError(str(error)) from None
    if wipe and state is not None:
        room = Newsroom(folder)
        for site in state.sites:
            site_wiped(room, site.name)


def described(*, as_json: bool = False) -> str:
    state = status(state_dir())
    if state is None:
        raise MistakeError("There is no sandbox here. Start one: masthead sandbox up")
    if as_json:
        return state.to_json()
    rows = [f"{site.name:<10} {site.url:<24} {'up' if site.name in state.running else 'down'}" for site in state.sites]
    others = [f"{name:<10} up" for name in state.running if name not in {site.name for site in state.sites}]
    return "\n".join(
        [
            f"WordPress {state.wordpress} with {state.database}",
            *rows,
            *others,
            "passwords: masthead sandbox status --json",
        ]
    )


def log_in(name: str) -> tuple[str, str, str]:
    """Return address, user and password with which a person logs in to a sandbox site."""
    state = json.loads((state_dir() / "state.json").read_text(encoding="utf-8"))
    site = next(each for each in state["sites"] if each["name"] == name)
    return f"{site['url']}/wp-login.php", site["user"], site["admin_password"]
