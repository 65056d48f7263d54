"""Passes fill fields and patch places; what would change a fact, lose a source or break a check is refused, alone."""

import json
import re

import pytest

from layers import facts, inline, places, prose
from layers.checks.pixels import width_px
from layers.nouns import AeoAnswer, Article, Entity, Faq, GeoAnswer, Patch, SchemaRules, Section, SeoAnswer
from layers.optimization import (
    aeo_blocking,
    apply_aeo,
    apply_geo,
    apply_seo,
    ask_for_aeo,
    ask_for_geo,
    ask_for_seo,
    geo_blocking,
    opening_article,
    seo_blocking,
)  # fmt: skip
from layers.optimization.fields import fitting_excerpt
from tests.layers.optimization.drafts import BRIEF, DRAFT, article, paragraph, site

GOOD_TITLE = "Cold brew ratio: how strong for a glass of ice"
GOOD_DESCRIPTION = (
    "Choose the cold brew ratio for the ice in the glass: melting ice thins the drink, so the jar is stronger."
)
GOOD_EXCERPT = "Ice melts, so the jar has to be stronger than the glass."


def seo(*patches: Patch, **fields: object) -> SeoAnswer:
    good: dict[str, object] = {
        "seo_title": GOOD_TITLE, "description": GOOD_DESCRIPTION, "excerpt": GOOD_EXCERPT, "variations": (), "patches": patches,
    }  # fmt: skip
    return SeoAnswer.model_validate(good | fields)


def aeo(*patches: Patch) -> AeoAnswer:
    return AeoAnswer(patches=patches)


def patch(place: str, text: str) -> Patch:
    return Patch(place=place, text=text)


def test_opening_article_needs_no_model_to_be_complete() -> None:
    made = opening_article(site(), BRIEF, DRAFT)
    assert seo_blocking(site(), BRIEF, made) == ()
    assert width_px(made.seo_title, 20) <= 580
    assert (made.slug, made.category, made.tags) == ("cold-brew-ratio", "brewing", ("Immersion",))
    assert "[e" not in made.description + made.excerpt


def test_sources_are_the_documents_that_the_draft_cites() -> None:
    sources = article().sources
    assert [(source.id, source.read_on) for source in sources] == [("e1", "2026-11-20"), ("e2", "2026-11-20")]


def test_good_fields_are_taken_as_they_are() -> None:
    done = apply_seo(site(), BRIEF, article(), seo())
    assert done.refused == ()
    assert (done.article.seo_title, done.article.description, done.article.excerpt) == (
        GOOD_TITLE,
        GOOD_DESCRIPTION,
        GOOD_EXCERPT,
    )


def test_title_that_is_too_wide_is_cut_at_a_word() -> None:
    done = apply_seo(
        site(), BRIEF, article(), seo(seo_title=GOOD_TITLE + ", and what the refrigerator does to it in time")
    )
    assert width_px(done.article.seo_title, 20) <= 580
    assert done.article.seo_title.startswith(GOOD_TITLE)
    assert not done.article.seo_title.endswith((",", " and", " the"))


def test_title_without_the_keyword_gives_way_to_one_that_code_makes() -> None:
    done = apply_seo(site(), BRIEF, article(), seo(seo_title="How to make iced coffee at home"))
    assert "cold brew ratio" in done.article.seo_title.lower()
    assert len(done.refused) == 1
    assert re.match(r"seo_title: “.+” was proposed; .+\. The next that holds is taken$", done.refused[0])


@pytest.mark.parametrize(
    "title",
    [
        "Cold Brew Ratio: A Practical Guide",
        "Cold brew ratio: The Weight of Coffee",
        "Cold Brew Ratio Explained – for Ice",
    ],
)
def test_capitals_of_a_headline_are_no_new_names(title: str) -> None:
    assert apply_seo(site(), BRIEF, article(), seo(seo_title=title)).article.seo_title == title


@pytest.mark.parametrize(
    ("title", "word"),
    [
        ("Cold brew ratio: what Toddy says", "Toddy"),
        ("Cold brew ratio in 24 hours", "24 h"),
        ("Cold brew ratio since 1964", "1964"),
    ],
)
def test_title_that_names_what_the_article_does_not_is_replaced(title: str, word: str) -> None:
    done = apply_seo(site(), BRIEF, article(), seo(seo_title=title))
    assert word in done.refused[0]
    assert done.article.seo_title != title


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Hario", True),
        ("paper filters", True),
        ("Weigh", False),
        ("April", False),
        ("the", False),
        ("Har", False),
        ("Paper Filters", True),
    ],
)
def test_entity_is_a_name_in_the_text_and_no_word_that_only_begins_a_sentence(name: str, kept: bool) -> None:
    dated = places.apply(
        DRAFT, (patch("s3.b1", "In April the ice is late, and Weigh is no word. Pour, wait and taste."),)
    )
    text = dated if name == "April" else DRAFT
    done = apply_geo(
        site(), BRIEF, article(text), GeoAnswer(entities=(Entity(name=name, type="Thing"),), speakable=(), patches=())
    )
    assert (name in [entity.name for entity in done.article.entities]) is kept


