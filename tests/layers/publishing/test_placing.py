"""A link set into a host, by its own words or by a sentence that holds."""

import json

import pytest

from layers.errors import NoPlaceError
from layers.nouns import LinkSentence, Post
from layers.publishing import (
    anchors_to,
    ask_for_link_sentence,
    contains_link,
    existing_link,
    link_sentence_problems,
    place_link,
    place_sentence,
    remove,
    said,
)
from tests.layers.publishing.samples import RATIO, article, blocks, inventory, post, site


def host(*paragraphs: str, title: str = "Overnight") -> Post:
    return Post(
        id=3, url="https://coffee.example/overnight/", slug="overnight", status="publish", title=title,
        content=blocks(*paragraphs), excerpt="", modified_gmt="2026-01-01T00:00:00",
    )  # fmt: skip


def answer(sentence: str, anchor: str) -> LinkSentence:
    return LinkSentence(sentence=sentence, anchor=anchor)


GOOD = answer("How much water a jar takes is a question of the cold brew ratio you settle on.", "cold brew ratio")


def test_words_of_the_host_become_the_link_and_its_sentence_is_told() -> None:
    placed = place_link(host("First things first. Mind the Cold Brew Ratio &amp; wait. Then pour."), article(), RATIO)
    assert placed is not None
    assert f'the <a href="{RATIO}">Cold Brew Ratio</a> &amp;' in placed.content
    assert placed.link.sentence == "Mind the Cold Brew Ratio & wait."
    assert not placed.link.added


def test_a_variation_will_do_and_nothing_will_not() -> None:
    placed = place_link(host("Your coffee to water ratio."), article(), RATIO)
    assert placed is not None
    assert placed.link.anchor == "coffee to water ratio"
    assert place_link(host("Nothing of the kind."), article(), RATIO) is None


def test_each_link_to_a_target_has_words_of_its_own() -> None:
    page = host("Mind the cold brew ratio.", "A coffee to water ratio will do.")
    placed = place_link(page, article(), RATIO, taken=("Cold brew ratio",))
    assert placed is not None
    assert placed.link.anchor == "coffee to water ratio"
    part = place_link(host("Mind the cold brew ratio."), article(variations=()), RATIO, taken=("cold brew ratio",))
    assert part is not None
    assert part.link.anchor == "brew ratio"
    assert "with these words" in link_sentence_problems(GOOD, article(), host("One."), taken=("Cold Brew Ratio",))[0]
    assert place_sentence(host("One."), GOOD, article(), RATIO, taken=("cold brew ratio",)) is None


def test_the_plain_text_of_a_page_tells_which_words_it_could_link() -> None:
    page = post(3, "overnight", "Overnight", "Mind the Cold&nbsp;Brew  Ratio.", "A coffee to water ratio will do.")
    assert {"cold brew ratio", "coffee to water ratio"} <= said(page, article())
    placed = place_link(page, article(), RATIO)
    assert placed is not None
    assert placed.link.anchor.lower() in said(page, article())
    assert said(post(3, "overnight", "Overnight", "Nothing of the kind."), article()) == frozenset()


@pytest.mark.parametrize(
    ("keyword", "text", "anchor"),
    [
        ("vitamin D", "Oranges hold much vitamin C, and no other vitamin.", ""),
        ("vitamin D", "The sun makes vitamin D.", "vitamin D"),
        ("iPhone 14", "The iPhone 15 has USB-C.", ""),
        ("Windows 11", "Open the window before you paint.", ""),
        ("C++ programming", "Start with Python programming.", ""),
        ("5 liter kettle", "A 1.5 liter kettle is small.", "liter kettle"),
        ("top 10 espresso machines", "Our espresso machines.", "espresso machines"),
        ("best grinder 2026", "The best grinder is here.", "best grinder"),
    ],
)
def test_what_tells_a_name_from_others_like_it_is_in_the_words_that_are_linked(
    keyword: str, text: str, anchor: str
) -> None:
    placed = place_link(host(text), article(keyword=keyword, variations=()), RATIO)
    assert (placed.link.anchor if placed else "") == anchor


def test_the_words_are_linked_where_they_were_found_and_not_in_a_longer_word_before() -> None:
    placed = place_link(host("A nitro-cold brew ratio is none.", "A cold brew ratio is weighed."), article(), RATIO)
    assert placed is not None
    assert f'A <a href="{RATIO}">cold brew ratio</a> is weighed.' in placed.content
    assert placed.link.sentence == "A cold brew ratio is weighed."


@pytest.mark.parametrize("spelled", ["%E3%82%B3%E3%83%BC", "%e3%82%b3%e3%83%bc", "コー"])
def test_an_address_is_known_again_however_its_letters_are_escaped(spelled: str) -> None:
    assert contains_link(f'<p><a href="https://e.jp/{spelled}">x</a></p>', "https://e.jp/%e3%82%b3%e3%83%bc/")
    assert not contains_link(f'<p><a href="https://e.jp/{spelled}x">x</a></p>', "https://e.jp/%e3%82%b3%e3%83%bc/")


