"""The sites of one state folder: `up`, `down`, `status`, and what tests do to a site."""

import fcntl
import json
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from sandbox.errors import SandboxError
from sandbox.paths import CONTENT
from sandbox.processes import ProcessTable, Service, free_port, progress
from sandbox.wordpress import containers, seed
from sandbox.wordpress.core import Age, Core, core, sqlite_can_be_had, sqlite_driver
from sandbox.wordpress.database import Engine, open_database
from sandbox.wordpress.packages import install, mariadb_can_be_had, missing_packages, program
from sandbox.wordpress.site import Place, Site, SiteSpec
from sandbox.wordpress.sockets import remove_sockets

FIRST_PORT = 8810
ROLES = ("administrator", "editor", "author", "contributor", "subscriber")


@dataclass(frozen=True)
class State:
    """What a state folder holds; also its file `state.json`, which only its owner may read."""

    root: Path
    wordpress: str
    core: Path
    database: Engine
    sites: tuple[Site, ...] = ()
    running: tuple[str, ...] = ()

    def site(self, name: str) -> Site:
        """The site of that name; raises SandboxError that lists what there is."""
        for site in self.sites:
            if site.name == name:
                return site
        raise SandboxError(
            f"No site {name!r} in {self.root}: there is {', '.join(s.name for s in self.sites) or 'none'}."
        )

    def to_json(self) -> str:
        """All of it, passwords included; `running` is what ran at that moment."""
        return json.dumps({**asdict(self), "root": str(self.root), "core": str(self.core)}, indent=2)


def demo_sites() -> tuple[SiteSpec, ...]:
    """One site per content folder."""
    return tuple(seed.spec(path.parent) for path in sorted(CONTENT.glob("*/site.yaml")))


def choose(engine: Engine | None) -> Engine:
    """The wanted engine, or the first that can be had: MariaDB, SQLite, containers.

    Where none can, MariaDB is the best refusal: it names packages of the system's own archive.
    """
    if engine:
        return engine
    if mariadb_can_be_had() or not (sqlite_can_be_had() or containers.can_run()):
        return "mariadb"
    return "compose" if program("php") is None and containers.can_run() else "sqlite"


def prepare(*, age: Age = "newest", engine: Engine | None = None, refresh: bool = False) -> tuple[Core, Engine]:
    """Install what the machine lacks; nothing happens when it is all there. Raises SandboxError that says what to do."""
    chosen = choose(engine)
    if chosen == "compose":
        return Core(containers.WORDPRESS_IMAGE, Path(containers.CORE_IN_CONTAINER)), chosen
    install(missing_packages(with_mariadb=chosen == "mariadb"))
    if chosen == "sqlite":
        sqlite_driver()
    return core(age, refresh=refresh), chosen


def up(
    root: Path,
    sites: Sequence[SiteSpec] | None = None,
    first_port: int = FIRST_PORT,
    *,
    engine: Engine | None = None,
    age: Age = "newest",
    services: Sequence[Service] = (),
) -> State:
    """Make sure that the sites exist and answer: those named, or the demo's, with every site the folder already has.

    `services` are further programs to run beside them. Doing it again changes nothing; sites are never reinstalled.
    """
    root = _private(root)
    with _lock(root):
        state = _read(root) or _begin(root, engine, age)
        _refuse_other_engine(state, engine)
        state = _with_core(state, age)
        specs = tuple(demo_sites() if sites is None else sites)
        if state.database == "compose":
            return _up_in_containers(state, specs, first_port, tuple(services))
        return _Network(state).up(specs, first_port, tuple(services))


def down(root: Path, *, wipe: bool = False) -> None:
    """End every process of the folder; with `wipe`, remove its sites, databases and logs too."""
    if not root.is_dir():
        return
    with _lock(root.resolve()):
        containers.down(root.resolve(), wipe=wipe)
        ProcessTable(root.resolve()).stop_all(last=("mariadb",))
        if wipe:
            _wipe(root.resolve())


def status(root: Path) -> State | None:
    """What the folder holds and which of its processes run, or None when nothing was ever started there."""
    state = _read(root.resolve())
    return replace(state, running=tuple(ProcessTable(root.resolve()).running())) if state else None


def snapshot(root: Path, site: str) -> None:
    """Keep the site's tables, uploads and must-use plugins as what `restore` brings back; `up` has done so once already."""
    _place(root, site).keep()


def restore(root: Path, site: str) -> None:
    """Bring the site back to its snapshot, while it runs."""
    _place(root, site).bring_back()


def add_user(root: Path, site: str, login: str, role: str) -> str:
    """Make sure that a user with this role exists; returns a new application password for it."""
    if role not in ROLES:
        raise SandboxError(f"WordPress has no role {role!r}: choose from {', '.join(ROLES)}.")
    return str(_place(root, site).act("user", login=login, role=role)["application_password"])


def plugin(root: Path, site: str, php_source: str, name: str = "test") -> Path:
    """Put a must-use plugin into a site, in effect from the next request until `restore` or until the file is removed."""
    return _place(root, site).plugin(php_source, name)


