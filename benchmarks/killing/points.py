"""One point at which a run is killed: do it, run again until it is complete, and judge what is there."""

import shutil
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from signal import SIGKILL

from benchmarks.killing import outside
from benchmarks.killing.commits import Commit, Side, commits, killing, tracing
from benchmarks.killing.gate import Passage, Phase, Plan
from benchmarks.killing.stage import Gated
from benchmarks.killing.verdict import Bill, Scene, call_key, links, posts, problems
from benchmarks.stage import Desk, Ended, ended, fresh
from layers.boundary.prices import Prices
from layers.nouns import Usage

RERUNS = 2
KILLED = frozenset({-SIGKILL, 128 + SIGKILL})


@dataclass(frozen=True)
class Errand:
    """What the command is asked for."""

    site: str
    keyword: str

    @property
    def words(self) -> tuple[str, ...]:
        return ("publish", self.site, self.keyword)

    @property
    def slug(self) -> str:
        return self.keyword.replace(" ", "-")


@dataclass(frozen=True)
class AtRequest:
    number: int
    label: str
    phase: Phase


@dataclass(frozen=True)
class AtCommit:
    commit: Commit
    side: Side

    @property
    def label(self) -> str:
        return f"after {self.commit.following}"

    @property
    def number(self) -> int:
        return self.commit.number

    @property
    def phase(self) -> str:
        return self.side


Point = AtRequest | AtCommit


@dataclass(frozen=True)
class Reference:
    """A run that nobody kills: its requests, its commits, and the calls it paid for."""

    passages: tuple[Passage, ...]
    commits: tuple[Commit, ...]
    calls: frozenset[str]
    ended: Ended


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    point: Point
    first: str
    second: str
    posts: int
    links: str
    charged: str
    unconfirmed: int
    problems: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Lane:
    """One gated stage, on which one point is tried at a time. `before` is what its sites were seeded with."""

    gated: Gated
    scratch: Path
    errand: Errand
    before: outside.Sites

    @classmethod
    def on(cls, gated: Gated, scratch: Path, errand: Errand) -> "Lane":
        gated.stage.restore()
        scratch.mkdir(parents=True, exist_ok=True)
        return cls(gated, scratch, errand, outside.sites(gated.stage))

    def reset(self) -> Desk:
        """Seeded sites, no store, nobody to kill."""
        self.gated.stage.restore()
        self.gated.gate.arm(Plan())
        shutil.rmtree(self.scratch / "store", ignore_errors=True)
        return fresh(self.gated.desk, self.scratch / "store" / "masthead.db")

    def reference(self) -> Reference:
        """Run once under strace, killing nobody."""
        desk, trace = self.reset(), self.scratch / "trace"
        run = ended(desk.start(*self.errand.words, tracer=tracing(desk.store, trace)))
        passages = tuple(self.gated.gate.passages)
        calls = frozenset(call_key(line) for line in Bill.read(desk.masthead("costs", "--json").stdout).settled)
        return Reference(passages, tuple(commits(trace.read_text(), passages)), calls, run)

    def tried(self, point: Point, reference: Reference) -> Row:
        """Kill one run at this point, run again, and judge."""
        desk, since = self.reset(), outside.lines(self.gated.stage.usage)
        first = self._killed(desk, point)
        passages = list(self.gated.gate.passages)
        self.gated.gate.arm(Plan())
        again = self._completed(desk)
        passages += self.gated.gate.passages
        scene = self._scene(desk, since, passages, reference, at_commit=isinstance(point, AtCommit))
        return row(point, first, again, scene)

    def _killed(self, desk: Desk, point: Point) -> Ended:
        if isinstance(point, AtCommit):
            return ended(
                desk.start(*self.errand.words, tracer=killing(desk.store, point.side, point.commit.when(point.side)))
            )
        self.gated.gate.arm(Plan(point.number, point.phase))
        process = desk.start(*self.errand.words)
        self.gated.gate.plan.victim = process.pid
        return ended(process)

    def _completed(self, desk: Desk) -> list[Ended]:
        runs = [desk.masthead(*self.errand.words)]
        while runs[-1].returncode != 0 and len(runs) < RERUNS:
            runs.append(desk.masthead(*self.errand.words))
        return runs

    def _scene(
        self, desk: Desk, since: int, passages: list[Passage], reference: Reference, *, at_commit: bool
    ) -> Scene:
        billed = outside.billed(self.gated.stage.usage, since)
        delivered = frozenset(passage.request_id for passage in passages if passage.delivered and passage.request_id)
        return Scene(
            slug=self.errand.slug,
            before=self.before,
            after=outside.sites(self.gated.stage),
            bill=Bill.read(desk.masthead("costs", "--json").stdout),
            billed=billed,
            delivered=delivered,
            lost_at_most=1
            if at_commit
            else 0,  # what was delivered a moment before the kill may not be written down yet
            status=outside.article_status(desk.store, self.errand.slug),
            clean_calls=reference.calls,
            price=priced(desk.folder, billed),
        )


def priced(folder: Path, billed: tuple[outside.Billed, ...]) -> dict[str, Decimal]:
    """What each billed call cost, in US dollars, by its request id."""
    prices = Prices.read(folder / "prices.yaml")
    now = datetime.now(UTC)
    return {each.request_id: prices.cost(Usage(**each.tokens), each.model, now) for each in billed}


def row(point: Point, first: Ended, again: list[Ended], scene: Scene) -> Row:
    found = list(problems(scene))
    if first.returncode not in KILLED:
        found.append(f"the first run was not killed: it ended with {first.returncode}")
    if again[-1].returncode != 0:
        found.append(f"not complete after {len(again)} more runs: {last_line(again[-1].stderr)}")
    ids = {each.request_id for each in scene.billed}
    charged = sum(line["request_id"] in ids for line in scene.bill.settled)
    return Row(
        point=point,
        first="killed" if first.returncode in KILLED else f"exit {first.returncode}",
        second=", ".join(f"exit {each.returncode}" for each in again),
        posts=len(posts(scene)),
        links=",".join(map(str, links(scene))) or "0",
        charged=f"{charged} of {len(ids)}",
        unconfirmed=len(scene.bill.unconfirmed),
        problems=tuple(found),
    )


def last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "it said nothing"


def every_point(reference: Reference, phases: tuple[Phase, ...]) -> list[Point]:
    """List the points: each request in each phase, then each commit before and after."""
    requests: list[Point] = [
        AtRequest(number, passage.label, phase)
        for number, passage in enumerate(reference.passages, 1)
        for phase in phases
    ]
    sides: tuple[Side, Side] = ("before", "after")
    return requests + [AtCommit(commit, side) for commit in reference.commits for side in sides]
