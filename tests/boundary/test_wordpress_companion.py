"""The companion in a real WordPress: what it keeps, what it prints, whom it answers, and that a site outlives it."""

import html
import json
import shutil
import subprocess
from typing import Any

import pytest
import requests
from selectolax.lexbor import LexborHTMLParser

from benchmarks.stage import CHECKOUT
from layers.boundary.clock import now
from layers.boundary.wordpress.examining import examine
from layers.boundary.wordpress.transport import Transport
from layers.errors import LoginError, WordPressRefusedError
from sandbox import wordpress as sandbox
from tests.boundary import stand_ins
from tests.sites import Sites

COMPANION = CHECKOUT / "templates" / "wordpress" / "masthead.php"
TITLE, DESCRIPTION, SCHEMA = "masthead_seo_title", "masthead_seo_description", "masthead_schema"
RECORDS = "/masthead/v1/records"
HOSTILE = """Salt & <b>"brine"</b> 'n [gallery] $1 %s 100%25 &amp; </title></script> 🧂 \u202bمِلح\u202c"""
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {
            "@type": "BlogPosting",
            "headline": "</script><script>alert(1)</script> [gallery] <!-- &amp; 'q'",
            "ratio": 1.0,
            "about": {},
        }
    ],
}
IMAGE, CANONICAL = "https://cdn.example/salt.png", "https://www.example/salt/"
YOAST = {
    "_yoast_wpseo_title": "A title", "_yoast_wpseo_metadesc": "A description", "_yoast_wpseo_focuskw": "salt",
    "_yoast_wpseo_canonical": CANONICAL, "_yoast_wpseo_opengraph-title": "Shared", "_yoast_wpseo_opengraph-description": "Told",
    "_yoast_wpseo_opengraph-image": IMAGE, "_yoast_wpseo_twitter-title": "Tweeted",
}  # fmt: skip
PLUGIN_KEYS: dict[str, tuple[stand_ins.SeoPluginName, str, dict[str, Any]]] = {
    "Yoast SEO": ("yoast", "", YOAST),
    "Yoast SEO before 27.7": ("yoast", "27.6", YOAST),
    "Rank Math": ("rank-math", "", {
        "rank_math_title": "A title", "rank_math_description": "A description", "rank_math_focus_keyword": "salt",
        "rank_math_canonical_url": CANONICAL, "rank_math_robots": ["index", "nofollow"], "rank_math_facebook_title": "Shared",
        "rank_math_facebook_description": "Told", "rank_math_facebook_image": IMAGE,
    }),
    "SEOPress": ("seopress", "", {
        "_seopress_titles_title": "A title", "_seopress_titles_desc": "A description", "_seopress_analysis_target_kw": "salt",
        "_seopress_robots_canonical": CANONICAL, "_seopress_social_fb_title": "Shared", "_seopress_social_fb_desc": "Told",
        "_seopress_social_fb_img": IMAGE,
    }),
    "The SEO Framework": ("tsf", "", {
        "_genesis_title": "A title", "_tsf_title_no_blogname": "1", "_genesis_description": "A description",
        "_genesis_canonical_uri": CANONICAL, "_open_graph_title": "Shared", "_open_graph_description": "Told",
        "_social_image_url": IMAGE,
    }),
}  # fmt: skip
KEPT_OF_HIDDEN = {"id", "type", "status", "protected", "link", "slug", "title", "date", "modified_gmt"}
PLUGINS = (
    "WPSEO_VERSION", "RANK_MATH_VERSION", "AIOSEO_VERSION", "SEOPRESS_VERSION", "THE_SEO_FRAMEWORK_VERSION", "SLIM_SEO_DIR",
)  # fmt: skip


@pytest.fixture
def larder(wordpress: Sites) -> Sites:
    """The empty site with the companion in it."""
    installed(wordpress)
    return wordpress


def installed(at: Sites) -> None:
    sandbox.plugin(at.root, "larder", COMPANION.read_text(encoding="utf-8"), "masthead")


