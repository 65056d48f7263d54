"""The edits of a refresh: the changed fragments alone, an honest note, and all of it taken out again to the byte."""

import json
import re
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance.fixing.returning import Change, returned
from layers.maintenance.refreshing import wording
from layers.maintenance.refreshing.editing import SCHEMA_FIELD, applied_to, redated
from layers.maintenance.refreshing.outline import SCHEMA, outline, unsafe
from layers.nouns import Kept, Refreshed
from tests.layers.maintenance.refreshing import samples
from tests.layers.maintenance.refreshing.test_briefing import TREES
from tests.layers.maintenance.refreshing.test_judging import GOOD, SECTION

LEAF = "With leaf mould you wait two years [e1.2]."
NOTHING = Refreshed(passages=(), sections=())


def after(content: str, given: Refreshed, *questions: str, **rules: object) -> str:
    return applied_to(content, samples.made(content, given, *questions, **rules).fixes)


def test_only_the_changed_sentences_differ_and_links_that_live_stay() -> None:
    text = after(samples.PLAIN, samples.answer((1, GOOD), (2, LEAF)), substance_share=1)

    cite = '<sup><a href="https://new.example/1">&#091;1&#093;</a></sup>'
    kept = f'With <a href="{samples.HOME}/post-8/" rel="x">leaf mould</a> you wait two years{cite}.'
    wanted = samples.PLAIN.replace(samples.FIRST, f"A mulch of compost 8 cm deep stays moist for 20 days{cite}.")
    wanted = wanted.replace(samples.SECOND, f"Leaves rot slowly. {kept}")
    assert text.startswith(wanted)
    added = text.removeprefix(wanted)
    assert "New trial &lt;1&gt;</a>, New &amp; Co (read on 2026-11-20)" in added
    assert "masthead-changes" not in text
    assert samples.GONE not in text


def test_a_link_that_stays_is_never_set_into_another_one() -> None:
    both = (
        Kept(words="leaf mould", markup="<a href='/l'>leaf mould</a>"),
        Kept(words="mould", markup="<a href='/m'>mould</a>"),
    )

    citations = wording.sources("", samples.EVIDENCE).citations
    assert wording.sentence("Leaf litter or leaf mould will do [e1.2].", citations, both) is None
    assert wording.sentence("Moulding and leaf moulds [e1.2].", citations, both[:1]) is None, (
        "no part of a word is a link"
    )
    done = wording.sentence("Take leaf mould, for mould is good [e1.2].", citations, both)
    assert done is not None
    assert done.startswith("Take <a href='/l'>leaf mould</a>, for <a href='/m'>mould</a> is good<sup>")


def test_a_dead_source_without_new_words_is_taken_out_and_the_claim_says_so() -> None:
    text = after(samples.PLAIN, NOTHING)

    assert samples.GONE not in text
    assert "a survey (source no longer online) found." in text
    assert text.replace("survey (source no longer online)", f'<a href="{samples.GONE}">survey</a>').startswith(
        samples.PLAIN
    )


def test_the_posts_own_list_of_sources_goes_on_and_no_number_moves() -> None:
    text = after(samples.OURS, samples.answer((1, GOOD)))

    assert '<sup><a href="https://new.example/1">&#091;3&#093;</a></sup>' in text
    items = re.findall(r"<li>(.*?)</li>", text)
    assert len(items) == 3
    assert items[0] == "A survey (source no longer online) (read on 2023-03-01)"
    assert items[2].startswith('<a href="https://new.example/1">')
    assert text.count('masthead-sources">') == 1


def test_above_the_threshold_a_note_says_what_changed_and_our_structured_data_moves() -> None:
    text = after(samples.OURS, samples.answer((1, GOOD), sections=(SECTION,)), TREES, substance_share=0.1)

    [note] = re.findall(r'<p class="masthead-changes">(.*?)</p>', text)
    assert note == (
        "Updated on 2026-11-20: revised: “How deep should mulch be?”; new: “Why trees want a gap at the stem”; "
        "sources no longer online taken out or replaced: 1."
    )
    assert text.index("masthead-changes") < text.index(">Sources</h2>")
    data = json.loads(text.split(SCHEMA)[1].split("</script>")[0])["@graph"][0]
    assert (data["dateModified"], data["datePublished"]) == ("2026-11-20T00:00:00+00:00", "2023-03-01T09:00:00+00:00")
    assert data["wordCount"] > 60
    assert [each["url"] for each in data["citation"]] == [samples.ALIVE, "https://new.example/1"]
    assert [each["name"] for each in data["citation"]] == ["A trial [2]", "New trial <1>"]
    assert '"A trial \\u005b2\\u005d"' in text, "what is cited as before is spelled as before"


