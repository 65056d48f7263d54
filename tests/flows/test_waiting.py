"""What `masthead review` lists beside articles: plans that nobody has decided, told from the store without a site."""

from flows.newsroom import Newsroom
from flows.waiting import waiting_plans
from layers.boundary.clock import now
from layers.nouns import FixPlan
from tests.flows.test_fix_approving import FIXES
from tests.flows.test_refresh_choices import room

__all__ = ["room"]


def kept(room: Newsroom, kind: str, post: int = 0) -> FixPlan:
    run = room.store.open_run("coffee", kind, f"coffee/post-{post}" if post else "")
    fixes = [fix for fix in FIXES if post in (0, fix.object_id)]
    plan = FixPlan(id=run, site="coffee", url="https://example.org", made_at=now(), fixes=tuple(fixes))
    room.store.put_plan(plan)
    return plan


def test_the_newest_plan_of_a_site_and_each_posts_newest_refresh_wait_with_the_command_for_them(room: Newsroom) -> None:
    kept(room, "fix")
    plan, one = kept(room, "fix"), kept(room, "refresh", 1)
    kept(room, "refresh", 2)
    two = kept(room, "refresh", 2)

    assert [(each.id, each.what, each.command) for each in waiting_plans(room)] == [
        (plan.id, "4 fixes", f"masthead fix coffee --apply --plan {plan.id}"),
        (one.id, "a refresh of https://example.org/", f"masthead refresh coffee 1 --approve {one.id}"),
        (two.id, "a refresh of https://example.org/", f"masthead refresh coffee 2 --approve {two.id}"),
    ]


def test_what_was_decided_waits_no_more(room: Newsroom) -> None:
    plan = kept(room, "fix")
    room.store.mark_fixes(plan.id, [1, 3], "verified")
    assert [each.what for each in waiting_plans(room)] == ["2 fixes"]

    room.store.mark_fixes(plan.id, [2, 4], "set aside")
    assert list(waiting_plans(room)) == []
