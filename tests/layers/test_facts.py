import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import facts, places
from layers.nouns import Draft, Patch
from tests.layers.drafts import EVIDENCE, TEA, document, draft


def reasons(text: str, *, known: tuple[str, ...] = (), language: str = "en", evidence: tuple = EVIDENCE) -> list[str]:  # type: ignore[type-arg]
    return [found.reason for found in facts.unsupported(draft(text), evidence, known, language)]


@pytest.mark.parametrize(
    "text",
    [
        "Green tea wants water of 70–80 °C [e1.1].",
        "Green tea wants water of at least 70 degrees Celsius. [e1.1]",
        "Tea turns bitter within one minute [e1.2].",
        "Haruko Venn calls heat “the volume knob for bitterness” [e1.3].",
        "Pan-fired Longjing stands 80 °C [e1.4].",
        "Longjing was tested in January 2026 [e1.5].",
        "Some 1204 drinkers of tea were asked [e1.6].",
        "According to Leaf Almanac, boiling water spoils the tea in 1 minute [e1.2].",
        "A “bitter” cup is a common complaint.",
        "However, I find March a good month for it.",
    ],
)
def test_what_the_cited_span_states_is_supported(text: str) -> None:
    assert reasons(text) == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Green tea wants water of 70 °F [e1.1].", "the number '70 °F' is not in e1.1"),
        ("Green tea wants water of 75 °C [e1.1].", "the number '75 °C' is not in e1.1"),
        ("Green tea wants water of 60 to 80 °C [e1.1].", "the number '60-80 °C' is not in e1.1"),
        ("Green tea turns bitter within 1 minute [e1.1].", "the number '1 min' is not in e1.1"),
        ("Green tea wants water of 80 °C.", "the sentence cites no source for the number '80 °C'"),
        ("Saddles bend above 80 °C [e1.4].", "e1.4 has '80 °C', but about something else"),
        ("As Haruko Vann says, tea is patient [e1.3].", "the name 'Haruko Vann' is not in e1.3"),
        ("As Ines Okafor says, tea turns bitter [e1.2].", "the name 'Ines Okafor' is not in e1.2"),
        ("Pan-fired tea such as Sencho is robust [e1.4].", "the name 'Sencho' is not in e1.4"),
        (
            "Venn calls heat “the volume knob for sweetness” [e1.3].",
            "the quotation 'the volume knob for sweetness' is not in e1.3",
        ),
        ("Longjing was tested in 2025 [e1.5].", "the date '2025' is not in e1.5"),
        ("The tea was tested on 13 January 2026 [e1.5].", "the date '2026-01-13' is not in e1.5"),
        ("Tea is a plant [e7.1].", "there is no span e7.1"),
    ],
)
def test_a_near_miss_is_not_supported(text: str, reason: str) -> None:
    assert reasons(text) == [reason]


def test_a_fact_cited_by_the_neighbouring_sentence_is_not_cited_by_this_one() -> None:
    assert reasons("Tea turns bitter within 1 minute. It really does [e1.2].") == [
        "the sentence cites no source for the number '1 min'"
    ]


def test_a_name_that_only_opens_a_sentence_counts_when_evidence_knows_it() -> None:
    assert reasons("Longjing is forgiving.") == ["the sentence cites no source for the name 'Longjing'"]
    assert reasons("Patience is forgiving.") == []


def test_a_name_that_a_figure_is_part_of_is_found_where_it_stands() -> None:
    evidence = (document(1, "The standard GBS-14 is voluntary.", "The standard ISO 9 is not."),)

    assert reasons("The standard GBS-14 is voluntary [e1.1].", evidence=evidence) == []
    assert reasons("GBS-14 is voluntary, and the standard GBS-14 is old [e1.2].", evidence=evidence) != []


def test_known_names_need_no_source() -> None:
    assert reasons("We at Slow Leaf drink Longjing.", known=("Slow Leaf", "Longjing")) == []


