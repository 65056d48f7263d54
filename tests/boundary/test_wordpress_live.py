"""A public page, read for what decides whether an article is really live."""

import pytest

from layers.boundary.wordpress import LivePage
from layers.boundary.wordpress.live import barred, fetch, read
from layers.boundary.wordpress.visiting import Visit, Visitor
from layers.errors import WordPressDownError
from layers.nouns import PageLink
from layers.publishing.live import problems
from tests.boundary.answers import answer, answering, redirect

URL = "https://coffee.example/cold-brew-ratio/"
PAGE = """<html><head><title> Cold &amp; brewed </title><link rel="canonical" href="https://coffee.example/cold-brew-ratio/">
<meta name="description" content="A &quot;ratio&quot;."><script type="application/ld+json">{"@graph": []}</script>
<script type="application/ld+json">{"@graph": [}</script><script>{ not json }</script>
<meta property="og:title" content="Cold"></head>
<body><h1><img src="x"></h1><h1> The  <i>ratio</i></h1><p><a href="/grinders/#top">Gr<b>ind</b>ers</a> <a rel="nofollow" href="https://x.example/">x</a> <a>none</a></p></body></html>"""


def page_of(status: int, page: str, **headers: str) -> LivePage:
    return read(
        URL, Visit(status, page.encode(), {name.replace("_", "-"): value for name, value in headers.items()}, URL)
    )


def test_a_page_is_read_for_what_search_engines_see() -> None:
    page = page_of(200, PAGE)
    assert (page.url, page.status, page.title) == (URL, 200, "Cold & brewed")
    assert (page.canonical, page.description) == (URL, 'A "ratio".')
    assert (page.canonicals, page.h1, page.landed) == ((URL,), ("The ratio",), URL)
    assert (page.head.types, page.head.social) == ((), {"og:title": "Cold"})
    assert (len(page.json_ld), page.broken_json_ld) == (2, 1)
    assert page.links == (
        PageLink(url="/grinders/#top", anchor="Grinders"),
        PageLink(url="https://x.example/", anchor="x", nofollow=True),
    )


@pytest.mark.parametrize(
    ("robots", "header", "expected"),
    [
        ("max-image-preview:large", "", False),
        ("NoIndex, nofollow", "", True),
        ("index", "noindex", True),
        ("", "", False),
        ("max-image-preview:none, max-snippet:-1", "", False),
        ("none", "", True),
        ("", "googlebot: noindex, nofollow", True),
    ],
)
def test_a_page_that_forbids_indexing_is_told(robots: str, header: str, expected: bool) -> None:
    page = page_of(200, f'<meta name="robots" content="{robots}"><p>x</p>', X_Robots_Tag=header)
    assert page.noindex is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://coffee.example/grinders/", True),
        ("http://www.coffee.example/grinders", True),
        ("https://coffee.example/grinders-two/", False),
    ],
)
def test_a_link_counts_however_its_address_is_written(url: str, expected: bool) -> None:
    assert page_of(200, PAGE).links_to(url) is expected


def test_an_empty_answer_is_a_page_without_anything() -> None:
    page = page_of(500, "")
    assert (page.status, page.title, page.links, page.json_ld, page.text.strip()) == (500, "", (), (), "")


def test_what_is_meant_for_one_robot_counts_and_its_case_does_not() -> None:
    assert page_of(200, '<meta name="Googlebot" content="NOINDEX"><p>x</p>').noindex


def test_a_page_is_fetched_past_caches_and_as_a_visitor_gets_it() -> None:
    with answering() as server:
        server.at["/salt/"] = answer("<h1>Salt</h1>", **{"X-Cache": "HIT"})
        url = server.url("/salt/", "127.0.0.1")
        fresh, seen = fetch("larder", url, 5.0), fetch("larder", url, 5.0, fresh=False)
    asked = [each.split(" ")[1] for each in server.asked]
    assert asked[0].startswith("/salt/?masthead=")
    assert asked[1] == "/salt/"
    assert (fresh.landed, seen.landed, fresh.from_cache) == (url, url, True)


def test_a_page_that_moved_says_where_it_is() -> None:
    with answering() as server:
        server.at["/salt/"] = redirect("/pepper/?a=1&masthead=2")
        server.at["/pepper/"] = answer("<h1>Pepper</h1>")
        page = fetch("larder", server.url("/salt/", "127.0.0.1"), 5.0)
    assert (page.status, page.landed) == (200, server.url("/pepper/?a=1", "127.0.0.1"))


