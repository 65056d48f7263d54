"""Sites that are really broken, each in one way: the doctor names the fault and its mend, and changes nothing."""

from pathlib import Path

import pytest

from layers.boundary.clock import now
from layers.boundary.wordpress.examining import examine
from layers.nouns import Category, Credentials, Site
from layers.publishing.doctor import Diagnosis, diagnose
from layers.publishing.line import Line
from sandbox import wordpress as sandbox
from tests.boundary import broken_sites as broken
from tests.boundary.proxies import answering
from tests.sites import Sites

pytestmark = pytest.mark.server

UNCHANGED = "<?php add_filter('get_the_modified_date', fn ($date, $format) => get_the_date($format), 10, 2);"
FIRST = "<!-- wp:paragraph --><p>Salt keeps.</p><!-- /wp:paragraph -->"
HTML = {"Content-Type": "text/html; charset=UTF-8"}


def configured(url: str, timezone: str = "UTC") -> Site:
    return Site(
        name="larder", url=url, timezone=timezone, credentials=Credentials(user_env="U", password_env="P"), voice="plain",
        remit="what keeps", categories=(Category(name="Salt", slug="salt"),),
    )  # fmt: skip


def examined(at: Sites, *, url: str = "", role: str = "", password: str = "", timezone: str = "UTC") -> Diagnosis:
    """Examine the empty site, as its administrator or with a role, through `url` when something stands before it."""
    there = at.state.site("larder")
    user = f"the-{role}" if role else there.user
    word = password or (sandbox.add_user(at.root, "larder", user, role) if role else there.application_password)
    address = url or there.url
    return diagnose(examine("larder", address, user, word, now(), timeout_s=10), configured(address, timezone))


def elsewhere(url: str) -> Diagnosis:
    """Examine what is no site of the sandbox."""
    return diagnose(examine("larder", url, "anna", "abcd efgh", now(), timeout_s=2), configured(url))


def line(found: Diagnosis, subject: str) -> Line:
    return next(each for each in found.lines if each.subject == subject)


def faults(found: Diagnosis) -> list[str]:
    return [each.subject for each in found.lines if each.state == "fault"]


def with_post(at: Sites, content: str = FIRST) -> int:
    record = at.client("larder")._transport.post(
        "/wp/v2/posts", {"title": "Salt", "content": content, "status": "publish"}
    )
    return int(record.json["id"])


@pytest.fixture(scope="module")
def sound(started_sites: Sites) -> Diagnosis:
    """A site with one post and nothing wrong. The post is gone before a test begins: the next one may look at the site."""
    with_post(started_sites)
    try:
        found = examined(started_sites)
    finally:
        sandbox.restore(started_sites.root, "larder")
    return found


def test_a_sound_site_has_no_fault_and_says_what_it_is(sound: Diagnosis) -> None:
    assert faults(sound) == []
    assert line(sound, "login").seen.startswith("'admin' is logged in (administrator), application password of 20")
    assert line(sound, "JSON-LD in posts").seen == "WordPress keeps it for this user"
    assert line(sound, "WordPress").seen == f"version {sound.examination.version}"
    assert line(sound, "multisite").seen == "no"
    assert line(sound, "content").seen == "of the newest 1 posts 1 are made of blocks, 0 classic"
    assert line(sound, "newest post").seen.startswith("emits title, canonical")
    assert sound.examination.companion == ""


@pytest.mark.matrix
def test_a_wrong_password_is_told_from_a_lost_header(wordpress: Sites) -> None:
    wrong = line(examined(wordpress, password="abcd efgh ijkl"), "login")
    with broken.stripping_proxy(wordpress.url("larder")) as proxy:
        lost = line(examined(wordpress, url=proxy.url), "login")

    assert (wrong.state, lost.state) == ("fault", "fault")
    assert "is wrong" in wrong.seen
    assert "application password" in wrong.mend
    assert "fastcgi_param" not in wrong.mend
    assert "header does not arrive" in lost.seen
    assert "fastcgi_param HTTP_AUTHORIZATION" in lost.mend
    assert "RewriteRule" in lost.mend


@pytest.mark.matrix
def test_where_xmlrpc_is_off_a_lost_header_and_a_wrong_password_are_both_named(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.NO_XMLRPC)

    said = line(examined(wordpress, password="abcd efgh ijkl"), "login")

    assert "look the same here" in said.seen
    assert "fastcgi_param" in said.mend
    assert "Application Passwords" in said.mend


