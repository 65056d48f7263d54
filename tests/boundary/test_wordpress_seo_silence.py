"""What SEO plugins lose without a word, provoked on each, and named: by a look of its own, or before anything is sent."""

from typing import Any

import pytest
import requests

from layers.boundary.wordpress.transport import Transport
from layers.errors import GoneError, MastheadError, WordPressDownError, WordPressRefusedError
from layers.nouns import SeoFields, SeoLoss, SeoPlan
from layers.publishing import seo
from tests.boundary import stand_ins
from tests.boundary.test_wordpress_seo import KEPT, chosen, kept, planned, posted, put
from tests.sites import Sites

MEANT = SeoFields(title="A title", description="A description", focus_keyword="Salt", social_title="Shared")
NOINDEX = SeoFields(noindex=True)
BULK = "/yoast/v1/bulk_editor/update_search"


@pytest.fixture
def larder(wordpress: Sites) -> Sites:
    wordpress.plugin("larder", KEPT)
    return wordpress


def rest(at: Sites, role: str = "") -> Transport:
    return at.client("larder", role=role).transport


def live(at: Sites, record: dict[str, Any]) -> str:
    return requests.get(record["link"], timeout=20).text


def why(losses: tuple[SeoLoss, ...]) -> dict[str, str]:
    return {loss.field: loss.why for loss in losses}


def bare(at: Sites, **more: Any) -> dict[str, Any]:
    """A published post of the administrator's, without fields."""
    return dict(
        rest(at).post("/wp/v2/posts", {"title": "Salt", "content": "Salt keeps.", "status": "publish", **more}).json
    )


def public(at: Sites, path: str) -> Any:
    return requests.get(f"{at.url('larder')}/wp-json{path}", timeout=20).json()


def published(at: Sites) -> int:
    return len(public(at, "/wp/v2/posts"))


@pytest.mark.server
@pytest.mark.matrix
def test_yoast_that_drops_its_keys_with_201_is_found_out(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "yoast")
    made = planned(larder, "yoast", MEANT)
    stand_ins.put_in(larder, "larder", "yoast", "27.6")  # set back between the probe and the post
    record, losses, head = put(larder.client("larder"), made)

    assert record["status"] == "publish"
    assert set(why(losses)) == {"title", "description", "focus_keyword", "social_title"}
    assert why(losses)["title"] == "Yoast SEO answered with success and kept nothing"
    assert head.description == ""  # it makes none of the excerpt


@pytest.mark.server
@pytest.mark.matrix
def test_yoast_answers_a_write_with_the_old_head_and_200_for_a_post_that_is_not_there(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "yoast")
    client = larder.client("larder")
    made = planned(larder, "yoast", MEANT)
    record = posted(client, made)
    gone = client.transport.send("POST", BULK, {"items": [{"id": 4711, "seo_title": "A title"}]})
    head = public(larder, f"/wp/v2/posts/{record['id']}")

    assert record["yoast_head_json"]["title"] == "Salt - The Larder"
    assert head["yoast_head_json"]["title"] == "A title"
    assert client.write_seo(record["id"], made) == ()
    assert seo.objection(made, gone.json) == "not_found"
    assert not {"_yoast_wpseo_title"} & set(head["meta"])  # visitors see none of it


@pytest.mark.server
@pytest.mark.matrix
def test_yoast_takes_the_fields_of_pages_from_administrators_alone(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "yoast")
    made = planned(larder, "yoast", MEANT, "page")
    _, losses, head = put(larder.client("larder"), made, "page")
    _, refused, shown = put(larder.client("larder", role="editor"), made, "page")

    assert (why(losses).keys() - {"focus_keyword"}, head.title, head.description) == (set(), "A title", "A description")
    assert set(why(refused)) == {"title", "description", "focus_keyword", "social_title"}
    assert "refused it" in why(refused)["description"]
    assert (shown.title, shown.description) == ("Salt - The Larder", "")


