"""Redirect rules as text: one line a rule whatever stands in an address, and each server reads what was meant."""

import csv
import io
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.maintenance.refreshing.redirects import apache, encoded, files, nginx, redirection, redirects, target_of
from layers.nouns import Redirect, Verdict

HOME = "https://www.example.com"
ODD = st.text(
    st.characters(exclude_categories=["Cs"]) | st.sampled_from(list(" \r\n\t\"'\\$`{}()[]^*+.;#%&<>~é日\u2028\x00")),
    min_size=1,
    max_size=12,
)
PATHS = ODD.map(lambda slug: f"/{slug.replace('?', '')}/") | ODD.map(lambda slug: f"/{quote(slug)}/")
RULES = st.lists(
    st.builds(Redirect, path=PATHS, target=ODD.map(lambda slug: f"{HOME}/{slug}/") | st.just(""), why=ODD), max_size=5
)


def verdict(ruling: str, path: str, into: str = "") -> Verdict:
    return Verdict.model_validate({
        "page_id": 1, "url": f"{HOME}{path}", "title": f"On\n{path}", "ruling": ruling, "rule": "r", "evidence": (),
        "confidence": "high", "into_url": into,
    })  # fmt: skip


def test_what_leaves_gets_a_rule_and_what_stays_none() -> None:
    rows = [
        verdict("merge", "/a/", f"{HOME}/b/"), verdict("redirect", "/c/", f"{HOME}/b/"), verdict("remove", "/d/"),
        verdict("keep", "/e/"), verdict("update", "/f/"), verdict("redirect", "/c/", f"{HOME}/z/"),
    ]  # fmt: skip

    found = redirects(rows)

    assert [(each.path, each.target) for each in found] == [("/a/", f"{HOME}/b/"), ("/c/", f"{HOME}/b/"), ("/d/", "")]
    assert set(files("coffee", found)) == {"coffee-redirection.csv", "coffee-apache.conf", "coffee-nginx.conf"}


def test_the_plugins_file_has_source_target_regex_and_code() -> None:
    rules = redirects([verdict("merge", "/a/", f"{HOME}/b/?x=1"), verdict("remove", "/d/")])

    assert redirection(rules) == f"source,target,regex,code\n/a/,{HOME}/b/?x=1,0,301\n"


def test_apache_matches_the_address_alone_and_says_gone_where_nothing_takes_its_place() -> None:
    rules = redirects(
        [verdict("merge", "/caf%c3%a9-a.b/", f"{HOME}/b/"), verdict("remove", "/d/"), verdict("remove", "/?p=7")]
    )

    lines = apache(rules).splitlines()

    assert lines[1] == f'RedirectMatch 301 "^/caf\\xc3\\xa9-a\\.b/?$" "{HOME}/b/"'
    assert lines[3] == 'RedirectMatch 410 "^/d/?$"'
    assert lines[4:] == ["# remove: On /?p=7", "# left out: /?p=7 differs from other addresses by its query alone"]


@given(RULES)
def test_no_address_and_no_title_begins_a_line_of_its_own(rules: list[Redirect]) -> None:
    lines = apache(rules).splitlines()
    assert len(lines) == 2 * len(rules)
    for comment, directive in zip(lines[::2], lines[1::2], strict=True):
        assert comment.startswith("# ")
        assert re.fullmatch(r'RedirectMatch (301 "[ -~]*" "[!#-~]*"|410 "[ -~]*")', directive)
        assert directive.count('"') in (2, 4)
    inside = nginx(rules).splitlines()
    assert len(inside) == 10 + 2 * len(rules)
    assert len(list(csv.reader(io.StringIO(redirection(rules))))) == 1 + sum(bool(rule.target) for rule in rules)


@given(RULES)
def test_apaches_expression_matches_the_bytes_that_a_server_sees_and_nothing_below(rules: list[Redirect]) -> None:
    for rule, directive in zip(rules, apache(rules).splitlines()[1::2], strict=True):
        expression = re.compile(directive.split('"')[1].encode())
        asked = unquote_to_bytes(rule.path)
        assert expression.match(asked)
        assert not expression.match(asked + b"feed/")


@given(PATHS, ODD)
def test_what_is_encoded_is_printable_says_the_same_and_stays_when_encoded_again(path: str, slug: str) -> None:
    once = encoded(path)

    assert re.fullmatch(r"[!#-~]*", once)
    assert unquote_to_bytes(once) == unquote_to_bytes(path)
    assert encoded(once) == once
    target = target_of(Redirect(path="/", target=f"{HOME}/{slug}/"))
    assert re.fullmatch(r"https://www\.example\.com[!#-~]*", target)
    assert "$" not in target


@pytest.mark.skipif(shutil.which("nginx") is None, reason="no nginx on this machine")
def test_nginx_takes_the_file(tmp_path: Path) -> None:
    odd = "/a b\"'\\$x{y}\r\nserver{;}é日/"
    rules = [Redirect(path=odd, target=f"{HOME}{odd}", why="x\n}"), Redirect(path="/gone/", target="", why="gone")]
    (tmp_path / "rules.conf").write_text(nginx(rules), encoding="utf-8")
    config = tmp_path / "nginx.conf"
    config.write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log; events {{}} http {{ access_log off; include {tmp_path}/rules.conf;"
        " server { listen 127.0.0.1:1; if ($masthead_target) { return 301 $masthead_target; } } }"
    )

    ended = subprocess.run(["nginx", "-t", "-c", str(config)], capture_output=True, text=True, check=False, timeout=30)

    assert "syntax is ok" in ended.stderr, ended.stderr
