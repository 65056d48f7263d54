import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers import inline
from layers.inline import CitedSentence, Emphasis, Reference, Text

marked = st.text(alphabet=st.sampled_from('a1 *[]e.<>\n"水。')) | st.lists(
    st.sampled_from(["*", "**", "[e1.2]", "[e", "1.1]", "word", " ", ".", "<b>", "\n"]), max_size=12
).map("".join)


@given(marked)
def test_the_raw_forms_of_the_tokens_are_the_text_again(text: str) -> None:
    assert "".join(token.raw for token in inline.parse(text)) == text


@given(marked)
def test_plain_text_has_no_mark_left(text: str) -> None:
    bare = inline.plain(text)

    assert all(isinstance(token, Text) for token in inline.parse(bare))
    assert inline.references(bare) == ()


@given(marked)
def test_no_reference_is_lost_when_text_is_split_into_sentences(text: str) -> None:
    cited = [span for sentence in inline.cited_sentences(text) for span in sentence.spans]

    assert cited == list(inline.references(text)) or not inline.plain(text)


def test_emphasis_and_references_are_the_only_marks() -> None:
    assert inline.parse("Use *cool* water [e1.2]. <b>Wait</b>") == (
        Text("Use "), Emphasis("cool"), Text(" water "), Reference("e1.2"), Text(". <b>Wait</b>"),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("*Wait [e1.3].*", (Emphasis("Wait ", closes=False), Reference("e1.3"), Emphasis(".", opens=False))),
        ("*Wait [e1.3]*", (Emphasis("Wait ", closes=False), Reference("e1.3", closes=True))),
        ("*[e1.3] wait*", (Reference("e1.3", opens=True), Emphasis(" wait", opens=False))),
        ("*a [e1.1] [e1.2]*", (Emphasis("a ", closes=False), Reference("e1.1"), Text(" "), Reference("e1.2", closes=True))),
        ("*a* [e1.1] *b*", (Emphasis("a"), Text(" "), Reference("e1.1"), Text(" "), Emphasis("b"))),
    ],
)  # fmt: skip
def test_emphasis_goes_on_behind_a_reference(text: str, tokens: tuple[inline.Token, ...]) -> None:
    assert inline.parse(text) == tokens


def test_emphasis_may_stand_in_brackets() -> None:
    assert inline.parse("(*cool*)") == (Text("("), Emphasis("cool"), Text(")"))


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Use <b>cool</b> water", ["<b>", "</b>"]),
        ("Use **cool** water", ["**", "**"]),
        ("See [this](https://a.example)", ["]("]),
        ("Wait.\n## Then", ["##"]),
        ("Use *cool* water [e1.2], at most 3 < 4 #1", []),
    ],
)
def test_signs_of_html_and_markdown_are_found(text: str, signs: list[str]) -> None:
    assert list(inline.markup(text)) == signs


@pytest.mark.parametrize(
    "text", ["2*3*4", "f(x)*g(x)*(h)", "**bold**", "* a", "a *", "*a\nb*", "[e1]", "[x1.2]", "[E1.2]", "* a *"]
)
def test_anything_else_is_literal(text: str) -> None:
    assert inline.parse(text) == (Text(text),)


@pytest.mark.parametrize("text", ["Use 5 g [e1.2][e2.3]. Then wait.", "Use 5 g. [e1.2] [e2.3] Then wait."])
def test_a_reference_belongs_to_the_sentence_whose_end_it_follows(text: str) -> None:
    assert inline.cited_sentences(text) == (
        CitedSentence("Use 5 g.", ("e1.2", "e2.3")),
        CitedSentence("Then wait.", ()),
    )


def test_a_reference_before_any_word_belongs_to_the_first_sentence() -> None:
    assert inline.cited_sentences("[e1.1] Use 5 g. Wait.")[0] == CitedSentence("Use 5 g.", ("e1.1",))


def test_taking_marks_out_leaves_clean_prose() -> None:
    assert inline.plain("Use *cool* water [e1.2]. Wait. [e1.3] Pour.") == "Use cool water. Wait. Pour."


def test_a_mark_that_appears_when_another_is_taken_out_is_taken_out_too() -> None:
    assert inline.plain("Wait [e[e1.1]1.2] now") == "Wait now"
    assert inline.plain("*a[e1.1]*") == "a"
