"""Whatever is wrong: one clear sentence, the right exit code, nothing changed on a site, nothing lost that was paid for."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from benchmarks.killing import outside
from benchmarks.stage import Desk, Stage, desk
from layers.boundary.store import Store
from sandbox import wordpress
from sandbox.model.script import Failure
from sandbox.processes import free_port
from tests.flows import observing

pytestmark = pytest.mark.server

REFUSED, MISTAKE, OUTAGE = 1, 2, 3
PUBLISH = ("publish", "coffee", "cold brew ratio")
ALWAYS: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def untouched(stage: Stage) -> Iterator[outside.Sites]:
    """Both sites as they are all the time: no test of this module changes them."""
    stage.restore()
    yield outside.sites(stage)
    stage.restore()


@pytest.fixture
def at(stage: Stage, untouched: outside.Sites, tmp_path: Path) -> Iterator[Desk]:
    yield desk(stage, tmp_path / "sites")
    stage.model.service.script.load(())
    assert outside.sites(stage) == untouched


@pytest.fixture
def refused(at: Desk) -> Callable[..., str]:
    """Run the command, expect this exit code and one sentence, and return the sentence; nothing was spent."""

    def run(code: int, *words: str, **more: str) -> str:
        since = outside.lines(at.stage.usage)
        ended = observing.here(at, *words, **more)
        assert ended.returncode == code, ended.stderr
        assert outside.lines(at.stage.usage) == since
        return observing.sentence(ended)

    return run


def closed_port() -> str:
    return f"http://127.0.0.1:{free_port(9990)}"


def written(folder: Path, name: str, data: object) -> str:
    (folder / name).write_text(data if isinstance(data, str) else json.dumps(data))
    return str(folder / name)


def test_the_command_as_a_process_of_its_own_says_the_same(at: Desk) -> None:
    ended = at.masthead("publish", "tee", "green tea")

    assert ended.returncode == MISTAKE
    assert observing.sentence(ended) == observing.sentence(observing.here(at, "publish", "tee", "green tea"))


def test_a_site_that_does_not_exist_is_answered_with_those_that_do(refused: Callable[..., str]) -> None:
    assert "Sites here: bikes, coffee" in refused(MISTAKE, "publish", "tee", "green tea")


def test_a_site_that_does_not_answer_is_an_outage(at: Desk, refused: Callable[..., str]) -> None:
    observing.edited(at, "coffee", url=closed_port())

    said = refused(OUTAGE, *PUBLISH)

    assert said.startswith("coffee: WordPress cannot be reached")
    assert said.endswith("Run the same command again.")


@pytest.mark.parametrize("words", [PUBLISH, ("audit", "coffee")])
def test_a_wrong_application_password_is_not_taken_for_a_visitor(
    refused: Callable[..., str], words: tuple[str, ...]
) -> None:
    said = refused(REFUSED, *words, COFFEE_APP_PASSWORD="xxxx yyyy zzzz")

    assert "application password" in said
    assert "yyyy" not in said


def test_plain_http_to_another_machine_is_refused_before_a_password_is_sent(
    at: Desk, refused: Callable[..., str]
) -> None:
    observing.edited(at, "coffee", url="http://www.example.com")

    assert "Use https://" in refused(REFUSED, "audit", "coffee")
    assert "loopback" in refused(REFUSED, *PUBLISH)


@pytest.mark.parametrize("role", ["author", "subscriber"])
def test_a_user_without_rights_is_told_before_anything_is_spent(
    at: Desk, stage: Stage, refused: Callable[..., str], role: str
) -> None:
    password = wordpress.add_user(stage.root, "coffee", f"the-{role}", role)
    try:
        said = refused(REFUSED, *PUBLISH, COFFEE_USER=f"the-{role}", COFFEE_APP_PASSWORD=password)
    finally:
        wordpress.restore(stage.root, "coffee")

    assert said.startswith("coffee: ")
    assert "editor" in said.lower()


@pytest.mark.parametrize("keyword", ["", "   "])
def test_an_empty_keyword_is_a_mistake(refused: Callable[..., str], keyword: str) -> None:
    assert "is empty. Say what people search for" in refused(MISTAKE, "publish", "coffee", keyword)


def test_a_keyword_in_another_script_asks_for_a_slug(refused: Callable[..., str]) -> None:
    assert "--slug" in refused(MISTAKE, "publish", "coffee", "水出しコーヒー")


def test_a_keyword_that_a_post_of_the_site_covers_is_refused_with_its_address(
    at: Desk, refused: Callable[..., str]
) -> None:
    covering = f"{at.stage.state.site('coffee').url}/iced-coffee-three-ways/"

    assert f"is covered already by {covering}" in refused(REFUSED, "publish", "coffee", "iced coffee three ways")


def test_a_keyword_that_another_own_site_covers_is_refused_with_its_address(
    at: Desk, refused: Callable[..., str]
) -> None:
    covering = f"{at.stage.state.site('bikes').url}/set-saddle-height/"

    assert f"is covered already by {covering}" in refused(REFUSED, "publish", "coffee", "set saddle height")


def test_a_keyword_that_no_page_could_link_to_costs_nothing(refused: Callable[..., str]) -> None:
    said = refused(REFUSED, "publish", "coffee", "lattice quantum chromodynamics")

    assert "no published page could link" in said
    assert said.endswith("Nothing was spent.")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda text: text + "tags: [a, b\n", "cannot be read"),
        (lambda text: text + "voyce: loud\n", "`voyce`: is not a key that Masthead knows"),
        (
            lambda text: "\n".join(line for line in text.splitlines() if not line.startswith("remit:")),
            "`remit`: is missing",
        ),
        (lambda text: text.replace("publish: never", "publish: perhaps"), "`autonomy.publish`"),
    ],
    ids=["malformed", "unknown key", "missing key", "unknown value"],
)
def test_a_mistake_in_a_sites_yaml_names_file_line_and_key(
    at: Desk, refused: Callable[..., str], change: Callable[[str], str], expected: str
) -> None:
    path = at.folder / "coffee.yaml"
    path.write_text(change(path.read_text()))

    said = refused(MISTAKE, *PUBLISH)

    assert said.startswith(f"{path}, line ")
    assert expected in said


@pytest.mark.matrix
def test_a_refusal_of_the_model_keeps_what_was_paid_and_an_own_brief_goes_on_from_it(at: Desk, tmp_path: Path) -> None:
    stage = at.stage
    stage.model.service.script.load((Failure("Draft", ALWAYS, "refuse"),))
    since = outside.lines(stage.usage)

    first = observing.here(at, *PUBLISH)
    second = observing.here(at, *PUBLISH)

    assert (first.returncode, second.returncode) == (REFUSED, REFUSED)
    assert "The model refused the step 'draft'" in observing.sentence(first)
    assert observing.paid(stage, since) == {"Angle": 1, "BriefNotes": 1, "Draft": 1}
    assert {line["step"] for line in observing.bill(at) if line["state"] == "settled"} == {"angle", "brief", "draft"}
    stage.model.service.script.load(())
    brief = json.loads(observing.here(at, "brief", *PUBLISH[1:], "--json").stdout)
    file = written(tmp_path, "brief.json", brief | {"angle": "Weigh it, for a scoop of coffee weighs what it likes."})
    mended = observing.here(at, "publish", "coffee", "--brief", file, "--dry-run")
    assert mended.returncode == 0, mended.stderr
    assert observing.paid(stage, since)["Angle"] == observing.paid(stage, since)["BriefNotes"] == 1


def test_research_that_finds_too_little_writes_nothing(at: Desk, refused: Callable[..., str]) -> None:
    site = yaml.safe_load((at.folder / "coffee.yaml").read_text(encoding="utf-8"))
    observing.edited(at, "coffee", research={**site["research"], "pages": 20, "min_pages": 20})

    said = refused(REFUSED, *PUBLISH)

    assert "too little was found about" in said


def test_a_search_engine_that_is_down_is_an_outage_and_no_empty_field(at: Desk, refused: Callable[..., str]) -> None:
    address = closed_port()
    observing.edited(
        at,
        "coffee",
        research={
            "engine": "searxng",
            "url": f"{address}/search",
            "allow": [address.removeprefix("http://")],
            "pace_s": 0,
        },
    )

    assert "did not answer" in refused(OUTAGE, *PUBLISH)


@pytest.fixture(scope="module")
def parts(
    stage: Stage, untouched: outside.Sites, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, object]]:
    """A whole brief and a whole draft, as a run made them."""
    made = desk(stage, tmp_path_factory.mktemp("parts") / "sites")
    assert observing.here(made, *PUBLISH, "--dry-run").returncode == 0
    store = Store(f"sqlite:///{made.store}")
    steps = {step.key: json.loads(step.output) for step in store.steps("coffee/cold-brew-ratio")}
    return {"brief": steps["brief"], "draft": steps["draft.1"]}


def test_half_a_brief_is_refused_and_the_first_key_named(
    parts: dict[str, dict[str, object]], refused: Callable[..., str], tmp_path: Path
) -> None:
    half = {key: value for key, value in parts["brief"].items() if key != "what_is_new"}

    said = refused(MISTAKE, "publish", "coffee", "--brief", written(tmp_path, "half.json", half))

    assert "half.json: `what_is_new`" in said
    assert "`masthead brief SITE KEYWORD --json`" in said


def test_a_brief_that_breaks_off_is_refused(
    parts: dict[str, dict[str, object]], refused: Callable[..., str], tmp_path: Path
) -> None:
    half = json.dumps(parts["brief"])[:700]

    assert "half.json: `file` is neither YAML nor JSON" in refused(
        MISTAKE, "publish", "coffee", "--brief", written(tmp_path, "half.json", half)
    )


def test_half_a_draft_is_refused_and_the_first_key_named(
    parts: dict[str, dict[str, object]], refused: Callable[..., str], tmp_path: Path
) -> None:
    half = {**parts, "draft": {**parts["draft"], "faq": []}}

    assert "half.json: `draft.faq`" in refused(
        MISTAKE, "publish", "coffee", "--draft", written(tmp_path, "half.json", half)
    )


def test_a_draft_without_its_brief_is_refused(
    parts: dict[str, dict[str, object]], refused: Callable[..., str], tmp_path: Path
) -> None:
    assert "half.json: `brief`" in refused(
        MISTAKE, "publish", "coffee", "--draft", written(tmp_path, "half.json", {"draft": parts["draft"]})
    )


def test_a_file_that_is_not_there_is_named(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "none.json" in refused(MISTAKE, "publish", "coffee", "--brief", str(tmp_path / "none.json"))


def test_the_cap_of_an_article_stops_before_the_call_that_could_pass_it(at: Desk, refused: Callable[..., str]) -> None:
    observing.edited(at, "coffee", caps={"article_usd": 0.0001, "month_usd": 50})

    said = refused(REFUSED, *PUBLISH)

    assert said.startswith("The article coffee/cold-brew-ratio may cost at most $0.0001")
    assert observing.bill(at) == []


def test_the_cap_of_a_month_stops_before_the_call_that_could_pass_it(at: Desk, refused: Callable[..., str]) -> None:
    path = at.folder / "network.yaml"
    path.write_text(path.read_text().replace("month_usd: 100.00", "month_usd: 0.0001"))

    assert refused(REFUSED, *PUBLISH).startswith("All sites together in ")


@pytest.mark.matrix
def test_raising_a_cap_goes_on_without_paying_again(at: Desk) -> None:
    since = outside.lines(at.stage.usage)
    observing.edited(at, "coffee", caps={"article_usd": 0.2, "month_usd": 50})

    capped = observing.here(at, *PUBLISH)
    before = observing.paid(at.stage, since)
    steps = {step.key for step in Store(f"sqlite:///{at.store}").steps("coffee/cold-brew-ratio")}
    observing.edited(at, "coffee", caps={"article_usd": 1, "month_usd": 50})
    mended = observing.here(at, *PUBLISH, "--dry-run")

    assert capped.returncode == REFUSED
    assert observing.sentence(capped).startswith("The article coffee/cold-brew-ratio may cost at most $0.2")
    assert before["Angle"] == 1
    assert "angle.1" in steps
    assert "Draft" not in before
    assert mended.returncode == 0, mended.stderr
    assert observing.paid(at.stage, since)["Angle"] == 1


def test_without_a_key_and_without_rehearsal_it_says_which_two_ways_there_are(at: Desk) -> None:
    ended = observing.here(at, *PUBLISH, paid=True)

    said = observing.sentence(ended)
    assert ended.returncode == MISTAKE
    assert "ANTHROPIC_API_KEY" in said
    assert "--rehearse" in said


def test_a_rehearsal_without_the_sandbox_says_how_to_start_it(refused: Callable[..., str]) -> None:
    said = refused(MISTAKE, *PUBLISH, MASTHEAD_REHEARSAL_URL=closed_port())

    assert said == "The rehearsal model is not running. Start it with: masthead sandbox up"


def test_a_login_that_is_not_set_is_named(at: Desk, refused: Callable[..., str]) -> None:
    (at.folder / ".env").write_text("BIKES_USER='x'\n")

    assert "COFFEE_USER is not set" in refused(MISTAKE, *PUBLISH)


def test_a_login_that_others_can_read_is_refused(at: Desk, refused: Callable[..., str]) -> None:
    (at.folder / ".env").chmod(0o644)

    assert "chmod 600" in refused(MISTAKE, *PUBLISH)


@pytest.mark.parametrize(
    "words",
    [
        ("show", "coffee/none"),
        ("resume", "coffee/none"),
        ("review", "coffee/none", "--approve"),
        ("undo", "coffee/none"),
        ("costs", "--article", "coffee/none"),
    ],
)
def test_an_article_that_does_not_exist_is_a_mistake(refused: Callable[..., str], words: tuple[str, ...]) -> None:
    said = refused(MISTAKE, *words)
    wanted = (
        "There is no article and no run 'coffee/none'" if words[0] == "undo" else "There is no article 'coffee/none'"
    )
    assert wanted in said
