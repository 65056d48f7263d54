"""`python -m sandbox`: results on stdout, mistakes as one sentence on stderr, never a traceback."""

from pathlib import Path

import pytest

from sandbox.__main__ import main
from sandbox.wordpress.network import State


@pytest.fixture
def stopped(tmp_path: Path) -> Path:
    (tmp_path / "state.json").write_text(State(tmp_path, "7.1.4", tmp_path / "core", "sqlite").to_json())
    return tmp_path


def test_status_of_a_folder_without_sandbox_says_how_to_start_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "--root", str(tmp_path)]) == 1
    assert capsys.readouterr() == (
        "",
        f"error: There is no sandbox in {tmp_path}: start one with `python -m sandbox up`.\n",
    )


def test_status_of_a_stopped_sandbox_has_an_exit_code_of_its_own(
    stopped: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["status", "--root", str(stopped)]) == 3
    assert capsys.readouterr().out.startswith(f"WordPress 7.1.4 with sqlite in {stopped}")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--site", "nope"], "There is no demo site 'nope'"),
        (["--empty", "Two Words"], "'Two Words' cannot name a site"),
        (["--empty", "tea", "--database", "mariadb"], "live in sqlite"),
    ],
)
def test_a_mistake_is_one_sentence(
    stopped: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["up", "--root", str(stopped), *arguments]) == 1
    complaint = capsys.readouterr().err
    assert sentence in complaint
    assert complaint.count("\n") == 1


def test_down_where_nothing_ever_ran_is_no_mistake(tmp_path: Path) -> None:
    assert main(["down", "--root", str(tmp_path / "never")]) == 0
    assert not (tmp_path / "never").exists()
