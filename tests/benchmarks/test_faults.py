"""The proxy that misbehaves does what it was told, by its seed; its judge finds each thing that a fault could have broken."""

import socket
from argparse import ArgumentTypeError
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from benchmarks.fault_table import seeds
from benchmarks.faults.proxy import READS, WRITES, Dice, Event, FaultyDoor, Kind, Throw, Weather, faulty_doors
from benchmarks.faults.scenarios import SCENARIOS, Casting
from benchmarks.faults.verdict import judged, left_after_undo
from benchmarks.killing.outside import Record, Sites
from benchmarks.killing.verdict import Bill, Scene
from tests.benchmarks.test_verdict import URL, record

BODY = b"x" * 4_000
LABEL = "coffee POST /posts"
LONG_AFTER = 9.0


class Handler(BaseHTTPRequestHandler):
    """Answers with BODY, and remembers what it was asked in the list that the server carries."""

    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.server.seen.append(self.path)  # type: ignore[attr-defined]
        self.send_response(201)
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


@pytest.fixture
def seen() -> list[str]:
    return []


@pytest.fixture
def door(seen: list[str]) -> Iterator[FaultyDoor]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.seen = seen  # type: ignore[attr-defined]
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    with faulty_doors(Weather(), {"coffee": (0, server.server_address[1])}) as [opened]:
        yield opened
    server.shutdown()
    server.server_close()


def asked(door: FaultyDoor, path: str = "/posts", agent: str = "Masthead/0.1", patience_s: float = 10.0) -> bytes:
    """Send one request and return all that comes back, nothing where nothing does in time."""
    with socket.create_connection(("127.0.0.1", door.port), timeout=patience_s) as client:
        client.sendall(f"POST {path} HTTP/1.1\r\nHost: x\r\nUser-Agent: {agent}\r\nContent-Length: 0\r\n\r\n".encode())
        try:
            return b"".join(iter(lambda: client.recv(65536), b""))
        except TimeoutError:
            return b""


STRUCK: dict[Kind, tuple[int, bytes, bool]] = {  # how often the server was asked, how the answer begins, whether it is whole
    "drop": (0, b"", False),
    "lose": (1, b"", False),
    "slow": (1, b"HTTP/1.1 201", True),
    "cut": (1, b"HTTP/1.1 201", False),
    "repeat": (2, b"HTTP/1.1 201", True),
    "reorder": (0, b"", False),
    "502": (1, b"HTTP/1.1 502", False),
    "503": (0, b"HTTP/1.1 503", False),
    "429": (0, b"HTTP/1.1 429", False),
}  # fmt: skip


@pytest.mark.parametrize("kind", STRUCK)
def test_each_fault_is_what_its_name_says(door: FaultyDoor, seen: list[str], kind: Kind) -> None:
    times, start, whole = STRUCK[kind]
    door.weather.begin(None, {LABEL: Throw(kind, LONG_AFTER)})

    answer = asked(door)

    assert len(seen) == times
    assert answer.startswith(start)
    assert bool(answer) == bool(start)
    assert answer.endswith(b"\r\n\r\n" + BODY) == whole
    assert door.weather.struck == [(kind, LABEL)]


def test_a_time_out_is_carried_out_and_never_answered(door: FaultyDoor, seen: list[str]) -> None:
    door.weather.begin(None, {LABEL: Throw("time out")})

    assert asked(door, patience_s=0.2) == b""
    assert len(seen) == 1


def test_what_is_held_back_comes_after_a_later_request(door: FaultyDoor, seen: list[str]) -> None:
    door.weather.begin(None, {"coffee POST /first": Throw("reorder")})

    asked(door, "/first")
    asked(door, "/second")

    assert seen == ["/second", "/first"]


def test_the_person_and_the_judge_are_spared(door: FaultyDoor, seen: list[str]) -> None:
    door.weather.begin(Dice("any", 1.0))

    assert asked(door, agent="Python-urllib/3.11").endswith(BODY)
    assert (seen, door.weather.struck) == (["/posts"], [])


def test_an_event_happens_once_before_its_request_and_may_swallow_it(door: FaultyDoor, seen: list[str]) -> None:
    happened: list[int] = []
    door.weather.events.append(Event(LABEL, lambda: happened.append(len(seen)), swallows=True))

    assert asked(door) == b""
    assert asked(door).endswith(BODY)
    assert (happened, len(seen)) == ([0], 1)


def test_a_seed_replays_and_every_kind_of_fault_is_thrown() -> None:
    def thrown(seed: str, label: str) -> list[Throw | None]:
        return [Dice(seed, 0.3).thrown(number, label) for number in range(400)]

    assert thrown("1", LABEL) == thrown("1", LABEL) != thrown("2", LABEL)
    assert {each.kind for each in thrown("1", LABEL) if each} == set(WRITES)
    assert {each.kind for each in thrown("1", "coffee GET /posts") if each} == set(READS)
    assert {Casting.of(seed).scenario for seed in range(20)} == set(SCENARIOS)


