"""A text counts as kept or shown whatever a site does to its entities and white space, and as lost when words are missing."""

import html

from hypothesis import given
from hypothesis import strategies as st

from layers.publishing.seo.text import kept, same_url, shown

WORDS = st.lists(
    st.text(st.characters(exclude_categories=("Cs", "Z", "Cc")), min_size=1, max_size=8), min_size=2, max_size=6
)
GAPS = st.sampled_from([" ", "\n", "  ", "\t ", "\u00a0"])


@given(WORDS, GAPS)
def test_escaping_and_folding_never_make_a_text_count_as_lost(parts, gap):
    text = gap.join(parts)

    assert kept(text, text)
    assert kept(text, html.escape(" ".join(parts)))
    assert kept(" ".join(parts), f" {text}\n")
    assert shown(text, gap.join(parts))


@given(WORDS, st.integers(min_value=0, max_value=5))
def test_a_text_that_lost_a_word_never_counts_as_kept(parts, at):
    parts = [f"w{number}{part}".replace("&", "+") for number, part in enumerate(parts)]
    less = [part for number, part in enumerate(parts) if number != at % len(parts)]

    assert not kept(" ".join(parts), " ".join(less))
    assert not shown(" ".join(parts), " ".join(less))


def test_one_layer_of_entities_is_the_plugins_and_a_second_one_is_seen_by_readers():
    assert kept("5 < 6 & 'q'", "5 &lt; 6 &amp; &#039;q&#039;")
    assert kept("AT&amp;T in 5 < 6 steps", "AT&amp;T in 5 &lt; 6 steps")
    assert not kept("5 < 6", "5 &amp;lt; 6")
    assert not shown("5 < 6", "5 &lt; 6")


def test_typographic_quotes_on_a_page_are_the_same_words_and_other_words_are_not():
    assert shown('it\'s the "best" - so far...', "it’s the “best” – so far…")
    assert not shown("it's best", "it is best")


def test_addresses_are_the_same_wherever_they_lead_to_the_same_place():
    assert same_url("https://a.example/i.png?a=1&b=2", "http://A.example/i.png?a=1&#038;b=2")
    assert same_url("https://a.example", "https://a.example/")
    assert not same_url("https://a.example/i.png", "https://a.example/i-300x200.png")
    assert not same_url("https://a.example/i", "")
