"""`masthead links`: links that a site lacks are shown, approved, set on fresh content, and taken back one by one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from benchmarks.killing import outside
from benchmarks.killing.gate import Gate, Plan, doors
from benchmarks.killing.points import KILLED
from benchmarks.stage import Desk, Ended, Stage, desk, ended
from tests.flows import observing

pytestmark = pytest.mark.server

ORPHAN = "freezing-coffee"
HOST, OTHER = "how-to-store-beans", "iced-coffee-three-ways"
SAID = "Freezing coffee beans is the one way to keep them for months."
SAYS_TOO = "There is more to say about freezing coffee than fits here."
WAITING = 4
Masthead = Callable[..., Ended]


def block(text: str) -> str:
    return f"\n\n<!-- wp:paragraph -->\n<p>{text}</p>\n<!-- /wp:paragraph -->"


def record(stage: Stage, slug: str) -> outside.Record:
    return next(each for each in outside.sites(stage).records.values() if each.site == "coffee" and each.slug == slug)


def written(stage: Stage, slug: str, content: str) -> None:
    """What a person does: write a post's text anew."""
    observing.sent(stage, "coffee", f"posts/{record(stage, slug).id}", {"content": content})


@pytest.fixture
def at(stage: Stage, tmp_path: Path) -> Iterator[Desk]:
    """A desk where two posts name an orphan, and nobody has linked to it."""
    stage.restore()
    written(stage, HOST, record(stage, HOST).content + block(SAID))
    written(stage, OTHER, record(stage, OTHER).content + block(SAYS_TOO))
    yield desk(stage, tmp_path / "sites")
    stage.restore()


@pytest.fixture
def masthead(at: Desk) -> Masthead:
    return lambda *words: observing.here(at, *words)


def contents(stage: Stage) -> dict[tuple[str, int], str]:
    return {key: each.content for key, each in outside.sites(stage).records.items()}


def proposals(masthead: Masthead) -> list[dict[str, object]]:
    shown = masthead("links", "coffee", "--json")
    assert shown.returncode == 0, shown.stderr
    return list(json.loads(shown.stdout)["plan"]["proposals"])


def linked(text: str, words: str, url: str) -> str:
    return text.replace(words, f'<a href="{url}">{words}</a>')


@pytest.mark.matrix
def test_the_graph_and_the_proposals_are_shown_and_nothing_is_changed(
    stage: Stage, masthead: Masthead, tmp_path: Path
) -> None:
    before = contents(stage)
    told = masthead("links", "coffee", "--graph", str(tmp_path / "graph.html"))

    assert told.returncode == 0, told.stderr
    assert "3 orphans, 3 near-orphans" in told.stdout
    assert "text [Freezing coffee beans] is the one way" in told.stdout
    assert "no other page of the site names it" in told.stdout
    assert "for 5 pages a sentence can be written, at most $0.0" in told.stderr
    assert "Freezing coffee beans: a practical guide: 0 links in" in (tmp_path / "graph.html").read_text()
    assert contents(stage) == before


@pytest.mark.matrix
def test_nothing_is_set_before_a_person_names_it(stage: Stage, masthead: Masthead) -> None:
    proposals(masthead)
    before = contents(stage)

    refused = masthead("links", "coffee", "--apply")

    assert refused.returncode == WAITING
    assert "waits for you: `autonomy.fix` is none" in refused.stderr
    assert contents(stage) == before


def test_the_link_that_was_named_is_set_alone_and_comes_out_to_the_byte(stage: Stage, masthead: Masthead) -> None:
    before = contents(stage)
    [first, *_] = [each for each in proposals(masthead) if each["host"]["id"] == record(stage, HOST).id]  # type: ignore[index]

    done = masthead("links", "coffee", "--apply", "--only", str(first["number"]))

    host, orphan = record(stage, HOST), record(stage, ORPHAN)
    expected = {**before, ("coffee", host.id): linked(before["coffee", host.id], "Freezing coffee beans", orphan.url)}
    assert done.returncode == 0, done.stderr
    assert contents(stage) == expected

    [told] = masthead("history", "coffee").stdout.splitlines()
    entry, run = told.split()[0], told.split()[3]
    assert "“Freezing coffee beans” -> " in told
    assert run.startswith("coffee/")
    assert masthead("undo", run, "--only", "9999").returncode == 2

    undone = masthead("undo", run, "--only", entry)

    assert "as it was, to the byte" in undone.stdout
    assert f"{orphan.url} has no other link to it: it is an orphan now" in undone.stdout
    assert contents(stage) == before
    again = masthead("links", "coffee", "--apply", "--only", str(first["number"]))
    assert again.returncode == 0, again.stderr
    assert contents(stage) == expected


@pytest.mark.matrix
def test_a_persons_edit_stays_and_the_link_is_set_around_it_or_set_aside(stage: Stage, masthead: Masthead) -> None:
    assert len(proposals(masthead)) >= 2
    host, other = record(stage, HOST), record(stage, OTHER)
    written(stage, HOST, host.content + block("A person added this on Tuesday."))
    written(stage, OTHER, other.content.replace(SAYS_TOO, "There is less to say about freezing coffee."))

    done = masthead("links", "coffee", "--apply", "--yes")

    url = record(stage, ORPHAN).url
    assert done.returncode == 1
    assert "set aside: the sentence does not stand there any more as it was shown" in done.stdout
    assert outside.links_to(record(stage, HOST).content, url) == 1
    assert "A person added this on Tuesday." in record(stage, HOST).content
    assert outside.links_to(record(stage, OTHER).content, url) == 0