@pytest.mark.matrix
def test_no_secret_is_in_an_examination(wordpress: Sites) -> None:
    found = examined(wordpress, password="sesame street")
    assert "sesame" not in found.model_dump_json() + repr(found)


@pytest.mark.matrix
def test_a_site_that_offers_no_application_passwords_says_so(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.NO_APPLICATION_PASSWORDS)

    said = line(examined(wordpress), "login")

    assert "offers no application passwords" in said.seen
    assert "https" in said.mend


@pytest.mark.matrix
def test_a_rest_api_closed_to_visitors_alone_is_no_fault(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.CLOSED_TO_VISITORS)

    found = examined(wordpress)

    assert faults(found) == []
    assert line(found, "REST API").seen == "closed to visitors; the login gets through"


@pytest.mark.matrix
def test_a_rest_api_closed_to_all_is_told_from_a_wrong_password(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.CLOSED_TO_ALL)

    right, wrong = examined(wordpress), examined(wordpress, password="abcd efgh ijkl")

    assert line(right, "REST API").seen == "The REST API is disabled on this site. [rest_api_disabled]"
    assert "/wp-json/" in line(right, "REST API").mend
    assert "are right" in line(right, "login").seen
    assert "is wrong" in line(wrong, "login").seen


@pytest.mark.matrix
@pytest.mark.parametrize("role", ["author", "subscriber"])
def test_a_role_that_may_not_link_is_a_fault(wordpress: Sites, role: str) -> None:
    said = line(examined(wordpress, role=role), "rights")

    assert (said.state, said.mend) == ("fault", "Give the user the role Editor.")
    assert said.seen.startswith(f"{role}: may not ")
    assert "edit other people's posts" in said.seen


@pytest.mark.matrix
def test_an_editor_is_enough(wordpress: Sites) -> None:
    with_post(wordpress)
    found = examined(wordpress, role="editor")

    assert faults(found) == []
    assert "administrators can see it" in line(found, "multisite").seen


@pytest.mark.matrix
def test_stripped_scripts_are_seen_although_the_role_claims_that_they_are_kept(wordpress: Sites) -> None:
    with_post(wordpress)
    wordpress.plugin("larder", broken.NO_SCRIPTS)

    found = examined(wordpress)

    assert found.examination.login.claims_scripts
    assert line(found, "JSON-LD in posts").state == "fault"
    assert "schema: {enabled: false}" in line(found, "JSON-LD in posts").mend


@pytest.mark.matrix
def test_plain_permalinks_are_examined_and_named(wordpress: Sites) -> None:
    with_post(wordpress)
    wordpress.plugin("larder", broken.PLAIN_PERMALINKS)

    found = examined(wordpress)

    assert (found.examination.rest, faults(found)) == ("plain", [])
    assert line(found, "permalinks").state == "warning"
    assert "Post name" in line(found, "permalinks").mend


@pytest.mark.matrix
def test_a_cron_that_does_not_run_shows_in_posts_that_are_overdue(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.OVERDUE)
    with_post(wordpress)

    said = line(examined(wordpress), "cron")

    assert said.seen.startswith("1 of 1 scheduled posts should be out already")
    assert "DISABLE_WP_CRON" in said.mend


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("php", "wanted", "seen"),
    [
        ("<?php", "Europe/Berlin", "WordPress has UTC, the YAML has Europe/Berlin"),
        (broken.OFFSET, "Europe/Berlin", "WordPress has a fixed offset of +2 h, the YAML has Europe/Berlin"),
    ],
)
def test_another_time_zone_than_the_yamls_is_a_warning(wordpress: Sites, php: str, wanted: str, seen: str) -> None:
    wordpress.plugin("larder", php)

    said = line(examined(wordpress, timezone=wanted), "time zone")

    assert (said.state, said.seen) == ("warning", seen)


@pytest.mark.matrix
def test_a_page_cache_shows_in_headers_and_comments(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.CACHED)

    assert line(examined(wordpress), "page cache").seen == "X-Cache: HIT; W3 Total Cache"


@pytest.mark.matrix
def test_a_site_that_forbids_indexing_is_a_fault(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.NO_INDEX)

    assert faults(examined(wordpress)) == ["front page"]


@pytest.mark.matrix
def test_a_hidden_version_is_said_to_be_unknown(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.VERSION_HIDDEN)

    assert line(examined(wordpress), "WordPress").state == "warning"


