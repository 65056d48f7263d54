"""What the site holds, and what a person does there, while an article is published."""

import os
import random
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from benchmarks.faults.proxy import Event
from benchmarks.faults.stage import SITE, Exposed, Person
from benchmarks.stage import Desk, ended
from flows.planning import Plan
from layers.boundary.store import Store

KEYWORDS = ("cold brew ratio", "espresso grind size")
PARTNERS = {"cold brew ratio": "grind size for cold brew", "espresso grind size": "grind size for cold brew"}
EDIT = "\n\n<!-- wp:paragraph -->\n<p>A person added this on Tuesday.</p>\n<!-- /wp:paragraph -->"
CREATE = f"{SITE} POST /wp/v2/posts"


@dataclass
class Play:
    """One article, the site it goes to, and the desk it is published from. `after` happens once the first run has ended.

    `partner` is the keyword of the article that waits on a young site and is published together with this one.
    """

    keyword: str
    at: Exposed
    person: Person
    desk: Desk
    after: Callable[[], None] = field(default=lambda: None)
    partner: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        return ("publish", SITE, self.keyword)

    @property
    def slug(self) -> str:
        return slug(self.keyword)

    @property
    def slugs(self) -> tuple[str, ...]:
        """Of every article that this run publishes, the one that was asked for first."""
        return (self.slug, slug(self.partner)) if self.partner else (self.slug,)

    def hosts(self) -> list[int]:
        """The posts that the article was planned with, best first."""
        kept = Store(f"sqlite:///{self.desk.store}").step(f"{SITE}/{self.slug}", "plan")
        assert kept is not None
        hosts = Plan.model_validate_json(kept.output).hosts
        return [host.page_id for host in hosts if host.page_type == "post"]

    def when(self, label: str, happens: Callable[[], None], *, swallows: bool = False) -> None:
        self.at.weather.events.append(Event(label, happens, swallows))


def slug(keyword: str) -> str:
    return keyword.replace(" ", "-")


def plain(_: Play) -> None:
    """A finished article, and nobody else at work."""


def taken_slug(play: Play) -> None:
    """Somebody has taken the slug, and gives it free when the run has told so."""
    mine = play.person.makes(title="Mine", slug=play.slug, status="publish", content="<p>By hand.</p>")
    play.after = lambda: play.person.changes(mine, slug="by-hand")


def trashed(play: Play) -> None:
    """A post with the same slug lies in the trash."""
    play.person.deletes(play.person.makes(title="Old", slug=play.slug, status="publish", content="<p>Old.</p>"))


def half_finished(play: Play) -> None:
    """A run was killed with the draft on the site."""
    killed_before(play, rf"{SITE} POST /wp/v2/posts/\d+")


def forgotten(play: Play) -> None:
    """A run was killed with the draft on the site, and the store is one that knows nothing of it."""
    half_finished(play)
    play.desk = play.at.begun(play.at.prepared(play.keyword, play.partner))


def killed_before(play: Play, label: str) -> None:
    victims: list[int] = []
    play.when(label, lambda: os.kill(victims[0], signal.SIGKILL), swallows=True)
    run = play.desk.start(*play.words)
    victims.append(run.pid)
    ended(run)


def hosts_gone(play: Play) -> None:
    """Of the hosts one is deleted and one set to draft after the article's plan was made."""
    first, second, *_ = play.hosts()

    def both() -> None:
        play.person.deletes(first, force=True)
        play.person.changes(second, status="draft")

    play.when(CREATE, both)


def host_trashed(play: Play) -> None:
    """The first host is thrown away in the moment before our link is written to it."""
    first = play.hosts()[0]
    play.when(f"{SITE} POST /wp/v2/posts/{first}", lambda: play.person.deletes(first))


def person_edits(play: Play) -> None:
    """A person saves the first host in the moment before our write, and the second one before we read it."""
    first, second, *_ = play.hosts()
    play.when(f"{SITE} POST /wp/v2/posts/{first}", lambda: play.person.adds(first, EDIT))
    play.when(CREATE, lambda: play.person.adds(second, EDIT))


SCENARIOS: Mapping[str, Callable[[Play], None]] = {
    "plain": plain,
    "whole": plain,
    "taken slug": taken_slug,
    "trashed": trashed,
    "half finished": half_finished,
    "forgotten": forgotten,
    "hosts gone": hosts_gone,
    "host trashed": host_trashed,
    "person edits": person_edits,
    "young pair": plain,
    "pair killed": half_finished,
}
FROM_NOTHING = frozenset({"whole"})  # research and writing too, with the site's faults in between
YOUNG = frozenset({"young pair", "pair killed"})  # a site with few posts, on which an article waits for this one
RATES = (0.02, 0.03, 0.05, 0.08)


@dataclass(frozen=True)
class Casting:
    """What a seed means."""

    seed: int
    keyword: str
    scenario: str
    rate: float

    @classmethod
    def of(cls, seed: int) -> "Casting":
        dice = random.Random(f"casting/{seed}")
        names = tuple(SCENARIOS)
        return cls(seed, dice.choice(KEYWORDS), names[seed % len(names)], dice.choice(RATES))

    @property
    def partner(self) -> str:
        return PARTNERS[self.keyword] if self.scenario in YOUNG else ""

    def play(self, at: Exposed) -> Play:
        """Set the site up for it."""
        store = None if self.scenario in FROM_NOTHING else at.prepared(self.keyword, self.partner)
        person = at.reset(young=bool(self.partner))
        play = Play(self.keyword, at, person, at.begun(store), partner=self.partner)
        SCENARIOS[self.scenario](play)
        return play
