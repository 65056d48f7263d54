"""A cron line is judged where it is read, and as Prefect judges it."""

import importlib.util
from collections.abc import Callable
from importlib.machinery import PathFinder

import pytest

from layers.nouns.cron import cron_line


@pytest.fixture(scope="module")
def prefect_takes() -> Callable[[str], bool]:
    """Prefect's own judge, loaded from where Prefect keeps it: importing Prefect for it takes two seconds."""
    prefect = importlib.util.find_spec("prefect")
    assert prefect is not None
    assert prefect.submodule_search_locations is not None
    found = PathFinder.find_spec("croniter", [f"{prefect.submodule_search_locations[0]}/_vendor/croniter"])
    assert found is not None
    assert found.loader is not None
    judge = importlib.util.module_from_spec(found)
    found.loader.exec_module(judge)
    takes: Callable[[str], bool] = judge.croniter.is_valid
    return takes


@pytest.mark.parametrize(
    "line",
    ["", "0 6 1 1,4,7,10 *", "*/15 22-6 * * mon-fri", "0 8 L * *", "0 8 * * mon#1", "0 8 * * l5", "0 0 29 2 *", "0 0 31 2 sun", "5/20 0 1 JAN 7"],
)  # fmt: skip
def test_a_line_that_prefect_takes_is_taken(line: str, prefect_takes: Callable[[str], bool]) -> None:
    assert cron_line(line) == line
    assert not line or prefect_takes(line)


def test_spaces_are_made_single() -> None:
    assert cron_line("  0  6 * *\t* ") == "0 6 * * *"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("61 25 * * *", "'61' is no minute; it goes from 0 to 59"),
        ("0 25 * * *", "'25' is no hour; it goes from 0 to 23"),
        ("0 6 0 * *", "'0' is no day of the month; it goes from 1 to 31"),
        ("0 6 * 13 *", "'13' is no month; it goes from 1 to 12"),
        ("0 6 * * 8", "'8' is no day of the week; it goes from 0 to 7"),
        ("0 6 * * funday", "'funday' is no day of the week"),
        ("a b c d e", "'a' is no minute"),
        ("*/0 * * * *", "'0' is no step for the minute"),
        ("0 6 1, * *", "'' is no day of the month"),
        ("0 6 * * mon#6", "write each as mon#1 to mon#5"),
        ("0 6 * * mon#1,fri", "write each as mon#1 to mon#5"),
        ("every day", "'every day' has 2 fields; a cron line has five: minute, hour"),
        (" ", "has 0 fields"),
        ("0 6 31 2,4 *", "never comes: no such month has a day 31"),
    ],
)
def test_a_line_that_prefect_would_refuse_half_way_is_refused_with_its_field(line: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        cron_line(line)

    assert said in str(caught.value)