def test_the_words_that_lead_to_a_page_already_are_told_once_each() -> None:
    links = f'<a href="{RATIO}">the ratio</a> <a href="/cold-brew-ratio">weigh</a> <a href="/else/">no</a>'
    pages = inventory(post(1, "a", "A", links), post(2, "b", "B", f'<a href="{RATIO}#top">the ratio</a>'))
    assert anchors_to(pages, RATIO) == ("the ratio", "weigh")


def test_where_the_site_says_so_the_first_paragraph_stays_without_a_link() -> None:
    page = host("Mind the cold brew ratio.", "Then the cold brew ratio again.")
    placed = place_link(page, article(), RATIO, skip_first_paragraph=True)
    assert placed is not None
    assert placed.content.startswith(blocks("Mind the cold brew ratio."))
    assert placed.link.sentence == "Then the cold brew ratio again."
    assert place_link(host("Mind the cold brew ratio."), article(), RATIO, skip_first_paragraph=True) is None


def test_a_sentence_that_holds_is_added_and_can_be_taken_out() -> None:
    page = host("One.", "Two.")
    placed = place_sentence(page, GOOD, article(), RATIO)
    assert placed is not None
    assert placed.link.added
    assert remove(placed.content, RATIO, placed.link.anchor, placed.link.sentence) == page.content


@pytest.mark.parametrize(
    ("proposed", "problem"),
    [
        (answer("How much water a jar takes is a question of weight alone.", "cold brew ratio"), "exactly once"),
        (answer("A cold brew ratio is a cold brew ratio wherever you may go.", "cold brew ratio"), "exactly once"),
        (answer("Mind the <b>cold brew ratio</b> before you pour anything.", "cold brew ratio"), "markup"),
        (answer("Mind the cold brew ratio. It is what matters in the end.", "cold brew ratio"), "whole sentence"),
        (answer("Mind the cold brew ratio before you pour, and then", "cold brew ratio"), "whole sentence"),
        (answer("Before you pour the cold brew ratio, wash your hands.", "wash your hands"), "subject"),
        (answer("A cold brew ratio of 1:15 is what most people settle on.", "cold brew ratio"), "number"),
        (answer("The cold brew ratio that Professor Snape taught is settled.", "cold brew ratio"), "names something"),
        (answer("Mind the cold brew ratio here already.", "cold brew ratio"), "already"),
    ],
)
def test_a_sentence_that_does_not_hold_is_not_added(proposed: LinkSentence, problem: str) -> None:
    page = host("One.", "Mind the cold brew ratio here already.")
    assert any(problem in each for each in link_sentence_problems(proposed, article(), page))
    assert place_sentence(page, proposed, article(), RATIO) is None


def test_a_good_sentence_has_no_problems() -> None:
    assert link_sentence_problems(GOOD, article(), host("One.")) == ()


GERMAN = host(
    "Der Kaffee schmeckt, wenn er über Nacht zieht und nicht zu lange in der Sonne steht. Das ist nicht schwer."
)


def test_the_nouns_of_german_are_no_names_that_a_text_must_have() -> None:
    proposed = answer(
        "Wie lange ein Cold Brew Ratio im Kühlschrank ziehen muss, zeigt die Anleitung.", "Cold Brew Ratio"
    )
    assert link_sentence_problems(proposed, article(), GERMAN) == ()
    named = answer("Wie lange ein Cold Brew Ratio bei McCoffee ziehen muss, zeigt die Anleitung.", "Cold Brew Ratio")
    assert "names something" in link_sentence_problems(named, article(), GERMAN)[0]


def test_a_host_without_paragraphs_gets_no_sentence() -> None:
    page = host().model_copy(update={"content": "[builder]"})
    assert place_sentence(page, GOOD, article(), RATIO) is None


def test_a_link_that_is_there_is_told() -> None:
    link = existing_link(host(f'One. See <a class="x" href="{RATIO}">the <em>ratio</em></a> now.'), RATIO)
    assert (link.anchor, link.target, link.source) == ("the ratio", RATIO, "https://coffee.example/overnight/")
    with pytest.raises(NoPlaceError):
        existing_link(host("One."), RATIO)


def test_the_question_puts_the_page_and_the_target_before_the_model() -> None:
    question = ask_for_link_sentence(site(), host("One &amp; two.", "Three."), article(), RATIO)
    assert (question.layer, question.step, question.answer) == ("publishing", "link", LinkSentence)
    page, target = (json.loads(each.text) for each in question.materials[1:])
    assert [each.title for each in question.materials] == ["site", "page", "target"]
    assert page == {
        "title": "Overnight",
        "url": "https://coffee.example/overnight/",
        "paragraphs": ["One & two.", "Three."],
    }
    assert set(target) == {"title", "url", "keyword", "description"}
