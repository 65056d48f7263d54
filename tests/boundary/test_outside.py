"""A site from outside: pages, robots.txt, sitemaps and other sites' addresses, from servers that answer as real ones do."""

import gzip
import socket
import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from layers.boundary.connector import Connector
from layers.boundary.outside import Elsewhere, Fetcher, Steady, Stop, read_robots, read_sitemaps, visited
from layers.boundary.outside.page_facts import json_ld
from layers.nouns import Page, Visit
from tests.boundary.answers import Answers, answer, answering, redirect
from tests.layers.maintenance.records import page

NOW = datetime(2026, 11, 20, tzinfo=UTC)
PAGE = """<!doctype html><html lang="en-GB"><head><title>Ratio</title><meta name="description" content="How much.">
<meta name="viewport" content="width=device-width"><link rel="canonical" href="/ratio/"><meta name="robots" content="max-image-preview:large">
<link rel="shortlink" href="/?p=7"><script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": ["WebPage", "FAQPage"], "@id": "#p"}, {"@type": "BlogPosting", "image": {"@type": "ImageObject"}}]}</script>
</head><body><svg><title>Icon</title></svg><h1> A <b>ratio</b></h1><img src="/a.png"><img src="/b.png" width="1" height="1">
<img src="/c.png" style="aspect-ratio: 1"><img src="data:x"><p>Text</p></body></html>"""


@pytest.fixture
def server() -> Iterator[Answers]:
    with answering() as running:
        yield running


def on(server: Answers, path: str) -> str:
    """An address by number: what visits pages asks the system for names, which need not know `*.localhost`."""
    return server.url(path, "127.0.0.1")


def fetcher(server: Answers, per_minute: float = 60_000, **values: float) -> Fetcher:
    return Fetcher(on(server, "/"), Steady(per_minute), **{"timeout_s": 2, **values})  # type: ignore[arg-type]


def look(server: Answers, path: str, known: Page | None = None, **values: float) -> Visit:
    return next(visited(fetcher(server, **values), [Stop(on(server, path), known)], 1, 1_800, lambda: NOW))


def test_a_page_is_kept_as_what_its_head_and_markup_say(server: Answers) -> None:
    server.at["/ratio/"] = answer(PAGE, X_Robots_Tag="nosnippet", **{"X-Robots-Tag": "googlebot: noindex"})

    seen = look(server, "/ratio/", page(7))

    assert (seen.status, seen.page_id, seen.modified_at, seen.at) == (200, 7, page(7).modified_at, NOW)
    assert (seen.titles, seen.descriptions, seen.h1, seen.lang, seen.viewport) == (
        ("Ratio",),
        ("How much.",),
        ("A ratio",),
        "en-GB",
        True,
    )
    assert (seen.canonicals, seen.noindex, seen.of_wordpress) == (("/ratio/",), True, True)
    assert seen.json_ld[0].types == ("WebPage", "FAQPage", "BlogPosting")
    assert seen.json_ld[0].ids == ("#p", "#p", "")
    assert seen.unsized_images == ("/a.png",)
    assert seen.size_bytes == len(PAGE.encode())


def test_what_does_not_parse_or_has_no_type_is_named(server: Answers) -> None:
    assert "no JSON" in json_ld('{"@type": "Article", }').problem
    assert "no @type" in json_ld('[{"name": "x"}]').problem
    assert json_ld('{"@type": "Article"}').problem == ""
    assert "no JSON" in json_ld("[" * 100_000).problem


def test_redirects_are_told_hop_by_hop_and_never_followed_off_the_site(server: Answers) -> None:
    server.at |= {"/a": redirect("/b", 301), "/b": redirect("/c/"), "/c/": answer(PAGE)}
    server.at |= {
        "/out": redirect("http://127.0.0.1:9/private"),
        "/round": redirect("/there"),
        "/there": redirect("/round"),
    }

    chain, out, loop = look(server, "/a"), look(server, "/out"), look(server, "/round")

    assert [(hop.url, hop.status) for hop in chain.hops] == [(on(server, "/a"), 301), (on(server, "/b"), 302)]
    assert (chain.status, chain.landed) == (200, on(server, "/c/"))
    assert (out.status, out.landed, len(out.hops), out.loop) == (302, "http://127.0.0.1:9/private", 1, False)
    assert (loop.loop, len(loop.hops)) == (True, 2)


