"""Tables into files: CSV for a spreadsheet, and one SQLite file for Datasette."""

import csv
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from layers.errors import MistakeError
from layers.maintenance.tables import Cell, Filled, Table

DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})
# what a spreadsheet takes for a formula, which may send what stands beside it to anybody
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(filled: Sequence[Filled], path: Path, site: str) -> tuple[Path, ...]:
    """Write one SQLite file where `path` ends in .db, else a folder of CSV files with the SQLite file beside them.

    Returns what was written. A file is replaced whole. Raises MistakeError where it cannot be written.
    """
    try:
        if path.suffix in DATABASES:
            return (_database(filled, path),)
        path.mkdir(parents=True, exist_ok=True)
        return (*(_csv(each, path) for each in filled), _database(filled, path / f"{site}.db"))
    except (OSError, sqlite3.OperationalError) as error:
        raise MistakeError(f"--export {path}: it cannot be written ({error}). Name another place.") from None


def _csv(filled: Filled, folder: Path) -> Path:
    path = folder / f"{filled.table.name}.csv"
    new = path.with_suffix(".csv.new")
    with new.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(filled.table.columns)
        writer.writerows([_safe(cell) for cell in _sound(row)] for row in filled.rows)
    new.replace(path)
    return path


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _database(filled: Iterable[Filled], path: Path) -> Path:
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    with closing(sqlite3.connect(new)) as database:
        database.execute("PRAGMA foreign_keys = ON")
        with database:
            database.execute("PRAGMA defer_foreign_keys = ON")  # a term may stand before its parent
            for each in filled:
                database.execute(_made(each.table))
                places = ", ".join("?" * len(each.table.columns))
                database.executemany(f"INSERT INTO {each.table.name} VALUES ({places})", map(_sound, each.rows))  # noqa: S608
                for column in each.table.links:
                    database.execute(f'CREATE INDEX "{each.table.name}_{column}" ON {each.table.name} ("{column}")')
    return new.replace(path)


def _sound(row: Sequence[Cell]) -> list[Cell]:
    """Half a surrogate, which broken emoji leave behind, cannot be written as UTF-8."""
    return [cell.encode("utf-8", "replace").decode() if isinstance(cell, str) else cell for cell in row]


def _made(table: Table) -> str:
    return f"CREATE TABLE {table.name} ({', '.join(_parts(table))})"


def _parts(table: Table) -> Iterator[str]:
    key = list(table.columns) if table.whole_key else [next(iter(table.columns))]
    yield from (f'"{name}" {kind}' for name, kind in table.columns.items())
    yield f"PRIMARY KEY ({', '.join(key)})"
    yield from (f'FOREIGN KEY ("{name}") REFERENCES {other} (id)' for name, other in table.links.items())
