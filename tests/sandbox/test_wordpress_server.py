"""Real WordPress sites: made once, seeded exactly, independent of each other, brought back, and ended without a trace."""

import html
import json
import os
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import requests

from sandbox import wordpress
from sandbox.errors import SandboxError
from sandbox.processes import ProcessTable, Service, port_is_open
from sandbox.wordpress import Site, SiteSpec, State, editor, seed
from sandbox.wordpress.archive import codename, suites
from sandbox.wordpress.core import Age
from sandbox.wordpress.database import MariaDB
from tests.sandbox.content import write_content

pytestmark = pytest.mark.server
ENGINES = ("mariadb", "sqlite")
FIRST_PORT = 18210


@pytest.fixture(scope="module", params=ENGINES)
def state(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    root = tmp_path_factory.mktemp(request.param)
    leaf = seed.spec(write_content(root / "content" / "leaf"))
    sites = [
        leaf,
        replace(leaf, name="pot", title="Pot's \\ other"),
        SiteSpec(name="bare", title="Nothing yet", language="de"),
    ]
    yield wordpress.up(root / "state", sites, FIRST_PORT, engine=request.param)
    wordpress.down(root / "state", wipe=True)


@pytest.fixture
def leaf(state: State) -> Iterator[Site]:
    yield state.site("leaf")
    wordpress.restore(state.root, "leaf")


def get(site: Site, path: str, *, password: str | None = None, **parameters: object) -> requests.Response:
    auth = (site.user, password or site.application_password)
    return requests.get(
        f"{site.url}/wp-json/wp/v2/{path}", params={"context": "edit", **parameters}, auth=auth, timeout=30
    )


def post(site: Site, path: str, *, auth: tuple[str, str] | None = None, **fields: object) -> requests.Response:
    return requests.post(
        f"{site.url}/wp-json/wp/v2/{path}", json=fields, auth=auth or (site.user, site.application_password), timeout=30
    )


def titles(site: Site) -> set[str]:
    return {row["title"]["raw"] for row in get(site, "posts", per_page=100, status="any").json()}


@pytest.mark.matrix
def test_the_application_password_belongs_to_an_administrator(leaf: Site) -> None:
    me = get(leaf, "users/me").json()
    assert (me["username"], me["roles"]) == ("admin", ["administrator"])


@pytest.mark.matrix
def test_a_database_keeps_its_temporary_tables_where_no_other_server_sweeps_them_away(tmp_path: Path) -> None:
    """MariaDB deletes, as it starts, every temporary table that it finds in its folder for them."""
    [server] = MariaDB(tmp_path).services()
    [folder] = [word.partition("=")[2] for word in server.command if word.startswith("--tmpdir=")]
    assert Path(folder).is_dir()
    assert Path(folder).is_relative_to(tmp_path)


@pytest.mark.matrix
def test_a_wrong_password_does_not_let_anyone_in(leaf: Site) -> None:
    assert get(leaf, "users/me", password="wrong").status_code == 401


@pytest.mark.matrix
def test_a_seeded_site_holds_exactly_its_content(leaf: Site) -> None:
    assert titles(leaf) == {"Water for green tea", "Black tea"}
    assert [page["slug"] for page in get(leaf, "pages", status="any").json()] == ["about"]
    assert {row["slug"]: row["count"] for row in get(leaf, "categories").json()} == {
        "uncategorized": 0,
        "green": 1,
        "black": 1,
    }
    assert {row["name"]: row["count"] for row in get(leaf, "tags").json()} == {"Water": 1, "Tea &amp; Co": 1}
    assert get(leaf, "comments").json() == []


@pytest.mark.matrix
def test_a_seeded_post_has_every_field_as_written(state: State, leaf: Site) -> None:
    water = get(leaf, "posts", slug="water-for-green-tea").json()[0]
    expected = next(
        p for p in seed.read(state.root.parent / "content" / "leaf", leaf.url).posts if p.slug == "water-for-green-tea"
    )
    assert water["content"]["raw"] == expected.content
    assert water["excerpt"]["raw"] == "Cooler than you think."
    assert (water["date"], water["date_gmt"]) == (
        "2025-03-01T09:00:00",
        "2025-03-01T00:00:00",
    )  # Tokyo is nine hours ahead
    assert water["modified"] == "2025-04-02T09:00:00"
    assert get(leaf, f"users/{water['author']}").json()["name"] == "Mika O'Hara"


@pytest.mark.matrix
def test_a_backslash_survives_the_way_into_the_database(leaf: Site) -> None:
    assert (
        "It is 5 &lt; 6 and a backslash \\n stays." in get(leaf, "posts", slug="black-tea").json()[0]["content"]["raw"]
    )


@pytest.mark.matrix
def test_pretty_permalinks_lead_to_the_page_with_menu_and_head(leaf: Site) -> None:
    reply = requests.get(f"{leaf.url}/water-for-green-tea/", timeout=30)
    assert reply.status_code == 200
    assert f'<link rel="canonical" href="{leaf.url}/water-for-green-tea/" />' in reply.text
    assert '<meta name="description" content="Cooler than you think.">' in reply.text
    assert "<title>Water for green tea – Leaf & Pot</title>" in html.unescape(reply.text)
    assert f'<a href="{leaf.url}/category/green/">Green tea</a></li>' in reply.text
    assert "--accent:#356b3c" in reply.text


@pytest.mark.matrix
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/category/green/",
        "/tag/water/",
        "/author/mika/",
        "/wp-sitemap.xml",
        "/feed/",
        "/robots.txt",
        "/wp-login.php",
    ],
)
def test_every_kind_of_address_answers(leaf: Site, path: str) -> None:
    assert requests.get(leaf.url + path, timeout=30).status_code == 200