@pytest.mark.server
@pytest.mark.matrix
def test_rank_math_says_true_to_everything(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "rank-math")
    theirs = bare(larder)
    unknown = {"objectType": "post", "objectID": theirs["id"], "meta": {"_yoast_wpseo_title": "A title"}}
    row = {"rows": {str(theirs["id"]): {"title": "Mine now"}}}

    assert rest(larder).send("POST", "/rankmath/v1/updateMeta", unknown).json == {"slug": True, "schemas": []}
    assert rest(larder, "author").send("POST", "/rankmath/v1/updateMetaBulk", row).json == {"success": True}
    assert "title" not in kept(larder, theirs["id"])
    made = planned(larder, "rank-math", MEANT)
    assert set(why(seo.unwritten(made, theirs, [{"title": ""}]))) == {
        "title",
        "description",
        "focus_keyword",
        "social_title",
    }
    with pytest.raises(WordPressRefusedError, match="rest_invalid_param"):
        rest(larder).send("POST", "/rankmath/v1/updateMeta", {**unknown, "meta": {}})
    with pytest.raises(GoneError):
        rest(larder).send("POST", "/rankmath/v1/updateMeta", {**unknown, "objectID": 4711})


@pytest.mark.server
@pytest.mark.matrix
def test_a_rank_math_that_goes_between_the_probe_and_the_post_loses_by_name(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "rank-math")
    made = planned(larder, "rank-math", MEANT)
    stand_ins.put_in(larder, "larder", "rank-math", before="define( 'RANK_MATH_REGISTRATION_SKIP', false );")
    _, losses, _ = put(larder.client("larder"), made)

    assert set(why(losses)) == {"title", "description", "focus_keyword", "social_title"}
    assert "rest_no_route" in why(losses)["title"]
    assert chosen(larder) == "excerpt"  # active, but it does nothing: told by what it does


@pytest.mark.server
@pytest.mark.matrix
def test_seopress_calls_an_unknown_key_a_success_knows_put_alone_and_shows_its_keys_to_all(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "seopress")
    client = larder.client("larder")
    record = posted(client, planned(larder, "seopress", MEANT))
    path = f"/seopress/v1/posts/{record['id']}"
    unknown = client.transport.send("PUT", f"{path}/social-settings", {"social_title": "Shared"}).json
    for method, route, said in (("POST", "social-settings", "rest_no_route"), ("PUT", "target-keywords", "403")):
        with pytest.raises(WordPressRefusedError, match=said):
            client.transport.send(method, f"{path}/{route}", {"a": "b"})

    assert unknown == {"code": "success"}
    assert "Shared" not in kept(larder, record["id"])
    lost = seo.unwritten(*asked(client.transport, planned(larder, "seopress", MEANT), record["id"]))
    assert set(why(lost)) == {"focus_keyword", "social_title"}  # sent with success, or not at all: the look is the same
    assert public(larder, f"/wp/v2/posts/{record['id']}")["meta"]["_seopress_titles_title"] == "A title"


def asked(transport: Transport, made: SeoPlan, post_id: int) -> tuple[SeoPlan, dict[str, Any], list[Any]]:
    """The post and what the plugin's own routes show of it, without any write."""
    record = transport.get(f"/wp/v2/posts/{post_id}").json
    return made, record, [transport.get(request.path).json for request in seo.reads(made, post_id)]


@pytest.mark.server
@pytest.mark.matrix
def test_all_in_one_seo_keeps_silent_about_what_it_did_not_write(larder: Sites) -> None:
    closed = "add_filter( 'user_has_cap', fn( $all ) => array( 'aioseo_page_general_settings' => false ) + $all, 99 );"
    for before, version in (
        (closed, ""),
        ("add_filter( 'aioseo_rest_api_allow_update', '__return_false' );", ""),
        ("", "4.9.7"),
    ):
        stand_ins.put_in(larder, "larder", "aioseo", version, before)
        record, losses, _ = put(larder.client("larder"), planned(larder, "aioseo", MEANT))
        assert record["status"] == "publish"
        assert set(why(losses)) == {"title", "description", "focus_keyword", "social_title"}
        assert "kept nothing" in why(losses)["title"]


