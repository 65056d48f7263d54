"""From a keyword to a linked post: what is on the site afterwards, read from outside."""

import json
import re
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from benchmarks.killing import outside
from benchmarks.stage import Desk, Ended, Stage, desk
from layers.boundary.store import Store
from sandbox.web.pages import find_pages
from sandbox.web.server import PAGES
from sandbox.wordpress import editor
from tests.flows import observing, reading
from tests.sites import Sites

pytestmark = pytest.mark.server

ID = "coffee/cold-brew-ratio"
SENT = ("title", "slug", "content", "excerpt", "categories", "tags")
SAVED = find_pages((PAGES,))
ENDINGS = re.compile(r"(published|parked|refused|awaiting \w+)")


@dataclass(frozen=True)
class Published:
    """One run of `masthead publish`, and both sites before and after it."""

    desk: Desk
    ended: Ended
    before: outside.Sites
    after: outside.Sites

    @property
    def posts(self) -> list[outside.Record]:
        return outside.versions(self.after.records, "cold-brew-ratio")

    @property
    def post(self) -> outside.Record:
        return self.posts[0]

    def step(self, key: str) -> Any:
        kept = Store(f"sqlite:///{self.desk.store}").step(ID, key)
        assert kept is not None
        return json.loads(kept.output)


@pytest.fixture(scope="module")
def published(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """An article that stays published for all tests of this module. Those that write use other keywords."""
    at = desk(stage, tmp_path_factory.mktemp("published") / "sites")
    before = outside.sites(stage)
    ended = at.masthead("publish", "coffee", "cold brew ratio")
    assert ended.returncode == 0, ended.stderr
    yield Published(at, ended, before, outside.sites(stage))
    stage.restore()


@pytest.fixture(scope="module")
def page(published: Published) -> str:
    with urllib.request.urlopen(published.post.url, timeout=30) as reply:
        return reply.read().decode()


@pytest.fixture(scope="module")
def graph(page: str) -> dict[str, dict[str, Any]]:
    scripts = [node.text() for node in LexborHTMLParser(page).css('script[type="application/ld+json"]')]
    nodes = [node for script in scripts for node in json.loads(script)["@graph"]]
    return {node["@type"]: node for node in nodes}


def test_the_command_prints_the_address_and_nothing_else(published: Published) -> None:
    assert published.ended.stdout == f"{published.post.url}\n"


def test_there_is_exactly_one_post_and_it_is_live(published: Published) -> None:
    assert [post.fields["status"] for post in published.posts] == ["publish"]


@pytest.mark.parametrize("field", SENT)
def test_wordpress_holds_each_field_as_it_was_sent(published: Published, field: str) -> None:
    sent = published.step("rendered")["fields"]

    assert published.post.fields[field] == sent[field]
    assert sent[field] or field == "tags"  # the site's terms may hold none that fits


def test_only_the_post_is_new_and_only_hosts_were_changed(published: Published) -> None:
    scene_before, scene_after = published.before.records, published.after.records
    new = scene_after.keys() - scene_before.keys()
    touched = {key for key, was in scene_before.items() if scene_after[key].content != was.content}

    assert new == {("coffee", published.post.id)}
    assert touched
    for key in touched:
        assert outside.only_linked(scene_before[key].content, scene_after[key].content, published.post.url)


def test_the_block_editor_accepts_every_block(published: Published) -> None:
    if editor.browser() is None:
        pytest.skip("needs chromium")

    found = editor.verdicts(published.desk.stage.state, "coffee", [published.post.id])

    assert [verdict for verdict in found if not verdict.valid] == []
    assert {"core/heading", "core/paragraph", "core/list"} <= {verdict.block for verdict in found}


def test_the_article_of_the_json_ld_is_the_post(published: Published, graph: dict[str, dict[str, Any]]) -> None:
    posting, written = graph["BlogPosting"], published.step("article")

    assert posting["headline"] == published.post.fields["title"]
    assert posting["description"] == written["description"]
    assert posting["keywords"][0] == "cold brew ratio"
    assert posting["inLanguage"] == "en"
    assert (
        abs(datetime.fromisoformat(posting["datePublished"]).timestamp() - datetime.now().astimezone().timestamp())
        < 600
    )
    assert graph["WebPage"]["url"] == published.post.url
    assert graph["Organization"]["name"] == "Slow Cup"


def test_the_json_ld_cites_what_the_page_lists_as_its_sources(page: str, graph: dict[str, dict[str, Any]]) -> None:
    listed = [node.attributes["href"] for node in LexborHTMLParser(page).css("ol.masthead-sources a")]

    assert [each["url"] for each in graph["BlogPosting"]["citation"]] == listed
    assert len(listed) >= 2


def test_every_passage_that_is_to_be_spoken_is_on_the_page(page: str, graph: dict[str, dict[str, Any]]) -> None:
    tree = LexborHTMLParser(page)

    for selector in graph["WebPage"]["speakable"]["cssSelector"]:
        assert tree.css_first(selector).text().strip()


def test_it_links_to_two_pages_of_its_site_and_two_at_least_have_it_in_their_text(published: Published) -> None:
    own = {record.url for record in published.before.records.values() if record.site == "coffee"}
    out = [url for url in reading.links(published.post.content) if url in own]

    assert len(set(out)) >= 2
    assert len(out) == len(set(out))


def test_pages_of_its_site_link_to_it_once_each(published: Published) -> None:
    url = published.post.url
    counts = {key: outside.links_to(record.content, url) for key, record in published.after.records.items()}
    hosts = {key: count for key, count in counts.items() if count and key != ("coffee", published.post.id)}

    assert len(hosts) >= 1
    assert set(hosts.values()) == {1}
    assert {site for site, _ in hosts} == {"coffee"}


def test_the_audit_finds_no_error_in_the_post(published: Published) -> None:
    audit = observing.here(published.desk, "audit", "coffee", "--json")
    found = [each for each in json.loads(audit.stdout)["findings"] if each["page_id"] == published.post.id]

    assert [each for each in found if each["check"] == "orphan" or each["severity"] == "error"] == []


def test_no_run_of_more_than_twelve_words_is_a_sources(published: Published) -> None:
    assert sum(1 for _ in reading.texts(published.post.content)) > 15
    copied = " ".join(SAVED[0].text.split()[:40])
    assert reading.shared_runs(published.post.content, SAVED, 12) == []
    assert reading.shared_runs(f"{published.post.content}<p>{copied}</p>", SAVED, 12) != []


def test_every_number_is_on_the_page_that_its_sentence_cites(published: Published) -> None:
    sentences = list(reading.cited(published.post.content))
    numbers = [number for each in sentences for number in reading.NUMBER.findall(each.text)]

    assert len(numbers) >= 5
    assert reading.unsupported_numbers(published.post.content, SAVED) == []
    [url, *_] = [url for each in sentences for url in each.urls]
    invented = f'<p>It takes 7,413 g of coffee.<sup><a href="{url}">[1]</a></sup></p>'
    assert reading.unsupported_numbers(published.post.content + invented, SAVED) == [
        "7,413 in “It takes 7,413 g of coffee.”"
    ]


def test_publishing_it_again_prints_the_address_and_does_nothing(published: Published) -> None:
    since = outside.lines(published.desk.stage.usage)

    again = observing.here(published.desk, "publish", "coffee", "cold brew ratio")

    assert (again.returncode, again.stdout) == (0, published.ended.stdout)
    assert outside.lines(published.desk.stage.usage) == since
    assert outside.sites(published.desk.stage) == published.after


@pytest.mark.matrix
def test_a_dry_run_shows_what_it_would_write_and_the_run_after_it_pays_nothing(
    published: Published, tmp_path: Path
) -> None:
    stage = published.desk.stage
    at = desk(stage, tmp_path / "sites")
    before = outside.sites(stage)

    dry = observing.here(at, "publish", "coffee", "espresso grind size", "--dry-run")
    between, since = outside.sites(stage), outside.lines(stage.usage)
    real = observing.here(at, "publish", "coffee", "espresso grind size")

    assert (dry.returncode, dry.stdout) == (0, "")
    assert "would create" in dry.stderr
    assert between == before
    assert real.returncode == 0, real.stderr
    assert real.stdout.strip() in dry.stderr
    assert observing.paid(stage, since).keys() <= {"LinkSentence"}


@pytest.mark.matrix
def test_an_own_brief_is_written_to_and_not_made_again(published: Published, tmp_path: Path) -> None:
    stage = published.desk.stage
    words = ("bikes", "how often to lube a bike chain")
    made = observing.here(desk(stage, tmp_path / "one"), "brief", *words, "--json")
    brief = json.loads(made.stdout) | {"angle": "Weather, not mileage, decides how often a chain wants oil."}
    file = tmp_path / "brief.json"
    file.write_text(json.dumps(brief))
    since = outside.lines(stage.usage)
    at = desk(stage, tmp_path / "two")

    ended = observing.here(at, "publish", "bikes", "--brief", str(file))

    assert ended.returncode == 0, ended.stderr
    assert not observing.paid(stage, since).keys() & {"Angle", "BriefNotes"}
    assert observing.paid(stage, since)["Draft"] == 1
    [post] = outside.versions(outside.sites(stage).records, brief["slug"])
    assert (post.fields["status"], post.url) == ("publish", ended.stdout.strip())


@pytest.mark.matrix
def test_an_own_draft_is_published_in_its_own_words(published: Published, tmp_path: Path) -> None:
    stage = published.desk.stage
    first = desk(stage, tmp_path / "one")
    assert observing.here(first, "publish", "bikes", "bike tyre pressure", "--dry-run").returncode == 0
    store = Store(f"sqlite:///{first.store}")
    parts = {
        name: json.loads(store.step("bikes/bike-tyre-pressure", key).output)
        for name, key in (("brief", "brief"), ("draft", "draft.1"))
    }
    parts["draft"]["title"] = "Bike tyre pressure, as somebody else would put it"
    file = tmp_path / "draft.yaml"
    file.write_text(yaml.safe_dump(parts, allow_unicode=True))
    since = outside.lines(stage.usage)

    ended = observing.here(desk(stage, tmp_path / "two"), "publish", "bikes", "--draft", str(file))

    assert ended.returncode == 0, ended.stderr
    assert not observing.paid(stage, since).keys() & {"Angle", "BriefNotes", "Draft"}
    [post] = outside.versions(outside.sites(stage).records, "bike-tyre-pressure")
    assert post.fields["title"] == parts["draft"]["title"]


GERMAN = (
    (
        "Filterkaffee von Hand",
        "Wer Kaffee von Hand filtert, wiegt Kaffee und Wasser. Das Verhältnis von Kaffee zu Wasser entscheidet, wie stark er wird.",
    ),
    (
        "Eiskaffee ohne Umwege",
        "Eiskaffee gelingt mit Cold Brew, der über Nacht im Kühlschrank zieht. Kaltes Wasser löst weniger Säure aus dem Kaffee.",
    ),
    (
        "Kaffee richtig mahlen",
        "Für Cold Brew wird Kaffee grob gemahlen. Je feiner das Mehl, desto trüber wird der Kaffee im Glas.",
    ),
)
JAPANESE = (
    ("アイスコーヒーの基本", "水出しコーヒーは冷たい水でゆっくり抽出する。水とコーヒーの比率が味を決める。"),
    ("コーヒー豆の挽き方", "水出しコーヒーには粗挽きの豆が向いている。細かく挽くと雑味が出やすい。"),
    ("コーヒーの保存", "抽出したコーヒーは冷蔵庫で保存する。水出しコーヒーは三日以内に飲みきる。"),
)


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("site", "language", "posts", "words"),
    [
        ("atelier", "de", GERMAN, ("cold brew verhältnis",)),
        ("larder", "ja", JAPANESE, ("水出しコーヒー 比率", "--slug", "mizudashi-hiritsu")),
    ],
)
def test_another_language_ends_in_a_clear_way(
    stage: Stage,
    wordpress: Sites,
    tmp_path: Path,
    site: str,
    language: str,
    posts: tuple[tuple[str, str], ...],
    words: tuple[str, ...],
) -> None:
    at = observing.with_site(desk(stage, tmp_path / "sites"), site, language=language, post={"image": "none"})
    for number, (title, text) in enumerate(posts, 1):
        observing.sent(stage, site, "posts", {
            "title": title, "slug": f"post-{number}", "status": "publish", "content": f"<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->",
        })  # fmt: skip

    ended = observing.here(at, "publish", site, *words)

    found = [
        each
        for each in outside.listed(stage, site, "posts", status=outside.STATUSES)
        if each["slug"] not in {"post-1", "post-2", "post-3"}
    ]
    if ended.returncode == 0:
        assert [each["status"] for each in found] == ["publish"]
        assert found[0]["link"] == ended.stdout.strip()
    else:
        assert ended.returncode in (1, 4, 5), ended.stderr
        assert ENDINGS.search(ended.stderr) or observing.sentence(ended)
        assert found == []
