"""A keyword is named in every spelling of its words, and in no other word that holds their letters."""

import pytest

from layers.checks.wording import defines, names_keyword, share_named


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("Cold-brew ratio explained", "cold brew ratio"),
        ("Cold‑brew ratio explained", "cold brew ratio"),
        ("Pour over coffee at home", "pour-over coffee"),
        ("Pourover coffee at home", "pour over coffee"),
        ("L'huile d'olive se conserve bien", "huile d'olive"),
        ("Conserver l’huile d’olive", "huile olive"),
        ("Qu'est-ce qu'une huile", "est-ce une huile"),
        ("Espresso-Maschine entkalken", "espressomaschine entkalken"),
        ("Die Espressomaschine entkalken", "espresso-maschine entkalken"),
        ("Die Kaffeemühle reinigen", "kaffeemu\u0308hle"),
        ("Die Kaffeemu\u0308hle reinigen", "kaffeemühle"),
        ("E-Bike kaufen", "e bike kaufen"),
        ("E Bike kaufen", "e-bike kaufen"),
        ("Vitamin-C-Serum im Test", "vitamin c serum"),
        ("水出し コーヒーの作り方", "水出しコーヒー"),
    ],
)
def test_a_keyword_is_named_with_hyphens_or_blanks_and_behind_an_elision(text: str, keyword: str) -> None:
    assert names_keyword(text, keyword)


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("Steamed tomatoes", "tea"),
        ("The arm chair", "harm"),
        ("Good for keys", "fork"),
        ("Cold. Brew it", "coldbrew"),
        ("The bike shop", "e-bike"),
        ("Vitamin E serum", "vitamin-c serum"),
        ("Olives et huiles", "huile de coco"),
    ],
)
def test_letters_that_meet_across_words_name_no_keyword(text: str, keyword: str) -> None:
    assert not names_keyword(text, keyword)


@pytest.mark.parametrize(
    ("text", "keyword", "share"),
    [
        ("Cold-brew is coffee", "cold brew ratio", 2 / 3),
        ("The Espressomaschine", "espresso maschine entkalken", 2 / 3),
        ("Tea", "cold brew ratio", 0),
        ("Anything", "what to do", 1),
    ],
)
def test_the_share_of_a_keyword_counts_its_words_in_every_spelling(text: str, keyword: str, share: float) -> None:
    assert share_named(text, keyword) == pytest.approx(share)


def test_a_sentence_defines_a_keyword_that_it_spells_with_a_hyphen() -> None:
    assert defines("Cold-brew is coffee that steeps cold.", "cold brew", "en")
