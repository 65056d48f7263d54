"""The report holds every finding, loads nothing, and shows a title as text whatever is in it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from flows.audit_text import terminal
from layers.maintenance import Audit, Point, Report, audit
from layers.maintenance.charts import AGES, INBOUND, bars, spark
from layers.maintenance.report import ROWS_SHOWN, address, way_of
from layers.nouns import Finding
from tests.layers.maintenance.audits import TEMPLATES, html, of_demo, with_history
from tests.layers.maintenance.records import TODAY, inventory, page, ring, site


@pytest.fixture(scope="module")
def coffee() -> Audit:
    return of_demo("coffee", 8801)


def first(found: Audit) -> Report:
    return Report(audit=found, trend=(found.point,))


def read(*reports: Report) -> LexborHTMLParser:
    return LexborHTMLParser(html(*reports))


def finding(number: int, check: str = "orphan", **values: object) -> Finding:
    fields: dict[str, object] = {
        "check": check, "severity": "error", "fix_class": "B", "page_id": number, "url": f"https://example.org/{number}/",
        "title": f"Post {number}", "evidence": "No other page links to it.",
    }  # fmt: skip
    return Finding.model_validate(fields | values)


def test_html_report_shows_every_finding_with_its_evidence_and_a_link_to_the_editor(coffee: Audit) -> None:
    shown = read(first(coffee)).css(".rows li")
    assert len(shown) == len(coffee.findings)
    for row, each in zip(shown, coffee.findings, strict=True):
        links = [link.attributes["href"] for link in row.css("a")]
        editor = coffee.editor(each.object_type, each.page_id)
        assert links == [address for address in (each.url, editor) if address]
        assert each.title in row.text()
        assert each.evidence in row.text()


def test_html_report_needs_nothing_from_elsewhere(coffee: Audit) -> None:
    page_ = read(with_history(coffee))
    assert page_.css("script, link, img, iframe, [src], [onclick]") == []
    assert "url(" not in (page_.css_first("style").text() or "")
    assert "@import" not in (page_.css_first("style").text() or "")
    assert page_.css_first("meta[name=viewport]") is not None


def test_titles_evidence_and_addresses_are_text_in_the_html_report() -> None:
    evil = '<script>alert(1)</script> & "quoted"'
    found = audit(site(), inventory(page(1, f"/gone/{evil}", title=evil)), TODAY.date())
    page_ = read(first(found))
    assert page_.css("script") == []
    assert any(evil in link.text() for link in page_.css(".rows a"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", " javascript:alert(1)", "JAVASCRIPT:alert(1)"]
)
def test_an_address_that_is_no_web_address_is_not_linked(coffee: Audit, url: str) -> None:
    found = coffee.model_copy(update={"findings": (finding(1, url=url),), "verdicts": ()})
    [row] = read(first(found)).css(".rows li")
    assert [link.attributes["href"] for link in row.css("a")] == [found.editor("post", 1)]
    assert "Post 1" in row.text()


@pytest.mark.parametrize(
    "url", ["https://a.example/b?c=d&e=%20f#g", "http://[::1]:8080/é/", "https://a.example/~x/'y'"]
)
def test_a_usual_address_stays_what_it_is(url: str) -> None:
    assert address(url) in (url, url.replace("é", "%C3%A9"))


def test_a_bracket_in_an_address_does_not_end_the_link_in_markdown(coffee: Audit) -> None:
    found = coffee.model_copy(update={"findings": (finding(1, url="https://a.example/x) [y](z", title="[t](u)<b>"),)})
    text = TEMPLATES.render("reports/audit.md.j2", report=first(found))
    assert r"- [\[t\](u)&lt;b>](https://a.example/x%29%20[y]%28z): No other page" in text


def test_a_backslash_in_a_title_does_not_set_its_bracket_free_in_markdown(coffee: Audit) -> None:
    found = coffee.model_copy(update={"findings": (finding(1, title="x\\](https://evil.example)"),)})
    assert r"- [x\\\](https://evil.example)](" in TEMPLATES.render("reports/audit.md.j2", report=first(found))


@pytest.mark.parametrize(
    ("kind", "editor"),
    [
        ("page", "post.php?post=7&action=edit"),
        ("media", "post.php?post=7&action=edit"),
        ("category", "term.php?taxonomy=category&tag_ID=7"),
        ("tag", "term.php?taxonomy=post_tag&tag_ID=7"),
        ("author", "user-edit.php?user_id=7"),
    ],
)
def test_every_kind_of_object_has_its_own_editor(coffee: Audit, kind: str, editor: str) -> None:
    found = coffee.model_copy(update={"findings": (finding(7, object_type=kind),)})
    assert found.groups[0].rows[0].edit_url == f"http://127.0.0.1:8801/wp-admin/{editor}"


def test_the_site_itself_has_a_name_and_no_editor(coffee: Audit) -> None:
    found = coffee.model_copy(update={"findings": (finding(0, object_type="site", title="", url=""),), "verdicts": ()})
    [row] = read(first(found)).css(".rows li")
    assert row.css("a") == []
    assert "The whole site" in row.text()


def test_report_of_a_network_begins_with_a_table_of_its_sites(coffee: Audit) -> None:
    page_ = read(with_history(of_demo("bikes", 8802)), first(coffee))
    assert [link.attributes["href"] for link in page_.css(".network a")] == ["#bikes", "#coffee"]
    assert [section.attributes["id"] for section in page_.css("section")] == ["bikes", "coffee"]
    assert [len(row.css("svg")) for row in page_.css(".network tbody tr")] == [1, 0]


def test_no_id_stands_twice_in_a_network(coffee: Audit) -> None:
    ids = [each.attributes["id"] for each in read(with_history(of_demo("bikes", 8802)), first(coffee)).css("[id]")]
    assert len(ids) == len(set(ids)) > 10


def test_report_of_a_site_without_findings_says_so() -> None:
    found = audit(site(), inventory(*ring(5)), TODAY.date())
    report = first(found)
    assert found.findings == ()
    assert "Nothing. No check found an error or a warning." in read(report).text()
    assert "No error, no warning." in terminal(report, told=False)
    assert "No finding." in TEMPLATES.render("reports/audit.md.j2", report=report)


def every_text(report: Report) -> list[str]:
    rendered = [terminal(report, told=False), TEMPLATES.render("reports/audit.md.j2", report=report), html(report)]
    return [" ".join(text.split()) for text in rendered]


def test_every_report_says_what_was_not_seen() -> None:
    found = audit(site(), inventory(page(1), total=3), TODAY.date()).model_copy(update={"not_shown": ("No menus.",)})
    for text in every_text(first(found)):
        assert "2 pages were not shown to this user" in text
        assert "No menus." in text
        assert "who reads a post is not known" in text
        assert "only what WordPress stores was read" in text


def test_what_was_seen_after_all_is_not_missed() -> None:
    found = audit(site(), inventory(page(1)), TODAY.date()).model_copy(update={"visited": 3, "figures": "an export"})
    assert found.not_seen == ()
    assert "3 pages were fetched as visitors get them; clicks from an export" in html(first(found))


def test_the_cover_names_the_client_and_the_day_in_the_sites_own_time() -> None:
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)
    found = audit(site(client="Fenwick & Sons", timezone="Asia/Tokyo"), inventory(page(1)), TODAY.date())
    shown = read(first(found.model_copy(update={"at": late}))).css_first(".cover").text()
    assert "Fenwick & Sons" in shown
    assert "21 November 2026 at 08:30 (Asia/Tokyo)" in shown


def test_terminal_report_fits_80_columns_and_names_errors_and_warnings(coffee: Audit) -> None:
    text = terminal(with_history(coffee), told=True)
    assert max(len(line) for line in text.splitlines()) <= 80
    flat = " ".join(text.split())
    for group in coffee.groups:
        if group.severity != "notice":
            assert all(" ".join(row.title.split()) in flat for row in group.rows[:5])
    assert "Orphan (3)" in text


@pytest.mark.parametrize("count", [5, 6])
def test_terminal_report_says_how_many_rows_it_leaves_out(coffee: Audit, count: int) -> None:
    found = coffee.model_copy(update={"findings": tuple(finding(n) for n in range(1, count + 1))})
    assert ("... and 1 more" in terminal(first(found), told=False)) == (count == 6)


def test_text_of_a_site_is_no_markup_in_the_terminal(coffee: Audit) -> None:
    found = coffee.model_copy(update={"findings": (finding(1, title="[red]A[/red] post"),)})
    assert "[red]A[/red] post" in terminal(first(found), told=False)


@pytest.mark.parametrize("count", [ROWS_SHOWN, ROWS_SHOWN + 1])
def test_a_long_list_is_cut_off_and_says_where_the_rest_is(coffee: Audit, count: int) -> None:
    found = coffee.model_copy(update={"findings": tuple(finding(n) for n in range(1, count + 1)), "verdicts": ()})
    page_ = read(first(found))
    assert len(page_.css(".rows li")) == ROWS_SHOWN
    assert [each.text() for each in page_.css(".more")] == (["1 more in the CSV."] if count > ROWS_SHOWN else [])


def test_what_to_do_first_goes_by_severity_pages_and_effort(coffee: Audit) -> None:
    def order(*found: Finding) -> list[str]:
        return [group.check for group in coffee.model_copy(update={"findings": found}).first]

    few_hard_errors = [finding(n, "orphan", fix_class="C") for n in range(2)]
    many_easy_warnings = [finding(n, "excerpt-missing", severity="warning", fix_class="A") for n in range(9)]
    notices = [finding(n, "near-orphan", severity="notice") for n in range(50)]
    assert order(*few_hard_errors, *many_easy_warnings, *notices) == ["excerpt-missing", "orphan"]
    easier = [each.model_copy(update={"fix_class": "A"}) for each in few_hard_errors]
    assert order(*easier, *many_easy_warnings) == ["orphan", "excerpt-missing"]


def test_a_finding_on_the_whole_site_counts_for_all_its_posts(coffee: Audit) -> None:
    whole = finding(0, "orphan", object_type="site", fix_class="C")
    some = [finding(n, "thin") for n in range(1, 6)]
    few = coffee.model_copy(update={"posts": 16, "findings": (whole, *some)}).first
    assert few[0].check == "thin"
    many = coffee.model_copy(update={"posts": 100, "findings": (whole, *some)}).first
    assert many[0].check == "orphan"


def test_a_finding_of_a_check_that_is_gone_can_still_be_shown(coffee: Audit) -> None:
    found = coffee.model_copy(update={"findings": (finding(1, "long-forgotten"),)})
    assert "long-forgotten" in html(first(found))
    assert "long-forgotten" in terminal(first(found), told=False)


def test_charts_of_categories_set_orphans_off(coffee: Audit) -> None:
    orphans = sum(1 for each in coffee.findings if each.check == "orphan")
    assert orphans == 3
    assert sum(bar.part for bar in coffee.clusters) == orphans
    assert [bar.posts for bar in coffee.clusters] == sorted((bar.posts for bar in coffee.clusters), reverse=True)


def test_the_trend_is_drawn_from_the_second_audit_on(coffee: Audit) -> None:
    assert spark([coffee.point]) is None
    line = spark([coffee.point, coffee.point])
    assert line is not None
    assert len(line.errors.split()) == 2


@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 10_000)), min_size=2, max_size=60))
def test_the_trend_stays_in_its_box(counts: list[tuple[int, int]]) -> None:
    points = [of_counts(errors, warnings) for errors, warnings in counts]
    line = spark(points)
    assert line is not None
    for pair in f"{line.errors} {line.warnings}".split():
        x, y = map(float, pair.split(","))
        assert 0 <= x <= line.width
        assert 0 <= y <= line.height


def of_counts(errors: int, warnings: int) -> Point:
    return Point(id="", at=TODAY, errors=errors, warnings=warnings, notices=0)


def test_audit_survives_the_trip_through_json(coffee: Audit) -> None:
    assert Audit.model_validate_json(coffee.model_dump_json()) == coffee


@given(st.lists(st.integers(0, 5_000)), st.sampled_from([INBOUND, AGES]))
def test_bars_count_each_post_once_and_the_longest_fills_the_line(
    values: list[int], buckets: tuple[tuple[int, int, str], ...]
) -> None:
    made = bars(values, buckets, frozenset({"none"}))
    assert sum(bar.posts for bar in made) == len(values)
    assert max(bar.percent for bar in made) == (100 if values else 0)


@pytest.mark.parametrize(
    ("check", "fix_class", "way"),
    [
        ("link-detour", "A", "mechanical"), ("excerpt-missing", "B", "made for you, you approve"), ("link-poor-anchor", "B", "by hand"),
        ("orphan", "B", "made for you, you approve"), ("stale", "C", "for you to decide"),
    ],
)  # fmt: skip
def test_who_mends_a_finding_is_said_as_it_is(check: str, fix_class: str, way: str) -> None:
    assert way_of(finding(1, check, fix_class=fix_class)) == way
