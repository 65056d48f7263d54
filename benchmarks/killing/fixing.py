"""A site with planted defects, a plan for it, and an apply or an undo of it that is killed at one request and run again."""

import json
import shutil
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL
from typing import Any

from benchmarks.killing import outside
from benchmarks.killing.gate import PHASES, Passage, Phase, Plan
from benchmarks.killing.stage import Gated
from benchmarks.stage import Desk, Ended, Stage, ended, fresh
from sandbox import wordpress

SITE = "coffee"
RERUNS = 3
DETOURED = ("pour-over-basics", "kettle-choice", "burr-or-blade")
EMPTY = '\n\n<!-- wp:heading -->\n<h2 class="wp-block-heading"></h2>\n<!-- /wp:heading -->'
ACTS = ("apply", "undo")

Texts = Mapping[tuple[str, int], Mapping[str, Any]]
Contents = Mapping[int, str]


def sent(stage: Stage, path: str, body: Mapping[str, Any]) -> None:
    """POST to the site's REST API as its administrator."""
    site = stage.state.site(SITE)
    request = urllib.request.Request(
        f"{site.url}/wp-json/wp/v2/{path}", json.dumps(body).encode(),
        {"Authorization": outside.authorization(site), "Content-Type": "application/json"},
    )  # fmt: skip
    outside.DIRECT.open(request, timeout=60).close()


def planted(stage: Stage) -> Contents:
    """The contents of posts of the seeded site with links that take a detour and an empty heading, by the post's id."""
    records = {record.slug: record for record in outside.sites(stage, [SITE]).records.values()}
    target = records["cupping-at-home"].url.rstrip("/")
    links = f'<p>See <a href="{target}">cupping</a> and <a href="{target}#top">its beginning</a>.</p>'
    end = f"{EMPTY}\n\n<!-- wp:paragraph -->\n{links}\n<!-- /wp:paragraph -->"
    return {records[slug].id: records[slug].content + end for slug in DETOURED}


def texts(stage: Stage) -> Texts:
    """Every field of every post and page, but the time of its last change."""
    return {
        key: {name: value for name, value in record.fields.items() if name != "modified"}
        for key, record in outside.sites(stage, [SITE]).records.items()
    }


def phases(request: Passage) -> tuple[Phase, ...]:
    """Where in a request a run is killed. One that only reads leaves the site and the program the same in each phase."""
    return PHASES if " POST " in request.label else ("committed",)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    act: str
    number: int
    label: str
    phase: Phase
    first: str
    again: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bench:
    """A gated stage whose site is planted and planned for. `before` and `after` are its posts without and with the fixes.

    `contents` are what is written to the seeded site to bring it there again, by the act that begins so.
    """

    gated: Gated
    scratch: Path
    plan: str
    contents: Mapping[str, Contents]
    before: Texts
    after: Texts
    requests: Mapping[str, tuple[Passage, ...]]

    @classmethod
    def on(cls, gated: Gated, scratch: Path) -> "Bench":
        """Plan once, apply and undo once with nobody killed, and keep the stores to go on from."""
        scratch.mkdir(parents=True, exist_ok=True)
        wordpress.restore(gated.stage.root, SITE)
        defects = planted(gated.stage)
        desk = renewed(gated, scratch / "first", None, defects)
        before = texts(gated.stage)
        plan = _done(desk.masthead("fix", SITE, "--class", "A", "--json"))["id"]
        keep(desk, scratch / "planned")
        gated.gate.arm(Plan())
        _done(desk.masthead(*words("apply", plan)))
        requests = {"apply": tuple(gated.gate.passages)}
        after = texts(gated.stage)
        keep(desk, scratch / "applied")
        gated.gate.arm(Plan())
        _done(desk.masthead(*words("undo", plan)))
        requests["undo"] = tuple(gated.gate.passages)
        mended = {post: str(after[SITE, post]["content"]) for post in defects}
        return cls(gated, scratch, plan, {"apply": defects, "undo": mended}, before, after, requests)

    def tried(self, act: str, number: int, phase: Phase) -> Row:
        """Kill one run at this request, run it again until it is done, and judge."""
        like = self.scratch / ("planned" if act == "apply" else "applied")
        desk = renewed(self.gated, self.scratch / "try", like, self.contents[act])
        label = self.requests[act][number - 1].label
        self.gated.gate.arm(Plan(number, phase))
        process = desk.start(*words(act, self.plan))
        self.gated.gate.plan.victim = process.pid
        first = ended(process)
        self.gated.gate.arm(Plan())
        runs = [desk.masthead(*words(act, self.plan))]
        while runs[-1].returncode != 0 and len(runs) < RERUNS:
            runs.append(desk.masthead(*words(act, self.plan)))
        said = "killed" if first.returncode in (-SIGKILL, 128 + SIGKILL) else f"exit {first.returncode}"
        problems = (
            *self._problems(act, desk, runs[-1]),
            *(() if said == "killed" else ("the first run was not killed",)),
        )
        return Row(act, number, label, phase, said, ", ".join(f"exit {run.returncode}" for run in runs), problems)

    def _problems(self, act: str, desk: Desk, last: Ended) -> tuple[str, ...]:
        wanted, now = (self.after if act == "apply" else self.before), texts(self.gated.stage)
        found = [
            f"{site} {post}: {', '.join(differing(fields, now.get((site, post), {})))} not as without a kill"
            for (site, post), fields in wanted.items()
            if now.get((site, post)) != fields
        ]
        found += [f"new: {key}" for key in now.keys() - wanted.keys()]
        if last.returncode != 0:
            found.append(f"it did not come to an end: {last.stderr.strip()[-200:]}")
        if found:
            found.append(f"it said: {' / '.join(last.stdout.splitlines()[-4:])}")
        return (*found, *self._journal(act, desk))

    def _journal(self, act: str, desk: Desk) -> list[str]:
        """The journal must be whole: nothing open, one standing write for each fix, none of them after an undo."""
        rows = json.loads(desk.masthead("history", self.plan, "--json").stdout)
        standing = [row["why"] for row in rows if row["state"] == "written"]
        open_rows = [row for row in rows if row["state"] == "open"]
        wanted = 0 if act == "undo" else 3 * len(DETOURED)
        found = [f"{len(open_rows)} writes are open"] if open_rows else []
        if len(standing) != wanted or len(set(standing)) != wanted:
            found.append(f"{len(standing)} writes stand for {len(set(standing))} fixes, and {wanted} should")
        return found


def differing(wanted: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [name for name in wanted if wanted[name] != now.get(name)]


def words(act: str, plan: str) -> tuple[str, ...]:
    return ("fix", SITE, "--apply", "--plan", plan, "--yes") if act == "apply" else ("undo", plan)


def renewed(gated: Gated, folder: Path, like: Path | None, contents: Contents) -> Desk:
    """The seeded site with these contents in it, and a store and plans like those in `like`."""
    wordpress.restore(gated.stage.root, SITE)
    for post, text in contents.items():
        sent(gated.stage, f"posts/{post}", {"content": text})
    gated.gate.arm(Plan())
    shutil.rmtree(folder, ignore_errors=True)
    if like is not None:
        shutil.copytree(like, folder)
    return fresh(gated.desk, folder / "masthead.db")


def keep(desk: Desk, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(desk.store.parent, folder)


def _done(run: Ended) -> dict[str, Any]:
    """What a run that must succeed printed, where it is JSON."""
    if run.returncode != 0:
        raise RuntimeError(f"{' '.join(run.args)}: {run.stderr.strip()[-400:]}")
    return json.loads(run.stdout) if run.stdout.startswith("{") else {}
