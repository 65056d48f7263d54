"""What is wrong with a graph is said, each fault by its name."""

import json
from typing import Any

import pytest

from layers.publishing import recommendations, schema_problems
from layers.publishing.schema.checking import graph_problems
from layers.publishing.schema.google import PROFILES
from tests.layers.publishing.schema.test_building import RULES, written

LIST = "BreadcrumbList"


def changed(kind: str, **properties: Any) -> str:
    """The richest graph with one node's properties set, or taken out where they are None."""
    document = json.loads(written().json_ld)
    node = next(each for each in document["@graph"] if each["@type"] == kind)
    node.update({name.replace("at_", "@"): value for name, value in properties.items() if value is not None})
    for name in (name for name, value in properties.items() if value is None):
        del node[name]
    return json.dumps(document)


def crumbs(*items: dict[str, Any]) -> str:
    return changed(LIST, itemListElement=[{"@type": "ListItem", **item} for item in items])


def test_the_richest_graph_has_no_fault() -> None:
    assert schema_problems(written().json_ld) == ()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{", "it is not JSON"),
        ("[1]", "no @graph"),
        ('{"@graph": []}', "no @graph"),
        ('{"@graph": [{"@id": "#a", "@id": "#b"}]}', "'@id' stands twice"),
        ('{"@graph": [{"@type": "BlogPosting", "headline": "a < b"}]}', "a < could end the script"),
        ('{"@graph": [{"@type": "Thing", "name": "a [gallery] b"}]}', "could be a shortcode"),
        ('{"@graph": [{"@type": "Thing", "name": "Wordpress"}]}', "correct the spelling"),
        ('{"@context": "http://example.org", "@graph": [{"@id": "#a"}]}', "its @context is not https://schema.org"),
        ('{"@graph": [{"@id": "#a"}, {"@id": "#a"}]}', "two nodes are #a"),
        ('{"@graph": [{"@type": "Person", "name": "A"}]}', "Person has no @id"),
    ],
)
def test_a_text_that_is_no_sound_graph_says_why(text: str, problem: str) -> None:
    assert any(problem in each for each in schema_problems(text)), schema_problems(text)


def test_each_fault_of_a_node_is_named_and_nothing_else() -> None:
    faults = {
        changed("BlogPosting", headline=None): "BlogPosting has no headline",
        changed("BlogPosting", headline=""): "BlogPosting has no headline",
        changed("BlogPosting", colour="red"): "BlogPosting has a colour, which is no property of it that we know",
        changed("BlogPosting", logo="https://a.example/"): "BlogPosting has a logo, which is no property of it",
        changed("BlogPosting", datePublished="2026-11-20T12:00:00"): "datePublished is '2026-11-20T12:00:00', and may be Date or DateTime",
        changed("BlogPosting", datePublished="yesterday"): "datePublished is 'yesterday'",
        changed("BlogPosting", wordCount="many"): "wordCount is 'many', and may be Integer",
        changed("BlogPosting", wordCount=True): "wordCount is True",
        changed("BlogPosting", keywords=["good", " "]): "BlogPosting.keywords is ' '",
        changed("BlogPosting", author="Ada"): "author is 'Ada', and may be Organization or Person",
        changed("BlogPosting", author={"@id": "#nobody"}): "author points at #nobody, which is not in the graph",
        changed("BlogPosting", author={"@id": "https://coffee.example/cold-brew-ratio/#webpage"}): "author is a WebPage",
        changed("BlogPosting", author={"@type": "Person"}): "Person has no name",
        changed("WebPage", url="/cold-brew-ratio/"): "WebPage.url is '/cold-brew-ratio/', and may be URL",
        changed("WebPage", url="https://coffee.example/a b"): "WebPage.url is",
        changed("WebPage", url="https://[coffee"): "WebPage.url is",
        changed("WebPage", speakable={"@type": "SpeakableSpecification"}): "no cssSelector|xpath, which Google requires",
        changed("Person", at_type="Wizard"): "Wizard is not a type that we know",
        changed("FAQPage", mainEntity=[{"@type": "Question", "name": "Why?"}]): "FAQPage has no mainEntity.acceptedAnswer",
        changed(LIST, itemListElement=None): "BreadcrumbList has no itemListElement, which Google requires",
        crumbs({"position": 1, "name": "Home", "item": "https://a.example/"}): "fewer than two items",
        crumbs({"position": 1, "name": "Home", "item": "https://a.example/"}, {"position": 3, "name": "B"}): "not numbered from 1",
        crumbs({"position": 1, "name": "Home"}, {"position": 2, "name": "B"}): "an item without an address",
        crumbs({"position": 1, "name": "Home", "item": "/"}, {"position": 2, "name": "B"}): "ListItem.item is '/'",
    }  # fmt: skip
    for text, fault in faults.items():
        found = graph_problems(text)
        assert any(fault in each for each in found), (fault, found)
    assert graph_problems(changed("BlogPosting", author="Ada")) == (
        "BlogPosting.author is 'Ada', and may be Organization or Person",
    )


def test_what_google_recommends_is_a_notice_that_says_where_it_is_given() -> None:
    bare = RULES.model_copy(update={"logo": "", "same_as": (), "author_url": "", "author_same_as": ()})
    assert recommendations(written(rules=bare, image=None).json_ld) == (
        "BlogPosting has no author.url or author.sameAs, which Google recommends: `schema.author_url` or `schema.author_same_as`",
        "BlogPosting has no image, which Google recommends: `post.image: card` or --image",
        "FAQPage has had no effect in Google's results since 2026-05-07",
        "Organization has no logo, which Google recommends: `schema.logo`",
        "Organization has no sameAs, which Google recommends: `schema.same_as`",
    )
    assert schema_problems(written(rules=bare, image=None).json_ld) == ()


def test_a_picture_that_is_too_small_for_google_is_a_notice() -> None:
    small = changed("ImageObject", width=100, height=100)
    assert "the image has 100 x 100 pixels; Google asks for at least 50,000 in all" in recommendations(small)


def test_every_rule_of_google_has_its_source_and_its_day() -> None:
    for profile in PROFILES:
        assert profile.source.startswith("https://developers.google.com/search/docs/")
        assert profile.read_on >= "2026-11-20"
        assert profile.required or profile.recommended
    assert len({profile.id for profile in PROFILES}) == len(PROFILES)