def removed(at: Sites) -> None:
    sandbox.plugin(at.root, "larder", "<?php", "masthead")


def rest(at: Sites, role: str = "") -> Transport:
    return at.client("larder", role=role).transport


def written(at: Sites, meta: dict[str, Any], role: str = "", **more: Any) -> dict[str, Any]:
    fields = {
        "title": "Salt",
        "content": "<!-- wp:paragraph --><p>Salt keeps.</p><!-- /wp:paragraph -->",
        "status": "publish",
    }
    return dict(rest(at, role).post("/wp/v2/posts", {**fields, **more, "meta": meta}).json)


def page(url: str) -> LexborHTMLParser:
    answer = requests.get(url, timeout=20)
    assert answer.status_code == 200
    return LexborHTMLParser(answer.text)


def descriptions(tree: LexborHTMLParser) -> list[str | None]:
    return [node.attributes.get("content") for node in tree.css('meta[name="description"]')]


def graphs(tree: LexborHTMLParser) -> list[Any]:
    return [json.loads(node.text()) for node in tree.css('script[type="application/ld+json"]')]


def linked(tree: LexborHTMLParser) -> tuple[str | None, ...]:
    """Canonical address, social title, description and image."""
    canonical = tree.css_first('link[rel="canonical"]').attributes.get("href")
    tags = ("og:title", "og:description", "og:image")
    return canonical, *(tree.css_first(f'meta[property="{tag}"]').attributes.get("content") for tag in tags)


