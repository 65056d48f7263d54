"""The plan of one refresh: the edits that make no check worse, kept as a plan of fixes before it is shown."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from flows.costs import bill, line
from flows.fixes.standing import Standing, pending
from flows.refreshing.briefing import briefed, today
from flows.refreshing.drafting import NOTHING, drafted
from flows.refreshing.work import Work, midnight
from layers.boundary.clock import now
from layers.maintenance.addresses import Addresses
from layers.maintenance.fixing.judging import Bench, worse
from layers.maintenance.refreshing.editing import SCHEMA_FIELD, Composed, Subject, applied_to, composed
from layers.maintenance.refreshing.judging import joined
from layers.nouns import FixPlan, RefreshBrief, Refreshed

KIND = "refresh"
BELOW = "{0:.1%} of the words differ, less than {1:.1%} (`refresh.substance_share`): no note is set and `dateModified` stays."
ABOVE = "{0:.1%} of the words differ, at least {1:.1%} (`refresh.substance_share`): a note says what, and `dateModified` moves."
THEME = "WordPress moves the time of the last change at every write; a theme or SEO plugin that prints it shows today."


@dataclass(frozen=True)
class Made:
    """A refresh before it is approved. `concerns` are what a person should look at; without fixes nothing is to be written."""

    brief: RefreshBrief
    plan: FixPlan
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Drawing:
    """One brief and the words for it on their way to a plan."""

    work: Work
    made: RefreshBrief
    usd: Decimal

    @cached_property
    def subject(self) -> Subject:
        schema = self.work.post.meta.get(SCHEMA_FIELD.removeprefix("meta."))
        render = self.work.room.templates.render_block
        return Subject(self.work.site, self.work.page, self.work.found, render, str(schema or ""))

    @cached_property
    def bench(self) -> Bench:
        inventory = self.work.inventory
        addresses = Addresses.of(self.work.site.url, inventory)
        slugs = {term.id: term.slug for term in inventory.categories}
        return Bench.of(self.work.site, today(self.work), addresses, slugs)

    def composed(self, answer: Refreshed) -> Composed:
        return composed(self.subject, self.made, answer, midnight(self.work.site, now()), self.usd)

    def worse(self, answer: Refreshed) -> tuple[str, ...]:
        """The checks that would object to more than they do."""
        post = self.work.post
        after = post.model_copy(update={"content": applied_to(post.content, self.composed(answer).fixes)})
        return worse(self.bench.flaws(post), self.bench.flaws(after))


def planned(work: Work) -> Made:
    """Brief, draft and compose. What was asked for is paid by then; nothing is written to the site."""
    brief = briefed(work)
    words = drafted(work, brief)
    drawing = Drawing(work, brief, paid(work))
    answer, left_out = harmless(drawing, words.answer)
    concerns = (*brief.notes, *words.refused, *left_out)
    whole = drawing.composed(answer)
    if not whole.fixes:
        return Made(brief, FixPlan(id="", site=work.site.name, url=work.site.url, made_at=now()), concerns)
    return Made(brief, kept(work, whole), concerns)


def harmless(drawing: Drawing, answer: Refreshed) -> tuple[Refreshed, tuple[str, ...]]:
    """The words by which no check objects to more than it did; where all together do not hold, one after the other."""
    if not drawing.worse(answer):
        return answer, ()
    good, left_out = NOTHING, []
    for place, one in pieces(answer):
        grown = joined(good, one)
        if names := drawing.worse(grown):
            left_out.append(f"{place}: with it the post would fail {', '.join(names)}")
        else:
            good = grown
    return good, tuple(left_out)


def pieces(answer: Refreshed) -> list[tuple[str, Refreshed]]:
    passages = [(f"passage {each.number}", Refreshed(passages=(each,), sections=())) for each in answer.passages]
    return passages + [(f"section {each.number}", Refreshed(passages=(), sections=(each,))) for each in answer.sections]


def kept(work: Work, whole: Composed) -> FixPlan:
    """The stored plan of exactly these fixes where it is still to be carried out, else a new one."""
    limit = work.site.refresh.substance_share
    notes = ((ABOVE if whole.told else BELOW).format(whole.share, limit), THEME)
    inputs = [fix.model_dump_json() for fix in whole.fixes]

    def new() -> FixPlan:
        run = work.room.store.open_run(work.site.name, KIND, work.of_post)
        plan = FixPlan(
            id=run, site=work.site.name, url=work.site.url, made_at=now(), notes=notes, fixes=whole.fixes, together=True
        )
        work.room.store.put_plan(plan)
        return plan

    plan = work.steps.take("plan", inputs, FixPlan, new)
    if pending(plan, Standing.of(work.room, plan.id)):
        return plan
    work.room.store.redo(work.article, "plan", work.run)  # it was carried out and taken back, or set aside
    return work.steps.take("plan", inputs, FixPlan, new)


def paid(work: Work) -> Decimal:
    """What the answers for this text have cost, in US dollars."""
    charges = work.room.ledger.charges(site=work.site.name, article=work.article, month=None)
    return bill(tuple(line(charge, work.room.prices) for charge in charges)).usd