@pytest.mark.matrix
def test_settings_without_an_address_mean_a_multisite(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.MULTISITE_SETTINGS)

    assert line(examined(wordpress), "multisite").seen.startswith("yes")


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("content", "builder"),
    [
        ('[et_pb_section fb_built="1"][/et_pb_section]', "Divi"),
        ("[vc_row][vc_column]x[/vc_column][/vc_row]", "WPBakery"),
        ('<div data-elementor-type="wp-post" class="elementor elementor-9">x</div>', "Elementor"),
    ],
)
def test_page_builders_are_recognised(wordpress: Sites, content: str, builder: str) -> None:
    with_post(wordpress, content)

    assert line(examined(wordpress), "content").seen == f"posts made with {builder}"


SEO = [
    (broken.seo_plugin("yoast/v1", ("_yoast_wpseo_title", "_yoast_wpseo_metadesc")), ["Yoast SEO"]),
    (broken.seo_plugin("yoast/v1"), ["Yoast SEO before 27.7"]),
    (
        broken.seo_plugin(head="<!-- This site is optimized with the Yoast SEO plugin v20.1 -->"),
        ["Yoast SEO before 27.7"],
    ),
    (broken.seo_plugin("rankmath/v1"), ["Rank Math"]),
    (broken.seo_plugin("seopress/v1", ("_seopress_titles_title",)), ["SEOPress"]),
    (broken.seo_plugin("aioseo/v1"), ["All in One SEO"]),
    (broken.seo_plugin("slim-seo"), ["Slim SEO"]),
    (broken.seo_plugin(head="<!-- The SEO Framework by Sybre Waaijer -->"), ["The SEO Framework"]),
    (broken.seo_plugin("squirrly"), ["Squirrly SEO"]),
    ("<?php", []),
]


@pytest.mark.matrix
@pytest.mark.parametrize(("php", "names"), SEO, ids=[", ".join(names) or "none" for _, names in SEO])
def test_an_seo_plugin_is_told_by_what_it_does(wordpress: Sites, php: str, names: list[str]) -> None:
    wordpress.plugin("larder", php)

    seen = [each.seen for each in examined(wordpress).lines if each.subject == "SEO plugin"]

    assert [each.partition(";")[0] for each in seen] == (names or ["none that Masthead knows"])


@pytest.mark.matrix
def test_two_seo_plugins_at_once_are_a_fault(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.seo_plugin("rankmath/v1", head="<!-- All in One SEO 4.9.9 - aioseo.com -->"))

    assert faults(examined(wordpress)) == ["SEO plugins"]


@pytest.mark.matrix
def test_a_graph_that_the_site_prints_itself_is_named(wordpress: Sites) -> None:
    graph = '<script type="application/ld+json" class="rank-math-schema">{"@graph": [{"@type": ["Article", "NewsArticle"]}, {"@type": "WebPage"}]}</script>'
    wordpress.plugin("larder", broken.seo_plugin("rankmath/v1", head=graph + '<meta property="og:title" content="x">'))
    with_post(wordpress)

    found = examined(wordpress)

    assert line(found, "site's JSON-LD").seen.startswith("Article, NewsArticle, WebPage on posts")
    assert "JSON-LD Article, NewsArticle, WebPage, 1 social tags" in line(found, "newest post").seen


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("url", "seen", "mend"),
    [
        ("http://www.example.com", "in the clear", "https://"),
        ("http://127.0.0.1:9", "nothing listens", "firewall"),
        ("https://anna:sesame@www.example.com", "holds a login", "https://www.example.com"),
    ],
)
def test_a_site_that_cannot_be_reached_has_that_fault_alone(url: str, seen: str, mend: str) -> None:
    found = elsewhere(url)

    assert [(each.subject, each.state) for each in found.lines] == [("address", "fault")]
    assert seen in found.lines[0].seen
    assert mend in found.lines[0].mend
    assert "sesame" not in found.model_dump_json()


