import json

import pytest

from layers.errors import PoorResearchError, UnusableAnswerError
from layers.intelligence import ask_for_angle, ask_for_brief, brief
from layers.nouns import Angle, BriefNotes, Intent, Keyword, Landscape, RankedPage, Research, Site, Unread
from tests.layers.drafts import EVIDENCE, READ_AT, document, site

KEYWORD = Keyword(phrase="green tea water temperature")
ANGLE = Angle(
    intent=Intent.INFORMATIONAL, reader="Somebody with a kettle", angle="Heat is what most people get wrong.",
    what_is_new="It reads two measurements together.",
)  # fmt: skip
RICH = (document(1, *[f"Green tea number {number} likes water of 80 °C." for number in range(12)]), EVIDENCE[1])


def land(pages: int = 3, words: int = 800, unread: tuple[Unread, ...] = ()) -> Landscape:
    ranked = tuple(
        RankedPage(rank=number, url=f"https://p.example/{number}", title="P", words=words)
        for number in range(1, pages + 1)
    )
    return Landscape(keyword=KEYWORD.phrase, engine="x", pages=ranked, median_words=words, unread=unread)


def notes(**changes: object) -> BriefNotes:
    whole = {
        "gaps": ("No page has it.",),
        "questions": ("Why so?", "How so?"),
        "category": "brewing",
        "tags": (),
        "entities": (),
    }
    return BriefNotes.model_validate(whole | changes)


def made(own: Site, answer: BriefNotes, landscape: Landscape | None = None):  # type: ignore[no-untyped-def]
    return brief(own, KEYWORD, "tea", landscape or land(), ANGLE, answer, RICH)


def test_materials_go_from_what_changes_least_to_what_changes_most() -> None:
    angle, notes_question = (
        ask_for_angle(site(), KEYWORD, land(), RICH),
        ask_for_brief(site(), KEYWORD, land(), ANGLE, RICH),
    )

    assert [material.title for material in angle.materials] == ["site", "e1", "e2", "keyword", "landscape"]
    assert [material.title for material in notes_question.materials] == [
        "site",
        "e1",
        "e2",
        "keyword",
        "landscape",
        "angle",
    ]
    assert not any(material.cached for material in angle.materials)
    assert angle.materials == notes_question.materials[:5]
    assert (angle.answer, notes_question.answer) == (Angle, BriefNotes)


def test_evidence_is_put_as_numbered_lines_and_the_site_without_its_login() -> None:
    own, first, second, *_ = ask_for_angle(site(), KEYWORD, land(), RICH).materials

    assert (
        second.text == "# A guide by Ines Okafor (Leaf Almanac)\n[e2.1] Kettles hold water at 90 °C for half an hour."
    )
    assert first.text.splitlines()[1] == "[e1.1] Green tea number 0 likes water of 80 °C."
    assert json.loads(own.text) == {
        "title": "Slow Leaf", "language": "en", "voice": "Calm and exact.", "remit": "Tea at home.", "tags": [],
        "categories": [
            {"slug": "brewing", "name": "Brewing", "purpose": ""}, {"slug": "storage", "name": "Storage", "purpose": ""},
        ],
        "words": {"min": 500, "max": 1600},
    }  # fmt: skip


def test_too_few_readable_pages_are_refused_with_the_reasons() -> None:
    unread = (Unread(url="https://p.example/9", reason="its robots.txt says no"),)

    with pytest.raises(
        PoorResearchError, match=r"2 of 3 pages could be read .*robots\.txt says no.*At least 3 are needed"
    ):
        ask_for_angle(site(), KEYWORD, land(2, unread=unread), RICH)


def test_pages_that_hardly_speak_of_the_keyword_are_refused() -> None:
    with pytest.raises(PoorResearchError, match="only 6 sentences"):
        ask_for_angle(site(), KEYWORD, land(), EVIDENCE)


def test_a_site_may_be_content_with_fewer_pages() -> None:
    assert ask_for_angle(site(research=Research(min_pages=1)), KEYWORD, land(1), RICH).step == "angle"


@pytest.mark.parametrize(("median", "target"), [(100, 500), (800, 800), (9000, 1600)])
def test_the_target_is_the_middle_of_what_ranks_within_the_sites_range(median: int, target: int) -> None:
    assert made(site(), notes(), land(words=median)).target_words == target


@pytest.mark.parametrize("answer", ["brewing", "Brewing", " BREWING "])
def test_a_category_is_known_whatever_its_capitals(answer: str) -> None:
    assert made(site(), notes(category=answer)).category == "brewing"


def test_a_category_of_the_models_own_is_refused() -> None:
    with pytest.raises(UnusableAnswerError, match=r"'Teas' is no category of tea \(brewing, storage\)"):
        made(site(), notes(category="Teas"))


def test_tags_are_the_sites_own_in_its_spelling() -> None:
    answer = notes(tags=("GREEN TEA", "invented", "water"))

    assert made(site(tags=("Water", "Green tea", "Gear")), answer).tags == ("Water", "Green tea")
    assert made(site(), answer).tags == ("GREEN TEA", "invented", "water")


def test_entities_that_no_evidence_names_are_dropped() -> None:
    assert made(site(), notes(entities=("Green Tea", "Ada Lovelace", "kettles"))).entities == ("Green Tea", "kettles")


def test_the_brief_keeps_what_it_was_given() -> None:
    whole = made(site(), notes())

    assert (whole.keyword, whole.slug, whole.angle, whole.evidence) == (KEYWORD, "tea", ANGLE.angle, RICH)
    assert whole.evidence[0].read_at == READ_AT
