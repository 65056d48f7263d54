"""The promises of `WordPress`, against WordPress."""

from datetime import UTC, datetime

import pytest

from layers.boundary.wordpress import WordPress
from layers.boundary.wordpress.live import SiteFacts, site_facts
from layers.errors import ChangedMeanwhileError, LoginError, WordPressDownError, WordPressRefusedError
from layers.nouns import Post
from layers.publishing.marker import marker
from tests.boundary.drafts import MARKER, content, count, fields
from tests.boundary.proxies import dropping_proxy
from tests.sites import Sites

pytestmark = pytest.mark.server
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOSTILE = (
    "🍋 lemons & “salt”",
    "5 &lt; 6 and &lt;script&gt;alert(1)&lt;/script&gt;",
    "[gallery] [embed]x[/embed]",
    "ليمون مملّح \u202eabc\u202c",
    "'; DROP TABLE wp_posts; --",
    "C:\\new\\table \\u003c %s %d",
    "日本語のタイトル",
)


def everything(client: WordPress) -> list[Post]:
    """Every post of ours by its marker, in any status."""
    return [found for found in [client.find_own(MARKER, "salt-cured-lemons")] if found]


@pytest.fixture
def client(wordpress: Sites) -> WordPress:
    return wordpress.client("larder")


def test_the_administrator_may_do_everything(client: WordPress) -> None:
    user = client.who()
    assert user.name == "The Larder"
    assert user.roles == ("administrator",)
    assert user.unfiltered_html


def test_a_wrong_password_is_told_although_wordpress_answers_200(wordpress: Sites) -> None:
    stranger = WordPress("larder", wordpress.url("larder"), "admin", "aaaa bbbb cccc dddd")
    with pytest.raises(LoginError, match="Application Passwords") as refusal:
        stranger.who()
    assert "aaaa" not in str(refusal.value)
    with pytest.raises(LoginError):
        stranger.inventory(NOW)


@pytest.mark.parametrize(
    ("role", "lacks"),
    [("author", "edit other people's posts"), ("contributor", "publish posts"), ("subscriber", "publish posts")],
)
def test_a_role_without_rights_is_told_what_it_lacks(wordpress: Sites, role: str, lacks: str) -> None:
    with pytest.raises(
        LoginError, match=f"({role}) may not .*{lacks}".replace("(", r"\(").replace(")", r"\)")
    ) as refusal:
        wordpress.client("larder", role=role).who()
    assert "role Editor" in str(refusal.value)


def test_an_editor_suffices(wordpress: Sites) -> None:
    assert wordpress.client("larder", role="editor").who().roles == ("editor",)


def test_a_post_is_created_as_a_draft_with_what_was_sent(client: WordPress) -> None:
    category = client.ensure_term("categories", "curing", "Curing & salting")
    tag = client.ensure_term("tags", "lemons", "Lemons")
    sent = fields(categories=(category.id,), tags=(tag.id,))
    stored = client.create(sent)
    assert stored.status == "draft"
    said = {"title", "slug", "content", "excerpt", "categories", "tags"}
    assert stored.model_dump(include=said) == sent.model_dump(include=said)
    assert client.post(stored.id) == stored


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_to_the_letter(client: WordPress, text: str) -> None:
    stored = client.create(fields(title=text, excerpt=text, content=content(text)))
    assert (stored.title, stored.excerpt, stored.content) == (text, text, content(text))
    client.set_status(stored.id, "publish")
    page = client.inventory(NOW).pages[-1]
    assert page.excerpt == text


def test_a_category_that_does_not_exist_is_not_lost_silently(client: WordPress) -> None:
    with pytest.raises(WordPressRefusedError, match=r"categories|category"):
        client.create(fields(categories=(98765,)))


def test_a_slug_that_is_taken_is_not_changed_silently(client: WordPress) -> None:
    client.create(fields(content=content(mark=marker("larder/another"))))
    with pytest.raises(WordPressRefusedError, match=r"slug .*salt-cured-lemons-2"):
        client.create(fields())


def test_a_script_that_an_author_may_not_write_is_not_lost_silently(wordpress: Sites) -> None:
    scripted = (
        content() + '\n\n<!-- wp:html -->\n<script type="application/ld+json">{"a":1}</script>\n<!-- /wp:html -->'
    )
    with pytest.raises(WordPressRefusedError, match=r"content .*script"):
        wordpress.client("larder", role="author").create(fields(content=scripted))
    assert (
        wordpress.client("larder")
        .create(fields(slug="as-admin", content=scripted.replace("lemons", "limes")))
        .content.count("<script")
        == 1
    )


def test_a_plugin_that_changes_the_title_is_noticed(wordpress: Sites, client: WordPress) -> None:
    wordpress.plugin("larder", "<?php add_filter('title_save_pre', 'strtoupper');")
    with pytest.raises(WordPressRefusedError, match=r"title .*SALT-CURED LEMONS"):
        client.create(fields())


def test_creating_twice_makes_one_post(client: WordPress) -> None:
    assert client.create(fields()).id == client.create(fields()).id
    assert count(client) == 1