def test_a_redirect_to_what_is_no_address_is_told_and_not_taken_for_an_outage(server: Answers) -> None:
    server.at["/sample/"] = redirect("https://[your-domain]/")
    seen = look(server, "/sample/")
    assert (seen.status, seen.landed, len(seen.hops)) == (302, "https://[your-domain]/", 1)


def test_another_host_or_port_is_not_the_site() -> None:
    site = Fetcher("https://example.org/blog", Steady(60_000))
    assert [
        site.own(url) for url in ("https://www.example.org/a", "http://example.org/", "https://example.org:443/")
    ] == [True] * 3
    others = (
        "https://example.org:8443/",
        "https://example.org.evil.example/",
        "http://169.254.169.254/",
        "nonsense",
        "https://[x/",
    )
    assert [site.own(url) for url in others] == [False] * 5


def test_no_login_and_no_cookie_goes_out(server: Answers) -> None:
    sent: list[dict[str, str]] = []

    def respond(handler: object) -> None:
        sent.append(dict(handler.headers))  # type: ignore[attr-defined]
        answer(PAGE, **{"Set-Cookie": "session=1"})(handler)  # type: ignore[arg-type]

    server.at["/"] = respond
    shared = fetcher(server)
    for _ in range(2):
        shared.fetch(on(server, "/"))

    assert len(sent) == 2
    assert not {"Authorization", "Cookie"} & {name for headers in sent for name in headers}


def test_a_server_that_asks_for_a_pause_holds_all_visitors(server: Answers) -> None:
    paused: list[float] = []
    answers = [answer(status=429, **{"Retry-After": "7"}), answer(PAGE)]
    server.at["/"] = lambda handler: answers.pop(0)(handler)
    clock = [100.0]

    def pause(seconds: float) -> None:
        paused.append(seconds)
        clock[0] += seconds

    got = Fetcher(on(server, "/"), Steady(60_000, pause, lambda: clock[0])).fetch(on(server, "/"))

    assert (got.status, [round(each) for each in paused]) == (200, [7])


def test_turns_are_even_whoever_takes_them() -> None:
    turns, clock = [], [0.0]
    steady = Steady(120, lambda seconds: turns.append(round(clock[0] + seconds, 3)), lambda: clock[0])

    for _ in range(4):
        steady.take_turn()

    assert turns == [0.5, 1.0, 1.5]


def test_a_page_larger_than_is_read_and_one_that_drips_are_values(server: Answers) -> None:
    def drip(handler: object) -> None:
        answer("", **{"Content-Length": "9"})(handler)  # type: ignore[arg-type]
        time.sleep(1)

    server.at |= {"/big": answer("<p>" + "a" * 9_000), "/drip": drip, "/file": answer(b"%PDF", kind="application/pdf")}

    big, slow, file = look(server, "/big", max_bytes=5_000), look(server, "/drip", timeout_s=0.2), look(server, "/file")

    assert (big.cut, big.size_bytes) == (True, 5_000)
    assert (slow.status, slow.said) == (0, "it did not answer within 0.2 s")
    assert (file.status, file.html, file.seen) == (200, False, False)


def test_a_firewall_is_named(server: Answers) -> None:
    server.at["/"] = answer("<h1>Your access to this site has been limited</h1> Generated by Wordfence", status=503)
    assert Fetcher(on(server, "/"), Steady(60_000, lambda _: None)).fetch(on(server, "/")).status == 503
    server.at["/"] = answer("Generated by Wordfence", status=403)
    assert look(server, "/").blocked_by == "Wordfence"


