"""Exports of Google Search Console as files: a zip, a folder, a CSV of any language, or the API's JSON.

Every mistake is one sentence that names the file, the line, the column and what to do.
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from layers.errors import InputFileError
from layers.maintenance.search_reading import export_of
from layers.nouns import SearchExport

MOST_BYTES = 60_000_000
MOST_MEMBERS = 40
READABLE = (".csv", ".tsv", ".txt", ".json")


class NamedBytes(NamedTuple):
    name: str
    content: bytes


def read_export(path: Path) -> SearchExport:
    """Read an export. Raises InputFileError, and nothing was kept."""
    if not path.exists():
        raise InputFileError(path, "file", "is not there. Name the zip that Search Console exported, or its folder.")
    files = [each for each in _files(path) if each.content.strip()]
    if not files:
        raise InputFileError(
            path, "file", f"holds none of {', '.join(READABLE)}. Export the report Performance as CSV."
        )
    return export_of(path.name, tuple((each.name, _text(each)) for each in files))


def _files(path: Path) -> Iterator[NamedBytes]:
    if path.is_dir():
        for each in sorted(path.iterdir()):
            if each.suffix.lower() in READABLE and each.is_file():
                yield NamedBytes(each.name, _read(each))
    elif path.suffix.lower() in (".xlsx", ".xls", ".ods"):
        raise InputFileError(path, "file", "is a spreadsheet. Choose Export, Download CSV in Search Console.")
    elif zipfile.is_zipfile(path):
        yield from _members(path)
    else:
        yield NamedBytes(path.name, _read(path))


def _read(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise InputFileError(path, "file", f"is larger than {MOST_BYTES // 1_000_000} MB. Export fewer days.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputFileError(path, "file", f"cannot be read: {error.strerror}.") from None


def _members(path: Path) -> Iterator[NamedBytes]:
    """Nothing is unpacked to the disk; sizes are those that are really read, for a zip may lie about them."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = [each for each in archive.infolist() if each.filename.lower().endswith(READABLE)]
            for each in members[:MOST_MEMBERS]:
                with archive.open(each) as file:
                    content = file.read(MOST_BYTES + 1)
                if len(content) > MOST_BYTES:
                    raise InputFileError(path, each.filename, f"is larger than {MOST_BYTES // 1_000_000} MB.")
                yield NamedBytes(PurePosixPath(each.filename).name, content)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise InputFileError(path, "file", f"is a damaged or locked zip ({error}). Export it again.") from None


def _text(file: NamedBytes) -> str:
    """UTF-8 with or without its mark, UTF-16 by its mark or by its zeros; else as Windows saves it, whose addresses are the same."""
    content = file.content
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    if content[1:200:2].count(0) > len(content[1:200:2]) // 2:
        return content.decode("utf-16-le", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
