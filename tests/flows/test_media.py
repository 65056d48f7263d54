"""The image of a post on a real site: sent once, kept as a step, and one sentence where there can be none."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PIL import Image

from benchmarks.killing import outside
from benchmarks.stage import Desk
from flows import media
from flows.examination import probed
from flows.job import Job
from flows.newsroom import Newsroom
from flows.orders import Order
from flows.steps import Steps
from layers.errors import ImageError
from layers.nouns import Article, PostRules
from tests.layers.drafts import draft

pytestmark = [pytest.mark.server, pytest.mark.matrix]
TITLE = "Cold brew ratio: how much coffee"
ARTICLE = Article(
    keyword="cold brew ratio", slug="cold-brew-ratio", draft=draft(title="Cold brew ratio: *how much* coffee"), seo_title="Cold brew",
    description="How much coffee a litre takes.", excerpt="How much coffee.", category="brewing",
)  # fmt: skip
Begin = Callable[..., Job]
Images = Callable[[], list[outside.Json]]


@pytest.fixture
def begin(desk: Desk) -> Begin:
    """Begin the article at the coffee site, or go on with it in another process's place."""
    with (desk.folder / ".env").open("a", encoding="utf-8") as file:
        file.write(f"MASTHEAD_STORE='sqlite:///{desk.store}'\n")
    desk.store.parent.mkdir(exist_ok=True)
    probed(Newsroom(desk.folder, rehearse=True), "coffee", lambda _: None)

    def begun(told: list[str] | None = None, **said: object) -> Job:
        room = Newsroom(desk.folder, rehearse=True)
        order = Order(site="coffee", keyword="cold brew ratio", slug="cold-brew-ratio", **said)
        run = room.store.open_run("coffee", "article", order.article)
        heard = [] if told is None else told
        steps = Steps(room.store, order.article, run, lambda _, work: work(), lambda _, words: heard.append(words))
        return Job(room, order, run, steps)

    return begun


@pytest.fixture
def images(desk: Desk) -> Images:
    """What the site's library holds, read by other means."""
    return lambda: list(outside.listed(desk.stage, "coffee", "media", orderby="id", order="asc"))


def written(job: Job) -> list[tuple[str, int, str, str]]:
    return [
        (entry.object_type, entry.object_id, entry.field, entry.state)
        for entry in job.room.store.journal(article=job.article)
    ]


def photo(folder: Path) -> str:
    path = folder / "IMG 4711.jpeg"
    Image.radial_gradient("L").resize((1600, 900)).save(path, "JPEG")
    return str(path)


def test_a_post_without_an_image_gets_a_card_with_its_title(begin: Begin, images: Images) -> None:
    before = len(images())
    job = begin()
    kept = media.featured(job, ARTICLE, "", "")

    record = images()[-1]
    assert kept is not None
    assert (kept.width, kept.height, kept.alt) == (1200, 630, TITLE)
    assert (record["id"], record["title"]["raw"], record["alt_text"]) == (kept.id, TITLE, TITLE)
    assert record["source_url"].endswith("/cold-brew-ratio.png")
    assert written(job) == [("media", kept.id, "created", "written")]
    assert media.featured(begin(), ARTICLE, "", "") == kept
    assert len(images()) == before + 1


def test_the_operators_file_goes_first_under_the_articles_name(begin: Begin, images: Images, tmp_path: Path) -> None:
    kept = media.featured(begin(), ARTICLE, photo(tmp_path), "A glass of coffee")

    assert kept is not None
    assert (kept.width, kept.alt) == (1600, "A glass of coffee")
    assert images()[-1]["source_url"].endswith("/cold-brew-ratio.jpg")


def test_a_run_that_was_killed_after_sending_finds_its_image_and_closes_its_entry(
    begin: Begin, images: Images, tmp_path: Path
) -> None:
    path, killed = photo(tmp_path), begin()
    killed.room.store.record_write(killed.run, killed.article, "media", 0, "created", before="", after="x")
    killed.wordpress.ensure_image(Path(path).read_bytes(), "cold-brew-ratio.jpg", "A glass", TITLE)
    before = len(images())

    job = begin()
    kept = media.featured(job, ARTICLE, path, "A glass")

    assert kept is not None
    assert written(job) == [("media", kept.id, "created", "written")]
    assert len(images()) == before


def test_an_image_that_was_deleted_meanwhile_is_sent_again(begin: Begin, images: Images) -> None:
    job = begin()
    first = media.featured(job, ARTICLE, "", "")
    assert first is not None
    job.wordpress._transport._session.delete(
        f"{job.wordpress.url}/wp-json/wp/v2/media/{first.id}", params={"force": "true"}, timeout=20
    ).raise_for_status()

    second = media.featured(begin(), ARTICLE, "", "")

    assert second is not None
    assert second.id != first.id
    assert images()[-1]["id"] == second.id


def test_an_alt_text_on_the_site_stays_and_the_operator_is_told(begin: Begin, tmp_path: Path) -> None:
    path = photo(tmp_path)
    begin().wordpress.ensure_image(Path(path).read_bytes(), "other.jpg", "A person's own words", "Other")
    told: list[str] = []

    kept = media.featured(begin(told), ARTICLE, path, "A glass of coffee")

    assert kept is not None
    assert kept.alt == "A person's own words"
    assert f"image {kept.id} has the alt text 'A person's own words' on the site, which stays" in told


def test_nothing_is_sent_where_no_image_is_wanted_or_none_may_be_uploaded(
    begin: Begin, desk: Desk, images: Images, tmp_path: Path
) -> None:
    with (desk.folder / "coffee.yaml").open("a", encoding="utf-8") as file:
        file.write("post: {image: none}\n")  # where none can be uploaded, a site that wants cards is refused
    before = len(images())
    assert media.featured(begin(post=PostRules(image="none")), ARTICLE, "", "") is None
    job = begin()
    found = job.room.store.probe("coffee", job.site.url, job.wordpress._transport.user)
    assert found is not None
    job.room.store.put_probe(found.model_copy(update={"media": "no", "at": found.at + timedelta(seconds=1)}))
    assert media.featured(begin(post=PostRules()), ARTICLE, "", "") is None
    assert media.featured(begin(), ARTICLE, photo(tmp_path), "A glass") is None
    assert len(images()) == before


def test_a_title_that_cannot_be_drawn_stops_before_anything_is_sent(begin: Begin, images: Images) -> None:
    before, job = len(images()), begin()
    japanese = ARTICLE.model_copy(update={"draft": draft(title="水出しコーヒーの比率")})

    with pytest.raises(ImageError, match="cannot draw it"):
        media.featured(job, japanese, "", "")
    assert (written(job), len(images())) == ([], before)


def test_a_script_that_the_font_lacks_is_found_out_before_anything_is_paid(begin: Begin, desk: Desk) -> None:
    media.refuse_undrawable(begin())
    file = desk.folder / "coffee.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("title: Slow Cup", "title: コーヒー研究所"), encoding="utf-8"
    )
    media.refuse_undrawable(begin(image="photo.jpg", alt="A glass"))
    media.refuse_undrawable(begin(post=PostRules(image="none")))
    with pytest.raises(ImageError, match="Katakana"):
        media.refuse_undrawable(begin())
