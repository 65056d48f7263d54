"""What was seen from outside, joined to the pages: which are visited, what counts again, what is strange."""

from datetime import UTC, datetime, timedelta

import pytest

from layers.maintenance import audit, still_fresh, strange, to_visit
from layers.maintenance.outside import crawls, site_view
from layers.nouns import LiveSite, Outbound, PageLink, RobotsFile, Search, SeoFields, Sitemap, Sitemaps, Visit
from tests.layers.maintenance.records import HOME, TODAY, inventory, page, site

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
FILE = Sitemap(url=f"{HOME}/sitemap.xml", status=200)


def visit(number: int, **values: object) -> Visit:
    url = f"{HOME}/post-{number}/" if number else f"{HOME}/"
    fields: dict[str, object] = {
        "url": url,
        "page_id": number,
        "at": NOW,
        "modified_at": TODAY,
        "status": 200,
        "landed": url,
    }
    return Visit.model_validate(fields | values)


def stranger(url: str, **values: object) -> dict[str, Visit]:
    return {url: visit(0, url=url, landed=url, **values)}


def test_a_small_site_is_visited_whole_and_of_a_large_one_hubs_newest_and_a_steady_sample() -> None:
    pages = [page(n, published_at=TODAY - timedelta(days=n)) for n in range(1, 101)]
    seen = inventory(*pages).model_copy(update={"front_page": 90})
    garden = site(hubs=("post-80",))

    few = [each.id for each in to_visit(garden, seen, 10)]

    assert len(to_visit(garden, seen, 100)) == 100
    assert few[:6] == [80, 90, 1, 2, 3, 4]
    assert len(set(few)) == 10
    assert few == [each.id for each in to_visit(garden, seen, 10)]
    assert len(to_visit(garden, seen, 1)) == 1


@pytest.mark.parametrize(
    ("seen", "fresh"),
    [
        (None, False),
        (visit(1), True),
        (visit(1, at=NOW - timedelta(days=7)), True),
        (visit(1, at=NOW - timedelta(days=7, seconds=1)), False),
        (visit(1, modified_at=TODAY - timedelta(days=1)), False),
        (visit(1, status=0), False),
        (visit(2, url=f"{HOME}/post-1/"), False),
    ],
)
def test_a_visit_counts_again_while_it_is_young_and_the_page_has_not_changed(seen: Visit | None, fresh: bool) -> None:
    assert still_fresh(seen, page(1), NOW, 7) is fresh


def test_a_page_is_in_the_sitemap_in_any_spelling_and_unknown_where_not_all_was_read() -> None:
    seen = inventory(page(1), page(2))
    maps = Sitemaps(files=(FILE,), urls=("https://www.example.org/post-1",))

    whole = crawls(site(), seen, LiveSite(sitemaps=maps))
    capped = crawls(site(), seen, LiveSite(sitemaps=maps.model_copy(update={"capped": True})))
    none = crawls(site(), seen, LiveSite(sitemaps=Sitemaps()))

    assert [whole[n].in_sitemap for n in (1, 2)] == [True, False]
    assert [capped[n].in_sitemap for n in (1, 2)] == [True, None]
    assert [none[n].in_sitemap for n in (1, 2)] == [None, None]


@pytest.mark.parametrize(
    ("canonical", "target", "says"),
    [
        ("/post-1/", visit(2), ""),
        ("/post-2/", visit(2), ""),
        ("https://elsewhere.example/", visit(2), ""),
        ("/post-2/", visit(2, status=404), "answers 404"),
        ("/post-2/", visit(2, robots="noindex"), "says noindex"),
        ("/nowhere/", visit(2), "no published page"),
    ],
)
def test_where_a_canonical_leads_is_known_from_the_other_visits(canonical: str, target: Visit, says: str) -> None:
    seen = LiveSite(visits={1: visit(1, canonicals=(canonical,)), 2: target})
    said = crawls(site(), inventory(page(1), page(2)), seen)[1].canonical_error
    assert says in said
    assert bool(said) == bool(says)


PILLS, SHOP = f"{HOME}/cheap-pills/", f"{HOME}/product/seeds/"


@pytest.mark.parametrize(
    ("url", "seen", "sitemap", "alarm"),
    [
        (PILLS, stranger(PILLS), (), True),
        (PILLS, {}, (), False),  # not visited: not known
        (PILLS, stranger(PILLS, status=404), (), False),
        (SHOP, stranger(SHOP, of_wordpress=True), (), False),  # a type that the inventory does not hold
        (SHOP, stranger(SHOP), (SHOP,), False),  # the site's own sitemap vouches for it
    ],
)
def test_an_address_is_an_alarm_when_it_answers_and_wordpress_did_not_make_it(
    url: str, seen: dict[str, Visit], sitemap: tuple[str, ...], alarm: bool
) -> None:
    outside = LiveSite(unknown=seen, sitemaps=Sitemaps(files=(FILE,), urls=sitemap))
    view = site_view(site(), inventory(page(1)), outside, Search(unknown={url: 5}))
    assert dict(view.strangers) == ({url: 5} if alarm else {})


