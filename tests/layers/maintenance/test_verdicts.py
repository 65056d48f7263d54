"""Each rule of the table with a post that it rules on and one that just escapes it; every post has one verdict."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance import Resemblance, verdicts
from layers.maintenance.cases import percentile, same_texts
from layers.maintenance.verdicts import LEAVING, TABLE
from layers.nouns import Finding, MenuItem, Page, Site, Verdict, VerdictRules
from layers.nouns.search_console import Period, SearchFigures
from tests.layers.maintenance.records import TODAY, inventory, page, site

DAY = TODAY.date()
YEAR = Period(first=date(2025, 11, 21), last=date(2026, 11, 20))
QUARTER = Period(first=date(2026, 8, 23), last=date(2026, 11, 20))
RULES = VerdictRules()


def aged(number: int, days: int, untouched: int | None = None, words: int = 500, **values: object) -> Page:
    at = TODAY - timedelta(days=days)
    changed = TODAY - timedelta(days=days if untouched is None else untouched)
    return page(number, published_at=at, modified_at=changed, words=words, **values)


def read(clicks: int, **values: object) -> SearchFigures:
    return SearchFigures.model_validate({"period": YEAR, "clicks": clicks, **values})


def of(
    *pages: Page,
    inbound: Mapping[int, int] | None = None,
    found: tuple[Finding, ...] = (),
    alike: tuple[Resemblance, ...] = (),
    figures: Mapping[int, SearchFigures] | None = None,
    at: Site | None = None,
    menus: tuple[MenuItem, ...] = (),
    front_page: int = 0,
) -> dict[int, Verdict]:
    seen = inventory(*pages).model_copy(update={"menus": menus, "front_page": front_page})
    given_ = verdicts(at or site(), seen, inbound or {}, found, DAY, alike, figures)
    return {verdict.page_id: verdict for verdict in given_}


def warned(page_id: int, check: str) -> Finding:
    return Finding(
        check=check, severity="warning", fix_class="B", page_id=page_id, url="u", title="t", evidence="it is so"
    )


UNUSED = aged(1, 400, untouched=100, words=RULES.new_days)  # old, short, and nothing links to it


# --- new -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "rule"), [(119, "new"), (120, "no-use")])
def test_a_new_post_is_left_alone_whatever_else_is_true(days: int, rule: str) -> None:
    at = site(verdicts=VerdictRules(remove_days=90))
    assert of(aged(1, days, words=10), figures={1: read(0)}, at=at)[1].rule == rule


# --- remove --------------------------------------------------------------------------------------------------------


def test_a_post_that_nobody_reads_links_to_or_needs_is_removed_with_every_reason() -> None:
    [verdict] = of(UNUSED, figures={1: read(0)}).values()
    assert (verdict.ruling, verdict.confidence, verdict.missing) == ("remove", "high", "")
    assert verdict.evidence == (
        "no click in 365 days",
        "no other post or page links to it, and it has no part in a menu, on the front page or as a hub",
        "120 words, published 400 days ago",
    )


@pytest.mark.parametrize(
    ("page_", "inbound", "figures"),
    [
        (UNUSED, 0, read(1)),
        (UNUSED, 1, read(0)),
        (aged(1, 364, untouched=100, words=120), 0, read(0)),
        (aged(1, 400, untouched=100, words=300), 0, read(0)),
        (UNUSED, 0, read(0, period=QUARTER)),
        (UNUSED, 0, read(0, period=None)),
    ],
    ids=["one click", "one link", "a day too young", "long enough", "a quarter alone", "no dates"],
)
def test_one_thing_that_speaks_for_it_keeps_a_post(page_: Page, inbound: int, figures: SearchFigures) -> None:
    assert of(page_, inbound={1: inbound}, figures={1: figures})[1].ruling not in LEAVING


def test_without_search_console_nothing_is_removed_and_the_verdict_says_what_is_missing() -> None:
    verdict = of(UNUSED)[1]
    assert verdict.ruling == "keep"
    assert verdict.confidence == "low"
    assert "without a year of clicks from Search Console" in verdict.missing


@pytest.mark.parametrize("role", ["front page", "menu", "menu's own link", "hub", "category's hub"])
def test_a_post_with_a_part_to_play_never_leaves(role: str) -> None:
    at = site()
    if role == "hub":
        at = site(hubs=("post-1",))
    if role == "category's hub":
        at = at.model_copy(update={"categories": (at.categories[0].model_copy(update={"hub": "post-1"}),)})
    menus = (MenuItem(menu="Main", label="One", url="u", page_id=1),) if role == "menu" else ()
    if role == "menu's own link":  # an address that was typed in, not a post that was chosen
        menus = (MenuItem(menu="Main", label="One", url=UNUSED.url, page_id=0),)
    other = aged(2, 900, untouched=10)
    for alike in ((), (Resemblance(1, 2, 1.0),)):
        verdict = of(UNUSED, other, figures={1: read(0), 2: read(90)}, alike=alike, at=at, menus=menus,
                     front_page=1 if role == "front page" else 0)[1]  # fmt: skip
        assert verdict.ruling not in LEAVING


# --- redirect and merge --------------------------------------------------------------------------------------------


def twins(score: float, figures: Mapping[int, SearchFigures] | None = None) -> dict[int, Verdict]:
    return of(aged(1, 400, untouched=9), aged(2, 400, untouched=9), inbound={2: 1}, alike=(Resemblance(1, 2, score),), figures=figures)  # fmt: skip


def test_the_same_text_that_nobody_reads_is_redirected_to_the_stronger_post() -> None:
    weak = twins(0.95, {1: read(0), 2: read(40)})[1]
    assert (weak.ruling, weak.into_id, weak.into_url) == ("redirect", 2, "https://example.org/post-2/")
    assert weak.evidence == ("95% the same text as https://example.org/post-2/", "no click in 365 days")


@pytest.mark.parametrize(
    ("score", "figures"),
    [(0.94, {1: read(0), 2: read(40)}), (0.95, {1: read(1), 2: read(40)}), (0.95, None)],
    ids=["not the same", "one click", "no figures"],
)
def test_what_cannot_be_redirected_is_merged(score: float, figures: Mapping[int, SearchFigures] | None) -> None:
    both = twins(score, figures)
    assert (both[1].ruling, both[1].into_id) == ("merge", 2)
    assert both[2].ruling not in LEAVING
    assert bool(both[1].missing) == (figures is None)


@pytest.mark.parametrize(("score", "ruling"), [(0.80, "merge"), (0.79, "nothing")])
def test_posts_are_merged_from_the_threshold_on(score: float, ruling: str) -> None:
    assert twins(score)[1].ruling == ruling


def test_three_of_one_text_all_lead_to_the_one_that_stays() -> None:
    same = [aged(number, 400, untouched=9, text="The same words.") for number in (1, 2, 3)]
    given_ = of(*same, inbound={3: 2, 2: 1}, alike=tuple(same_texts(same)))
    assert [(given_[n].ruling, given_[n].into_id) for n in (1, 2, 3)] == [("merge", 3), ("nothing", 0), ("keep", 0)]
    whole = (*same_texts(same), Resemblance(2, 3, 1.0))
    assert [of(*same, inbound={3: 2, 2: 1}, alike=whole)[n].into_id for n in (1, 2)] == [3, 3]


def test_same_texts_are_found_to_the_word_and_pages_are_none_of_them() -> None:
    pages = [page(1, text="A  b."), page(2, text="a B."), page(3, text="a c."), page(4, text="a b.", type="page"), page(5, text="")]  # fmt: skip
    assert list(same_texts([*pages, page(6, text="")])) == [Resemblance(1, 2, 1.0)]


# --- update --------------------------------------------------------------------------------------------------------

STALE = {"days": 900, "untouched": 541}
HEALTHY = {"days": 900, "untouched": 540}
CROWD = {number: read(50 + number) for number in range(2, 12)}


@pytest.mark.parametrize(
    ("page_", "figures", "found", "said"),
    [
        (aged(1, **STALE, words=299), None, (), "299 words, fewer than 300"),
        (aged(1, **STALE), read(60, position=8.0), (), "average position 8.0"),
        (aged(1, **STALE), read(60, position=20.0), (), "average position 20.0"),
        (aged(1, **STALE), read(28, clicks_before=40), (), "clicks fell from 40 to 28"),
        (aged(1, **STALE), read(54), (), "among the site's least read"),
        (aged(1, **STALE), None, (warned(1, "title-missing"),), "to mend: “No title”"),
    ],
)
def test_two_signals_call_for_new_work(
    page_: Page, figures: SearchFigures | None, found: tuple[Finding, ...], said: str
) -> None:
    crowd = [aged(number, 900, untouched=9) for number in CROWD]
    known = CROWD | ({1: figures} if figures else {})
    verdict = of(page_, *crowd, figures=known if figures else None, found=found, inbound={1: 1})[1]
    assert verdict.ruling == "update"
    assert any(said in each for each in verdict.evidence)
    assert "not changed for 541 days" in verdict.evidence


@pytest.mark.parametrize(
    ("page_", "figures", "found"),
    [
        (aged(1, **STALE), None, ()),
        (aged(1, **HEALTHY, words=299), None, ()),
        (aged(1, **STALE, words=300), None, ()),
        (aged(1, **STALE), read(60, position=7.9), ()),
        (aged(1, **STALE), read(60, position=20.1), ()),
        (aged(1, **STALE), read(60, clicks_before=85), ()),
        (aged(1, **STALE), read(60, clicks_before=200, change_before=0.4), ()),
        (aged(1, **STALE), read(60, clicks_before=100, clicks_year_ago=61), ()),
        (aged(1, **STALE), read(55), ()),
        (aged(1, **STALE), None, (warned(1, "orphan"),)),
        (aged(1, **STALE), None, (warned(1, "stale"),)),
    ],
    ids=["stale alone", "thin alone", "long enough", "page one", "too far", "fell less", "the site fell as much", "seasonal",
         "read as others", "an orphan is mended elsewhere", "stale counts once"],
)  # fmt: skip
def test_one_signal_alone_does_not(page_: Page, figures: SearchFigures | None, found: tuple[Finding, ...]) -> None:
    crowd = [aged(number, 900, untouched=9) for number in CROWD]
    known = CROWD | ({1: figures} if figures else {})
    verdict = of(page_, *crowd, figures=known if figures else None, found=found, inbound={1: 1})[1]
    assert verdict.ruling != "update"


def test_a_fall_from_few_clicks_is_noise() -> None:
    few = read(5, clicks_before=29)
    enough = read(5, clicks_before=30)
    assert of(aged(1, **STALE), figures={1: few})[1].ruling != "update"
    assert of(aged(1, **STALE), figures={1: enough})[1].ruling == "update"


# --- keep and nothing ----------------------------------------------------------------------------------------------


def test_the_best_read_are_kept_and_the_others_left_alone() -> None:
    pages = [aged(number, 200) for number in range(1, 5)]
    given_ = of(*pages, figures={number: read(10 * number) for number in range(1, 5)})
    assert [given_[n].ruling for n in (1, 2, 3, 4)] == ["nothing", "nothing", "keep", "keep"]
    assert given_[4].evidence == ("40 clicks in 365 days, among the site's best read",)
    assert given_[2].evidence[0].startswith("no error and no warning; 0 linking pages, 20 clicks")


def test_the_best_linked_are_kept_and_one_link_is_not_many() -> None:
    pages = [aged(number, 200) for number in range(1, 5)]
    given_ = of(*pages, inbound={1: 1, 2: 1, 3: 1, 4: 2})
    assert [given_[n].ruling for n in (1, 2, 3, 4)] == ["nothing", "nothing", "nothing", "keep"]


def test_a_post_with_something_to_mend_is_kept_not_left_alone() -> None:
    verdict = of(aged(1, 200), found=(warned(1, "excerpt-missing"),))[1]
    assert (verdict.ruling, verdict.evidence) == ("keep", ("worth keeping once this is mended: excerpt-missing",))


def test_a_notice_and_a_finding_on_another_object_of_the_same_number_change_nothing() -> None:
    notice = warned(1, "near-orphan").model_copy(update={"severity": "notice"})
    image = warned(1, "alt-missing").model_copy(update={"object_type": "media"})
    assert of(aged(1, 200), found=(notice, image))[1].ruling == "nothing"


def test_pages_get_no_verdict() -> None:
    assert of(aged(1, 900, words=5, type="page"), figures={1: read(0)}) == {}


# --- the table -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "percent", "found"),
    [((), 75, 0), ((7,), 25, 7), ((1, 2, 3, 4), 75, 3), ((1, 2, 3, 4), 76, 4), ((1, 2, 3, 4), 0, 1), ((4, 1, 3, 2), 50, 2)],
)  # fmt: skip
def test_percentile(values: tuple[int, ...], percent: int, found: int) -> None:
    assert percentile(values, percent) == found


POSTS = st.lists(
    st.tuples(
        st.integers(-30, 2_000), st.integers(0, 2_000), st.integers(0, 2_000), st.integers(0, 3),
        st.none() | st.integers(0, 200), st.none() | st.integers(0, 200), st.none() | st.floats(1, 100),
    ),
    max_size=12,
)  # fmt: skip


@given(POSTS, st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12), st.floats(0, 1)), max_size=20))
def test_every_post_has_exactly_one_verdict_and_nothing_leads_to_what_leaves(
    rows: list[tuple[int, int, int, int, int | None, int | None, float | None]],
    pairs: list[tuple[int, int, float]],
) -> None:
    pages, figures, inbound = [], {}, {}
    for number, (days, untouched, words, links, clicks, before, position) in enumerate(rows, 1):
        pages.append(aged(number, days, untouched=untouched, words=words))
        inbound[number] = links
        if clicks is not None:
            figures[number] = read(clicks, clicks_before=before, position=position)
    given_ = verdicts(site(), inventory(*pages), inbound, (), DAY, [Resemblance(*pair) for pair in pairs], figures)
    assert [verdict.page_id for verdict in given_] == [each.id for each in pages]
    rulings = {verdict.page_id: verdict.ruling for verdict in given_}
    for verdict in given_:
        assert verdict.evidence
        assert verdict.rule in {rule.id for rule in TABLE}
        assert bool(verdict.into_id) == (verdict.ruling in {"merge", "redirect"})
        assert verdict.into_id == 0 or rulings[verdict.into_id] not in LEAVING
        if verdict.page_id not in figures:
            assert verdict.ruling not in {"remove", "redirect"}
