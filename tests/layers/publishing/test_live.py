"""A live page held against what was written."""

import re
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layers.nouns import Head, PageLink
from layers.publishing.insert import same_address
from layers.publishing.live import LivePage, problems, stale, warnings
from layers.publishing.shown import letters, missing, shows_text
from tests.layers.publishing.samples import blocks

URL = "https://larder.example/salt-cured-lemons/"
CONTENT = blocks(
    "Salt draws the juice out of lemons -- it's 10 x 20 grams...",
    'After a month they are <a href="https://larder.example/jars/">soft enough for a spoon</a> and keep for a year.',
    'Read <a href="https://elsewhere.example/salt">how salt works in detail</a> and <a href="#jars">below</a>.',
)
TEXT = (
    "Salt draws the juice out of lemons — it’s 10 × 20 grams… After a month they are soft enough for a spoon"
    " and keep for a year. Read how salt works in detail and below."
)
GOOD = LivePage(
    url=URL, head=Head(url=URL, status=200, title="Salt-cured lemons", canonical=URL, types=("BlogPosting",)), landed=URL,
    canonicals=(URL,), h1=("Salt-cured lemons",), text=TEXT,
    links=(PageLink(url="/jars/", anchor="soft"), PageLink(url="https://elsewhere.example/salt", anchor="how")),
)  # fmt: skip


def with_head(page: LivePage, **changes: object) -> LivePage:
    return replace(page, head=page.head.model_copy(update=changes))


def test_a_page_that_is_as_it_was_written_has_neither_problem_nor_warning() -> None:
    assert problems(GOOD, URL, CONTENT) == ()
    assert warnings(GOOD, URL, CONTENT, title="Salt-cured lemons") == ()


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (with_head(GOOD, status=404), "it answers 404"),
        (replace(GOOD, landed="https://larder.example/"), "it redirects to https://larder.example/"),
        (with_head(GOOD, robots="noindex, follow"), "not to index it"),
        (replace(GOOD, robots_header="noindex"), "not to index it"),
        (replace(GOOD, canonicals=("/salt-cured-lemons/",)), "'/salt-cured-lemons/' is not a whole one"),
        (
            replace(GOOD, canonicals=("https://www.larder.example/salt-cured-lemons/",)),
            "is https://www.larder.example/",
        ),
        (replace(GOOD, canonicals=("http://larder.example/salt-cured-lemons/",)), "is http://larder.example/"),
        (replace(GOOD, canonicals=(URL, "https://larder.example/")), "names 2 canonical addresses"),
        (replace(GOOD, text="Salt-cured lemons. Members only."), "3 of 3 passages of its text are missing"),
        (replace(GOOD, links=GOOD.links[1:]), "it does not show the link to https://larder.example/jars/"),
        (replace(GOOD, broken_json_ld=1), "its JSON-LD does not parse"),
    ],
)
def test_what_is_wrong_with_a_page_is_said(page: LivePage, said: str) -> None:
    found = problems(page, URL, CONTENT)
    assert len(found) == 1
    assert said in found[0]


def test_another_canonical_and_noindex_are_right_where_they_were_asked_for() -> None:
    original = "https://original.example/salt/"
    page = with_head(replace(GOOD, canonicals=(original,)), robots="noindex")
    assert problems(page, URL, CONTENT, canonical=original, noindex=True) == ()
    assert problems(GOOD, URL, CONTENT, noindex=True) == (
        "it does not tell search engines to leave it out, as its robots field says",
    )
    without = replace(GOOD, canonicals=())
    assert problems(without, URL, CONTENT) == ()
    assert warnings(without, URL, CONTENT, noindex=True) == ()
    assert warnings(without, URL, CONTENT) == ("its head names no canonical address",)


def test_percent_signs_in_addresses_are_read_in_either_case() -> None:
    url = "https://larder.example/%E5%A1%A9/"
    page = replace(GOOD, url=url, landed=url.lower(), canonicals=("https://larder.example/塩/",))
    assert problems(page, url, CONTENT) == ()


