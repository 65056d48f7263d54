"""The saved web over HTTP: pages by host, robots, search in SearXNG's shape, and a host full of trouble."""

import http.client
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox.errors import SandboxError
from sandbox.web import Running, start, trouble
from sandbox.web.server import PAGES

PAGE = '<!DOCTYPE html><html lang="{lang}"><head><title>{title}</title></head><body><nav>Menu zeppelin</nav><h1>{title}</h1><p>{text}</p></body></html>'


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("pages")
    rows = [
        ("alpha.localhost", "guides/kettles.html", "en", "Kettles compared", "A kettle boils water. Kettles differ."),
        (
            "alpha.localhost",
            "tea.html",
            "en",
            "Green tea",
            "A kettle, a kettle and one more kettle: green tea likes a kettle. Kettle &amp; more kettle.",
        ),
        ("beta.localhost", "kessel.html", "de", "Kessel im Vergleich", "Ein Kessel kocht Wasser. Kettle heißt Kessel."),
        ("gamma.localhost", "yakan.html", "ja", "やかんの選び方", "やかんは湯をわかす道具です。"),
    ]
    for host, path, lang, title, text in rows:
        file = root / host / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(PAGE.format(lang=lang, title=title, text=text), encoding="utf-8")
    (root / "alpha.localhost" / "robots.txt").write_text("User-agent: *\nDisallow: /private\n")
    (root / "secret.txt").write_text("outside every host")
    return root


@pytest.fixture(scope="module")
def web(folder: Path) -> Iterator[Running]:
    running = start(folders=(folder,))
    yield running
    running.stop()


def get(web: Running, host: str, path: str) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
    connection.request("GET", path, headers={"host": f"{host}:{web.port}"})
    reply = connection.getresponse()
    found = reply.status, reply.headers.get("content-type", ""), reply.read().decode("utf-8", "replace")
    connection.close()
    return found


def search(web: Running, **query: str) -> dict[str, Any]:
    reply = requests.get(f"{web.search_url}/search", params={"format": "json"} | query, timeout=5)
    assert reply.status_code == 200
    return dict(reply.json())


def test_a_page_is_served_by_host_and_path(web: Running) -> None:
    status, kind, body = get(web, "alpha.localhost", "/guides/kettles.html")
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert "Kettles compared" in body
    assert get(web, "alpha.localhost", "/guides/kettles")[0] == 200
    assert get(web, "beta.localhost", "/guides/kettles.html")[0] == 404


def test_robots_is_each_host_s_own(web: Running) -> None:
    assert get(web, "alpha.localhost", "/robots.txt")[2].startswith("User-agent")
    assert get(web, "beta.localhost", "/robots.txt")[0] == 404


@pytest.mark.parametrize("path", ["/../secret.txt", "/%2e%2e/secret.txt", "/guides/../../secret.txt", "//etc/passwd"])
def test_nothing_outside_a_host_s_folder_is_served(web: Running, path: str) -> None:
    assert get(web, "alpha.localhost", path)[0] == 404


@pytest.mark.parametrize("host", ["..", ".", "", "nobody.localhost"])
def test_a_host_that_is_no_folder_has_no_pages(web: Running, host: str) -> None:
    assert get(web, host, "/secret.txt")[0] == 404


def test_search_has_searxng_s_shape_and_addresses_that_can_be_read(web: Running) -> None:
    found = search(web, q="kettles")
    assert set(found) == {
        "query",
        "number_of_results",
        "results",
        "answers",
        "corrections",
        "infoboxes",
        "suggestions",
        "unresponsive_engines",
    }
    first = found["results"][0]
    assert first["url"] == f"http://alpha.localhost:{web.port}/guides/kettles.html"
    assert first["positions"] == [1]
    assert {"title", "content", "engine", "engines", "score", "category"} <= set(first)
    assert get(web, "alpha.localhost", first["url"].split(str(web.port))[1])[0] == 200


def test_a_title_counts_more_than_a_mention(web: Running) -> None:
    titles = [result["title"] for result in search(web, q="kettle", language="en")["results"]]
    assert titles == ["Kettles compared", "Green tea"]


