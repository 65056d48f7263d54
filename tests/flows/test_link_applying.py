"""Links are set from the plan that was shown: what a newer plan proposes under the same number is another link."""

import pytest

from flows.link_applying import applied, refuse_outdated
from flows.link_plans import KIND, LinkPlan, keep_plan
from flows.link_setting import approve, approved
from flows.newsroom import Newsroom
from layers.errors import MistakeError
from layers.maintenance import End, Proposal
from layers.publishing import Spot
from tests.flows.test_refresh_choices import room

__all__ = ["room"]


def end(number: int, url: str) -> End:
    return End(id=number, type="post", url=url, title=url)


def plan(room: Newsroom, target: str) -> LinkPlan:
    spot = Spot(occurrence=1, paragraph=0, before="", words="words", after="")
    proposal = Proposal(number=1, weak="orphan", host=end(1, "/host/"), target=end(2, target), alike=0.5, spot=spot)
    run = room.store.open_run("coffee", KIND)
    return keep_plan(room.store, LinkPlan(id=run, site="coffee", proposals=(proposal,)))


@pytest.mark.parametrize("chosen", [{"only": (1,)}, {"everything": True}], ids=["--only", "--yes"])
def test_a_plan_that_is_not_the_newest_any_more_is_refused_and_nothing_approved(
    room: Newsroom, chosen: dict[str, object]
) -> None:
    shown, newer = plan(room, "/shown/"), plan(room, "/not-shown/")

    with pytest.raises(MistakeError, match=rf"{shown.id} is not the newest plan any more: {newer.id} is"):
        applied(room, shown.id, by="me", **chosen)  # type: ignore[arg-type]

    assert not approved(room.store, shown)
    assert not approved(room.store, newer)


def test_what_was_approved_before_a_kill_is_gone_on_with_though_a_newer_plan_was_made(room: Newsroom) -> None:
    shown = plan(room, "/shown/")
    approve(room.store, shown, (1,), "me")
    plan(room, "/not-shown/")

    refuse_outdated(room.store, shown, (1,))
