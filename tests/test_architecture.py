"""The layout is the architecture: who may import whom, and what a file may hold."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

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


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def name(path: Path) -> str:
    return str(path.relative_to(HOME))


@pytest.mark.parametrize("path", PURE, ids=name)
def test_a_layer_opens_nothing_and_knows_no_flow(path):
    found = set(imports(path))

    assert not {module.split(".")[0] for module in found} & IO
    assert not {
        module for module in found if module.startswith(("flows", "layers.boundary", "urllib.request", "sandbox"))
    }


@pytest.mark.parametrize("path", PURE, ids=name)
def test_a_layer_reads_no_clock_and_opens_no_file(path):
    calls = {node.func for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)}
    names = {
        func.attr if isinstance(func, ast.Attribute) else func.id
        for func in calls
        if isinstance(func, ast.Attribute | ast.Name)
    }

    assert not names & (CLOCKS | {"open", "read_text", "write_text"})


@pytest.mark.parametrize("path", sorted((HOME / "layers").rglob("*.py")), ids=name)
def test_only_flows_import_prefect(path):
    assert "prefect" not in {module.split(".")[0] for module in imports(path)}


@pytest.mark.parametrize("path", SANDBOX, ids=name)
def test_the_sandbox_knows_nothing_of_what_it_tests(path):
    assert not {module.split(".")[0] for module in imports(path)} & {"layers", "flows", "templates"}


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_a_file_has_one_reason_to_change(path):
    text = path.read_text()
    long = [
        node.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 60
    ]

    assert text.count("\n") <= 400
    assert not long


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
