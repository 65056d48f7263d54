"""Judge what an examination saw: each line says what was seen, whether it is well, and what to do.

It stands in this layer because each line answers a part of one question: can an article be published here whole?
"""

from collections.abc import Callable, Iterator

from layers.nouns import Examination, Site, Value
from layers.publishing import door, fittings
from layers.publishing.line import Line


class Diagnosis(Value):
    """The lines about one site, and what they rest on."""

    site: str
    lines: tuple[Line, ...]
    examination: Examination

    @property
    def healthy(self) -> bool:
        """Whether nothing is at fault; warnings do not count."""
        return self.count("fault") == 0

    def count(self, state: str) -> int:
        return sum(line.state == state for line in self.lines)


Judge = Callable[[Examination, Site], Iterator[Line]]
AT_THE_DOOR: tuple[Judge, ...] = (door.reach, door.rest, door.login, door.rights, door.scripts)
INSIDE: tuple[Judge, ...] = (
    fittings.version, fittings.permalinks, fittings.place, fittings.network, fittings.timezone, fittings.cron, fittings.cache,
    fittings.seo, fittings.emitted, fittings.graph, fittings.content, fittings.companion,
)  # fmt: skip


def diagnose(seen: Examination, site: Site) -> Diagnosis:
    """Judge one site. Where its REST API was not found, nothing behind that is judged."""
    judges = AT_THE_DOOR + (INSIDE if seen.rest in ("pretty", "plain") else ())
    return Diagnosis(
        site=seen.site, lines=tuple(line for judge in judges for line in judge(seen, site)), examination=seen
    )