@pytest.mark.server
@pytest.mark.matrix
def test_all_in_one_seo_ignores_the_names_of_its_own_reading_and_its_meta_keys(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "aioseo")
    wrong = planned(larder, "aioseo", NOINDEX).model_copy(
        update={"fields": {"aioseo_meta_data": {"robots_noindex": True}}}
    )
    client = larder.client("larder")
    record = posted(client, wrong)

    assert seo.type_problems(wrong) != ()
    assert set(why(client.write_seo(record["id"], wrong))) == {"robots"}
    assert "noindex" not in live(larder, record)
    assert set(why(put(client, planned(larder, "aioseo", NOINDEX))[1])) == set()
    client.transport.send("POST", "/aioseo/v1/post", {"id": record["id"], "og_title": "Shared"})
    client.transport.send("POST", "/aioseo/v1/post", {"id": record["id"], "title": "A title"})
    assert "Shared" not in live(larder, record)  # its own route sets to nothing what it was not sent: never used


@pytest.mark.server
@pytest.mark.matrix
def test_a_value_that_all_in_one_seo_dies_of_leaves_a_published_post_and_is_never_sent(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "aioseo")
    wrong = planned(larder, "aioseo", MEANT).model_copy(update={"fields": {"aioseo_meta_data": "A title"}})
    with pytest.raises(WordPressDownError, match="500"):
        posted(larder.client("larder"), wrong)

    assert published(larder) == 1
    assert "not an object" in seo.type_problems(wrong)[0]


@pytest.mark.server
@pytest.mark.matrix
def test_a_property_that_slim_seo_does_not_know_leaves_a_published_post_and_is_never_sent(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "slim-seo")
    wrong = planned(larder, "slim-seo", MEANT).model_copy(
        update={"meta": {"slim_seo": {"title": "A title", "keyword": "salt"}}}
    )
    with pytest.raises(WordPressRefusedError, match="keyword is not a valid property"):
        posted(larder.client("larder"), wrong)

    assert published(larder) == 1
    assert "A title" not in live(larder, public(larder, "/wp/v2/posts")[0])
    assert "keyword is unknown" in seo.type_problems(wrong)[0]


@pytest.mark.server
@pytest.mark.matrix
def test_slim_seo_replaces_the_whole_object_and_shows_defaults_for_what_it_lost(larder: Sites) -> None:
    stand_ins.put_in(larder, "larder", "slim-seo")
    client = larder.client("larder")
    record, losses, _ = put(client, planned(larder, "slim-seo", MEANT))
    half = planned(larder, "slim-seo", SeoFields(description="Another"))
    client.transport.post(f"/wp/v2/posts/{record['id']}", {"meta": dict(half.meta)})
    after = client.transport.get(f"/wp/v2/posts/{record['id']}").json

    assert set(why(losses)) == {"focus_keyword", "social_title"}
    assert "A title" not in kept(larder, record["id"])
    assert after["meta"]["slim_seo"]["title"] == "Salt - The Larder"  # not empty, and not what was set
    assert set(why(seo.unwritten(planned(larder, "slim-seo", MEANT), after, ()))) == {"title", "description"}


@pytest.mark.server
@pytest.mark.matrix
@pytest.mark.parametrize("plugin", ["yoast", "rank-math", "seopress", "aioseo", "slim-seo"])
def test_an_author_cannot_write_into_somebody_elses_post(larder: Sites, plugin: stand_ins.SeoPluginName) -> None:
    stand_ins.put_in(larder, "larder", plugin)
    made = planned(larder, plugin, MEANT)
    theirs, author = bare(larder), larder.client("larder", role="author")

    with pytest.raises(MastheadError, match="403"):
        author.write_seo(theirs["id"], made)
    with pytest.raises(MastheadError, match="403"):
        author.transport.post(f"/wp/v2/posts/{theirs['id']}", {"meta": dict(made.meta), **made.fields})
    assert "A title" not in kept(larder, theirs["id"]) + live(larder, theirs)