def test_a_fact_in_the_title_must_stand_supported_in_the_body() -> None:
    title = "Green tea water temperature: stay below 80 °C"
    bare, backed = draft(title=title), draft("Longjing, a tea, stands 80 °C [e1.4].", title=title)

    assert [found.place for found in facts.unsupported(bare, EVIDENCE, ())] == ["title"]
    assert facts.unsupported(backed, EVIDENCE, ()) == ()


def test_title_case_is_no_list_of_names_but_a_known_name_in_it_is_found() -> None:
    assert facts.unsupported(draft(title="How To Choose Green Tea Water Temperature"), EVIDENCE, ()) == ()
    (found,) = facts.unsupported(draft(title="What Longjing Says About Water Temperature"), EVIDENCE, ())
    assert (found.place, found.fact.value) == ("title", "Longjing")


def test_a_quotation_may_run_over_neighbouring_spans_but_not_over_a_gap() -> None:
    evidence = (document(1, "She said to wait for it.", "Then pour it slowly.", "Water boils.", "Drink it."),)
    quote = "“to wait for it. Then pour it slowly”"

    assert reasons(f"She advised {quote} [e1.1][e1.2].", evidence=evidence) == []
    assert len(reasons("She advised “Then pour it slowly. Drink it” [e1.2][e1.4].", evidence=evidence)) == 1


def test_german_nouns_are_no_names_but_a_full_name_is() -> None:
    evidence = (document(1, "Der Tee braucht Wasser mit 80 °C.", "Die Prüferin Jette Maschke misst den Tee."),)

    assert reasons("Der Tee braucht Wasser und Geduld.", language="de", evidence=evidence) == []
    assert reasons("Gemessen hat den Tee Jette Maschke [e1.2].", language="de", evidence=evidence) == []
    assert reasons("Gemessen hat den Tee Jette Meier [e1.2].", language="de", evidence=evidence) == [
        "the name 'Jette Meier' is not in e1.2"
    ]


def test_japanese_figures_are_matched_with_their_subject() -> None:
    evidence = (document(1, "水出しコーヒーは粉80gに水1Lが目安です。"),)

    assert reasons("水出しコーヒーには粉を80グラム使う[e1.1]。", language="ja", evidence=evidence) == []
    assert reasons("水出しコーヒーには粉を90グラム使う[e1.1]。", language="ja", evidence=evidence) == [
        "the number '90 g' is not in e1.1"
    ]


ROAST, BACTERIA = "Roast the almonds for 10 minutes.", "Tea kills many bacteria, but it does not clean the dirty water."


@pytest.mark.parametrize(
    ("source", "text", "language"),
    [
        (ROAST, "Boil the eggs for 10 minutes [e1.1].", "en"),
        ("Sales of bicycles fell by 12 percent.", "Green tea holds 12 percent caffeine [e1.1].", "en"),
        ("The museum opened on 12 January 2026.", "The vaccine was approved on 12 January 2026 [e1.1].", "en"),
        ("砂糖を10分煮る。", "卵を10分ゆでる[e1.1]。", "ja"),
    ],
)
def test_the_unit_or_the_month_of_a_figure_is_no_subject(source: str, text: str, language: str) -> None:
    (reason,) = reasons(text, language=language, evidence=(document(1, source),))
    assert reason.endswith("but about something else")


@pytest.mark.parametrize("text", ["It takes 10 minutes [e1.1].", "Roasting takes 10 minutes [e1.1]."])
def test_a_sentence_that_names_no_subject_or_the_same_one_is_supported(text: str) -> None:
    assert reasons(text, evidence=(document(1, ROAST),)) == []


