"""The links that are proposed for the demo sites are those that a reader has judged."""

from benchmarks.proposals import is_fit, lines, rows


def test_forty_links_are_proposed_for_the_demo_sites_and_a_reader_found_none_wrong() -> None:
    found = rows()

    assert is_fit(found), "\n".join(lines(found))
    assert sum(row.verdict == "good" for row in found) >= 0.95 * len(found)
    assert sum(row.chosen_by_author for row in found) >= 0.9 * len(found)
