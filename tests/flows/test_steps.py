"""A step is done once for its inputs, whatever happens to the process."""

import shutil

import pytest

from flows.steps import Steps, sha256
from layers.boundary.store import Store
from layers.nouns import Value


class Word(Value):
    text: str


@pytest.fixture
def steps(tmp_path, blank):
    store = Store(f"sqlite:///{shutil.copy(blank, tmp_path)}")
    run = store.open_run("tea", "article", "tea/green")
    return Steps(store, "tea/green", run, lambda _name, work: work(), lambda _article, _step: None)


def test_a_step_is_done_once_for_the_same_inputs(steps):
    done = []

    for _ in range(2):
        word = steps.take("draft.1", ["brief"], Word, lambda: done.append(1) or Word(text="first"))

    assert (word.text, len(done)) == ("first", 1)


def test_other_inputs_do_the_step_again(steps):
    steps.take("draft.1", ["brief"], Word, lambda: Word(text="first"))

    again = steps.take("draft.1", ["another brief"], Word, lambda: Word(text="second"))

    assert again.text == "second"


def test_a_step_that_failed_left_nothing_behind(steps):
    def fail() -> Word:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        steps.take("draft.1", ["brief"], Word, fail)

    assert steps.take("draft.1", ["brief"], Word, lambda: Word(text="second")).text == "second"


def test_a_newer_prompt_or_model_does_not_discard_paid_work(steps):
    steps.take("draft.1", ["brief"], Word, lambda: Word(text="first"), model="old", prompt="1")

    again = steps.take("draft.1", ["brief"], Word, lambda: Word(text="second"), model="new", prompt="2")

    assert again.text == "first"


def test_a_fingerprint_keeps_neighbouring_texts_apart():
    assert sha256(["ab", "c"]) != sha256(["a", "bc"])
