"""The stage with a faulty door before the site that is published to, and the person who works on that site meanwhile."""

import base64
import json
import shutil
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from benchmarks.faults.proxy import Weather, faulty_doors
from benchmarks.killing import outside
from benchmarks.killing.outside import Record
from benchmarks.killing.stage import elsewhere
from benchmarks.stage import Desk, Stage, desk, fresh
from benchmarks.warm import warmed
from sandbox import wordpress

SITE = "coffee"
IMPATIENT_S, PATIENT_S = 3, 60
WAITS = 4  # the exit code of an article that waits for something
LEFT_WHEN_YOUNG = ("about", "contact", "why-coffee-got-dearer")  # none of them a host for any article of the table
BATCH = 25  # more than that WordPress does not take at once


@dataclass(frozen=True)
class Person:
    """Somebody who edits the site while the program works. `known` is every record as it must be but for our links."""

    stage: Stage
    known: dict[tuple[str, int], Record] = field(default_factory=dict)

    def sends(self, path: str, body: Mapping[str, Any], base: str = "wp/v2") -> dict[str, Any]:
        there = self.stage.state.site(SITE)
        login = base64.b64encode(f"{there.user}:{there.application_password}".encode()).decode()
        headers = {"Authorization": f"Basic {login}", "Content-Type": "application/json"}
        request = urllib.request.Request(f"{there.url}/wp-json/{base}/{path}", json.dumps(body).encode(), headers)
        with outside.DIRECT.open(request, timeout=60) as reply:
            return dict(json.loads(reply.read()))

    def makes(self, **fields: Any) -> int:
        """Make a post; its id."""
        made = int(self.sends("posts", fields)["id"])
        self.sees(made)
        return made

    def changes(self, post_id: int, **fields: Any) -> None:
        self.sends(f"posts/{post_id}", fields)
        self.sees(post_id)

    def adds(self, post_id: int, text: str) -> None:
        self.changes(post_id, content=self.content(post_id) + text)

    def deletes(self, post_id: int, *, force: bool = False) -> None:
        self.sends(f"posts/{post_id}?_method=DELETE{'&force=true' if force else ''}", {})
        if force:
            self.known.pop((SITE, post_id), None)
        else:
            self.sees(post_id)

    def leaves_only(self, slugs: Sequence[str]) -> None:
        """Delete every other post and page for good."""
        gone = [(key, record) for key, record in self.known.items() if record.slug not in slugs]
        asked = [
            {"method": "DELETE", "path": f"/wp/v2/{record.fields['type']}s/{key[1]}?force=true"} for key, record in gone
        ]
        for at in range(0, len(asked), BATCH):
            self.sends("v1", {"requests": asked[at : at + BATCH]}, base="batch")
        for key, _ in gone:
            del self.known[key]

    def content(self, post_id: int) -> str:
        return str(self._record(post_id)["content"]["raw"])

    def sees(self, post_id: int) -> None:
        """From now on the record must stay as it is now."""
        self.known[SITE, post_id] = outside.recorded(SITE, self._record(post_id))

    def _record(self, post_id: int) -> dict[str, Any]:
        return dict(outside.fetched(self.stage, SITE, f"/wp-json/wp/v2/posts/{post_id}?context=edit"))


@dataclass(frozen=True)
class Exposed:
    """A stage whose site stands in the weather. `seeded` is what the site holds before anything is done."""

    stage: Stage
    weather: Weather
    desk: Desk
    scratch: Path
    seeded: outside.Sites

    def reset(self, *, young: bool = False) -> Person:
        """Calm, and the site as seeded; or `young`, with a few posts on other subjects alone."""
        self.weather.calm()
        wordpress.restore(self.stage.root, SITE)
        person = Person(self.stage, dict(self.seeded.records))
        if young:
            person.leaves_only(LEFT_WHEN_YOUNG)
        return person

    def prepared(self, keyword: str, partner: str = "") -> Path:
        """A store in which the article is finished, its hosts chosen, and nothing on the site; made once per keyword.

        With a partner: that one waits for a host on the young site, and both are finished.
        """
        folder = self.scratch / f"prepared-{keyword}-{partner}".replace(" ", "-")
        if not folder.exists():
            self.reset(young=bool(partner))
            at = fresh(self.desk, folder / "masthead.db")
            held = at.masthead("publish", SITE, partner).returncode if partner else WAITS
            shown = at.masthead("publish", SITE, keyword, "--dry-run")
            if (held, shown.returncode) != (WAITS, 0):
                shutil.rmtree(folder)
                raise RuntimeError(f"the article could not be prepared: {shown.stderr}")
        return folder

    def begun(self, store: Path | None) -> Desk:
        """The desk with a copy of this store, or with one that knows nothing but the probes."""
        folder = self.scratch / "store"
        shutil.rmtree(folder, ignore_errors=True)
        if store is not None:
            shutil.copytree(store, folder)
        return fresh(self.desk, folder / "masthead.db")

    def waits(self, timeout_s: float) -> None:
        """How long the program waits for an answer of the site, from its next run on."""
        path = self.desk.folder / f"{SITE}.yaml"
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump({**written, "timeout_s": timeout_s}, allow_unicode=True), encoding="utf-8")


@contextmanager
def exposed(stage: Stage, folder: Path) -> Iterator[Exposed]:
    """Put a faulty door before the site. It keeps its address: its web server moves, and the door listens where it was."""
    weather = Weather()
    with ExitStack() as stack:
        stage.restore()
        seeded = outside.sites(stage, [SITE])
        behind = {SITE: (stage.state.site(SITE).port, stack.enter_context(elsewhere(stage, SITE)))}
        stack.enter_context(faulty_doors(weather, behind))
        made = replace(desk(stage, folder / "sites"), starter=stack.enter_context(warmed()).start)
        yield Exposed(stage, weather, made, folder, seeded)