def test_a_language_leaves_out_pages_that_declare_another(web: Running) -> None:
    hosts = {result["url"].split("//")[1].split(".")[0] for result in search(web, q="kettle", language="de")["results"]}
    assert hosts == {"beta"}
    assert [result["title"] for result in search(web, q="やかん")["results"]] == ["やかんの選び方"]


@pytest.mark.parametrize("query", ["qqqzzz", "zeppelin", "kettle qqqzzz wwwxxx"])
def test_nonsense_and_words_of_the_menu_find_nothing(web: Running, query: str) -> None:
    assert search(web, q=query)["results"] == []


def test_a_second_page_is_empty_where_one_holds_all(web: Running) -> None:
    first, second = search(web, q="kettle"), search(web, q="kettle", pageno="2")
    assert first["number_of_results"] == second["number_of_results"] == 3
    assert second["results"] == []


def test_search_refuses_another_format_and_an_empty_query(web: Running) -> None:
    assert requests.get(f"{web.search_url}/search?q=kettle", timeout=5).status_code == 403
    assert requests.get(f"{web.search_url}/search?q=&format=json", timeout=5).status_code == 400


def test_search_answers_on_its_own_host_name_too(web: Running) -> None:
    assert '"kettle"' in get(web, "search.localhost", "/search?q=kettle&format=json")[2]


def test_the_troublesome_host_misbehaves(web: Running) -> None:
    def location(path: str) -> str:
        connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
        connection.request("GET", path, headers={"host": trouble.HOST})
        return connection.getresponse().headers["location"]

    assert location("/redirect-loop") == "/redirect-loop"
    assert "169.254.169.254" in location("/redirect-to-private")
    assert get(web, trouble.HOST, "/not-html")[1] == "application/octet-stream"
    assert get(web, trouble.HOST, "/no-type")[1] == ""
    asked = time.monotonic()
    assert get(web, trouble.HOST, "/slow/0.2")[0] == 200
    assert time.monotonic() - asked >= 0.2
    assert [get(web, trouble.HOST, path)[0] for path in ("/gone", "/broken", "/unknown")] == [410, 500, 404]
    with pytest.raises(http.client.RemoteDisconnected):
        get(web, trouble.HOST, "/dropped")


def test_the_endless_page_goes_on_past_ten_megabytes(web: Running) -> None:
    with socket.create_connection(("127.0.0.1", web.port), timeout=5) as connection:
        connection.sendall(f"GET /huge HTTP/1.1\r\nHost: {trouble.HOST}\r\n\r\n".encode())
        received = 0
        while received < 10_000_000:
            chunk = connection.recv(1_000_000)
            assert chunk
            received += len(chunk)


def test_a_port_that_is_taken_and_a_folder_that_is_missing_are_said_in_a_sentence(web: Running, folder: Path) -> None:
    with pytest.raises(SandboxError, match=f"127.0.0.1:{web.port}"):
        start(web.port, folders=(folder,))
    with pytest.raises(SandboxError, match="finds no folder"):
        start(folders=(folder / "nowhere",))


@pytest.mark.parametrize("module", ["sandbox.web", "sandbox.model"])
def test_the_commands_serve_and_say_where(module: str, tmp_path: Path) -> None:
    more = ["--log", str(tmp_path / "log")] if module == "sandbox.model" else []
    process = subprocess.Popen(
        [sys.executable, "-m", module, "--port", "0", *more], stdout=subprocess.PIPE, text=True, cwd=PAGES.parents[2]
    )
    try:
        assert process.stdout is not None
        address = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert address
        path = "/rehearsal/health" if more else "/healthz"
        assert requests.get(f"{address.group()}{path}", timeout=5).status_code == 200
    finally:
        process.terminate()
        process.wait(timeout=5)


@pytest.mark.parametrize(
    ("keyword", "language", "host"),
    [
        ("cold brew ratio", "en", "brewlab"),
        ("how to store loose leaf tea", "en", "leafalmanac"),
        ("Cold Brew Verhältnis", "de", "kaltbruehatlas"),
        ("水出しコーヒー 比率", "ja", "mizudashi-techo"),
    ],
)
def test_each_demo_keyword_has_five_pages_of_its_language(keyword: str, language: str, host: str) -> None:
    running = start()
    try:
        found = search(running, q=keyword, language=language)["results"]
    finally:
        running.stop()
    assert len(found) >= 5
    assert any(host in result["url"] for result in found)
