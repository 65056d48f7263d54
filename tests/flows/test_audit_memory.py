"""What was kept of an audit comes back: whole, or as far as another Masthead kept it; what to compare with is found by name or date."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows import HOME
from flows.audit import earlier, kept_audit, reported, settle
from flows.newsroom import Newsroom
from layers.errors import MistakeError
from layers.maintenance import Audit
from tests.layers.maintenance.audits import of_demo

NIGHT = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)


@pytest.fixture
def room(tmp_path: Path, blank: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    for name in ("network.yaml", "prices.yaml", "coffee.yaml", "bikes.yaml"):
        shutil.copy(HOME / "sites" / name, tmp_path)
    monkeypatch.setenv("MASTHEAD_STORE", f"sqlite:///{shutil.copy(blank, tmp_path)}")
    return Newsroom(tmp_path)


def keep(room: Newsroom, audit: Audit, content: str | None = None) -> Audit:
    whole = audit.model_dump_json(exclude={"findings"}) if content is None else content
    room.store.put_audit(audit.id, audit.site, audit.at, audit.findings, whole)
    return audit


def audit(letter: str, at: datetime) -> Audit:
    return of_demo("coffee", 8801).model_copy(
        update={"id": f"coffee/2026-11-20-{letter}", "at": at, "timezone": "Europe/Berlin"}
    )


def test_an_audit_comes_back_equal(room: Newsroom) -> None:
    made = keep(room, audit("a", NIGHT))
    assert kept_audit(room, made.id) == made


@pytest.mark.parametrize("content", ["", '{"posts": 3, "unheard": 1}'])
def test_of_an_audit_of_another_form_the_findings_come_back_and_it_says_so(room: Newsroom, content: str) -> None:
    made = keep(room, audit("a", NIGHT), content)
    read = kept_audit(room, made.id)
    assert (read.findings, read.title, read.at) == (made.findings, "Slow Cup", NIGHT)
    assert "its counts and charts cannot" in read.not_seen[0]


def test_an_audit_is_compared_with_the_one_before_it_never_with_a_later_one(room: Newsroom) -> None:
    first, second, third = (keep(room, audit(letter, NIGHT + timedelta(days=n))) for n, letter in enumerate("abc"))
    assert earlier(room, first) is None
    assert earlier(room, second) == first
    assert earlier(room, third, first.id) == first
    assert [point.id for point in reported(room, second).trend] == [first.id, second.id]
    with pytest.raises(MistakeError, match="no earlier audit"):
        earlier(room, first, third.id)


def test_a_date_is_the_sites_own_day(room: Newsroom) -> None:
    """Half past eleven at night in UTC is the next day in Berlin."""
    made = keep(room, audit("a", NIGHT))
    now = keep(room, audit("b", NIGHT + timedelta(days=9)))
    assert earlier(room, now, "2026-11-21") == made
    with pytest.raises(MistakeError, match="no earlier audit"):
        earlier(room, now, "2026-11-20")


def test_an_id_of_one_site_is_nothing_for_a_network(room: Newsroom) -> None:
    keep(room, audit("a", NIGHT))
    settle(room, ["coffee"], "coffee/2026-11-20-a")
    settle(room, ["bikes", "coffee"], "last")
    with pytest.raises(MistakeError, match="an audit of one site"):
        settle(room, ["bikes", "coffee"], "coffee/2026-11-20-a")
    with pytest.raises(MistakeError, match="bikes has no earlier audit"):
        settle(room, ["bikes", "coffee"], "2026-11-30")
