"""The graph of an article: what the page shows, joined, and no second copy of what the site says already."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import NotReadyError
from layers.nouns import Article, Entity, Media, SchemaRules, Source
from layers.publishing import Written, marker, recommendations, render_content, schema_problems
from layers.publishing.schema.families import FAMILIES, bare
from layers.publishing.schema.vocabulary import KINDS
from tests.layers.publishing.samples import NOW, RATIO, TEMPLATES, article, site

HOME = "https://coffee.example/"
RULES = SchemaRules(
    author="Ada Lind", author_url="https://coffee.example/about/", author_same_as=("https://people.example/ada",),
    organization="Slow Cup", logo="https://coffee.example/logo.png", same_as=("https://social.example/cup",),
    faq_page=True,
)  # fmt: skip
IMAGE = Media(id=9, url="https://coffee.example/ratio.png", alt="A <scale> [gallery]", width=1200, height=630)
YOAST = ("Article", "WebPage", "BreadcrumbList", "WebSite", "Person", "ImageObject")
TYPES = sorted({name for names in FAMILIES.values() for name in names} | {"WebSite", "SearchAction", "https://schema.org/NewsArticle"})  # fmt: skip


def written(of: Article | None = None, rules: SchemaRules = RULES, url: str = RATIO, **how: Any) -> Written:
    how = {"image": IMAGE, "place": "head", **how}
    return render_content(
        TEMPLATES.render, site(schema=rules), of or article(), marker("coffee/ratio"), NOW, url, **how
    )


def nodes(of: Written) -> dict[str, dict[str, Any]]:
    return {node["@type"]: node for node in json.loads(of.json_ld)["@graph"]}


def test_one_graph_joins_article_page_way_publisher_author_image_and_questions() -> None:
    graph = nodes(written())
    post, page = graph["BlogPosting"], graph["WebPage"]
    assert list(graph) == ["BlogPosting", "WebPage", "BreadcrumbList", "FAQPage", "Person", "Organization", "ImageObject"]  # fmt: skip
    assert (post["headline"], post["description"]) == (
        "Cold brew ratio: “one” & only <one>",
        "One to eight </script> [gallery] & “more”.",
    )
    assert (post["author"]["@id"], post["publisher"]["@id"]) == (f"{HOME}about/#ada-lind", f"{HOME}#organization")
    assert post["mainEntityOfPage"]["@id"] == page["@id"] == f"{RATIO}#webpage"
    assert post["image"] == page["primaryImageOfPage"] == {"@id": graph["ImageObject"]["@id"]}
    assert page["breadcrumb"]["@id"] == graph["BreadcrumbList"]["@id"]
    assert page["speakable"] == {"@type": "SpeakableSpecification", "cssSelector": [".masthead-definition", ".masthead-speakable"]}  # fmt: skip
    assert graph["FAQPage"]["isPartOf"] == {"@id": page["@id"]}
    assert graph["FAQPage"]["mainEntity"][1]["name"] == "Is it <strong>strong</strong>?"
    assert (graph["Person"]["url"], graph["Person"]["sameAs"]) == (RULES.author_url, list(RULES.author_same_as))
    assert (graph["Organization"]["logo"], graph["Organization"]["sameAs"]) == (RULES.logo, list(RULES.same_as))
    image = graph["ImageObject"]
    assert (image["url"], image["caption"], image["width"], image["height"]) == (IMAGE.url, IMAGE.alt, 1200, 630)
    assert recommendations(written(rules=RULES.model_copy(update={"faq_page": False})).json_ld) == ()


def test_what_a_site_switches_off_or_does_not_have_is_not_there() -> None:
    assert written(rules=SchemaRules(enabled=False)).json_ld == ""
    plain = nodes(written(rules=SchemaRules(speakable=False, type="Article"), image=None))
    assert list(plain) == ["Article", "WebPage", "BreadcrumbList", "Organization"]
    assert "speakable" not in plain["WebPage"]
    assert plain["Article"]["author"] == {"@id": f"{HOME}#organization"}
    assert nodes(written(article(speakable=())))["WebPage"]["speakable"]["cssSelector"] == [".masthead-definition"]


def test_without_an_address_the_ids_are_relative_to_the_page() -> None:
    graph = nodes(written(url=""))
    assert graph["BlogPosting"]["@id"] == "#article"
    assert "url" not in graph["WebPage"]


def test_the_graph_stands_where_the_site_keeps_it() -> None:
    head, block, nowhere = (written(place=place) for place in ("head", "block", "nowhere"))
    assert (head.head_schema, "<script" in head.content) == (head.json_ld, False)
    assert (block.head_schema, block.json_ld in block.content) == ("", True)
    assert (nowhere.head_schema, nowhere.json_ld, nowhere.content) == ("", "", head.content)
    assert head.json_ld == block.json_ld


def test_beside_a_plugin_that_writes_the_article_only_the_questions_are_left() -> None:
    graph = nodes(written(emits=YOAST))
    assert list(graph) == ["FAQPage"]
    assert "isPartOf" not in graph["FAQPage"]
    without = RULES.model_copy(update={"faq_page": False})
    assert written(rules=without, emits=YOAST).json_ld == ""
    assert "<script" not in written(rules=without, emits=YOAST, place="block").content


def test_beside_a_plugin_that_writes_the_page_the_article_names_it_by_its_address() -> None:
    graph = nodes(written(emits=("WebSite", "WebPage")))
    assert "WebPage" not in graph
    assert graph["BlogPosting"]["mainEntityOfPage"] == RATIO
    assert graph["BlogPosting"]["speakable"]["cssSelector"] == [".masthead-definition", ".masthead-speakable"]
    assert "mainEntityOfPage" not in nodes(written(emits=("WebPage",), url=""))["BlogPosting"]


def test_a_site_that_names_its_people_and_pictures_gets_no_second_ones() -> None:
    graph = nodes(written(emits=("Person", "ImageObject", "NewsMediaOrganization")))
    assert not {"Person", "ImageObject", "Organization"} & set(graph)
    assert graph["BlogPosting"]["image"] == IMAGE.url
    assert not {"author", "publisher"} & set(graph["BlogPosting"])
    assert nodes(written(emits=("Person",)))["BlogPosting"]["author"] == {"@id": f"{HOME}#organization"}


@given(st.sets(st.sampled_from(TYPES)), st.booleans(), st.sampled_from(("", RATIO)))
def test_whatever_the_site_emits_nothing_is_said_twice_and_nothing_points_nowhere(
    emits: set[str], pictured: bool, url: str
) -> None:
    text = written(emits=tuple(emits), image=IMAGE if pictured else None, url=url).json_ld
    assert text == "" or schema_problems(text) == ()
    assert not {node["@type"] for node in json.loads(text or '{"@graph": []}')["@graph"]} & {
        bare(kind) for kind in emits
    }


def test_a_product_that_sells_nothing_is_mentioned_as_a_thing() -> None:
    of = article(entities=(Entity(name="Toddy", type="Product"), Entity(name="Ada Lind", type="Person")))
    mentions = nodes(written(of))["BlogPosting"]["mentions"]
    assert mentions == [{"@type": "Thing", "name": "Toddy"}, {"@type": "Person", "name": "Ada Lind"}]


def test_a_source_whose_address_is_no_web_address_is_cited_by_its_name() -> None:
    odd = Source(id="e1", url="mailto:a b", title="A letter", publisher="", read_on="2026-11-20")
    assert nodes(written(article(sources=(odd,))))["BlogPosting"]["citation"] == [
        {"@type": "CreativeWork", "name": "A letter"}
    ]


def test_a_name_of_nothing_but_space_is_no_name() -> None:
    blank = Source(id="e1", url="https://bench.example/", title=" ", publisher="", read_on="2026-11-20")
    of = article(sources=(blank,), entities=(Entity(name="\x00\x01", type="Thing"),), variations=(" ",))
    graph = nodes(written(of, SchemaRules(author=" ", organization=" ")))
    assert "Person" not in graph
    assert graph["Organization"]["name"] == "Slow Cup"
    assert graph["BlogPosting"]["citation"][0]["name"] == blank.url
    assert graph["BlogPosting"]["keywords"] == ["cold brew ratio"]
    assert "mentions" not in graph["BlogPosting"]


def test_an_author_without_a_page_has_the_same_id_on_every_page() -> None:
    rules = SchemaRules(author="Zoë «Z» Ω")
    ids = {nodes(written(rules=rules, url=url))["Person"]["@id"] for url in (RATIO, HOME + "other/")}
    assert ids == {f"{HOME}#zo%C3%AB-%C2%ABz%C2%BB-%CF%89"}


def test_a_graph_that_is_not_sound_is_not_written() -> None:
    unsound = RULES.model_copy(update={"logo": "logo.png"})
    with pytest.raises(NotReadyError, match=r"Organization\.logo is 'logo\.png', and may be ImageObject or URL"):
        written(rules=unsound)


def test_the_richest_graph_says_all_that_the_vocabulary_holds() -> None:
    """A property that no graph uses would be a line of data that nothing tests."""
    said = {
        *_said(json.loads(written().json_ld)),
        *_said(json.loads(written(emits=("WebPage", "ImageObject")).json_ld)),
    }
    known = {name for kind in KINDS.values() for name in kind.properties}
    assert known - said == set()


def _said(value: Any) -> set[str]:
    if isinstance(value, list):
        return {name for each in value for name in _said(each)}
    if isinstance(value, dict):
        return set(value) | {name for each in value.values() for name in _said(each)}
    return set()
