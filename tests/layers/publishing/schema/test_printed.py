"""Our graph on the live page: there once, as it was written, and no second copy of a type beside it."""

import json

from layers.publishing import live_problems
from tests.layers.publishing.schema.test_building import written

OURS = written().json_ld
SITE = '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "@id": "#site"}]}'


def test_a_page_with_our_graph_beside_other_types_is_well() -> None:
    assert live_problems((SITE, OURS), OURS) == ()
    assert live_problems((SITE, json.dumps(json.loads(OURS))), OURS) == ()
    assert live_problems((SITE,), "") == ()


def test_what_is_missing_changed_doubled_or_broken_is_named() -> None:
    assert live_problems((SITE,), OURS) == ("our JSON-LD is not on it",)
    assert live_problems((OURS.replace("Slow Cup", "Slow"),), OURS) == ("our JSON-LD was changed on the way to it",)
    part = json.loads(OURS)
    part["@graph"] = [node for node in part["@graph"] if node["@type"] not in ("WebPage", "Person")]
    assert live_problems((json.dumps(part),), OURS) == ("our JSON-LD lost its WebPage, Person on the way to it",)
    assert live_problems((OURS, OURS), OURS) == ("our JSON-LD is on it 2 times",)
    assert live_problems((OURS, '{"a": </p>}'), OURS) == ("1 of its 2 JSON-LD scripts do not parse",)
    assert live_problems(('{"a": </p>}',), "") == ("1 of its 1 JSON-LD scripts do not parse",)


def test_a_second_copy_of_a_type_is_named_however_it_is_written() -> None:
    other = '[{"@context": "http://schema.org", "@type": "http://schema.org/NewsArticle"}, {"@type": ["WebPage", "FAQPage"]}]'
    assert live_problems((OURS, other), OURS) == (
        "it has a second FAQPage",
        "it has a second BlogPosting, a NewsArticle",
        "it has a second WebPage",
    )
    nested = '{"@type": "WebSite", "publisher": {"@type": "Organization", "name": "Slow Cup"}}'
    assert live_problems((OURS, nested), OURS) == ()


def test_a_graph_that_was_written_wrong_is_said_to_be_wrong_when_it_is_live() -> None:
    wrong = OURS.replace('"wordCount"', '"wordSum"')
    assert live_problems((wrong,), wrong) == (
        "our JSON-LD is wrong: BlogPosting has a wordSum, which is no property of it that we know",
    )