@pytest.mark.parametrize(
    ("source", "quotation", "held"),
    [
        ("Tea kills many bacteria, and it will clean the dirty water.", "Tea kills many bacteria … clean the dirty water", True),
        (BACTERIA, "Tea kills many bacteria … clean the dirty water", False),
        (BACTERIA, "Tea kills … dirty water", False),
        ("Water feeds bacteria that tea kills before hot water does.", "bacteria … kills … water", False),
        ("Pour the water slowly, and wait for the tea to cool.", "wait for the tea … pour the water slowly", False),
        ("Der Tee zieht lange und wird nicht vor dem Abend getrunken.", "Der Tee zieht … vor dem Abend getrunken", False),
    ],
)  # fmt: skip
def test_a_quotation_leaves_words_out_in_order_and_without_turning_them_round(
    source: str, quotation: str, held: bool
) -> None:
    found = reasons(f"She says “{quotation}” of tea [e1.1].", evidence=(document(1, source),))
    assert (found == []) is held


def test_rewording_keeps_the_facts_and_a_changed_figure_does_not() -> None:
    before = draft("Green tea wants water of 70 to 80 °C [e1.1]. Tea was tested in 2026 [e1.5].")

    assert (
        facts.changed(before, draft("In 2026 tea was tested. [e1.5] Water of 70–80 degrees Celsius suits tea. [e1.1]"))
        == ()
    )
    assert facts.changed(
        before, draft("Green tea wants water of 70 to 85 °C [e1.1]. Tea was tested in 2026 [e1.5].")
    ) == (
        "lost: number '70-80 °c' (e1.1)",
        "added: number '70-85 °c' (e1.1)",
    )


@pytest.mark.parametrize(
    "after",
    [
        "Green tea wants water of 70 to 80 °C [e1.2].",
        "Green tea wants water of 70 to 80 °C.",
        "Green tea wants water of 70 to 80 °C [e1.1]. Green tea wants water of 70 to 80 °C [e1.1].",
        "Green tea wants cool water.",
    ],
)
def test_moved_dropped_doubled_and_unsourced_facts_are_changes(after: str) -> None:
    assert facts.changed(draft("Green tea wants water of 70 to 80 °C [e1.1]."), draft(after))


@given(
    st.lists(st.sampled_from([f"{text} [e1.{number}]" for number, text in enumerate(TEA, 1)]), min_size=1, unique=True)
)
def test_the_sentences_of_the_evidence_support_themselves_in_any_order(sentences: list[str]) -> None:
    whole = draft(" ".join(sentences))

    assert facts.unsupported(whole, EVIDENCE, ()) == ()
    assert facts.changed(whole, draft(" ".join(reversed(sentences)))) == ()


@given(st.text(min_size=30, max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    whole = places.apply(draft(), [Patch(place="definition", text=text)])

    assert all(found.place in ("definition", "title") for found in facts.unsupported(whole, EVIDENCE, ()))


def thirteen(whole: Draft) -> list[tuple[str, str]]:
    return [(found.place, found.run) for found in facts.copied(whole, EVIDENCE)]


def test_thirteen_words_in_a_row_are_copied_and_twelve_are_not() -> None:
    source = "Most green teas taste best with water between 70 °C and 80 °C Boiling water makes"

    assert thirteen(draft("They say green teas taste best with water between 70 °C and 80 °C.")) == []
    assert thirteen(draft(f"They say {source.lower()} it so.")) == [
        ("s1.b1", source.replace("°", "").replace("  ", " ").lower())
    ]


def test_a_quotation_and_its_surroundings_are_not_a_copy() -> None:
    assert thirteen(draft(f"It is said that “{TEA[0]} {TEA[1]}” by some [e1.1][e1.2].")) == []


ENGLISH = "The machine is one of the best that we have seen, and it is as quiet as the others are. It draws 1,500 watts of power."


@pytest.mark.parametrize(
    ("figure", "refused"), [("1.500 Watt", []), ("1,5 Watt", ["the number '1.5 W' is not in e1.1"])]
)
def test_a_source_writes_its_figures_in_its_own_language(figure: str, refused: list[str]) -> None:
    source = document(1, ENGLISH)
    assert reasons(f"Die Maschine nimmt {figure} power auf [e1.1].", language="de", evidence=(source,)) == refused
