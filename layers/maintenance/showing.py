"""One site in a report: its audit, what changed since an earlier one, and the audits since the first."""

from collections.abc import Iterator

from layers.maintenance.change import Change
from layers.maintenance.charts import Bar, Point, Spark, shares, spark
from layers.maintenance.report import Audit, address
from layers.maintenance.verdicts import RULINGS, SAYS
from layers.nouns import Ruling, Value, Verdict

VERDICTS_SHOWN = 100
QUIET: frozenset[Ruling] = frozenset({"keep", "nothing"})  # nothing to act on: told, but not laid open


class VerdictRow(Value):
    title: str
    url: str
    edit_url: str
    says: str
    evidence: str
    sure: str
    missing: str
    into_url: str
    into_title: str


class Rulings(Value):
    """All posts with one verdict. `rows` are what a page shows, `count` is how many there are."""

    name: str
    calls_for_work: bool
    count: int
    rows: tuple[VerdictRow, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


class Report(Value):
    """What a template needs of one site. `trend` is oldest first and ends with this audit."""

    audit: Audit
    trend: tuple[Point, ...]
    change: Change | None = None

    @property
    def spark(self) -> Spark | None:
        return spark(self.trend)

    @property
    def rulings(self) -> tuple[Rulings, ...]:
        every = (_rulings(self.audit, ruling, name) for ruling, name in RULINGS.items())
        return tuple(each for each in every if each.count)

    @property
    def verdict_bars(self) -> tuple[Bar, ...]:
        return shares(self._counts) if self.audit.verdicts else ()

    @property
    def _counts(self) -> dict[str, int]:
        given = [verdict.ruling for verdict in self.audit.verdicts]
        return {name: given.count(ruling) for ruling, name in RULINGS.items()}

    @property
    def worst(self) -> tuple[int, int, int]:
        return self.audit.errors, self.audit.warnings, self.audit.notices


def _rulings(audit: Audit, ruling: Ruling, name: str) -> Rulings:
    given = [verdict for verdict in audit.verdicts if verdict.ruling == ruling]
    return Rulings(
        name=name, calls_for_work=ruling not in QUIET, count=len(given), rows=tuple(_verdict_rows(audit, given))
    )


def _verdict_rows(audit: Audit, given: list[Verdict]) -> Iterator[VerdictRow]:
    for verdict in given[:VERDICTS_SHOWN]:
        yield VerdictRow(
            title=verdict.title or "(no title)", url=address(verdict.url), edit_url=audit.editor("post", verdict.page_id),
            says=SAYS.get(verdict.rule, ""), evidence="; ".join(verdict.evidence), sure=verdict.confidence, missing=verdict.missing,
            into_url=address(verdict.into_url), into_title=verdict.into_title or verdict.into_url,
        )  # fmt: skip