@pytest.mark.parametrize(
    ("seen", "of_posts", "dead"),
    [
        (stranger(PILLS, status=404), False, True),
        (stranger(PILLS), False, False),  # a product, a forum: no inventory holds it
        (stranger(PILLS), True, True),  # among the posts, and none of WordPress's
        (stranger(PILLS, of_wordpress=True), True, False),
        (stranger(PILLS, status=0), False, False),
    ],
)
def test_an_address_in_the_sitemap_is_dead_by_how_it_answers(
    seen: dict[str, Visit], of_posts: bool, dead: bool
) -> None:
    maps = Sitemaps(files=(FILE,), urls=(PILLS, f"{HOME}/post-1/"), of_posts=frozenset({PILLS} if of_posts else ()))
    view = site_view(site(), inventory(page(1)), LiveSite(unknown=seen, sitemaps=maps), None)
    assert view.dead_in_sitemap == ((PILLS,) if dead else ())


def test_lists_and_files_of_the_site_are_not_strange() -> None:
    named = (f"{HOME}/post-1/", f"{HOME}/category/soil/", f"{HOME}/wp-content/a.png", PILLS, "https://other.example/")
    assert strange(site(), inventory(page(1)), named) == (PILLS,)
    assert strange(site(), inventory(page(1)), named, frozenset({PILLS})) == ()


def test_an_audit_judges_the_page_the_site_and_the_front_page_and_says_what_it_saw() -> None:
    away = "https://away.example/gone"
    seen = LiveSite(
        published=3,
        visits={0: visit(0, titles=("A", "B"), lang="en"), 1: visit(1, robots="noindex", lang="en", titles=("A",), h1=("A",))},
        barred={2: ("Googlebot",)},
        robots=RobotsFile(url=f"{HOME}/robots.txt", status=200), sitemaps=Sitemaps(files=(FILE,), urls=(f"{HOME}/post-1/",)),
        outbound={away: Outbound(url=away, at=NOW, state="broken", status=404)}, not_seen=("Something was not seen.",),
    )  # fmt: skip
    linked = page(2, PageLink(url=f"{away}#part", anchor="there"))

    found = audit(site(), inventory(page(1), linked, page(3)), TODAY.date(), seen, Search(notes=("A note.",)))

    by = {(finding.check, finding.page_id, finding.object_type) for finding in found.findings}
    assert {
        ("noindex-published", 1, "post"), ("sitemap-noindex", 1, "post"), ("outbound-broken", 2, "post"),
        ("title-live-multiple", 0, "site"), ("robots-blocks-search", 0, "site"),
    } <= by  # fmt: skip
    assert not {check for check, page_id, _ in by if page_id == 3} & {"sitemap-missing-page", "title-live-missing"}
    assert found.visited == 2
    assert found.not_shown == ("2 of 3 published pages were not visited.", "Something was not seen.", "A note.")


def test_without_a_look_from_outside_nothing_of_it_is_judged() -> None:
    found = audit(site(), inventory(page(1)), TODAY.date())
    live = {"h1-live-missing", "sitemap-absent", "schema-live-missing", "search-console-no-clicks"}
    assert not {finding.check for finding in found.findings} & live


def test_a_title_or_description_that_nobody_wrote_is_judged_as_visitors_see_it() -> None:
    unwritten, bare = page(1, seo=SeoFields()), page(2, seo=SeoFields())
    shown = {
        1: visit(
            1, titles=("How to water tomato beds in a dry summer",), descriptions=("Made from the excerpt. " * 3,)
        ),
        2: visit(2, titles=("Beds",)),
    }
    found = audit(site(), inventory(unwritten, bare), TODAY.date(), LiveSite(published=2, visits=shown))
    by = {(finding.check, finding.page_id) for finding in found.findings}
    assert {("description-missing", 2), ("seo-title-too-short", 2)} <= by
    assert not {("description-missing", 1), ("description-too-short", 1), ("seo-title-too-short", 1)} & by


def test_what_nobody_has_looked_at_is_neither_found_nor_gone() -> None:
    """A blind audit after one with visits would else tell that all which was wrong on live pages is mended."""
    blind = audit(site(), inventory(page(1)), TODAY.date())
    looked = audit(site(), inventory(page(1)), TODAY.date(), LiveSite(published=1, visits={1: visit(1)}), Search())

    only_seen = set(looked.check_ids) - set(blind.check_ids)
    assert {"noindex-published", "schema-live-missing", "search-console-decay"} <= only_seen
    assert "orphan" in blind.check_ids
