"""What a post shall say of itself, and the step that writes it after the post: once, entered in the journal."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.job import Job
from flows.lease import writing_to
from flows.newsroom import Newsroom
from flows.orders import Order
from flows.seo_fields import STEP, planned, seo_fields, written
from flows.steps import Steps
from layers.errors import NotReadyError, WordPressDownError
from layers.nouns import Means, Media, PostFields, PostRules, SeoFields, SeoPlan
from layers.publishing import marker, seo
from tests.layers.publishing import samples
from tests.sites import Sites

ORDER = Order(site="larder", keyword="salt", slug="salt")
MEANT = SeoFields(title="Salt keeps", description="How salt keeps food.", focus_keyword="salt")
RANK_MATH = """<?php
add_action('rest_api_init', function () {
    register_rest_route('rankmath/v1', '/updateMeta', array('methods' => 'POST', 'permission_callback' => '__return_true', 'callback' => function ($request) {
        update_option('times_written', 1 + (int) get_option('times_written'));
        return array('slug' => true, 'schemas' => array());
    }));
    register_rest_route('rankmath/v1', '/times', array('permission_callback' => '__return_true', 'callback' => fn() => array('times' => (int) get_option('times_written'))));
});
"""
BROKEN = RANK_MATH.replace(
    "return array('slug' => true, 'schemas' => array());", "return new WP_Error('x', 'y', array('status' => 500));"
)
SITE = """
name: larder
url: {url}
credentials: {{user_env: LARDER_USER, password_env: LARDER_PASSWORD}}
voice: plain
remit: what keeps
categories: [{{name: Salt, slug: salt}}]
"""


def test_search_results_get_the_title_made_for_them_and_networks_the_headline_and_the_image():
    article = samples.article()
    image = Media(id=4, url="https://coffee.example/card.png")
    made = seo_fields(article, PostRules(canonical="https://first.example/a/", noindex=True), image)

    assert made == SeoFields(
        title=article.seo_title, description=article.description, focus_keyword=article.keyword,
        canonical="https://first.example/a/", noindex=True, social_title=article.draft.title,
        social_description=article.description, social_image=image.url,
    )  # fmt: skip
    assert seo_fields(article, PostRules(), None).social_image == ""


def test_an_address_that_is_none_parks_the_article_before_anything_is_written(tmp_path: Path) -> None:
    (tmp_path / "network.yaml").write_text(f"store: sqlite:///{tmp_path}/store.db\n")
    (tmp_path / "larder.yaml").write_text(SITE.format(url="http://127.0.0.1:9"))
    room = Newsroom(tmp_path)
    means = Means(probed_at=datetime(2026, 11, 20, tzinfo=UTC), adapter="yoast", meta_keys=seo.ADAPTERS["yoast"].keys)

    def planned_with(canonical: str) -> SeoPlan:
        order = ORDER.model_copy(update={"post": PostRules(canonical=canonical)})
        steps = Steps(room.store, ORDER.article, "run", lambda _name, work: work(), lambda _article, _line: None)
        return planned(Job(room, order, "run", steps), means, samples.article(), None)

    assert planned_with("https://first.example/salt/").meta["_yoast_wpseo_canonical"] == "https://first.example/salt/"
    with pytest.raises(NotReadyError, match=r"canonical address 'https://\[your-domain\]/' is no address"):
        planned_with("https://[your-domain]/")


@pytest.fixture
def job(wordpress: Sites, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Job:
    site = wordpress.state.site("larder")
    (tmp_path / "network.yaml").write_text(f"store: sqlite:///{tmp_path}/store.db\n")
    (tmp_path / "larder.yaml").write_text(SITE.format(url=site.url))
    monkeypatch.setenv("LARDER_USER", site.user)
    monkeypatch.setenv("LARDER_PASSWORD", site.application_password)
    monkeypatch.delenv("MASTHEAD_STORE", raising=False)
    room = Newsroom(tmp_path)
    room.store.add_article("larder", "salt", "salt", "working")
    run = room.store.open_run("larder", "article", ORDER.article)
    steps = Steps(room.store, ORDER.article, run, lambda _name, work: work(), lambda _article, _line: None)
    return Job(room, ORDER, run, steps)


def post(job: Job) -> int:
    content = f'<!-- wp:paragraph {{"metadata":{{"name":"{marker(ORDER.article)}"}}}} -->\n<p>Salt.</p>\n<!-- /wp:paragraph -->'
    return job.wordpress.create(PostFields(title="Salt", slug="salt", content=content, excerpt="")).id


def states(job: Job) -> list[str]:
    return [entry.state for entry in job.room.store.journal(article=ORDER.article) if entry.field == STEP]


def times(job: Job) -> int:
    return int(job.wordpress.transport.get("/rankmath/v1/times").json["times"])


@pytest.mark.server
def test_the_fields_are_written_once_and_journalled_and_what_nobody_showed_is_lost(job: Job, wordpress: Sites) -> None:
    wordpress.plugin("larder", RANK_MATH)
    plan = seo.plan("rank-math", (), MEANT)
    post_id = post(job)
    with writing_to(job.room.store, "larder"):
        first = written(job, post_id, plan)
        again = written(job, post_id, plan)

    assert first == again
    assert [loss.field for loss in first] == ["title", "description", "focus_keyword"]
    assert (times(job), states(job)) == (1, ["written"])


@pytest.mark.server
def test_a_write_that_an_outage_cut_off_is_made_again_and_its_entry_settled(job: Job, wordpress: Sites) -> None:
    plan = seo.plan("rank-math", (), MEANT)
    post_id = post(job)
    with writing_to(job.room.store, "larder"):
        wordpress.plugin("larder", BROKEN)
        with pytest.raises(WordPressDownError):
            written(job, post_id, plan)
        open_before = states(job)
        wordpress.plugin("larder", RANK_MATH)
        written(job, post_id, plan)

    assert (open_before, states(job)) == (["open"], ["written", "written"])


@pytest.mark.server
def test_where_the_one_write_took_everything_nothing_is_sent_and_only_looked_for(job: Job) -> None:
    plan = seo.plan("excerpt", (), MEANT)
    with writing_to(job.room.store, "larder"):
        lost = written(job, post(job), plan)

    assert [loss.field for loss in lost] == ["title", "description", "focus_keyword"]
    assert states(job) == []