@pytest.mark.matrix
def test_a_host_that_a_person_has_filled_with_links_since_takes_no_more(stage: Stage, masthead: Masthead) -> None:
    [first, *_] = [each for each in proposals(masthead) if each["host"]["id"] == record(stage, HOST).id]  # type: ignore[index]
    url = record(stage, OTHER).url
    written(stage, HOST, record(stage, HOST).content + block(f'<a href="{url}">See this.</a> ' * 20))
    filled = contents(stage)

    applied = masthead("links", "coffee", "--apply", "--only", str(first["number"]))

    assert "links to other pages in" in applied.stdout + applied.stderr
    assert contents(stage) == filled


@pytest.mark.matrix
def test_what_a_plan_has_cost_is_asked_by_its_id(masthead: Masthead) -> None:
    plan = json.loads(masthead("links", "coffee", "--json").stdout)["plan"]["id"]

    known, unknown = masthead("costs", "--article", plan), masthead("costs", "--article", f"{plan}x")

    assert known.returncode == 0, known.stderr
    assert unknown.returncode != 0
    assert "There is no article" in unknown.stderr


def test_undo_after_a_persons_edit_takes_only_our_link_out(stage: Stage, masthead: Masthead) -> None:
    proposals(masthead)
    before = record(stage, HOST).content
    masthead("links", "coffee", "--apply", "--yes")
    run = masthead("history", "coffee").stdout.split()[3]
    url = record(stage, ORPHAN).url
    theirs = block(f'A person linked <a href="{url}">Freezing coffee beans</a> on Tuesday.')
    written(stage, HOST, record(stage, HOST).content + theirs)

    shown = masthead("undo", run, "--dry-run")
    undone = masthead("undo", run)

    assert shown.stdout.count("would take back: ") == 2
    assert undone.returncode == 0, undone.stderr
    assert "our link is out; what a person wrote since stays" in undone.stdout
    assert record(stage, HOST).content == before + theirs
    assert "undone" in masthead("history", run).stdout
    assert masthead("links", "coffee", "--apply").returncode == WAITING  # what was taken back is not gone on with
    assert masthead("undo", "coffee", "--all").stdout == "coffee: no link of it is on the site\n"


@pytest.mark.matrix
def test_where_the_dial_says_so_links_are_set_unasked(stage: Stage, at: Desk, masthead: Masthead) -> None:
    observing.edited(at, "coffee", autonomy={"publish": "never", "fix": "B"})

    done = masthead("links", "coffee", "--apply")

    url = record(stage, ORPHAN).url
    assert done.returncode == 0, done.stderr
    assert (
        outside.links_to(record(stage, HOST).content, url) == outside.links_to(record(stage, OTHER).content, url) == 1
    )


@pytest.mark.matrix
def test_sentences_are_shown_before_they_are_written_and_go_whole_when_taken_back(stage: Stage, at: Desk) -> None:
    before = contents(stage)
    since = outside.lines(stage.usage)

    shown = observing.here(at, "links", "coffee", "--write-sentences", "--json", "--rehearse")
    again = observing.here(at, "links", "coffee", "--write-sentences", "--json", "--rehearse")

    added = [each for each in json.loads(shown.stdout)["plan"]["proposals"] if each["added"]]
    assert added
    assert json.loads(again.stdout)["plan"] == json.loads(shown.stdout)["plan"]
    assert observing.paid(stage, since)["LinkSentence"] == 5
    assert contents(stage) == before

    numbers = ",".join(str(each["number"]) for each in added)
    done = observing.here(at, "links", "coffee", "--apply", "--only", numbers)
    run = observing.here(at, "history", "coffee").stdout.split()[3]
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(stage) != before
    assert observing.here(at, "undo", run).returncode == 0
    assert contents(stage) == before


@pytest.mark.matrix
def test_a_run_that_is_killed_at_its_writes_is_gone_on_with_and_nothing_is_doubled(stage: Stage, at: Desk) -> None:
    gate = Gate()
    with doors(gate, {"coffee": (0, stage.state.site("coffee").port)}) as opened:
        observing.edited(at, "coffee", url=f"http://127.0.0.1:{opened['coffee'].port}")
        gate.arm(Plan())
        assert len(proposals(lambda *words: observing.here(at, *words))) == 2
        before = contents(stage)
        for phase in ("before", "committed"):
            observing.here(at, "undo", "coffee", "--all")
            assert contents(stage) == before
            killed(at, gate, phase)
            gate.arm(Plan())
            done = observing.here(at, "links", "coffee", "--apply")
            assert done.returncode == 0, done.stdout + done.stderr
            url = record(stage, ORPHAN).url
            assert [outside.links_to(record(stage, slug).content, url) for slug in (HOST, OTHER)] == [1, 1]


def killed(at: Desk, gate: Gate, phase: str) -> None:
    """Kill `--apply --yes` at its first write."""
    gate.arm(Plan())
    number = next_write(at, gate)
    plan = Plan(number, phase)  # type: ignore[arg-type]
    gate.arm(plan)
    run = at.start("links", "coffee", "--apply", "--yes")
    plan.victim = run.pid
    assert ended(run).returncode in KILLED


def next_write(at: Desk, gate: Gate) -> int:
    """The number of the first write: the target, the host, and the host once more are read before it."""
    observing.here(at, "links", "coffee", "--apply", "--yes")
    number = next(at for at, each in enumerate(gate.passages, 1) if " POST /wp/v2/" in each.label)
    observing.here(at, "undo", "coffee", "--all")
    return number
