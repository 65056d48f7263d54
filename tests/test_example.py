"""sites/example.yaml is a valid site and shows every key there is."""

from collections.abc import Iterator
from pathlib import Path

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


def shown(key: str) -> bool:
    found = EXAMPLE
    for part in key.split("."):
        if part not in found:
            return False
        found = found[part]
    return True


def test_the_example_shows_every_key():
    assert len(list(keys(Site))) > 60
    assert [key for key in keys(Site) if not shown(key)] == []
