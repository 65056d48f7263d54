"""The index of a site's words is kept in the store."""

import shutil
from pathlib import Path

import pytest

from flows.indexing import earlier_index, site_index
from layers.boundary.store import Store
from tests.layers.publishing.samples import inventory, post

ONE = post(1, "burr-grinder-care", "Burr grinder care", "Brush the burrs.")
TWO = post(2, "kettles", "Kettles", "Boil the water.")
EDITED = post(2, "kettles", "Kettles", "Boil the water twice.")


@pytest.fixture
def store(tmp_path: Path, blank: Path) -> Store:
    return Store(f"sqlite:///{shutil.copy(blank, tmp_path)}")


def test_only_what_changed_is_read_again(store: Store) -> None:
    assert site_index(store, inventory(ONE, TWO)).terms.read == 2
    assert site_index(store, inventory(ONE, TWO)).terms.read == 0
    assert site_index(store, inventory(ONE, EDITED)).terms.read == 1
    assert site_index(store, inventory(ONE, EDITED)).terms.read == 0


def test_a_page_that_is_gone_is_gone_from_what_is_kept(store: Store) -> None:
    site_index(store, inventory(ONE, TWO))
    site_index(store, inventory(ONE))
    assert site_index(store, inventory(ONE, TWO)).terms.read == 1


def test_each_site_has_its_own(store: Store) -> None:
    site_index(store, inventory(ONE))
    assert site_index(store, inventory(ONE).model_copy(update={"site": "bikes"})).terms.read == 1


@pytest.mark.parametrize(
    "damage", [lambda kept: kept[:-9], lambda kept: b"terms0" + kept[6:], lambda kept: kept[:40] + b"?" + kept[41:]]
)
def test_what_is_damaged_or_of_an_older_form_is_built_anew(store: Store, damage: object) -> None:
    fresh = site_index(store, inventory(ONE, TWO))
    store.put_term_index("coffee", damage(store.term_index("coffee")))  # type: ignore[operator]

    again = site_index(store, inventory(ONE, TWO))

    assert again.terms.read == 2
    assert again.similarity.scores("burr grinder") == fresh.similarity.scores("burr grinder")
    assert site_index(store, inventory(ONE, TWO)).terms.read == 0


def test_a_plan_that_is_weeks_old_takes_nothing_back_of_what_is_kept(store: Store) -> None:
    site_index(store, inventory(ONE, EDITED))
    assert earlier_index(store, inventory(ONE, TWO)).terms.read == 1
    assert site_index(store, inventory(ONE, EDITED)).terms.read == 0
