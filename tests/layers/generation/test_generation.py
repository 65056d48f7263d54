import re
from pathlib import Path

import pytest

from layers import places
from layers.generation import ask_for_draft, ask_for_review, ask_for_revision, draft_problems, misquotations
from layers.nouns import Block, Brief, Draft, Faq, Judgement, Patches, RequiredChange, Review, Section
from tests.layers.drafts import PLAIN, TEA, brief, document, draft, paragraph, site

PROMPTS = Path(__file__).parents[3] / "templates" / "prompts"


def problems(whole: Draft, ordered: Brief | None = None) -> list[tuple[str, str]]:
    return [(change.place, change.problem) for change in draft_problems(site(), ordered or brief(), whole)]


def only(whole: Draft, ordered: Brief | None = None) -> tuple[str, str]:
    (problem,) = problems(whole, ordered)
    return problem


def with_sections(*sections: Section) -> Draft:
    return draft(sections=[section.model_dump() for section in sections])


def section(heading: str, text: str = PLAIN * 4) -> Section:
    return Section(heading=heading, blocks=(paragraph(text),))


def test_a_sound_draft_has_no_problem() -> None:
    assert problems(draft("Green tea wants water of 70 to 80 °C [e1.1].")) == []


def test_an_unsupported_fact_is_named_with_its_remedy() -> None:
    place, problem = only(draft("Green tea wants water of 90 °C [e1.1]."))

    assert place == "s1.b1"
    assert "the number '90 °C' is not in e1.1" in problem
    assert "Cite the span" in problem


def test_names_of_site_and_brief_need_no_source() -> None:
    text = "At Slow Leaf we like Longjing best."

    assert problems(draft(text), brief(entities=("Longjing",))) == []
    assert only(draft(text))[0] == "s1.b1"


def test_a_copied_sentence_is_shown_with_its_source() -> None:
    place, problem = only(draft(f"{TEA[0]} [e1.1] {TEA[1]} [e1.2]"))

    assert place == "s1.b1"
    assert "https://leaf.example/1 word for word" in problem


@pytest.mark.parametrize(
    "text",
    [
        "Nobody should ever boil this tea.",
        "“Boil it hard,” they say, and then go on to say a great deal more about what tea is.",
    ],
)
def test_words_set_as_a_quotation_are_looked_up_or_refused(text: str) -> None:
    quotation = Section(
        heading="What the council says", blocks=(Block(kind="quote", text=text, items=()), paragraph(PLAIN * 4))
    )
    first, *rest = draft().sections

    assert ("s2.b1", True) in [
        (place, "double quotation marks" in problem)
        for place, problem in problems(with_sections(first, quotation, *rest))
    ]


def test_a_quotation_of_a_source_may_be_set_as_one() -> None:
    quotation = Section(
        heading="What the council says",
        blocks=(Block(kind="quote", text=f"“{TEA[0]}” [e1.1]", items=()), paragraph(PLAIN * 3)),
    )
    first, *rest = draft().sections

    assert problems(with_sections(first, quotation, *rest)) == []


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Use **cool** water for it.", "**"),
        ("Use <b>cool</b> water for it.", "<b>"),
        ("Use [cool](https://tea.example) water for it.", "]("),
        ("Wait.\n\n## Then pour", "##"),
    ],
)
def test_html_and_markdown_are_named_to_the_writer(text: str, sign: str) -> None:
    place, problem = only(draft(text))

    assert place == "s1.b1"
    assert f"“{sign}” is HTML or Markdown" in problem


def test_a_tag_that_the_evidence_spells_out_may_be_written_about() -> None:
    ordered = brief(evidence=(document(1, "The <b> element makes letters bold."),))
    assert problems(draft("Letters in <b> are bold [e1.1]."), ordered) == []


def test_a_short_draft_asks_for_words_in_every_section() -> None:
    found = problems(draft(), brief(target_words=600))

    assert [place for place, _ in found] == ["s1.b1", "s2.b1", "s3.b1"]
    assert all("needs at least 420" in problem for _, problem in found)


def test_a_long_draft_asks_for_cuts_where_it_is_longest() -> None:
    found = problems(draft(PLAIN * 20), brief(target_words=150))

    assert [place for place, _ in found] == ["s1.b1", "s2.b1", "s3.b1"]
    assert all("may have 210" in problem for _, problem in found)


