"""`python -m sandbox up | down | status | install | stale`: progress on stderr, the result on stdout."""

import argparse
import sys
from pathlib import Path

from sandbox import wordpress
from sandbox.errors import SandboxError
from sandbox.paths import state_dir
from sandbox.wordpress import stale
from sandbox.wordpress.network import FIRST_PORT


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0, or 1 with one sentence on stderr."""
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.act(chosen))
    except SandboxError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m sandbox", description="Real WordPress sites on this machine, to try things on."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, act, text in (
        ("up", _up, "start the sites, making those that do not exist yet"),
        ("down", _down, "end everything that was started here"),
        ("status", _status, "what exists and what runs; exit code 3 when nothing runs"),
        ("install", _install, "fetch PHP, MariaDB and WordPress without starting anything"),
        ("stale", _stale, "publish a post of 2023 on the site coffee, one of its two sources gone"),
    ):
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(act=act)
        if name != "install":
            command.add_argument(
                "--root", type=Path, default=state_dir(), help="state folder (MASTHEAD_SANDBOX_DIR, else .sandbox)"
            )
        if name in ("up", "install"):
            command.add_argument(
                "--database",
                choices=["mariadb", "sqlite", "compose"],
                help="chosen by what the machine has when left out",
            )
            command.add_argument(
                "--wordpress", choices=["newest", "oldest"], default="newest", help="which version to have"
            )
        _own_options(name, command)
    return parser


def _own_options(name: str, command: argparse.ArgumentParser) -> None:
    if name == "up":
        command.add_argument("--site", action="append", metavar="NAME", help="only this demo site (repeatable)")
        command.add_argument(
            "--empty", action="append", default=[], metavar="NAME", help="a site without content besides (repeatable)"
        )
        command.add_argument("--port", type=int, default=FIRST_PORT, help="first port to try for a new site")
    if name == "down":
        command.add_argument("--wipe", action="store_true", help="remove the sites and their databases too")
    if name == "install":
        command.add_argument(
            "--refresh", action="store_true", help="look for a newer WordPress than the one fetched before"
        )
    if name == "stale":
        command.add_argument("--web-port", type=int, default=8891, help="port of the saved web")
    if name in ("up", "status"):
        command.add_argument("--json", action="store_true", help="everything, passwords included")


def _up(chosen: argparse.Namespace) -> int:
    sites = _specs(chosen.site, chosen.empty)
    state = wordpress.up(chosen.root, sites, chosen.port, engine=chosen.database, age=chosen.wordpress)
    _show(state, as_json=chosen.json)
    return 0


def _specs(names: list[str] | None, empty: list[str]) -> list[wordpress.SiteSpec]:
    """The demo sites asked for (all when neither option is given), and the empty ones."""
    demo = {spec.name: spec for spec in wordpress.demo_sites()}
    wanted = names if names is not None else ([] if empty else list(demo))
    for name in wanted:
        if name not in demo:
            raise SandboxError(
                f"There is no demo site {name!r}: choose from {', '.join(demo)}, or make an empty one with --empty {name}."
            )
    return [demo[name] for name in wanted] + [wordpress.SiteSpec(name=name, title=name.capitalize()) for name in empty]


def _down(chosen: argparse.Namespace) -> int:
    wordpress.down(chosen.root, wipe=chosen.wipe)
    return 0


def _status(chosen: argparse.Namespace) -> int:
    state = wordpress.status(chosen.root)
    if state is None:
        raise SandboxError(f"There is no sandbox in {chosen.root}: start one with `python -m sandbox up`.")
    _show(state, as_json=chosen.json)
    return 0 if state.running else 3


def _install(chosen: argparse.Namespace) -> int:
    core, engine = wordpress.prepare(age=chosen.wordpress, engine=chosen.database, refresh=chosen.refresh)
    print(f"WordPress {core.version} with {engine}: {core.path}")
    return 0


def _stale(chosen: argparse.Namespace) -> int:
    state = wordpress.status(chosen.root)
    if state is None or "coffee" not in state.running:
        raise SandboxError(f"The site coffee does not run in {chosen.root}: start it with `python -m sandbox up`.")
    number, url = stale.plant(state, chosen.web_port)
    print(f"{number}  {url}")
    return 0


def _show(state: wordpress.State, *, as_json: bool) -> None:
    if as_json:
        print(state.to_json())
        return
    print(f"WordPress {state.wordpress} with {state.database} in {state.root}")
    for site in state.sites:
        print(
            f"  {site.name:<12} {site.url}  {'up' if site.name in state.running else 'down'}  log in at {site.url}/wp-login.php as {site.user}"
        )
    print("  passwords: python -m sandbox status --json")


if __name__ == "__main__":
    sys.exit(main())
