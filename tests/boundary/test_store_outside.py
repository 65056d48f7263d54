"""What an audit saw from outside is kept one by one, and only the newest of each counts."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from layers.boundary.store import Store
from layers.nouns import Outbound, PageRow, Period, PeriodRows, SearchExport, Visit

NOW = datetime(2026, 11, 20, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def visit(url: str, at: datetime = NOW) -> Visit:
    return Visit(url=url, at=at, status=200, titles=("Ä",))


def export(clicks: int, last: date = date(2026, 10, 31)) -> SearchExport:
    period = Period(first=date(2026, 8, 3), last=last)
    return SearchExport(
        source="x.zip", periods=(PeriodRows(period=period, rows=(PageRow(url="https://a.example/", clicks=clicks),)),)
    )


def test_the_newest_visit_of_each_address_comes_back_and_other_sites_keep_theirs(store: Store) -> None:
    for site, seen in (
        ("a", visit("https://a.example/")),
        ("b", visit("https://a.example/")),
        ("a", visit("https://a.example/", LATER)),
    ):
        store.put_visit(site, seen)
    assert store.visits("a") == {"https://a.example/": visit("https://a.example/", LATER)}
    assert store.visits("b") == {"https://a.example/": visit("https://a.example/")}


def test_a_visit_that_another_masthead_wrote_counts_as_none(store: Store) -> None:
    store.put_visit("a", visit("https://a.example/"))
    with store.writing() as connection:
        connection.execute(text("UPDATE visits SET content = '{\"url\": 1}'"))
    assert store.visits("a") == {}


def test_an_address_elsewhere_is_known_to_every_site(store: Store) -> None:
    seen = [Outbound(url=f"https://b.example/{n}", at=NOW, state="answers", status=200) for n in range(501)]
    for each in (seen[0], seen[500], seen[0].model_copy(update={"at": LATER})):
        store.put_outbound(each)
    found = store.outbound(each.url for each in seen)
    assert found == {seen[0].url: seen[0].model_copy(update={"at": LATER}), seen[500].url: seen[500]}


def test_an_export_is_kept_once_oldest_first_and_only_so_many(store: Store) -> None:
    for clicks in (1, 2, 1):
        store.put_search_export("a", NOW, export(clicks))
    store.put_search_export("b", NOW, export(9))
    assert store.search_exports("a") == (export(2), export(1))
    for clicks in range(10, 30):
        store.put_search_export("a", NOW, export(clicks))
    assert [each.periods[0].rows[0].clicks for each in store.search_exports("a")] == list(range(18, 30))
    assert len(store.search_exports("b")) == 1
