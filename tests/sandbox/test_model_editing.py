"""The rehearsal model as editor, reviser and in the passes: what it finds, changes and leaves alone."""

import json
import re

import pytest

from layers.nouns import LinkSentence
from sandbox.model.answers.places import headings, texts
from tests.sandbox.articles import KEYWORDS, MARK, Article, answer, figures, made, patched


@pytest.fixture(scope="module", params=list(KEYWORDS))
def article(request: pytest.FixtureRequest) -> Article:
    return made(request.param)


def test_the_review_quotes_the_draft_to_the_letter(article: Article) -> None:
    review = answer("Review", {}, brief=article.brief, draft=article.draft)
    bare = "\n".join(MARK.sub("", text) for _, text in texts(article.draft))
    for name in ("opening_argues", "headings_build", "sentence_worth_reading", "conclusion_lands"):
        assert review[name]["quotation"] in bare


def test_a_revision_satisfies_the_editor(article: Article) -> None:
    draft = article.draft
    for _ in range(2):
        review = answer("Review", {}, brief=article.brief, draft=draft)
        if not review["changes"]:
            break
        patches = answer("Patches", article.documents, brief=article.brief, draft=draft, changes=review["changes"])[
            "patches"
        ]
        draft = patched(draft, patches)
    assert answer("Review", {}, brief=article.brief, draft=draft)["changes"] == []


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"definition": "Cold brew ratio is perhaps what it may be. It might vary."}, "definition", "hedges"),
        ({"heading": "Conclusion"}, "s1.heading", "says nothing"),
        ({"heading": "again"}, "s1.heading", "another one says"),
        ({"last": "Cheese is nice."}, "", "does not come back"),
        ({"first": "Water is wet. Water is clear. Water is cold. Water is old."}, "s1.b1", "Three sentences in a row"),
        ({"first": "Water " + "and more water " * 14 + "is wet."}, "s1.b1", "loses the reader"),
    ],
)
def test_the_editor_finds_what_is_wrong_with_a_text(change: dict[str, str], place: str, words: str) -> None:
    article = made("cold brew ratio")
    draft = json.loads(json.dumps(article.draft))
    draft["definition"] = change.get("definition", draft["definition"])
    if "heading" in change:
        draft["sections"][0]["heading"] = change["heading"].replace("again", draft["sections"][1]["heading"])
        place = "s2.heading" if change["heading"] == "again" else place
    if "first" in change:
        draft["sections"][0]["blocks"][0]["text"] = change["first"]
    if "last" in change:
        draft["sections"][-1]["blocks"] = [{"kind": "paragraph", "text": change["last"], "items": []}]
        place = f"s{len(draft['sections'])}.b1"
    found = {row["place"]: row["problem"] for row in answer("Review", {}, brief=article.brief, draft=draft)["changes"]}
    assert words in found[place]


def test_an_invented_sentence_is_dropped_by_the_revision() -> None:
    article = made("cold brew ratio")
    draft = json.loads(json.dumps(article.draft))
    block = draft["sections"][0]["blocks"][0]
    span = next(iter(MARK.findall(block["text"])))
    block["text"] += f" The same source counts 7,413 g in every case. [{span}]"
    changes = [{"place": "s1.b1", "problem": "the number '7,413' is not in the span"}]
    patches = answer("Patches", article.documents, brief=article.brief, draft=draft, changes=changes)["patches"]
    assert [patch["place"] for patch in patches] == ["s1.b1"]
    assert "7,413" not in patches[0]["text"]
    assert span in patches[0]["text"]


def test_a_copied_sentence_is_put_in_other_words() -> None:
    article = made("cold brew ratio")
    span, long = next(
        (key, text)
        for key, text in article.spans.items()
        if 14 <= len(text.split()) <= 24 and '"' not in text and text.endswith(".")
    )
    draft = json.loads(json.dumps(article.draft))
    draft["sections"][0]["blocks"][0]["text"] = f"{long} [{span}]"
    changes = [{"place": "s1.b1", "problem": "stands in the source word for word"}]
    patches = answer("Patches", article.documents, brief=article.brief, draft=draft, changes=changes)["patches"]
    assert long not in re.sub(r"[“\"][^”\"]*[”\"]", "", patches[0]["text"])


def test_seo_fields_have_the_keyword_and_fit(article: Article) -> None:
    seo = answer("SeoAnswer", article.documents, brief=article.brief, draft=article.draft, checks=[])
    lower = article.keyword.lower()
    assert lower in seo["seo_title"].lower()
    assert lower in seo["description"].lower()
    assert seo["patches"] == []
    assert not figures(seo["description"])
    if article.language == "en":
        assert 30 <= len(seo["seo_title"]) <= 60
        assert 110 <= len(seo["description"]) <= 155
        assert 20 <= len(seo["excerpt"].split()) <= 45


def test_a_missing_keyword_is_put_into_the_opening() -> None:
    article = made("cold brew ratio")
    draft = article.draft | {"definition": "It is the weight of coffee against that of water. [e1.1]"}
    checks = [{"check": "keyword-opening", "place": "definition", "evidence": "the first 100 words do not name it"}]
    patches = answer("SeoAnswer", article.documents, brief=article.brief, draft=draft, checks=checks)["patches"]
    assert [patch["place"] for patch in patches] == ["definition"]
    assert "cold brew ratio" in patches[0]["text"]
    assert patches[0]["text"].startswith(draft["definition"])


def test_aeo_asks_what_its_sections_answer_and_moves_no_fact(article: Article) -> None:
    patches = answer("AeoAnswer", article.documents, brief=article.brief, draft=article.draft, checks=[])["patches"]
    after = patched(article.draft, patches)
    before_marks, after_marks = (
        sorted(MARK.findall(" ".join(text for _, text in texts(draft)))) for draft in (article.draft, after)
    )
    assert before_marks == after_marks
    asked = [heading for _, heading in headings(after) if heading.endswith(("?", "？"))]
    assert len(asked) >= (2 if article.language == "en" else 0)
    assert not set(asked) & {pair["question"] for pair in after["faq"]}


def test_geo_names_only_what_the_draft_names(article: Article) -> None:
    geo = answer("GeoAnswer", article.documents, brief=article.brief, draft=article.draft, checks=[])
    whole = " ".join(MARK.sub("", text) for _, text in texts(article.draft))
    places = dict(texts(article.draft))
    assert all(entity["name"] in whole for entity in geo["entities"])
    assert 1 <= len(geo["speakable"]) <= 3
    assert all(place in places for place in geo["speakable"])


@pytest.mark.parametrize(
    ("language", "keyword"),
    [("en", "how to store loose leaf tea"), ("de", "Cold Brew Verhältnis"), ("ja", "水出しコーヒー 比率")],
)
def test_a_link_sentence_holds_its_anchor(language: str, keyword: str) -> None:
    page = {"title": "Choosing a kettle: what matters", "url": "http://a/", "paragraphs": []}
    target = {"title": keyword, "url": "http://b/", "keyword": keyword, "description": ""}
    link = LinkSentence.model_validate(
        answer("LinkSentence", {}, site={"language": language}, page=page, target=target)
    )
    assert link.anchor in link.sentence