@pytest.mark.parametrize(("share", "accepted"), [(1.45, False), (1.35, True), (0.75, True), (0.65, False)])
def test_length_is_judged_by_the_share_of_the_target(share: float, accepted: bool) -> None:
    words = sum(len(re.findall(r"[\w'-]+", text)) for _, text in places.texts(draft()))

    assert (problems(draft(), brief(target_words=round(words / share))) == []) is accepted


def test_repeated_headings_are_found() -> None:
    assert (
        only(with_sections(section("Why heat matters"), section("Why heat matters!"), section("Do this")))[0]
        == "s2.heading"
    )


def test_a_conclusion_stands_last() -> None:
    place, problem = only(with_sections(section("Why heat matters"), section("Conclusion"), section("And more")))

    assert place == "s2.heading"
    assert "stands last" in problem


@pytest.mark.parametrize(
    "definition",
    [
        "Most people ruin their cup, and they never learn the reason for it.",
        "It is the heat of the water when it meets the leaf of the tea.",
        "There is a lot to say about green tea water temperature these days.",
    ],
)
def test_a_definition_that_does_not_open_with_its_subject_is_found(definition: str) -> None:
    assert only(draft(definition=definition))[0] == "definition"


@pytest.mark.parametrize(
    "definition",
    [
        "The temperature of water for green tea is a choice of taste.",
        "*Green tea water temperature* means the heat of the water.",
    ],
)
def test_a_definition_may_put_its_subject_in_other_order(definition: str) -> None:
    assert problems(draft(definition=definition)) == []


def test_a_last_section_without_a_paragraph_is_no_conclusion() -> None:
    ending = Section(heading="Do this", blocks=(Block(kind="steps", text="Do:", items=(PLAIN * 4, PLAIN)),))
    place, problem = only(with_sections(section("Why heat matters"), section("What it costs"), ending))

    assert place == "s3.b1"
    assert "conclusion" in problem


def test_questions_must_ask_and_must_not_be_asked_twice() -> None:
    answer = "Cooler water is kinder, and it asks for a longer wait."
    faq = [
        Faq(question=question, answer=answer).model_dump() for question in ("Cooler is better", "Why so?", "Why so?")
    ]

    assert [place for place, _ in problems(draft(faq=faq))] == ["f1.question", "f3.question"]


def test_the_title_holds_the_keyword() -> None:
    assert only(draft(title="Why your green tea tastes bitter"))[0] == "title"
    assert problems(draft(title="Temperatures of water for green teas")) == []


def test_every_problem_names_a_place_of_the_draft() -> None:
    poor = draft(
        "Sencho at 90 °C.", title="Why it tastes bitter", definition="Nobody knows what to do with 55 °C of it."
    )
    found = draft_problems(site(), brief(target_words=900), poor)

    assert len(found) >= 6
    assert all(places.text_at(poor, change.place) for change in found)


def judged(*quotations: str) -> Review:
    answers = [Judgement(passes=True, quotation=quotation, comment="") for quotation in quotations]
    return Review(
        opening_argues=answers[0], headings_build=answers[1], sentence_worth_reading=answers[2], conclusion_lands=answers[3],
        changes=(),
    )  # fmt: skip


def test_quotations_are_looked_up_in_the_draft() -> None:
    whole = draft("Heat, *not time*, decides [e1.1]. “Wait,” says Venn.")
    review = judged(
        "Heat, not time, decides.",
        "What a  kettle cannot tell you",
        "\"'Wait', says Venn.\"",
        "Patience does the rest of it.",
    )

    assert misquotations(whole, review) == ("Patience does the rest of it.",)


def test_a_quotation_of_nothing_but_marks_is_a_misquotation() -> None:
    review = judged("...", "“”.", "the cup", "the leaf")

    assert misquotations(draft(), review) == ("...", "“”.")


def test_the_editor_sees_the_brief_and_the_draft_and_nothing_else() -> None:
    question = ask_for_review(brief(), draft())

    assert [material.title for material in question.materials] == ["brief", "draft"]
    assert "evidence" not in question.materials[0].text
    assert question.values == {}


def test_draft_and_revision_begin_with_the_same_bytes() -> None:
    writing = ask_for_draft(site(), brief())
    revision = ask_for_revision(site(), brief(), draft(), [RequiredChange(place="title", problem="Too long.")])

    assert [material.title for material in writing.materials] == ["site", "e1", "e2", "brief"]
    assert [material.title for material in revision.materials] == ["site", "e1", "e2", "brief", "draft", "changes"]
    assert [material.text for material in writing.materials] == [material.text for material in revision.materials[:4]]
    assert [material.title for material in revision.materials if material.cached] == ["brief"]
    assert revision.materials[-1].text == '[{"place": "title", "problem": "Too long."}]'
    assert revision.answer is Patches