@pytest.mark.matrix
@pytest.mark.parametrize("path", ["/no-such-page/", "/wp-content/none.css", "/wp-content/%2e%2e/wp-config.php"])
def test_what_does_not_exist_is_not_found(leaf: Site, path: str) -> None:
    assert requests.get(leaf.url + path, timeout=30).status_code in (400, 404)


@pytest.mark.matrix
def test_an_empty_site_is_empty_and_speaks_its_language(state: State) -> None:
    bare = state.site("bare")
    assert (titles(bare), get(bare, "pages", status="any").json()) == (set(), [])
    assert '<html lang="de' in requests.get(bare.url, timeout=30).text


@pytest.mark.matrix
def test_sites_do_not_share_posts_passwords_or_titles(state: State, leaf: Site) -> None:
    pot = state.site("pot")
    post(leaf, "posts", title="Only here", status="publish")
    assert "Only here" in titles(leaf)
    assert "Only here" not in titles(pot)
    assert get(pot, "users/me", password=leaf.application_password).status_code == 401
    assert html.unescape(get(pot, "settings").json()["title"]) == "Pot's \\ other"


@pytest.mark.matrix
def test_restore_brings_the_seeded_state_back(state: State, leaf: Site) -> None:
    before = titles(leaf)
    made = post(leaf, "posts", title="Passing", status="publish").json()["id"]
    picture = {"Content-Type": "image/gif", "Content-Disposition": 'attachment; filename="dot.gif"'}
    dot = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
    media = requests.post(
        f"{leaf.url}/wp-json/wp/v2/media",
        data=dot,
        headers=picture,
        auth=(leaf.user, leaf.application_password),
        timeout=30,
    ).json()
    assert requests.get(media["source_url"], timeout=30).status_code == 200
    started = time.monotonic()
    wordpress.restore(state.root, "leaf")
    assert time.monotonic() - started < 1
    assert titles(leaf) == before
    assert get(leaf, f"posts/{made}").status_code == 404
    assert requests.get(media["source_url"], timeout=30).status_code == 404


