"""`masthead publish` in every cell: an article goes live whole and linked, or it is refused by name before a cent is spent."""

import json

import pytest

from benchmarks.killing.outside import links_to
from layers.boundary.wordpress.live import fetch
from sandbox import wordpress as sandbox
from tests.flows.observing import bill, here, sentence
from tests.matrix.cell import COMPANION, Shop

pytestmark = [pytest.mark.server, pytest.mark.matrix]

KEYWORD, SLUG = "cold brew ratio", "cold-brew-ratio"


def published(shop: Shop) -> None:
    """The article is live with its JSON-LD once, and another page links to it."""
    ended = here(shop.desk, "publish", "coffee", KEYWORD)
    assert ended.returncode == 0, ended.stderr
    page = fetch("coffee", f"{shop.url}/{SLUG}/", 20)
    assert (page.status, page.canonical) == (200, f"{shop.url}/{SLUG}/")
    assert len(page.json_ld) == 1
    assert json.loads(page.json_ld[0])["@graph"][0]["@type"] == "BlogPosting"
    hosts = [content for content in shop.posts().values() if links_to(content, page.url)]
    assert len(hosts) >= 1


def refused(shop: Shop, *reasons: str) -> None:
    before = shop.posts()
    said = sentence(here(shop.desk, "publish", "coffee", KEYWORD))
    assert [reason for reason in reasons if reason not in said] == []
    assert (shop.posts(), bill(shop.desk)) == (before, [])


def probed(shop: Shop) -> int:
    return here(shop.desk, "doctor", "coffee", "--probe").returncode


def test_an_article_is_published_or_refused_by_name(shop: Shop) -> None:
    rights = ("edit other people's posts", "Give the user the role Editor")
    refused(shop, *(rights if shop.role == "author" else ["masthead doctor coffee --probe"]))
    well = probed(shop) == 0

    assert well == (shop.role != "author" and shop.kind == "single")
    if shop.role == "author":
        refused(shop, *rights)
    elif shop.kind == "multisite":
        refused(shop, "JSON-LD", "masthead doctor --companion")
        sandbox.plugin(shop.desk.stage.root, shop.name, COMPANION.read_text(encoding="utf-8"), "masthead")
        probed(shop)
        published(shop)
    else:
        published(shop)