@pytest.mark.parametrize("step", ["angle", "brief", "draft", "review", "revise"])
def test_a_prompt_has_a_header_and_its_system_part_uses_no_value(step: str) -> None:
    source = (PROMPTS / f"{step}.md.j2").read_text(encoding="utf-8")
    system, instruction = source.split("{% block system %}")[1].split("{% endblock %}\n---\n{% block instruction %}")

    assert all(word in source.split("#}")[0] for word in ("Purpose", "Takes", "Answers", "Stable"))
    assert "{{" not in system
    assert instruction.rstrip().endswith("{% endblock %}")


@pytest.mark.parametrize(
    ("step", "values"),
    [
        ("draft", ask_for_draft(site(), brief()).values),
        ("revise", ask_for_revision(site(), brief(), draft(), []).values),
        ("review", ask_for_review(brief(), draft()).values),
    ],
)
def test_a_prompt_asks_for_no_value_that_its_question_lacks(step: str, values: dict[str, str]) -> None:
    wanted = set(re.findall(r"{{ (\w+) }}", (PROMPTS / f"{step}.md.j2").read_text(encoding="utf-8")))

    assert wanted == set(values)


@pytest.mark.parametrize(
    ("language", "keyword", "definition", "places_"),
    [
        ("fr", "café filtre", "Le café filtre est une boisson que l'on prépare goutte à goutte.", []),
        ("es", "café frío", "El café frío es una bebida que se prepara despacio.", []),
        ("sv", "kallbryggt kaffe", "Kallbryggt kaffe är en dryck som görs långsamt.", []),
        ("fr", "café filtre", "On prépare cette boisson goutte à goutte.", ["definition"]),
    ],
)  # fmt: skip
def test_in_a_language_whose_verbs_are_not_known_a_definition_names_its_subject(
    language: str, keyword: str, definition: str, places_: list[str]
) -> None:
    ordered = brief(keyword={"phrase": keyword})
    found = draft_problems(site(language=language), ordered, draft(title=f"Tout: {keyword}", definition=definition))
    assert [change.place for change in found if change.place == "definition"] == places_


@pytest.mark.parametrize(
    ("language", "keyword", "definition", "places_"),
    [
        ("ja", "はんだごての選び方", "はんだごての選び方とは、作る物の大きさと用途に合う温度を知ることである。", []),
        ("ja", "はんだごての選び方", "はんだごての選び方は、作る物の大きさと用途に合う温度を知ることである。", []),
        ("ja", "はちみつの保存", "はちみつは甘くて、水を吸わないかぎりいつまでも腐ることのない食べ物である。", ["definition"]),
        ("en", "pour-over coffee", "Pour over coffee is coffee that drips through paper.", []),
        ("de", "espressomaschine", "Eine Espresso-Maschine ist ein Gerät, das Wasser presst.", []),
        ("fr", "huile d'olive", "L’huile d’olive vient du fruit de l’arbre.", []),
    ],
)  # fmt: skip
def test_a_definition_opens_with_its_subject_however_that_is_spelled(
    language: str, keyword: str, definition: str, places_: list[str]
) -> None:
    ordered = brief(keyword={"phrase": keyword})
    found = draft_problems(
        site(language=language), ordered, draft(title=f"All about it: {keyword}", definition=definition)
    )
    assert [change.place for change in found if change.place in ("definition", "title")] == places_


@pytest.mark.parametrize(
    ("title", "keyword"),
    [("Pour over coffee at home", "pour-over coffee"), ("L'huile d'olive se conserve bien", "huile d'olive")],
)
def test_the_title_holds_the_keyword_in_any_spelling(title: str, keyword: str) -> None:
    found = draft_problems(site(), brief(keyword={"phrase": keyword}), draft(title=title))
    assert "title" not in [change.place for change in found]


@pytest.mark.parametrize(
    "question", ["水出しコーヒーは何日もちますか。", "何日もちますか", "كم يوما تدوم القهوة؟", "How long does it keep?"]
)
def test_a_question_ends_as_its_language_ends_one(question: str) -> None:
    others = [{"question": f"{n} more?", "answer": "It does, and nobody minds it much."} for n in ("One", "Two")]
    asked = draft(faq=[{"question": question, "answer": "For a week, where it stands cold and closed."}, *others])
    assert [change.place for change in draft_problems(site(), brief(), asked) if change.place == "f1.question"] == []