def test_a_cached_answer_to_a_fresh_request_is_named_beside_what_is_wrong() -> None:
    page = replace(GOOD, text="old", cache=("X-Cache: HIT", "WP-Super-Cache"))
    assert (
        "came out of a cache although a fresh one was asked for (X-Cache: HIT; WP-Super-Cache)"
        in problems(page, URL, CONTENT)[-1]
    )
    assert problems(replace(GOOD, cache=("X-Cache: HIT",)), URL, CONTENT) == ()
    assert not replace(GOOD, cache=("X-Cache: MISS", "Age: 0")).from_cache
    assert replace(GOOD, cache=("Age: 17",)).from_cache


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (with_head(GOOD, title=""), "no <title>"),
        (replace(GOOD, h1=()), "it has no <h1>"),
        (replace(GOOD, h1=("Larder", "Salt-cured lemons")), "it has 2 <h1>"),
        (replace(GOOD, h1=("The Larder",)), "its <h1> is 'The Larder', not the title"),
        (with_head(GOOD, robots="nofollow, max-snippet:0"), "'max-snippet:0, nofollow'"),
        (replace(GOOD, links=GOOD.links[:1]), "does not show the link to https://elsewhere.example/salt"),
        (
            replace(GOOD, links=(PageLink(url="/jars/", anchor="x", nofollow=True), GOOD.links[1])),
            "nofollow at the link to https://larder.example/jars/",
        ),
    ],
)
def test_what_is_worth_a_look_is_said_and_is_no_problem(page: LivePage, said: str) -> None:
    found = warnings(page, URL, CONTENT, title="Salt-cured lemons")
    assert len(found) == 1
    assert said in found[0]
    assert problems(page, URL, CONTENT) == ()


def test_a_copy_that_a_cache_holds_back_is_told_with_what_to_do() -> None:
    old = with_head(
        replace(GOOD, text="Coming soon.", links=(), cache=("X-Cache: HIT", "W3 Total Cache")), title="Old", types=()
    )
    said = stale(GOOD, old, CONTENT)
    assert "its title differs, its JSON-LD differs, its text is the old one, it lacks the links to" in said
    assert "Empty the page cache of W3 Total Cache (X-Cache: HIT; W3 Total Cache)" in said
    assert stale(GOOD, replace(GOOD, cache=("X-Cache: HIT",)), CONTENT) == ""
    assert "it answers 404" in stale(GOOD, with_head(GOOD, status=404))
    assert "of the site or its network for this address" in stale(GOOD, with_head(GOOD, title="Old"))


def test_a_link_that_only_the_fresh_page_has_is_told_without_the_whole_text() -> None:
    assert "lacks the link to /jars/" in stale(GOOD, replace(GOOD, links=()), '<a href="/jars/">x</a>')


def test_text_is_compared_as_letters_for_wordpress_dresses_the_rest() -> None:
    assert letters("It's 10x20 -- “so”…") == letters("It’s 10 × 20 – so ...")
    assert missing(f"<script>x</script><p>{TEXT}</p>", CONTENT) == (0, 3)
    assert not shows_text("anything", "")


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_page_and_no_content_are_too_odd_to_be_compared(content: str, text: str) -> None:
    page = replace(GOOD, text=text, links=(PageLink(url=text, anchor=""),))
    assert isinstance(problems(page, URL, content), tuple)
    assert isinstance(warnings(page, URL, content, title=text), tuple)
    assert isinstance(stale(GOOD, page, content), str)


@given(st.text(st.one_of(st.sampled_from("0x3 X×a.“—日é\u00a0"), st.characters())))
@example("half an emoji \ud83d 3 x 3")
def test_letters_are_what_is_a_letter_or_a_digit_but_for_the_x_between_figures(text: str) -> None:
    times = re.sub(r"(\d)\s?x\s?(?=\d)", r"\1", text.casefold())

    assert letters(text) == "".join(each for each in times if each.isalnum())


ADDRESSES = st.sampled_from(
    ["", "#top", "?p=3", "/tea", "/tea/", "https://www.leaf.example/tea", "https://leaf.example/tea/", "https://leaf.example",
     "//leaf.example/tea", "https://[your-domain]/", "mailto:a@leaf.example", "/te%61/"]
)  # fmt: skip


@given(st.lists(ADDRESSES), ADDRESSES)
def test_a_page_links_to_what_one_of_its_links_names_whichever_way_it_is_written(shown: list[str], url: str) -> None:
    page = replace(GOOD, links=tuple(PageLink(url=each, anchor="x") for each in shown))

    assert page.links_to(url) == any(same_address(each, url) for each in shown)
