"""robots.txt as the standard reads it, whoever wrote it and however."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.boundary import robots

ROBOTS = """
User-agent: Other
Disallow: /
User-agent: Masthead
User-agent: Friend
Disallow: /private/
Allow: /private/open
Disallow: /*.pdf$
Disallow: /search?q=
Crawl-delay: 90

User-agent: *
Disallow: /all
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", True), ("/private/x", False), ("/private/open/x", True), ("/a/b.pdf", False), ("/a/b.pdf?x=1", True),
        ("/search?q=tea", False), ("/search", True), ("/all", True), ("/%70rivate/x", False),
    ],
)  # fmt: skip
def test_the_longest_rule_of_the_agents_own_group_decides(path: str, allowed: bool) -> None:
    assert robots.parse(ROBOTS, "Masthead/0.1 (x)").allows(f"http://a.example{path}") is allowed


def test_an_agent_without_a_group_has_everybodys_and_a_delay_has_a_limit() -> None:
    assert not robots.parse(ROBOTS, "Stranger/1").allows("http://a.example/all/x")
    assert robots.parse(ROBOTS, "Masthead").delay_s == robots.LONGEST_DELAY_S


@given(st.text())
def test_any_robots_file_can_be_read(text: str) -> None:
    robots.parse(text, "Masthead/0.1").allows("http://a.example/x?y#z")


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/search?q=%C3%A9", "/search?q=%C3%A9"), ("/search?q=%C3%A9", "/search?q=é"), ("/search?q=é", "/search?q=%c3%a9"),
        ("/*?filter%5B", "/shop?filter%5Bcolour%5D=red"), ("/%E3%81", "/%E3%81%82"), ("/a%2Ab", "/a*b"), ("/*/b/*/d", "/a/b/c/d/e"),
        ("/*a*b$", "/ab-ab"), ("*", "/"), ("/x$", "/x"), ("/a%24", "/a$b"),
    ],
)  # fmt: skip
def test_a_rule_and_an_address_match_however_either_is_escaped(rule: str, path: str) -> None:
    assert not robots.parse(f"User-agent: *\nDisallow: {rule}", "Masthead").allows(f"https://a.example{path}")


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("/a%2Ab", "/a-b"), ("/*a*b$", "/ab-"), ("/x$", "/xy"), ("/x$", "/x?y"), ("/ab*b$", "/ab"), ("/a%24", "/a"),
        ("/a.c", "/abc"), ("/*b*b/", "/a/b/"),
    ],
)  # fmt: skip
def test_a_rule_says_nothing_of_what_it_does_not_match(rule: str, path: str) -> None:
    assert robots.parse(f"User-agent: *\nDisallow: {rule}", "Masthead").allows(f"https://a.example{path}")


def test_a_rule_of_many_wildcards_is_answered_at_once() -> None:
    rules = robots.parse(f"User-agent: *\nDisallow: /{'*a' * 400}*b$", "Masthead")
    started = time.monotonic()
    assert rules.allows(f"https://a.example/{'a' * 20_000}")
    assert time.monotonic() - started < 0.5


@pytest.mark.parametrize("name", ["Googlebot/2.1", "googlebot", "Googlebot (a comment)"])
def test_a_group_for_one_version_of_a_crawler_counts_for_the_crawler(name: str) -> None:
    rules = robots.parse(f"User-agent: {name}\nDisallow: /\n", "Googlebot")
    assert not rules.allows("https://a.example/")


def test_what_is_no_address_is_barred_to_nobody_and_stops_nothing() -> None:
    assert robots.parse("User-agent: *\nDisallow: /private/", "Masthead").allows("https://[your-domain]/")
