"""Each check on both sides of its threshold, one thing spoilt at a time."""

from dataclasses import replace

import pytest

from layers.checks import CATALOGUE, IDS, Heading, Rules, Subject, findings
from tests.layers.checks import (
    limits_articles,
    limits_fields,
    limits_images,
    limits_links,
    limits_objects,
    limits_texts,
)
from tests.layers.checks.subjects import RULES, SOUND, SOUND_OF, Limit, failed, spoilt
from tests.layers.maintenance.records import site

LIMITS: tuple[Limit, ...] = (
    *limits_articles.LIMITS, *limits_fields.LIMITS, *limits_images.LIMITS, *limits_links.LIMITS, *limits_objects.LIMITS,
    *limits_texts.LIMITS,
)  # fmt: skip
RECORD = [check for check in CATALOGUE if check.seen == "record"]
ABOUT = {check.id: check.about for check in CATALOGUE}


@pytest.mark.parametrize(("check", "passes", "fails"), LIMITS, ids=[f"{row[0]}-{n}" for n, row in enumerate(LIMITS)])
def test_check_passes_on_one_side_of_its_limit_and_fails_on_the_other(
    check: str, passes: dict[str, object], fails: dict[str, object]
) -> None:
    sound = SOUND_OF[ABOUT[check]]
    assert check not in spoilt(sound, **passes)
    assert check in spoilt(sound, **fails)


def test_every_check_has_a_limit_that_is_tested_on_both_sides() -> None:
    assert {check for check, passes, fails in LIMITS if passes != fails} == {check.id for check in RECORD}


@pytest.mark.parametrize("sound", SOUND_OF.values(), ids=SOUND_OF)
def test_sound_subject_fails_nothing(sound: Subject) -> None:
    assert failed(sound) == set()


def test_every_check_says_why_since_when_and_on_what_it_rests() -> None:
    assert len(IDS) == len(CATALOGUE)
    for check in CATALOGUE:
        assert check.reason.endswith(".")
        assert check.remedy.endswith(".")
        assert len(check.source) > 10
        assert check.date[:2] == "20"


def test_nothing_is_judged_that_is_not_known() -> None:
    unknown = replace(
        SOUND, keyword="", seo_title=None, description=None, variations=None, definition=None, answers=(), faq=None,
        entities=None, speakable=None, attributed=None, links=None, categories=None, published=None,
    )  # fmt: skip
    assert failed(unknown) == set()


def test_speakable_is_not_asked_for_where_the_site_switched_it_off() -> None:
    assert "speakable-missing" not in failed(replace(SOUND, speakable=()), Rules(today=RULES.today, speakable=False))


def test_findings_join_what_one_check_saw_and_leave_out_what_is_switched_off() -> None:
    subject = replace(SOUND, words=10, headings=(Heading(3, "Why?", ""), Heading(5, "What?", "")))
    found = {
        finding.check: finding
        for finding in findings(subject, site(checks={"thin": False, "category-outside-plan": False}), RULES.today)
    }
    assert set(found) == {"heading-order"}
    assert found["heading-order"].evidence == "an H3 follows an H1: “Why?”; an H5 follows an H3: “What?”"


@pytest.mark.parametrize(
    ("keyword", "definition", "language"),
    [
        ("Wasserhärte Kaffee", "Die Wasserhärte beim Kaffee bezeichnet, wie viel Kalk im Wasser gelöst ist.", "de"),
        ("水出しコーヒー 比率", "水出しコーヒーの比率とは、粉と水の重さの割合です。", "ja"),
        ("ratio d'infusion", "Le ratio d'infusion met le café en rapport avec l'eau.", "fr"),
    ],
)
def test_definition_is_recognised_in_other_languages(keyword: str, definition: str, language: str) -> None:
    subject = replace(SOUND, keyword=keyword, definition=definition)
    assert "definition-missing" not in failed(subject, Rules(today=RULES.today, language=language))