def test_visits_stop_where_the_site_has_stopped_to_answer() -> None:
    stops = [Stop(f"http://127.0.0.1:9/{n}") for n in range(40)]
    seen = list(visited(Fetcher("http://127.0.0.1:9", Steady(60_000)), stops, 2, 1_800))
    assert 8 <= len(seen) < 12
    assert {visit.said for visit in seen} == {"nothing listens there"}


def test_robots_is_read_as_each_crawler_reads_it(server: Answers) -> None:
    server.at["/robots.txt"] = answer(
        "User-agent: GPTBot\nDisallow: /\n\nUser-agent: OAI-SearchBot\nDisallow: /private/\n\nUser-agent: *\nDisallow: /wp-admin/\n"
        "Sitemap: /maps.xml # ours\n"
    )
    rules = read_robots(fetcher(server), on(server, ""))

    assert (rules.file.status, rules.file.sitemaps, rules.file.barred) == (200, ("/maps.xml",), ())
    assert rules.barred(on(server, "/private/x")) == ("OAI-SearchBot",)
    assert rules.barred(on(server, "/wp-admin/")) == ("Googlebot", "Bingbot", "Claude-SearchBot", "PerplexityBot")


def urlset(*urls: str, root: str = "urlset", item: str = "url") -> bytes:
    inner = "".join(f"<{item}><loc>{url}</loc></{item}>" for url in urls)
    return f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</{root}>'.encode()


XML = "application/xml"


def test_an_index_and_its_files_are_read_also_packed_and_each_once(server: Answers) -> None:
    site = on(server, "")
    index = urlset(
        f"{site}/post-sitemap.xml",
        f"{site}/product-sitemap.xml.gz",
        f"{site}/wp-sitemap.xml",
        root="sitemapindex",
        item="sitemap",
    )
    image = b'<url><loc> /b/ </loc><image:image xmlns:image="i"><image:loc>/x.png</image:loc></image:image></url>'
    server.at["/wp-sitemap.xml"] = answer(index, kind=XML)
    server.at["/post-sitemap.xml"] = answer(urlset(f"{site}/a/").replace(b"</urlset>", image + b"</urlset>"), kind=XML)
    server.at["/product-sitemap.xml.gz"] = answer(
        gzip.compress(urlset(f"{site}/a/", f"{site}/shop/")), kind="application/gzip"
    )

    found = read_sitemaps(fetcher(server), site, ())

    assert found.urls == (f"{site}/a/", "/b/", f"{site}/shop/")
    assert found.of_posts == {f"{site}/a/", "/b/"}
    assert [(file.urls, file.index, file.problem) for file in found.files] == [
        (0, True, ""),
        (2, False, ""),
        (2, False, ""),
    ]
    assert not found.capped


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>'


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (BOMB, "document type"),
        (b"<urlset><url>", "no XML"),
        (b"", "no XML"),
        (b"<html></html>", "root is <html>"),
        (b"\x1f\x8bnot gzip at all", "no gzip"),
    ],
)
def test_a_sitemap_that_cannot_be_read_says_why_and_nothing_counts_as_missing(
    server: Answers, content: bytes, says: str
) -> None:
    server.at["/sitemap.xml"] = answer(content, kind=XML)
    found = read_sitemaps(fetcher(server), on(server, ""), ("/sitemap.xml",))
    assert says in found.files[0].problem
    assert found.capped


def test_a_packed_file_is_unpacked_to_the_limit_and_no_further(server: Answers) -> None:
    server.at["/sitemap.xml"] = answer(gzip.compress(b" " * 60_000_000, 1), kind=XML)
    found = read_sitemaps(fetcher(server), on(server, ""), ("/sitemap.xml",))
    assert found.files[0].size_bytes == 50 * 1024 * 1024 + 1


def test_a_site_without_a_sitemap_has_none_and_a_named_one_that_is_gone_is_a_problem(server: Answers) -> None:
    assert read_sitemaps(fetcher(server), on(server, ""), ()).files == ()
    assert read_sitemaps(fetcher(server), on(server, ""), ("/gone.xml",)).files[0].problem == "it answers 404"


