"""On a site whose titles share a template links stay in their cluster, and the fast way finds what the slow one finds."""

from benchmarks.clusters import clustered_site
from benchmarks.links import drawn, judged, matched, matched_naively


def test_links_stay_in_their_cluster_and_nothing_is_linked_where_it_is_gone() -> None:
    verdict = judged(clustered_site(25, 20, 150), every=70)
    assert verdict.chosen > 15
    assert verdict.in_cluster >= 0.95 * verdict.chosen
    assert verdict.linked_wrongly == 0


def test_all_phrases_at_once_find_what_one_expression_for_each_finds() -> None:
    pages = clustered_site(2, 3, 100).inventory.pages
    phrases = drawn(pages, 200)
    assert matched(phrases, pages) == matched_naively(phrases, pages)
    assert matched(phrases, pages).total() > 100