def test_piece_of_a_longer_name_is_no_entity_of_its_own() -> None:
    text = places.apply(
        DRAFT, (patch("s1.b2", "Paper filters from the Hario Works keep the fines out of the cold brew [e1.3]."),)
    )
    entities = (Entity(name="Works", type="Thing"), Entity(name="Hario Works", type="Organization"))
    done = apply_geo(site(), BRIEF, article(text), GeoAnswer(entities=entities, speakable=(), patches=()))
    assert [entity.name for entity in done.article.entities] == ["Hario Works", "cold brew ratio"]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (
            "The cold brew ratio needs 24 hours in the refrigerator and ice in the glass for the best taste of all.",
            "24 h",
        ),
        (
            "The cold brew ratio of Toddy decides how strong the drink in your glass is when the ice has melted.",
            "Toddy",
        ),
        (
            "The cold brew ratio is “the soul of any summer coffee” and decides how strong the drink is with ice.",
            "soul",
        ),
    ],
)
def test_description_that_says_what_the_article_does_not_is_replaced_by_the_drafts_own_words(
    text: str, word: str
) -> None:
    done = apply_seo(site(), BRIEF, article(), seo(description=text))
    assert word in done.refused[0]
    assert done.article.description in " ".join(inline.plain(t) for _, t in places.texts(DRAFT))
    assert "cold brew ratio" in done.article.description.lower()


def test_description_may_name_figures_that_the_article_states() -> None:
    text = "With a cold brew ratio of 1:8 the drink survives ice. Steep it for 16 hours and keep it at 4 °C for 7 days."
    assert apply_seo(site(), BRIEF, article(), seo(description=text)).article.description == text


def test_word_that_the_evidence_writes_small_is_no_new_name() -> None:
    text = "Every Page on the cold brew ratio says to choose it for the ice in the glass, so the jar is stronger."
    assert apply_seo(site(), BRIEF, article(), seo(description=text)).article.description == text


def test_description_that_is_too_long_ends_with_a_whole_sentence() -> None:
    done = apply_seo(site(), BRIEF, article(), seo(description=GOOD_DESCRIPTION + " " + GOOD_DESCRIPTION))
    assert done.article.description == GOOD_DESCRIPTION


def test_only_variations_that_the_text_uses_are_kept_once() -> None:
    done = apply_seo(
        site(),
        BRIEF,
        article(),
        seo(variations=("weight of coffee", "Weight of Coffee", "cold brew ratio", "iced drip")),
    )
    assert done.article.variations == ("weight of coffee",)


def test_patch_that_keeps_the_facts_is_applied() -> None:
    text = "The coarse grounds rest in the refrigerator for 16 hours [e1.1]. Do not touch the jar."
    done = apply_aeo(
        site(), BRIEF, article(), aeo(patch("s2.b1", text), patch("s2.heading", "How long should it steep?"))
    )
    assert done.refused == ()
    assert places.text_at(done.article.draft, "s2.b1") == text
    assert places.text_at(done.article.draft, "s2.heading") == "How long should it steep?"


