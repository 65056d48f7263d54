"""Fragments are exchanged where they were planned, and taken out again to the byte, whatever else was edited since."""

from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance.fixing.fragments import composed, hunk, located, occurrence_at, readable_hunk, taken_out
from layers.maintenance.fixing.returning import Change, returned
from layers.nouns import Fix
from tests.layers.maintenance.fixing.samples import fix

TEXTS = st.text("ab<> \n", max_size=60)


@given(TEXTS, TEXTS)
def test_a_hunk_makes_one_text_of_the_other(before: str, after: str) -> None:
    span, put = hunk(before, after)

    assert before[: span.start] + put + before[span.end :] == after


@given(TEXTS, TEXTS)
def test_a_readable_hunk_does_the_same(before: str, after: str) -> None:
    span, put = readable_hunk(before, after)

    assert before[: span.start] + put + before[span.end :] == after


@given(st.lists(st.sampled_from(["<a>", "<b>", "word ", "\n"]), min_size=1, max_size=20), st.data())
def test_the_occurrence_that_was_counted_is_the_one_that_is_found(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    at = data.draw(st.integers(0, len(parts) - 1))
    start = len("".join(parts[:at]))
    fragment = parts[at]

    found = located(text, fix(before=fragment, after="x", occurrence=occurrence_at(text, fragment, start)))

    assert found == (start, start + len(fragment))


def fixes_of(words: list[str], chosen: list[int]) -> list[Fix]:
    text = " ".join(words)
    starts = [len(" ".join(words[:at])) + (at > 0) for at in range(len(words))]
    return [
        fix(number=number, before=words[at], after=f"[{number}]", occurrence=occurrence_at(text, words[at], starts[at]))
        for number, at in enumerate(chosen, 1)
    ]


@given(st.lists(st.sampled_from(["one", "two", "on", "o"]), min_size=1, max_size=12), st.data())
def test_whichever_fixes_are_made_each_changes_its_own_word(words: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(words) - 1), unique=True, max_size=len(words)))
    wanted = [f"[{chosen.index(at) + 1}]" if at in chosen else word for at, word in enumerate(words)]

    made = composed(" ".join(words), fixes_of(words, chosen))

    assert made.text == " ".join(wanted)
    assert made.refused == ()


@given(st.lists(st.sampled_from(["one", "two", "three"]), min_size=1, max_size=10), st.data())
def test_whichever_fixes_are_taken_back_the_others_stay(words: list[str], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(words) - 1), unique=True, min_size=1, max_size=len(words)))
    made = composed(" ".join(words), fixes_of(words, chosen))
    changes = [
        Change(each, *pair)
        for each, pair in zip(made.fixes, zip(made.texts, made.texts[1:], strict=False), strict=True)
    ]
    going = data.draw(st.sets(st.sampled_from([each.number for each in made.fixes]), min_size=1))
    kept = [at for number, at in enumerate(chosen, 1) if number not in going]
    wanted = [f"[{chosen.index(at) + 1}]" if at in kept else word for at, word in enumerate(words)]

    back = returned(made.text, changes, going, whole=False)

    assert back.text == " ".join(wanted)
    assert back.left == ()


def test_a_fix_that_shares_a_place_with_another_is_refused() -> None:
    made = composed(
        "see <a>here</a> now",
        [fix(number=1, before="<a>here</a>", after="here"), fix(number=2, before="<a>", after="<b>")],
    )

    assert made.text == "see here now"
    assert [(each.number, why) for each, why in made.refused] == [(2, "it touches the same place as fix 1")]


BEFORE = 'First words of the post. <a href="http://x/a">Old</a> and more words that follow here.'
AFTER = BEFORE.replace("http://x/a", "https://x/a/")


def test_our_change_comes_out_of_a_text_that_was_edited_elsewhere() -> None:
    edited = f"A new beginning. {AFTER} And a new end."

    assert taken_out(edited, BEFORE, AFTER) == f"A new beginning. {BEFORE} And a new end."


def test_an_edit_right_before_our_change_stays() -> None:
    edited = AFTER.replace("of the post.", "of this very post.")

    assert taken_out(edited, BEFORE, AFTER) == BEFORE.replace("of the post.", "of this very post.")


def test_where_our_place_is_gone_no_other_that_looks_like_it_is_changed() -> None:
    first, other = (
        '<p>See <a href="http://example.com/one/">one</a> now.</p>',
        '<p>Also <a href="https://example.com/two/">two</a>.</p>',
    )
    before = f"{first}\n{other}"
    assert taken_out(other, before, before.replace("http://example.com/one", "https://example.com/one")) is None
    lists = '<ul><li><a href="/x/">Kaffee</a></li></ul>' + "<p>y</p>" * 20 + "<ul><li>Kaffee</li></ul>"
    after = lists.replace('<a href="/x/">Kaffee</a>', "Kaffee")
    assert taken_out(after.replace("Kaffee", "Tee", 1), lists, after) is None


def test_where_somebody_changed_our_change_nothing_is_taken_out() -> None:
    assert taken_out(AFTER.replace("https://x/a/", "https://x/b/"), BEFORE, AFTER) is None


def test_a_paragraph_that_was_taken_out_is_put_back_where_it_stood() -> None:
    before, after = f"{BEFORE}\n<h2></h2>\nThe rest of the post.", f"{BEFORE}\nThe rest of the post."

    assert taken_out(f"New. {after}", before, after) == f"New. {before}"


def test_a_value_that_a_person_has_changed_is_left_to_them() -> None:
    change = Change(fix(number=1, field="excerpt", before="", after="Ours."), "", "Ours.")

    back = returned("Theirs.", [change], [1], whole=True)

    assert (back.text, back.done, back.left) == ("Theirs.", frozenset(), (change,))


def test_what_a_killed_undo_has_taken_back_counts_as_taken_back() -> None:
    change = Change(fix(number=1, field="excerpt", before="", after="Ours."), "", "Ours.")

    assert returned("", [change], [1], whole=True).done == {1}


def test_what_was_never_taken_out_is_not_put_in_a_second_time() -> None:
    before, after = f"{BEFORE}\n<h2></h2>\nThe rest of the post.", f"{BEFORE}\nThe rest of the post."

    assert taken_out(before, before, after) is None
    assert taken_out(f"New. {before} And more.", before, after) is None
