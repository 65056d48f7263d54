"""What the operator types becomes an order, or one sentence that says what is wrong."""

import json
import shutil
from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.newsroom import Newsroom
from flows.ordering import order_for, order_from_brief, order_from_draft
from layers.errors import InputFileError, KeywordError, NoSuchSiteError
from layers.nouns import Brief
from tests.layers.publishing.samples import article

SITES = Path(__file__).parent.parent.parent / "sites"
BRIEF = {
    "keyword": {"phrase": "cold brew ratio"}, "slug": "cold-brew-ratio", "intent": "informational", "reader": "home brewers",
    "angle": "Weigh both, because scoops lie about coffee.", "what_is_new": "It gives one number for each kind of drink.",
    "gaps": ["dilution"], "questions": ["How strong?", "How long?"], "target_words": 800, "category": "brewing",
    "evidence": [{
        "id": "e1", "url": "https://example.org/a", "title": "A", "spans": [{"id": "e1.1", "text": "Use 100 g."}],
        "read_at": "2026-11-20T00:00:00Z", "sha256": "0",
    }],
}  # fmt: skip


@pytest.fixture
def room(tmp_path, blank, monkeypatch):
    monkeypatch.setenv("MASTHEAD_STORE", f"sqlite:///{shutil.copy(blank, tmp_path)}")
    return Newsroom(SITES)


def test_a_keyword_becomes_an_order_with_its_slug(room):
    order = order_for(room, "coffee", "  cold   brew ratio ")

    assert (order.article, order.keyword) == ("coffee/cold-brew-ratio", "cold brew ratio")


def test_an_own_slug_names_the_article(room):
    assert order_for(room, "coffee", "水出しコーヒー", slug="mizudashi").article == "coffee/mizudashi"


def test_a_slug_that_no_brief_could_have_is_refused_before_anything_is_paid(room):
    assert order_for(room, "coffee", "cold brew ratio", slug="a" * 90).article == f"coffee/{'a' * 90}"
    with pytest.raises(KeywordError, match="cannot have a --slug of 91 characters: give it one of at most 90"):
        order_for(room, "coffee", "cold brew ratio", slug="a" * 91)
    assert Brief.model_validate({**BRIEF, "slug": "a" * 90}).slug
    with pytest.raises(ValidationError):
        Brief.model_validate({**BRIEF, "slug": "a" * 91})


@pytest.mark.parametrize("keyword", ["", "   ", "x" * 121, "水出しコーヒー"])
def test_a_keyword_that_cannot_be_used_is_refused(room, keyword):
    with pytest.raises(KeywordError):
        order_for(room, "coffee", keyword)


def test_an_unknown_site_is_refused_with_those_there_are(room):
    with pytest.raises(NoSuchSiteError, match="bikes, coffee"):
        order_for(room, "tee", "green tea")


def test_a_brief_file_may_be_json_or_yaml(room, tmp_path):
    file = tmp_path / "brief.yaml"
    file.write_text(json.dumps(BRIEF))

    assert order_from_brief(room, "coffee", file).article == "coffee/cold-brew-ratio"


def test_a_slug_goes_before_that_of_a_brief_and_is_checked(room, tmp_path):
    file = tmp_path / "brief.json"
    file.write_text(json.dumps(BRIEF))

    order = order_from_brief(room, "coffee", file, "my-own-slug")

    assert (order.article, order.brief.slug) == ("coffee/my-own-slug", "my-own-slug")
    with pytest.raises(KeywordError, match="cannot have --slug 'NOT valid !!'"):
        order_from_brief(room, "coffee", file, "NOT valid !!")


def test_a_slug_goes_before_that_of_a_drafts_brief_too(room, tmp_path):
    file = tmp_path / "draft.json"
    file.write_text(json.dumps({"brief": BRIEF, "draft": article().draft.model_dump(mode="json")}))

    order = order_from_draft(room, "coffee", file, "my-own-slug")

    assert (order.article, order.brief.slug) == ("coffee/my-own-slug", "my-own-slug")


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (json.dumps({key: value for key, value in BRIEF.items() if key != "angle"}), "angle"),
        (json.dumps(BRIEF | {"angel": "x"}), "angel"),
        (json.dumps(BRIEF)[:300], "file"),
        ("", "brief"),
        ("just a sentence", "brief"),
    ],
)
def test_half_a_brief_is_refused_and_the_key_named(room, tmp_path, content, key):
    file = tmp_path / "brief.json"
    file.write_text(content)

    with pytest.raises(InputFileError) as caught:
        order_from_brief(room, "coffee", file)

    assert caught.value.args[:2] == (str(file), key)


def test_a_draft_without_its_brief_is_refused(room, tmp_path):
    file = tmp_path / "draft.json"
    file.write_text(json.dumps({"draft": {}}))

    with pytest.raises(InputFileError, match="brief"):
        order_from_draft(room, "coffee", file)


def test_a_file_that_is_not_there_is_named(room, tmp_path):
    with pytest.raises(InputFileError, match=r"none\.json"):
        order_from_brief(room, "coffee", tmp_path / "none.json")