@pytest.mark.parametrize(
    ("place", "text", "reason"),
    [
        ("s2.b1", "The coarse grounds steep for 18 hours in the refrigerator [e1.1].", "it changes facts"),
        ("s2.b1", "The coarse grounds steep for 16 hours in the refrigerator.", "it changes facts"),
        ("s2.b1", "The coarse grounds steep for 16 hours in the refrigerator [e1.2].", "it changes facts"),
        ("s2.b1", "The coarse grounds steep in the refrigerator [e1.1].", "it changes facts"),
        ("s3.b1", "Pour a glass over ice, and taste what Toddy made of it.", "it changes facts"),
        ("s2.heading", "What do 16 hours in the cold do?", "it changes facts"),
        ("s2.heading", "Time in the refrigerator [e1.1]", "cites nothing"),
        ("s9.b1", "There is no ninth section here.", "no place s9.b1"),
        ("s3.b1", "Pour a glass <b>over ice</b> and taste.", "HTML or Markdown"),
        ("s3.b1", "Pour a **glass** over ice and taste.", "HTML or Markdown"),
        ("s3.b1", "[ ](x) * *", "HTML or Markdown"),
        ("s2.heading", "How long does it keep?", "fails checks that the text passed before: faq-repeats"),
        ("s2.b1", "Somebody once waited 16 h for this drink [e1.1].", "no longer rest on what they cite: 16 h"),
    ],
)  # fmt: skip
def test_bad_patch_is_refused_with_its_reason_and_the_good_one_beside_it_is_kept(
    place: str, text: str, reason: str
) -> None:
    good = patch("s3.heading", "What should the first glass teach?")
    done = apply_aeo(site(), BRIEF, article(), aeo(patch(place, text), good))
    assert len(done.refused) == 1
    assert done.refused[0].startswith(f"{place}: ")
    assert reason in done.refused[0]
    assert "” was proposed; " in done.refused[0]
    assert done.refused[0].endswith("What stood there stays")
    assert done.article.draft == places.apply(DRAFT, (good,))
    assert facts.changed(DRAFT, done.article.draft) == ()


def test_patch_may_not_copy_more_of_a_source_than_twelve_words() -> None:
    copied = "Paper filters from Hario hold back the fines of cold brew [e1.3]. The drink is clearer for it."
    long_ = (
        BRIEF.evidence[0]
        .spans[2]
        .model_copy(
            update={
                "text": "Paper filters from Hario hold back the fines of cold brew very well if they are rinsed before."
            }
        )
    )
    first = BRIEF.evidence[0]
    brief = BRIEF.model_copy(
        update={"evidence": (first.model_copy(update={"spans": (*first.spans[:2], long_)}), *BRIEF.evidence[1:])}
    )
    longer = copied.replace("cold brew [", "cold brew very well if they are rinsed [")
    assert apply_aeo(site(), brief, article(), aeo(patch("s1.b2", copied))).refused == ()
    assert "copies a source" in apply_aeo(site(), brief, article(), aeo(patch("s1.b2", longer))).refused[0]


def test_fact_may_move_from_one_place_to_another_when_both_patches_say_so() -> None:
    there = patch("s3.b1", "Pour a glass over ice. The coarse grounds steep for 16 hours in the refrigerator [e1.1].")
    gone = patch("s2.b1", "Leave the jar alone, and do not stir.")
    assert apply_aeo(site(), BRIEF, article(), aeo(there, gone)).refused == ()
    assert len(apply_aeo(site(), BRIEF, article(), aeo(gone)).refused) == 1


def test_sentence_may_move_within_its_section_although_another_patch_is_bad() -> None:
    answer = patch("s1.b1", "Ice melts, and what melts thins the drink, so the jar has to be stronger than the glass.")
    shorter = patch("s1.b2", "The drink is clearer for paper filters.")
    moved = patch("s1.b1", answer.text + " Paper filters from Hario keep the fines out of the cold brew [e1.3].")
    bad = patch("s2.b1", "The coarse grounds steep for 20 hours in the refrigerator [e1.1].")
    done = apply_aeo(site(), BRIEF, article(), aeo(moved, shorter, bad))
    assert [refusal.split(":")[0] for refusal in done.refused] == ["s2.b1"]
    assert places.text_at(done.article.draft, "s1.b2") == shorter.text


def test_second_patch_of_a_pass_is_measured_against_the_first() -> None:
    same = "What is it good for?"
    done = apply_aeo(site(), BRIEF, article(), aeo(patch("f1.question", same), patch("s1.heading", same)))
    assert [refusal.split(":")[0] for refusal in done.refused] == ["s1.heading"]


def test_patch_that_takes_the_keyword_out_of_the_opening_is_refused() -> None:
    text = (
        "It is the weight of one thing set against another. A share of 1:8 gives a cold brew that survives ice [e1.2]."
    )
    done = apply_aeo(site(), BRIEF, article(), aeo(patch("definition", text)))
    assert "definition-missing" in done.refused[0] or "keyword-opening" in done.refused[0]