def test_below_the_threshold_there_is_neither_note_nor_date() -> None:
    made = samples.made(samples.OURS, NOTHING, substance_share=0.5)
    text = applied_to(samples.OURS, made.fixes)

    assert 0 < made.share < 0.5
    assert not made.told
    assert "masthead-changes" not in text
    data = text.split(SCHEMA)[1]
    assert '"dateModified": "2023-03-01T09:00:00+00:00"' in data
    assert samples.GONE not in data, "it names no source that the page does not"


def test_a_source_that_is_listed_is_no_substance() -> None:
    long = samples.written(*(samples.paragraph(f"Row {n} of beans is hoed by hand.") for n in range(40)), samples.PLAIN)
    made = samples.made(long, samples.answer((1, GOOD)))

    assert 0.02 < made.share < 0.03
    assert applied_to(long, made.fixes).count("New trial") == 1
    assert samples.made(long, NOTHING).share < 0.02


def test_a_sentence_in_which_a_link_finds_no_place_is_left_out_and_its_source_not_listed() -> None:
    text = after(samples.PLAIN, samples.answer((2, "Mould of leaves is ready after two years [e1.2].")))

    assert samples.SECOND in text
    assert "New trial" not in text


def test_a_second_refresh_replaces_the_note_of_the_first() -> None:
    noted = samples.written(samples.PLAIN, '<!-- wp:paragraph {"className":"masthead-changes"} -->\n<p class="masthead-changes">Updated on 2025-01-01: x.</p>\n<!-- /wp:paragraph -->')  # fmt: skip

    text = after(noted, samples.answer((1, GOOD)), substance_share=0)

    assert text.count('<p class="masthead-changes">') == 1
    assert "2025-01-01" not in text


def test_structured_data_that_the_companion_keeps_moves_too() -> None:
    data = '{"@type": "BlogPosting", "dateModified": "2023-03-01T09:00:00+00:00"}'

    fixes = samples.made(samples.PLAIN, samples.answer((1, GOOD)), schema=data, substance_share=0).fixes

    [fix] = [fix for fix in fixes if fix.field == SCHEMA_FIELD]
    assert fix.after == data.replace("2023-03-01T09", "2026-11-20T00")


def test_structured_data_that_somebody_has_broken_stays_as_it_is() -> None:
    broken = samples.OURS.replace('"url": "https://alive.example/trial"}]', '"url": ')

    text = after(broken, NOTHING, substance_share=1)

    assert text.split(SCHEMA)[1] == broken.split(SCHEMA)[1]


def test_a_change_that_is_approved_on_another_day_is_told_as_one_of_that_day() -> None:
    made = samples.made(samples.OURS, samples.answer((1, GOOD)), substance_share=0)
    later = samples.NOW + timedelta(days=3)

    once = redated(samples.of_site(), made.fixes, samples.NOW + timedelta(days=1))  # an outage, and approved once more
    text = applied_to(samples.OURS, redated(samples.of_site(), once, later))

    assert "Updated on 2026-11-23: " in text
    assert '"dateModified": "2026-11-23T00:00:00+00:00"' in text
    assert "(read on 2026-11-20)" in text, "the day on which a source was read stays"


def test_nothing_to_change_is_no_fix() -> None:
    content = samples.written(samples.paragraph("All is well."), samples.heading("Why"), samples.paragraph("So it is."))

    assert samples.made(content, NOTHING).fixes == ()


PIECES = st.lists(
    st.sampled_from([
        samples.paragraph(samples.FIRST), samples.paragraph(samples.SECOND), samples.heading("How deep should mulch be?"),
        samples.heading("Which"), samples.paragraph(f"<em>In 2020 <a href='{samples.GONE}'>this</a> broke.</em> Then [2] &amp; 日本語。"),
        f"<!-- wp:table -->\n<table><tr><td><a href=\"{samples.GONE}#x\">cell</a></td></tr></table>\n<!-- /wp:table -->",
        "Free text between blocks.", samples.SOURCES,
    ]), min_size=1, max_size=7,
).map(lambda rows: samples.written(*rows)).filter(lambda text: not unsafe(text))  # fmt: skip


@given(PIECES, st.booleans(), st.booleans())
def test_whatever_is_edited_stays_sound_and_comes_out_again_to_the_byte(content: str, words: bool, told: bool) -> None:
    found = samples.brief(content, TREES)
    texts = [(each.number, LEAF if each.keep else GOOD) for each in found.passages] if words else []
    sections = (SECTION,) if words and found.gaps else ()
    fixes = samples.made(
        content, samples.answer(*texts, sections=sections), TREES, substance_share=0.0 if told else 1.0
    ).fixes

    text = applied_to(content, fixes)

    assert unsafe(text) == ""
    assert samples.GONE not in text
    headings = [part.heading for part in outline(content).parts]
    assert [part.heading for part in outline(text).parts if part.heading in headings] == headings
    changes = [Change(fix, content, text) for fix in fixes]
    back = returned(text, changes, {fix.number for fix in fixes}, whole=False)
    assert back.text == content
