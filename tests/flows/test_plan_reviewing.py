"""A plan that waits is sent back or rejected from the store, without a site, and the notes are kept with the text they are about."""

import pytest

from flows.fixes.standing import Standing, pending
from flows.newsroom import Newsroom
from flows.plan_reviewing import decided, next_step, plan_of
from flows.reviewing import Decision
from flows.waiting import waiting_plans
from layers.boundary.clock import now
from layers.boundary.store import Run
from layers.errors import MistakeError
from layers.nouns import FixPlan
from tests.flows.test_fix_approving import FIXES
from tests.flows.test_refresh_choices import room
from tests.layers.maintenance.fixing import samples

__all__ = ["room"]

BACK = Decision("send-back", "The second section is thin.")


def waiting(room: Newsroom, kind: str, field: str = "content") -> tuple[Run, FixPlan]:
    run = room.store.open_run("coffee", kind, "coffee/refresh-7" if kind == "refresh" else "")
    fixes = (samples.fix(check="refresh", field=field),) if kind == "refresh" else tuple(FIXES)
    plan = FixPlan(
        id=run, site="coffee", url="https://example.org", made_at=now(), fixes=fixes, together=kind == "refresh"
    )
    room.store.put_plan(plan)
    found = plan_of(room, run)
    assert found is not None
    return found


def test_a_refresh_that_is_sent_back_waits_no_more_and_its_notes_are_kept_for_that_text(room: Newsroom) -> None:
    run, plan = waiting(room, "refresh")

    said = decided(room, run, plan, BACK, by="ada")

    assert said.endswith("Have it written anew with them: masthead refresh coffee 7")
    assert room.store.notes(f"coffee/refresh-7-{plan.fixes[0].field_sha256[:8]}") == (BACK.notes,)
    assert list(waiting_plans(room)) == []
    with pytest.raises(MistakeError, match="does not wait for a decision"):
        decided(room, run, plan, BACK, by="ada")


@pytest.mark.parametrize("kind", ["fix", "refresh"])
def test_what_is_rejected_is_set_aside_with_the_reason(room: Newsroom, kind: str) -> None:
    run, plan = waiting(room, kind)

    decided(room, run, plan, Decision("reject", "not now"), by="ada")

    assert pending(plan, Standing.of(room, plan.id)) == ()
    assert {(mark.state, mark.why, mark.by) for mark in room.store.fix_marks(plan.id)} == {
        ("set aside", "rejected: not now", "ada")
    }


def test_what_is_decided_elsewhere_names_the_command_and_decides_nothing(room: Newsroom) -> None:
    fix, refresh, schema = (
        waiting(room, "fix"),
        waiting(room, "refresh"),
        waiting(room, "refresh", "meta.masthead_schema"),
    )

    for found, decision, said in (
        (fix, Decision("approve"), "masthead fix coffee --apply --plan coffee/"),
        (fix, BACK, "edit its file"),
        (refresh, Decision("approve"), "masthead refresh coffee 7 --approve coffee/"),
        (schema, BACK, "Use --reject"),
    ):
        with pytest.raises(MistakeError, match=said):
            decided(room, *found, decision, by="ada")
        assert found[1].id in next_step(*found)
        assert room.store.fix_marks(found[1].id) == ()


def test_a_plan_whose_write_was_begun_is_gone_on_with_and_not_rejected(room: Newsroom) -> None:
    run, plan = waiting(room, "refresh")
    room.store.mark_fixes(plan.id, [1], "applied")

    with pytest.raises(MistakeError, match="its end was not seen"):
        decided(room, run, plan, Decision("reject", "not now"), by="ada")


def test_an_article_and_a_run_without_a_plan_are_no_plans(room: Newsroom) -> None:
    run = room.store.open_run("coffee", "audit")

    assert plan_of(room, run) is None
    assert plan_of(room, "coffee/cold-brew-ratio") is None
