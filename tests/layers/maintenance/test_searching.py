"""Exports of Search Console, read in any language and joined to a site's pages; the bad months never count."""

import json
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.errors import InputFileError
from layers.maintenance.search_reading import export_of, folded
from layers.maintenance.searching import searched
from layers.nouns import Hidden, Page, PageRow, Period, PeriodRows, QueryRow, Search, SearchExport
from tests.layers.maintenance.records import HOME, inventory, page, site

DAYS = ("Dates.csv", "Date,Clicks,Impressions,CTR,Position\n2026-10-31,4,9,44%,2\n2026-08-03,2,5,40%,3.1\n")
AUTUMN = Period(first=date(2026, 8, 3), last=date(2026, 10, 31))
ENGLISH = f'Top pages,Clicks,Impressions,CTR,Position\n{HOME}/post-1/,"1,234",20000,4.17%,8.4\n'


def read(*files: tuple[str, str]) -> SearchExport:
    return export_of("export.zip", files)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        f"Die häufigsten Seiten;Klicks;Impressionen;CTR;Position\n{HOME}/post-1/;1.234;20.000;4,17 %;8,4\n",
        f"Pages les plus populaires;Clics;Impressions;CTR;Position\n{HOME}/post-1/;1 234;20 000;4,17 %;8,4\n",
        f"Pages les plus populaires;Clics;Impressions;CTR;Position\n{HOME}/post-1/;1\u202f234;20\u00a0000;4,17\u00a0%;8,4\n",
        f"Páginas principales,Clics,Impresiones,CTR,Posición\n{HOME}/post-1/,1234,20000,\"4,17 %\",\"8,4\"\n",
        f"Pagine principali,Clic,Impressioni,CTR,Posizione\n{HOME}/post-1/,1234,20000,\"4,17%\",\"8,4\"\n",
        f"Principais páginas,Cliques,Impressões,CTR,Posição\n{HOME}/post-1/,1234,20000,\"4,17%\",\"8,4\"\n",
        f"Toppagina's,Klikken,Vertoningen,CTR,Positie\n{HOME}/post-1/,1.234,20.000,\"4,17%\",\"8,4\"\n",
        f"Nejčastější stránky;Kliknutí;Zobrazení;CTR;Pozice\n{HOME}/post-1/;1 234;20 000;4,2%;8,4\n",
        f"上位のページ\tクリック数\t表示回数\tCTR\t掲載順位\n{HOME}/post-1/\t1,234\t20,000\t4.17%\t8.4\n",
        f"Самые популярные страницы,Клики,Показы,CTR,Позиция\n{HOME}/post-1/,1234,20000,4.17%,8.4\n",
        f"Ylimmät sivut,Xx,Yy,Zz,Ww\n{HOME}/post-1/,1234,20000,\"4,17 %\",\"8,4\"\n",  # no word known: by position
        f"Site: example.org\n\nTop pages,Clicks,Impressions,CTR,Position\n{HOME}/post-1/,1234,20000,4%,8.4\n",
    ],
)  # fmt: skip
def test_an_export_reads_the_same_in_every_language(text: str) -> None:
    (period,) = read(("Pages.csv", text), DAYS).periods
    assert period.period == AUTUMN
    assert period.rows == (PageRow(url=f"{HOME}/post-1/", clicks=1234, impressions=20_000, position=8.4),)


@pytest.mark.parametrize(
    ("headings", "current", "earlier", "against"),
    [
        ("Top pages,Last 3 months Clicks,Previous 3 months Clicks,Last 3 months Impressions,Previous 3 months Impressions", 5, 7, "before"),
        ("Pages les plus populaires,3 derniers mois Clics,3 mois précédents Clics,3 derniers mois Impressions,3 mois précédents Impressions", 5, 7, "before"),
        ("上位のページ,過去 3 か月間 クリック数,前の期間 クリック数,過去 3 か月間 表示回数,前の期間 表示回数", 5, 7, "before"),
        ("Top pages,Previous 3 months Clicks,Last 3 months Clicks,Previous 3 months Impressions,Last 3 months Impressions", 7, 5, "before"),
        ("Page,Clicks,Same period last year Clicks,Impressions,Same period last year Impressions", 5, 7, "year before"),
    ],
)  # fmt: skip
def test_a_comparison_has_two_periods(headings: str, current: int, earlier: int, against: str) -> None:
    now, then = read(("Pages.csv", f"{headings}\n{HOME}/post-1/,5,7,50,70\n{HOME}/post-2/,3,,9,\n")).periods
    assert (now.rows[0].clicks, now.against) == (current, "")
    assert (then.rows[0].clicks, then.against) == (earlier, against)
    assert {now.rows[1].clicks, then.rows[1].clicks} == {3, 0}