@pytest.mark.matrix
@pytest.mark.parametrize(
    ("status", "headers", "body", "seen", "mend"),
    [
        (200, HTML, b"<html><title>Just a moment</title></html>", "Just a moment", "firewall"),
        (
            401,
            HTML | {"WWW-Authenticate": "Basic"},
            b"<html><title>Staging</title></html>",
            "Staging",
            "web server itself",
        ),
        (403, HTML, b"<html><title>Forbidden</title></html>", "Forbidden", "firewall"),
        (200, HTML, b'{"namespaces": ["wp/v', "status 200", "display_errors"),
        (200, HTML, b'<br /><b>Notice</b>{"namespaces": ["wp/v2"]}', "status 200", "display_errors"),
        (200, HTML, b'{"hello": "world"}', "status 200", "No WordPress"),
        (404, HTML, b"<html><title>Not found</title></html>", "Not found", "No WordPress"),
        (302, {"Location": "/wp-login.php?redirect_to=x"}, b"", "a redirect to /wp-login.php", "login page"),
    ],
)
def test_what_stands_where_the_rest_api_should_be_is_named(
    status: int, headers: dict[str, str], body: bytes, seen: str, mend: str
) -> None:
    with answering(status, body, headers) as url:
        found = elsewhere(url)

    said = line(found, "REST API")
    assert said.state == "fault"
    assert seen in said.seen
    assert mend in said.mend


@pytest.mark.matrix
def test_a_certificate_that_nobody_vouches_for_is_a_fault(tmp_path: Path) -> None:
    with broken.self_signed(tmp_path) as url:
        [said] = elsewhere(url).lines

    assert said.state == "fault"
    assert said.seen.endswith("is not valid")
    assert "Renew the certificate" in said.mend


@pytest.mark.matrix
def test_a_site_that_sends_everybody_to_its_login_page_is_named(wordpress: Sites) -> None:
    wordpress.plugin("larder", broken.LOGIN_PAGE)

    found = examined(wordpress)

    assert line(found, "REST API").seen == f"a redirect to {wordpress.url('larder')}/wp-login.php"
    assert "login page" in line(found, "REST API").mend
    assert "are right" in line(found, "login").seen


@pytest.mark.matrix
def test_public_pages_are_read_as_a_visitor_reads_them(wordpress: Sites) -> None:
    with broken.stripping_proxy(wordpress.url("larder")) as proxy:
        examined(wordpress, url=proxy.url)

    public = [request for request in proxy.requests if request.startswith(("GET / ", "GET /?feed"))]
    assert public
    assert not set(public) & set(proxy.with_login)
    assert [request for request in proxy.with_login if "/users/me" in request]


@pytest.mark.matrix
def test_nothing_is_written(wordpress: Sites) -> None:
    with broken.stripping_proxy(wordpress.url("larder")) as proxy:
        examined(wordpress, url=proxy.url)

    writing = [request for request in proxy.requests if request.split()[0] not in ("GET", "OPTIONS")]
    assert writing == ["POST /xmlrpc.php HTTP/1.1"]  # asks which sites the user has


@pytest.mark.matrix
def test_json_ld_that_stands_in_the_newest_post_itself_is_not_taken_for_the_sites(wordpress: Sites) -> None:
    theirs = '<script type="application/ld+json">{"@type": "WebSite", "name": "Larder"}</script>'
    wordpress.plugin("larder", broken.seo_plugin(head=theirs))
    ours = '<script type="application/ld+json">\n{"@graph": [{"@type": "BlogPosting"}]}\n</script>'
    with_post(wordpress, f"{FIRST}\n\n<!-- wp:html -->\n{ours}\n<!-- /wp:html -->")

    found = examined(wordpress).examination

    assert found.post is not None
    assert "WebSite" in found.post.types
    assert "BlogPosting" not in found.post.types


def test_a_theme_that_prints_the_day_of_the_last_change_is_named(wordpress: Sites) -> None:
    """As that of the sandbox does, beside the day of publication."""
    old = {"title": "Brine", "content": FIRST, "status": "publish", "date": "2024-03-05T09:00:00"}
    transport = wordpress.client("larder")._transport
    post = transport.post("/wp/v2/posts", old).json["id"]
    transport.post(f"/wp/v2/posts/{post}", {"title": "Brine and salt"})
    shown = examined(wordpress)
    wordpress.plugin("larder", UNCHANGED)
    hidden = examined(wordpress)
    with_post(wordpress)  # its own day stands on each page that lists the newest posts

    told_by_nothing = examined(wordpress)

    assert line(shown, "last change").state == "warning"
    assert "in the text that readers see and <time>" in line(shown, "last change").seen
    assert line(hidden, "last change").seen == "readers do not see when a post was last changed"
    assert "nothing tells" in line(told_by_nothing, "last change").seen
