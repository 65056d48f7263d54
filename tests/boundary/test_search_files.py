"""Exports of Search Console as files: zip, folder or one file, in the encodings in which spreadsheets save them again."""

import json
import zipfile
from pathlib import Path

import pytest

from layers.boundary.search_files import read_export
from layers.errors import InputFileError

PAGES = "Pages les plus populaires;Clics;Impressions;CTR;Position\nhttps://example.org/é/;1 234;20 000;4,2 %;8,4\n"
DAYS = "Date,Clicks,Impressions,CTR,Position\n2026-08-03,1,1,1%,1\n2026-10-31,1,1,1%,1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_file_is_read_in_the_encoding_in_which_it_was_saved(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "Pages.csv").write_bytes(PAGES.encode(encoding))
    (period,) = read_export(tmp_path / "Pages.csv").periods
    assert [(row.url, row.clicks, row.impressions) for row in period.rows] == [("https://example.org/é/", 1234, None)]


def test_a_zip_and_its_folder_are_the_same_export(tmp_path: Path) -> None:
    folder = tmp_path / "export"
    folder.mkdir()
    for name, text in {"Pages.csv": PAGES, "Graphique.csv": DAYS, "Filtres.csv": "Filtre,Valeur\nType,Web\n"}.items():
        (folder / name).write_text(text)
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for file in folder.iterdir():
            archive.write(file, f"inside/{file.name}")

    assert read_export(folder).periods == read_export(tmp_path / "export.zip").periods
    assert str(read_export(folder).periods[0].period) == "2026-08-03 to 2026-10-31"


def test_an_answer_of_the_api_gives_queries_by_page(tmp_path: Path) -> None:
    row = {"keys": ["compost", "https://example.org/a/"], "clicks": 4, "impressions": 40, "ctr": 0.1, "position": 3.5}
    asked = {"startDate": "2026-08-03", "endDate": "2026-10-31", "dimensions": ["query", "page"]}
    (tmp_path / "api.json").write_text(json.dumps({"request": asked, "response": {"rows": [row]}}))
    (period,) = read_export(tmp_path / "api.json").periods
    assert (period.rows, [(each.query, each.clicks, each.position) for each in period.queries]) == (
        (),
        [("compost", 4, 3.5)],
    )


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.zip", None, "is not there"),
        ("export.xlsx", b"PK", "is a spreadsheet"),
        ("empty.csv", b" \n", "holds none of"),
        ("broken.zip", b"PK\x05\x06" + b"\0" * 18, "holds none of"),
    ],
)
def test_a_file_that_is_no_export_is_one_sentence(tmp_path: Path, name: str, content: bytes | None, says: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputFileError) as raised:
        read_export(tmp_path / name)
    assert says in str(raised.value)


def test_a_damaged_zip_is_one_sentence(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("Pages.csv", PAGES)
    content = bytearray(file.read_bytes())
    content[45:60] = b"x" * 15
    file.write_bytes(bytes(content))
    with pytest.raises(InputFileError, match="damaged or locked zip"):
        read_export(file)
