"""sites/example.yaml is a valid site and shows every key there is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import BaseModel

from layers.nouns import Site

EXAMPLE = yaml.safe_load((Path(__file__).parent.parent / "sites" / "example.yaml").read_text())


def keys(model: type[BaseModel], above: str = "") -> Iterator[str]:
    for name, field in model.model_fields.items():
        key = above + (field.alias or name)
        yield key
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from keys(field.annotation, key + ".")


def test_the_example_is_a_valid_site():
    assert Site.model_validate(EXAMPLE).name == "example"


@pytest.mark.parametrize("key", list(keys(Site)))
def test_the_example_shows(key):
    found = EXAMPLE
    for part in key.split("."):
        assert part in found
        found = found[part]
