import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from layers.boundary.search import SavedResults, SearXNG, search_for
from layers.errors import RefusedError, SearchDownError
from layers.nouns import Research
from sandbox.web import start
from tests.boundary.answers import Answers, answer, answering


@pytest.fixture
def server() -> Iterator[Answers]:
    with answering() as started:
        yield started


def results(*urls: str, **more: object) -> str:
    return json.dumps(
        {"results": [{"url": url, "title": f"Title of {url}", "content": "A snippet."} for url in urls], **more}
    )


def give(server: Answers, body: str, status: int = 200, kind: str = "application/json") -> SearXNG:
    server.at["/search"] = answer(body, status=status, kind=kind)
    return SearXNG(server.url("/", "127.0.0.1"))


def test_the_saved_web_is_searched_as_searxng_is() -> None:
    running = start()
    try:
        found = SearXNG(f"http://search.localhost:{running.port}/search").find("green tea water temperature", "en", 5)
    finally:
        running.stop()

    assert (found.engine, [hit.rank for hit in found.hits]) == ("searxng", [1, 2, 3, 4, 5])
    assert all("tea" in hit.title.casefold() for hit in found.hits)
    assert all(json.loads(sheet)["results"] for sheet in found.raw.splitlines())


def test_hits_are_ranked_and_each_address_counts_once(server: Answers) -> None:
    urls = (
        "https://a.example/",
        "ftp://b.example/",
        "https://c.example/#part",
        "https://c.example/",
        "https://d.example/",
    )
    found = give(server, results(*urls)).find("tea", "en", 10)

    assert [(hit.rank, hit.url) for hit in found.hits] == [
        (1, "https://a.example/"),
        (2, "https://c.example/"),
        (3, "https://d.example/"),
    ]
    assert (found.hits[0].title, found.hits[0].snippet) == ("Title of https://a.example/", "A snippet.")


def test_sheets_are_turned_until_there_is_enough_and_not_further(server: Answers) -> None:
    sheets = {
        "1": results("https://a.example/"),
        "2": results("https://b.example/"),
        "3": results("https://c.example/"),
    }
    server.at["/search"] = lambda handler: answer(sheets[handler.path.split("pageno=")[1]], kind="application/json")(
        handler
    )

    assert len(SearXNG(server.url("")).find("tea", "de", 2).hits) == 2
    assert [asked.split("?")[1] for asked in server.asked] == [
        f"q=tea&format=json&language=de&pageno={number}" for number in (1, 2)
    ]


def test_an_instance_that_repeats_its_first_sheet_is_not_asked_for_ever(server: Answers) -> None:
    assert len(give(server, results("https://a.example/")).find("tea", "en", 9).hits) == 1
    assert len(server.asked) == 2


def test_no_result_is_an_answer_and_silent_engines_are_an_outage(server: Answers) -> None:
    assert give(server, results()).find("tea", "en", 5).hits == ()
    with pytest.raises(SearchDownError, match=r"google.*timeout"):
        give(server, results(unresponsive_engines=[["google", "timeout"]])).find("tea", "en", 5)


@pytest.mark.parametrize("engines", [None, 3, "google", {}])
def test_a_word_on_silent_engines_that_is_no_list_is_passed_over(server: Answers, engines: object) -> None:
    assert give(server, results(unresponsive_engines=engines)).find("tea", "en", 5).hits == ()


def test_a_title_that_is_cut_off_within_an_emoji_can_be_stored(server: Answers, tmp_path: Path) -> None:
    cut = '{"results": [{"url": "https://a.example/", "title": "Tea \\ud83d", "content": "\\ud83c\\udf75 \\udf75"}]}'
    saved = tmp_path / "cut.json"
    saved.write_text(f'{{"tea": {cut}}}')
    for found in (give(server, cut).find("tea", "en", 5), SavedResults(saved).find("tea", "en", 5)):
        assert (found.hits[0].title, found.hits[0].snippet) == ("Tea ?", "🍵 ?")
        assert json.loads(found.model_dump_json())["raw"].encode()


@pytest.mark.parametrize(
    ("body", "status", "kind", "said"),
    [
        ("", 503, "text/html", "HTTP 503"),
        ("slow down", 429, "text/html", "HTTP 429"),
        ('{"results": [', 200, "application/json", "cut off"),
        ('{"answers": []}', 200, "application/json", "no list of results"),
        ("[]", 200, "application/json", "no list of results"),
        ("[" * 200_000, 200, "application/json", "cut off"),
    ],
)
def test_an_outage_is_an_error_that_may_be_tried_again(
    server: Answers, body: str, status: int, kind: str, said: str
) -> None:
    with pytest.raises(SearchDownError, match=said):
        give(server, body, status, kind).find("tea", "en", 5)


@pytest.mark.parametrize(
    ("status", "kind", "said"),
    [
        (403, "text/html", "refuses JSON"),
        (200, "text/html", "no SearXNG search"),
        (404, "application/json", "HTTP 404"),
        (400, "application/json", "HTTP 400"),
    ],
)
def test_an_instance_that_is_set_up_otherwise_is_refused_with_what_to_do(
    server: Answers, status: int, kind: str, said: str
) -> None:
    with pytest.raises(RefusedError, match=f"{said}.*settings.yml"):
        give(server, results(), status, kind).find("tea", "en", 5)


def test_an_instance_that_is_not_there_is_an_outage() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(SearchDownError, match="ConnectionError"):
        SearXNG(f"http://127.0.0.1:{port}").find("tea", "en", 5)


def test_an_instance_that_never_answers_is_an_outage() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as listener,
        pytest.raises(SearchDownError, match=r"within 0\.3 s|ReadTimeout"),
    ):
        SearXNG(f"http://127.0.0.1:{listener.getsockname()[1]}", timeout_s=0.3).find("tea", "en", 5)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    file = tmp_path / "results.json"
    file.write_text(json.dumps({"Green  Tea": json.loads(results("https://a.example/", "https://b.example/"))}))
    return file


def test_saved_results_are_found_whatever_the_capitals(saved: Path) -> None:
    found = SavedResults(saved).find("green tea", "en", 1)

    assert (found.engine, [hit.url for hit in found.hits]) == ("saved", ["https://a.example/"])


def test_a_phrase_that_was_not_saved_is_refused_and_not_empty(saved: Path) -> None:
    with pytest.raises(RefusedError, match=r"no results for 'coffee'\. It has: Green  Tea"):
        SavedResults(saved).find("coffee", "en", 5)


@pytest.mark.parametrize("content", ["[]", "{", "[" * 200_000, '{"tea": []}', '{"tea": {"results": 3}}', "7"])
def test_a_file_that_holds_no_results_is_named(saved: Path, content: str) -> None:
    saved.write_text(content)

    with pytest.raises(RefusedError, match=r"results\.json holds no saved results"):
        SavedResults(saved).find("tea", "en", 5)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"none\.json cannot be read: No such file"):
        SavedResults(tmp_path / "none.json").find("tea", "en", 5)


def test_the_configuration_chooses_the_engine(saved: Path) -> None:
    file = Research(engine="saved", url=saved.name)
    assert search_for(file, saved.parent).find("green tea", "en", 5).engine == "saved"
    assert isinstance(search_for(Research(engine="searxng", url="http://127.0.0.1:1"), saved.parent), SearXNG)


@pytest.mark.parametrize(
    ("research", "said"),
    [(Research(engine="claude"), "not built yet"), (Research(engine="searxng"), "needs `research.url`")],
)
def test_an_engine_that_cannot_be_used_says_so(research: Research, said: str, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=said):
        search_for(research, tmp_path)
