"""Addresses that others wrote: whatever stands there, nothing that reads them falls over it."""

from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from layers.maintenance import Addresses
from layers.nouns import Head, PageLink
from layers.publishing.insert import contains_link, remove, same_address
from layers.publishing.live import LivePage, problems, stale, warnings
from layers.publishing.schema.vocabulary import is_address
from layers.publishing.seo.text import same_url
from layers.urls import host_of, joined, split
from tests.layers.maintenance.records import page
from tests.layers.publishing.samples import blocks

URL = "https://larder.example/salt/"
ODD = ("https://[your-domain]/", "//[x", "http://a]b/", "https://a.example:port/", "https://℀.example/", "http://[::1/")
addresses = st.one_of(
    st.sampled_from(ODD),
    st.from_regex(r"(https?:)?//[\[\]:@a℀/?#.0-9]{0,12}", fullmatch=True),
    st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\"'<>\0"), max_size=30),
)


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_address_has_no_parts(odd: str) -> None:
    assert split(odd) is None
    assert host_of(odd) == ""


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_address_leads_nowhere_from_any_page(odd: str) -> None:
    assert joined(URL, odd) is None


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("/jars/", "https://larder.example/jars/"),
        ("a b", f"{URL}a b"),
        ("//x.example/", "https://x.example/"),
        ("", URL),
    ],
)
def test_an_address_is_made_whole_by_that_of_its_page(text: str, whole: str) -> None:
    assert joined(URL, text) == whole


@given(
    st.from_regex(
        r"https?://(larder\.example|[a-z0-9.:@\[\]A-Zä-]{0,12})(/[a-zA-Z0-9._~%/;?#\\ é\t-]*)?", fullmatch=True
    )
)
@example("https://larder.example//jars/./a;b")
@example("https://larder.example/jars/?p")
def test_an_address_has_the_parts_that_the_library_reads(text: str) -> None:
    try:
        parts = urlsplit(text)
        assert parts.port is None or parts.port >= 0
    except ValueError:
        assert split(text) is None
    else:
        assert split(text) == parts


def test_an_address_has_its_parts() -> None:
    parts = split("https://[::1]:8080/salt/?p=1")
    assert parts
    assert (parts.hostname, parts.port, parts.path, parts.query) == ("::1", 8080, "/salt/", "p=1")
    assert host_of("//a.example:81/x") == "a.example:81"


@given(addresses)
@example("https://[your-domain]/")
def test_no_address_that_somebody_wrote_stops_a_reading(odd: str) -> None:
    content = blocks(f'Salt draws <a href="{odd}">the juice</a> out of <a href="/salt/">lemons</a>.')
    assert contains_link(content, URL)
    assert remove(content, "https://larder.example/jars/") == content
    assert same_address(odd, URL) == same_address(URL, odd)
    assert same_url(odd, odd)
    assert is_address(odd) in (True, False)


@given(addresses)
@example("https://[your-domain]/")
def test_no_address_on_a_live_page_stops_its_check(odd: str) -> None:
    content = blocks(f'Salt draws <a href="{odd}">the juice</a> out of <a href="/jars/">lemons</a>.')
    seen = LivePage(
        url=URL, head=Head(url=URL, status=200, title=""), landed=URL, canonicals=(odd,), h1=("Salt",),
        links=(PageLink(url=odd, anchor="the juice"),), text="Salt draws the juice out of lemons.",
    )  # fmt: skip
    assert any("/jars/" in said for said in problems(seen, URL, content))
    assert "it has no <title>" in warnings(seen, URL, content)
    assert stale(seen, seen, content) == ""


@pytest.mark.parametrize("odd", ODD)
def test_what_is_no_address_is_no_link_that_a_page_must_show(odd: str) -> None:
    content = blocks(f'Salt draws <a href="{odd}">the juice</a> out of lemons.')
    seen = LivePage(
        url=URL, head=Head(url=URL, status=200, title="Salt"), landed=URL, canonicals=(URL,), h1=("Salt",),
        text="Salt draws the juice out of lemons.",
    )  # fmt: skip
    assert (problems(seen, URL, content), warnings(seen, URL, content)) == ((), ())


@given(addresses)
@example("https://[your-domain]/")
def test_a_page_whose_own_address_is_none_is_still_a_page_of_the_site(odd: str) -> None:
    known = Addresses("https://larder.example", (page(1, url=URL), page(2, url=odd)))
    assert known.resolve("/salt/", URL).lead == "page"
    assert known.resolve("/?p=2", URL).page_id == 2
    assert known.resolve(odd, URL).lead in ("page", "missing", "own", "elsewhere", "malformed")
