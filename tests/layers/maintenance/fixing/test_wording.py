"""What the model writes is taken only where the post says the same, in its language, and short enough."""

from decimal import Decimal

import pytest

from layers.maintenance.fixing.wording import Text, Wanted, batches, fixes, judged, question
from layers.nouns import FixText, FixWords
from tests.layers.maintenance.fixing.samples import finding, post, scene

BODY = (
    "<p>Water the beds in the morning, before the sun is on them. A bed of one square metre takes 10 litres. "
    "Roots follow the water down, so that a bed that is watered seldom and well needs less of it in August. "
    "The trial at Wisley in 2023 counted the same.</p>"
)
PAGE = post(7, BODY, excerpt="")
SCENE = scene(PAGE, post(9))


def verdict(text: str, kind: Text = "excerpt") -> tuple[str, str]:
    wanted = Wanted(PAGE, finding("excerpt-missing", PAGE), kind, "excerpt", "")
    return judged(SCENE, wanted, FixText(number=1, text=text))


def test_a_text_that_the_post_says_too_is_taken() -> None:
    good = "Water the beds in the morning: a bed of one square metre takes 10 litres, and roots follow the water down."

    assert verdict(good) == (good, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("A bed of one square metre takes 25 litres of water in the morning.", "it states '25"),
        ("The trial at Kew Gardens counted how roots follow the water down in a bed.", "it names 'Kew Gardens'"),
        ("As it says, “never water the beds at noon” is what roots in a bed follow.", "it quotes"),
        (
            "Die Beete werden am Morgen gegossen, bevor die Sonne auf sie scheint, und die Wurzeln folgen dem Wasser nach unten, weil das Beet so weniger braucht.",
            "not in the language of the site",
        ),
        ("Cold coffee is made by steeping ground beans overnight in a jar.", "about something else"),
        ("Water the <b>beds</b> in the morning, before the sun is on them.", "holds markup"),
        ("", "gave no text"),
    ],
)  # fmt: skip
def test_what_does_not_hold_is_refused_with_the_reason(text: str, why: str) -> None:
    assert why in verdict(text)[1]


def test_a_text_that_is_too_long_keeps_the_whole_sentences_that_fit() -> None:
    sentence = "Water the beds in the morning, before the sun is on them, so that roots follow the water down."

    assert verdict(" ".join([sentence] * 9))[0] == " ".join([sentence] * 2)


def test_one_sentence_that_is_too_long_is_refused() -> None:
    assert "no whole sentence" in verdict("Water the beds " * 30 + "in the morning.")[1]


def test_the_excerpt_of_another_post_is_refused() -> None:
    other = post(9, excerpt="Water the beds in the morning, before the sun is on them.")
    wanted = Wanted(PAGE, finding("excerpt-missing", PAGE), "excerpt", "excerpt", "")

    found = judged(scene(PAGE, other), wanted, FixText(number=1, text=other.excerpt))

    assert "excerpt" in found[1]


def test_each_fix_carries_its_share_of_the_cost_and_an_unanswered_row_is_named() -> None:
    wanted = [Wanted(page, finding("excerpt-missing", page), "excerpt", "excerpt", "") for page in (PAGE, PAGE)]
    answer = FixWords(texts=(FixText(number=1, text="Water the beds in the morning, before the sun is on them."),))

    made, refused = fixes(SCENE, wanted, answer, Decimal("0.004"))

    assert [(each.cost_usd, each.made_by) for each in made] == [(Decimal("0.002"), "model")]
    assert [each.why for each in refused] == ["the model gave no text for it"]


def test_ten_texts_are_asked_for_at_a_time() -> None:
    wanted = [Wanted(PAGE, finding("excerpt-missing", PAGE), "excerpt", "excerpt", "")] * 23

    assert [len(batch) for batch in batches(wanted)] == [10, 10, 3]
    assert {material.title for material in question(SCENE.site, wanted[:10]).materials} == {"site", "posts"}
