"""The layout is the architecture: who may import whom, and what a file may hold."""

import ast
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

HOME = Path(__file__).parent.parent
IO = {
    "aiohttp", "alembic", "anthropic", "asyncio", "httpx", "httpx2", "http", "multiprocessing", "os", "pathlib", "prefect",
    "psycopg", "requests", "shutil", "socket", "sqlalchemy", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time",
    "trafilatura", "urllib3",
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
PURE = sorted(path for path in (HOME / "layers").rglob("*.py") if "boundary" not in path.parts)
SANDBOX = sorted((HOME / "sandbox").rglob("*.py"))
SHIPPED = sorted(
    path
    for folder in ("flows", "layers", "sandbox", "benchmarks")
    for path in (HOME / folder).rglob("*.py")
    if "migrations" not in path.parts  # a migration is a list of tables, not logic
)


@dataclass
class Facts:
    """What the rules ask of a file, gathered in one walk through it."""

    imports: set[str] = field(default_factory=set)
    called: set[str] = field(default_factory=set)
    long: list[str] = field(default_factory=list)


@cache
def facts(path: Path) -> Facts:
    found = Facts()
    for node in ast.walk(ast.parse(path.read_text())):
        match node:
            case ast.Import(names):
                found.imports |= {alias.name for alias in names}
            case ast.ImportFrom(module=str(module)):
                found.imports.add(module)
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name)):
                found.called.add(name)
            case ast.FunctionDef(name=name, lineno=first, end_lineno=int(last)) if last - first >= 50:
                found.long.append(name)
    return found


def offenders(paths: Iterable[Path], offence: Callable[[Path], object]) -> dict[str, object]:
    """The files that break a rule, each with what it does: one test a rule, for a test a file costs seconds."""
    assert paths
    return {str(path.relative_to(HOME)): found for path in paths if (found := offence(path))}


def forbidden(*modules: str) -> Callable[[Path], set[str]]:
    return lambda path: {module for module in facts(path).imports if module.split(".")[0] in modules}


def test_a_layer_opens_nothing_and_knows_no_flow():
    def offence(path: Path) -> set[str]:
        outward = ("flows", "layers.boundary", "urllib.request", "sandbox")
        return {each for each in facts(path).imports if each.split(".")[0] in IO or each.startswith(outward)}

    assert offenders(PURE, offence) == {}


def test_a_layer_reads_no_clock_and_opens_no_file():
    def offence(path: Path) -> set[str]:
        return facts(path).called & (CLOCKS | {"open", "read_text", "write_text"})

    assert offenders(PURE, offence) == {}


def test_only_flows_import_prefect():
    assert offenders(sorted((HOME / "layers").rglob("*.py")), forbidden("prefect")) == {}


def test_the_sandbox_knows_nothing_of_what_it_tests():
    assert offenders(SANDBOX, forbidden("layers", "flows", "templates")) == {}


def test_a_file_has_one_reason_to_change():
    def offence(path: Path) -> list[str]:
        lines = path.read_text().count("\n")
        return [*([f"{lines} lines"] if lines > 400 else []), *facts(path).long]

    assert offenders(SHIPPED, offence) == {}


def test_help_imports_nothing_heavy():
    heavy = "{'prefect', 'anthropic', 'sqlalchemy', 'pydantic', 'sklearn', 'requests', 'rich'}"
    script = (
        "import sys; sys.argv = ['masthead', '--help']\n"
        "from flows.command import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print(sorted({heavy} & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", script], cwd=HOME, capture_output=True, text=True, check=True)

    assert ended.stderr.strip() == "[]"
