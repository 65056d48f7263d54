import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import KeywordError
from layers.intelligence import slug_for


@pytest.mark.parametrize(
    ("phrase", "slug"),
    [
        ("Cold brew ratio", "cold-brew-ratio"),
        ("  What's a 1:8 ratio? ", "what-s-a-1-8-ratio"),
        ("Cold-Brew-Verhältnis für Größe", "cold-brew-verhaeltnis-fuer-groesse"),
        ("café crème", "cafe-creme"),
    ],
)
def test_a_slug_is_latin_words_and_hyphens(phrase: str, slug: str) -> None:
    assert slug_for(phrase) == slug


@pytest.mark.parametrize(("phrase", "said"), [("水出し 比率", "--slug"), ("чай", "--slug"), ("", "empty"), ("  ", "empty"), ("?!", "no letter"), ("a" * 121, "longer")])  # fmt: skip
def test_a_phrase_without_a_slug_says_what_to_do(phrase: str, said: str) -> None:
    with pytest.raises(KeywordError, match=said):
        slug_for(phrase)


@given(st.text(max_size=120).map(lambda rest: f"tea {rest}"[:120]).filter(lambda phrase: phrase.isascii()))
def test_a_latin_phrase_has_a_well_formed_slug(phrase: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug_for(phrase))
    assert len(slug_for(phrase)) <= 75