OUT = '<p>See <a href="http://127.0.0.1:9/milk/">milk</a>.</p>'
LINKED = f'<p>Cold <a href="{URL}">water</a> takes its time.</p>'
KNOWN = Sites({("coffee", 1): record(1, "water"), ("coffee", 2): record(2, "milk")}, ("coffee tags filter Filter",))


def scene(*more: Record, text: str = OUT, terms: tuple[str, ...] = KNOWN.terms) -> Scene:
    """A scene as it should be, but for what is given."""
    made = [record(1, "water", LINKED), record(2, "milk"), record(3, "cold-brew", text), *more]
    after = Sites({(each.site, each.id): each for each in made}, terms)
    return Scene("cold-brew", KNOWN, after, Bill((), (), ()), (), frozenset(), 0, "published", frozenset(), {})


def linking(number: int) -> Record:
    return record(number, f"host-{number}", LINKED)


def test_a_scene_as_it_should_be_is_found_to_be_so() -> None:
    assert list(judged(scene())) == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (scene(text="<p>Alone.</p>"), "it links to no other post"),
        (scene(text=OUT + OUT), "it links to http://127.0.0.1:9/milk 2 times"),
        (scene(record(9, "cold-brew-2")), "2 posts: cold-brew, cold-brew-2"),
        (scene(terms=(*KNOWN.terms, "coffee tags filter-2 Filter")), "coffee tags Filter stands 2 times"),
        (scene(linking(4), linking(5), linking(6)), "4 posts link to it"),
        (scene(record(9, "extra")), "coffee has a new record 9"),
    ],
)
def test_what_a_fault_has_broken_is_found(broken: Scene, said: str) -> None:
    assert said in list(judged(broken))


def test_a_post_that_a_person_had_under_the_slug_is_not_counted() -> None:
    theirs = record(7, "cold-brew__trashed", status="trash")
    with_theirs = replace(scene(theirs), before=Sites({**KNOWN.records, ("coffee", 7): theirs}, KNOWN.terms))

    assert list(judged(with_theirs)) == []


def test_what_undo_leaves_is_found() -> None:
    left = Sites({("coffee", 1): record(1, "water", LINKED), ("coffee", 3): record(3, "cold-brew")}, KNOWN.terms)

    assert list(left_after_undo(scene(), left)) == [
        "after undo coffee water is not as it was",
        "after undo coffee milk is not as it was",
        "after undo cold-brew is 'publish'",
    ]


LINK = '<p>See <a href="http://127.0.0.1:9/{0}/">{0}</a>.</p>'


def pair(first: str, second: str, *more: Record, partner_status: str = "published") -> Scene:
    """A young site on which two articles went live together, with these texts."""
    made = (record(3, "cold-brew", first), record(4, "grind-size", second), *more)
    after = Sites({**KNOWN.records, **{(each.site, each.id): each for each in made}}, KNOWN.terms)
    return replace(scene(), after=after, partner="grind-size", partner_status=partner_status)


TO_SECOND, TO_FIRST = LINK.format("grind-size"), LINK.format("cold-brew")


def test_a_pair_that_links_each_other_is_found_to_be_so() -> None:
    assert list(judged(pair(TO_SECOND, TO_FIRST))) == []


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (pair(TO_SECOND, "<p>Alone.</p>"), "no post links to it"),
        (pair(TO_SECOND, "<p>Alone.</p>"), "it links to no other post"),
        (pair(TO_SECOND + TO_SECOND, TO_FIRST), "links doubled: [2]"),
        (pair(TO_SECOND, TO_FIRST, record(5, "grind-size-2")), "2 posts: grind-size, grind-size-2"),
        (pair(TO_SECOND, TO_FIRST, partner_status="awaiting host"), "the store says 'awaiting host'"),
        (pair(TO_SECOND, TO_FIRST, record(9, "extra")), "coffee has a new record 9"),
    ],
)
def test_what_is_wrong_with_either_of_a_pair_is_found(broken: Scene, said: str) -> None:
    assert said in list(judged(broken))


@pytest.mark.parametrize(("text", "chosen"), [("0-99", range(100)), ("100-199", range(100, 200)), ("7-7", range(7, 8))])
def test_a_part_of_the_table_is_named_by_its_first_and_last_seed(text: str, chosen: range) -> None:
    assert seeds(text) == chosen


@pytest.mark.parametrize("text", ["", "7", "9-3", "a-b", "-"])
def test_seeds_that_name_none_are_refused(text: str) -> None:
    with pytest.raises(ArgumentTypeError, match="such as 0-99"):
        seeds(text)