def test_gates_name_what_is_still_wrong() -> None:
    no_subject = article(
        DRAFT.model_copy(
            update={"definition": "Everybody likes something cold in summer, and in a tall glass with ice."}
        )
    )
    assert any(
        "does not name" in reason or "do not name" in reason for reason in seo_blocking(site(), BRIEF, no_subject)
    )
    assert "no definition near the top at definition" in aeo_blocking(site(), BRIEF, no_subject)[0]
    said = Section(heading="Nothing", blocks=(paragraph("Nothing is said."),))
    asked = Faq(question="Why not?", answer="Nobody has looked into it.")
    uncited = article(DRAFT.model_copy(update={"sections": (said,) * 3, "faq": (asked,) * 2}))
    assert "few statements have a source" in " ".join(geo_blocking(site(), BRIEF, uncited))


def test_gate_opens_where_the_site_switched_its_check_off() -> None:
    bare = article(seo_title="")
    assert seo_blocking(site(), BRIEF, bare)
    assert seo_blocking(site(checks={"seo-title-missing": False}), BRIEF, bare) == ()


def test_entities_that_the_text_does_not_name_are_dropped_and_those_of_the_brief_fill_up() -> None:
    answer = GeoAnswer(
        entities=(Entity(name="Toddy", type="Product"), Entity(name="paper filters", type="Thing")),
        speakable=("definition",),
        patches=(),
    )
    done = apply_geo(site(), BRIEF, article(), answer)
    assert [entity.name for entity in done.article.entities] == ["paper filters", "cold brew ratio", "Hario"]
    [said] = done.refused
    assert said.startswith("entities: “Toddy” was proposed, and the text does not name it")
    assert said.endswith(
        'Nothing needs doing; where it belongs in the text, say so: `masthead resume ID --notes "name Toddy"`'
    )
    assert geo_blocking(site(), BRIEF, done.article) == ()


@pytest.mark.parametrize(
    ("proposed", "kept"),
    [
        (("f1.answer",), ("f1.answer", "definition")),
        (("s9.b1", "title", "s2.heading", "s2.b2", "s2.b2.i1"), ("s2.b2.i1", "definition")),
        ((), ("definition",)),
        (("definition", "f1.answer", "f2.answer", "s1.b1"), ("definition", "f1.answer", "f2.answer")),
    ],
)
def test_speakable_places_exist_and_the_definition_is_always_one_that_may_be(
    proposed: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    done = apply_geo(site(), BRIEF, article(), GeoAnswer(entities=(), speakable=proposed, patches=()))
    assert done.article.speakable == kept


def test_passage_that_takes_longer_than_half_a_minute_is_not_speakable() -> None:
    long_ = DRAFT.model_copy(
        update={"sections": (Section(heading="Long", blocks=(paragraph("word " * 76),)), *DRAFT.sections[1:])}
    )
    done = apply_geo(site(), BRIEF, article(long_), GeoAnswer(entities=(), speakable=("s1.b1",), patches=()))
    assert done.article.speakable == ("definition",)


def test_speakable_is_empty_where_the_site_switched_it_off() -> None:
    off = site(schema=SchemaRules(speakable=False))
    done = apply_geo(off, BRIEF, article(), GeoAnswer(entities=(), speakable=("definition",), patches=()))
    assert done.article.speakable == ()
    assert geo_blocking(off, BRIEF, done.article) == ()


@pytest.mark.parametrize("ask", [ask_for_seo, ask_for_aeo, ask_for_geo])
def test_question_brings_site_brief_draft_and_what_the_checks_found(ask: object) -> None:
    question = ask(site(), BRIEF, article())  # type: ignore[operator]
    assert [material.title for material in question.materials] == ["site", "brief", "draft", "checks"]
    assert "evidence" not in json.loads(question.materials[1].text)
    assert {"language": "en", "keyword": "cold brew ratio"}.items() <= dict(question.values).items()


def test_checks_are_told_with_the_place_where_a_patch_would_mend_them() -> None:
    asking = article(places.apply(DRAFT, (patch("s1.heading", "How strong should it be?"),)))
    rows = json.loads(ask_for_aeo(site(), BRIEF, asking).materials[-1].text)
    assert {"answer-length", "answer-starts-late"} <= {row["check"] for row in rows if row["place"] == "s1.b1"}


def test_passes_leave_an_article_that_needs_nothing_alone() -> None:
    before: Article = article()
    assert apply_aeo(site(), BRIEF, before, aeo()).article == before


@pytest.mark.parametrize(
    "language_words", [("水出しコーヒーは、" + "冷たい水でゆっくり淹れる飲み物" * 12), "word " * 80]
)
def test_an_excerpt_of_one_endless_sentence_is_cut_in_every_script(language_words: str) -> None:
    cut = fitting_excerpt(f"{language_words.strip()}。")
    assert cut.endswith("…")
    assert 40 <= prose.word_count(cut) <= 55