def test_a_sitemap_whose_address_is_none_says_so_wherever_it_is_named(server: Answers) -> None:
    placeholder = "https://[your-domain]/sitemap.xml"
    server.at["/wp-sitemap.xml"] = answer(urlset(placeholder, root="sitemapindex", item="sitemap"), kind=XML)
    server.at["/map.xml"] = answer(urlset("https://[your-domain]/a/"), kind=XML)

    named = read_sitemaps(fetcher(server), on(server, ""), (placeholder, "/map.xml"))
    indexed = read_sitemaps(fetcher(server), on(server, ""), ())

    for file in (named.files[0], indexed.files[1]):
        assert (file.url, file.status, file.problem) == (placeholder, 0, "it is no address")
    assert named.files[1].urls == 1
    assert named.capped
    assert indexed.capped


def test_a_page_whose_address_in_a_sitemap_is_none_stops_no_reading(server: Answers) -> None:
    server.at["/map.xml"] = answer(urlset("https://[your-domain]/a/"), kind=XML)
    found = read_sitemaps(fetcher(server), on(server, "/blog"), ("/map.xml",))
    assert found.urls == ("https://[your-domain]/a/",)


def elsewhere(server: Answers) -> Elsewhere:
    return Elsewhere(Connector(allow=[("127.0.0.1", server.server_port)]), pace_s=0, timeout_s=1, now=lambda: NOW)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, "answers"),
        (404, "broken"),
        (410, "broken"),
        (403, "not seen"),
        (429, "not seen"),
        (500, "not seen"),
        (405, "not seen"),
    ],
)
def test_only_gone_is_broken(server: Answers, status: int, state: str) -> None:
    server.at["/a"] = answer(status=status)
    assert elsewhere(server).look(on(server, "/a")).state == state


def test_a_redirect_elsewhere_is_followed_and_a_head_that_is_refused_asked_again(server: Answers) -> None:
    server.at |= {"/a": redirect("/b", 301), "/b": answer("here")}
    found = elsewhere(server).look(on(server, "/a"))
    assert (found.state, found.status, found.landed) == ("answers", 200, on(server, "/b"))
    server.at["/a"] = redirect("/gone")
    assert elsewhere(server).look(on(server, "/a")).state == "broken"


def test_a_private_address_is_never_asked(server: Answers) -> None:
    server.at["/a"] = answer("secret")
    found = Elsewhere(Connector(), pace_s=0).look(on(server, "/a"))
    assert (found.state, server.asked) == ("not seen", [])
    assert "not a public address" in found.said


def test_a_name_that_does_not_exist_is_broken_and_a_resolver_that_is_down_is_not() -> None:
    def unknown(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    def down(host: str, port: int) -> tuple[str, ...]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    assert Elsewhere(Connector(unknown), pace_s=0).look("https://gone.example/").state == "broken"
    assert Elsewhere(Connector(down), pace_s=0).look("https://gone.example/").state == "not seen"


def test_one_host_is_asked_at_its_pace(server: Answers) -> None:
    pauses: list[float] = []
    asking = Elsewhere(Connector(allow=[("127.0.0.1", server.server_port)]), pace_s=5, pause=pauses.append)
    server.at["/a"] = answer("x")
    asking.look(on(server, "/a"))
    asking.look(server.url("/a", "other.localhost"))
    assert len(pauses) >= 1
    assert all(4 < each <= 5 for each in pauses)


@pytest.mark.parametrize(("own", "names"), [(True, "/blog/a/"), (False, "/shop/")])
def test_a_site_in_a_folder_has_its_own_sitemaps_whatever_the_hosts_robots_txt_names(
    server: Answers, own: bool, names: str
) -> None:
    server.at["/sitemap.xml"] = answer(urlset(on(server, "/"), on(server, "/shop/")), kind=XML)
    if own:
        server.at["/blog/wp-sitemap.xml"] = answer(urlset(on(server, "/blog/a/")), kind=XML)

    found = read_sitemaps(fetcher(server), on(server, "/blog"), ("/sitemap.xml",))

    assert on(server, names) in found.urls
    assert (on(server, "/shop/") in found.urls) == (not own)
