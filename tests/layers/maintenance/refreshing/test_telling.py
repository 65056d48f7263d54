"""The history of a refreshed post says what each change was, and never that a link was set where a source went."""

from layers.maintenance.refreshing import telling
from layers.nouns import Fix, NewSection
from tests.layers.maintenance.fixing import samples as samples_of_fixes
from tests.layers.maintenance.refreshing import samples
from tests.layers.maintenance.refreshing.test_briefing import TREES
from tests.layers.maintenance.refreshing.test_editing import NOTHING
from tests.layers.maintenance.refreshing.test_judging import GOOD, SECTION

NEW = "https://new.example/1"


def told(content: str, *texts: tuple[int, str], sections: tuple[NewSection, ...] = (), question: str = "") -> list[str]:
    given = samples.answer(*texts, sections=sections) if texts or sections else NOTHING
    questions = (question,) if question else ()
    return [telling.of_refresh(fix) for fix in samples.made(content, given, *questions).fixes]


def test_a_source_that_new_words_replace_is_told_as_replaced_and_the_new_one_as_listed() -> None:
    lines = told(samples.OURS, (1, GOOD))

    assert f"source replaced: {samples.GONE} -> {NEW}" in lines
    assert f"source taken out: {samples.GONE}" in lines, "its entry in the list of sources"
    assert f"listed as source: {NEW}" in lines
    assert any(line.startswith("put in: “Updated on 2026-11-20: ") for line in lines)
    assert "structured data brought up to date" in lines


def test_a_source_without_new_words_is_told_as_taken_out() -> None:
    assert told(samples.PLAIN)[0] == f"source taken out: {samples.GONE}"


def test_a_sentence_without_a_link_is_told_by_its_words_old_and_new_shortened() -> None:
    fix = refreshed("<p>It was so in 2021.</p>", f"<p>{'So it is. ' * 20}</p>")

    assert telling.of_refresh(fix) == f"revised: “It was so in 2021.” -> “{('So it is. ' * 20)[:60].rstrip()}…”"


def test_a_section_is_told_by_its_heading() -> None:
    lines = told(samples.PLAIN, sections=(SECTION,), question=TREES)

    assert any(line.startswith(f"put in: “{SECTION.heading}") for line in lines)


def test_a_fix_of_a_link_is_told_with_both_addresses_and_one_that_sets_a_link_is_not() -> None:
    old, new = '<a href="http://a.example/">x</a>', '<a href="https://a.example/">x</a>'

    assert telling.of_links(refreshed(old, new)) == "link replaced: http://a.example/ -> https://a.example/"
    assert telling.of_links(refreshed(old, "x")) == "link taken out: http://a.example/"
    assert telling.of_links(refreshed("x", new)) == ""


def refreshed(before: str, after: str) -> Fix:
    return samples_of_fixes.fix(before=before, after=after)