def test_an_answer_that_was_lost_after_the_commit_makes_no_second_post(wordpress: Sites) -> None:
    with dropping_proxy(wordpress.url("larder"), lambda line: line.startswith("POST")) as proxy:
        stored = wordpress.client("larder", url=proxy.url).create(fields())
    assert len(proxy.dropped) == 1
    assert stored.status == "draft"
    assert count(wordpress.client("larder")) == 1


def test_a_write_that_never_arrived_is_an_outage_and_the_next_run_completes_it(
    wordpress: Sites, client: WordPress
) -> None:
    wordpress.plugin("larder", "<?php if ($_SERVER['REQUEST_METHOD'] === 'POST') { http_response_code(502); exit; }")
    with pytest.raises(WordPressDownError):
        client.create(fields())
    assert count(client) == 0
    wordpress.plugin("larder", "<?php ")
    client.create(fields())
    assert count(client) == 1


def test_an_earlier_half_finished_draft_is_completed(client: WordPress) -> None:
    category = client.ensure_term("categories", "curing", "Curing")
    earlier = fields(title="Lemons in salt")
    half = client.create(earlier)  # without its category
    stored = client.create(fields(categories=(category.id,)), known=[earlier])
    assert stored.id == half.id
    assert (stored.title, stored.categories) == ("Salt-cured lemons", (category.id,))


@pytest.mark.parametrize(
    "change", [{"title": "My own title"}, {"content": content("My own words.")}, {"excerpt": "Mine."}]
)
def test_a_draft_that_a_person_has_edited_stays_theirs(client: WordPress, change: dict[str, str]) -> None:
    """WordPress moves the date of a draft with each saving: date and last change are the same before and after."""
    stored = client.create(fields())
    client._transport.post(f"/wp/v2/posts/{stored.id}", change)
    with pytest.raises(ChangedMeanwhileError, match=next(iter(change))):
        client.create(fields())
    assert client.post(stored.id).model_dump().items() >= change.items()


def test_our_post_is_found_under_another_slug_and_in_every_status(client: WordPress) -> None:
    stored = client.create(fields())
    client._transport.post(f"/wp/v2/posts/{stored.id}", {"slug": "renamed-by-hand"})
    for status in ("pending", "private", "publish", "draft"):
        client.set_status(stored.id, status)
        found = client.find_own(MARKER, "salt-cured-lemons")
        assert found is not None
        assert (found.id, found.status) == (stored.id, status)


def test_our_post_in_the_trash_is_named_and_not_made_again(client: WordPress) -> None:
    stored = client.create(fields())
    client.set_status(stored.id, "publish")
    client._transport._request("DELETE", f"/wp/v2/posts/{stored.id}", {}, None)
    with pytest.raises(WordPressRefusedError, match="in the trash"):
        client.create(fields())


def test_a_post_of_somebody_else_is_not_taken_for_ours(client: WordPress) -> None:
    client._transport.post(
        "/wp/v2/posts", {"title": "x", "slug": "salt-cured-lemons", "content": f"about {MARKER}", "status": "draft"}
    )
    assert everything(client) == []


def test_only_the_status_is_set(client: WordPress) -> None:
    category = client.ensure_term("categories", "curing", "Curing")
    stored = client.create(fields(categories=(category.id,)))
    live = client.set_status(stored.id, "publish")
    assert live.status == "publish"
    assert live.url.endswith("/salt-cured-lemons/")
    by_itself = {"url", "modified_gmt", "date_gmt"}
    assert live.model_dump(exclude={"status", *by_itself}) == stored.model_dump(exclude={"status", *by_itself})
    assert client.set_status(stored.id, "publish") == live


def test_a_status_is_set_although_the_answer_was_lost(wordpress: Sites, client: WordPress) -> None:
    stored = client.create(fields())
    with dropping_proxy(wordpress.url("larder"), lambda line: line.startswith("POST")) as proxy:
        assert wordpress.client("larder", url=proxy.url).set_status(stored.id, "publish").status == "publish"


def test_content_is_changed_where_it_is_still_what_was_read(client: WordPress) -> None:
    stored = client.create(fields())
    after = stored.content.replace("Salt draws", '<a href="/x/">Salt</a> draws', 1)
    changed = client.update_content(stored.id, stored.content, after)
    assert changed.content == after
    assert (changed.title, changed.excerpt, changed.status) == (stored.title, stored.excerpt, stored.status)
    assert client.update_content(stored.id, stored.content, after) == changed


def test_content_that_a_person_edited_meanwhile_stays_theirs(client: WordPress) -> None:
    stored = client.create(fields())
    theirs = content("A person was here.")
    client._transport.post(f"/wp/v2/posts/{stored.id}", {"content": theirs})
    with pytest.raises(ChangedMeanwhileError, match=str(stored.id)):
        client.update_content(stored.id, stored.content, content("Ours."))
    assert client.post(stored.id).content == theirs


def test_a_change_that_wordpress_does_not_keep_is_refused(wordpress: Sites) -> None:
    author = wordpress.client("larder", role="author")
    stored = author.create(fields())
    with pytest.raises(WordPressRefusedError, match="content"):
        author.update_content(stored.id, stored.content, stored.content + "<script>1</script>")