@pytest.mark.parametrize(
    ("last", "impressions"), [("2025-05-12", 20_000), ("2025-05-13", None), ("2026-04-27", None), ("2026-06-01", None)]
)
def test_impressions_of_the_months_that_google_logged_wrongly_are_not_taken(last: str, impressions: int | None) -> None:
    first = {"2025-05-12": "2025-04-01", "2026-06-01": "2026-04-27"}.get(last, last)
    days = ("Dates.csv", f"Date,Clicks,Impressions,CTR,Position\n{first},1,1,1%,1\n{last},1,1,1%,1\n")
    (period,) = read(("Pages.csv", ENGLISH), days).periods
    assert (period.rows[0].clicks, period.rows[0].impressions) == (1234, impressions)


def test_the_first_sound_day_counts() -> None:
    days = ("Dates.csv", "Date,Clicks,Impressions,CTR,Position\n2026-04-28,1,1,1%,1\n2026-06-01,1,1,1%,1\n")
    assert read(("Pages.csv", ENGLISH), days).periods[0].rows[0].impressions == 20_000


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ((("Pages.csv", "Top pages,Clicks\nhttps://a.example/,many\n"),), "Pages.csv, line 2: `Clicks` 'many' is no number"),
        ((("Pages.csv", ENGLISH + "Total,9,9,9%,9\n"),), "Pages.csv, line 3: `Top pages` 'Total' is no address"),
        ((("Dates.csv", "Date,Clicks\n2026-10-31,3\n31.10.2026,4\n"), ("Pages.csv", ENGLISH)), "Dates.csv, line 3: `Date` '31.10.2026' is no day"),
        ((("Queries.csv", "Top queries,Clicks,Impressions,CTR,Position\ncoffee,3,9,3%,2\n"),), "holds queries and no pages"),
        ((("Pages.csv", "Top pages,Clicks\nhttps://a.example/,-5\n"),), "'-5' is no number"),
        ((("Pages.csv", f"Top pages,Clicks\nhttps://a.example/,{'9' * 5_000}\n"),), "is no number"),
        ((("Pages.csv", f"Top pages,Clicks\n{'a' * 200_000},5\n"),), "is no table"),
        ((("api.json", "[" * 100_000),), "`JSON` is broken"),
        ((("api.json", '{"dimensions": ["page"], "rows": [{"keys": ["https://a.example/"], "clicks": NaN}]}'),), "`JSON` is broken"),
        ((("api.json", '{"dimensions": ["page"], "rows": [{"keys": ["https://a.example/"], "clicks": 1e400}]}'),), "`clicks` is no count"),
        ((("notes.txt", "hello"),), "holds no page of a site"),
        ((("api.json", '{"rows": [}'),), "api.json, line 1, column 11: `JSON` is broken"),
        ((("api.json", '{"rows": []}'),), "`dimensions` names no `page`"),
        ((("api.json", '{"dimensions": ["page"], "rows": []}'),), "`startDate`"),
        ((("api.json", '{"dimensions": ["page"], "startDate": "2026-01-02", "endDate": "2026-01-01", "rows": []}'),), "2026-01-01 is before"),
        ((("api.json", '{"dimensions": ["page"], "rows": [{"keys": ["https://a.example/", "x"], "clicks": 1}]}'),), "api.json, row 1: `keys` must be 1 values"),
        ((("api.json", '[{"dimensions": ["page"], "rows": [{"keys": ["https://a.example/"], "clicks": true}]}]'),), "answer 1, row 1: `clicks`"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_one_sentence_that_says_where(files: tuple[tuple[str, str], ...], says: str) -> None:
    with pytest.raises(InputFileError) as raised:
        read(*files)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


@given(st.text(max_size=300))
def test_no_text_makes_a_traceback(text: str) -> None:
    for name in ("Pages.csv", "api.json"):
        with suppress(InputFileError):
            read((name, text))


@given(st.integers(0, 10**9), st.sampled_from([",", ".", " ", "\u00a0", "'"]))
def test_a_count_is_read_whatever_parts_its_thousands(count: int, mark: str) -> None:
    written = f"{count:,}".replace(",", mark)
    (period,) = read(("Pages.csv", f'Top pages;Clicks;Impressions\n{HOME}/a/;"{written}";1\n')).periods
    assert period.rows[0].clicks == count


def test_letters_are_compared_without_case_and_accents() -> None:
    assert folded("  Posición  ") == "posicion"


def api(dimensions: list[str], rows: list[list[object]], **more: object) -> tuple[str, str]:
    answer = {
        "dimensions": dimensions,
        "rows": [{"keys": keys, "clicks": clicks, "impressions": 10, "position": 4} for *keys, clicks in rows],
        **more,
    }
    return "api.json", json.dumps(answer)


def test_days_of_the_api_become_three_periods_and_missing_days_are_no_zeros() -> None:
    last = date(2026, 11, 17)
    days = [last - timedelta(days=n) for n in range(0, 470, 7)]
    export = read(api(["date", "page"], [[str(day), f"{HOME}/post-1/", 2] for day in days]))

    current, before, year = export.periods

    assert current.period == Period(first=date(2026, 8, 20), last=last)
    assert (before.period, year.period) == (current.period.before, current.period.year_before)
    assert [each.rows[0].clicks for each in export.periods] == [26, 26, 26]
    assert (current.rows[0].impressions, before.rows[0].impressions, year.rows[0].impressions) == (130, 130, None)


def test_an_answer_of_few_days_says_nothing_of_the_time_before() -> None:
    rows: list[list[object]] = [[str(date(2026, 11, 17) - timedelta(days=n)), f"{HOME}/post-1/", 1] for n in range(28)]
    assert len(read(api(["date", "page"], rows)).periods) == 1


def found(*exports: SearchExport, pages: int = 12, **more: object) -> Search:
    return searched(site(), inventory(*(page(n) for n in range(1, pages + 1))).model_copy(update=more), exports)


def rows(clicks: dict[str, int], period: Period | None = AUTUMN, **more: object) -> SearchExport:
    return SearchExport(
        source="x",
        periods=(
            PeriodRows(period=period, rows=tuple(PageRow(url=url, clicks=n) for url, n in clicks.items()), **more),
        ),
    )


def test_every_spelling_of_an_address_is_one_page() -> None:
    seen = found(
        rows({f"{HOME}/post-1/": 3, "http://www.example.org/post-1": 2, f"{HOME}/post-1/#part": 1, f"{HOME}/?p=1": 1})
    )
    assert seen.pages[1].clicks == 7
    assert seen.pages[2].clicks == 0


def test_of_an_export_that_was_cut_off_a_page_that_is_not_in_it_is_not_known() -> None:
    assert 2 not in found(rows({f"{HOME}/post-1/": 3}, whole=False)).pages


def test_periods_are_told_apart_by_their_days_whatever_comes_first() -> None:
    clicks = {
        AUTUMN: 50,
        AUTUMN.before: 80,
        AUTUMN.year_before: 90,
        Period(first=date(2026, 1, 1), last=date(2026, 1, 28)): 7,
    }
    seen = found(*(rows({f"{HOME}/post-1/": count}, period) for period, count in clicks.items()))
    assert (seen.pages[1].clicks, seen.pages[1].clicks_before, seen.pages[1].clicks_year_ago) == (50, 80, 90)


def test_a_comparison_without_days_is_compared_within_its_own_file_alone() -> None:
    compared = f"Top pages,Last 3 months Clicks,Previous 3 months Clicks\n{HOME}/post-1/,5,7\n"
    old = read(("Pages.csv", compared))
    assert found(old).pages[1].clicks_before == 7
    assert found(old, rows({f"{HOME}/post-1/": 9})).pages[1].clicks_before is None
    assert found(read(("Pages.csv", compared), DAYS)).pages[1].clicks_before == 7


def test_the_sites_own_change_is_the_median_of_enough_pages() -> None:
    def both(pages: int) -> float | None:
        now = rows({f"{HOME}/post-{n}/": 8 for n in range(1, pages + 1)})
        then = rows({f"{HOME}/post-{n}/": 10 for n in range(1, pages + 1)}, AUTUMN.before)
        return found(now, then).pages[1].change_before

    assert (both(5), both(4)) == (0.8, None)


def test_addresses_that_wordpress_does_not_know_are_kept_and_old_ones_are_not_strange() -> None:
    gone = Hidden(id=99, type="post", status="trash", url=f"{HOME}/binned/")
    seen = found(
        rows(
            {f"{HOME}/pills/": 5, f"{HOME}/binned/": 4, f"{HOME}/category/soil/": 1, "https://elsewhere.example/x": 3}
        ),
        hidden=(gone,),
    )
    assert dict(seen.unknown) == {f"{HOME}/pills/": 5}


def queries(*found_: tuple[str, int, int, float | None]) -> SearchExport:
    each = tuple(
        QueryRow(query=query, url=f"{HOME}/post-{n}/", clicks=clicks, position=position)
        for query, n, clicks, position in found_
    )
    return SearchExport(source="x", periods=(PeriodRows(period=AUTUMN, queries=each),))


@pytest.mark.parametrize(
    ("found_", "pages"),
    [
        ((("compost", 1, 16, 3.0), ("compost", 2, 4, 9.0)), {1, 2}),  # exactly a fifth
        ((("compost", 1, 17, 3.0), ("compost", 2, 4, 9.0)), set()),  # less than a fifth
        ((("compost", 1, 15, 3.0), ("compost", 2, 4, 9.0)), set()),  # 19 clicks are too few
        ((("compost", 1, 16, 3.0), ("compost", 2, 4, 20.0)), {1, 2}),
        ((("compost", 1, 16, 3.0), ("compost", 2, 4, 20.1)), set()),  # nobody sees the second
        (
            (("the garden compost", 1, 16, 3.0), ("the garden compost", 2, 16, 3.0)),
            set(),
        ),  # they ask for the publication
        ((("compost", 1, 16, None), ("compost", 2, 4, None)), {1, 2}),  # positions of the bad months
    ],
)
def test_pages_share_a_query_when_each_has_a_part_of_its_clicks(
    found_: tuple[tuple[str, int, int, float | None], ...], pages: set[int]
) -> None:
    seen = found(queries(*found_), rows({f"{HOME}/post-1/": 30}))
    assert {page_id for page_id, figures in seen.pages.items() if figures.shared} == pages


def test_what_the_figures_do_not_tell_is_said() -> None:
    notes = " ".join(found(rows({f"{HOME}/post-1/": 3}, Period(first=date(2026, 2, 1), last=date(2026, 4, 30)))).notes)
    assert "clicks alone are used" in notes
    assert "the period before and the year before" in notes
    assert "the API alone does" in notes
    assert "names no days" in " ".join(found(rows({f"{HOME}/post-1/": 3}, None)).notes)


def test_a_page_of_another_inventory_is_not_counted() -> None:
    pages: tuple[Page, ...] = ()
    assert searched(site(), inventory(*pages), (rows({f"{HOME}/": 3}),)).pages == {}


def year(first_row: int, *found_: tuple[int, int], **more: object) -> tuple[str, str]:
    """One answer of the API for the same days, of three rows at most, from a row on."""
    asked = {"startDate": "2026-08-03", "endDate": "2026-10-31", "rowLimit": 3, "startRow": first_row, **more}
    return api(["page"], [[f"{HOME}/post-{n}/", clicks] for n, clicks in found_], **asked)


def together(*answers: tuple[str, str]) -> SearchExport:
    return read(("api.json", json.dumps([json.loads(text) for _, text in answers])))


def clicks_of(*exports: SearchExport) -> dict[int, int | None]:
    return {page_id: figures.clicks for page_id, figures in found(*exports, pages=5).pages.items()}


def test_answers_that_the_api_gives_a_part_at_a_time_are_one() -> None:
    first, second = year(0, (1, 900), (2, 800), (3, 700)), year(3, (4, 2))

    whole = {1: 900, 2: 800, 3: 700, 4: 2, 5: 0}
    assert clicks_of(together(first, second)) == clicks_of(together(second, first)) == whole
    assert clicks_of(together(first, second, second)) == whole  # given twice
    assert clicks_of(together(first)) == {1: 900, 2: 800, 3: 700}  # there may be more
    assert clicks_of(together(second)) == {4: 2}  # what comes before is not known


@pytest.mark.parametrize("narrowed", [
    {"type": "image"}, {"searchType": "news"}, {"dimensionFilterGroups": [{"filters": [{"dimension": "country", "expression": "deu"}]}]},
])  # fmt: skip
def test_a_part_of_the_clicks_says_nothing_of_the_pages_that_are_not_in_it(narrowed: dict[str, object]) -> None:
    part = together(year(0, (1, 9), **narrowed))

    assert clicks_of(part) == {1: 9}
    assert "a part of the clicks" in " ".join(found(part).notes)
    assert clicks_of(together(year(0, (1, 30), (2, 7))), part) == {1: 30, 2: 7, 3: 0, 4: 0, 5: 0}


@pytest.mark.parametrize(
    ("filters", "whole"),
    [
        ("Filter,Value\nSearch type,Web\nDate,Last 3 months\n", True), ("Filter,Wert\nSuchtyp,Web\nDatum,Letzte 3 Monate\n", True),
        ("Filter,Value\nSearch type,Image\nDate,Last 3 months\n", False), ("Filtro,Valor\nTipo,Imagen\nFecha,3 meses\n", False),
        ("Filter,Value\nSearch type,Web\nCountry,Germany\nDate,Last 3 months\n", False),
        ("Filtre,Valeur\nType,Web\nPage,+/post-1/\nDate,3 mois\n", False),
    ],
)  # fmt: skip
def test_an_export_of_the_web_page_that_was_filtered_is_a_part(filters: str, whole: bool) -> None:
    export = read(("Pages.csv", ENGLISH), DAYS, ("Filters.csv", filters))
    assert [(period.whole, period.filtered) for period in export.periods] == [(whole, not whole)]


def week(first: date, clicks: int) -> SearchExport:
    return rows({f"{HOME}/post-1/": clicks}, Period(first=first, last=first + timedelta(days=6)))


@pytest.mark.parametrize(
    ("earlier", "clicks"),
    [
        ((date(2026, 11, 2), date(2026, 10, 26)), 2), ((date(2026, 10, 26), date(2026, 11, 2)), 2),
        ((date(2026, 11, 1), date(2026, 11, 2)), 2), ((date(2026, 11, 8),), None), ((date(2026, 10, 26),), None), ((date(2026, 11, 1),), 1),
    ],
)  # fmt: skip
def test_the_week_before_is_that_week_and_no_other(earlier: tuple[date, ...], clicks: int | None) -> None:
    others = [week(first, first.day) for first in earlier]
    assert found(week(date(2026, 11, 9), 10), *others).pages[1].clicks_before == clicks


@pytest.mark.parametrize(
    ("url", "title", "remit", "query", "asks_for_it"),
    [
        ("https://ex.org", "", "Coffee.", "best espresso extraction", False), ("https://ex.org", "", "Coffee.", "ex coffee", True),
        ("https://coffee.example", "", "Coffee at home.", "cold brew coffee ratio", False),
        ("https://slow-cup.de", "", "Coffee.", "slow cup kaffee", True), ("https://slow-cup.de", "", "Coffee.", "slowcup", True),
        ("https://www.slowcup.co.uk", "", "Coffee.", "slowcup ratio", True), ("https://x.org", "The Slow Cup", "Coffee.", "the slow cup", True),
        ("https://x.org", "The Slow Cup", "Coffee.", "slow cups", False),
    ],
)  # fmt: skip
def test_a_query_asks_for_a_publication_by_its_whole_name(
    url: str, title: str, remit: str, query: str, asks_for_it: bool
) -> None:
    own = site().model_copy(update={"url": url, "title": title, "remit": remit})
    pages = [page(n, url=f"{url}/post-{n}/") for n in (1, 2)]
    both = tuple(QueryRow(query=query, url=each.url, clicks=20, position=3.0) for each in pages)
    export = SearchExport(source="x", periods=(PeriodRows(period=AUTUMN, queries=both),))

    shared = [figures.shared for figures in searched(own, inventory(*pages), (export,)).pages.values()]

    assert (not any(shared)) == asks_for_it


def test_clicks_on_what_amp_makes_of_a_post_are_the_posts() -> None:
    seen = found(rows({f"{HOME}/post-1/": 1, f"{HOME}/post-1/amp/": 500, f"{HOME}/post-2/?amp=1": 7}))
    assert (seen.pages[1].clicks, seen.pages[2].clicks) == (501, 7)
