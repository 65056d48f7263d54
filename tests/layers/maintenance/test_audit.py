"""The audit is exact: on the defects planted in the demo sites, and on both sides of each rule that looks at a whole site."""

from datetime import UTC, date, datetime

import pytest
import yaml

from layers.checks import IDS
from layers.maintenance import Audit, audit, exit_code
from layers.nouns import Finding, Inventory, PageLink, Thresholds
from tests.layers.maintenance.records import CONTENT, HOME, TODAY, demo_inventory, inventory, page, ring, site

DAY = TODAY.date()


def slugs_found(found: Audit, seen: Inventory, check: str) -> set[str]:
    by_id = {each.id: each.slug for each in seen.pages}
    return {by_id[finding.page_id] for finding in found.findings if finding.check == check}


def checks_of(found: Audit, page_id: int) -> set[str]:
    return {f.check for f in found.findings if f.page_id == page_id and f.object_type in ("post", "page")}


def evidence(found: Audit, check: str, page_id: int) -> str:
    return next(f.evidence for f in found.findings if f.check == check and f.page_id == page_id)


@pytest.mark.parametrize("name", ["coffee", "bikes"])
@pytest.mark.parametrize(
    ("check", "planted"),
    [("orphan", "orphans"), ("thin", "thin"), ("excerpt-missing", "missing_excerpt"), ("stale", "stale")],
)
def test_audit_of_a_demo_site_finds_exactly_what_was_planted(name: str, check: str, planted: str) -> None:
    seen = demo_inventory(name)
    truth = yaml.safe_load((CONTENT / name / "planted.yaml").read_text())
    assert slugs_found(audit(site("http://127.0.0.1:8801"), seen, DAY), seen, check) == set(truth[planted])


@pytest.mark.parametrize("name", ["coffee", "bikes"])
def test_demo_sites_have_no_broken_link_and_no_wrong_heading(name: str) -> None:
    found = audit(site("http://127.0.0.1:8801"), demo_inventory(name), DAY)
    assert {f.check for f in found.findings} <= {
        "orphan",
        "near-orphan",
        "thin",
        "excerpt-missing",
        "stale",
        "answer-length",
        "answer-starts-late",
        "untouched",
        "as-of-past-year",
        "link-poor-anchor",
        "link-reciprocal-only",
        "click-depth",
        *(each for each in IDS if each.startswith("category-")),  # the plan of the test's site is another
    }


def test_pages_that_only_a_nofollow_link_reaches_are_orphans_and_the_evidence_says_so() -> None:
    found = audit(
        site(), inventory(page(1, PageLink(url="/post-2/", anchor="two", nofollow=True)), page(2, "/post-1/")), DAY
    )
    assert "orphan" in checks_of(found, 2)
    assert "1 with nofollow" in evidence(found, "orphan", 2)
    assert "orphan" not in checks_of(found, 1)


def test_two_links_from_one_page_make_a_near_orphan_and_two_pages_do_not() -> None:
    found = audit(
        site(), inventory(page(1, "/post-2/", "/post-2/#end", "/post-3"), page(2, "/post-3/"), page(3, "/post-1/")), DAY
    )
    assert "near-orphan" in checks_of(found, 2)
    assert "near-orphan" not in checks_of(found, 3)


def test_link_from_a_contact_page_saves_a_post_from_being_an_orphan() -> None:
    found = audit(site(), inventory(page(1, "/post-2/", type="page"), page(2)), DAY)
    assert "orphan" not in checks_of(found, 2)


def test_pages_themselves_are_never_orphans_thin_or_without_excerpt() -> None:
    found = audit(site(), inventory(page(1, type="page", words=50, excerpt="", categories=())), DAY)
    assert checks_of(found, 1) == set()


def test_link_to_itself_does_not_count_as_inbound_or_outbound() -> None:
    found = audit(site(), inventory(page(1, "/post-1/", "?p=1")), DAY)
    assert {"orphan", "dead-end", "link-to-itself"} <= checks_of(found, 1)


def test_link_to_a_section_of_the_page_itself_is_meant() -> None:
    found = audit(site(), inventory(page(1, "/post-1/#why", "https://example.org/post-1/#then")), DAY)
    assert "link-to-itself" not in checks_of(found, 1)


def test_other_types_of_posts_need_no_category() -> None:
    found = audit(site(), inventory(page(1, type="recipe", categories=(), words=20)), DAY)
    assert "uncategorised" not in checks_of(found, 1)
    assert "thin" in checks_of(found, 1)


def test_link_to_a_draft_is_named_as_missing() -> None:
    found = audit(
        site(), inventory(page(1, "/no-such-post/", "/?p=99", "/category/soil/", "/post-2/"), page(2, "/post-1/")), DAY
    )
    assert (
        evidence(found, "link-missing-page", 1) == "links to what is no published post or page: /no-such-post/, /?p=99"
    )


