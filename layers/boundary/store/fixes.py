"""Plans of fixes, what became of each fix, and their writes entered in the journal many at a time."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select, update

from layers.boundary import clock
from layers.boundary.store.database import Database
from layers.boundary.store.rows import FixMark, Write, WriteState
from layers.boundary.store.tables import FIX_MARKS, FIX_PLANS, JOURNAL, JOURNAL_MARKS
from layers.errors import NoSuchPlanError
from layers.nouns.fixing import FixPlan, FixState


class Fixes(Database):
    def put_plan(self, plan: FixPlan) -> None:
        """Keep a plan as it was made."""
        row = {"id": plan.id, "site": plan.site, "at": plan.made_at, "content": plan.model_dump_json()}
        with self.writing() as connection:
            connection.execute(FIX_PLANS.insert().values(row))

    def amend_plan(self, plan: FixPlan) -> None:
        """Keep a plan with the words that a person has put into it: what is applied can be taken back by it."""
        change = update(FIX_PLANS).where(FIX_PLANS.c.id == plan.id).values(content=plan.model_dump_json())
        with self.writing() as connection:
            connection.execute(change)

    def plan(self, plan: str) -> FixPlan:
        """Raises NoSuchPlanError."""
        found = self.find_plan(plan)
        if found is None:
            raise NoSuchPlanError(plan)
        return found

    def find_plan(self, plan: str) -> FixPlan | None:
        with self.reading() as connection:
            content = connection.execute(select(FIX_PLANS.c.content).where(FIX_PLANS.c.id == plan)).scalar()
        return None if content is None else FixPlan.model_validate_json(content)

    def plans(self, site: str) -> tuple[str, ...]:
        """Return the ids of a site's plans, oldest first."""
        query = select(FIX_PLANS.c.id).where(FIX_PLANS.c.site == site).order_by(FIX_PLANS.c.at, FIX_PLANS.c.id)
        with self.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def mark_fixes(self, plan: str, numbers: Iterable[int], state: FixState, *, why: str = "", by: str = "") -> None:
        """Say what became of fixes that nothing was written for."""
        rows = [_mark(plan, number, state, by=by, why=why) for number in numbers]
        if rows:
            with self.writing() as connection:
                connection.execute(FIX_MARKS.insert(), rows)

    def fix_marks(self, plan: str) -> tuple[FixMark, ...]:
        """Return all that became of a plan's fixes, oldest first."""
        columns = [FIX_MARKS.c[name] for name in ("plan", "number", "state", "why", "by", "entry", "at")]
        query = select(*columns).where(FIX_MARKS.c.plan == plan).order_by(FIX_MARKS.c.id)
        with self.reading() as connection:
            return tuple(FixMark(*row) for row in connection.execute(query))

    def settle_writes(self, entries: Iterable[int], state: WriteState) -> None:
        """Say what became of writes whose fixes are as they were."""
        rows = [{"entry": entry, "state": state, "object_id": 0, "run": "", "at": clock.now()} for entry in entries]
        if rows:
            with self.writing() as connection:
                connection.execute(JOURNAL_MARKS.insert(), rows)

    def enter_fixes(self, plan: str, by: str, writes: Sequence[tuple[int, Write]], *, why: str = "") -> tuple[int, ...]:
        """Enter the write of each numbered fix in the journal BEFORE it is sent, all or none. Returns the entries' ids.

        `why` is what a killed run has to know to go on.
        """
        at, site = clock.now(), plan.partition("/")[0]
        rows = [{"run": plan, "site": site, "article": "", "at": at, **vars(write)} for _, write in writes]
        adding = JOURNAL.insert().returning(JOURNAL.c.id, sort_by_parameter_order=True)
        with self.writing() as connection:
            entries = tuple(connection.execute(adding, rows).scalars())
            marks = [
                _mark(plan, number, "approved", entry, by=by, why=why)
                for (number, _), entry in zip(writes, entries, strict=True)
            ]
            connection.execute(FIX_MARKS.insert(), marks)
        return entries

    def confirm_fixes(self, plan: str, entries: Mapping[int, int], *, by: str, why: str = "") -> None:
        """Say that the site kept the writes of these fixes: `entries` has the journal's entry of each number."""
        self._settle(plan, entries, "written", "applied", by=by, why=why)

    def verify_fixes(self, plan: str, entries: Mapping[int, int], *, by: str) -> None:
        """Say that the site kept the writes, and that the live page is none the worse for them."""
        self._settle(plan, entries, "written", "verified", by=by)

    def deny_fixes(self, plan: str, entries: Mapping[int, int], why: str) -> None:
        """Say that the site did not take the writes, and why; the fixes are set aside."""
        self._settle(plan, entries, "not written", "set aside", why=why)

    def return_fixes(
        self, plan: str, entries: Mapping[int, int], state: FixState, *, run: str, by: str, why: str = ""
    ) -> None:
        """Say that `run` took the writes of these fixes back."""
        self._settle(plan, entries, "undone", state, by=by, why=why, run=run)

    def _settle(
        self,
        plan: str,
        entries: Mapping[int, int],
        write: WriteState,
        state: FixState,
        *,
        by: str = "",
        why: str = "",
        run: str = "",
    ) -> None:
        if not entries:
            return
        marks = [
            {"entry": entry, "state": write, "object_id": 0, "run": run, "at": clock.now()}
            for entry in entries.values()
        ]
        with self.writing() as connection:
            connection.execute(JOURNAL_MARKS.insert(), marks)
            connection.execute(
                FIX_MARKS.insert(),
                [_mark(plan, number, state, entry, by=by, why=why) for number, entry in entries.items()],
            )


def _mark(plan: str, number: int, state: FixState, entry: int = 0, *, by: str = "", why: str = "") -> dict[str, object]:
    return {"plan": plan, "number": number, "state": state, "why": why, "by": by, "entry": entry, "at": clock.now()}
