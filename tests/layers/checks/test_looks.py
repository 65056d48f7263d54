"""A cheap look never hides what the closer one would have found."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layers import prose
from layers.checks import wording
from layers.checks.phrases import PLACEHOLDER_SIGNS, PLACEHOLDERS
from layers.checks.wording import names_keyword, share_named
from layers.maintenance.reading import page
from tests.layers.publishing.samples import record

WORDS = st.lists(
    st.sampled_from(
        ["Grinding", "grinds", "Brewer’s", "brewer's", "the", "Maß", "masse", "pour", "KETTLES", "水出", "し"]
    ),
    max_size=8,
).map(" ".join)
PIECES = st.sampled_from(
    [
        "cold brew",
        "brew",
        "e-bike",
        "bike",
        "2.5 g",
        "2",
        "l'huile",
        "d",
        "Maß",
        "naïve",
        "e\u0301",
        "水出し",
        "水",
        "the",
        "x",
    ]
)
SHARES = ("12 %", "12％", "5 per cent", "5 PERCENT", "7 Prozent", "7 pour cent", "3 por ciento", "3 por cento", "9 procent", "9割", "4 パーセント")  # fmt: skip


@given(WORDS, WORDS)
def test_keyword_is_named_where_all_its_words_are_in_the_text(text: str, keyword: str) -> None:
    if wanted := prose.content_words(keyword):
        assert names_keyword(text, keyword) == (wanted <= prose.content_words(text))


@given(st.lists(st.one_of(PIECES, st.sampled_from(" \n:;?!()“”\",.-'’/_+")), max_size=12).map("".join), PIECES)
@example("Cold brew: what it is", "cold brew")
@example("a (2.5 g) e-bike", "2.5 g")
@example("cold-brew bike", "brew bike")
def test_what_stands_in_a_text_as_it_is_written_is_named_as_any_spelling_is(text: str, keyword: str) -> None:
    if wording._sought(keyword)[1]:
        assert names_keyword(text, keyword) == (share_named(text, keyword) == 1)


@given(st.lists(st.one_of(PIECES, st.sampled_from(" -/'’.,…")), max_size=40).map("".join), st.integers(0, 20))
@example("brew/x", 1)
@example("水出し水", 1)
def test_words_are_more_than_a_number_of_them_where_counting_says_so(text: str, than: int) -> None:
    assert prose.has_more_words(text, than) == (prose.word_count(text) > than)


@pytest.mark.parametrize("phrase", PLACEHOLDERS)
def test_every_placeholder_holds_a_sign_of_one(phrase: str) -> None:
    assert any(sign in phrase for sign in PLACEHOLDER_SIGNS)


@pytest.mark.parametrize("share", SHARES)
def test_every_spelling_of_a_share_is_read(share: str) -> None:
    assert page(record(5, "a", "A", f"<p>Of all, {share} drink it.</p>")).markup.unsourced


@pytest.mark.parametrize(
    "made", ["<!-- wp:latest-posts /-->", "[contact-form id=3]", "<IFrame src='/x/'></IFrame> <!-- x -->"]
)
def test_body_with_a_part_that_is_made_elsewhere_is_dynamic(made: str) -> None:
    assert page(record(5, "a", "A", f"<p>Hello.</p>{made}")).markup.dynamic
