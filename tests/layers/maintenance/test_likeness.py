"""Pages that say the same are found, all of them and no others, without comparing every pair."""

import random
from itertools import combinations

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.clusters import clustered_site
from layers.maintenance.likeness import alike, copying, sharing, similar, table, title_share
from layers.maintenance.sketching import Sketch, sketch
from layers.nouns import Thresholds
from layers.publishing.similarity import Similarity
from tests.layers.maintenance.records import inventory, page

LIMITS = Thresholds()


def words(seed: int, count: int = 300) -> list[str]:
    dice = random.Random(seed)
    return ["".join(dice.choice("bdfgklmnprst") + dice.choice("aeiou") for _ in range(4)) for _ in range(count)]


def replaced(text: list[str], share: float, seed: int) -> str:
    """The text with this part of its words replaced, here and there."""
    dice, other = random.Random(seed), words(seed + 1_000, len(text))
    return " ".join(new if dice.random() < share else old for old, new in zip(text, other, strict=True))


def site_of(*texts: str):
    filler = [" ".join(words(seed)) for seed in range(100, 120)]
    return inventory(*(page(n, text=text, words=300) for n, text in enumerate([*texts, *filler], 1)))


def others(among: dict, page_id: int) -> set[int]:
    return {pair.other for pair in among.get(page_id, ())}


@pytest.mark.parametrize("least", [0.4, 0.6])
def test_pairs_are_those_that_comparing_every_page_with_every_other_finds(least: float) -> None:
    rows = [words(seed, 120) for seed in range(6)]
    texts = [replaced(row, share, n) for n, row in enumerate(rows) for share in (0, 0.1, 0.3, 0.5, 0.7)]
    whole = table([sketch("", (), text) for text in texts])
    scores = (whole @ whole.T).toarray()
    size = len(texts)
    truth = {(a, b) for a in range(size) for b in range(a + 1, size) if scores[a, b] >= least}
    assert {tuple(sorted(pair[:2])) for pair in similar(whole, least)} == truth
    assert len(truth) > 20


def test_a_table_of_sketches_holds_the_scores_that_links_are_chosen_by() -> None:
    seen = clustered_site(2, 4, 150).inventory
    similarity = Similarity(seen)
    sketches = [sketch(each.title, [words for _, words in each.headings], each.text) for each in seen.pages]
    whole = table(sketches)
    places = list(range(len(seen.pages)))
    assert (whole @ whole.T).toarray() == pytest.approx(similarity.kinship(places, ""), abs=1e-5)


def test_a_sketch_is_kept_and_unpacked_whole() -> None:
    made = sketch("Cold brew ratio", ["How much water?"], " ".join(words(1, 80)))
    kept = Sketch.unpacked(made.packed())
    assert all((getattr(kept, name) == getattr(made, name)).all() for name in Sketch.__slots__)
    assert len(kept.terms) == len(kept.counts) > 80


def test_rewritten_pages_are_told_by_how_much_was_rewritten() -> None:
    text = words(1)
    found = alike(site_of(" ".join(text), replaced(text, 0.1, 2), replaced(text, 0.25, 3)), LIMITS)
    assert others(found.copies, 1) == {2}
    assert others(found.near, 1) == {3}


def test_pages_without_a_word_in_common_are_not_alike() -> None:
    found = alike(site_of(" ".join(words(1)), " ".join(words(2))), LIMITS)
    assert (found.copies, found.near, found.copied, found.rivals) == ({}, {}, {}, {})


def test_identical_pages_are_copies_of_each_other_however_many_there_are() -> None:
    found = alike(site_of(*[" ".join(words(1))] * 9), LIMITS)
    assert all(1 <= len(found.copies[n]) <= 5 and n not in others(found.copies, n) for n in range(1, 10))


def test_copied_passage_in_a_text_of_its_own_is_found() -> None:
    passage, first, second = words(1, 200), words(2, 150), words(3, 150)
    found = alike(site_of(" ".join(passage + first), " ".join(second + passage), " ".join(words(4))), LIMITS)
    assert others(found.copied, 1) | others(found.near, 1) | others(found.copies, 1) == {2}


@pytest.mark.parametrize(("shared", "told"), [(190, True), (90, False)])
def test_pages_that_share_runs_of_words_are_told_from_a_third_on(shared: int, told: bool) -> None:
    passage = words(1, shared)
    texts = [" ".join(words(2, 300 - shared) + passage), " ".join(passage + words(3, 300 - shared))]
    assert bool(list(copying(texts, 0.3))) is told


def test_short_texts_are_alike_by_chance_and_not_compared() -> None:
    found = alike(
        inventory(page(1, text="Write to us. " * 9, words=27), page(2, text="Write to us. " * 9, words=27)), LIMITS
    )
    assert not found.copies


def test_posts_on_one_subject_are_rivals_and_the_same_text_under_another_title_is_not() -> None:
    text = words(1)
    half = [replaced(text, 0.5, seed) for seed in (5, 6)]
    pages = [
        page(1, text=" ".join(text), title="Cold brew ratio guide"),
        page(2, text=half[0], title="The guide to cold brew ratios"),
        page(3, text=half[1], title="Water for espresso"),
        *(page(n, text=" ".join(words(n))) for n in range(100, 120)),
    ]
    found = alike(inventory(*pages), Thresholds(near_similarity=0.8))
    assert others(found.rivals, 1) == {2}


def test_titles_share_words_whatever_their_endings() -> None:
    assert title_share("Grinding beans", "How to grind a bean") == 1
    assert title_share("", "Beans") == 0


def test_japanese_pages_are_compared_by_their_characters() -> None:
    dice = random.Random(3)
    text = "".join(chr(dice.randrange(0x4E00, 0x9FFF)) for _ in range(400))
    assert [pair.score for pair in copying([text, text], 0.3)] == [1.0]


@given(st.lists(st.lists(st.integers(0, 30), unique=True).map(sorted), max_size=9), st.integers(1, 40))
def test_pages_that_share_runs_are_counted_as_by_counting_pair_by_pair(rows: list[list[int]], at_once: int) -> None:
    samples = [numpy.array(row, numpy.int64) for row in rows]
    pairs, counts = sharing(samples, at_once)

    expected = {
        one * len(rows) + other: shared
        for one, other in combinations(range(len(rows)), 2)
        if (shared := len(set(rows[one]) & set(rows[other])))
    }
    assert dict(zip(pairs.tolist(), counts.tolist(), strict=True)) == expected


@given(st.lists(st.text(max_size=200), max_size=6))
def test_any_texts_can_be_compared(texts: list[str]) -> None:
    for pair in copying(texts, 0.3):
        assert 0.3 <= pair.score <= 1
        assert pair.one < pair.other