def test_a_page_that_redirects_without_end_is_a_value_and_silence_an_outage() -> None:
    with answering() as server:
        server.at["/salt/"] = redirect("/salt/")
        assert fetch("larder", server.url("/salt/", "127.0.0.1"), 5.0).status == 302
    with pytest.raises(WordPressDownError, match="nothing listens"):
        fetch("larder", server.url("/salt/", "127.0.0.1"), 5.0)


def test_a_page_that_redirects_to_what_is_no_address_is_a_value() -> None:
    with answering() as site:
        site.at["/sample/"] = redirect("https://[your-domain]/")
        url = site.url("/sample/", "localhost")
        assert problems(fetch("coffee", url, 2.0), url, "") == ("it answers 302",)


@pytest.mark.parametrize("target", ["https://a..b.example/", "https://.example/"])
def test_a_page_that_redirects_to_what_no_host_is_called_does_answer(target: str) -> None:
    with answering() as site:
        site.at["/sample/"] = redirect(target, 301)
        visit = Visitor("", "", 2.0).page(site.url("/sample/", "localhost"))
    assert (visit.status, visit.reach) == (301, "answers")


@pytest.mark.parametrize("host", ["a..b.example", f"{'a' * 70}.example", ".example"])
def test_a_site_whose_name_no_host_can_have_does_not_answer(host: str) -> None:
    visit = Visitor("", "", 2.0).page(f"https://{host}")
    assert (visit.status, visit.reach, visit.said) == (0, "no host", f"there is no host {host}")


def test_json_ld_that_is_nested_without_end_counts_as_broken() -> None:
    page = page_of(200, f'<script type="application/ld+json">{"[" * 100_000}</script><h1>Salt</h1>')
    assert (page.broken_json_ld, page.head.types, page.h1) == (1, (), ("Salt",))


def test_a_server_that_asks_for_a_pause_gets_it_before_its_page_is_judged() -> None:
    waits: list[float] = []
    with answering() as server:

        def ready(seconds: float) -> None:
            waits.append(seconds)
            server.at["/salt/"] = answer("<h1>Salt</h1>")

        server.at["/salt/"] = answer("busy", status=503, **{"Retry-After": "5"})
        assert fetch("larder", server.url("/salt/", "127.0.0.1"), 5.0, pause=ready).status == 200
        server.at["/salt/"] = answer("closed", status=503, **{"Retry-After": "86400"})
        assert fetch("larder", server.url("/salt/", "127.0.0.1"), 5.0, pause=ready).status == 503
    assert waits == [5.0]


def test_a_firewall_that_answers_in_place_of_a_page_is_named() -> None:
    blocked = page_of(403, "<title>Attention Required! | Cloudflare</title>")
    assert problems(blocked, URL, "") == ("Cloudflare answers in its place (403): let Masthead see the site's pages",)
    assert page_of(202, "<html></html>", SG_Captcha="challenge").blocked_by == "SiteGround's firewall"
    assert page_of(200, "<p>We tell what 'Generated by Wordfence' means.</p>").blocked_by == ""


def test_crawlers_that_robots_txt_keeps_away_are_named() -> None:
    with answering() as server:
        url = server.url("/salt/", "127.0.0.1")
        assert barred(url, 5.0) == ()
        server.at["/robots.txt"] = answer("User-agent: *\nDisallow: /wp-admin/\n", kind="text/plain")
        assert barred(url, 5.0) == ()
        server.at["/robots.txt"] = answer("User-agent: GPTBot\nUser-agent: PerplexityBot\nDisallow: /\n")
        assert barred(url, 5.0) == ("PerplexityBot",)
        server.at["/robots.txt"] = answer("User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\nAllow: /salt/")
        assert barred(url, 5.0) == ("Bingbot", "OAI-SearchBot", "Claude-SearchBot", "PerplexityBot")


def test_what_stands_in_the_place_of_the_rest_api_is_named_for_the_doctor() -> None:
    page = b"<title>Not Acceptable!</title><p>This error was generated by Mod_Security.</p>"
    assert Visit(406, page).words == "status 406, ModSecurity in WordPress's place, a page titled 'Not Acceptable!'"
    assert Visit(404, b"<title>Page not found</title>").words == "status 404, a page titled 'Page not found'"


def test_an_article_that_stands_in_a_script_alone_is_not_shown() -> None:
    words = "A grind that is too coarse leaves the cup thin and sour."
    script = f'<script type="application/ld+json">{{"articleBody": "{words}"}}</script>'
    content = f"<!-- wp:paragraph -->\n<p>{words}</p>\n<!-- /wp:paragraph -->"

    built = page_of(200, f"<html><body><p>Something else.</p>{script}</body></html>")

    assert problems(built, URL, content) == ("1 of 1 passages of its text are missing",)
    assert problems(page_of(200, f"<html><body><p>{words}</p>{script}</body></html>"), URL, content) == ()
