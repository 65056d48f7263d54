"""Sites as they really stand: in a folder, in a network, behind nginx, with constants in their wp-config.php."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox import wordpress
from sandbox.errors import SandboxError
from sandbox.processes import ProcessTable
from sandbox.wordpress import Site, SiteSpec, State

pytestmark = [pytest.mark.server, pytest.mark.matrix]
FIRST_PORT = 18310
SCRIPT = '<script type="application/ld+json">{"@type": "Thing"}</script>'
DOT = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
SPECS = (
    SiteSpec("cellar", "In a folder", folder="press"),
    SiteSpec("main", "Main site", multisite=True),
    SiteSpec("branch", "Second site", multisite=True, folder="press", timezone="Europe/Berlin"),
    SiteSpec("front", "Behind nginx", server="nginx"),
    SiteSpec("deaf", "Behind a deaf nginx", server="nginx-no-login"),
    SiteSpec("both", "Behind nginx in a network", server="nginx", multisite=True, folder="press"),
    SiteSpec("strict", "Strict", constants={"DISALLOW_UNFILTERED_HTML": True, "WP_POST_REVISIONS": 3}),
)
ANSWER = tuple(spec.name for spec in SPECS if spec.name != "deaf")


@pytest.fixture(scope="module", params=["newest", pytest.param("oldest", marks=pytest.mark.matrix)])
def state(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    root = tmp_path_factory.mktemp(request.param)
    try:
        yield wordpress.up(root, SPECS, FIRST_PORT, age=request.param)
    finally:
        wordpress.down(root, wipe=True)


def rest(site: Site, path: str, login: tuple[str, str] | None = None, **post: object) -> Any:
    auth = login or (site.user, site.application_password)
    method = "POST" if post else "GET"
    address = f"{site.url}/wp-json/wp/v2/{path}"
    answer = requests.request(method, address, params={"context": "edit"}, json=post or None, auth=auth, timeout=30)
    assert answer.ok, answer.text
    return answer.json()


def kept(site: Site, login: tuple[str, str] | None = None) -> bool:
    """Whether a script comes back as it was sent."""
    made = rest(site, "posts", login, title="Salt", content=SCRIPT, status="publish")
    stored: str = rest(site, f"posts/{made['id']}", login)["content"]["raw"]
    return stored == SCRIPT


@pytest.mark.parametrize("name", ANSWER)
def test_a_post_and_a_picture_stand_below_the_site_s_own_address(state: State, name: str) -> None:
    site = state.site(name)
    made = rest(site, "posts", title="Salt keeps", content="<p>Salt keeps.</p>", status="publish")
    picture = {"Content-Type": "image/gif", "Content-Disposition": 'attachment; filename="dot.gif"'}
    auth = (site.user, site.application_password)
    media = requests.post(f"{site.url}/wp-json/wp/v2/media", data=DOT, headers=picture, auth=auth, timeout=30).json()

    page = requests.get(made["link"], timeout=30)
    assert made["link"].startswith(f"{site.url}/")
    assert page.status_code == 200
    assert "Salt keeps." in page.text
    assert requests.get(media["source_url"], timeout=30).content == DOT


@pytest.mark.parametrize("name", [spec.name for spec in SPECS])
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200), ("/wp-login.php", 200), ("/wp-cron.php", 200), ("/wp-sitemap.xml", 200), ("/feed/", 200),
        ("/?rest_route=/wp/v2/types/post", 200), ("/wp-includes/css/buttons.css", 200), ("/no-such-page/", 404),
        ("/wp-content/none.css", 404),
    ],
)  # fmt: skip
def test_every_kind_of_address_answers(state: State, name: str, path: str, status: int) -> None:
    assert requests.get(state.site(name).url + path, timeout=30).status_code == status


@pytest.mark.parametrize("name", [spec.name for spec in SPECS])
def test_the_configuration_is_not_for_visitors(state: State, name: str) -> None:
    answer = requests.get(f"{state.site(name).url}/wp-content/%2e%2e/wp-config.php", timeout=30)

    assert "DB_NAME" in (state.root / "sites" / name / "wp-config.php").read_text()
    assert "DB_NAME" not in answer.text


def test_beside_a_folder_there_is_nothing_and_beside_a_network_s_site_its_main_site(state: State) -> None:
    beside = {name: state.site(name).url.removesuffix("/press") + "/wp-json/" for name in ("cellar", "branch", "both")}

    assert requests.get(beside["cellar"], timeout=30).status_code == 404
    assert requests.get(beside["branch"], timeout=30).json()["name"] == "Second site"
    assert requests.get(beside["both"], timeout=30).json()["home"] == state.site("both").url.removesuffix("/press")


def test_the_sites_of_a_network_have_posts_and_settings_of_their_own(state: State) -> None:
    branch = state.site("branch")
    rest(branch, "posts", title="Only in the branch", status="publish")

    assert "url" not in rest(branch, "settings")
    assert rest(branch, "settings")["timezone"] == "Europe/Berlin"
    assert "Only in the branch" not in requests.get(branch.url.removesuffix("/press"), timeout=30).text


@pytest.mark.parametrize("name", ["main", "branch", "both"])
def test_in_a_network_only_the_super_admin_s_scripts_are_kept(state: State, name: str) -> None:
    site = state.site(name)
    login = ("the-administrator", wordpress.add_user(state.root, name, "the-administrator", "administrator"))

    assert rest(site, "users/me", login)["roles"] == ["administrator"]
    assert (kept(site), kept(site, login)) == (True, False)


def test_constants_are_in_force(state: State) -> None:
    assert (kept(state.site("front")), kept(state.site("strict"))) == (True, False)


def test_nginx_hands_on_the_login_by_one_line_of_its_configuration(state: State) -> None:
    texts = [(state.root / "sites" / name / "nginx" / "nginx.conf").read_text() for name in ("front", "deaf")]
    deaf = state.site("deaf")
    answer = requests.get(f"{deaf.url}/wp-json/wp/v2/users/me", auth=(deaf.user, deaf.application_password), timeout=30)

    assert answer.status_code == 401
    assert rest(state.site("front"), "users/me")["roles"] == ["administrator"]
    assert [text.count("fastcgi_param HTTP_AUTHORIZATION $http_authorization;") for text in texts] == [1, 0]


def test_every_server_listens_on_loopback_alone(state: State) -> None:
    for site in state.sites:
        with socket.socket() as other:
            assert other.connect_ex(("127.0.0.2", site.port)) != 0  # would answer if it listened on all addresses


def test_restore_brings_a_network_back(state: State) -> None:
    branch = state.site("branch")
    made = rest(branch, "posts", title="Passing", status="publish")["id"]
    wordpress.restore(state.root, "branch")

    assert made not in {post["id"] for post in rest(branch, "posts")}


def test_down_ends_nginx_and_php_and_up_finds_the_sites_again(state: State) -> None:
    started = {process.pid for process in ProcessTable(state.root).running().values()}
    wordpress.down(state.root)

    assert not [pid for pid in started if Path(f"/proc/{pid}/exe").exists()]
    again = wordpress.up(state.root, [], FIRST_PORT)
    assert again.sites == state.sites
    assert {"front", "front-fpm"} <= set(again.running)
    assert rest(again.site("both"), "users/me")["roles"] == ["administrator"]


def test_a_folder_that_is_no_single_word_is_refused() -> None:
    with pytest.raises(SandboxError, match="cannot be the folder of 'larder'"):
        SiteSpec("larder", "Larder", folder="a/b")