def test_a_post_that_is_gone_is_refused_with_the_words_of_wordpress(client: WordPress) -> None:
    with pytest.raises(WordPressRefusedError, match="rest_post_invalid_id"):
        client.post(987654)


@pytest.mark.parametrize("name", ["Tom & Ann's", "Käse", "R&D", "日本"])
def test_a_term_is_made_once(client: WordPress, name: str) -> None:
    first = client.ensure_term("tags", "odd", name)
    assert first.name == name
    assert client.ensure_term("tags", "odd", "whatever it is called") == first


def test_a_term_is_made_although_the_answer_was_lost(wordpress: Sites, client: WordPress) -> None:
    with dropping_proxy(wordpress.url("larder"), lambda line: line.startswith("POST")) as proxy:
        made = wordpress.client("larder", url=proxy.url).ensure_term("tags", "lemons", "Lemons")
    assert client.ensure_term("tags", "lemons", "Lemons") == made


def test_a_term_whose_name_wordpress_changes_is_refused(client: WordPress) -> None:
    with pytest.raises(WordPressRefusedError, match="as 'bold' with the slug 'odd'"):
        client.ensure_term("categories", "odd", "<b>bold</b>")


def test_a_name_that_exists_under_another_slug_is_refused(client: WordPress) -> None:
    client.ensure_term("categories", "salt", "Salt")
    with pytest.raises(WordPressRefusedError, match="the slug 'salt'"):
        client.ensure_term("categories", "salting", "Salt")


def test_the_inventory_holds_what_is_published_and_open(client: WordPress) -> None:
    category = client.ensure_term("categories", "curing", "Curing & salting")
    stored = client.create(fields(categories=(category.id,), title="Salt &amp; lemons"))
    assert client.inventory(NOW).pages == ()
    client.set_status(stored.id, "publish")
    client._transport.post("/wp/v2/pages", {"title": "About", "content": "<p>Us.</p>", "status": "publish"})
    client._transport.post(
        "/wp/v2/posts", {"title": "Secret", "content": "x", "status": "publish", "password": "sesame"}
    )
    inventory = client.inventory(NOW)
    assert [(page.type, page.title, page.words) for page in inventory.pages] == [
        ("post", "Salt & lemons", 10),
        ("page", "About", 1),
    ]
    assert inventory.total == 2
    assert inventory.pages[0].categories == (category.id,)
    assert ("curing", "Curing & salting") in {(term.slug, term.name) for term in inventory.categories}


def test_more_than_one_page_of_rows_is_read_whole(wordpress: Sites, client: WordPress) -> None:
    wordpress.plugin(
        "larder",
        "<?php add_action('init', function () { if (!get_option('made')) { update_option('made', 1);"
        " for ($i = 0; $i < 230; $i++) { wp_insert_post(['post_title' => \"P$i\", 'post_status' => 'publish']); } } });",
    )
    client.who()
    inventory = client.inventory(NOW)
    assert inventory.total == len(inventory.pages) == len({page.id for page in inventory.pages}) == 230


def test_rows_that_a_user_may_not_see_are_not_left_out_silently(wordpress: Sites, client: WordPress) -> None:
    client.set_status(client.create(fields()).id, "publish")
    with pytest.raises(LoginError, match=r"counts 1 published entries .* shows only 0"):
        wordpress.client("larder", role="contributor").inventory(NOW)


def test_plain_permalinks_are_no_obstacle(wordpress: Sites, client: WordPress) -> None:
    wordpress.plugin("larder", "<?php add_filter('pre_option_permalink_structure', '__return_empty_string');"
                     " if (str_starts_with($_SERVER['REQUEST_URI'], '/wp-json')) { http_response_code(404); exit; }")  # fmt: skip
    fresh = wordpress.client("larder")
    assert fresh.who().roles == ("administrator",)
    assert fresh.create(fields()).status == "draft"


def test_the_live_page_is_read_as_a_visitor_gets_it(client: WordPress) -> None:
    script = '<!-- wp:html -->\n<script type="application/ld+json">{"@graph":[]}</script>\n<!-- /wp:html -->'
    linked = content('Salt <a href="/other/">draws</a> the juice out.')
    stored = client.create(fields(content=f"{linked}\n\n{script}"))
    assert client.live(stored.url).status == 404
    page = client.live(client.set_status(stored.id, "publish").url)
    assert (page.status, page.noindex, page.broken_json_ld) == (200, False, 0)
    assert page.canonical == page.url
    assert '{"@graph":[]}' in page.json_ld
    assert page.links_to("/other/")


def test_two_sites_are_two_sites(wordpress: Sites) -> None:
    wordpress.client("larder").create(fields())
    assert everything(wordpress.client("atelier")) == []


def test_a_site_says_what_it_is_without_a_login(wordpress: Sites) -> None:
    facts = site_facts("atelier", wordpress.url("atelier") + "/")
    assert facts == SiteFacts(wordpress.url("atelier"), "Atelier", "Stoffe & Fäden", "Europe/Berlin", "de")