@pytest.mark.matrix
def test_a_second_up_changes_nothing(state: State, leaf: Site) -> None:
    post(leaf, "posts", title="Stays", status="publish")
    pids = {name: process.pid for name, process in ProcessTable(state.root).running().items()}
    again = wordpress.up(state.root, [SiteSpec(name="leaf", title="Another title")], FIRST_PORT)
    assert again.sites == state.sites
    assert {name: process.pid for name, process in ProcessTable(state.root).running().items()} == pids
    assert "Stays" in titles(leaf)


def test_down_ends_everything_and_up_finds_the_sites_again(state: State, leaf: Site) -> None:
    post(leaf, "posts", title="Survives", status="publish")
    wordpress.down(state.root)
    after_down = wordpress.status(state.root)
    assert after_down is not None
    assert after_down.running == ()
    assert not any(port_is_open(site.port) for site in state.sites)
    started = time.monotonic()
    wordpress.up(state.root, [], FIRST_PORT)
    assert time.monotonic() - started < 20
    assert "Survives" in titles(leaf)


@pytest.mark.parametrize(
    ("role", "code"), [("editor", 201), ("author", 201), ("contributor", 403), ("subscriber", 403)]
)
def test_a_user_of_another_role_has_that_role_s_rights(state: State, leaf: Site, role: str, code: int) -> None:
    password = wordpress.add_user(state.root, "leaf", f"a{role}", role)
    assert post(leaf, "posts", auth=(f"a{role}", password), title="Mine", status="publish").status_code == code


@pytest.mark.matrix
def test_a_plugin_counts_from_the_next_request_until_restore(state: State, leaf: Site) -> None:
    marked = wordpress.plugin(
        state.root, "leaf", "<?php add_filter( 'the_title', fn( $title ) => $title . ' (marked)' );"
    )
    os.utime(marked, (1, 1))  # PHP keeps compiled only what was not written in the last two seconds
    assert all("Black tea (marked)" in requests.get(f"{leaf.url}/black-tea/", timeout=30).text for _ in range(8))
    assert "Black tea (marked)" in requests.get(f"{leaf.url}/black-tea/", timeout=30).text
    wordpress.plugin(state.root, "leaf", "<?php add_filter( 'the_title', fn( $title ) => $title . ' (changed)' );")
    assert "Black tea (changed)" in requests.get(f"{leaf.url}/black-tea/", timeout=30).text
    wordpress.restore(state.root, "leaf")
    assert "Black tea (changed)" not in requests.get(f"{leaf.url}/black-tea/", timeout=30).text


@pytest.mark.matrix
def test_no_request_leaves_the_machine_and_no_mail(state: State, leaf: Site) -> None:
    probe = """<?php add_action( 'rest_api_init', fn() => register_rest_route( 'probe/v1', '/out', array(
        'permission_callback' => '__return_true',
        'callback' => fn() => array(
            'outside' => wp_remote_get( 'http://192.0.2.1/' )->get_error_code(),
            'own' => wp_remote_retrieve_response_code( wp_remote_get( home_url( '/robots.txt' ) ) ),
            'mail' => wp_mail( 'someone@example.org', 'x', 'y' ),
        ) ) ) );"""
    wordpress.plugin(state.root, "leaf", probe, "probe")
    answer = requests.get(f"{leaf.url}/wp-json/probe/v1/out", timeout=30).json()
    assert answer == {"outside": "http_request_blocked", "own": 200, "mail": True}


@pytest.mark.matrix
def test_passwords_are_readable_by_the_owner_only_and_not_in_logs(state: State) -> None:
    file = state.root / "state.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["sites"][0]["application_password"] == state.sites[0].application_password
    logs = "".join(log.read_text() for log in (state.root / "logs").iterdir())
    records = "".join(record.read_text() for record in (state.root / "run").iterdir())
    for site in state.sites:
        assert site.application_password not in logs + records + repr(state)
        assert site.admin_password not in logs + records + repr(state)


