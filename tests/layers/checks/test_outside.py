"""Each check of the live page and of Search Console on both sides of its threshold, one thing spoilt at a time."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from layers.checks import Crawl, Rules, SiteView, Subject, of_site
from layers.checks.search_console import chance
from layers.nouns import Hop, JsonLd, Outbound, Period, RobotsFile, SearchFigures, SharedQuery, Sitemap, Sitemaps, Visit
from tests.layers.checks.subjects import RULES, SOUND, failed

NOW = datetime(2026, 11, 20, tzinfo=UTC)
URL = SOUND.url
AUTUMN = Period(first=date(2026, 8, 3), last=date(2026, 10, 31))
ARTICLE = JsonLd(types=("BlogPosting", "BreadcrumbList"), ids=("#post", ""))
LIVE = Visit(
    url=URL, page_id=1, at=NOW, status=200, landed=URL, canonicals=(URL,), robots="max-image-preview:large", titles=("Ratio",),
    descriptions=("How much.",), h1=("Ratio",), lang="en-GB", json_ld=(ARTICLE,), size_bytes=60_000, answered_ms=120,
)  # fmt: skip
FIGURES = SearchFigures(
    period=AUTUMN, clicks=100, before=AUTUMN.before, clicks_before=100, year_ago=AUTUMN.year_before, clicks_year_ago=100
)
SEEN = replace(SOUND, live=LIVE, crawl=Crawl(in_sitemap=True), search=FIGURES)
ROBOTS = RobotsFile(url="https://example.org/robots.txt", status=200)
FILE = Sitemap(url="https://example.org/sitemap.xml", status=200, urls=3, size_bytes=400)
VIEW = SiteView(robots=ROBOTS, sitemaps=Sitemaps(files=(FILE,), urls=(URL,)))


def live(**values: object) -> Subject:
    return replace(SEEN, live=LIVE.model_copy(update=values))


def hops(count: int) -> tuple[Hop, ...]:
    return tuple(Hop(url=f"https://example.org/{n}/", status=301) for n in range(count))


def crawl(**values: object) -> Subject:
    return replace(SEEN, crawl=Crawl(**{"in_sitemap": True, **values}))


def search(**values: object) -> Subject:
    return replace(SEEN, search=FIGURES.model_copy(update=values))


def view(**values: object) -> Subject:
    return of_site("https://example.org", "Slow Cup", replace(VIEW, **values))


def sitemap(**values: object) -> Subject:
    return view(sitemaps=Sitemaps(files=(FILE.model_copy(update=values),)))


def schema(*scripts: JsonLd) -> Subject:
    return live(json_ld=scripts)


def outbound(state: str, status: int) -> Subject:
    return crawl(outbound=(Outbound(url="https://away.example/a", at=NOW, state=state, status=status),))


def shared() -> tuple[SharedQuery, ...]:
    return (SharedQuery(query="ratio", clicks=40, share=0.5, others=("https://example.org/b/",)),)


OUTSIDE_LIMITS = [
    # check, what still passes, what no longer does
    ("http-status-error", live(status=429), live(status=403)),
    ("http-status-error", live(status=403, blocked_by="Wordfence"), live(status=404)),
    ("page-not-reachable", live(status=500), live(status=0, said="nothing listens there")),
    ("page-redirects", live(hops=hops(2)), live(hops=hops(1))),
    ("redirect-chain", live(hops=hops(1)), live(hops=hops(2))),
    ("redirect-loop", live(hops=hops(3)), live(hops=hops(2), loop=True, status=301)),
    ("noindex-published", live(robots="max-image-preview:none"), live(robots="googlebot: NoIndex, follow")),
    ("noindex-published", live(robots="noindex", status=404), live(robots="none")),
    ("nofollow-page", live(robots="noindex, nofollow"), live(robots="index, nofollow")),
    ("canonical-missing", live(canonicals=(), robots="noindex"), live(canonicals=())),
    ("canonical-missing", replace(live(canonicals=()), id=0), live(canonicals=())),
    ("canonical-multiple", live(canonicals=(URL, URL)), live(canonicals=(URL, URL + "2/"))),
    ("canonical-relative", live(canonicals=(URL,)), live(canonicals=("/cold-brew-ratio/",))),
    ("canonical-elsewhere", live(canonicals=("https://example.org/cold%2Dbrew-ratio/",)), live(canonicals=("http://example.org/cold-brew-ratio/",))),
    ("canonical-elsewhere", live(canonicals=("/other/",)), live(canonicals=("https://example.org/other/",))),
    ("canonical-to-error", crawl(canonical_error=""), crawl(canonical_error="its canonical address answers 404")),
    ("title-live-missing", live(titles=("A",)), live(titles=("",))),
    ("title-live-missing", live(titles=(), status=404), live(titles=())),
    ("title-live-multiple", live(titles=("A",)), live(titles=("A", "A"))),
    ("description-live-multiple", live(descriptions=()), live(descriptions=("A", "B"))),
    ("h1-live-missing", replace(live(h1=()), id=0), live(h1=())),
    ("h1-live-multiple", live(h1=("A",)), live(h1=("A", "B"))),
    ("lang-missing", live(lang="en"), live(lang=" ")),
    ("lang-other", live(lang="EN_us"), live(lang="de")),
    ("lang-other", live(lang=""), live(lang="eng")),
    ("viewport-missing", live(viewport=True), live(viewport=False)),
    ("mixed-content", live(mixed=()), live(mixed=("http://example.org/a.js",))),
    ("page-slow", live(answered_ms=1_800), live(answered_ms=1_801)),
    ("page-heavy", live(size_bytes=2_000_000), live(size_bytes=2_000_001)),
    ("page-heavy", live(cut=False), live(cut=True)),
    ("image-live-no-dimensions", live(unsized_images=()), live(unsized_images=("/a.png",))),
    ("outbound-broken", outbound("not seen", 403), outbound("broken", 404)),
    ("schema-live-missing", schema(JsonLd(types=("NewsArticle",), ids=("",))), schema(JsonLd(types=("WebPage",), ids=("",)))),
    ("schema-live-missing", replace(schema(), type="page"), schema()),
    ("schema-live-invalid", schema(ARTICLE), schema(ARTICLE, JsonLd(problem="a JSON-LD script is no JSON"))),
    ("schema-live-duplicate", schema(ARTICLE, ARTICLE), schema(ARTICLE, JsonLd(types=("Article",), ids=("#other",)))),
    ("schema-live-duplicate", schema(ARTICLE, JsonLd(types=("BreadcrumbList",), ids=("",))), schema(ARTICLE, JsonLd(types=("Article",), ids=("",)))),
    ("schema-live-retired", schema(ARTICLE), schema(ARTICLE, JsonLd(types=("https://schema.org/HowTo",), ids=("",)))),
    ("sitemap-missing-page", crawl(in_sitemap=None), crawl(in_sitemap=False)),
    ("sitemap-missing-page", replace(live(robots="noindex"), crawl=Crawl(in_sitemap=False)), crawl(in_sitemap=False)),
    ("sitemap-missing-page", replace(live(canonicals=("https://example.org/b/",)), crawl=Crawl(in_sitemap=False)), crawl(in_sitemap=False)),
    ("sitemap-noindex", replace(live(robots="noindex"), crawl=Crawl(in_sitemap=None)), live(robots="noindex")),
    ("robots-blocks-search", view(robots=ROBOTS.model_copy(update={"status": 404})), view(robots=ROBOTS.model_copy(update={"status": 500}))),
    ("robots-blocks-search", view(barred={"OAI-SearchBot": (URL,)}), view(barred={"Googlebot": (URL,)})),
    ("robots-blocks-ai-search", view(barred={"GPTBot": (URL,), "Google-Extended": (URL,)}), view(barred={"Claude-SearchBot": (URL,)})),
    ("sitemap-absent", view(sitemaps=None), view(sitemaps=Sitemaps())),
    ("sitemap-broken", sitemap(problem=""), sitemap(problem="it answers 404")),
    ("sitemap-too-large", sitemap(urls=50_000), sitemap(urls=50_001)),
    ("sitemap-too-large", sitemap(size_bytes=50 * 1024 * 1024), sitemap(size_bytes=50 * 1024 * 1024 + 1)),
    ("sitemap-unknown-page", view(dead_in_sitemap=()), view(dead_in_sitemap=("https://example.org/gone/",))),
    ("search-console-unknown-address", view(strangers={}), view(strangers={"https://example.org/pills/": 9})),
    # 30 of 100 clicks lost is the threshold, in both comparisons
    ("search-console-decay", search(clicks=71), search(clicks=70 - 4)),
    ("search-console-decay", search(clicks=60, clicks_year_ago=60), search(clicks=60)),
    ("search-console-decay", search(clicks=60, clicks_year_ago=None), search(clicks=60)),
    ("search-console-decay", search(clicks=9, clicks_before=29, clicks_year_ago=29), search(clicks=9, clicks_before=30, clicks_year_ago=30)),
    # 700 of 1,000 is no chance; 21 of 30 may be
    ("search-console-decay", search(clicks=21, clicks_before=30, clicks_year_ago=30), search(clicks=700, clicks_before=1_000, clicks_year_ago=1_000)),
    ("search-console-decay", search(clicks=701, clicks_before=1_000, clicks_year_ago=1_000), search(clicks=700, clicks_before=1_000, clicks_year_ago=1_000)),
    # the whole site lost a quarter: only what is lost beyond that counts
    ("search-console-decay", search(clicks=460, clicks_before=1_000, clicks_year_ago=1_000, change_before=0.75, change_year=0.75),
     search(clicks=450, clicks_before=1_000, clicks_year_ago=1_000, change_before=0.75, change_year=0.75)),
    # a site that grew is no excuse, and no reason either
    ("search-console-decay", search(clicks=85, change_before=1.5, change_year=1.5), search(clicks=50, change_before=1.5, change_year=1.5)),
    ("search-console-no-clicks", replace(search(clicks=1), published=date(2026, 8, 2)), replace(search(clicks=0), published=date(2026, 8, 2))),
    ("search-console-no-clicks", replace(search(clicks=0), published=date(2026, 8, 3)), replace(search(clicks=0), published=date(2026, 8, 2))),
    ("search-console-no-clicks", replace(search(clicks=0, period=Period(first=date(2026, 8, 4), last=AUTUMN.last)), published=date(2026, 8, 2)),
     replace(search(clicks=0), published=date(2026, 8, 2))),
    ("search-console-cannibal", search(shared=()), search(shared=shared())),
]  # fmt: skip


@pytest.mark.parametrize(
    ("check", "passes", "fails"), OUTSIDE_LIMITS, ids=[f"{row[0]}-{n}" for n, row in enumerate(OUTSIDE_LIMITS)]
)
def test_check_passes_on_one_side_of_its_limit_and_fails_on_the_other(
    check: str, passes: Subject, fails: Subject
) -> None:
    assert check not in failed(passes)
    assert check in failed(fails)


def test_a_page_that_is_sound_from_outside_fails_nothing() -> None:
    assert failed(SEEN) == set()
    assert failed(view()) == set()


def test_a_page_that_was_not_visited_is_not_judged_by_what_shows_on_it() -> None:
    assert failed(replace(SEEN, live=None, search=None, crawl=Crawl())) == set()
    assert failed(of_site("https://example.org", "Slow Cup", SiteView())) == set()


def test_what_answers_in_wordpresss_place_says_nothing_of_the_page() -> None:
    blocked = Visit(url=URL, page_id=1, at=NOW, status=403, blocked_by="Wordfence", landed=URL)
    assert failed(replace(SEEN, live=blocked)) == set()


def test_a_faq_page_that_the_yaml_asks_for_is_a_decision() -> None:
    page = schema(ARTICLE, JsonLd(types=("FAQPage",), ids=("#faq",)))
    assert "schema-live-retired" in failed(page)
    assert "schema-live-retired" not in failed(page, Rules(today=RULES.today, faq_page=True))


@pytest.mark.parametrize(
    ("clicks", "base", "expected"), [(10, 10, 0.588), (0, 10, 0.001), (70, 100, 0.0129), (1_400, 2_000, 0.0)]
)
def test_the_chance_of_so_few_clicks_is_that_of_the_binomial_distribution(
    clicks: int, base: int, expected: float
) -> None:
    assert chance(clicks, base, 1.0) == pytest.approx(expected, abs=0.001)


def test_the_normal_curve_takes_over_without_a_jump() -> None:
    assert chance(970, 1_030, 1.0) == pytest.approx(chance(971, 1_031, 1.0), abs=0.01)
