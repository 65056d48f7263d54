"""docs/architecture.md names tests and files that exist."""

import re
from pathlib import Path

import pytest

HOME = Path(__file__).parent.parent
TABLE = (HOME / "docs" / "architecture.md").read_text()
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TABLE)))
PLACES = sorted(set(re.findall(r"`((?:flows|layers|templates|sandbox)/[\w/.]*)`", TABLE)))


@pytest.mark.parametrize(("file", "name"), TESTS)
def test_a_promise_names_a_test_that_exists(file, name):
    assert (HOME / file).is_file()
    assert not name or f"def {name}(" in (HOME / file).read_text()


@pytest.mark.parametrize("place", PLACES)
def test_a_promise_names_a_place_that_exists(place):
    assert (HOME / place).exists()
