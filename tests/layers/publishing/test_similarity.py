"""What makes pages alike, and what an index that is kept reads again."""

from hypothesis import given
from hypothesis import strategies as st

from layers.nouns import Page
from layers.publishing import SiteIndex
from layers.publishing.similarity import Similarity
from layers.publishing.term_index import TermIndex, counted, stem, terms
from tests.layers.publishing.samples import inventory, post

KETTLE = post(1, "kettles", "Kettles", "A gooseneck kettle pours slowly. Kettles whistle.")
GRINDER = post(2, "grinders", "Grinders", "Burrs cut beans. A grinder hums.")
ICE = post(3, "ice", "アイスコーヒー", "氷の量は比率で決める。")
PAGES = (KETTLE, GRINDER, ICE)


def rewritten(page: Page, text: str) -> Page:
    return page.model_copy(update={"text": text})


@given(st.text(max_size=60))
def test_terms_are_counted_as_they_are_listed(text: str) -> None:
    once = "".join(letter for letter in text if letter.casefold() == letter)  # what has no other case is one thing
    assert counted(once) == {term: terms(once).count(term) for term in terms(once)}


def test_every_ending_counts_for_one_word() -> None:
    assert counted("The kettle, kettles, KETTLE") == {stem("kettle"): 3}
    assert set(counted("比率")) == {"比率"}


def test_a_text_is_most_like_the_page_that_it_is() -> None:
    similarity = Similarity(inventory(*PAGES))
    scores = similarity.scores(f"{KETTLE.title} " * 3 + KETTLE.text)
    assert scores[0] > 0.999
    assert scores[1:] == (0.0, 0.0)


def test_words_that_no_page_has_count_against_likeness() -> None:
    similarity = Similarity(inventory(*PAGES))
    assert similarity.scores("kettle")[0] > similarity.scores("kettle sourdough")[0] > 0
    assert similarity.coverage("kettle sourdough")[0] < 0.5 < similarity.coverage("kettle whistles")[0]


def test_what_is_alike_beside_the_names_leaves_the_names_out() -> None:
    twin = post(4, "pots", "Pots", "A pot pours slowly. Kettles whistle.")
    stray = post(5, "taxes", "Taxes", "A declaration is due. Kettles whistle.")
    similarity = Similarity(inventory(KETTLE, twin, stray))
    whole = similarity.kin(KETTLE.text, [1, 2], "")
    beside = similarity.kin(KETTLE.text, [1, 2], "kettles whistle")
    assert whole[1] > beside[1] == 0.0
    assert whole[0] > beside[0] > 0.0
    square = similarity.kinship([0, 1, 2], "kettles whistle")
    assert square[0][1] > 0.0 == square[0][2]


def test_an_empty_site_is_like_nothing() -> None:
    similarity = Similarity(inventory())
    assert similarity.scores("kettle") == ()
    assert similarity.usual_likeness() == 0.0
    assert SiteIndex(inventory(post(1, "x", "", "…"))).similarity.scores("kettle") == (0.0,)


def test_an_index_that_is_kept_is_read_back_and_updated_by_changed_posts_only() -> None:
    kept = SiteIndex(inventory(*PAGES)).terms.to_bytes()
    again = SiteIndex(inventory(*PAGES), TermIndex.from_bytes(kept))
    assert again.terms.read == 0
    changed = inventory(rewritten(KETTLE, "A kettle and its thermometer."), ICE)
    updated = SiteIndex(changed, TermIndex.from_bytes(kept))
    anew = SiteIndex(changed)
    assert updated.terms.read == 1
    assert set(updated.terms.rows) == {1, 3}
    for text in ("kettle thermometer", "gooseneck kettle", "burrs", "氷の比率"):
        assert updated.similarity.scores(text) == anew.similarity.scores(text)
    assert updated.similarity.scores("burrs") == (0.0, 0.0)
    assert updated.similarity.weight("burr") == anew.similarity.weight("burr")


def test_an_index_that_is_not_whole_is_built_anew() -> None:
    kept = SiteIndex(inventory(*PAGES)).terms.to_bytes()
    damaged = kept[:40] + bytes([kept[40] ^ 1]) + kept[41:]
    for bad in (b"", b"nonsense", kept[:-5], damaged, b"terms0" + kept[6:]):
        assert SiteIndex(inventory(*PAGES), TermIndex.from_bytes(bad)).terms.read == len(PAGES)
    empty = TermIndex.from_bytes(SiteIndex(inventory()).terms.to_bytes())
    assert dict(empty.rows) == {}
