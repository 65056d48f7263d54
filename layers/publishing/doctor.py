"""Judge what an examination saw: each line says what was seen, whether it is well, and what to do.

It stands in this layer because each line answers a part of one question: can an article be published here whole?
"""

from collections.abc import Callable, Iterator
from datetime import datetime

from layers.nouns import Examination, Probe, Site, Value
from layers.publishing import door, fittings, proof
from layers.publishing.line import Line, warning


class Diagnosis(Value):
    """The lines about one site, and what they rest on. `before` is when the site was last looked at before."""

    site: str
    lines: tuple[Line, ...]
    examination: Examination
    probe: Probe | None = None
    before: datetime | None = None

    @property
    def healthy(self) -> bool:
        """Whether nothing is at fault; warnings do not count."""
        return self.count("fault") == 0

    def count(self, state: str) -> int:
        return sum(line.state == state for line in self.lines)


Judge = Callable[[Examination, Site], Iterator[Line]]
AT_THE_DOOR: tuple[Judge, ...] = (door.reach, door.rest, door.login, door.rights)
INSIDE: tuple[Judge, ...] = (
    fittings.version, fittings.permalinks, fittings.place, fittings.network, fittings.timezone, fittings.cron, fittings.cache,
    fittings.seo, fittings.emitted, fittings.graph, fittings.modified, fittings.content, fittings.companion,
)  # fmt: skip


def diagnose(seen: Examination, site: Site, probe: Probe | None = None, before: datetime | None = None) -> Diagnosis:
    """Judge one site. Where its REST API was not found, nothing behind that is judged; where it was probed, by that."""
    judges = AT_THE_DOOR + (INSIDE if seen.rest in ("pretty", "plain") else ())
    found = [line for judge in judges for line in judge(seen, site)]
    if seen.login.access == "accepted":
        found += [*_left(seen, probe), *(_proved(seen, site, probe) if probe else _unproved(seen, site))]
    return Diagnosis(site=seen.site, lines=tuple(found), examination=seen, probe=probe, before=before)


def _proved(seen: Examination, site: Site, probe: Probe) -> Iterator[Line]:
    yield from proof.standing(probe, seen)
    yield from proof.lines(probe, site)


def _unproved(seen: Examination, site: Site) -> Iterator[Line]:
    yield from door.scripts(seen, site)
    yield proof.unproved(seen)


def _left(seen: Examination, probe: Probe | None) -> Iterator[Line]:
    """What a killed probe left; one that ran after this look has said itself what it could not remove."""
    if seen.left and not (probe and probe.at >= seen.at):
        yield warning(
            "left by a probe", f"{', '.join(seen.left)}: a probe was killed or could not remove it",
            f"It is removed by: {proof.AGAIN.format(seen.site)}",
        )  # fmt: skip
