"""One article published through faults, with three further runs at most, the last without; then all of it is judged."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from benchmarks.faults.proxy import Dice, Kind
from benchmarks.faults.scenarios import Casting, Play, slug
from benchmarks.faults.stage import IMPATIENT_S, PATIENT_S, SITE, Exposed
from benchmarks.faults.verdict import each_article, judged, left_after_undo
from benchmarks.killing import outside
from benchmarks.killing.verdict import Bill, Scene, links, posts
from benchmarks.stage import Desk, Ended
from flows.costs import bill, line
from layers.boundary.ledger import Ledger
from layers.boundary.prices import Prices
from layers.boundary.store import Store

RUNS = 4
UNDONE_EACH = 4  # each fourth article is taken back too, and the site must be as it was


@dataclass(frozen=True)
class Row:
    """One line of the table. `struck` are the faults in their order, with the requests that they struck."""

    casting: Casting
    struck: tuple[tuple[Kind, str], ...]
    codes: tuple[int, ...]
    posts: int
    links: tuple[int, ...]
    said: str
    took_s: float
    problems: tuple[str, ...] = field(default=())


def tried(at: Exposed, casting: Casting) -> Row:
    """Set the site up, publish through faults, judge from outside."""
    began = time.monotonic()
    play = casting.play(at)
    runs = list(published(at, play, casting))
    at.weather.deliver(everything=True)
    struck = tuple(at.weather.struck)
    at.weather.begin(None)
    scene = seen(play)
    problems = [*not_done(runs), *judged(scene), *(undone(play, scene) if casting.seed % UNDONE_EACH == 0 else ())]
    said = "\n".join(run.stderr for run in runs)
    codes = tuple(run.returncode for run in runs)
    took_s = time.monotonic() - began
    there = sum(len(posts(each)) for each in each_article(scene))
    return Row(casting, struck, codes, there, tuple(links(scene)), said, took_s, tuple(problems))


def published(at: Exposed, play: Play, casting: Casting) -> Iterator[Ended]:
    """Yield the runs, until one ends well and nothing is on its way any more."""
    for number in range(1, RUNS + 1):
        last = number == RUNS
        if last:
            at.weather.deliver(everything=True)  # nothing is late any more in the run without faults
        at.waits(PATIENT_S if last else IMPATIENT_S)
        at.weather.begin(None if last else Dice(f"{casting.seed}/{number}", casting.rate))
        run = play.desk.masthead(*play.words)
        yield run
        if number == 1:
            play.after()
        if run.returncode == 0 and not at.weather.holds:
            return
        if run.returncode == 0:
            at.weather.deliver(everything=True)  # what comes after the end is found by the same command


def seen(play: Play) -> Scene:
    return Scene(
        slug=play.slug,
        before=outside.Sites(play.person.known, play.at.seeded.terms, play.at.seeded.images),
        after=outside.sites(play.at.stage, [SITE]),
        bill=charged(play.desk),
        billed=outside.billed(play.at.stage.usage),
        delivered=frozenset(),
        lost_at_most=0,
        status=outside.article_status(play.desk.store, play.slug),
        clean_calls=frozenset(),
        price={},
        partner=slug(play.partner),
        partner_status=outside.article_status(play.desk.store, slug(play.partner)),
    )


def charged(desk: Desk) -> Bill:
    """What `masthead costs --json` says, without a process for it."""
    prices = Prices.read(desk.folder / "prices.yaml")
    ledger = Ledger(Store(f"sqlite:///{desk.store}"), prices)
    return Bill.read(bill(tuple(line(each, prices) for each in ledger.charges())).model_dump_json())


def not_done(runs: list[Ended]) -> Iterator[str]:
    for run in runs:
        if "Traceback" in run.stderr:
            yield f"a traceback reached the user: {run.stderr.strip().splitlines()[-1]}"
    if runs[-1].returncode != 0:
        yield f"not complete after {len(runs)} runs: {(runs[-1].stderr.strip().splitlines() or ['it said nothing'])[-1]}"


def undone(play: Play, scene: Scene) -> Iterator[str]:
    """Take the article back, and its partner: nothing of them may be left but their drafts."""
    for article in play.slugs:
        run = play.desk.masthead("undo", f"{SITE}/{article}")
        if run.returncode != 0:
            yield f"undo ended with {run.returncode}: {run.stdout.strip()}{run.stderr.strip()}"
    yield from left_after_undo(scene, outside.sites(play.at.stage, [SITE]))