@pytest.mark.matrix
def test_another_program_can_run_beside_the_sites_and_goes_with_them(state: State) -> None:
    beside = Service("beside", ("python3", "-m", "http.server", "--bind", "127.0.0.1", "{port}"), FIRST_PORT + 90)
    assert "beside" in wordpress.up(state.root, [], FIRST_PORT, services=[beside]).running
    ProcessTable(state.root).stop("beside")
    assert not port_is_open(FIRST_PORT + 90)


@pytest.mark.matrix
def test_the_wrong_engine_or_site_is_refused_in_a_sentence(state: State) -> None:
    other = next(engine for engine in ENGINES if engine != state.database)
    with pytest.raises(SandboxError, match=f"live in {state.database}"):
        wordpress.up(state.root, [], FIRST_PORT, engine=other)  # type: ignore[arg-type]
    with pytest.raises(SandboxError, match="No site 'nowhere'"):
        wordpress.restore(state.root, "nowhere")


@pytest.mark.matrix
@pytest.mark.skipif(len(suites()) < 2, reason=f"{codename()} has no newer suite to look in")
def test_the_newest_wordpress_is_newer_than_the_system_s_own() -> None:
    newest, oldest = (tuple(map(int, wordpress.core(age).version.split("."))) for age in ("newest", "oldest"))
    assert newest > oldest


@pytest.mark.matrix
def test_the_oldest_wordpress_runs_too(tmp_path: Path) -> None:
    spec = seed.spec(write_content(tmp_path / "leaf"))
    state = wordpress.up(tmp_path / "state", [spec], FIRST_PORT + 50, age="oldest")
    try:
        site = state.site("leaf")
        assert state.wordpress == wordpress.core("oldest").version
        assert get(site, "users/me").json()["roles"] == ["administrator"]
        assert titles(site) == {"Water for green tea", "Black tea"}
    finally:
        wordpress.down(tmp_path / "state", wipe=True)


@pytest.mark.matrix
@pytest.mark.parametrize("seconds", [0.4, 0.9, 1.3])
def test_an_up_that_was_killed_is_completed_by_the_next(tmp_path: Path, seconds: float) -> None:
    folder, root = write_content(tmp_path / "leaf"), tmp_path / "state"
    code = f"from pathlib import Path; from sandbox import wordpress as w; from sandbox.wordpress import seed; w.up(Path({str(root)!r}), [seed.spec(Path({str(folder)!r}))], {FIRST_PORT + 60})"
    first = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    first.kill()
    first.wait()
    try:
        site = wordpress.up(root, [seed.spec(folder)], FIRST_PORT + 60).site("leaf")
        assert titles(site) == {"Water for green tea", "Black tea"}
        assert get(site, "posts", per_page=100, status="any").headers["X-WP-Total"] == "2"
    finally:
        wordpress.down(root, wipe=True)


@pytest.mark.matrix
@pytest.mark.skipif(editor.browser() is None, reason="the block validator needs chromium")
@pytest.mark.parametrize("age", ["newest", pytest.param("oldest", marks=pytest.mark.matrix)])
def test_the_editor_accepts_every_seeded_block_and_sees_a_broken_one(tmp_path: Path, age: Age) -> None:
    state = wordpress.up(tmp_path / "state", wordpress.demo_sites(), FIRST_PORT + 70, age=age)
    try:
        for site in state.sites:
            posts = [
                row["id"] for kind in ("posts", "pages") for row in get(site, kind, per_page=100, _fields="id").json()
            ]
            verdicts = editor.verdicts(state, site.name, posts)
            assert {verdict.post for verdict in verdicts} == set(posts)
            assert [verdict for verdict in verdicts if not verdict.valid] == []
        broken = post(
            site,
            "posts",
            title="Broken",
            content="<!-- wp:heading -->\n<h3>Level 3, it says</h3>\n<!-- /wp:heading -->",
        ).json()["id"]
        loose = post(site, "posts", title="Loose", content="<p>outside of every block</p>").json()["id"]
        assert {verdict.post for verdict in editor.invalid_blocks(state, site.name, [broken, loose])} == {broken, loose}
    finally:
        wordpress.down(tmp_path / "state", wipe=True)