def test_http_spelling_of_an_own_address_is_a_detour_that_code_can_mend() -> None:
    found = audit(site(), inventory(page(1, "http://www.example.org/post-2"), page(2, "/post-1/")), DAY)
    detour = next(f for f in found.findings if f.check == "link-detour")
    assert (detour.page_id, detour.fix_class) == (1, "A")


def test_equal_titles_and_excerpts_are_found_on_every_page_that_shares_them() -> None:
    pages = [page(n, "/post-1/", title="  Same  title", excerpt="Same.") for n in range(1, 7)]
    found = audit(site(), inventory(*pages, page(7, title="Another")), DAY)
    assert slugs_found(found, inventory(*pages), "title-duplicate") == {f"post-{n}" for n in range(1, 7)}
    assert evidence(found, "excerpt-duplicate", 1).endswith(f"{HOME}/post-2/, {HOME}/post-3/, {HOME}/post-4/, 2 more")


def test_missing_excerpts_are_no_duplicates_of_one_another() -> None:
    found = audit(site(), inventory(page(1, excerpt=""), page(2, excerpt=" ")), DAY)
    assert "excerpt-duplicate" not in checks_of(found, 1)


@pytest.mark.parametrize(("published", "is_stale"), [(date(2025, 5, 29), False), (date(2025, 5, 28), True)])
def test_post_is_stale_from_the_day_after_the_threshold(published: date, *, is_stale: bool) -> None:
    at = datetime(published.year, published.month, published.day, tzinfo=UTC)
    found = audit(site(), inventory(page(1, published_at=at, text="In 2024 seeds cost 3 euros.")), DAY)
    assert ("stale" in checks_of(found, 1)) is is_stale


@pytest.mark.parametrize(
    ("text", "is_stale"),
    [
        ("In 2024 seeds cost 3 euros.", True),
        ("Seeds cost 3 euros.", False),
        ("In 2026 seeds cost 3 euros.", False),
        ("The society was founded in 1998.", False),
        ("Use 2024 g of compost.", False),
    ],
)
def test_only_an_old_post_that_names_a_recent_past_year_is_stale(text: str, *, is_stale: bool) -> None:
    found = audit(site(), inventory(page(1, published_at=datetime(2024, 6, 1, tzinfo=UTC), text=text)), DAY)
    assert ("stale" in checks_of(found, 1)) is is_stale


@pytest.mark.parametrize(("words", "is_thin"), [(299, True), (300, False)])
def test_thin_begins_below_the_threshold(words: int, *, is_thin: bool) -> None:
    assert ("thin" in checks_of(audit(site(), inventory(page(1, words=words)), DAY), 1)) is is_thin


def test_thresholds_and_switches_of_the_sites_yaml_are_obeyed() -> None:
    seen = inventory(page(1, words=100))
    assert "thin" not in checks_of(audit(site(thresholds=Thresholds(thin_words=100)), seen, DAY), 1)
    assert "orphan" not in checks_of(audit(site(checks={"orphan": False}), seen, DAY), 1)


@pytest.mark.parametrize(("categories", "bad"), [((), True), ((2,), True), ((1,), False), ((1, 2), False)])
def test_default_category_alone_counts_as_none(categories: tuple[int, ...], *, bad: bool) -> None:
    found = audit(site(), inventory(page(1, categories=categories)), DAY)
    assert ("uncategorised" in checks_of(found, 1)) is bad


def test_errors_come_first_and_each_finding_carries_evidence() -> None:
    found = audit(site("http://127.0.0.1:8801"), demo_inventory("coffee"), DAY)
    ranks = [("error", "warning", "notice").index(f.severity) for f in found.findings]
    assert ranks == sorted(ranks)
    assert all(f.evidence for f in found.findings)


def test_audit_says_how_many_pages_it_was_not_shown() -> None:
    assert audit(site(), inventory(page(1), total=4), DAY).unseen == 3


@pytest.mark.parametrize(
    ("severities", "code"), [([], 0), (["notice"], 0), (["notice", "warning"], 1), (["warning", "error"], 2)]
)
def test_exit_code_follows_the_worst_finding(severities: list[str], code: int) -> None:
    found = [
        Finding.model_validate(
            {"check": "thin", "severity": s, "fix_class": "C", "page_id": 1, "url": "", "title": "", "evidence": "x"}
        )
        for s in severities
    ]
    assert exit_code(found) == code


def test_what_to_do_first_names_no_notice_and_at_most_three_checks() -> None:
    found = audit(site("http://127.0.0.1:8801"), demo_inventory("coffee"), DAY)
    assert [group.check for group in found.first] == ["orphan", "stale", "excerpt-missing"]
    assert found.groups[0].rows[0].edit_url.endswith("&action=edit")


def test_site_with_notices_alone_has_nothing_to_do_first() -> None:
    found = audit(
        site(),
        inventory(
            *ring(5), page(6, "/post-1/"), page(7, PageLink(url="/post-6/", anchor="six"), "/post-1/", type="page")
        ),
        DAY,
    )
    assert {finding.check for finding in found.findings} == {"near-orphan"}
    assert found.first == ()
