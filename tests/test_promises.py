"""docs/architecture.md names tests and files that exist."""

import re
from pathlib import Path

HOME = Path(__file__).parent.parent
TABLE = (HOME / "docs" / "architecture.md").read_text()
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", TABLE)))
PLACES = sorted(set(re.findall(r"`((?:flows|layers|templates|sandbox)/[\w/.]*)`", TABLE)))


def there(file: str, name: str) -> bool:
    path = HOME / file
    return path.is_file() and (not name or f"def {name}(" in path.read_text())


def test_every_promise_names_a_test_that_exists():
    assert len(TESTS) > 30
    assert [each for each in TESTS if not there(*each)] == []


def test_every_promise_names_a_place_that_exists():
    assert PLACES
    assert [place for place in PLACES if not (HOME / place).exists()] == []
