"""One writer per site; a killed run holds nobody up."""

import multiprocessing
import shutil
from datetime import timedelta

import pytest

from flows.lease import dead, owner, writing_to
from layers.boundary.clock import now
from layers.boundary.store import Store
from layers.errors import BusyError

FORK = multiprocessing.get_context("fork")


@pytest.fixture
def store(tmp_path, blank):
    return Store(f"sqlite:///{shutil.copy(blank, tmp_path)}")


def test_a_living_run_keeps_others_out(store):
    store.acquire_lease("tea", "another-machine:1:1", now(), timedelta(minutes=1))

    with pytest.raises(BusyError), writing_to(store, "tea"):
        pytest.fail("two writers")


def test_the_lease_of_a_process_that_ended_is_taken_over(store):
    names = FORK.SimpleQueue()
    process = FORK.Process(target=lambda: names.put(owner()))
    process.start()
    gone = names.get()
    process.join()
    store.acquire_lease("tea", gone, now(), timedelta(minutes=1))

    with writing_to(store, "tea"):
        assert dead(gone)


def test_a_lease_is_given_back(store):
    with writing_to(store, "tea"):
        pass

    store.acquire_lease("tea", "another-machine:1:1", now(), timedelta(minutes=1))


def test_this_process_is_alive_and_a_name_of_another_machine_is_never_called_dead():
    assert not dead(owner())
    assert not dead("another-machine:1:1")


def test_a_recycled_pid_is_another_process():
    host, pid, _ = owner().rsplit(":", 2)

    assert dead(f"{host}:{pid}:1")
