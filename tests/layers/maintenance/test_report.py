"""The report holds every finding, loads nothing, and shows a title as text whatever is in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from layers.boundary.templates import Templates
from layers.maintenance import Audit, audit
from layers.maintenance.report import AGES, INBOUND, bars
from tests.layers.maintenance.records import TODAY, demo_inventory, inventory, page, ring, site

TEMPLATES = Templates(Path(__file__).parents[3] / "templates")


def of_demo(name: str, port: int) -> Audit:
    url = f"http://127.0.0.1:{port}"
    return audit(site(url).model_copy(update={"name": name}), demo_inventory(name, url), TODAY.date())


@pytest.fixture(scope="module")
def coffee() -> Audit:
    return of_demo("coffee", 8801)


def html(*audits: Audit) -> LexborHTMLParser:
    return LexborHTMLParser(TEMPLATES.render("reports/audit.html.j2", audits=list(audits)))


def test_html_report_shows_every_finding_with_its_evidence_and_a_link_to_the_editor(coffee: Audit) -> None:
    shown = html(coffee).css(".rows li")
    assert len(shown) == len(coffee.findings)
    for row, finding in zip(shown, coffee.findings, strict=True):
        links = [link.attributes["href"] for link in row.css("a")]
        assert links == [finding.url, f"http://127.0.0.1:8801/wp-admin/post.php?post={finding.page_id}&action=edit"]
        assert finding.title in row.text()
        assert finding.evidence in row.text()


def test_html_report_needs_nothing_from_elsewhere(coffee: Audit) -> None:
    page_ = html(coffee)
    assert page_.css("script, link, img, iframe, [src], [onclick]") == []
    assert "url(" not in (page_.css_first("style").text() or "")
    assert page_.css_first("meta[name=viewport]") is not None


def test_titles_and_evidence_are_text_in_the_html_report() -> None:
    evil = '<script>alert(1)</script> & "quoted"'
    found = audit(site(), inventory(page(1, f"/gone/{evil}", title=evil)), TODAY.date())
    page_ = html(found)
    assert page_.css("script") == []
    assert any(evil in link.text() for link in page_.css(".rows a"))


def test_report_of_a_network_begins_with_the_worst_site(coffee: Audit) -> None:
    page_ = html(coffee, of_demo("bikes", 8802))
    assert [link.attributes["href"] for link in page_.css(".table a")] == ["#bikes", "#coffee"]
    assert [section.attributes["id"] for section in page_.css("section")] == ["bikes", "coffee"]


def test_report_of_a_site_without_findings_says_so() -> None:
    found = audit(site(), inventory(*ring(5)), TODAY.date())
    assert found.findings == ()
    assert "Nothing. No check found an error or a warning." in html(found).text()
    assert "No error, no warning." in TEMPLATES.render("reports/audit.txt.j2", audit=found)
    assert "No finding." in TEMPLATES.render("reports/audit.md.j2", audit=found)


@pytest.mark.parametrize("name", ["reports/audit.html.j2", "reports/audit.txt.j2", "reports/audit.md.j2"])
def test_every_report_says_when_pages_were_not_shown(name: str) -> None:
    found = audit(site(), inventory(page(1), total=3), TODAY.date())
    assert "2 pages were not shown to this user" in TEMPLATES.render(name, audit=found, audits=[found])


def test_terminal_report_names_each_error_and_warning_and_counts_notices(coffee: Audit) -> None:
    text = TEMPLATES.render("reports/audit.txt.j2", audit=coffee)
    for finding in coffee.findings:
        assert (finding.severity == "notice") or f"{finding.title}\n             {finding.evidence}\n" in text
    assert "Orphan (3)" in text


def test_markdown_report_links_each_page_to_itself_and_to_its_editor(coffee: Audit) -> None:
    text = TEMPLATES.render("reports/audit.md.j2", audit=coffee)
    assert text.count("&action=edit)") == len(coffee.findings)


def test_audit_survives_the_trip_through_json(coffee: Audit) -> None:
    assert Audit.model_validate_json(coffee.model_dump_json()) == coffee


@given(st.lists(st.integers(0, 5_000)), st.sampled_from([INBOUND, AGES]))
def test_bars_count_each_post_once_and_the_longest_fills_the_line(
    values: list[int], buckets: tuple[tuple[int, int, str], ...]
) -> None:
    made = bars(values, buckets, frozenset({"none"}))
    assert sum(bar.posts for bar in made) == len(values)
    assert max(bar.percent for bar in made) == (100 if values else 0)