def test_the_companion_is_valid_php_and_free_software() -> None:
    if not shutil.which("php"):
        pytest.skip("there is no php")
    ended = subprocess.run(["php", "-l", COMPANION], capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stdout
    assert "License: GPL-2.0-or-later" in COMPANION.read_text()


@pytest.mark.server
@pytest.mark.matrix
def test_fields_sent_with_the_post_are_kept_to_the_byte_and_shown_once_in_the_head(larder: Sites) -> None:
    sent = {TITLE: HOSTILE, DESCRIPTION: HOSTILE, SCHEMA: json.dumps(GRAPH)}
    record = written(larder, sent, excerpt="An excerpt that the theme would print.")
    tree = page(record["link"])

    assert {key: record["meta"][key] for key in sent} == sent
    assert tree.css_first("head > title").text() == HOSTILE
    assert descriptions(tree) == [HOSTILE]
    assert graphs(tree) == [GRAPH]
    assert "alert(1)" not in [node.text() for node in tree.css("script")]


@pytest.mark.server
@pytest.mark.matrix
def test_a_page_without_fields_is_as_it_was(larder: Sites) -> None:
    record = written(larder, {}, excerpt="What the theme prints.")
    with_companion = requests.get(record["link"], timeout=20).text
    removed(larder)

    assert with_companion == requests.get(record["link"], timeout=20).text
    assert descriptions(page(record["link"])) == ["What the theme prints."]


@pytest.mark.server
@pytest.mark.matrix
def test_a_site_outlives_the_companion_and_finds_its_fields_again(larder: Sites) -> None:
    record = written(larder, {TITLE: "A title", DESCRIPTION: "A description", SCHEMA: json.dumps(GRAPH)})
    removed(larder)
    tree = page(record["link"])
    without = (tree.css_first("head > title").text(), descriptions(tree), graphs(tree))
    installed(larder)

    assert without == ("Salt – The Larder", [], [])
    assert "Salt keeps." in tree.body.text()
    assert page(record["link"]).css_first("head > title").text() == "A title"


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("broken", ["{", "", "[1", '"text"', "12", "null", "<script>"])
def test_broken_json_is_refused_before_a_post_is_made(larder: Sites, broken: str) -> None:
    if broken == "":
        assert written(larder, {SCHEMA: broken})["meta"][SCHEMA] == ""
        return
    with pytest.raises(WordPressRefusedError, match="masthead_invalid_schema"):
        written(larder, {SCHEMA: broken})

    assert requests.get(f"{larder.url('larder')}/wp-json/wp/v2/posts", timeout=20).json() == []


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("key", [TITLE, DESCRIPTION, SCHEMA])
def test_a_value_that_is_no_text_is_refused_before_a_post_is_made(larder: Sites, key: str) -> None:
    with pytest.raises(WordPressRefusedError, match="masthead_invalid_type"):
        written(larder, {key: {"a": 1}})

    assert requests.get(f"{larder.url('larder')}/wp-json/wp/v2/posts", timeout=20).json() == []


@pytest.mark.server
@pytest.mark.matrix
def test_anonymous_visitors_get_neither_the_fields_nor_the_list(larder: Sites) -> None:
    record = written(larder, {TITLE: "A title", DESCRIPTION: "A description"})
    root = f"{larder.url('larder')}/wp-json"
    public = requests.get(f"{root}/wp/v2/posts/{record['id']}", timeout=20).json()

    assert not {TITLE, DESCRIPTION, SCHEMA} & set(public["meta"])
    assert requests.get(root + RECORDS, timeout=20).status_code == 401


@pytest.mark.server
@pytest.mark.matrix
def test_an_author_writes_fields_of_his_own_posts_alone_and_lists_nothing(larder: Sites) -> None:
    theirs = written(larder, {TITLE: "Theirs"})["id"]
    own = written(larder, {TITLE: "Own", SCHEMA: json.dumps(GRAPH)}, role="author")
    author = rest(larder, "author")

    assert (own["meta"][TITLE], json.loads(own["meta"][SCHEMA])) == ("Own", GRAPH)
    with pytest.raises(WordPressRefusedError, match="403"):
        author.post(f"/wp/v2/posts/{theirs}", {"meta": {TITLE: "Mine now"}})
    with pytest.raises((WordPressRefusedError, LoginError), match="rest_forbidden"):
        author.get(RECORDS)
    assert rest(larder).get(f"/wp/v2/posts/{theirs}").json["meta"][TITLE] == "Theirs"


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("constant", PLUGINS)
def test_beside_an_seo_plugin_title_and_description_are_its_business(larder: Sites, constant: str) -> None:
    record = written(larder, {TITLE: "A title", DESCRIPTION: "A description", SCHEMA: json.dumps(GRAPH)})
    larder.plugin("larder", f"<?php define( '{constant}', '1' );")
    tree = page(record["link"])

    prints_no_article = constant in ("SEOPRESS_VERSION", "THE_SEO_FRAMEWORK_VERSION")
    assert (tree.css_first("head > title").text(), descriptions(tree)) == ("Salt – The Larder", [])
    assert graphs(tree) == ([GRAPH] if prints_no_article else [])


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("plugin", PLUGIN_KEYS)
def test_the_active_plugins_own_keys_are_taken_and_outlive_the_companion(larder: Sites, plugin: str) -> None:
    name, version, keys = PLUGIN_KEYS[plugin]
    stand_ins.put_in(larder, "larder", name, version)
    link = "/wp/v2/posts/{id}"
    posted = written(larder, keys, role="author")
    paged = rest(larder).post("/wp/v2/pages", {"title": "Brine", "status": "publish", "meta": keys}).json
    read = rest(larder, "author").get(link.format(**posted)).json["meta"]
    listed = {row["id"]: row["meta"] for row in rest(larder).get(RECORDS).json["rows"]}
    public = requests.get(f"{larder.url('larder')}/wp-json{link.format(**posted)}", timeout=20).json()["meta"]
    removed(larder)

    assert {key: read[key] for key in keys} == keys
    assert all({**listed[each["id"]], **keys} == listed[each["id"]] for each in (posted, paged))
    assert [key for key in public if key in keys and not key.startswith("_seopress_")] == []
    for each in (posted, paged):
        tree = page(each["link"])
        assert (tree.css_first("head > title").text(), descriptions(tree)) == ("A title", ["A description"])
        assert linked(tree) == (CANONICAL, "Shared", "Told", IMAGE)


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("plugin", PLUGIN_KEYS)
def test_without_the_companion_wordpress_drops_the_keys_that_the_plugin_does_not_offer(
    wordpress: Sites, plugin: str
) -> None:
    name, version, keys = PLUGIN_KEYS[plugin]
    stand_ins.put_in(wordpress, "larder", name, version)
    meta = written(wordpress, keys)["meta"] or {}  # WordPress 6.1 has no key of its own, and then answers with a list
    kept = {key for key, value in meta.items() if value and key in keys}

    assert kept == {
        "Yoast SEO": {"_yoast_wpseo_title", "_yoast_wpseo_metadesc", "_yoast_wpseo_focuskw"},
        "SEOPress": {"_seopress_titles_title", "_seopress_titles_desc"},
    }.get(plugin, set())


@pytest.mark.server
@pytest.mark.matrix
def test_a_plugins_key_holds_no_markup_and_no_script_address_and_a_wrong_type_makes_no_post(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "rank-math")
    sent = {
        "rank_math_title": "100% <b>salt</b>\n%category% <script>alert(1)</script>",
        "rank_math_canonical_url": "javascript:a",
    }
    kept = written(larder, sent)["meta"]
    for key, wrong in (("rank_math_robots", "noindex"), ("rank_math_robots", [1]), ("rank_math_title", {"a": 1})):
        with pytest.raises(WordPressRefusedError, match="masthead_invalid_type"):
            written(larder, {key: wrong})

    assert "<" not in kept["rank_math_title"]
    assert html.unescape(kept["rank_math_title"]) == "100% <b>salt</b> %category% <script>alert(1)</script>"
    assert kept["rank_math_canonical_url"] == ""
    assert len(requests.get(f"{larder.url('larder')}/wp-json/wp/v2/posts", timeout=20).json()) == 1


@pytest.mark.server
@pytest.mark.matrix
def test_a_rank_math_that_nobody_connected_prints_nothing_so_the_companion_does(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "rank-math", before="define( 'RANK_MATH_REGISTRATION_SKIP', false );")
    record = written(larder, {TITLE: "A title", DESCRIPTION: "A description", SCHEMA: json.dumps(GRAPH)})
    tree = page(record["link"])

    assert (tree.css_first("head > title").text(), descriptions(tree)) == ("A title", ["A description"])
    assert graphs(tree) == [GRAPH]
    assert "rank_math_title" not in record["meta"]


@pytest.mark.server
@pytest.mark.matrix
def test_beside_a_plugins_json_ld_only_what_the_plugin_has_not_is_printed(larder: Sites) -> None:
    faq = {"@type": ["WebPageElement", "FAQPage"], "@id": "#faq"}
    whole = {"@context": "https://schema.org", "@graph": [{"@type": "BlogPosting"}, {"@type": ["WebPage"]}, faq]}
    shapes = [whole, [{"@type": "Article"}, faq], faq, {"@type": "Person"}]
    links = [written(larder, {SCHEMA: json.dumps(each)}, title=f"Salt {n}")["link"] for n, each in enumerate(shapes)]
    stand_ins.put_in(larder, "larder", "slim-seo")
    ours = [graphs(page(link))[1:] for link in links]

    assert ours == [[{**whole, "@graph": [faq]}], [[faq]], [faq], []]


@pytest.mark.server
@pytest.mark.matrix
def test_the_list_tells_what_slim_seo_keeps_from_what_it_shows(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "slim-seo")
    unset = written(larder, {}, excerpt="Shown as if it were set.")
    written(larder, {"slim_seo": {"title": "Set"}}, title="Brine")
    rows = [row["meta"].get("slim_seo") for row in rest(larder).get(RECORDS).json["rows"]]

    assert unset["meta"]["slim_seo"]["description"] == "Shown as if it were set."
    assert descriptions(page(unset["link"])) == ["Shown as if it were set."]
    assert rows == [None, {"title": "Set"}]


@pytest.mark.server
@pytest.mark.matrix
def test_a_post_behind_a_password_shows_none_of_its_fields(larder: Sites) -> None:
    record = written(larder, {TITLE: "Secret", DESCRIPTION: "Secret", SCHEMA: '{"a": "Secret"}'}, password="salt")

    assert "Secret" not in html.unescape(requests.get(record["link"], timeout=20).text)


@pytest.mark.server
@pytest.mark.matrix
def test_pages_and_custom_types_keep_fields_too(larder: Sites) -> None:
    larder.plugin(
        "larder",
        "<?php add_action( 'init', function () { register_post_type( 'recipe', array( 'public' => true, 'show_in_rest' => true ) ); } );",
    )
    for route in ("/wp/v2/pages", "/wp/v2/recipe"):
        record = rest(larder).post(route, {"title": "Brine", "status": "publish", "meta": {TITLE: "A title"}}).json
        assert record["meta"][TITLE] == "A title"


@pytest.mark.server
@pytest.mark.matrix
def test_the_list_walks_the_whole_site_by_id_whatever_comes_and_goes_meanwhile(larder: Sites) -> None:
    api = rest(larder)
    category = api.post("/wp/v2/categories", {"name": "Salting"}).json["id"]
    posts = [written(larder, {TITLE: f"T{n}"}, title=f"Salt {n}", categories=[category])["id"] for n in range(4)]
    draft = written(larder, {}, status="draft")["id"]
    locked = written(larder, {}, password="salt")["id"]
    paged = api.post("/wp/v2/pages", {"title": "About", "status": "publish"}).json["id"]
    block = api.post("/wp/v2/blocks", {"title": "Note", "content": "Synced", "status": "publish"}).json["id"]
    api.post(f"/wp/v2/posts/{posts[1]}", {"slug": "renamed"})

    rows, after, calls = [], 0, 0
    while after is not None:
        answer = api.get(RECORDS, {"after": after, "limit": 3}).json
        rows += answer["rows"]
        after, calls = answer["next"], calls + 1
        if calls == 1:  # numbered pages would skip a row now
            requests.delete(
                f"{larder.url('larder')}/wp-json/wp/v2/posts/{posts[0]}", auth=api._session.auth, timeout=20
            )

    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows)
    assert set(found) == {*posts, draft, locked, paged, block}
    assert found[posts[1]]["old_slugs"] == ["salt-1"]
    assert found[posts[2]]["terms"]["category"] == [category]
    assert found[posts[2]]["meta"][TITLE] == "T2"
    assert "Salt keeps." in found[posts[2]]["content"]
    assert found[block]["content"] == "Synced"
    assert found[draft].keys() == found[locked].keys() == KEPT_OF_HIDDEN
    assert (found[draft]["status"], found[draft]["title"], found[draft]["protected"]) == ("draft", "Salt", False)
    assert (found[locked]["status"], found[locked]["protected"]) == ("publish", True)


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("limit", [0, 501, -1])
def test_a_limit_out_of_bounds_is_refused(larder: Sites, limit: int) -> None:
    with pytest.raises(WordPressRefusedError, match="rest_invalid_param"):
        rest(larder).get(RECORDS, {"limit": limit})


@pytest.mark.server
@pytest.mark.matrix
def test_reading_pages_and_the_list_writes_nothing(larder: Sites) -> None:
    record = written(larder, {TITLE: "A title"})
    path = f"/wp/v2/posts/{record['id']}"
    before = rest(larder).get(path).json
    page(record["link"])
    rest(larder).get(RECORDS)

    assert rest(larder).get(path).json == before


@pytest.mark.server
@pytest.mark.matrix
def test_a_second_copy_as_a_plugin_breaks_nothing(larder: Sites) -> None:
    larder.plugin("larder", COMPANION.read_text(encoding="utf-8"))

    assert written(larder, {TITLE: "A title"})["meta"][TITLE] == "A title"


@pytest.mark.server
@pytest.mark.matrix
def test_the_doctor_sees_the_companion_and_its_version(larder: Sites) -> None:
    there = larder.state.site("larder")
    seen = examine("larder", there.url, there.user, there.application_password, now())

    assert seen.companion == "1.2.1"
    assert TITLE in seen.meta_keys