class _Network:
    """One `up`: the state as it grows, and the parts that act on it."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.table = ProcessTable(state.root)
        self.database = open_database(state.database, state.root)

    def up(self, specs: tuple[SiteSpec, ...], first_port: int, services: tuple[Service, ...]) -> State:
        for service in self.database.services():
            self.table.start(service)
        self.database.wait()
        for site in self.state.sites:
            self._serve(self._place(site, site.port))
        for service in services:
            self.table.start(service)
        self._make([spec for spec in specs if spec.name not in {site.name for site in self.state.sites}], first_port)
        self._wait_for_all(services)
        self.state = replace(self.state, running=tuple(self.table.running()))
        _write(self.state)
        return self.state

    def _make(self, specs: list[SiteSpec], first_port: int) -> None:
        places = []
        taken = [site.port for site in self.state.sites]
        for spec in specs:
            taken.append(free_port(first_port, taken))
            places.append(self._place(spec, taken[-1]))
        with ThreadPoolExecutor(max_workers=4) as pool:
            for place, site in zip(places, pool.map(_make_site, places, specs), strict=True):
                self.state = replace(self.state, sites=(*self.state.sites, site))
                _write(self.state)
                self._serve(place)

    def _serve(self, place: Place) -> None:
        for service in place.services():
            self.table.start(service)

    def _wait_for_all(self, services: tuple[Service, ...]) -> None:
        places = [self._place(site, site.port) for site in self.state.sites]
        for service in (*(each for place in places for each in place.services()), *services):
            self.table.wait(service)
        with ThreadPoolExecutor(max_workers=8) as pool:
            silent = [
                place for place, answers in zip(places, pool.map(Place.answers, places), strict=True) if not answers
            ]
        if silent:
            log = self.table.logs / f"{silent[0].name}.log"
            raise SandboxError(f"The web server of {silent[0].name!r} runs, but WordPress does not answer: see {log}.")

    def _place(self, what: Site | SiteSpec, port: int) -> Place:
        core = Core(self.state.wordpress, self.state.core)
        return Place(self.state.root, core, self.database, what.name, port, what.folder, what.multisite, what.server)


def _up_in_containers(
    state: State, specs: tuple[SiteSpec, ...], first_port: int, services: tuple[Service, ...]
) -> State:
    table = ProcessTable(state.root)
    for service in services:
        table.start(service)
    sites = containers.up(state.root, state.sites, specs, first_port)
    state = replace(state, sites=sites, running=(*(site.name for site in sites), *table.running()))
    _write(state)
    for service in services:
        table.wait(service)
    return state


def _make_site(place: Place, wanted: SiteSpec) -> Site:
    content = seed.read(wanted.seed, place.url) if wanted.seed else None
    progress(f"installing WordPress {place.core.version} for {wanted.title!r} on {place.url}")
    site = place.install(wanted)
    if content:
        place.act("seed", **content.task())
    place.keep()
    return site


def _begin(root: Path, engine: Engine | None, age: Age) -> State:
    found, chosen = prepare(age=age, engine=engine)
    state = State(root, found.version, found.path, chosen)
    _write(state)
    return state


def _with_core(state: State, age: Age) -> State:
    """The same, with WordPress fetched again when somebody emptied the cache."""
    if state.database == "compose" or (state.core / "wp-load.php").exists():
        return state
    found, _ = prepare(age=age, engine=state.database)
    state = replace(state, wordpress=found.version, core=found.path)
    _write(state)
    return state


def _refuse_other_engine(state: State, engine: Engine | None) -> None:
    if engine and engine != state.database:
        raise SandboxError(
            f"The sites in {state.root} live in {state.database}: use another folder with --root, or `down --wipe` first."
        )


def _place(root: Path, name: str) -> Place:
    state = _read(root.resolve())
    if state is None:
        raise SandboxError(f"There is no sandbox in {root}: start one with `python -m sandbox up`.")
    site = state.site(name)
    return Place(
        state.root, Core(state.wordpress, state.core), open_database(state.database, state.root), name, site.port,
        site.folder, site.multisite, site.server,
    )  # fmt: skip


def _read(root: Path) -> State | None:
    try:
        values = json.loads((root / "state.json").read_text())
    except FileNotFoundError:
        return None
    sites = tuple(Site(**site) for site in values["sites"])
    return State(root, values["wordpress"], Path(values["core"]), values["database"], sites)


def _write(state: State) -> None:
    path = state.root / "state.json"
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    temporary.touch(mode=0o600)
    temporary.write_text(state.to_json())
    temporary.replace(path)


def _private(root: Path) -> Path:
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root.resolve()


def _wipe(root: Path) -> None:
    """Only what this module made: the folder may have been named by mistake."""
    for name in ("sites", "mariadb", "sqlite", "logs", "run"):
        shutil.rmtree(root / name, ignore_errors=True)
    for name in ("state.json", "compose.yaml", "databases.sql", "database.password"):
        (root / name).unlink(missing_ok=True)
    remove_sockets(root)


@contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Two `up` at once would install one site twice; the second waits."""
    with (root / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
